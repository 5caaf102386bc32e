"""The gap report of one plan as a page, where a person may put a verdict in place of the machine's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.decisions import DecisionWords, decide, report_plan, undo, with_decisions
from api.rendering import render_page
from api.requests import choose_framework, parse_agency_type
from api.routes.opened import Opened, refuse_foreign
from corpus.errors import InvalidRequest
from search import GapReport, Verdict
from search.decisions import LONGEST_NAME, LONGEST_REASON, possible_verdicts

router = APIRouter(include_in_schema=False)

AgencyWord = Annotated[str | None, Query(max_length=40)]
FrameworkWord = Annotated[str | None, Query(alias="framework", max_length=80)]


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that could not be kept: what was written, and why not."""

    words: DecisionWords
    complaint: str


@router.get("/ke-hoach/{plan_id}/doi-chieu")
def show_gaps(
    request: Request,
    workspace: Opened,
    plan_id: str,
    agency_type: AgencyWord = None,
    framework: FrameworkWord = None,
) -> Response:
    """The gap report of one plan."""
    kind = parse_agency_type(agency_type)
    stored = workspace.store.load_plan(workspace.store.resolve_plan(plan_id))
    return _render(request, report_plan(workspace, stored, choose_framework(framework, stored), kind))


@router.post("/ke-hoach/{plan_id}/doi-chieu/{step}", dependencies=[Depends(refuse_foreign)])
def decide_on_step(  # noqa: PLR0913, PLR0917 - one parameter for each field of the form
    request: Request,
    workspace: Opened,
    plan_id: str,
    step: str,
    act: Annotated[str, Form()],
    verdict: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    who: Annotated[str, Form()] = "",
    agency_type: AgencyWord = None,
    framework: FrameworkWord = None,
) -> Response:
    """Keeps or takes back a person's verdict and goes back to the step; a form that cannot be kept is shown again."""
    kind = parse_agency_type(agency_type)
    stored = workspace.store.load_plan(workspace.store.resolve_plan(plan_id))
    model = choose_framework(framework, stored)
    words = DecisionWords(step, verdict, reason, who)
    if act == "undo":
        undo(workspace, stored, model.id, step)
    else:
        report = report_plan(workspace, stored, model, kind)
        try:
            decide(workspace, report, words)
        except InvalidRequest as error:  # shown beside the form, so that it can be mended
            return _render(request, with_decisions(workspace, report), Refused(words, error.message))
    query = f"?{request.url.query}" if request.url.query else ""
    place = f"/ke-hoach/{quote(stored.plan.id, safe='')}/doi-chieu{query}#buoc-{quote(step, safe='')}"
    return RedirectResponse(place, status_code=303)


def _render(request: Request, report: GapReport, refused: Refused | None = None) -> Response:
    values = {
        "report": report,
        "stored": report.plan,
        "verdicts": tuple(Verdict),
        "groups": {group.id: group.title for group in report.framework.groups},
        "possible": {item.step.id: possible_verdicts(item.step) for item in report.items},
        "refused": refused,
        "asked": request.url.query,
        "longest_reason": LONGEST_REASON,
        "longest_name": LONGEST_NAME,
    }
    return render_page(request, "gaps.html", values, status=400 if refused else 200)
