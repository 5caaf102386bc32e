"""A person decides: verdicts of people laid over those of the machine, both kept.

A person's verdict stands as long as the step asks what it asked when it was made. Where an upgrade of the framework
changed that, it is shown as needing review and the machine's verdict stands; where the step is gone, it is shown apart.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.errors import InvalidRequest, NotFound
from corpus.frameworks import Framework, Requirement, Step, build_asked
from corpus.model import Decision, Verdict
from corpus.store import PlanDecision
from search.gap_report import DecisionState, GapReport, StepDecision

# A page of reasons is enough for a checker to be understood.
LONGEST_REASON = 2_000
LONGEST_NAME = 200
# What can be said of a step that a plan must not hold, and of any other.
CONTRARY_VERDICTS = (Verdict.CONTRARY, Verdict.NOT_APPLICABLE, Verdict.UNCLEAR)
STEP_VERDICTS = (Verdict.COVERED, Verdict.PARTIAL, Verdict.MISSING, Verdict.NOT_APPLICABLE, Verdict.UNCLEAR)


@dataclass(frozen=True, slots=True)
class DecisionFate:
    """What becomes of a person's verdict in another version of a framework.

    Attributes:
        plan: id of the plan.
        decision: the verdict.
        state: whether it stands there.
    """

    plan: str
    decision: Decision
    state: DecisionState


def apply_decisions(report: GapReport, decisions: Sequence[Decision]) -> GapReport:
    """Lays what people decided over a report; what the machine says stays in it.

    Args:
        report: verdicts of the machine.
        decisions: on that plan, in the order of their making; the last on a step counts, other frameworks' are ignored.
    """
    latest = {
        decision.step: StepDecision(decision, judge_decision(decision, report.framework))
        for decision in decisions
        if decision.framework == report.framework.id
    }
    items = tuple(replace(item, human=latest.pop(item.step.id, None)) for item in report.items)
    return replace(report, items=items, dropped=tuple(latest[step] for step in sorted(latest)))


def judge_decision(decision: Decision, framework: Framework) -> DecisionState:
    """Tells whether a verdict stands in a version of its framework."""
    step = framework.step(decision.step)
    if step is None:
        return DecisionState.DROPPED
    return DecisionState.STANDS if build_asked(step) == decision.asked else DecisionState.NEEDS_REVIEW


def build_decision(  # noqa: PLR0913 - each says another thing about one act
    report: GapReport, step_id: str, verdict: Verdict, *, reason: str, who: str, when: datetime.datetime
) -> Decision:
    """Builds a person's verdict on a step of a report, with what the step asks now; its ``id`` is 0 until stored.

    Args:
        report: what the machine says.
        step_id: id of the step.
        verdict: the person's.
        reason: why, in the person's words.
        who: name or account.
        when: with its time zone.

    Raises:
        NotFound: the framework has no such step (``STEP_NOT_FOUND``).
        InvalidRequest: no reason, no author, or a verdict that cannot be said of that step (``DECISION_INVALID``).
    """
    item = next((item for item in report.items if item.step.id == step_id), None)
    if item is None:
        message = f"Khung {report.framework.id} không có bước “{step_id[:64]}”."
        raise NotFound(message, code="STEP_NOT_FOUND")
    _check_verdict(item.step, verdict)
    words, name = " ".join(reason.split()), " ".join(who.split())
    if not words or not name or when.tzinfo is None:
        raise _invalid("Kết luận của người phải ghi lý do, người kết luận và thời điểm.")
    if len(words) > LONGEST_REASON or len(name) > LONGEST_NAME:
        raise _invalid(f"Lý do dài nhất {LONGEST_REASON} ký tự, tên người kết luận dài nhất {LONGEST_NAME} ký tự.")
    framework = report.framework
    asked = build_asked(item.step)
    return Decision(0, framework.id, framework.version, step_id, asked, verdict, item.verdict, words, name, when)


def preview_decisions(framework: Framework, decisions: Sequence[PlanDecision]) -> tuple[DecisionFate, ...]:
    """Tells of each verdict whether it would stand if its framework were upgraded to this version."""
    return tuple(DecisionFate(made.plan, made.decision, judge_decision(made.decision, framework)) for made in decisions)


def possible_verdicts(step: Step) -> tuple[Verdict, ...]:
    """Returns what a person may say of a step."""
    return CONTRARY_VERDICTS if step.requirement is Requirement.CONTRARY else STEP_VERDICTS


def _check_verdict(step: Step, verdict: Verdict) -> None:
    possible = possible_verdicts(step)
    if verdict not in possible:
        codes = ", ".join(possible)
        raise _invalid(f"Bước {step.id} không nhận kết luận “{verdict}”; chỉ nhận: {codes}.")


def _invalid(message: str) -> InvalidRequest:
    return InvalidRequest(message, code="DECISION_INVALID")
