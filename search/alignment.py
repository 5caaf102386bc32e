"""Two lists of tasks put side by side: each task has one partner in the other list, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer import Unit
from search.nearness import Faces, compare

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Chances are kept this far from 0 and 1, where their logarithm ends.
_EDGE = 1e-9
# Less than any difference between two gains that means something: of equals, those that stand alike far down.
_PLACE = 1e-6


@dataclass(frozen=True, slots=True)
class Partners:
    """Two tasks that are about one thing: their rows in the two lists, and the chance that it is so."""

    first: int
    second: int
    chance: float


@dataclass(frozen=True)
class Alignment:
    """How two plans go together.

    Attributes:
        pairs: partners, in the order of the first list; a task stands in one pair at most.
        chances: the chance of every pair of tasks, ``(n, m)``.
        first_main: rows of the first list that count: rows of its task list, or all where it has none.
        second_main: the same of the second.
    """

    pairs: tuple[Partners, ...]
    chances: NDArray[np.float64]
    first_main: tuple[int, ...]
    second_main: tuple[int, ...]

    @property
    def first_share(self) -> float:
        """Expected share of the tasks of the first plan that have a partner, 0..1."""
        return self._sum("first") / max(len(self.first_main), 1)

    @property
    def second_share(self) -> float:
        """Expected share of the tasks of the second plan that have a partner, 0..1."""
        return self._sum("second") / max(len(self.second_main), 1)

    @property
    def score(self) -> float:
        """How alike the two plans are, 0..1, whichever stands first: the share of the tasks of both with a partner.

        The share of one plan's tasks alone is won by the longest plans, which have a bit of everything: over the 15
        samples its rank goes with their length (Spearman .57; .20 for this), and one of the three longest is first for
        7 plans (1).
        """
        tasks = len(self.first_main) + len(self.second_main)
        return (self._sum("first") + self._sum("second")) / tasks if tasks else 0.0

    def _sum(self, side: str) -> float:
        counted = frozenset(self.first_main if side == "first" else self.second_main)
        return sum(pair.chance for pair in self.pairs if getattr(pair, side) in counted)


def align(first: Faces, second: Faces) -> Alignment:
    """Aligns the tasks of two plans one to one.

    Rows of the two task lists are put together first; what is left of them may meet a duty that the other plan names
    elsewhere. Two duties are never a pair.
    """
    chances = compare(first, second).chances
    mains = find_main(first.units), find_main(second.units)
    pairs = match(chances, *mains, least=first.least_chance)
    taken = {pair.first for pair in pairs}, {pair.second for pair in pairs}
    for rows, columns in (
        ([row for row in mains[0] if row not in taken[0]], _leave_out(len(second.units), mains[1])),
        (_leave_out(len(first.units), mains[0]), [column for column in mains[1] if column not in taken[1]]),
    ):
        pairs += match(chances, rows, columns, least=first.least_chance)
    return Alignment(tuple(sorted(pairs, key=lambda pair: (pair.first, pair.second))), chances, *map(tuple, mains))


def match(chances: NDArray[np.float64], rows: list[int], columns: list[int], *, least: float) -> list[Partners]:
    """Chooses the partners whose gains add up to the most, in no order.

    The gain of a pair is how far its log-odds lie above those of the lowest band, below which nothing is a pair
    (Kuhn's assignment; F1 .86 and .69 on two sets of judged pairs, the nearest pair first .86 and .70;
    tests/bench/bench_alignment.py).

    Args:
        chances: of each pair of tasks, ``(n, m)``.
        rows: tasks of the first list that are free.
        columns: tasks of the second list that are free.
        least: the chance of the lowest band.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    if not rows or not columns:
        return []
    inside = np.clip(chances[np.ix_(rows, columns)], _EDGE, 1 - _EDGE)
    gains = np.log(inside / (1 - inside)) - np.log(least / (1 - least))
    near = gains >= 0
    places = np.arange(len(rows))[:, None] / len(rows) - np.arange(len(columns))[None, :] / len(columns)
    chosen = linear_sum_assignment(np.where(near, gains + _PLACE * (2 - np.abs(places)), 0), maximize=True)
    return [
        Partners(rows[row], columns[column], float(chances[rows[row], columns[column]]))
        for row, column in zip(*chosen, strict=True)
        if near[row, column]
    ]


def find_main(units: Sequence[Unit]) -> list[int]:
    """Returns the places of the rows of a plan's task list, or of every unit where it has no such list."""
    return [place for place, unit in enumerate(units) if unit.main] or list(range(len(units)))


def _leave_out(count: int, rows: list[int]) -> list[int]:
    gone = frozenset(rows)
    return [row for row in range(count) if row not in gone]
