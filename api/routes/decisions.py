"""``/api/v1/plans/{plan}/decisions``: verdicts by people on the steps of a plan."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from api.bodies import Body, DecisionsBody, ItemBody
from api.decisions import DecisionWords, decide, report_plan, undo, with_decisions
from api.requests import choose_framework
from api.routes.opened import Opened, refuse_foreign
from api.workspace import Workspace
from corpus.store import StoredPlan

router = APIRouter(prefix="/plans/{plan_id}/decisions")


class DecisionRequest(Body):
    """A person's verdict: ``verdict`` is a code or a Vietnamese name; blank ``framework`` is the plan's own."""

    step: str
    verdict: str
    reason: str
    by: str
    framework: str | None = None


@router.get("")
def decisions(workspace: Opened, plan_id: str, framework: str | None = None) -> DecisionsBody:
    """Lists what people decided about a plan, of one framework or of all."""
    return _list(workspace, _load(workspace, plan_id), framework or None)


@router.post("", status_code=201, dependencies=[Depends(refuse_foreign)])
def make_decision(workspace: Opened, plan_id: str, request: DecisionRequest) -> ItemBody:
    """Keeps a person's verdict and answers with the step as it stands now."""
    stored = _load(workspace, plan_id)
    report = report_plan(workspace, stored, choose_framework(request.framework, stored))
    made = decide(workspace, report, DecisionWords(request.step, request.verdict, request.reason, request.by))
    items = with_decisions(workspace, report).items
    return ItemBody.from_verdict(next(item for item in items if item.step.id == made.step))


@router.delete("/{step}", dependencies=[Depends(refuse_foreign)])
def undo_decision(workspace: Opened, plan_id: str, step: str, framework: str | None = None) -> DecisionsBody:
    """Takes the latest verdict on a step back and lists those that are left."""
    stored = _load(workspace, plan_id)
    undo(workspace, stored, choose_framework(framework, stored).id, step)
    return _list(workspace, stored, None)


def _load(workspace: Workspace, reference: str) -> StoredPlan:
    return workspace.store.load_plan(workspace.store.resolve_plan(reference))


def _list(workspace: Workspace, stored: StoredPlan, framework: str | None) -> DecisionsBody:
    made = workspace.store.decisions.list_of(stored.document.sha256, framework)
    return DecisionsBody.from_decisions(stored.plan.id, made)
