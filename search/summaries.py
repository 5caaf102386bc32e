"""What the mentions of a legal document say of it, and who makes them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from corpus.citations.bodies import is_only, is_whole
from corpus.model import Citation, CitationKind, CitationRole
from corpus.store import DocumentId, Families, PlanSummary, StoredCitation, identify
from corpus.text import fold
from search.cited import CitedDocument, CitingPlan, Given, Value


def summarise(
    document: DocumentId, mentions: Sequence[StoredCitation], families: Families, body: str | None = None
) -> CitedDocument:
    """Summarises the mentions of one document.

    Args:
        document: its id.
        mentions: at least one that is no back reference, in the order of plan id and place; a plan that only points
            back to the document is left out.
        families: which plans are copies.
        body: name of the body that gave a number which many bodies give.
    """
    direct = [mention for mention in mentions if not mention.is_backref]
    plans = {mention.plan.id: mention.plan for mention in direct}
    mentions = [mention for mention in mentions if mention.plan.id in plans]
    sound = [mention for mention in direct if not mention.citation.damaged]
    key = spell_key(document, (mention.citation.key or "" for mention in direct))
    titles = _group(sound, families, lambda citation: citation.title)
    issuers = _group(sound, families, lambda citation: citation.issuer)
    dates = _group(direct, families, lambda citation: citation.date)
    days = [plan.date for plan in plans.values() if plan.date is not None]
    count = families.count(plans)
    dated = {families.of(plan) for date in dates for plan in date.plans}
    untold = families.count(plans) - families.count(_find_telling(document, direct))
    one_day = len(dates) == 1 and len(dated) == count
    return CitedDocument(
        key=key,
        type=most_common(mention.citation.type for mention in direct),
        name=most_common(mention.citation.name for mention in sound),
        title=titles[0].value if titles else None,
        issuer=body if document.body else issuers[0].value if issuers else None,
        dates=dates,
        titles=titles,
        issuers=issuers,
        shared=bool(document.body),
        untold=untold,
        ambiguous=count > 1 and (_may_differ(document, sound) or (untold > 0 and not one_day)),
        unyeared=_group(direct, families, lambda citation: _unyeared(citation, key)),
        plans=count,
        copies=len(plans) - count,
        bases=families.count(mention.plan.id for mention in direct if mention.citation.role is CitationRole.BASIS),
        undated=count - len(dated),
        damaged=sum(mention.citation.damaged for mention in direct),
        backrefs=len(mentions) - len(direct),
        years=_count_years(plans.values(), families),
        first_date=min(days, default=None),
        last_date=max(days, default=None),
        citing=_list_citing(mentions, families),
        mentions=tuple(mentions),
    )


def most_common(values: Iterable[str | None]) -> str | None:
    """Returns the most frequent value, of equals the first in order; ``None`` where there is none."""
    counts = Counter(value for value in values if value)
    return _most_frequent(counts) if counts else None


def _most_frequent(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda value: (-counts[value], value))


def spell_key(document: DocumentId, keys: Iterable[str]) -> str:
    """Returns the most frequent spelling of the key of a document; some or all of ``keys`` may lack the year or day."""
    given = Counter(key for key in keys if key)
    whole = {key: count for key, count in given.items() if identify(key)._replace(body=document.body) == document}
    if whole:
        return _most_frequent(whole)
    stem = (_most_frequent(given) if given else document.stem).partition("@")[0]
    return f"{stem}@{document.issued}" if document.issued else stem


def _find_telling(document: DocumentId, direct: Iterable[StoredCitation]) -> Iterator[str]:
    """Yields the ids of the plans that tell which body gave the number of a document."""
    for mention in direct:
        if mention.body.id == document.body and is_whole(document.body):
            yield mention.plan.id


def _may_differ(document: DocumentId, sound: Iterable[StoredCitation]) -> bool:
    """Tells whether plans give several days for a document of a body whose name another province may have too."""
    days = {mention.citation.date for mention in sound if mention.citation.date is not None}
    return len(days) > 1 and not is_only(document.body)


def _unyeared(citation: Citation, key: str) -> str | None:
    return citation.key if "@" in key and "@" not in (citation.key or "@") else None


def _group(
    mentions: Sequence[StoredCitation], families: Families, read: Callable[[Citation], Value | None]
) -> tuple[Given[Value], ...]:
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
        Given(
            min(counts, key=lambda value: (-counts[value], value)),
            tuple(sorted(plans[group])),
            families.count(plans[group]),
        )
        for group, counts in spelled.items()
    ]
    return tuple(sorted(groups, key=lambda given: (-given.count, given.value)))


def _count_years(plans: Iterable[PlanSummary], families: Families) -> tuple[Given[int], ...]:
    years: dict[int, list[str]] = defaultdict(list)
    for plan in plans:
        year = year_of(plan)
        if year is not None:
            years[year].append(plan.id)
    return tuple(Given(year, tuple(sorted(ids)), families.count(ids)) for year, ids in sorted(years.items()))


def year_of(plan: PlanSummary) -> int | None:
    """Returns the year a plan is for, else that of its date."""
    return plan.year if plan.year is not None else plan.date.year if plan.date else None


def _list_citing(mentions: Sequence[StoredCitation], families: Families) -> tuple[CitingPlan, ...]:
    found = []
    first: dict[str, str] = {}
    for plan_id in sorted({mention.plan.id for mention in mentions}, key=lambda one: (one != families.of(one), one)):
        first.setdefault(families.of(plan_id), plan_id)
    for plan, rows in groupby(mentions, key=lambda mention: mention.plan):
        citations = tuple(row.citation for row in rows)
        is_basis = any(
            citation.role is CitationRole.BASIS and citation.kind is not CitationKind.BACKREF for citation in citations
        )
        role = CitationRole.BASIS if is_basis else CitationRole.MENTION
        stands = first[families.of(plan.id)]
        found.append(CitingPlan(plan, role, citations, stands if stands != plan.id else None))
    return tuple(sorted(found, key=_latest_first))


def _latest_first(citing: CitingPlan) -> tuple[int, int, str]:
    day = citing.plan.date
    return -(year_of(citing.plan) or 0), -(day.toordinal() if day else 0), citing.plan.id
