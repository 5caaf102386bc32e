"""What a mention does, told by its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.model import STANDARD, Citation, CitationKind, CitationRole, Source


def assign_roles(citations: Iterable[Citation], *, basis: Sequence[Source], own: Source | None) -> tuple[Citation, ...]:
    """Returns the citations with their roles, in the same order.

    Args:
        citations: mentions of one document.
        basis: ranges of its legal bases (``Căn cứ …``); a mention that starts in one of them is a basis. A standard is
            none: it stands there within the title of a decision. Nor is what only points back at another.
        own: the place of its own number; a mention that overlaps it is the document itself.
    """
    return tuple(replace(citation, role=_role(citation, basis, own)) for citation in citations)


def _role(citation: Citation, basis: Sequence[Source], own: Source | None) -> CitationRole:
    place = citation.source
    if own is not None and place.start < own.end and own.start < place.end:
        return CitationRole.OWN
    if (
        citation.type != STANDARD
        and citation.kind is not CitationKind.BACKREF
        and any(part.start <= place.start < part.end for part in basis)
    ):
        return CitationRole.BASIS
    return CitationRole.MENTION
