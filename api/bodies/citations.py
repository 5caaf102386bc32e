"""One citation as JSON."""

from __future__ import annotations

import datetime

from api.bodies.places import Body, SourceBody
from corpus.model import Citation, CitationKind, CitationRole, Clause, Source


class ClauseBody(SourceBody):
    """A place inside a document that a mention names."""

    raw: str
    article: str | None
    paragraph: str | None
    point: str | None

    @classmethod
    def from_clause(cls, clause: Clause) -> ClauseBody:
        """Builds the body of a clause."""
        place = clause.source
        return cls(
            page=place.page,
            start=place.start,
            end=place.end,
            raw=clause.raw,
            article=clause.article,
            paragraph=clause.paragraph,
            point=clause.point,
        )


class CitationSpansBody(Body):
    """Where the parts of a mention stand; ``null`` for a part that it lacks."""

    date: SourceBody | None
    issuer: SourceBody | None
    title: SourceBody | None
    antecedent: SourceBody | None


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
    name: str | None
    clauses: list[ClauseBody]
    spans: CitationSpansBody

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
            name=citation.name,
            clauses=[ClauseBody.from_clause(clause) for clause in citation.clauses],
            spans=CitationSpansBody(
                date=_place(citation.date_source),
                issuer=_place(citation.issuer_source),
                title=_place(citation.title_source),
                antecedent=_place(citation.antecedent),
            ),
        )


def _place(source: Source | None) -> SourceBody | None:
    return SourceBody.from_source(source) if source else None
