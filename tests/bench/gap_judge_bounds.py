"""Where the judge of the gap check begins to doubt, to cover and to tell a part; what its verdicts are worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from gap_labels import Cell, GapPlan
from numpy.typing import NDArray

from corpus.frameworks import Framework
from corpus.store import StoredPlan
from search.judging.weights import Band
from search.passages import build_passages

# Whose plans say how likely a chance is to be right: H and I wrote half steps on purpose, five times as many as usual.
USUAL_HANDS = frozenset("DEFG")
# What the best passage of a step should be worth at least: that the step is there, whole or in part, and that it is
# missing. Of verdicts "Thiếu" more are right: where a cue or unread text speaks for the step they say "Chưa rõ".
THERE_PRECISION, MISSING_PRECISION = 0.96, 0.905
# Least chance of a whole step. Hands that write many half steps teach that most are; where they are as rare as usual,
# .5 would call 55 covered steps partial. Of .25, .3, .4 and .5: of the steps of usual hands that are said to be partial
# .70, .64, .57 and .46 are; of those that are .31, .33, .37 and .45 are said to be.
WHOLE_FROM = 0.25
# Chances between which verdicts get one confidence.
EDGES = (0.0, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95)


@dataclass(frozen=True)
class Best:
    """The best passage of a step in a plan: its cross-validated chance, and the label of the step.

    Attributes:
        chance: that it plans the step.
        whole: the greatest chance of a passage that does to plan it whole; 0 where none does.
    """

    chance: float
    whole: float
    label: Cell
    step: str


# Of a plan: how many of its passages were read, and the column, id and label of each step that is scored by passages.
Cells = tuple[int, list[tuple[int, str, Cell]]]


def find_cells(framework: Framework, plans: Iterable[tuple[GapPlan, StoredPlan]]) -> Iterator[Cells]:
    """Yields what is scored of each plan."""
    for plan, stored in plans:
        scored = [
            (column, step.id, plan.labels[step.id])
            for column, step in enumerate(framework.steps)
            if step.id in plan.labels and plan.labels[step.id].verdict != "ambiguous" and step.plan_part is None
        ]
        yield len(build_passages(stored)), scored


def find_best(
    cells: Sequence[Cells],
    chances: Sequence[NDArray[np.float64]],
    wholes: Sequence[NDArray[np.float64]],
    covered_from: float = 1.0,
) -> list[Best]:
    """Returns the best passages of every step of every plan.

    Args:
        cells: of each plan.
        chances: of its passages, those that were read first: ``(n, k)``; more than there are plans are left alone.
        wholes: likewise, to plan a step whole.
        covered_from: least chance of a passage that plans a step.
    """
    found = []
    for (read, scored), own, whole in zip(cells, chances, wholes, strict=False):
        peaks = own[:read].max(axis=0, initial=0)
        best = np.where(own[:read] >= covered_from, whole[:read], 0).max(axis=0, initial=0)
        found += [Best(float(peaks[column]), float(best[column]), label, step) for column, step, label in scored]
    return found


def choose_bounds(best: Sequence[Best]) -> tuple[float, float]:
    """Chooses where doubt begins and ends.

    It ends where, of the steps whose best passage is likelier, :data:`THERE_PRECISION` are labelled covered or partial;
    it begins at the highest chance below which :data:`MISSING_PRECISION` of the steps may be said to be missing. Steps
    that do not apply are left out: their condition decides, not a passage.
    """
    best = [b for b in best if b.label.verdict != "not_applicable"]
    grid = [round(0.01 * place, 2) for place in range(1, 90)]
    upper = next(
        (
            at
            for at in grid
            if _share(b.label.allows("covered") or b.label.allows("partial") for b in best if b.chance >= at)
            >= THERE_PRECISION
        ),
        grid[-1],
    )
    lower = max(
        (
            at
            for at in grid
            if at <= upper and _share(b.label.allows("missing") for b in best if b.chance < at) >= MISSING_PRECISION
        ),
        default=grid[0],
    )
    return lower, upper


def make_bands(best: Sequence[Best]) -> tuple[Band, ...]:
    """Counts labels in :data:`EDGES`, each share with one cell more of either kind.

    "Đạt" is said only where a passage is likely to be the whole step, so the others are not counted for it.
    """
    bands = []
    for edge, after in pairwise((*EDGES, 1.01)):
        inside = [b for b in best if edge <= b.chance < after]
        whole = [b.label.allows("covered") for b in inside if not 0 < b.whole < WHOLE_FROM]
        missing = sum(b.label.allows("missing") or b.label.allows("not_applicable") for b in inside)
        covered_share, missing_share = (sum(whole) + 1) / (len(whole) + 2), (missing + 1) / (len(inside) + 2)
        bands.append(Band(edge, len(inside), round(covered_share, 3), round(missing_share, 3)))
    return tuple(bands)


def share_partial(best: Sequence[Best]) -> float:
    """Returns how many of the steps that would be said to be partial are labelled so, with one more of either kind."""
    said = [b.label.allows("partial") for b in best if 0 < b.whole < WHOLE_FROM]
    return round((sum(said) + 1) / (len(said) + 2), 3)


def _share(values: Iterable[bool]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0
