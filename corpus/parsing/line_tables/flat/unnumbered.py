"""Rows without a number among numbered ones: the lines of one number that are the cells of several rows.

Some tables number their topics only, or leave a number out. Where the lines below one number fill the columns more than
once, each time with a unit and a deadline, each time is a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Document
from corpus.parsing.line_tables.cell_words import TIME_HEAD, UNITS
from corpus.parsing.line_tables.flat.cells import find_tokens
from corpus.parsing.line_tables.flat.cycle import Row, can_be_work, cut_cycle
from corpus.parsing.line_tables.flat.row_chains import FlatRow
from corpus.parsing.line_tables.flat.segmentation import names_units
from corpus.parsing.tables import Column
from corpus.text import fold


def part_rows(document: Document, rows: Sequence[FlatRow], columns: Sequence[Column]) -> list[FlatRow]:
    """Parts each numbered row that holds several.

    Args:
        document: they stand in.
        rows: of one table, by their numbers.
        columns: of the table, without that of the numbers.
    """
    if Column.TIME not in columns or not UNITS & set(columns):
        return list(rows)
    return [part for row in rows for part in _part(document, row, columns)]


def _part(document: Document, row: FlatRow, columns: Sequence[Column]) -> list[FlatRow]:
    times = sum(TIME_HEAD.match(fold(document.slice(line.source))) is not None for line in row.lines)
    if times < 2:
        return [row]
    lines = [find_tokens(document, [line], numbered=place == 0) for place, line in enumerate(row.lines)]
    found = cut_cycle([line for line in lines if line], columns)
    if len(found) < 2 or not all(map(_is_full, found)):
        return [row]
    starts = [min(part[0].source.start for part in one.values()) for one in found[1:]]
    bounds = [
        0,
        *(next(at for at, line in enumerate(lines) if line and line[0].source.start >= start) for start in starts),
    ]
    return [
        replace(row, lines=row.lines[start:end], numbered=place == 0)
        for place, (start, end) in enumerate(zip(bounds, [*bounds[1:], len(lines)], strict=True))
    ]


def _is_full(row: Row) -> bool:
    """Whether a row has work, units and a deadline."""
    return Column.TIME in row and bool(UNITS & row.keys()) and names_units(row) and can_be_work(row)
