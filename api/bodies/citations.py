"""One citation as JSON."""

from __future__ import annotations

import datetime

from api.bodies.places import Body
from corpus.model import Citation, CitationKind, CitationRole


class CitationBody(Body):
    """A mention of a legal document; see :class:`corpus.model.Citation`."""

    raw: str
    start: int
    end: int
    page: int | None
    kind: CitationKind
    type: str | None
    number: str | None
    year: int | None
    key: str | None
    issuer: str | None
    date: datetime.date | None
    title: str | None
    role: CitationRole
    damaged: bool

    @classmethod
    def from_citation(cls, citation: Citation) -> CitationBody:
        """Builds the body of a citation."""
        return cls(
            raw=citation.raw,
            start=citation.source.start,
            end=citation.source.end,
            page=citation.source.page,
            kind=citation.kind,
            type=citation.type,
            number=citation.number,
            year=citation.year,
            key=citation.key,
            issuer=citation.issuer,
            date=citation.date,
            title=citation.title,
            role=citation.role,
            damaged=citation.damaged,
        )
