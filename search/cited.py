"""What the mentions of a legal document say of it, and who makes them."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from corpus.citations.registry import is_shared, name_plainly
from corpus.model import Citation, CitationKind, CitationRole
from corpus.store import PlanSummary, StoredCitation, identify
from corpus.text import fold

Value = TypeVar("Value", str, datetime.date, int)


@dataclass(frozen=True, slots=True)
class Given(Generic[Value]):
    """What plans give for a document (a date, a title, a key) and the ids of those that do, in order."""

    value: Value
    plans: tuple[str, ...]

    @property
    def count(self) -> int:
        """Number of plans."""
        return len(self.plans)


@dataclass(frozen=True, slots=True)
class CitingPlan:
    """A plan that cites a document: ``BASIS`` where any of its mentions is one, and the mentions in their order."""

    plan: PlanSummary
    role: CitationRole
    mentions: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Companion:
    """A document that plans rest on beside another one.

    Attributes:
        key: canonical key.
        type: document type as a full word, or ``None``.
        title: the title most often given with it, or ``None``.
        plans: how many of the plans that cite the other document rest on it.
        among: how many plans cite the other document.
        elsewhere: how many of the remaining plans rest on it.
        remaining: number of plans, of those asked about, that do not cite the other document.
    """

    key: str
    type: str | None
    title: str | None
    plans: int
    among: int
    elsewhere: int
    remaining: int

    @property
    def share(self) -> float:
        """Share, 0 to 1, of the plans citing the other document that rest on this one."""
        return self.plans / self.among

    @property
    def lift(self) -> float:
        """How many times more often than in all plans asked about; above 1 they go together, 1 is chance."""
        return self.share * (self.among + self.remaining) / (self.plans + self.elsewhere)


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A legal document and who cites it.

    What ruined letters say is counted as a mention and for the dates, never as a title or an issuer.

    Attributes:
        key: canonical key.
        type: document type as a full word, by majority; ``None`` where no mention has one.
        name: the name of a law most often given, without its type word.
        title: the title most often given with it.
        issuer: the issuer most often given with it.
        dates: each date given with it, the most frequent first.
        titles: each title given with it, accents and case aside, the most frequent first; so for ``issuers``.
        issuers: each issuer given with it.
        ambiguous: several bodies may give this number, and plans name several of them or several dates: these may be
            as many documents.
        unyeared: the keys without a year by which some plans cite it: it is the only one of its number with a year.
        plans: number of plans that cite it.
        bases: number of plans that cite it as a legal basis.
        undated: number of plans that cite it and give no date.
        damaged: number of mentions found through recognition errors.
        backrefs: number of mentions that only point back ("Quyết định này").
        years: each year of a plan that cites it and those plans, the earliest first.
        first_date: date of the earliest plan that cites it, of those with a date; ``None`` where none has.
        last_date: date of the latest.
        citing: the plans that cite it, the latest first.
        mentions: every mention, in the order of plan id and place; the plan's own number is none.
        companions: documents that the same plans rest on, the most frequent first.
    """

    key: str
    type: str | None
    name: str | None
    title: str | None
    issuer: str | None
    dates: tuple[Given[datetime.date], ...]
    titles: tuple[Given[str], ...]
    issuers: tuple[Given[str], ...]
    ambiguous: bool
    unyeared: tuple[Given[str], ...]
    plans: int
    bases: int
    undated: int
    damaged: int
    backrefs: int
    years: tuple[Given[int], ...]
    first_date: datetime.date | None
    last_date: datetime.date | None
    citing: tuple[CitingPlan, ...]
    mentions: tuple[StoredCitation, ...]
    companions: tuple[Companion, ...] = ()


