"""The heading of a table, over one to three rows: what each column is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Quote
from corpus.parsing.actors.unit_names import opens_unit
from corpus.parsing.tables.cells import infer_columns
from corpus.parsing.tables.columns import (
    WORK,
    Column,
    allows_tasks,
    closes_period,
    find_column,
    names_both,
    opens_period,
    settle,
)
from corpus.parsing.tables.grid import GridRow
from corpus.parsing.tables.labels import parse_ordinal
from corpus.parsing.tables.marks import is_mark, is_role_mark, says_none
from corpus.parsing.tables.periods import Period, find_series, parse_period
from corpus.text import CAPITALS

# Title rows ("PHỤ LỤC", "Đơn vị tính: …") may stand in a table before its heading; the heading has three rows at most.
_HEADING_WITHIN = 6
_MOST_ROWS = 3
_MAX_LOWER = 60
# Share of the filled cells of a column without a heading that must be ordinals to make it the ordinal column.
_ORDINALS = 0.6
# A unit by its initials over a column of marks. Matched: "VP", "P. HC", "BCĐ", "TC-KT". Refused: "Trọng tâm".
_SHORT_NAME = re.compile(rf"[{CAPITALS}]{{1,5}}(?:[ .&-]{{1,2}}[{CAPITALS}]{{1,5}}){{0,2}}\.?")
_INHERITED = frozenset({Column.LEAD, Column.COORDINATE, Column.TIME, Column.RESULT, Column.CONTENT})


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a task table.

    Attributes:
        columns: what each column is; a column of a period, a unit or a start or end is ``OTHER`` here.
        first: index of the first row below it.
        pieces: the lowest heading of each column as quoted, ``None`` for a column without one.
        periods: the months, quarters or weeks that columns stand for.
        starts: column that holds when the work begins, ``None`` without one.
        ends: column that holds when it ends.
        topic: a first content column whose cells are merged over the rows of one topic: it groups them.
        units: columns headed by a unit, with marks in their cells.
        above_units: what the heading over the units names.
        both: whether the lead column holds those who coordinate as well.
        rows: skeletons of the heading rows, to know them again on the next page.
    """

    columns: tuple[Column, ...]
    first: int
    pieces: tuple[Quote | None, ...]
    periods: tuple[Period | None, ...]
    starts: int | None
    ends: int | None
    topic: int | None
    units: tuple[int, ...]
    above_units: Column | None
    both: bool
    rows: tuple[tuple[str, ...], ...]

    def place(self, column: Column) -> int | None:
        """Returns the first place of a column, ``None`` where the table has none."""
        return self.columns.index(column) if column in self.columns else None

    def repeats(self, row: GridRow) -> bool:
        """Tells whether a row is a row of this heading again, as on a new page, or numbers the columns."""
        return row.folded() in self.rows or row.numbers_columns()


def find_head(rows: Sequence[GridRow]) -> Head | None:
    """Finds the heading among the first rows of a table; ``None`` where the table lists no tasks."""
    for index, row in enumerate(rows[:_HEADING_WITHIN]):
        kinds = [find_column(text) for text in row.texts]
        if Column.CONTENT not in kinds or len(row.filled) < 2 or parse_ordinal(row.filled[0].raw):
            continue
        if head := _build(rows, index, 1 + _count_lower(rows[index + 1 : index + _MOST_ROWS], kinds)):
            return head
    return None


def _count_lower(rows: Sequence[GridRow], kinds: Sequence[Column | None]) -> int:
    """Counts the heading rows below the first: they leave the columns of content and ordinals free."""
    fixed = [place for place, kind in enumerate(kinds) if kind in {Column.CONTENT, Column.ORDINAL}]
    count = 0
    for row in rows:
        short = all(len(text) <= _MAX_LOWER for text in row.texts)
        free = all(not row.text(place) or find_column(row.text(place)) is kinds[place] for place in fixed)
        if not (row.filled and short and free) or (row.numbers_columns() and row.text(fixed[0])):
            break
        count += 1
    return count


def _build(rows: Sequence[GridRow], index: int, depth: int) -> Head | None:
    heading, below = rows[index : index + depth], rows[index + depth :]
    width = max(len(row.quotes) for row in rows)
    paths = [_path(heading, place) for place in range(width)]
    lowest = [path[-1].raw if path else "" for path in paths]
    above = [[piece.raw for piece in path[:-1]] for path in paths]
    kinds = [_kind(low, over) for low, over in zip(lowest, above, strict=True)]
    periods = find_series([_period(low, over, kind) for low, over, kind in zip(lowest, above, kinds, strict=True)])
    starts = _bound(lowest, above, opens=True)
    ends = _bound(lowest, above, opens=False)
    units, above_units = _find_units(lowest, above, periods, below)
    special = {place for place, period in enumerate(periods) if period} | {*units} | {starts, ends} - {None}
    plain = [Column.OTHER if place in special else kind or Column.OTHER for place, kind in enumerate(kinds)]
    columns = settle([" ".join([*over, low]) for low, over in zip(lowest, above, strict=True)], plain)
    columns = _infer_ordinal(columns, lowest, below)
    works = bool(WORK & set(columns)) or any(periods) or bool(units) or ends is not None
    known = [place in special or any(find_column(piece.raw) for piece in path) for place, path in enumerate(paths)]
    timed = any(periods) or starts is not None or ends is not None
    missing = WORK - set(columns) - ({Column.TIME} if timed else set()) - ({Column.LEAD} if units else set())
    columns = infer_columns(columns, lowest, known, below, missing=missing)
    # Cells alone make no task table unless they show both who and when.
    works = works or {Column.LEAD, Column.TIME} <= set(columns)
    topic = _find_topic(columns, below)
    columns = tuple(Column.OTHER if place == topic else column for place, column in enumerate(columns))
    if Column.CONTENT not in columns or not works or not allows_tasks([low for path in paths for low in _raws(path)]):
        return None
    return Head(
        columns=columns,
        first=index + depth,
        pieces=tuple(path[-1] if path else None for path in paths),
        periods=tuple(periods),
        starts=starts,
        ends=ends,
        topic=topic,
        units=units,
        above_units=above_units,
        both=any(column is Column.LEAD and names_both(low) for column, low in zip(columns, lowest, strict=True)),
        rows=tuple(row.folded() for row in heading),
    )


