"""The question and its answer: many plans against one framework."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.frameworks import Framework
from corpus.model import Verdict
from corpus.store import PlanFilter
from search.gap_matrix.counts import StepCount, YearCount, rank_missed, rate_missing, sum_counts
from search.gap_matrix.rows import Aside, MatrixRow


@dataclass(frozen=True, slots=True)
class MatrixQuestion:
    """Which plans are asked about, and by which framework.

    Attributes:
        framework: the framework.
        named: a person named it: plans whose title names no framework at all are judged by it, too.
        plans: which plans.
        place: part of the name of the place of issue, or ``=`` and the whole of it, as in :class:`search.TaskFilter`.
    """

    framework: Framework
    named: bool = False
    plans: PlanFilter = field(default_factory=PlanFilter)
    place: str | None = None


@dataclass(frozen=True, slots=True)
class GapMatrix:
    """Rows in the order of plan ids; every count is over the rows that are no copies of another.

    Attributes:
        question: what was asked.
        rows: every plan that was judged, copies too.
        aside: the plans of the filter that were not judged, in the order of ids.
        steps: counts of each step, in the order of the framework.
        years: counts of each year, ascending; plans of an unknown year last.
        waiting: number of plans that were not reached in the time that was given; nothing is told of them.
        dropped: number of verdicts by people, on these plans, of steps that this version of the framework has no more.
    """

    question: MatrixQuestion
    rows: tuple[MatrixRow, ...]
    aside: tuple[Aside, ...]
    steps: tuple[StepCount, ...]
    years: tuple[YearCount, ...]
    waiting: int = 0
    dropped: int = 0

    @property
    def plans(self) -> int:
        """Number of plans that are counted: copies once."""
        return sum(year.plans for year in self.years)

    @property
    def copies(self) -> int:
        """Number of rows that are not counted, being another file of a plan that is."""
        return len(self.rows) - self.plans

    @property
    def counts(self) -> dict[Verdict, int]:
        """Number of plan-steps by the verdict that stands, every verdict included."""
        return sum_counts(self.steps)

    @property
    def missing_rate(self) -> float | None:
        """Share missing among what can be told of the steps that bind, 0..1; ``None`` where nothing can."""
        return rate_missing(self.steps)

    @property
    def decided(self) -> int:
        """Number of plan-steps on which a person's verdict stands."""
        return sum(count.decided for count in self.steps)

    @property
    def most_missed(self) -> tuple[StepCount, ...]:
        """The steps that some plan misses: those that bind first, then those that most miss, by rate, by id."""
        return rank_missed(self.steps)
