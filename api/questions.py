"""Questions with an opened workspace: what each needs, and nothing more."""

from __future__ import annotations

from dataclasses import replace

from api.paging import Paging
from api.workspace import Workspace
from corpus.errors import InvalidRequest
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
