"""Verdicts by people as JSON."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from api.bodies.framework_files import FrameworkDiffBody
from api.bodies.places import Body
from corpus.frameworks import FrameworkDiff
from corpus.model import AskedStep, Decision, Verdict
from search import DecisionFate, DecisionState, StepDecision


class AskedStepBody(Body):
    """What the step asked when the verdict was made."""

    title: str
    asks: str
    requirement: str
    condition: str | None

    @classmethod
    def from_asked(cls, asked: AskedStep) -> AskedStepBody:
        """Builds the body of a step then."""
        return cls(title=asked.title, asks=asked.asks, requirement=asked.requirement, condition=asked.condition)


class MadeDecisionBody(Body):
    """A person's verdict as it was made; ``machine_verdict`` and ``asked`` are of that time."""

    id: int
    framework: str
    version: str
    step: str
    verdict: Verdict
    machine_verdict: Verdict
    reason: str
    by: str
    at: datetime.datetime
    asked: AskedStepBody

    @classmethod
    def from_made(cls, decision: Decision) -> MadeDecisionBody:
        """Builds the body of a verdict."""
        return cls(
            id=decision.id,
            framework=decision.framework,
            version=decision.version,
            step=decision.step,
            verdict=decision.verdict,
            machine_verdict=decision.machine,
            reason=decision.reason,
            by=decision.who,
            at=decision.when,
            asked=AskedStepBody.from_asked(decision.asked),
        )


class DecisionBody(Body):
    """A person's verdict, and whether it stands in this version of the framework."""

    state: DecisionState
    made: MadeDecisionBody

    @classmethod
    def from_decision(cls, human: StepDecision) -> DecisionBody:
        """Builds the body of a verdict in a report."""
        return cls(state=human.state, made=MadeDecisionBody.from_made(human.decision))


class DecisionsBody(Body):
    """All verdicts by people on a plan, in the order of their making; the last on a step counts."""

    plan: str
    total: int
    decisions: list[MadeDecisionBody]

    @classmethod
    def from_decisions(cls, plan: str, decisions: Sequence[Decision]) -> DecisionsBody:
        """Builds the body of a list."""
        made = [MadeDecisionBody.from_made(decision) for decision in decisions]
        return cls(plan=plan, total=len(made), decisions=made)


class DecisionFateBody(Body):
    """What becomes of a verdict in the new version of a framework."""

    plan: str
    state: DecisionState
    made: MadeDecisionBody

    @classmethod
    def from_fate(cls, fate: DecisionFate) -> DecisionFateBody:
        """Builds the body of a verdict before an upgrade."""
        return cls(plan=fate.plan, state=fate.state, made=MadeDecisionBody.from_made(fate.decision))


class UpgradeBody(FrameworkDiffBody):
    """The answer of ``frameworks diff --decisions``: the comparison, and what becomes of verdicts by people."""

    decision_summary: dict[DecisionState, int]
    decisions: list[DecisionFateBody]

    @classmethod
    def from_preview(cls, diff: FrameworkDiff, fates: Sequence[DecisionFate]) -> UpgradeBody:
        """Builds the body of a preview."""
        states = [fate.state for fate in fates]
        return cls(
            **dict(FrameworkDiffBody.from_diff(diff)),
            decision_summary={state: states.count(state) for state in DecisionState},
            decisions=[DecisionFateBody.from_fate(fate) for fate in fates],
        )
