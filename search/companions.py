"""Which documents do plans rest on beside this one?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from corpus.model import CitationRole
from corpus.store import CitedDocuments, PlanFilter
from search.cited import Companion, most_common

# One plan shows nothing about what goes together.
_LEAST_PLANS = 2
_MOST_COMPANIONS = 10
# Mentions by which a document is described in one line.
_SAMPLE = 50


def find_companions(
    cited: CitedDocuments, citing: Mapping[str, frozenset[str]], chosen: PlanFilter
) -> dict[str, tuple[Companion, ...]]:
    """Finds, for each document, those that the plans citing it rest on most often; at least two plans, at most ten.

    Args:
        cited: the citations of all plans.
        citing: id of each document and the ids of the plans of the filter that cite it.
        chosen: the plans that are asked about.
    """
    counts = _count(cited, {document: plans for document, plans in citing.items() if len(plans) >= _LEAST_PLANS})
    best = {document: _choose_best(found) for document, found in counts.items()}
    others = {other for found in best.values() for other in found}
    if not others:
        return {}
    overall = {count.document: count.plans for count in cited.rank(others, chosen, CitationRole.BASIS)}
    lines = {other: _describe(cited, other) for other in others}
    scope = cited.count_plans(chosen)
    return {
        document: tuple(
            Companion(
                *lines[other],
                plans=plans,
                among=len(citing[document]),
                elsewhere=overall[other] - plans,
                remaining=scope - len(citing[document]),
            )
            for other, plans in found.items()
        )
        for document, found in best.items()
    }


def _count(cited: CitedDocuments, citing: Mapping[str, frozenset[str]]) -> dict[str, Counter[str]]:
    """Counts in one pass, for each document, the plans that rest on each other one."""
    counts: dict[str, Counter[str]] = {document: Counter() for document in citing}
    every: Iterable[str] = frozenset().union(*citing.values()) if citing else ()
    for bases in cited.iterate_bases(frozenset(every)):
        for document, plans in citing.items():
            if bases.plan in plans:
                counts[document].update(bases.documents)
    for document, found in counts.items():
        del found[document]
    return counts


def _choose_best(counts: Counter[str]) -> dict[str, int]:
    kept = [(other, plans) for other, plans in counts.items() if plans >= _LEAST_PLANS]
    return dict(sorted(kept, key=lambda item: (-item[1], item[0]))[:_MOST_COMPANIONS])


def _describe(cited: CitedDocuments, document: str) -> tuple[str, str | None, str | None]:
    """Returns key, type and title of a document."""
    sample = cited.load_sample(document, _SAMPLE)
    keys = [citation.key or "" for citation in sample]
    key = most_common(key for key in keys if "@" in key) or most_common(keys) or document
    title = most_common(citation.title or citation.name for citation in sample if not citation.damaged)
    return key, most_common(citation.type for citation in sample), title
