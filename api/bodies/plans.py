"""A plan as JSON."""

from __future__ import annotations

import datetime

from api.bodies.citations import CitationBody
from api.bodies.documents import DocumentBody, QualityBody
from api.bodies.places import Body, ProblemBody, QuoteBody, SourceBody, build_guesses, build_quotes, value_of
from api.bodies.tasks import TaskBody
from corpus.model import AgencyType, Annex, Capacity, CorrectedField, Correction, Field, Plan, Signer
from corpus.store import StoredPlan


class SectionBody(Body):
    """A heading."""

    label: str
    title: str
    level: int
    source: SourceBody


class SignerBody(Body):
    """Who signed; each part is ``null`` where it cannot be read. ``mark`` is "(đã ký)" where that is printed."""

    title: str | None
    name: str | None
    capacity: Capacity | None
    mark: str | None

    @classmethod
    def from_signer(cls, signer: Signer | None) -> SignerBody:
        """Builds the body of a signer."""
        if signer is None:
            return cls(title=None, name=None, capacity=None, mark=None)
        return cls(
            title=value_of(signer.title),
            name=value_of(signer.name),
            capacity=signer.capacity,
            mark=value_of(signer.mark),
        )


class PassageBody(Body):
    """A paragraph of the plan with its place."""

    text: str
    quotes: list[QuoteBody]

    @classmethod
    def from_field(cls, passage: Field) -> PassageBody:
        """Builds the body of a paragraph."""
        return cls(text=passage.value, quotes=build_quotes(passage))


class AnnexBody(Body):
    """What stands under a heading of its own after the signature; see :class:`corpus.model.Annex`."""

    kind: str | None
    label: str | None
    title: str | None
    note: str | None
    number: str | None
    symbol: str | None
    date: datetime.date | None
    issuer: str | None
    source: SourceBody

    @classmethod
    def from_annex(cls, annex: Annex) -> AnnexBody:
        """Builds the body of an annex."""
        return cls(
            kind=value_of(annex.kind),
            label=annex.label,
            title=value_of(annex.title),
            note=value_of(annex.note),
            number=value_of(annex.number),
            symbol=value_of(annex.symbol),
            date=annex.date,
            issuer=value_of(annex.issuer),
            source=SourceBody.from_source(annex.source),
        )


class UnitBody(Body):
    """A unit that the plan names and its full name; ``known_by`` says whether the plan or our table explains it."""

    name: str
    canonical: str
    known_by: str | None


class PlanBody(Body):
    """A plan; see :class:`corpus.model.Plan`.

    ``sources`` holds the passages of the header and the end, ``guesses`` what their ruined words were probably meant to
    be, by field.
    """

    id: str
    title: str | None
    kind: str | None
    number: str | None
    symbol: str | None
    issuer: str | None
    parent_issuer: str | None
    agency_type: AgencyType
    place: str | None
    date: datetime.date | None
    year: int | None
    legal_bases: list[CitationBody]
    citations: list[CitationBody]
    sections: list[SectionBody]
    tasks: list[TaskBody]
    budget: str | None
    recipients: list[str]
    signer: SignerBody
    bases: list[PassageBody]
    purposes: list[PassageBody]
    requirements: list[PassageBody]
    annexes: list[AnnexBody]
    units: list[UnitBody]
    sources: dict[str, list[QuoteBody]]
    guesses: dict[str, list[str]]

    @classmethod
    def from_plan(cls, plan: Plan) -> PlanBody:
        """Builds the body of a plan."""
        header = plan.header
        return cls(
            id=plan.id,
            title=value_of(header.title),
            kind=value_of(header.kind),
            number=value_of(header.number),
            symbol=value_of(header.symbol),
            issuer=value_of(header.issuer),
            parent_issuer=value_of(header.parent_issuer),
            agency_type=header.agency_type,
            place=value_of(header.place),
            date=header.date,
            year=header.year,
            legal_bases=[CitationBody.from_citation(citation) for citation in plan.legal_bases],
            citations=[CitationBody.from_citation(citation) for citation in plan.citations],
            sections=[
                SectionBody(
                    label=part.label, title=part.title, level=part.level, source=SourceBody.from_source(part.source)
                )
                for part in plan.sections
            ],
            tasks=[TaskBody.from_task(task) for task in plan.tasks],
            budget=value_of(plan.budget),
            recipients=[line.value for line in plan.recipients],
            signer=SignerBody.from_signer(plan.signer),
            bases=[PassageBody.from_field(part) for part in plan.bases],
            purposes=[PassageBody.from_field(part) for part in plan.purposes],
            requirements=[PassageBody.from_field(part) for part in plan.requirements],
            annexes=[AnnexBody.from_annex(annex) for annex in plan.annexes],
            units=[UnitBody(name=unit.name, canonical=unit.canonical, known_by=unit.known_by) for unit in plan.units],
            sources={name: build_quotes(field) for name, field in _fields(plan).items()},
            guesses=build_guesses({name: (field,) if field else () for name, field in _fields(plan).items()}),
        )


class CorrectionBody(Body):
    """What a person put in place of a value; the plan shown has it already. ``place`` is what it was made on."""

    id: int
    field: CorrectedField
    task: str | None
    values: list[str]
    who: str
    when: datetime.datetime
    place: QuoteBody | None

    @classmethod
    def from_correction(cls, made: Correction) -> CorrectionBody:
        """Builds the body of a correction."""
        return cls(
            id=made.id,
            field=made.field,
            task=made.task,
            values=list(made.values),
            who=made.who,
            when=made.when,
            place=QuoteBody.from_quote(made.place) if made.place else None,
        )


class ParseBody(Body):
    """The answer of ``parse``, and of a plan in the store."""

    plan: PlanBody
    quality: QualityBody
    problems: list[ProblemBody]
    document: DocumentBody
    corrections: list[CorrectionBody]

    @classmethod
    def from_stored(cls, stored: StoredPlan) -> ParseBody:
        """Builds the body of a plan with the document it was read from."""
        document = stored.document
        return cls(
            plan=PlanBody.from_plan(stored.plan),
            quality=QualityBody.from_quality(document.quality),
            problems=[ProblemBody.from_problem(problem) for problem in stored.problems],
            document=DocumentBody.from_document(document),
            corrections=[CorrectionBody.from_correction(made) for made in stored.corrections],
        )


def _fields(plan: Plan) -> dict[str, Field | None]:
    header, signer = plan.header, plan.signer
    return {
        "title": header.title,
        "kind": header.kind,
        "number": header.number,
        "symbol": header.symbol,
        "issuer": header.issuer,
        "parent_issuer": header.parent_issuer,
        "place": header.place,
        "date": header.date_text,
        "budget": plan.budget,
        "signer_title": signer.title if signer else None,
        "signer_name": signer.name if signer else None,
    }
