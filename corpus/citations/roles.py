"""What a mention does, told by its place."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from corpus.citations.keys import plain_key
from corpus.citations.resolve import find_own
from corpus.model import STANDARD, Citation, CitationKind, CitationRole, Source


def assign_roles(citations: Iterable[Citation], *, basis: Sequence[Source], own: Source | None) -> tuple[Citation, ...]:
    """Returns the citations with their roles, in the same order.

    Args:
        citations: mentions of one document.
        basis: ranges of its legal bases (``Căn cứ …``); a mention that starts in one of them is a basis. A standard is
            none: it stands there within the title of a decision. Nor is what only points back at another.
        own: the place of its own number; a mention that overlaps it is the document itself, and so is every other
            mention of that number. Without a place, the number of the letterhead is its own.
    """
    mentions = tuple(citations)
    letterhead = find_own(mentions)
    own = own or (letterhead.source if letterhead else None)
    keys = {plain_key(citation.key) for citation in mentions if citation.key and _stands_at(citation, own)}
    return tuple(replace(citation, role=_role(citation, basis, own, keys)) for citation in mentions)


def _stands_at(citation: Citation, own: Source | None) -> bool:
    return own is not None and citation.source.start < own.end and own.start < citation.source.end


def _role(citation: Citation, basis: Sequence[Source], own: Source | None, keys: Container[str]) -> CitationRole:
    place = citation.source
    named = citation.kind is CitationKind.NUMBERED and citation.key is not None and plain_key(citation.key) in keys
    if named or _stands_at(citation, own):
        return CitationRole.OWN
    if (
        citation.type != STANDARD
        and citation.kind is not CitationKind.BACKREF
        and any(part.start <= place.start < part.end for part in basis)
    ):
        return CitationRole.BASIS
    return CitationRole.MENTION
