"""What the other plans of the store say of a document, where enough of them agree."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from corpus.citations.registry import Registry, find_body, is_national, same_body
from corpus.model import Citation
from corpus.store import GivenFacts, Store, list_given
from search.citations.reading import CitedPlan

T = TypeVar("T", bound=Hashable)

# Fewer plans than three, or less agreement than four fifths, is no majority: in the sample plans one of 15 misdates
# QĐ 19/2014/QĐ-TTg and one of 11 misdates QĐ 101/QĐ-BKHCN, so that honest plans agree to more than nine tenths, and two
# plans copied from one another are not two witnesses.
FEWEST_PLANS = 3
LEAST_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Majority(Generic[T]):
    """What most other plans say.

    Attributes:
        value: the date, or the issuing body.
        plans: ids of the plans that say it, near-duplicates once.
        total: number of plans that say anything.
    """

    value: T
    plans: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Others:
    """What the other plans say of the documents that a plan cites, by key."""

    facts: dict[str, tuple[GivenFacts, ...]]

    def date(self, citation: Citation) -> Majority[datetime.date] | None:
        """Returns the day of issue that most others give, ``None`` where there is no such majority."""
        return _majority(self._of(citation), lambda fact: fact.date)

    def issuer(self, citation: Citation) -> Majority[str] | None:
        """Returns the nation's body that most others name, ``None`` where there is no such majority."""
        return _majority(self._of(citation), lambda fact: find_body(fact.issuer or ""))

    def _of(self, citation: Citation) -> Iterable[GivenFacts]:
        """Returns what is said of the document of a citation; a number that many bodies give needs the same issuer."""
        facts = self.facts.get(citation.key or "", ())
        if citation.key is None or is_national(citation.key):
            return facts
        return [fact for fact in facts if same_body(fact.issuer, citation.issuer)]


def ask_others(store: Store, plan: CitedPlan, registry: Registry) -> Others:
    """Asks the store what other plans say; the plan itself and its near-duplicates have no voice.

    Nothing is asked of a document that the plan dates as the registry does: every plan cites those, so that they alone
    would cost half a second with 6,000 plans.
    """
    keys = sorted({one.key for one in plan.documents if one.key and not _is_settled(one, registry)})
    own = {plan.stored.plan.id}
    if (known := store.find_document(plan.stored.document.sha256)) is not None:
        own.add(known.plan_id)
    given = list_given(store, keys) if keys else ()
    families = {fact.family for fact in given if fact.plan in own}
    facts: dict[str, list[GivenFacts]] = defaultdict(list)
    for fact in given:
        if fact.plan not in own and fact.family not in families:
            facts[fact.key].append(fact)
    return Others({key: tuple(values) for key, values in facts.items()})


def _is_settled(citation: Citation, registry: Registry) -> bool:
    entry = registry.get(citation.key or "")
    return entry is not None and is_national(entry.key) and citation.date in {None, entry.date}


def _majority(facts: Iterable[GivenFacts], value_of: Callable[[GivenFacts], T | None]) -> Majority[T] | None:
    said: dict[T, dict[str, str]] = defaultdict(dict)
    for fact in facts:
        if (value := value_of(fact)) is not None:
            said[value].setdefault(fact.family, fact.plan)
    total = len({family for families in said.values() for family in families})
    for value, families in said.items():
        if len(families) >= FEWEST_PLANS and len(families) >= LEAST_SHARE * total:
            return Majority(value, tuple(sorted(families.values())), total)
    return None
