"""A value that a page break cuts, read as one text: names and labels run over the break as over the end of a line."""

from __future__ import annotations

from corpus.model import Field, Quote, Source
from corpus.text import cut, field


def join_pieces(value: Field, between: str = "\n") -> Quote:
    """Returns the pieces of a value as one, with places counted within it; a value of one piece is its own."""
    if len(value.quotes) == 1:
        return value.quotes[0]
    text = between.join(piece.raw for piece in value.quotes)
    return Quote(text, Source(0, len(text)))


def split_pieces(value: Field, part: Quote, between: str = "\n") -> Field:
    """Gives a part of :func:`join_pieces` the quotes of the document that it is made of."""
    if len(value.quotes) == 1:
        return field([part])
    quotes: list[Quote] = []
    at = 0
    for piece in value.quotes:
        start, end = max(part.source.start - at, 0), min(part.source.end - at, len(piece.raw))
        if start < end and (inside := cut(piece, start, end)).raw:
            quotes.append(inside)
        at += len(piece.raw) + len(between)
    return field(quotes)