def summarise(document: str, mentions: Sequence[StoredCitation]) -> CitedDocument:
    """Summarises the mentions of one document.

    Args:
        document: its id.
        mentions: at least one that is no back reference, in the order of plan id and place; a plan that only points
            back to the document is left out.
    """
    direct = [mention for mention in mentions if not mention.is_backref]
    plans = {mention.plan.id: mention.plan for mention in direct}
    mentions = [mention for mention in mentions if mention.plan.id in plans]
    sound = [mention for mention in direct if not mention.citation.damaged]
    key = _choose_key(document, direct)
    titles = _group(sound, lambda citation: citation.title)
    issuers = _group(sound, lambda citation: citation.issuer)
    dates = _group(direct, lambda citation: citation.date)
    days = [plan.date for plan in plans.values() if plan.date is not None]
    return CitedDocument(
        key=key,
        type=most_common(mention.citation.type for mention in direct),
        name=most_common(mention.citation.name for mention in sound),
        title=titles[0].value if titles else None,
        issuer=issuers[0].value if issuers else None,
        dates=dates,
        titles=titles,
        issuers=issuers,
        ambiguous=is_shared(key) and _differ(sound),
        unyeared=_group(direct, lambda citation: _unyeared(citation, key)),
        plans=len(plans),
        bases=len({mention.plan.id for mention in direct if mention.citation.role is CitationRole.BASIS}),
        undated=len(plans.keys() - {plan for date in dates for plan in date.plans}),
        damaged=sum(mention.citation.damaged for mention in direct),
        backrefs=len(mentions) - len(direct),
        years=_count_years(plans.values()),
        first_date=min(days, default=None),
        last_date=max(days, default=None),
        citing=_list_citing(mentions),
        mentions=tuple(mentions),
    )


def most_common(values: Iterable[str | None]) -> str | None:
    """Returns the most frequent value, of equals the first in order; ``None`` where there is none."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _differ(mentions: Sequence[StoredCitation]) -> bool:
    """Tells whether mentions give more than one issuer, however spelled, or more than one date."""
    issuers = {name_plainly(mention.citation.issuer) for mention in mentions if mention.citation.issuer}
    dates = {mention.citation.date for mention in mentions if mention.citation.date}
    return len(issuers) > 1 or len(dates) > 1


def _choose_key(document: str, direct: Sequence[StoredCitation]) -> str:
    """Returns the most frequent spelling of the whole key; some mentions may lack the year or the day."""
    keys = [mention.citation.key or "" for mention in direct]
    # Of all plans one gives the whole key; those of a filter may not.
    return most_common(key for key in keys if identify(key) == document) or _spell(document, keys)


def _spell(document: str, keys: Sequence[str]) -> str:
    """Returns the key of a document of which plans give only the part before the mark, or the year."""
    stem = (most_common(keys) or document).partition("@")[0]
    _, mark, issued = document.partition("@")
    return f"{stem}{mark}{issued}"


def _unyeared(citation: Citation, key: str) -> str | None:
    return citation.key if "@" in key and "@" not in (citation.key or "@") else None


def _group(mentions: Sequence[StoredCitation], read: Callable[[Citation], Value | None]) -> tuple[Given[Value], ...]:
    """Groups plans by a value, words by their skeleton; the value that most plans give first, then in order."""
    spelled: dict[Value | str, Counter[Value]] = defaultdict(Counter)
    plans: dict[Value | str, set[str]] = defaultdict(set)
    for mention in mentions:
        value = read(mention.citation)
        if value:
            group = fold(value) if isinstance(value, str) else value
            spelled[group][value] += 1
            plans[group].add(mention.plan.id)
    groups = [
        Given(min(counts, key=lambda value: (-counts[value], value)), tuple(sorted(plans[group])))
        for group, counts in spelled.items()
    ]
    return tuple(sorted(groups, key=lambda given: (-given.count, given.value)))


def _count_years(plans: Iterable[PlanSummary]) -> tuple[Given[int], ...]:
    years: dict[int, list[str]] = defaultdict(list)
    for plan in plans:
        year = year_of(plan)
        if year is not None:
            years[year].append(plan.id)
    return tuple(Given(year, tuple(sorted(ids))) for year, ids in sorted(years.items()))


def year_of(plan: PlanSummary) -> int | None:
    """Returns the year a plan is for, else that of its date."""
    return plan.year if plan.year is not None else plan.date.year if plan.date else None


def _list_citing(mentions: Sequence[StoredCitation]) -> tuple[CitingPlan, ...]:
    found = []
    for plan, rows in groupby(mentions, key=lambda mention: mention.plan):
        citations = tuple(row.citation for row in rows)
        is_basis = any(
            citation.role is CitationRole.BASIS and citation.kind is not CitationKind.BACKREF for citation in citations
        )
        found.append(CitingPlan(plan, CitationRole.BASIS if is_basis else CitationRole.MENTION, citations))
    return tuple(sorted(found, key=_latest_first))


def _latest_first(citing: CitingPlan) -> tuple[int, int, str]:
    day = citing.plan.date
    return -(year_of(citing.plan) or 0), -(day.toordinal() if day else 0), citing.plan.id
