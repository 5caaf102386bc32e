"""The answer of bases as JSON."""

from __future__ import annotations

import datetime

from api.bodies.answers import PlanBriefBody
from api.bodies.places import Body, SourceBody
from corpus.model import CitationKind, CitationRole
from corpus.store import StoredCitation
from search import BaseHits, CitedDocument, CitingPlan, Companion, Given, Slip


class GivenDateBody(Body):
    """A date of issue, the number of plans that give it and their ids."""

    date: datetime.date
    plans: int
    plan_ids: list[str]


class GivenWordsBody(Body):
    """A title, issuer or key as plans give it, the number of plans that do and their ids."""

    value: str
    plans: int
    plan_ids: list[str]

    @classmethod
    def from_given(cls, given: Given[str]) -> GivenWordsBody:
        """Builds the body of a wording."""
        return cls(value=given.value, plans=given.count, plan_ids=list(given.plans))


class CitingYearBody(Body):
    """A year and the number of its plans that cite a document."""

    year: int
    plans: int


class MentionBody(Body):
    """One mention of a document in a plan; a ``backref`` only points back to it ("Quyết định này")."""

    plan: PlanBriefBody
    raw: str
    kind: CitationKind
    key: str | None
    role: CitationRole
    date: datetime.date | None
    issuer: str | None
    title: str | None
    damaged: bool
    source: SourceBody

    @classmethod
    def from_stored(cls, stored: StoredCitation) -> MentionBody:
        """Builds the body of a stored citation."""
        citation = stored.citation
        return cls(
            plan=PlanBriefBody.from_summary(stored.plan),
            raw=citation.raw,
            kind=citation.kind,
            key=citation.key,
            role=citation.role,
            date=citation.date,
            issuer=citation.issuer,
            title=citation.title,
            damaged=citation.damaged,
            source=SourceBody.from_source(citation.source),
        )


class CitingPlanBody(Body):
    """A plan that cites a document: its role there, how often it is mentioned, and of which plan it is another file."""

    plan: PlanBriefBody
    date: datetime.date | None
    role: CitationRole
    mentions: int
    copy_of: str | None

    @classmethod
    def from_citing(cls, citing: CitingPlan) -> CitingPlanBody:
        """Builds the body of a citing plan."""
        plan = PlanBriefBody.from_summary(citing.plan)
        return cls(
            plan=plan,
            date=citing.plan.date,
            role=citing.role,
            mentions=len(citing.mentions),
            copy_of=citing.copy_of,
        )


class CompanionBody(Body):
    """A document that ``plans`` of the ``among`` plans citing the other one rest on, and ``elsewhere`` of the rest."""

    key: str
    type: str | None
    title: str | None
    issuer: str | None
    plans: int
    among: int
    share: float
    elsewhere: int
    remaining: int
    lift: float

    @classmethod
    def from_companion(cls, companion: Companion) -> CompanionBody:
        """Builds the body of a companion."""
        return cls(
            key=companion.key,
            type=companion.type,
            title=companion.title,
            issuer=companion.issuer,
            plans=companion.plans,
            among=companion.among,
            share=companion.share,
            elsewhere=companion.elsewhere,
            remaining=companion.remaining,
            lift=companion.lift,
        )


class CitedDocumentBody(Body):
    """A legal document and who cites it; see :class:`search.CitedDocument`."""

    key: str
    type: str | None
    name: str | None
    title: str | None
    issuer: str | None
    dates: list[GivenDateBody]
    titles: list[GivenWordsBody]
    issuers: list[GivenWordsBody]
    untold: int
    ambiguous: bool
    unyeared: list[GivenWordsBody]
    plans: int
    copies: int
    bases: int
    undated: int
    damaged: int
    backrefs: int
    years: list[CitingYearBody]
    first_date: datetime.date | None
    last_date: datetime.date | None
    citing: list[CitingPlanBody]
    companions: list[CompanionBody]
    mentions: list[MentionBody]

    @classmethod
    def from_document(cls, document: CitedDocument) -> CitedDocumentBody:
        """Builds the body of a cited document."""
        return cls(
            key=document.key,
            type=document.type,
            name=document.name,
            title=document.title,
            issuer=document.issuer,
            dates=[
                GivenDateBody(date=given.value, plans=given.count, plan_ids=list(given.plans))
                for given in document.dates
            ],
            titles=[GivenWordsBody.from_given(given) for given in document.titles],
            issuers=[GivenWordsBody.from_given(given) for given in document.issuers],
            untold=document.untold,
            ambiguous=document.ambiguous,
            unyeared=[GivenWordsBody.from_given(given) for given in document.unyeared],
            plans=document.plans,
            copies=document.copies,
            bases=document.bases,
            undated=document.undated,
            damaged=document.damaged,
            backrefs=document.backrefs,
            years=[CitingYearBody(year=given.value, plans=given.count) for given in document.years],
            first_date=document.first_date,
            last_date=document.last_date,
            citing=[CitingPlanBody.from_citing(citing) for citing in document.citing],
            companions=[CompanionBody.from_companion(companion) for companion in document.companions],
            mentions=[MentionBody.from_stored(mention) for mention in document.mentions],
        )


class SlipBody(Body):
    """A word of the question that no document has, and those it was read as."""

    word: str
    meant: list[str]

    @classmethod
    def from_slip(cls, slip: Slip) -> SlipBody:
        """Builds the body of a slip."""
        return cls(word=slip.word, meant=list(slip.meant))


class BasesBody(Body):
    """The answer of ``bases``: documents in order, and how many there are in all; see :class:`search.BaseHits`."""

    query: str
    total: int
    slips: list[SlipBody]
    documents: list[CitedDocumentBody]

    @classmethod
    def from_hits(cls, hits: BaseHits) -> BasesBody:
        """Builds the body of an answer."""
        return cls(
            query=hits.query,
            total=hits.total,
            slips=[SlipBody.from_slip(slip) for slip in hits.slips],
            documents=[CitedDocumentBody.from_document(document) for document in hits.documents],
        )
