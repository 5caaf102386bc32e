"""Counts over many plans: how often each step is covered, missing or cannot be told, over all and by year.

A rate is over the plans of which it can be told: covered, partly covered or missing. Plans that are unclear about a
step, or that it does not apply to, are counted apart and are in no denominator. Rates over several steps are over those
that bind: a plan without a step that is only encouraged (hiring a consultant) lacks nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.frameworks import Requirement, Step
from corpus.model import Verdict
from search.gap_matrix.rows import MatrixRow

# The verdicts of which it is told whether a plan has the step: the denominator of every rate.
TOLD = (Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSING)
_BINDING = frozenset({Requirement.REQUIRED, Requirement.CONDITIONAL})


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many plans have each verdict on a step.

    Attributes:
        step: the step.
        counts: number of plans by the verdict that stands, every verdict included.
        decided: of them, how many verdicts are a person's.
    """

    step: Step
    counts: Mapping[Verdict, int]
    decided: int

    @property
    def binds(self) -> bool:
        """Whether a plan must have the step, always or on a condition; else it is encouraged, or forbidden."""
        return self.step.requirement in _BINDING

    @property
    def told(self) -> int:
        """Number of plans of which it can be told whether they have the step."""
        return sum(self.counts[verdict] for verdict in TOLD)

    @property
    def missing_rate(self) -> float | None:
        """Share of these that miss it, 0..1; ``None`` where it can be told of none."""
        return self.counts[Verdict.MISSING] / self.told if self.told else None


@dataclass(frozen=True, slots=True)
class YearCount:
    """The counts of the plans of one year; ``None`` holds the plans whose year is unknown."""

    year: int | None
    plans: int
    steps: tuple[StepCount, ...]

    @property
    def counts(self) -> dict[Verdict, int]:
        """Number of plan-steps by verdict, over the steps that bind."""
        return sum_counts(count for count in self.steps if count.binds)

    @property
    def missing_rate(self) -> float | None:
        """Share of them missing among those of which it can be told."""
        return rate_missing(self.steps)


def count_steps(steps: Sequence[Step], rows: Iterable[MatrixRow]) -> tuple[StepCount, ...]:
    """Counts the verdicts on each step, in the order of the framework."""
    counters: list[Counter[Verdict]] = [Counter() for _ in steps]
    decided = [0] * len(steps)
    for row in rows:
        for place, cell in enumerate(row.cells):
            counters[place][cell.standing] += 1
            decided[place] += cell.is_decided
    return tuple(
        StepCount(step, {verdict: counter[verdict] for verdict in Verdict}, by_people)
        for step, counter, by_people in zip(steps, counters, decided, strict=True)
    )


def count_years(steps: Sequence[Step], rows: Sequence[MatrixRow]) -> tuple[YearCount, ...]:
    """Counts the verdicts on each step for each year, ascending; plans of an unknown year last."""
    years = sorted({row.plan.year for row in rows}, key=lambda year: (year is None, year or 0))
    grouped = {year: [row for row in rows if row.plan.year == year] for year in years}
    return tuple(YearCount(year, len(own), count_steps(steps, own)) for year, own in grouped.items())


def rank_missed(counts: Iterable[StepCount]) -> tuple[StepCount, ...]:
    """Returns the steps that some plan misses: those that bind first, then those that most miss, by rate, by id."""
    missed = [count for count in counts if count.counts[Verdict.MISSING]]
    return tuple(sorted(missed, key=_rank))


def _rank(count: StepCount) -> tuple[bool, int, float, str]:
    return not count.binds, -count.counts[Verdict.MISSING], -(count.missing_rate or 0), count.step.id


def sum_counts(counts: Iterable[StepCount]) -> dict[Verdict, int]:
    """Returns the number of plan-steps by verdict, every verdict included."""
    total: Counter[Verdict] = Counter()
    for count in counts:
        total.update(count.counts)
    return {verdict: total[verdict] for verdict in Verdict}


def rate_missing(counts: Iterable[StepCount]) -> float | None:
    """Returns the share of missing among what can be told of the steps that bind; ``None`` where nothing can."""
    binding = [count for count in counts if count.binds]
    told = sum(count.told for count in binding)
    return sum(count.counts[Verdict.MISSING] for count in binding) / told if told else None
