"""A plan with its tasks as JSON."""

from __future__ import annotations

import datetime

from api.bodies.citations import CitationBody
from api.bodies.documents import DocumentBody, QualityBody
from api.bodies.places import Body, ProblemBody, QuoteBody, SourceBody, build_quotes, value_of
from corpus.model import AgencyType, CorrectedField, Correction, Deadline, Field, Plan, Role, Task, TimeKind
from corpus.store import StoredPlan


class TimeBody(Body):
    """When a task is due; ``kind`` is ``none`` and the rest ``null`` where the plan gives no time."""

    text: str | None
    kind: TimeKind
    start: datetime.date | None
    end: datetime.date | None
    relative_to: str | None

    @classmethod
    def from_deadline(cls, time: Deadline | None) -> TimeBody:
        """Builds the body of a deadline."""
        if time is None:
            return cls(text=None, kind=TimeKind.NONE, start=None, end=None, relative_to=None)
        return cls(text=time.text.value, kind=time.kind, start=time.start, end=time.end, relative_to=time.relative_to)


class TaskSources(Body):
    """The passages of each field of a task; a field with several values has a list for each of them."""

    content: list[QuoteBody]
    detail: list[list[QuoteBody]]
    lead: list[list[QuoteBody]]
    coordinate: list[list[QuoteBody]]
    roles: dict[str, list[list[QuoteBody]]]
    time: list[QuoteBody]
    result: list[QuoteBody]


class TaskBody(Body):
    """A row or item of work; see :class:`corpus.model.Task`."""

    id: str
    ordinal: str | None
    group: str | None
    content: str
    detail: list[str]
    lead: list[str]
    coordinate: list[str]
    roles: dict[str, list[str]]
    time: TimeBody
    result: str | None
    main: bool
    source: SourceBody
    sources: TaskSources

    @classmethod
    def from_task(cls, task: Task) -> TaskBody:
        """Builds the body of a task."""
        units = _units_by_role(task.roles)
        return cls(
            id=task.id,
            ordinal=task.ordinal,
            group=task.group,
            content=task.content.value,
            detail=[part.value for part in task.detail],
            lead=[unit.value for unit in task.lead],
            coordinate=[unit.value for unit in task.coordinate],
            roles={name: [unit.value for unit in fields] for name, fields in units.items()},
            time=TimeBody.from_deadline(task.time),
            result=value_of(task.result),
            main=task.main,
            source=SourceBody.from_source(task.source),
            sources=TaskSources(
                content=build_quotes(task.content),
                detail=[build_quotes(part) for part in task.detail],
                lead=[build_quotes(unit) for unit in task.lead],
                coordinate=[build_quotes(unit) for unit in task.coordinate],
                roles={name: [build_quotes(unit) for unit in fields] for name, fields in units.items()},
                time=build_quotes(task.time.text if task.time else None),
                result=build_quotes(task.result),
            ),
        )


class SectionBody(Body):
    """A heading."""

    label: str
    title: str
    level: int
    source: SourceBody


class SignerBody(Body):
    """Who signed; each part is ``null`` where it cannot be read."""

    title: str | None
    name: str | None


class PlanBody(Body):
    """A plan; see :class:`corpus.model.Plan`. ``sources`` holds the passages of the header and the end."""

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
    sources: dict[str, list[QuoteBody]]

    @classmethod
    def from_plan(cls, plan: Plan) -> PlanBody:
        """Builds the body of a plan."""
        header, signer = plan.header, plan.signer
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
            signer=SignerBody(
                title=value_of(signer.title if signer else None), name=value_of(signer.name if signer else None)
            ),
            sources={name: build_quotes(field) for name, field in _fields(plan).items()},
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


def _units_by_role(roles: tuple[Role, ...]) -> dict[str, list[Field]]:
    """Returns the units of each role; a role named twice in a task has the units of both."""
    units: dict[str, list[Field]] = {}
    for role in roles:
        units.setdefault(role.name, []).extend(role.units)
    return units


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
