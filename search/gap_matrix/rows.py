"""The parts of the matrix: a row for each plan, a cell for each step; and the plans that have no row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from corpus.model import Verdict
from corpus.store import PlanSummary
from search.gap_report import StepDecision


@dataclass(frozen=True, slots=True)
class Cell:
    """The verdict on one step of one plan.

    Attributes:
        verdict: the machine's.
        confidence: how often verdicts reached this way were right on labelled plans, 0..1; of the machine's verdict.
        human: what a person decided; ``None`` where nobody did.
    """

    verdict: Verdict
    confidence: float
    human: StepDecision | None = None

    @property
    def is_decided(self) -> bool:
        """Whether a person's verdict stands in place of the machine's."""
        return self.human is not None and self.human.stands

    @property
    def standing(self) -> Verdict:
        """The person's verdict where one stands, the machine's otherwise."""
        return self.human.decision.verdict if self.human is not None and self.human.stands else self.verdict


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One plan.

    Attributes:
        plan: its line in lists of plans.
        place: where it was issued, as the plan says; ``None`` where unknown.
        cells: a cell for each step, in the order of the framework.
        copy_of: id of the file of the same plan that is counted in place of this one; ``None`` where this one is.
    """

    plan: PlanSummary
    place: str | None
    cells: tuple[Cell, ...]
    copy_of: str | None = None

    @property
    def counts(self) -> dict[Verdict, int]:
        """Number of steps by the verdict that stands, every verdict included."""
        counted = Counter(cell.standing for cell in self.cells)
        return {verdict: counted[verdict] for verdict in Verdict}


@dataclass(frozen=True, slots=True)
class Aside:
    """A plan of the filter that is not in the matrix.

    Attributes:
        plan: its line in lists of plans.
        code: why: a code of :class:`search.gap_matrix.fitting.AsideCode`, or of the error that befell it.
        message: one Vietnamese sentence; ``""`` where the code says it all.
        framework: id of the framework that its title names, for ``OTHER_FRAMEWORK``.
    """

    plan: PlanSummary
    code: str
    message: str = ""
    framework: str | None = None
