"""``/api/v1/tasks`` and ``/api/v1/bases``: questions about all plans."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.bodies import BasesBody, TasksBody
from api.paging import parse_paging
from api.questions import ask_tasks
from api.requests import DEFAULT_HITS, build_filter, parse_limit, parse_role
from api.routes.opened import Filter, Like, Opened, Page, Role, TaskNarrowing
from api.task_filters import build_task_filter
from search import find_bases

router = APIRouter()


@router.get("/tasks")
def tasks(  # noqa: PLR0913, PLR0917 - one parameter for each part of the question
    workspace: Opened,
    words: Filter,
    narrowing: TaskNarrowing,
    page: Page,
    query: str = "",
    like: Like = None,
    *,
    facets: bool = False,
) -> TasksBody:
    """Answers ``doichieu tasks``."""
    paging = parse_paging(page, DEFAULT_HITS)
    chosen = build_task_filter(workspace.store, words, narrowing)
    return TasksBody.from_hits(ask_tasks(workspace, query, chosen, paging, like, facets=facets))


@router.get("/bases")
def bases(
    workspace: Opened,
    words: Filter,
    query: str = "",
    role: Role = None,
    limit: Annotated[str | None, Query()] = None,
) -> BasesBody:
    """Answers ``doichieu bases``."""
    most = parse_limit(limit)
    chosen = build_filter(workspace.store, words)
    return BasesBody.from_hits(find_bases(workspace.store, query, chosen, role=parse_role(role), limit=most))
