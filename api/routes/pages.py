"""The pages for people."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.base_tables import build_base_sheets
from api.facet_links import FacetLinks, build_facet_links
from api.paging import Pager, Paging, build_pager, parse_paging
from api.passages import build_restored, open_at
from api.questions import ask_plans, ask_tasks
from api.rendering import render_page
from api.requests import MOST_HITS, FilterWords, build_filter, choose_framework, parse_role
from api.routes.attachments import CSV, XLSX, attach
from api.routes.forms import build_form
from api.routes.opened import Filter, Like, Opened, Other, Page, Role, TaskNarrowing
from api.spreadsheets import build_csv, build_xlsx
from api.task_filters import build_task_filter
from api.workspace import Workspace
from corpus.errors import InvalidRequest, RegistryError
from corpus.model import Grade
from search import (
    DEFAULT_PLANS,
    BaseHits,
    PlanHits,
    TaskHits,
    check_citations,
    compare_plans,
    compare_with_store,
    find_bases,
)

router = APIRouter(include_in_schema=False)
_HITS = 20


@router.get("/")
def search_tasks(  # noqa: PLR0913, PLR0917 - one parameter for each field of the form
    request: Request,
    workspace: Opened,
    words: Filter,
    narrowing: TaskNarrowing,
    page: Page,
    query: str = "",
    like: Like = None,
) -> Response:
    """The search page, with hits once there is a question, and how the tasks of its filter are spread."""
    form = build_form(workspace, query, words)
    hits: TaskHits | None = None
    pager: Pager | None = None
    facets: tuple[FacetLinks, ...] = ()
    complaint: str | None = None
    if query.strip() or like or _is_asked(request):
        try:
            paging = parse_paging(page, _HITS)
            chosen = build_task_filter(workspace.store, words, narrowing)
            hits = ask_tasks(workspace, query, chosen, paging, like, facets=True)
            pager = _build_pager(request, hits.total, paging)
            facets = build_facet_links(request.url.path, request.query_params.multi_items(), hits.facets or ())
        except InvalidRequest as error:  # shown beside the form, so that it can be mended
            complaint = error.message
    values = {
        "form": form,
        "narrowing": narrowing,
        "grades": tuple(Grade),
        "hits": hits,
        "facets": facets,
        "pager": pager,
        "complaint": complaint,
        "empty": workspace.is_empty,
    }
    return render_page(request, "tasks.html", values, status=400 if complaint else 200)


@router.get("/can-cu")
def search_bases(request: Request, workspace: Opened, words: Filter, query: str = "", role: Role = None) -> Response:
    """Legal documents and who cites them."""
    hits: BaseHits | None = None
    complaint: str | None = None
    if query.strip() or _is_asked(request):
        try:
            hits = _find_bases(workspace, query, words, role, _HITS)
        except InvalidRequest as error:
            complaint = error.message
    values = {
        "form": build_form(workspace, query, words),
        "role": role or "",
        "hits": hits,
        "complaint": complaint,
        "empty": workspace.is_empty,
        "asked": request.url.query,
    }
    return render_page(request, "bases.html", values, status=400 if complaint else 200)


@router.get("/can-cu.csv")
def export_bases_csv(workspace: Opened, words: Filter, query: str = "", role: Role = None) -> Response:
    """The answer of the page, a row for each mention."""
    sheets = build_base_sheets(_find_bases(workspace, query, words, role, MOST_HITS))
    return attach(build_csv(sheets[0].rows), "can-cu.csv", CSV)


@router.get("/can-cu.xlsx")
def export_bases_xlsx(workspace: Opened, words: Filter, query: str = "", role: Role = None) -> Response:
    """The answer of the page as a workbook of three sheets."""
    sheets = build_base_sheets(_find_bases(workspace, query, words, role, MOST_HITS))
    return attach(build_xlsx(sheets), "can-cu.xlsx", XLSX)


@router.get("/ke-hoach")
def list_plans(  # noqa: PLR0913, PLR0917 - one parameter for each field of the form
    request: Request, workspace: Opened, words: Filter, page: Page, query: str = "", like: Like = None
) -> Response:
    """The list of plans, those that hold words, or those that are like a plan."""
    hits: PlanHits | None = None
    pager: Pager | None = None
    complaint: str | None = None
    try:
        paging = parse_paging(page, DEFAULT_PLANS)
        chosen = build_filter(workspace.store, words)
        stored = workspace.store.load_plan(workspace.store.resolve_plan(like)) if like else None
        hits = ask_plans(workspace, query, chosen, paging, stored)
        pager = _build_pager(request, hits.total, paging)
    except InvalidRequest as error:
        complaint = error.message
    values = {
        "form": build_form(workspace, query, words),
        "hits": hits,
        "pager": pager,
        "complaint": complaint,
        "empty": workspace.is_empty,
    }
    return render_page(request, "plans.html", values, status=400 if complaint else 200)


@router.get("/ke-hoach/{plan_id}")
def show_plan(
    request: Request, workspace: Opened, plan_id: str, tu: str | None = None, den: str | None = None
) -> Response:
    """One plan: header, legal bases, tasks, problems and the text as found, opened at a passage (``tu``–``den``)."""
    stored = workspace.store.load_plan(workspace.store.resolve_plan(plan_id))
    text = open_at(stored.document.text, _offset(tu), _offset(den))
    report, complaint = None, None
    try:
        report = check_citations(workspace.store, stored, workspace.registry, choose_framework(None, stored))
    except RegistryError as error:  # a slip in a file of the keeper's hides no plan
        complaint = error.message
    values = {
        "stored": stored,
        "plan": stored.plan,
        "text": text,
        "restored": build_restored(stored.document),
        "report": report,
        "complaint": complaint,
    }
    return render_page(request, "plan.html", values)


@router.get("/ke-hoach/{plan_id}/so-sanh")
def show_comparison(request: Request, workspace: Opened, plan_id: str, words: Filter, other: Other = None) -> Response:
    """A plan beside another, task by task, or beside every other plan of the filter."""
    first = workspace.store.load_plan(workspace.store.resolve_plan(plan_id))
    if other:
        second = workspace.store.load_plan(workspace.store.resolve_plan(other))
        compared = compare_plans(workspace.engine(), first, second)
        return render_page(request, "comparison.html", {"compared": compared})
    chosen = build_filter(workspace.store, words)
    beside = compare_with_store(workspace.engine(), first, chosen)
    values = {"beside": beside, "form": build_form(workspace, "", words)}
    return render_page(request, "store_comparison.html", values)


def _find_bases(workspace: Workspace, query: str, words: FilterWords, role: str | None, limit: int) -> BaseHits:
    chosen = build_filter(workspace.store, words)
    return find_bases(workspace.store, query, chosen, role=parse_role(role), limit=limit)


def _build_pager(request: Request, total: int, paging: Paging) -> Pager | None:
    return build_pager(request.url.path, request.query_params.multi_items(), total, paging)


def _offset(words: str | None) -> int | None:
    """Reads an offset of a link; anything else opens the page at no passage."""
    return int(words) if words and len(words) < 12 and words.isascii() and words.isdigit() else None


def _is_asked(request: Request) -> bool:
    """Tells whether a form was sent, even an empty one."""
    return "query" in request.query_params
