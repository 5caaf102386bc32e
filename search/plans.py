"""Which plans are there?"""

from __future__ import annotations

from corpus.store import PlanFilter, PlanSummary, Store
from corpus.text import fold
from search.paging import check_page
from search.plan_hits import DEFAULT_PLANS, PlanHit, PlanHits


def find_plans(
    store: Store, query: str = "", chosen: PlanFilter | None = None, *, limit: int = DEFAULT_PLANS, offset: int = 0
) -> PlanHits:
    """Lists the plans of a filter whose title, issuer or file name holds every word of ``query`` (accents optional).

    Returns:
        Plans in the order of ids; all of the filter where ``query`` is blank.

    Raises:
        InvalidRequest: the limit is below 1 or the offset below 0.
    """
    check_page(limit, offset)
    words = fold(query).split()
    if not words:
        plans = store.list_plans(chosen, limit=limit, offset=offset)
        return PlanHits(query, store.count_plans(chosen), tuple(map(PlanHit, plans)), offset, limit)
    found = [plan for plan in store.list_plans(chosen) if all(word in _names(plan) for word in words)]
    return PlanHits(query, len(found), tuple(map(PlanHit, found[offset : offset + limit])), offset, limit)


def _names(plan: PlanSummary) -> str:
    return fold(f"{plan.title or ''} {plan.issuer or ''} {plan.name} {plan.id}")
