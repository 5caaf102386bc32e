"""Questions with an opened workspace: what each needs, and nothing more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from api.guard import open_guard
from api.paging import Paging
from api.settings import Settings, load_settings
from api.workspace import Workspace
from corpus import plan_reader
from corpus.errors import InvalidRequest, UnreadableDocument
from corpus.ingest import load_bytes
from corpus.isolation import Call
from corpus.model import Citation
from corpus.plan_reader import PlanRequest
from corpus.store import PlanFilter, StoredPlan
from search import (
    PlanHits,
    TaskFilter,
    TaskHits,
    count_facets,
    count_nothing,
    find_plans,
    find_similar_plans,
    find_similar_tasks,
    find_tasks,
)
from search.questions import understand
from search.tasks import check_query

__all__ = ["ask_plans", "ask_tasks", "load_file", "read_citations", "read_plan"]


def ask_tasks(  # noqa: PLR0913 - one parameter for each part of the question
    workspace: Workspace,
    query: str,
    chosen: TaskFilter,
    paging: Paging,
    like: str | None = None,
    *,
    facets: bool = False,
) -> TaskHits:
    """Finds tasks; where the filter holds no plan, it answers without index and language model.

    Args:
        workspace: the opened home.
        query: words; blank where a task is asked about.
        chosen: tasks to look in.
        paging: page of the answer.
        like: id of the task that is asked about.
        facets: count how the tasks of the filter are spread, too.

    Raises:
        InvalidRequest: the question is empty or too long, or asks in words and by a task at once; or a filter holds no
            letter or digit.
        NotFound: there is no such task.
    """
    if like:
        if query.strip():
            raise InvalidRequest("Chỉ hỏi một trong hai: bằng lời, hoặc theo một nhiệm vụ.", code="QUERY_AMBIGUOUS")
        engine = workspace.engine()
        hits = find_similar_tasks(engine, like, chosen, limit=paging.limit, offset=paging.offset)
        return replace(hits, facets=count_facets(engine, chosen)) if facets else hits
    words = check_query(query)
    if not workspace.store.count_plans(chosen.plans):
        notice = understand(words, workspace.expander).notice
        return TaskHits(query, 0, (), notice, paging.offset, paging.limit, facets=count_nothing() if facets else None)
    engine = workspace.engine()
    hits = find_tasks(engine, query, chosen, limit=paging.limit, offset=paging.offset)
    return replace(hits, facets=count_facets(engine, chosen)) if facets else hits


def ask_plans(
    workspace: Workspace, query: str, chosen: PlanFilter, paging: Paging, like: StoredPlan | None = None
) -> PlanHits:
    """Finds plans by words, or those that are like a plan.

    Raises:
        InvalidRequest: it asks in words and by a plan at once.
    """
    if like is None:
        return find_plans(workspace.store, query, chosen, limit=paging.limit, offset=paging.offset)
    if query.strip():
        raise InvalidRequest("Chỉ hỏi một trong hai: bằng lời, hoặc theo một kế hoạch.", code="QUERY_AMBIGUOUS")
    return find_similar_plans(workspace.engine(), like, chosen, limit=paging.limit, offset=paging.offset)


def load_file(path: Path) -> bytes:
    """Loads a file that a person named, no larger than the settings of the environment allow.

    Raises:
        UnreadableDocument: it is absent (``FILE_NOT_FOUND``), no regular file, too large or unreadable.
    """
    return load_bytes(path, load_settings().reading.max_bytes)


def read_plan(data: bytes, name: str, settings: Settings | None = None) -> StoredPlan:
    """Reads a plan from the bytes of a file, in a guarded process; nothing is stored but recognised pages.

    Args:
        data: the whole file.
        name: its name.
        settings: how to read; those of the environment by default.

    Raises:
        UnreadableDocument: the bytes are no document that can be read, or reading them crashed or reached a limit
            (``READER_CRASHED``, ``READER_OUT_OF_MEMORY``, ``READER_TIMED_OUT``).
    """
    chosen = settings or load_settings()
    guard = open_guard(chosen.limits, chosen.workers)
    options = replace(chosen.reading, ocr_threads=min(chosen.reading.ocr_threads, guard.share))
    request = PlanRequest(data, name, options=options)
    reading = guard.run(Call(plan_reader.read_plan, (request,)))
    return StoredPlan(reading.parsed.plan, reading.document, reading.parsed.problems)


def read_citations(text: str, settings: Settings | None = None) -> tuple[Citation, ...]:
    """Finds the citations of a text, with their roles where it reads as a plan; spans count its code points.

    Raises:
        UnreadableDocument: the text is empty, or reading it crashed or reached a limit.
    """
    if not text.strip():
        raise UnreadableDocument("Văn bản trống, không có gì để đọc.", code="NO_TEXT")
    chosen = settings or load_settings()
    return open_guard(chosen.limits, chosen.workers).run(Call(plan_reader.read_citations, (text,)))
