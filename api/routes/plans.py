"""``/api/v1/plans``: the list, one plan, its gap report, also to sign, its citations checked."""

from __future__ import annotations

import datetime

from fastapi import APIRouter, Response

from api.bodies import CitationChecksBody, CompareBody, GapsBody, ParseBody, PlansBody, StoreCompareBody
from api.decisions import report_plan
from api.paging import parse_paging
from api.questions import ask_plans
from api.reports import build_gap_docx
from api.requests import build_filter, choose_framework, parse_agency_type
from api.routes.attachments import DOCX, attach
from api.routes.opened import Filter, Like, Opened, Other, Page
from search import DEFAULT_PLANS, check_citations, compare_plans, compare_with_store

router = APIRouter(prefix="/plans")


@router.get("")
def plans(workspace: Opened, words: Filter, page: Page, query: str = "", like: Like = None) -> PlansBody:
    """Answers ``doichieu plans``."""
    paging = parse_paging(page, DEFAULT_PLANS)
    chosen = build_filter(workspace.store, words)
    stored = workspace.store.load_plan(workspace.store.resolve_plan(like)) if like else None
    return PlansBody.from_hits(ask_plans(workspace, query, chosen, paging, stored))


@router.get("/{plan_id}")
def plan(workspace: Opened, plan_id: str) -> ParseBody:
    """Answers with a plan of the store, in the shape of ``doichieu parse``."""
    return ParseBody.from_stored(workspace.store.load_plan(workspace.store.resolve_plan(plan_id)))


@router.get("/{plan_id}/gaps")
def gaps(workspace: Opened, plan_id: str, framework: str | None = None, agency_type: str | None = None) -> GapsBody:
    """Answers ``doichieu gaps``."""
    kind = parse_agency_type(agency_type)
    stored = workspace.store.load_plan(workspace.store.resolve_plan(plan_id))
    return GapsBody.from_report(report_plan(workspace, stored, choose_framework(framework, stored), kind))


@router.get("/{plan_id}/gaps.docx", response_class=Response, responses={200: {"content": {DOCX: {}}}})
def export_gaps(
    workspace: Opened, plan_id: str, framework: str | None = None, agency_type: str | None = None
) -> Response:
    """Answers ``doichieu gaps --docx``: the report to sign as a Word file."""
    kind = parse_agency_type(agency_type)
    stored = workspace.store.load_plan(workspace.store.resolve_plan(plan_id))
    report = report_plan(workspace, stored, choose_framework(framework, stored), kind)
    today = datetime.datetime.now().astimezone().date()
    return attach(build_gap_docx(report, today), f"doi-chieu-{stored.plan.id}.docx", DOCX)


@router.get("/{plan_id}/compare")
def compare(workspace: Opened, plan_id: str, words: Filter, other: Other = None) -> CompareBody | StoreCompareBody:
    """Answers ``doichieu compare``: with the plan ``other``, or with every plan of the filter."""
    first = workspace.store.load_plan(workspace.store.resolve_plan(plan_id))
    if other:
        second = workspace.store.load_plan(workspace.store.resolve_plan(other))
        return CompareBody.from_comparison(compare_plans(workspace.engine(), first, second))
    chosen = build_filter(workspace.store, words)
    return StoreCompareBody.from_comparison(compare_with_store(workspace.engine(), first, chosen))


@router.get("/{plan_id}/check")
def check(workspace: Opened, plan_id: str, framework: str | None = None) -> CitationChecksBody:
    """Answers ``doichieu check`` for a plan of the store."""
    stored = workspace.store.load_plan(workspace.store.resolve_plan(plan_id))
    report = check_citations(workspace.store, stored, workspace.registry, choose_framework(framework, stored))
    return CitationChecksBody.from_report(report)
