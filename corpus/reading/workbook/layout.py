"""Which rows of a sheet are running text and which make a table.

People type whole plans into a sheet: agency and motto side by side, a title over all columns, a table, a signature.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.reading.builder import CellText
from corpus.reading.workbook.worksheet import Sheet

# A row with this many filled cells belongs to a table; agency and motto, or recipients and signature, are two.
_TABLE_WIDTH = 3
# Matches the STT of a last row whose other cells are empty: "10", "2.1", "IV."; refuses "Nơi nhận:".
_NUMBERED = re.compile(r"\s*(?:\d+|[IVXLC]+\b|[a-z][.)])")
_MAX_COVERED = 2_000_000  # cells that merges may cover in all; a sheet of the greatest size holds five million


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows of one table, a cell a column that holds text anywhere in the table."""

    rows: tuple[tuple[CellText, ...], ...]


_Line = dict[int, CellText]
"""The cells of a row by column: those with text, and those that a merge covers."""


def lay_out(sheet: Sheet) -> Iterator[str | TableRows]:
    """Yields paragraphs and tables from top to bottom; empty rows and columns are left out."""
    lines = _lines(sheet)
    for region in _regions(lines):
        yield from _region([lines[row] for row in region])


def _lines(sheet: Sheet) -> dict[int, _Line]:
    """Returns the rows that hold text, in order."""
    lines: dict[int, _Line] = {}
    for (row, column), text in sorted(sheet.cells.items()):
        lines.setdefault(row, {})[column] = CellText(text)
    columns = sorted({column for _, column in sheet.cells})
    rows = sorted(lines)
    covered = 0
    for area in sheet.merges:
        anchor = lines.get(area.top, {}).get(area.left)
        if anchor is None or covered > _MAX_COVERED:
            continue
        inside = rows[bisect.bisect_left(rows, area.top) : bisect.bisect_right(rows, area.bottom)]
        across = columns[bisect.bisect_left(columns, area.left) : bisect.bisect_right(columns, area.right)]
        covered += len(inside) * len(across)
        for row in inside:
            for column in across:
                if (row, column) != (area.top, area.left) and column not in lines[row]:
                    lines[row][column] = CellText(None, "left" if row == area.top else "above")
    return lines


def _regions(lines: dict[int, _Line]) -> list[list[int]]:
    """Cuts the rows at empty ones, except where a numbered row goes on with the table above."""
    regions: list[list[int]] = []
    for row, line in lines.items():
        first = next((cell.text for _, cell in sorted(line.items()) if cell.text), "")
        goes_on = _filled(line) >= _TABLE_WIDTH and first[:1].isdigit()
        if regions and (row == regions[-1][-1] + 1 or (goes_on and _is_wide(lines, regions[-1]))):
            regions[-1].append(row)
        else:
            regions.append([row])
    return regions


def _is_wide(lines: dict[int, _Line], region: Sequence[int]) -> bool:
    return any(_filled(lines[row]) >= _TABLE_WIDTH for row in region)


def _filled(line: _Line) -> int:
    """Counts the cells that belong to the row: its own texts, and merged cells that reach down into it."""
    return sum(cell.text is not None or cell.merged == "above" for cell in line.values())


def _region(lines: list[_Line]) -> Iterator[str | TableRows]:
    """Yields what stands before the table, the table, and what follows it."""
    wide = [place for place, line in enumerate(lines) if _filled(line) >= _TABLE_WIDTH]
    if not wide:
        yield from _loose(lines)
        return
    first, last = wide[0], wide[-1] + 1
    while last < len(lines) and _goes_on(lines[last], lines[first]):
        last += 1
    yield from _loose(lines[:first])
    yield _table(lines[first:last])
    yield from _loose(lines[last:])


def _goes_on(line: _Line, header: _Line) -> bool:
    """Tells whether a short row still belongs to the table: its first column holds a number or is merged."""
    cell = line.get(min(header))
    return cell is not None and _filled(line) > 1 and (cell.text is None or _NUMBERED.match(cell.text) is not None)


def _loose(lines: Sequence[_Line]) -> Iterator[str | TableRows]:
    """Yields rows with one text as paragraphs, and neighbouring rows with more as a table of their own."""
    waiting: list[_Line] = []
    for line in lines:
        if _filled(line) > 1:
            waiting.append(line)
            continue
        if waiting:
            yield _table(waiting)
            waiting = []
        yield from (cell.text for cell in line.values() if cell.text)
    if waiting:
        yield _table(waiting)


def _table(lines: Sequence[_Line]) -> TableRows:
    columns = sorted({column for line in lines for column, cell in line.items() if cell.text is not None})
    empty = CellText("")
    return TableRows(tuple(tuple(line.get(column, empty) for column in columns) for line in lines))
