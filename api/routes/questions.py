"""``/api/v1/tasks`` and ``/api/v1/bases``: questions about all plans."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.bodies import BasesBody, TasksBody
from api.questions import ask_tasks
from api.requests import build_filter, parse_limit
from api.routes.opened import Filter, Opened
from search import find_bases

router = APIRouter()


@router.get("/tasks")
def tasks(workspace: Opened, words: Filter, query: str = "", limit: Annotated[str | None, Query()] = None) -> TasksBody:
    """Answers ``doichieu tasks``."""
    most = parse_limit(limit)
    return TasksBody.from_hits(ask_tasks(workspace, query, build_filter(workspace.store, words), most))


@router.get("/bases")
def bases(workspace: Opened, query: str = "") -> BasesBody:
    """Answers ``doichieu bases``."""
    return BasesBody.from_hits(find_bases(workspace.store, query))
