"""Which plans are there, and which hold these words?"""

from __future__ import annotations

from corpus.errors import NotFound
from corpus.store import FoundPlan, PlanFilter, Sought, Store
from search.full_text import find_places, read_question
from search.paging import check_page
from search.plan_hits import DEFAULT_PLANS, PlanHit, PlanHits


def find_plans(
    store: Store, query: str = "", chosen: PlanFilter | None = None, *, limit: int = DEFAULT_PLANS, offset: int = 0
) -> PlanHits:
    """Finds the plans of a filter whose whole text, or title, agency and file name, holds the words of a question.

    See :func:`search.full_text.read_question` for what a question can say.

    Returns:
        Plans best first (BM25, words of the title weighing more), ties by id, each with its places; where ``query`` is
        blank all plans of the filter in the order of ids.

    Raises:
        InvalidRequest: the question holds no letter or digit or is too long, or there is no such page.
    """
    check_page(limit, offset)
    chosen = chosen or PlanFilter()
    if not query.strip():
        plans = store.list_plans(chosen, limit=limit, offset=offset)
        return PlanHits(query, store.count_plans(chosen), tuple(map(PlanHit, plans)), offset, limit)
    sought = read_question(query)
    found = store.texts.search(sought, chosen, limit=limit, offset=offset)
    hits = (hit for plan in found if (hit := _show(store, plan, sought)) is not None)
    return PlanHits(query, store.texts.count(sought, chosen), tuple(hits), offset, limit)


def _show(store: Store, found: FoundPlan, sought: tuple[Sought, ...]) -> PlanHit | None:
    try:
        document = store.texts.load_document(found.plan.id)
    except NotFound:  # deleted this moment
        return None
    return PlanHit(found.plan, found.score, places=find_places(document, sought))
