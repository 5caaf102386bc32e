"""Rows of a woven table: finished ones, and the one that is open in a reading of the lines so far."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.parsing.line_tables.woven.continuity import ends_sentence
from corpus.parsing.line_tables.woven.prepared_lines import PreparedLine
from corpus.reading.restoration.language_model import START

Piece = tuple[int, int, int]
"""A fragment: number of its line, its first word, one past its last."""


@dataclass(frozen=True, slots=True)
class WovenRow:
    """A row taken apart: for each column the pieces of its cell, its number as seen, and the lines it fills."""

    cells: tuple[tuple[Piece, ...], ...]
    number: int | None
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell of the row that is open.

    Attributes:
        pieces: its fragments.
        first, second: ids of its last two words, by which the next is scored.
        length: width of its last fragment.
        event: whether it is a deadline that waits for an event.
        ended: whether what follows is not bound to it.
    """

    pieces: tuple[Piece, ...] = ()
    first: int = START
    second: int = START
    length: float = 0.0
    event: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the lines so far.

    Attributes:
        score: of it.
        cells: of the row that is open, one for each column.
        start: first line of that row.
        expected: number that the row should have.
        number: number that was seen, -1 a misread one, ``None`` none.
        rows: that are finished.
    """

    score: float
    cells: tuple[OpenCell, ...]
    start: int
    expected: int
    number: int | None
    rows: tuple[WovenRow, ...]
    numbered: int | None = None


def grow(cell: OpenCell, number: int, line: PreparedLine, start: int, end: int) -> OpenCell:
    """Returns ``cell`` with the words ``start..end`` of a line added."""
    flat = [one for word in line.ids[start:end] for one in word]
    context = [cell.first, cell.second, *flat][-2:] if flat else [cell.first, cell.second]
    ended = ends_sentence(line.words[end - 1])
    if ended:
        context = [START, START]
    event = cell.event or (not cell.pieces and bool(line.costs.event_heads[start]))
    return OpenCell(
        (*cell.pieces, (number, start, end)),
        context[0],
        context[1],
        float(line.costs.lengths[start, end]),
        event,
        ended,
    )
