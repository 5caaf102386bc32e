"""Finds every citation of a text: by number, by name, and by pointing back at another one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from corpus.citations.backrefs import find_backrefs
from corpus.citations.clauses import attach_clauses
from corpus.citations.named import find_named
from corpus.citations.numbered import find_illegible, find_numbered
from corpus.citations.passage import Passage, parse_passages
from corpus.citations.resolve import resolve
from corpus.citations.short_forms import find_short_forms
from corpus.model import Citation


def find_citations(text: str) -> tuple[Citation, ...]:
    """Finds every citation of ``text`` in order of start, each with role ``MENTION``.

    One pass; a paragraph is read on its own, so a citation never runs over a blank line. What points back ("Quyết định
    này", "Quyết định số 19" after the full number) is then given the key of what it points at, which stands before it:
    text that is added behind a paragraph break changes nothing.
    """
    return resolve(text, find_mentions(text))


def find_mentions(text: str) -> tuple[Citation, ...]:
    """Finds the citations of ``text`` without telling what back references and short forms point at.

    Some short forms without "số" are none, which only what stands before them tells. What is found in a paragraph
    depends on this paragraph only, so their order does not matter.
    """
    found: list[Citation] = []
    for passage in parse_passages(text):
        found.extend(attach_clauses(passage, _mentions(passage)))
    return tuple(found)


def _mentions(passage: Passage) -> list[Citation]:
    """Returns the citations of a passage in order; where two kinds overlap, the number goes first, then the name."""
    kept = sorted(find_numbered(passage), key=_start)
    for others in (find_illegible(passage), find_named(passage), find_backrefs(passage), find_short_forms(passage)):
        kept = sorted((*kept, *_apart(others, kept)), key=_start)
    return kept


def _start(citation: Citation) -> tuple[int, int]:
    return citation.source.start, citation.source.end


def _apart(citations: Iterable[Citation], kept: Sequence[Citation]) -> Iterator[Citation]:
    """Yields the citations that overlap none of ``kept``, which are in order and overlap none of each other."""
    starts = [one.source.start for one in kept]
    for citation in citations:
        at = bisect_left(starts, citation.source.end)
        if at == 0 or kept[at - 1].source.end <= citation.source.start:
            yield citation