def _raws(path: Sequence[Quote]) -> list[str]:
    return [piece.raw for piece in path]


def _path(heading: Sequence[GridRow], place: int) -> list[Quote]:
    """Returns the headings over a column from the top; a cell that spans several columns heads each of them.

    Formats without merges leave the columns beside a spanning heading blank: a blank cell over a filled one belongs to
    the heading on its left.
    """
    path: list[Quote] = []
    for depth, row in enumerate(heading):
        piece = row.piece(place)
        lower = any(other.text(place) for other in heading[depth + 1 :])
        at = place
        while piece is None and at > 0 and (row.merged(at) == "left" or (lower and row.merged(at) is None)):
            at -= 1
            piece = row.piece(at)
        if piece is not None and (at == place or find_column(piece.raw) not in {Column.ORDINAL, Column.CONTENT}):
            path.append(piece)
    return path


def _kind(lowest: str, above: Sequence[str]) -> Column | None:
    own = find_column(lowest)
    over = next((kind for text in reversed(above) if (kind := find_column(text))), None)
    if over is Column.OTHER or (over is Column.RESULT and own is Column.TIME):
        return Column.OTHER
    return own or (over if over in _INHERITED and lowest else None)


def _period(lowest: str, above: Sequence[str], kind: Column | None) -> Period | None:
    """Reads a period column; one below "Kinh phí" or "Kết quả" is none."""
    if find_column(lowest) not in {None, Column.TIME} or kind not in {None, Column.TIME}:
        return None
    return parse_period(lowest, above)


def _bound(lowest: Sequence[str], above: Sequence[Sequence[str]], *, opens: bool) -> int | None:
    """Finds the column of starts or of ends; a bare "Từ" or "Đến" counts below a heading of times only."""
    names = opens_period if opens else closes_period
    for place, (low, over) in enumerate(zip(lowest, above, strict=True)):
        timed = any(find_column(text) is Column.TIME for text in over)
        if names(low) and (timed or len(low.split()) > 1):
            return place
    return None


def _find_units(
    lowest: Sequence[str], above: Sequence[Sequence[str]], periods: Sequence[Period | None], below: Sequence[GridRow]
) -> tuple[tuple[int, ...], Column | None]:
    """Finds the columns headed by units that hold nothing but marks: two at least, one of them marked."""
    marked = False
    found: list[int] = []
    heads: set[Column | None] = set()
    for place, (low, over) in enumerate(zip(lowest, above, strict=True)):
        if not low or periods[place] or find_column(low) not in {None, Column.LEAD, Column.ROLE}:
            continue
        cells = [text for row in below if (text := row.text(place)) and not row.numbers_columns()]
        duty = next((kind for text in reversed(over) if (kind := find_column(text))), None)
        named = (
            opens_unit(f"{low} x")
            or _SHORT_NAME.fullmatch(low)
            or duty in {Column.LEAD, Column.COORDINATE}
            or any(map(is_role_mark, cells))
        )
        if named and all(map(is_mark, cells)):
            found.append(place)
            heads.add(duty)
            marked = marked or not all(map(says_none, cells))
    if len(found) < 2 or not marked:
        return (), None
    single = heads.pop() if len(heads) == 1 else None
    return tuple(found), single if single in {Column.LEAD, Column.COORDINATE} else None


def _find_topic(columns: Sequence[Column], below: Sequence[GridRow]) -> int | None:
    contents = [place for place, column in enumerate(columns) if column is Column.CONTENT]
    if len(contents) < 2:
        return None
    first, second = contents[:2]
    return first if any(row.merged(first) == "above" and row.text(second) for row in below) else None


def _infer_ordinal(columns: tuple[Column, ...], lowest: Sequence[str], below: Sequence[GridRow]) -> tuple[Column, ...]:
    """Takes a first column without a heading for the ordinals where most of its cells are some."""
    if Column.ORDINAL in columns or not columns or lowest[0]:
        return columns
    cells = [text for row in below if (text := row.text(0)) and not row.numbers_columns()]
    ordinals = sum(parse_ordinal(text) is not None for text in cells)
    return (Column.ORDINAL, *columns[1:]) if cells and ordinals >= _ORDINALS * len(cells) else columns
