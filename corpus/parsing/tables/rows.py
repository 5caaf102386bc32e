"""The rows below a heading: their cells by column, with what merges carry down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

from corpus.model import Field, Quote, Source
from corpus.parsing.tables.columns import Column
from corpus.parsing.tables.duties import split_duties
from corpus.parsing.tables.grid import GridRow
from corpus.parsing.tables.head import Head
from corpus.parsing.tables.labels import Ordinal, parse_ordinal, split_label
from corpus.parsing.tables.marks import mark_key, says_none
from corpus.parsing.tables.times import drop_empty, join_bounds, read_periods
from corpus.text import cut, field, normalise

# Share of the rows of a table without ordinals whose content must open with a label to make it the row's ordinal.
_LABELLED = 0.6


@dataclass(frozen=True, slots=True)
class RawTask:
    """One row of work before its fields are read.

    Attributes:
        cells: cells by column, each as quoted from the document. The value of a time that marks or two columns give is
            in our words; its quotes are the cells.
        ordinal: number as printed, ``None`` without one.
        group: innermost heading the row stands under.
        source: the whole row.
        labels: labels of all headings the row stands under, from the outermost.
        units: units by role where columns are headed by units, each with the place of its name in the heading.
        roles: cells of columns of other roles by their printed heading ("Lãnh đạo chỉ đạo").
    """

    cells: dict[Column, Field]
    ordinal: str | None
    group: str | None
    source: Source
    labels: tuple[str, ...] = ()
    units: Mapping[Column, tuple[Field, ...]] = dataclass_field(default_factory=dict)
    roles: Mapping[str, Field] = dataclass_field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with its cells by column.

    Attributes:
        row: the row as found.
        cells: its own cells and those that merges carry down to it.
        own: places of its own cells in columns about the work.
        ordinal: label in the ordinal column, or opening the content of a table without one.
        units: see :class:`RawTask`.
        roles: see :class:`RawTask`.
        marks: cells under period columns, those carried down included.
        unread: a cell under a period column holds neither a mark nor a date.
        unsure: a cell of leads and coordinators does not tell them apart.
    """

    row: GridRow
    cells: dict[Column, Field]
    own: tuple[int, ...]
    ordinal: Ordinal | None
    units: Mapping[Column, tuple[Field, ...]]
    roles: Mapping[str, Field]
    marks: Mapping[int, Quote]
    unread: bool = False
    unsure: bool = False

    @property
    def content(self) -> str:
        """Its work in words, empty where it has none."""
        return self.cells[Column.CONTENT].value if Column.CONTENT in self.cells else ""


