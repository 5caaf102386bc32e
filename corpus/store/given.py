"""What the plans of the store say of the documents that they cite."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from corpus.model import CitationRole, Layer
from corpus.store.schema import CitationRow, PlanRow, SimilarRow
from corpus.store.store import Store
from corpus.store.values import GivenFacts


def list_given(store: Store, keys: Sequence[str]) -> tuple[GivenFacts, ...]:
    """Lists the dates and issuers given with some documents, each once a plan, in the order of plan and key.

    Ruined text says nothing here, and a plan says nothing of its own number.
    """
    date = func.json_extract(CitationRow.record, "$.date")
    issuer = func.json_extract(CitationRow.record, "$.issuer")
    query = (
        select(CitationRow.plan, CitationRow.key, date, issuer)
        .join(PlanRow, PlanRow.id == CitationRow.plan)
        .where(
            CitationRow.key.in_(keys),
            CitationRow.role != CitationRole.OWN.value,
            PlanRow.layer != Layer.DAMAGED.value,
            func.json_extract(CitationRow.record, "$.damaged") == 0,
        )
        .distinct()
    )
    with Session(store.engine) as session:
        rows = session.execute(query).all()
        families = _families(session.execute(select(SimilarRow.plan, SimilarRow.other)).all()) if rows else {}
    facts = [
        GivenFacts(
            plan, families.get(plan, plan), key, datetime.date.fromisoformat(day) if day else None, issued or None
        )
        for plan, key, day, issued in rows
    ]
    return tuple(
        sorted(facts, key=lambda fact: (fact.plan, fact.key, fact.date or datetime.date.min, fact.issuer or ""))
    )


def _families(links: Iterable[Row[str, str]]) -> dict[str, str]:
    """Returns for each linked plan the smallest id among all that are joined to it by links."""
    smallest: dict[str, str] = {}

    def find(plan: str) -> str:
        while (parent := smallest.setdefault(plan, plan)) != plan:
            plan = parent
        return plan

    for plan, other in links:
        first, second = sorted((find(plan), find(other)))
        smallest[second] = first
    return {plan: find(plan) for plan in smallest}
