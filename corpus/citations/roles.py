"""What a mention does, told by its place."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from corpus.citations.bodies.names import BodyName, read_name
from corpus.citations.keys import plain_key
from corpus.citations.resolve import find_own
from corpus.model import STANDARD, Citation, CitationKind, CitationRole, Header, Source


def assign_roles(
    citations: Iterable[Citation], *, basis: Sequence[Source], own: Source | None, header: Header | None = None
) -> tuple[Citation, ...]:
    """Returns the citations with their roles, in the same order.

    Args:
        citations: mentions of one document.
        basis: ranges of its legal bases (``Căn cứ …``); a mention that starts in one of them is a basis. A standard is
            none: it stands there within the title of a decision. Nor is what only points back at another.
        own: the place of its own number; a mention that overlaps it is the document itself, and so is every other
            mention of that number. Without a place, the number of the letterhead is its own.
        header: who issued it and when. Every body has a "18/KH-UBND": a mention of another body, or among the bases one
            of another day, is of another document.
    """
    mentions = tuple(citations)
    letterhead = find_own(mentions)
    own = own or (letterhead.source if letterhead else None)
    keys = {plain_key(citation.key) for citation in mentions if citation.key and _stands_at(citation, own)}
    return tuple(replace(citation, role=_role(citation, basis, own, keys, header)) for citation in mentions)


def _stands_at(citation: Citation, own: Source | None) -> bool:
    return own is not None and citation.source.start < own.end and own.start < citation.source.end


def _role(
    citation: Citation, basis: Sequence[Source], own: Source | None, keys: Container[str], header: Header | None
) -> CitationRole:
    place = citation.source
    in_basis = any(part.start <= place.start < part.end for part in basis)
    named = citation.kind is CitationKind.NUMBERED and citation.key is not None and plain_key(citation.key) in keys
    if _stands_at(citation, own) or (named and not _is_of_another(citation, header, in_basis=in_basis)):
        return CitationRole.OWN
    if citation.type != STANDARD and citation.kind is not CitationKind.BACKREF and in_basis:
        return CitationRole.BASIS
    return CitationRole.MENTION


def _is_of_another(citation: Citation, header: Header | None, *, in_basis: bool) -> bool:
    """Tells whether a mention of the plan's own number is of another body's document.

    An annex may repeat the number with a slip in the day, or call its plan that of the body above; no basis does.
    """
    if header is None or citation.damaged:
        return False
    if in_basis and citation.date is not None and header.date is not None and citation.date != header.date:
        return True
    if citation.issuer is None or header.issuer is None or header.issuer.guess is not None:
        return False
    name, own = read_name(citation.issuer), read_name(header.issuer.value)
    if not name.organ or not own.organ:
        return False
    return _lies_elsewhere(name, own) if name.organ == own.organ else in_basis


def _lies_elsewhere(name: BodyName, own: BodyName) -> bool:
    """Tells whether one organ is named at two places: of another kind, or of another name."""
    for place, its_own in zip(name.places[:1], own.places[:1], strict=False):
        both_named = place.name is not None and its_own.name is not None
        return place.level != its_own.level or (both_named and place.plain_name != its_own.plain_name)
    return False
