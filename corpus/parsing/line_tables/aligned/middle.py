"""Rows whose cells are set in the middle: the number of a row stands on any of its lines, and so do short cells.

Every cell of a row has its middle where the row has its own. Of all ways to part the lines between the numbers the one
is taken whose cells are nearest to the middle of their rows, do not begin or end in the middle of a sentence, and are
cells of other rows, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from corpus.parsing.actors.unit_names import find_opening, is_whole
from corpus.parsing.line_tables.aligned.pages import CutLine
from corpus.parsing.line_tables.aligned.region import Region
from corpus.parsing.line_tables.cell_words import ends_open
from corpus.text import fold

# Lines that a cell may be off the middle of its row at no cost: cells of odd and even heights share no lines.
_OFF = 0.5
# What is added for work that begins with a small letter or a digit, for another cell that begins with a small letter,
# and for one that ends in "và" or is no more than the beginning of a unit's name ("Phòng").
_SMALL_WORK, _DIGIT_WORK, _SMALL, _OPEN = 4.0, 1.5, 1.0, 1.0
_NO_WORK = 6.0
# For a line on which the next word had fitted, in shares of the width of the column: what follows is another cell.
_HARD, _FITS = 1.0, 0.85
# For a cell that ends with a full line within so many lines above the next.
_FULL, _NEXT = 0.4, 2
_BROKEN = 1.0  # for a row that a page breaks, whose cells have no middle
_KNOWN = -1.0  # for a cell that other rows have as well


@dataclass(frozen=True, slots=True)
class _Table:
    """What is known of a table.

    Attributes:
        region: its lines.
        widths: of its columns, in characters of their words.
        known: how many rows have the same cell in a column, on skeletons.
    """

    region: Region
    widths: Mapping[int, int]
    known: Counter[tuple[int, str]] = field(default_factory=Counter)

    @property
    def body(self) -> Sequence[CutLine]:
        """The lines below its heading."""
        return self.region.body

    def parts(self, column: int, before: str, text: str) -> bool:
        """Whether a line ends before it is full, and not after a stop."""
        needed = len(before) + 1 + len(text.split(maxsplit=1)[0])
        return before[-1] not in ".;:," and needed <= _FITS * self.widths.get(column, 0)


def part_rows(region: Region) -> list[bool]:
    """Returns for each line of a table whether a row begins there."""
    body = region.body
    first = _part_groups(_Table(region, _measure(body)))
    starts = [number for number, opens in enumerate(first) if opens]
    rows = [_gather(body[start:stop]) for start, stop in zip(starts, [*starts[1:], len(body)], strict=True)]
    known = Counter((column, fold(" ".join(text for _, text in cell))) for row in rows for column, cell in row.items())
    return _part_groups(_Table(region, _measure(body), known))


def _measure(body: Sequence[CutLine]) -> dict[int, int]:
    widths: dict[int, int] = {}
    for piece in (piece for line in body for piece in line.pieces):
        if piece.first == piece.last:
            widths[piece.first] = max(widths.get(piece.first, 0), len(piece.text))
    return widths


def _part_groups(table: _Table) -> list[bool]:
    opens = [line.group for line in table.body]
    start = 0
    for stop in [*(number for number, line in enumerate(table.body) if line.group), len(table.body)]:
        for first in _part(table, start, stop):
            opens[first] = True
        start = stop + 1
    return opens


def _part(table: _Table, start: int, stop: int) -> list[int]:
    """Returns the first lines of the rows among lines without titles of groups."""
    anchors = [number for number in range(start, stop) if table.region.opens(table.body[number])]
    if not anchors:
        return [start] if start < stop else []
    best: dict[int, tuple[float, tuple[int, ...]]] = {start: (0.0, (start,))}
    cost = cache(lambda first, end: _cost_of_row(table, first, end) + _cost_of_start(table, first, end))
    for anchor, after in zip(anchors, [*anchors[1:], None], strict=True):
        ends = [stop] if after is None else range(anchor + 1, after + 1)
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for end in ends:
            options = [(total + cost(first, end), firsts) for first, (total, firsts) in best.items()]
            total, firsts = min(options)
            found[end] = (total, firsts if after is None else (*firsts, end))
        best = found
    return list(best[stop][1])


def _gather(lines: Sequence[CutLine]) -> dict[int, list[tuple[int, str]]]:
    """Returns the cells of a row: for each column the words of its lines, each with the number of the line."""
    cells: dict[int, list[tuple[int, str]]] = {}
    for number, line in enumerate(lines):
        for piece in line.pieces:
            cells.setdefault(piece.first, []).append((number, piece.text))
    return cells


def _cost_of_row(table: _Table, first: int, end: int) -> float:
    lines = table.body[first:end]
    cells = _gather(lines)
    middle = (len(lines) - 1) / 2
    broken = lines[0].line.block.source.page != lines[-1].line.block.source.page
    cost = _BROKEN if broken else 0.0
    cost += 0.0 if table.region.content in cells else _NO_WORK
    for column, cell in cells.items():
        if not broken:
            cost += max(0.0, abs((cell[0][0] + cell[-1][0]) / 2 - middle) - _OFF)
        cost += _HARD * sum(table.parts(column, before, text) for (_, before), (_, text) in pairwise(cell))
        cost += _cost_of_words(column == table.region.content, " ".join(text for _, text in cell))
        if (
            column not in {table.region.ordinal, table.region.content}
            and table.known[column, fold(" ".join(text for _, text in cell))] > 1
        ):
            cost += _KNOWN
    return cost


def _cost_of_words(work: bool, text: str) -> float:
    cost = 0.0
    if work and not text[0].isupper():
        cost += _SMALL_WORK if text[0].islower() else _DIGIT_WORK
    elif text[0].islower():
        cost += _SMALL
    cut_unit = not work and find_opening(text) is not None and not is_whole(text)
    return cost + _OPEN * (cut_unit or ends_open(text))


def _cost_of_start(table: _Table, first: int, end: int) -> float:
    """Returns what it costs that cells just above a row end with a full line, as lines do that go on."""
    body = table.body
    above = {piece.first: piece.text for line in body[max(0, first - _NEXT) : first] for piece in line.pieces}
    next_lines = reversed(body[first : min(end, first + _NEXT)])
    below = {piece.first: piece.text for line in next_lines for piece in line.pieces}
    full = [
        column
        for column, text in below.items()
        if column != table.region.ordinal and column in above and not table.parts(column, above[column], text)
    ]
    return _FULL * len(full)
