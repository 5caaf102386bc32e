"""The heading of a flattened table that no ordinal opens: a cell on each line, long ones over several.

A line that starts in capitals opens a cell, one in small letters goes on with it. In a heading all in capitals a cell
goes on where both lines together name a column, and the first says no more than "ĐƠN VỊ" or the second nothing alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.parsing.body.markers import parse_marker
from corpus.parsing.line_tables.flat.heading import BARE_UNITS
from corpus.parsing.tables import Column, find_column, find_columns
from corpus.text import fold

_LONGEST_LINE = 60  # letters
_FEWEST_CELLS = 3
# One cell of four or more may have a name that is not known, between others: nothing else shows where a heading ends.
_FEWEST_WITH_UNKNOWN = 4
_JOINS = ("/", ",", "-", "–", "(")


@dataclass(frozen=True, slots=True)
class ListedHeading:
    """Columns from left to right, and how many lines name them."""

    columns: tuple[Column, ...]
    length: int


def read_listed_heading(lines: Sequence[str]) -> ListedHeading | None:
    """Reads the heading that opens ``lines``, the longest there is; ``None`` where they open with none."""
    cells: list[str] = []
    ends: list[int] = []
    for place, line in enumerate(lines):
        text = " ".join(line.split())
        if len(text) > _LONGEST_LINE or any(char.isdigit() for char in text) or parse_marker(text) is not None:
            break
        if cells and _goes_on(cells[-1], text):
            cells[-1] = f"{cells[-1]} {text}"
            ends[-1] = place + 1
            continue
        if not text[:1].isupper() or (cells and not _may_follow(cells)):
            break
        cells.append(text)
        ends.append(place + 1)
    while len(cells) >= _FEWEST_CELLS:
        if columns := _read(cells):
            return ListedHeading(columns, ends[-1])
        cells.pop()
        ends.pop()
    return None


def _goes_on(cell: str, text: str) -> bool:
    if text[:1].islower() or text.startswith("(") or cell.endswith(_JOINS):
        return True
    if not (cell.isupper() and text.isupper()) or find_column(f"{cell} {text}") is None:
        return False
    return find_column(text) is None or fold(cell) in BARE_UNITS


def _may_follow(cells: Sequence[str]) -> bool:
    """Whether one more cell may follow: no more than one so far has a name that is not known."""
    return sum(find_column(cell) is None for cell in cells) <= 1


def _read(cells: Sequence[str]) -> tuple[Column, ...] | None:
    kinds = [find_column(cell) for cell in cells]
    told = [kind for kind in kinds if kind not in {None, Column.OTHER}]
    unknown = [place for place, kind in enumerate(kinds) if kind is None]
    if len(told) != len(set(told)) or kinds[0] is None or kinds[-1] is None:
        return None
    if unknown and (len(unknown) > 1 or len(cells) < _FEWEST_WITH_UNKNOWN):
        return None
    columns = find_columns(cells)
    return columns if columns is not None and len(set(columns) - {Column.OTHER}) >= _FEWEST_CELLS else None
