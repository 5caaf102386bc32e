"""The tables of a document → tasks, and what a person should know about their reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.model import (
    Block,
    BlockKind,
    Document,
    PlanProblem,
    Problem,
    Severity,
)
from corpus.parsing.tables.columns import WORK, Column
from corpus.parsing.tables.grid import GridRow, build_rows
from corpus.parsing.tables.head import Head
from corpus.parsing.tables.joining import JoinedTable, join_tables
from corpus.parsing.tables.marks import parse_legend, read_marks
from corpus.parsing.tables.rows import RawTask, RowReader
from corpus.parsing.tables.walk import TableWalk
from corpus.text import fold

# Blocks around a table in which a legend of its marks is looked for.
_LEGEND_WITHIN = 4
# Hours of an agenda. Matched: "8h00 - 8h15", "07:30". Refused: "8/2026".
_CLOCK = re.compile(r"(?:tu )?\d{1,2} ?(?:h|g|gio|:)(?: ?\d{2})?\b")
# A result that only counts. Matched: "95%", "1.200", "dat". Refused: "02 báo cáo".
_COUNT = re.compile(r"[\d., ]+%?|(?:chua )?(?:dat|hoan thanh)")
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table of a document.

    Attributes:
        blocks: its rows; those of a table that goes on in a second one are together.
        tasks: a task for each row of work, ``()`` where the table lists none.
        problems: columns that could not be read and slips in the numbering.
    """

    blocks: tuple[Block, ...]
    tasks: tuple[RawTask, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_tables(document: Document) -> list[TableReading]:
    """Reads all tables of a document, in reading order."""
    blocks = [block for block in document.blocks if block.kind is BlockKind.ROW]
    tables = [build_rows(document, list(group)) for _, group in groupby(blocks, key=lambda block: block.table)]
    return [_read_table(document, table) for table in join_tables(document, tables)]


def _read_table(document: Document, table: JoinedTable) -> TableReading:
    blocks = tuple(row.block for row in table.rows)
    head = table.head
    rows = table.rows[head.first :] if head else []
    if head is None or _is_no_list(head, rows):
        return TableReading(blocks)
    marks = [text for row in rows if not head.repeats(row) for place in head.units if (text := row.text(place))]
    roles = read_marks(marks, parse_legend(_legend_texts(document, table.rows)), head.above_units) if marks else None
    walk = TableWalk(head, rows, RowReader(head, rows, roles))
    walk.read()
    problems = list(walk.problems())
    if head.units and roles is None:
        message = "Dấu trong các cột đơn vị không nói rõ ai chủ trì, ai phối hợp; các cột này chưa đọc được."
        problems.append(
            Problem(PlanProblem.ROLE_COLUMNS_UNREAD, Severity.WARNING, message, table.rows[head.first - 1].block.source)
        )
    return TableReading(blocks, tuple(walk.tasks), tuple(problems) if walk.tasks else ())


def _is_no_list(head: Head, rows: Sequence[GridRow]) -> bool:
    """Whether the cells show an agenda (hours of a day) or counted results where the headings sound like tasks."""
    work = WORK & set(head.columns)
    checks = [(Column.TIME, _CLOCK.match)] + ([(Column.RESULT, _COUNT.fullmatch)] if work == {Column.RESULT} else [])
    for column, matches in checks:
        place = head.place(column)
        cells = [fold(text) for row in rows if place is not None and (text := row.text(place))]
        if cells and sum(matches(cell) is not None for cell in cells) > _MOSTLY * len(cells):
            return True
    return False


def _legend_texts(document: Document, rows: Sequence[GridRow]) -> list[str]:
    """Returns where a legend may stand: the cells of the table, and the paragraphs around it."""
    start, end = rows[0].block.source.start, rows[-1].block.source.end
    lines = [block for block in document.blocks if block.kind is BlockKind.PARAGRAPH]
    before = [block for block in lines if block.source.start < start][-_LEGEND_WITHIN:]
    after = [block for block in lines if block.source.start >= end][:_LEGEND_WITHIN]
    return [text for row in rows for text in row.texts] + [document.slice(block.source) for block in before + after]
