"""The gap report of a plan with what people decided, and the acts of deciding and taking back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from api.labels import VERDICTS
from api.workspace import Workspace
from corpus.errors import InvalidRequest, NotFound
from corpus.frameworks import Framework
from corpus.model import AgencyType, Decision, Verdict
from corpus.store import StoredPlan
from corpus.text import fold
from search import GapReport, apply_decisions, build_decision, check_gaps


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """A verdict as a person writes it.

    Attributes:
        step: id of the step.
        verdict: its code (``covered``) or its Vietnamese name, accents optional (``đạt``).
        reason: why.
        who: name or account.
    """

    step: str
    verdict: str
    reason: str
    who: str


def report_plan(
    workspace: Workspace, stored: StoredPlan, framework: Framework, agency_type: AgencyType | None = None
) -> GapReport:
    """Judges every step for a plan, and lays over it what people decided on the same original."""
    engine, registry = workspace.engine(), workspace.registry
    return with_decisions(workspace, check_gaps(engine, stored, framework, agency_type=agency_type, registry=registry))


def with_decisions(workspace: Workspace, report: GapReport) -> GapReport:
    """Lays over a report of the machine what people decided on the same original."""
    sha256 = report.plan.document.sha256
    return apply_decisions(report, workspace.store.decisions.list_of(sha256, report.framework.id))


def decide(workspace: Workspace, report: GapReport, words: DecisionWords) -> Decision:
    """Keeps a person's verdict on a step of a report.

    Raises:
        NotFound: the plan is not in the store, or the framework has no such step.
        InvalidRequest: the verdict, reason or author cannot be kept (``DECISION_INVALID``).
    """
    plan_id = find_stored(workspace, report.plan)
    verdict = parse_verdict(words.verdict)
    now = datetime.datetime.now().astimezone()
    made = build_decision(report, words.step.strip(), verdict, reason=words.reason, who=words.who, when=now)
    return workspace.store.decisions.add(plan_id, made)


def undo(workspace: Workspace, stored: StoredPlan, framework: str, step: str) -> Decision:
    """Takes the latest verdict on a step back.

    Raises:
        NotFound: the plan is not in the store, or nothing was decided on that step.
    """
    return workspace.store.decisions.undo(find_stored(workspace, stored), framework, step.strip())


def find_stored(workspace: Workspace, stored: StoredPlan) -> str:
    """Returns the id under which the original of a plan is in the store.

    Raises:
        NotFound: it is not in the store, so that nothing can be kept about it (``PLAN_NOT_FOUND``).
    """
    known = workspace.store.find_document(stored.document.sha256)
    if known is None:
        message = "Kế hoạch này chưa có trong kho; hãy nạp (doichieu ingest) rồi mới ghi kết luận của người."
        raise NotFound(message, code="PLAN_NOT_FOUND")
    return known.plan_id


def parse_verdict(words: str) -> Verdict:
    """Reads a verdict by its code or its Vietnamese name.

    Raises:
        InvalidRequest: there is no such verdict (``DECISION_INVALID``).
    """
    names = {fold(label): verdict for verdict, label in VERDICTS.items()} | {v.value: v for v in Verdict}
    found = names.get(fold(words.strip()))
    if found is None:
        known = ", ".join(f"{verdict} ({label})" for verdict, label in VERDICTS.items())
        raise InvalidRequest(f"Không có kết luận “{words[:40]}”; các kết luận: {known}.", code="DECISION_INVALID")
    return found


def parse_choice(words: str) -> tuple[str, str]:
    """Reads ``S05=covered`` as step and verdict.

    Raises:
        InvalidRequest: it has no step or no verdict (``DECISION_INVALID``).
    """
    step, sign, verdict = (part.strip() for part in words.partition("="))
    if not (step and sign and verdict):
        raise InvalidRequest("Kết luận phải có dạng BƯỚC=KẾT_LUẬN, ví dụ S05=covered.", code="DECISION_INVALID")
    return step, verdict
