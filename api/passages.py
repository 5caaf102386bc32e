"""Passages cut for show: words of the question marked, the place that a link points at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Document, Quote, Source, Task, hull
from search import Evidence, TextPassage


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a passage; ``marked`` where the question shares its words, or where a guess is not confident."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A document's text cut at the passage that a link points at; without one it is all ``before``."""

    before: str
    passage: str
    after: str


def places_of(evidence: Evidence) -> tuple[Source, ...]:
    """Returns where the words of a piece of evidence stand, joined where they touch; ``()`` where nothing says so."""
    places: list[Source] = []
    for source in sorted(evidence.sources or ((evidence.task.source,) if evidence.task else ())):
        if places and source.start <= places[-1].end + 1:
            places[-1] = hull(places[-1], source)
        else:
            places.append(source)
    return tuple(places)


def mark_words(quotes: Sequence[Quote], matched: Sequence[Source]) -> tuple[Piece, ...]:
    """Cuts quotes, as found, at the words that the question shares; a blank stands between two quotes."""
    pieces: list[Piece] = []
    for number, quote in enumerate(quotes):
        if number:
            pieces.append(Piece(" ", marked=False))
        cursor = quote.source.start
        inside = [range_ for range_ in sorted(matched) if quote.source.start <= range_.start < quote.source.end]
        for range_ in inside:
            start, end = max(range_.start, cursor), min(range_.end, quote.source.end)
            pieces.append(Piece(_cut(quote, cursor, start), marked=False))
            pieces.append(Piece(_cut(quote, start, end), marked=True))
            cursor = max(cursor, end)
        pieces.append(Piece(_cut(quote, cursor, quote.source.end), marked=False))
    return tuple(piece for piece in pieces if piece.text)


def mark_task(task: Task, matched: Sequence[Source]) -> tuple[Piece, ...]:
    """Cuts the content of a task, as found, at the words that the question shares."""
    return mark_words(task.content.quotes, matched)


def mark_passage(passage: TextPassage) -> tuple[Piece, ...]:
    """Cuts a passage of a plan, as found, at the words that the question shares."""
    return mark_words((Quote(passage.raw, passage.source),), passage.matched)


def open_at(text: str, start: int | None, end: int | None) -> Opened:
    """Cuts a text at a passage; a range that is none of the text opens it at no passage."""
    if start is None or end is None or not 0 <= start < end <= len(text):
        return Opened(text, "", "")
    return Opened(text[:start], text[start:end], text[end:])


def build_restored(document: Document) -> tuple[Piece, ...]:
    """Lays the guesses at ruined words over the text as found; a guess that is not confident is marked."""
    pieces: list[Piece] = []
    cursor = 0
    for word in document.restored:
        pieces.append(Piece(document.text[cursor : word.source.start], marked=False))
        pieces.append(Piece(word.text, marked=not word.confident))
        cursor = word.source.end
    if pieces:
        pieces.append(Piece(document.text[cursor:], marked=False))
    return tuple(piece for piece in pieces if piece.text)


def _cut(quote: Quote, start: int, end: int) -> str:
    return quote.raw[start - quote.source.start : end - quote.source.start]
