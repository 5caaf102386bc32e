"""Numbers by which the words engine filters units: an attribute with a code of its value, or a plan."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from indexer.contract import Attribute, UnitFilter
from indexer.embedded.columns import Columns
from indexer.embedded.lexicon import Restriction
from indexer.embedded.packing import NO_DAY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_SHIFT = 40
_KINDS = {attribute: kind for kind, attribute in enumerate(Attribute, 1)}
_PLAN = len(_KINDS) + 1
FIRST_DAY, LAST_DAY = 1, datetime.date.max.toordinal()
_NEVER = (LAST_DAY + 1, FIRST_DAY - 1)


def build_marks(columns: Columns, firsts: NDArray[np.int64], position: int) -> list[int]:
    """Returns the marks of a unit: one for each value, that of its plan, and code 0 where it has no value.

    Args:
        columns: of every unit.
        firsts: number of the first unit of each plan, which stands for the plan.
        position: of the unit.
    """
    row = columns.rows[position]
    marks = [_mark(_PLAN, int(firsts[columns.plan[position]]))]
    for attribute, kind in _KINDS.items():
        if attribute is Attribute.LEAD:
            start, end = columns.lead_bounds[position], columns.lead_bounds[position + 1]
            marks += [_mark(kind, int(code)) for code in columns.leads[start:end]] or [_mark(kind, 0)]
        else:
            marks.append(_mark(kind, int(row[attribute.value])))
    return marks


def build_days(start: int, end: int) -> tuple[int, int]:
    """Returns the days of a deadline as they are compared; a unit without any is never due."""
    if start == NO_DAY and end == NO_DAY:
        return _NEVER
    return (start if start != NO_DAY else FIRST_DAY), (end if end != NO_DAY else LAST_DAY)


def find_firsts(columns: Columns) -> NDArray[np.int64]:
    """Returns the number of the first unit of each plan; of a plan without units any number."""
    import numpy as np

    places = np.minimum(np.searchsorted(columns.plan, np.arange(len(columns.plans))), max(len(columns) - 1, 0))
    return columns.numbers[places] if len(columns) else np.zeros(len(columns.plans), np.int64)


def build_restriction(columns: Columns, chosen: UnitFilter) -> Restriction:
    """Returns a filter as the words engine has it."""
    groups: list[list[int]] = []
    for attribute, keys in chosen.values:
        groups.append([_mark(_KINDS[attribute], code) for code in columns.find_codes(attribute, keys)])
    if chosen.plans is not None:
        firsts = find_firsts(columns)
        groups.append([_mark(_PLAN, int(firsts[at])) for at, plan in enumerate(columns.plans) if plan in chosen.plans])
    due = None
    if chosen.due is not None:
        first, last = chosen.due
        due = (first.toordinal() if first else FIRST_DAY, last.toordinal() if last else LAST_DAY)
    return Restriction(groups, due)


def _mark(kind: int, code: int) -> int:
    return kind << _SHIFT | code
