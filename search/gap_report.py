"""The answer of a gap check: a verdict for every step of a framework, each with the passage it rests on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from corpus.frameworks import Framework, Step
from corpus.model import AgencyType, Decision, Severity, Source, Task, Verdict
from corpus.store import StoredPlan

__all__ = ["Check", "DecisionState", "Evidence", "GapReport", "StepDecision", "StepVerdict", "Verdict"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of the plan that a verdict rests on, or the nearest that there is.

    Attributes:
        task: the task or duty it stands in; ``None`` for a passage outside them (the budget, the title).
        text: the passage, in reading form.
        score: nearness to the step, 0..1.
        sources: where the decisive words stand; the whole passage where no word decided.
    """

    task: Task | None
    text: str
    score: float
    sources: tuple[Source, ...]


class DecisionState(StrEnum):
    """Whether a person's verdict stands: the step asks what it asked then, or something else, or is gone."""

    STANDS = "stands"
    NEEDS_REVIEW = "needs_review"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class StepDecision:
    """A person's verdict on a step beside the machine's.

    Attributes:
        decision: the latest on that step.
        state: whether it stands in this version of the framework.
    """

    decision: Decision
    state: DecisionState

    @property
    def stands(self) -> bool:
        """Whether the verdict counts in place of the machine's."""
        return self.state is DecisionState.STANDS


@dataclass(frozen=True, slots=True)
class StepVerdict:
    """The verdict on one step.

    Attributes:
        step: the step.
        verdict: what the plan does about it, by the machine.
        confidence: how often verdicts reached this way were right on labelled plans, 0..1.
        evidence: passages that decide, strongest first; ``()`` unless covered, partial or contrary.
        nearest: the nearest passages where none decides, nearest first.
        reasons: Vietnamese sentences.
        human: what a person decided; ``None`` where nobody did.
    """

    step: Step
    verdict: Verdict
    confidence: float
    evidence: tuple[Evidence, ...]
    nearest: tuple[Evidence, ...]
    reasons: tuple[str, ...]
    human: StepDecision | None = None

    @property
    def standing(self) -> Verdict:
        """The person's verdict where one stands, the machine's otherwise."""
        return self.human.decision.verdict if self.human is not None and self.human.stands else self.verdict


@dataclass(frozen=True, slots=True)
class Check:
    """Something about the plan as a whole that a checker should look at.

    Attributes:
        code: stable upper-case identifier.
        severity: error, warning or info.
        message: one or more Vietnamese sentences: what, why, and what it rests on.
        source: the passage it is about; ``None`` for something that is not there.
        expected: what would stand there (a day as ``2014-03-05``, an issuer, a key), or ``None``.
        grounds: what ``expected`` rests on beside the plan itself, for people; ``None`` where it rests on nothing else.
        plans: ids of other plans that bear it out.
    """

    code: str
    severity: Severity
    message: str
    source: Source | None
    expected: str | None = None
    grounds: str | None = None
    plans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GapReport:
    """Verdicts in the order of the framework, and checks in the order of the plan.

    ``dropped`` holds what people decided about steps that this version of the framework no longer has.
    """

    framework: Framework
    plan: StoredPlan
    agency_type: AgencyType
    items: tuple[StepVerdict, ...]
    checks: tuple[Check, ...]
    dropped: tuple[StepDecision, ...] = ()

    @property
    def summary(self) -> dict[Verdict, int]:
        """Number of steps by the verdict that stands, every verdict included."""
        counts = Counter(item.standing for item in self.items)
        return {verdict: counts[verdict] for verdict in Verdict}
