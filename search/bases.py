"""Which plans rest on this legal document?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from corpus.citations import matches, parse_reference
from corpus.citations.registry import name_plainly
from corpus.citations.wording import split_words
from corpus.errors import InvalidRequest
from corpus.model import CitationRole
from corpus.store import CitedDocuments, DocumentId, Fit, PlanFilter, Store, StoredCitation, identify
from search.cited import CitedDocument
from search.companions import find_companions
from search.slips import Slip, find_slips
from search.summaries import summarise
from search.tasks import check_query

# Prefixes of keys whose documents are often cited by their name and day instead of their number.
_LAWS = ("Luật ", "PL ")
# What stands between a number and the body that gave it, beside a day.
_BEFORE_BODY = frozenset({"ngay", "cua"})
# Mentions from which the name of a law is learnt.
_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class BaseHits:
    """The answer: documents in order, how many there are, and the words that were read otherwise.

    Those whose type and name begin with the words of the question come first, then those that have them one behind the
    other, and of one number those of the body named beside it; of equals the most cited, then by key. Where no document
    is left, ``otherwise`` tells how many there are without the ``role`` that was asked for.
    """

    query: str
    total: int
    documents: tuple[CitedDocument, ...]
    slips: tuple[Slip, ...] = ()
    role: CitationRole | None = None
    otherwise: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """Ids of documents, how well each fits, and the words that were read otherwise to find them."""

    documents: Mapping[DocumentId, Fit]
    slips: tuple[Slip, ...] = ()


def find_bases(
    store: Store,
    query: str,
    chosen: PlanFilter | None = None,
    *,
    role: CitationRole | None = None,
    limit: int = 10,
) -> BaseHits:
    """Finds legal documents by number ("19/2014", "101/qd-bkhcn", "iso 9001"), or else by words.

    Words are those of type, name, title and issuer; accents are optional and the end of the last may be left out. Only
    where nothing has the words, a letter mistyped in one is overlooked. A number is matched as a number only: "19/2014"
    never finds a document by the digits in its title; that of a law finds the law where it is cited by name, too.

    Args:
        store: the plans.
        query: what to look for.
        chosen: the plans that count.
        role: ``BASIS`` for plans that rest on a document, ``MENTION`` for those that cite it and do not.
        limit: number of documents at most, from 1.

    Raises:
        InvalidRequest: the question is empty or too long, or the limit is below 1.
    """
    words = check_query(query)
    if limit < 1:
        raise InvalidRequest("Số kết quả phải từ 1 trở lên.", code="LIMIT_INVALID")
    scope = chosen or PlanFilter()
    found = _find_documents(store.cited, words)
    ranked = sorted(store.cited.rank(found.documents, scope, role), key=lambda count: -found.documents[count.document])
    best = [count.document for count in ranked[:limit]]
    groups: dict[DocumentId, list[StoredCitation]] = defaultdict(list)
    for mention in store.cited.load_mentions(best, scope, role):
        groups[mention.document].append(mention.stored)
    families = store.cited.load_families()
    citing = {
        document: frozenset(mention.plan.id for mention in groups[document] if not mention.is_backref)
        for document in best
    }
    companions = find_companions(store.cited, citing, scope, families)
    names = store.cited.name_bodies(best)
    documents = [
        replace(
            summarise(document, groups[document], families, names.get(document)),
            companions=companions.get(document, ()),
        )
        for document in best
    ]
    otherwise = len(store.cited.rank(found.documents, scope)) if role is not None and not ranked else 0
    return BaseHits(query, len(ranked), tuple(documents), found.slips, role, otherwise)


def _find_documents(cited: CitedDocuments, words: str) -> _Found:
    reference = parse_reference(words)
    if reference.digits is not None:
        keys = [key for key in cited.list_numbered(reference.digits) if matches(reference, key)]
        if keys or reference.year or reference.codes:
            found = cited.find_keyed((*keys, *_find_named(cited, keys)))
            return _Found({document: _fit_body(reference.rest, document) for document in found})
    wanted = split_words(words)
    if not wanted:
        return _Found({})
    worded = cited.find_worded([[word] for word in wanted])
    slips: tuple[Slip, ...] = ()
    if not worded and (slips := find_slips(wanted, cited.list_words())):
        meant = {slip.word: slip.meant for slip in slips}
        worded = cited.find_worded([meant.get(word, (word,)) for word in wanted])
    return _Found({one.document: one.fit for one in worded}, slips if worded else ())


def _fit_body(rest: str, document: DocumentId) -> Fit:
    """Tells whether the words behind a number name the body that gave it: "45/KH-UBND tỉnh Nam Định"."""
    words = set(re.findall(r"\w+", name_plainly(rest))) - _BEFORE_BODY
    return Fit.LEADING if words <= set(re.findall(r"\w+", document.body)) else Fit.SCATTERED


def _find_named(cited: CitedDocuments, keys: Collection[str]) -> list[str]:
    """Finds the keys of the laws of some numbers where plans give their name and day instead of the number."""
    found: set[str] = set()
    for key in keys:
        if key.startswith(_LAWS):
            sample = cited.load_sample(identify(key), _SAMPLE)
            found |= {
                f"{citation.type} {citation.name}@{citation.date:%Y-%m-%d}"
                for citation in sample
                if citation.name and citation.date and not citation.damaged
            }
    return sorted(found)
