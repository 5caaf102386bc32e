"""Slips in the numbering of rows: gaps, numbers that come twice or go back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model import (
    PlanProblem,
    Problem,
    Severity,
    Source,
)
from corpus.parsing.tables.labels import Ordinal, Rank


@dataclass(frozen=True, slots=True)
class NumberingSlip:
    """A number of a row that does not follow the one before.

    Attributes:
        label: the number as printed.
        before: the number before it in its series.
        source: the number's place.
    """

    label: str
    before: str
    source: Source

    def problem(self) -> Problem:
        """Says it to the person who reads the plan."""
        if self.label == self.before:
            message = f"Số thứ tự {self.label} trong bảng nhiệm vụ bị lặp lại."
        else:
            message = f"Số thứ tự trong bảng nhiệm vụ không liên tục: sau {self.before} là {self.label}."
        return Problem(PlanProblem.NUMBERING_SLIP, Severity.WARNING, message, self.source)


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A row's label and its place, for :func:`find_slips`."""

    ordinal: Ordinal
    source: Source


def find_slips(rows: Sequence[NumberedRow]) -> Iterable[NumberingSlip]:
    """Finds numbers that leave a gap, come twice or go back.

    A series may begin anew with 1 after any higher label (a group, a parent), or go on where it was. Dotted numbers
    follow one another below the same parent.
    """
    last: dict[tuple[Rank, str], Ordinal] = {}
    since: dict[tuple[Rank, str], bool] = {}
    for row in rows:
        ordinal = row.ordinal
        if not ordinal.value:
            since = dict.fromkeys(last, True)
            continue
        key = (ordinal.rank, ordinal.label.rpartition(".")[0])
        before = last.get(key)
        restarts = ordinal.value == 1 and since.get(key, False)
        if before is not None and ordinal.value != before.value + 1 and not restarts:
            yield NumberingSlip(ordinal.label, before.label, row.source)
        last[key] = ordinal
        since = {other: other != key and (since.get(other, False) or _is_above(key, other)) for other in last}


def _is_above(key: tuple[Rank, str], other: tuple[Rank, str]) -> bool:
    order = list(Rank)
    return order.index(key[0]) < order.index(other[0])
