"""The walk over the rows of a table: group headings, tasks, and rows that only go on with the one before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from corpus.model import (
    Field,
    PlanProblem,
    Problem,
    Severity,
    Source,
)
from corpus.parsing.body.paragraphs import is_uppercase
from corpus.parsing.tables.columns import Column
from corpus.parsing.tables.grid import GridRow
from corpus.parsing.tables.groups import Groups
from corpus.parsing.tables.head import Head
from corpus.parsing.tables.labels import Ordinal, Rank, as_capital, opens_bullet, parse_ordinal, split_label
from corpus.parsing.tables.numbering import NumberedRow, find_slips
from corpus.parsing.tables.rows import RawTask, ReadRow, RowReader
from corpus.text import field, fold

_Name = TypeVar("_Name", bound=str)
# Rows that sum up or comment, on skeletons. Matched: "tong cong", "ghi chu: ...". Refused: "tong ket nam".
_NO_ROW = re.compile(
    r"(?:tong (?:cong|so)|cong)\b[ :.]*(?:\d|$)|(?:ghi chu|chu thich|ky hieu|chu giai) ?[:(]|\(?\*\)? ?ghi chu"
)


class TableWalk:
    """The walk over the rows of one table."""

    def __init__(self, head: Head, rows: Sequence[GridRow], reader: RowReader) -> None:
        self.tasks: list[RawTask] = []
        self._reader = reader
        self._head = head
        self._rows = [row for row in rows if row.filled and not head.repeats(row)]
        self._groups = Groups()
        self._numbers: list[NumberedRow] = []
        self._unread: Source | None = None
        self._unsure: Source | None = None
        self._ordinal = head.place(Column.ORDINAL)
        labels = [(row, label) for row in self._rows if (label := self._label(row))]
        self._numbered = bool(labels)
        self._working = {label.rank for row, label in labels if self._fills_work(row)}

    def read(self) -> None:
        """Reads every row into a group heading, a task, or the rest of the task before."""
        previous: ReadRow | None = None  # the row before, where it made a task
        last: GridRow | None = None
        for place, row in enumerate(self._rows):
            if _NO_ROW.match(fold(row.filled[0].raw)):
                continue
            if topic := self._reader.topic(row):
                self._groups.open(None, topic)
            read = self._reader.read(row)
            if self._opens_group(read, place):
                previous = None
            elif previous and ((cut := self._is_cut(last, read)) or self._adds(read, previous)):
                self.tasks[-1] = _joined(self.tasks[-1], read)
                if cut:
                    self._reader.go_on(self.tasks[-1])
            elif read.content:
                self._add(read)
                previous = read
            last = row

    def problems(self) -> Iterable[Problem]:
        """Yields what could not be read, and slips in the numbering."""
        if self._unread:
            message = "Bảng đánh dấu thời gian theo cột tháng, quý; có hàng chưa đọc được thành thời hạn."
            yield Problem(PlanProblem.MONTH_COLUMNS_UNREAD, Severity.WARNING, message, self._unread)
        if self._unsure:
            message = "Cột chủ trì, phối hợp ghi nhiều đơn vị mà không nói rõ ai chủ trì; tất cả được đọc là chủ trì."
            yield Problem(PlanProblem.ROLES_NOT_SEPARATED, Severity.WARNING, message, self._unsure)
        yield from (slip.problem() for slip in find_slips(self._numbers))

    def _label(self, row: GridRow) -> Ordinal | None:
        if self._ordinal is None:
            return None
        found = parse_ordinal(row.text(self._ordinal))
        return as_capital(found, self._groups.last_capital) if found else None

    def _opens_group(self, read: ReadRow, place: int) -> bool:
        """Opens a group where the row is the heading of one."""
        heading = self._heading(read, place)
        if heading is None:
            return False
        ordinal, title = heading
        self._groups.open(ordinal, title)
        self._number(ordinal or Ordinal("", Rank.CAPITAL), read.row.filled[0].source)
        return True

    def _heading(self, read: ReadRow, place: int) -> tuple[Ordinal | None, str] | None:
        """Returns the label and the title where the row heads a group: it has no fields, and others stand below it."""
        row = read.row
        if len(row.filled) == 1 and (alone := self._lone_heading(read)):
            return alone
        ordinal = self._label(row) or read.ordinal
        if ordinal is None or self._own_fields(read, place) or (not read.content and len(row.filled) > 1):
            return None
        if ordinal.rank in {Rank.CAPITAL, Rank.ROMAN}:
            return None if self._is_peer(ordinal, place) else (ordinal, read.content)
        content = self._head.place(Column.CONTENT)
        merged = content is not None and len(row.span(content)) > 1 and row.span(content)[-1] == len(row.quotes) - 1
        return (ordinal, read.content) if merged or self._has_child(ordinal, place) else None

    def _lone_heading(self, read: ReadRow) -> tuple[Ordinal | None, str] | None:
        """Reads the only cell of a row: merged over the row, in the place of the ordinal, in capitals or lettered."""
        row = read.row
        text = row.filled[0].raw
        found = split_label(text)
        label = as_capital(found[0], self._groups.last_capital) if found else None
        title = " ".join(text[found[1] if found else 0 :].split())
        if not any(char.isalpha() for char in title) or parse_ordinal(text):
            return None
        spans = any(cell.merged == "left" for cell in row.block.cells) or len(row.quotes) < len(self._head.columns)
        part = label is not None and label.rank in {Rank.CAPITAL, Rank.ROMAN}
        in_content = Column.CONTENT in read.cells and (part or is_uppercase(text))
        return (label, title) if spans or in_content or Column.ORDINAL in read.cells else None

    def _own_fields(self, read: ReadRow, place: int) -> bool:
        """Whether a row has fields of its own: those that merges share with the row below are its sub-rows'."""
        below = self._rows[place + 1] if place + 1 < len(self._rows) else None
        return any(below is None or below.merged(field_place) != "above" for field_place in read.own)

    def _is_peer(self, ordinal: Ordinal, place: int) -> bool:
        """Whether a row labelled "II" is one of the tasks: so are others, and none stands below it."""
        below = self._label(self._rows[place + 1]) if place + 1 < len(self._rows) else None
        if place + 1 < len(self._rows) and (below is None or below.rank is not ordinal.rank):
            return False
        return ordinal.rank in self._working

    def _fills_work(self, row: GridRow) -> bool:
        plain = {Column.ORDINAL, Column.CONTENT, Column.OTHER}
        return any(row.text(place) for place, column in enumerate(self._head.columns) if column not in plain)

    def _has_child(self, ordinal: Ordinal, place: int) -> bool:
        """Whether the next row is a part of this one: "1.1" or "a)" below "1", or a row without a number."""
        if place + 1 >= len(self._rows):
            return False
        row = self._rows[place + 1]
        label = self._label(row)
        content = self._head.place(Column.CONTENT) or 0
        if label is None and self._ordinal is None:
            opening = split_label(row.text(content))
            label = opening[0] if opening else None
        if label is not None:
            deeper = label.label.startswith(f"{ordinal.label}.") or label.label.startswith(f"{ordinal.value}.")
            return deeper or label.rank is Rank.BULLET or (label.rank is Rank.SMALL and ordinal.rank is not Rank.SMALL)
        if self._ordinal is None or not row.text(content):
            return False
        if self._crosses_page(self._rows[place], row):
            return opens_bullet(row.text(content))
        return self._fills_work(row) or opens_bullet(row.text(content)) or any(row.text(p) for p in self._head.units)

    def _is_cut(self, last: GridRow | None, read: ReadRow) -> bool:
        """Whether a row only goes on with the one before, which a page break cut."""
        if last is None or not self._crosses_page(last, read.row) or any(cell.merged for cell in read.row.block.cells):
            return False
        if self._numbered:
            return Column.ORDINAL not in read.cells and not opens_bullet(read.content)
        return all(piece.raw[:1].islower() for piece in read.row.filled)

    @staticmethod
    def _crosses_page(last: GridRow, row: GridRow) -> bool:
        before, page = last.block.source.page, row.block.source.page
        return before is not None and page is not None and page > before

    def _adds(self, read: ReadRow, previous: ReadRow) -> bool:
        """Whether a row only adds to the one before: it has no work of its own, or a bullet without fields."""
        content = self._head.place(Column.CONTENT) or 0
        if self._ordinal is not None and read.row.text(self._ordinal):
            return False
        if not read.row.text(content):
            return True
        return previous.ordinal is not None and not read.own and read.ordinal is None and opens_bullet(read.content)

    def _add(self, read: ReadRow) -> None:
        ordinal = as_capital(read.ordinal, self._groups.last_capital) if read.ordinal else None
        if ordinal is not None:
            self._groups.close(ordinal.rank)
            self._number(ordinal, read.row.filled[0].source)
        printed = read.cells[Column.ORDINAL].value.strip(" .:)/(") if Column.ORDINAL in read.cells else None
        label = printed or (ordinal.label if ordinal else None)
        source = read.row.block.source
        groups = self._groups
        self.tasks.append(
            RawTask(read.cells, label, groups.heading, source, groups.labels, units=read.units, roles=read.roles)
        )
        if read.unread:
            self._unread = self._unread or source
        if read.unsure:
            self._unsure = self._unsure or source
        if ordinal is not None and ordinal.rank in {Rank.CAPITAL, Rank.ROMAN}:
            self._groups.open(ordinal, read.content)

    def _number(self, ordinal: Ordinal, source: Source) -> None:
        if ordinal.value or ordinal.rank is Rank.CAPITAL:
            self._numbers.append(NumberedRow(ordinal, source))


def _joined(task: RawTask, read: ReadRow) -> RawTask:
    """Adds the own cells of a row to the task before; a time that marks gave is kept as it is."""
    source = Source(task.source.start, read.row.block.source.end, task.source.page)
    return replace(task, cells=_merged(task.cells, read.cells), source=source, roles=_merged(task.roles, read.roles))


def _merged(before: Mapping[_Name, Field], added: Mapping[_Name, Field]) -> dict[_Name, Field]:
    merged = dict(before)
    for name, cell in added.items():
        known = merged.get(name)
        if known is None:
            merged[name] = cell
        elif known != cell and _is_plain(known) and _is_plain(cell):
            merged[name] = field([*known.quotes, *cell.quotes])
    return merged


def _is_plain(cell: Field) -> bool:
    return cell.value == field(cell.quotes).value
