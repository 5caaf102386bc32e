"""Which plans rest on this legal document?"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.citations import matches, parse_reference
from corpus.model import CitationRole
from corpus.store import Store, StoredCitation
from search.tasks import check_query


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A legal document and who cites it.

    Attributes:
        key: canonical key.
        type: document type as a full word, by majority; ``None`` where no mention has one.
        title: the title most often given with it.
        issuer: the issuer most often given with it.
        dates: each date given with it and the number of plans that give it, most frequent first.
        plans: number of plans that cite it.
        bases: number of plans that cite it as a legal basis.
        mentions: every mention, in the order of plan id and place; the plan's own number is none.
    """

    key: str
    type: str | None
    title: str | None
    issuer: str | None
    dates: tuple[tuple[datetime.date, int], ...]
    plans: int
    bases: int
    mentions: tuple[StoredCitation, ...]


@dataclass(frozen=True, slots=True)
class BaseHits:
    """The answer: documents, the most cited first."""

    query: str
    documents: tuple[CitedDocument, ...]


def find_bases(store: Store, query: str) -> BaseHits:
    """Finds legal documents by number ("19/2014", "101/qd-bkhcn"), or else by words of their title or issuer.

    A number in the question is matched as a number only: "19/2014" never finds a document by the digits in its title.

    Raises:
        InvalidRequest: the question is empty or too long.
    """
    words = check_query(query)
    reference = parse_reference(words)
    keys = [key for key in store.list_keys() if matches(reference, key)]
    if keys:
        citations = store.find_citations(keys=keys)
    elif any(char.isdigit() for char in words) and "/" in words:
        citations = ()
    else:
        citations = store.find_citations(words=words)
    own = {_bare(stored) for stored in citations if stored.citation.role is CitationRole.OWN}
    groups: dict[str, list[StoredCitation]] = defaultdict(list)
    for stored in citations:
        if stored.citation.key is not None and _bare(stored) not in own:
            groups[stored.citation.key].append(stored)
    documents = [_summarise(key, mentions) for key, mentions in groups.items()]
    return BaseHits(query, tuple(sorted(documents, key=lambda document: (-document.plans, document.key))))


def _bare(stored: StoredCitation) -> tuple[str, str]:
    """Returns plan and key without its year: an annex often repeats the plan's own number without the date."""
    return stored.plan.id, (stored.citation.key or "").partition("@")[0]


def _summarise(key: str, mentions: list[StoredCitation]) -> CitedDocument:
    dates: dict[datetime.date, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.citation.date is not None:
            dates[mention.citation.date].add(mention.plan.id)
    bases = {mention.plan.id for mention in mentions if mention.citation.role is CitationRole.BASIS}
    return CitedDocument(
        key=key,
        type=_most_common(mention.citation.type for mention in mentions),
        title=_most_common(mention.citation.title for mention in mentions if not mention.citation.damaged),
        issuer=_most_common(mention.citation.issuer for mention in mentions if not mention.citation.damaged),
        dates=tuple(sorted(((day, len(plans)) for day, plans in dates.items()), key=lambda item: (-item[1], item[0]))),
        plans=len({mention.plan.id for mention in mentions}),
        bases=len(bases),
        mentions=tuple(mentions),
    )


def _most_common(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
