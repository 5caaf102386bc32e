"""Plans that lie in the store as several files: which files are copies of one plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from corpus.store.schema import PlanRow, ShinglesRow, SimilarRow


@dataclass(frozen=True, slots=True)
class Families:
    """Copies of plans: the id under which all copies of a plan are counted, for each plan that has copies."""

    counted: Mapping[str, str] = field(default_factory=dict)

    def of(self, plan: str) -> str:
        """Returns the id under which a plan is counted: its own, or that of one of its copies."""
        return self.counted.get(plan, plan)

    def count(self, plans: Iterable[str]) -> int:
        """Counts plans, copies once."""
        return len({self.of(plan) for plan in plans})


@dataclass(frozen=True, slots=True)
class Link:
    """Two near-duplicates and how alike they are, 0 to 1."""

    first: str
    second: str
    score: float


def load_families(session: Session) -> Families:
    """Loads which plans of the store are copies of one another."""
    query = select(SimilarRow.plan, SimilarRow.other, SimilarRow.score).where(SimilarRow.plan < SimilarRow.other)
    return group_copies((Link(*row) for row in session.execute(query)), _load_drafts(session))


def _load_drafts(session: Session) -> frozenset[str]:
    """Loads the ids of the plans with copies that have no number or no date of their own."""
    query = select(PlanRow.id).outerjoin(ShinglesRow, ShinglesRow.plan == PlanRow.id)
    query = query.where(PlanRow.id.in_(select(SimilarRow.plan)))
    return frozenset(session.scalars(query.where(or_(PlanRow.date.is_(None), ShinglesRow.number.is_(None)))))


def group_copies(links: Iterable[Link], drafts: Collection[str] = frozenset()) -> Families:
    """Groups plans of which each is a near-duplicate of each other one, the most alike first; then by id.

    A chain is no group: the scan of a commune's plan is like the plan of the next commune too, which was written over
    the same text, and these two are no copies (:func:`corpus.store.identity.contradict`).
    """
    ordered = sorted(links, key=lambda link: (-link.score, link.first, link.second))
    linked = {frozenset((link.first, link.second)) for link in ordered}
    groups: dict[str, set[str]] = {}
    for link in ordered:
        first, second = (groups.setdefault(plan, {plan}) for plan in (link.first, link.second))
        if first is second or any(frozenset((one, other)) not in linked for one in first for other in second):
            continue
        first |= second
        groups.update(dict.fromkeys(second, first))
    return Families(
        {plan: min(group, key=lambda one: (one in drafts, one)) for plan, group in groups.items() if len(group) > 1}
    )
