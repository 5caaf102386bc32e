"""What the machine found about the steps of one plan, without the plan: small enough to send and to keep."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Source, Verdict
from corpus.store import StoredPlan
from search.gap_report import Evidence, StepVerdict


@dataclass(frozen=True, slots=True)
class Proof:
    """A passage that a verdict rests on, or one of the nearest; see :class:`search.Evidence`.

    Attributes:
        task: id of the task or duty it stands in; ``None`` for a passage outside them.
        text: the passage, in reading form.
        score: nearness to the step, 0..1.
        sources: where it stands; never ``()`` where the task tells.
    """

    task: str | None
    text: str
    score: float
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """The machine's verdict on one step of one plan; see :class:`search.StepVerdict`."""

    step: str
    verdict: Verdict
    confidence: float
    evidence: tuple[Proof, ...]
    nearest: tuple[Proof, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedPlan:
    """The findings about a plan in the order of the framework, and where the plan was issued."""

    plan: str
    place: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PlanFailure:
    """A plan that could not be judged: the code for programs, one Vietnamese sentence for people."""

    plan: str
    code: str
    message: str


def build_judged(stored: StoredPlan, items: tuple[StepVerdict, ...]) -> JudgedPlan:
    """Builds what is kept of the verdicts on a plan."""
    place = stored.plan.header.place
    return JudgedPlan(stored.plan.id, place.value if place else None, tuple(map(build_finding, items)))


def build_finding(item: StepVerdict) -> Finding:
    """Builds what is kept of one verdict."""
    return Finding(
        item.step.id,
        item.verdict,
        item.confidence,
        tuple(map(_build_proof, item.evidence)),
        tuple(map(_build_proof, item.nearest)),
        item.reasons,
    )


def _build_proof(evidence: Evidence) -> Proof:
    task = evidence.task
    sources = evidence.sources or ((task.source,) if task else ())
    return Proof(task.id if task else None, evidence.text, evidence.score, sources)
