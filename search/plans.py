"""Which plans are there?"""

from __future__ import annotations

from corpus.store import PlanFilter, PlanSummary, Store
from corpus.text import fold


def find_plans(store: Store, query: str = "", chosen: PlanFilter | None = None) -> tuple[PlanSummary, ...]:
    """Lists the plans of a filter whose title, issuer or file name holds every word of ``query`` (accents optional).

    Returns:
        Plans in the order of ids; all of the filter where ``query`` is blank.
    """
    words = fold(query).split()
    return tuple(plan for plan in store.list_plans(chosen) if all(word in _names(plan) for word in words))


def _names(plan: PlanSummary) -> str:
    return fold(f"{plan.title or ''} {plan.issuer or ''} {plan.name} {plan.id}")
