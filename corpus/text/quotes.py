"""Quotes and fields: parts of the text as found, each with its place."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Field, Quote, Source
from corpus.text.faces import normalise, skeleton

# A range such as À-Ỹ holds small letters too: in Unicode capitals and small letters of Vietnamese alternate.
CAPITALS = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""The capital letters of Vietnamese, for a character class of a pattern."""


def quote(text: str, start: int, end: int, *, page: int | None = None) -> Quote:
    """Quotes ``text[start:end]`` without the blanks at either end."""
    raw = text[start:end]
    left = len(raw) - len(raw.lstrip())
    trimmed = raw.strip()
    return Quote(trimmed, Source(start + left, start + left + len(trimmed), page))


def field(quotes: Sequence[Quote]) -> Field:
    """Builds a field whose value is the normalised reading of ``quotes`` joined by spaces."""
    return Field(normalise(" ".join(part.raw for part in quotes)), tuple(quotes))


def cut(piece: Quote, start: int, end: int, *, strip: str | None = None) -> Quote:
    """Quotes ``piece.raw[start:end]`` without the blanks (or the characters of ``strip``) at either end."""
    raw = piece.raw[start:end]
    left = start + len(raw) - len(raw.lstrip(strip))
    trimmed = raw.strip(strip)
    begin = piece.source.start + left
    return Quote(trimmed, Source(begin, begin + len(trimmed), piece.source.page))


def cut_skeleton(piece: Quote, start: int, end: int, *, strip: str | None = None) -> Quote:
    """Quotes the part of ``piece`` that ``start:end`` of its skeleton comes from; see :func:`cut`."""
    return cut(piece, *skeleton(piece.raw).origin(start, end), strip=strip)


def strip_end(text: Field, chars: str) -> Field:
    """Drops ``chars`` from the end of a field's last quote; a field of nothing else is returned unchanged."""
    last = text.quotes[-1]
    kept = last.raw.rstrip(chars)
    if not kept:
        return text
    return field([*text.quotes[:-1], cut(last, 0, len(kept))])
