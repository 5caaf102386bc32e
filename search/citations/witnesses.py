"""What the citations of a plan are held against."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from corpus.citations.registry import FactStrength, RegisteredDocument, Registry, is_national, same_body
from corpus.model import Citation
from search.citations.majority import Others
from search.citations.reading import CitedPlan


@dataclass(frozen=True, slots=True)
class Witnesses:
    """A plan, the registry, and what the other plans of the store say."""

    plan: CitedPlan
    registry: Registry
    others: Others

    def entry(self, citation: Citation) -> RegisteredDocument | None:
        """Returns the entry that is surely of a mention's document, ``None`` where none may be relied on."""
        entry = self.registry.get(citation.key) if citation.key else None
        if entry is None or entry.strength is FactStrength.UNCHECKED:
            return None
        return entry if is_national(entry.key) or same_body(entry.issuer, citation.issuer) else None


def distinct(citations: Iterable[Citation], said: Callable[[Citation], Hashable]) -> Iterator[Citation]:
    """Yields the first of the mentions that say the same, so that one slip is one finding."""
    seen: set[Hashable] = set()
    for citation in citations:
        if (value := said(citation)) not in seen:
            seen.add(value)
            yield citation
