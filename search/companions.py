"""Which documents do plans rest on beside this one?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from corpus.model import CitationRole
from corpus.store import CitedDocuments, DocumentId, Families, PlanFilter
from search.cited import Companion
from search.summaries import most_common, spell_key

# One plan shows nothing about what goes together.
_LEAST_PLANS = 2
_MOST_COMPANIONS = 10
# Mentions by which a document is described in one line.
_SAMPLE = 50


def find_companions(
    cited: CitedDocuments, citing: Mapping[DocumentId, frozenset[str]], chosen: PlanFilter, families: Families
) -> dict[DocumentId, tuple[Companion, ...]]:
    """Finds, for each document, those that the plans citing it rest on most often; at least two plans, at most ten.

    Args:
        cited: the citations of all plans.
        citing: id of each document and the ids of the plans of the filter that cite it.
        chosen: the plans that are asked about.
        families: which of the plans are copies, so that they count once.
    """
    among = {document: families.count(plans) for document, plans in citing.items()}
    often = {document: plans for document, plans in citing.items() if among[document] >= _LEAST_PLANS}
    counts = _count(cited, often, families)
    best = {document: _choose_best(found) for document, found in counts.items()}
    others = {other for found in best.values() for other in found}
    if not others:
        return {}
    overall = {count.document: count.plans for count in cited.rank(others, chosen, CitationRole.BASIS)}
    names = cited.name_bodies(others)
    lines = {other: (*_describe(cited, other), names.get(other)) for other in others}
    scope = cited.count_plans(chosen)
    return {
        document: tuple(
            Companion(
                *lines[other],
                plans=plans,
                among=among[document],
                elsewhere=overall[other] - plans,
                remaining=scope - among[document],
            )
            for other, plans in found.items()
        )
        for document, found in best.items()
    }


def _count(
    cited: CitedDocuments, citing: Mapping[DocumentId, frozenset[str]], families: Families
) -> dict[DocumentId, Counter[DocumentId]]:
    """Counts in one pass, for each document, the plans that rest on each other one."""
    counts: dict[DocumentId, Counter[DocumentId]] = {document: Counter() for document in citing}
    counted = {document: frozenset(map(families.of, plans)) for document, plans in citing.items()}
    every: Iterable[str] = frozenset().union(*citing.values()) if citing else ()
    for bases in cited.iterate_bases(frozenset(every), _LEAST_PLANS):
        for document, plans in counted.items():
            if bases.plan in plans:
                counts[document].update(bases.documents)
    for document, found in counts.items():
        del found[document]
    return counts


def _choose_best(counts: Counter[DocumentId]) -> dict[DocumentId, int]:
    kept = [(other, plans) for other, plans in counts.items() if plans >= _LEAST_PLANS]
    return dict(sorted(kept, key=lambda item: (-item[1], item[0]))[:_MOST_COMPANIONS])


def _describe(cited: CitedDocuments, document: DocumentId) -> tuple[str, str | None, str | None]:
    """Returns key, type and title of a document."""
    sample = cited.load_sample(document, _SAMPLE)
    keys = [citation.key or "" for citation in sample]
    key = spell_key(document, keys)
    title = most_common(citation.title or citation.name for citation in sample if not citation.damaged)
    return key, most_common(citation.type for citation in sample), title
