"""Rows of tables and items of running text → tasks: their fields read, their ids distinct."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.model import Field, Role, Task
from corpus.parsing.actors.roles import Duty, find_duty
from corpus.parsing.body.items import Item
from corpus.parsing.body.parts import Part
from corpus.parsing.body.placement import Placed
from corpus.parsing.deadlines import parse_deadline
from corpus.parsing.line_tables import read_roles
from corpus.parsing.mixed_cells import part_mixed
from corpus.parsing.tables import Column, RawTask
from corpus.text import fold

_ROLE_COLUMNS = {
    Column.LEAD: "Chủ trì",
    Column.COORDINATE: "Phối hợp",
    Column.ADVISE: "Tham mưu",
    Column.APPROVE: "Phê duyệt",
}
# A group's label ("I", "A", "II.1") is part of the ids of its rows; its title is not.
_LONGEST_LABEL = 5


def build_row_items(rows: Sequence[RawTask], placed: Sequence[Placed], *, spread: bool = False) -> Iterable[Item]:
    """Gives each row of a task table the labels of the headings, and of the group, that it stands under.

    Args:
        rows: in reading order.
        placed: the running text of the plan.
        spread: whether the table came as lines, so that a cell may have a passage on each with other cells between.
    """
    above = sorted((entry.paragraph.source.start, entry.path) for entry in placed if entry.part is not Part.CLOSING)
    starts = [start for start, _ in above]
    for row in rows:
        position = bisect_left(starts, row.source.start)
        path = above[position - 1][1] if position else ()
        group = row.group.split(".")[0].strip() if row.group else ""
        groups = row.labels or ((group,) if 0 < len(group) <= _LONGEST_LABEL else ())
        above_it = [label for label in groups if not (row.ordinal or "").startswith(f"{label}.")]  # "1.1" says its "1"
        labels = (*path, *above_it, *((row.ordinal,) if row.ordinal else ()))
        yield Item(
            labels,
            dict(part_mixed(row.cells)),
            row.group,
            main=True,
            source=row.source,
            ordinal=row.ordinal,
            units=row.units,
            spread=spread,
            roles=row.roles,
        )


def build_passage_item(passage: Field) -> Item:
    """Keeps a passage of a table that cannot be read, so that it can be found and shown; no field of it is claimed."""
    return Item((), {Column.CONTENT: passage}, None, main=False, source=passage.source)


def build_tasks(items: Iterable[Item], plan_id: str, year: int | None) -> tuple[Task, ...]:
    """Reads the fields of each item; tasks come in the order of their places, with distinct ids.

    Args:
        items: rows and items of any part of the plan.
        plan_id: first part of each id.
        year: year of the plan, for deadlines that name none.
    """
    tasks = [_task(item, plan_id, year) for item in items]
    return _distinct(sorted(tasks, key=lambda task: (task.source.start, task.id)))


def _task(item: Item, plan_id: str, year: int | None) -> Task:
    cells = item.cells
    named = [(name, cells[column]) for column, name in _ROLE_COLUMNS.items() if column in cells]
    roles = tuple(
        role for name, cell in (*named, *item.roles.items()) for role in read_roles(cell, name, spread=item.spread)
    ) + tuple(Role(_ROLE_COLUMNS[column], units) for column, units in item.units.items())
    content, time = cells[Column.CONTENT], cells.get(Column.TIME)
    return Task(
        id=f"{plan_id}#{'.'.join(item.path) or _digest(content)}",
        ordinal=item.ordinal,
        group=item.group,
        content=content,
        detail=tuple(item.detail),
        lead=_units(roles, Duty.LEAD),
        coordinate=_units(roles, Duty.COORDINATE),
        roles=roles,
        time=parse_deadline(time, year) if time else None,
        result=cells.get(Column.RESULT),
        main=item.main,
        source=item.source,
    )


def _units(roles: Iterable[Role], duty: Duty) -> tuple[Field, ...]:
    return tuple(unit for role in roles if find_duty(role.name) is duty for unit in role.units)


def _digest(content: Field) -> str:
    return hashlib.sha256(fold(content.value).encode()).hexdigest()[:8]


def _distinct(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Makes ids distinct: where a label occurs twice, every task under it is told apart by its words."""
    counts = Counter(task.id for task in tasks)
    seen: Counter[str] = Counter()
    distinct: list[Task] = []
    for task in tasks:
        identity = task.id if counts[task.id] == 1 else f"{task.id}-{_digest(task.content)}"
        seen[identity] += 1
        distinct.append(replace(task, id=identity if seen[identity] == 1 else f"{identity}-{seen[identity]}"))
    return tuple(distinct)