class RowReader:
    """Reads the rows of one table, one after another."""

    def __init__(self, head: Head, rows: Sequence[GridRow], roles: Mapping[str, Column] | None) -> None:
        self._head = head
        self._roles = roles or {}
        self._inline = _labels_content(head, rows)
        self._slash = head.both and any("/" in piece.raw for piece in head.pieces if piece)
        self._above: ReadRow | None = None

    def topic(self, row: GridRow) -> str | None:
        """Returns the words of a first column that is merged over the rows of one topic."""
        return row.text(self._head.topic) or None if self._head.topic is not None else None

    def read(self, row: GridRow) -> ReadRow:
        """Reads one row and remembers it for what merges carry down."""
        head = self._head
        cells: dict[Column, Field] = {}
        own: list[int] = []
        for place, column in enumerate(head.columns):
            piece = row.piece(place)
            if column is Column.OTHER or piece is None:
                continue
            if column not in {Column.ORDINAL, Column.CONTENT}:
                if says_none(piece.raw):
                    continue
                own.append(place)
            if column is not Column.ROLE:
                cells[column] = field([*cells[column].quotes, piece]) if column in cells else field([piece])
        ordinal = parse_ordinal(cells[Column.ORDINAL].value) if Column.ORDINAL in cells else None
        if self._inline and Column.CONTENT in cells and (label := split_label(cells[Column.CONTENT].quotes[0].raw)):
            first, *more = cells[Column.CONTENT].quotes
            ordinal = label[0]
            cells[Column.CONTENT] = field([cut(first, label[1], len(first.raw)), *more])
        own += [place for place in self._special() if row.text(place) and not says_none(row.text(place))]
        for place, column in enumerate(head.columns):
            above = self._above
            if above and row.merged(place) == "above" and column not in cells and column in above.cells:
                cells[column] = above.cells[column]
        read = self._with_roles(ReadRow(row, cells, tuple(own), ordinal, {}, self._other_roles(row), self._marks(row)))
        self._above = read = self._with_time(read)
        return read

    def go_on(self, task: RawTask) -> None:
        """Takes the whole cells of a row that a page break cut for what merges carry down from it."""
        if self._above is not None:
            self._above = replace(self._above, cells=task.cells, roles=task.roles)

    def _other_roles(self, row: GridRow) -> dict[str, Field]:
        """Reads the columns of other roles; a merged cell is carried down."""
        roles: dict[str, Field] = {}
        for place, column in enumerate(self._head.columns):
            heading = self._head.pieces[place]
            if column is not Column.ROLE or heading is None:
                continue
            name, cell = normalise(heading.raw), row.field(place)
            if cell is None and row.merged(place) == "above" and self._above:
                cell = self._above.roles.get(name)
            if cell is not None and not says_none(cell.value):
                roles[name] = cell
        return roles

    def _special(self) -> list[int]:
        head = self._head
        bounds = [place for place in (head.starts, head.ends) if place is not None]
        return [*bounds, *head.units, *(place for place, period in enumerate(head.periods) if period)]

    def _marks(self, row: GridRow) -> dict[int, Quote]:
        """Collects the cells under the period columns; one that is merged over several stands in each."""
        marks: dict[int, Quote] = {}
        for place, period in enumerate(self._head.periods):
            if period is None:
                continue
            piece = row.piece(place)
            if row.merged(place) == "left":
                piece = marks.get(place - 1)
            elif row.merged(place) == "above" and self._above:
                piece = self._above.marks.get(place)
            if piece is not None:
                marks[place] = piece
        return drop_empty(marks)

    def _with_time(self, read: ReadRow) -> ReadRow:
        head = self._head
        if Column.TIME in read.cells and Column.TIME in head.columns:
            return read
        bounds = [read.row.field(place) if place is not None else None for place in (head.starts, head.ends)]
        time = join_bounds(*bounds) or (read_periods(read.marks, head.periods) if read.marks else None)
        if time is None:
            return replace(read, unread=bool(read.marks))
        return replace(read, cells={**read.cells, Column.TIME: time})

    def _with_roles(self, read: ReadRow) -> ReadRow:
        head = self._head
        if head.both and Column.LEAD in read.cells:
            split = split_duties(read.cells[Column.LEAD], slash=self._slash)
            cells = {column: cell for column, cell in read.cells.items() if column is not Column.LEAD} | split.cells
            return replace(read, cells=cells, unsure=not split.sure)
        units: dict[Column, tuple[Field, ...]] = {}
        for place in head.units:
            name, mark = head.pieces[place], read.row.text(place)
            role = self._roles.get(mark_key(mark)) if mark else None
            if name is not None and role is not None:
                units[role] = (*units.get(role, ()), field([name]))
        return replace(read, units=units)


def _labels_content(head: Head, rows: Sequence[GridRow]) -> bool:
    """Whether a table without ordinals numbers its rows in the content ("1. Lập kế hoạch")."""
    place = head.place(Column.CONTENT)
    if Column.ORDINAL in head.columns or place is None:
        return False
    contents = [text for row in rows if (text := row.text(place))]
    labelled = sum(split_label(text) is not None for text in contents)
    return labelled >= 2 and labelled >= _LABELLED * len(contents)
