"""Checks the citations of one plan."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.citations.registry import Registry
from corpus.frameworks import Framework
from corpus.model import Source
from corpus.store import Store, StoredPlan
from search.citations.bases import check_duplicates, check_missing
from search.citations.dates import check_dates, check_impossible_dates, check_issuers, check_plan_date
from search.citations.editions import check_editions
from search.citations.form import check_form
from search.citations.majority import ask_others
from search.citations.periods import check_periods
from search.citations.reading import CitedPlan
from search.citations.validity import check_suspensions, check_validity
from search.citations.witnesses import Witnesses
from search.gap_report import Check


@dataclass(frozen=True, slots=True)
class CitationReport:
    """What a legal officer should look at in one plan.

    Attributes:
        plan: the plan.
        framework: the framework that tells which bases are expected.
        documents: number of distinct documents that the plan cites by number.
        known: how many of them the registry knows.
        checks: findings in the order of the plan; what is missing stands first.
    """

    plan: StoredPlan
    framework: Framework
    documents: int
    known: int
    checks: tuple[Check, ...]


def check_citations(store: Store, stored: StoredPlan, registry: Registry, framework: Framework) -> CitationReport:
    """Checks the citations of a plan, stored or just read, against the registry and the other plans of the store.

    Every finding says what it rests on; where words are ruined it is no more than a hint (``info``). An absent finding
    says nothing of a document that the registry does not know.
    """
    plan = CitedPlan(stored)
    witnesses = Witnesses(plan, registry, ask_others(store, plan, registry))
    checks = [
        *check_missing(witnesses, framework),
        *check_dates(witnesses),
        *check_impossible_dates(plan),
        *check_issuers(witnesses),
        *check_plan_date(witnesses),
        *check_validity(witnesses),
        *check_suspensions(witnesses),
        *check_duplicates(witnesses),
        *check_editions(witnesses),
        *check_form(plan),
        *check_periods(plan),
    ]
    checks.sort(key=lambda check: (check.source or Source(0, 0), check.code))
    cited = {citation.key: citation for citation in plan.documents if citation.key}
    known = sum(witnesses.entry(citation) is not None for citation in cited.values())
    return CitationReport(stored, framework, len(cited), known, tuple(checks))
