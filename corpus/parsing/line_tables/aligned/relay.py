"""A document whose aligned tables are laid out as tables with cells, and the way back to the text as found.

The parser reads the copy as it reads any document with tables; every place in what it finds is then moved to the
text as found, where the words of one cell stand on several lines with other cells between.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from corpus.model import Block, BlockKind, Cell, Document, Field, PlanProblem, Problem, Quote, Severity, Source
from corpus.parsing.line_tables.aligned.cells import AlignedRow

_T = TypeVar("_T")
_UNREAD = "Bảng đánh dấu thời gian theo cột tháng, quý; có trang không nhắc lại tên cột nên dấu ở đó chưa đọc được."


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of the copy that stand in the text as found one after another, too."""

    copy: int
    found: int
    length: int


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table to lay out.

    Attributes:
        rows: those of the heading, and those below.
        columns: how many it has.
        lines: that it replaces.
        unread: the first line whose marks are left out.
    """

    rows: tuple[AlignedRow, ...]
    columns: int
    lines: tuple[Block, ...]
    unread: Source | None = None


@dataclass(frozen=True)
class RelaidDocument:
    """A document with its aligned tables laid out.

    Attributes:
        reading: the copy that the parser reads.
        found: the document as found.
        runs: where its words come from, in the order of the copy.
        problems: what of its tables could not be read, with places in the text as found.
    """

    reading: Document
    found: Document
    runs: tuple[_Run, ...]
    problems: tuple[Problem, ...] = ()

    def as_found(self, value: _T) -> _T:
        """Moves every place in ``value``, anything made of the values of :mod:`corpus.model`, to the text as found."""
        return cast("_T", self._move(value))

    def _move(self, value: Any) -> Any:
        match value:
            case Source():
                return self._source(value)
            case Field():
                return replace(value, quotes=tuple(part for one in value.quotes for part in self._quotes(one.source)))
            case tuple():
                return tuple(self._move(part) for part in value)
            case _ if is_dataclass(value) and not isinstance(value, type):
                return replace(value, **{part.name: self._move(getattr(value, part.name)) for part in fields(value)})
        return value

    def _source(self, source: Source) -> Source:
        parts = self._parts(source)
        if not parts:
            before = self.runs[max(0, bisect_right(self.runs, source.start, key=lambda run: run.copy) - 1)]
            place = before.found + min(source.start - before.copy, before.length)
            return Source(place, place, source.page)
        return Source(min(start for start, _ in parts), max(end for _, end in parts), source.page)

    def _quotes(self, source: Source) -> list[Quote]:
        return [
            Quote(self.found.text[start:end], Source(start, end, self._page(start, source.page)))
            for start, end in self._parts(source)
        ]

    def _page(self, start: int, page: int | None) -> int | None:
        if page is None:
            return None
        blocks = self.found.blocks
        at = bisect_right(blocks, start, key=lambda block: block.source.start) - 1
        return blocks[at].source.page if at >= 0 else page

    def _parts(self, source: Source) -> list[tuple[int, int]]:
        """Returns the ranges of the text as found that a range of the copy comes from."""
        parts: list[tuple[int, int]] = []
        at = max(0, bisect_right(self.runs, source.start, key=lambda run: run.copy) - 1)
        for run in self.runs[at:]:
            if run.copy >= source.end:
                break
            start, end = max(source.start, run.copy), min(source.end, run.copy + run.length)
            if start < end:
                parts.append((run.found + start - run.copy, run.found + end - run.copy))
        return parts


def relay(document: Document, tables: Sequence[LaidTable]) -> RelaidDocument:
    """Lays tables out as rows of cells in a copy of a document."""
    builder = _Builder(document)
    for table in tables:
        builder.add(table)
    unread = next((table.unread for table in tables if table.unread), None)
    problem = Problem(PlanProblem.MONTH_COLUMNS_UNREAD, Severity.WARNING, _UNREAD, unread) if unread else None
    return replace(builder.finish(), problems=(problem,) if problem else ())


class _Builder:
    """Builds the copy from the start of the document to its end."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text: list[str] = []
        self._size = 0
        self._runs: list[_Run] = []
        self._blocks: list[Block] = []
        self._at = 0
        self._next = 0
        self._table = 1 + max((block.table for block in document.blocks if block.table is not None), default=-1)

    def add(self, table: LaidTable) -> None:
        first, last = table.lines[0].source, table.lines[-1].source
        self._copy_until(first.start)
        for row in table.rows:
            self._add_row(row, table.columns, first.page)
        self._at = last.end
        while self._next < len(self._document.blocks) and self._document.blocks[self._next].source.start < last.end:
            self._next += 1
        self._table += 1

    def finish(self) -> RelaidDocument:
        self._copy_until(len(self._document.text))
        reading = replace(self._document, text="".join(self._text), blocks=tuple(self._blocks))
        return RelaidDocument(reading, self._document, tuple(self._runs))

    def _copy_until(self, end: int) -> None:
        """Copies the text as it stands, and the blocks in it."""
        moved = self._size - self._at
        self._run(self._at, end)
        blocks = self._document.blocks
        while self._next < len(blocks) and blocks[self._next].source.end <= end:
            self._blocks.append(_moved(blocks[self._next], moved))
            self._next += 1
        self._at = end

    def _add_row(self, row: AlignedRow, columns: int, page: int | None) -> None:
        start = self._size
        cells: list[Cell] = []
        covered = 0
        for column in range(columns):
            cell = row.cells.get(column)
            if column < covered:
                cells.append(Cell(None, "left"))
                continue
            if column in row.merged:
                cells.append(Cell(None, "above"))
                covered = column + (cell.width if cell else 1)
                continue
            if column:
                self._layout("\t")
            begin = self._size
            for number, piece in enumerate(cell.pieces if cell else ()):
                if number:
                    self._layout("\n")
                self._run(piece.start, piece.end)
                page = piece.page if not number else page
            cells.append(Cell(Source(begin, self._size, page)))
            covered = column + (cell.width if cell else 1)
        source = Source(start, self._size, cells[0].source.page if cells[0].source else page)
        self._blocks.append(Block(BlockKind.ROW, source, tuple(cells), self._table))
        self._layout("\n")

    def _run(self, start: int, end: int) -> None:
        if start < end:
            self._runs.append(_Run(self._size, start, end - start))
            self._text.append(self._document.text[start:end])
            self._size += end - start

    def _layout(self, text: str) -> None:
        self._text.append(text)
        self._size += len(text)


def _moved(block: Block, by: int) -> Block:
    def place(source: Source) -> Source:
        return Source(source.start + by, source.end + by, source.page)

    cells = tuple(replace(cell, source=place(cell.source) if cell.source else None) for cell in block.cells)
    return replace(block, source=place(block.source), cells=cells)
