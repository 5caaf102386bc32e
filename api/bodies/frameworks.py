"""Framework models as JSON: the list, and one in full."""

from __future__ import annotations

import datetime

from api.bodies.places import Body
from corpus.frameworks import (
    Applicability,
    CounterKind,
    Cue,
    ExpectedBasis,
    Framework,
    FrameworkInfo,
    Group,
    LegalSource,
    Mention,
    Obligation,
    PlanPart,
    Reach,
    Requirement,
    Step,
    Strength,
)
from corpus.model import AgencyType


class LegalSourceBody(Body):
    """A clause that a step or a phase rests on."""

    document: str
    clause: str
    strength: Strength
    quote: str | None

    @classmethod
    def from_source(cls, source: LegalSource) -> LegalSourceBody:
        """Builds the body of a clause."""
        return cls(document=source.document, clause=source.clause, strength=source.strength, quote=source.quote)


class FrameworkInfoBody(Body):
    """One line about a framework; ``steps`` is their number."""

    id: str
    version: str
    title: str
    publication: datetime.date
    language: str
    steps: int

    @classmethod
    def from_info(cls, info: FrameworkInfo) -> FrameworkInfoBody:
        """Builds the body of a line."""
        return cls(
            id=info.id,
            version=info.version,
            title=info.title,
            publication=info.publication,
            language=info.language,
            steps=info.steps,
        )


class FrameworksBody(Body):
    """The answer of ``frameworks list``."""

    total: int
    frameworks: list[FrameworkInfoBody]

    @classmethod
    def from_list(cls, listed: tuple[FrameworkInfo, ...]) -> FrameworksBody:
        """Builds the body of a list."""
        return cls(total=len(listed), frameworks=[FrameworkInfoBody.from_info(info) for info in listed])


class AgencyBody(Body):
    """A kind of agency that a step applies to; both days are inclusive, ``null`` is unbounded."""

    agency: AgencyType
    obligation: Obligation
    valid_from: datetime.date | None
    valid_until: datetime.date | None

    @classmethod
    def from_row(cls, row: Applicability) -> AgencyBody:
        """Builds the body of a kind of agency."""
        return cls(agency=row.agency, obligation=row.obligation, valid_from=row.valid_from, valid_until=row.valid_until)


class CounterExampleBody(Body):
    """A sentence that looks like a step and is not; ``step`` is the one it is where ``kind`` is ``other_step``."""

    kind: CounterKind
    text: str
    step: str | None


class StepPartBody(Body):
    """A part of a step: what is there then, what is not, and sentences that are no more than it."""

    has: str
    lacks: str
    examples: list[str]


class StepBody(Body):
    """A step; see :class:`corpus.frameworks.Step`. Cues are lists of terms, as written."""

    id: str
    group: str | None
    title: str
    asks: str
    requirement: Requirement
    condition: str | None
    agencies: list[AgencyBody]
    iso_clauses: list[str]
    legal_sources: list[LegalSourceBody]
    record: str | None
    usual_time: str | None
    after: list[str]
    examples: list[str]
    counter_examples: list[CounterExampleBody]
    parts: list[StepPartBody]
    cues: list[list[str]]
    counter_cues: list[list[str]]
    condition_cues: list[list[str]]
    condition_steps: list[str]
    plan_part: PlanPart | None
    note: str | None

    @classmethod
    def from_step(cls, step: Step) -> StepBody:
        """Builds the body of a step."""
        return cls(
            id=step.id,
            group=step.group,
            title=step.title,
            asks=step.asks,
            requirement=step.requirement,
            condition=step.condition,
            agencies=[AgencyBody.from_row(row) for row in step.agencies],
            iso_clauses=list(step.iso_clauses),
            legal_sources=[LegalSourceBody.from_source(source) for source in step.legal_sources],
            record=step.record,
            usual_time=step.usual_time,
            after=list(step.after),
            examples=list(step.examples),
            counter_examples=[CounterExampleBody(kind=c.kind, text=c.text, step=c.step) for c in step.counters],
            parts=[StepPartBody(has=p.has, lacks=p.lacks, examples=list(p.examples)) for p in step.parts],
            cues=_written(step.cues),
            counter_cues=_written(step.counter_cues),
            condition_cues=_written(step.condition_cues),
            condition_steps=list(step.condition_steps),
            plan_part=step.plan_part,
            note=step.note,
        )


class GroupBody(Body):
    """A phase with the clauses that name it."""

    id: str
    title: str
    legal_sources: list[LegalSourceBody]

    @classmethod
    def from_group(cls, group: Group) -> GroupBody:
        """Builds the body of a phase."""
        sources = [LegalSourceBody.from_source(source) for source in group.legal_sources]
        return cls(id=group.id, title=group.title, legal_sources=sources)


class SourceDocumentBody(Body):
    """A document that a framework was built from."""

    document: str
    title: str
    read: bool
    note: str | None


class ExpectedBasisBody(Body):
    """A legal document that plans are expected to name among their bases."""

    document: str
    reason: str
    required_for: list[AgencyType]
    valid_from: datetime.date | None
    valid_until: datetime.date | None

    @classmethod
    def from_basis(cls, basis: ExpectedBasis) -> ExpectedBasisBody:
        """Builds the body of an expected basis."""
        return cls(
            document=basis.document,
            reason=basis.reason,
            required_for=list(basis.required_for),
            valid_from=basis.valid_from,
            valid_until=basis.valid_until,
        )


class MentionBody(Body):
    """Words after which a cue is only mentioned, not planned."""

    id: str
    reach: Reach
    cues: list[list[str]]
    unless: list[list[str]]

    @classmethod
    def from_mention(cls, mention: Mention) -> MentionBody:
        """Builds the body of a marker."""
        return cls(id=mention.id, reach=mention.reach, cues=_written(mention.cues), unless=_written(mention.unless))


class FrameworkDetailBody(Body):
    """The answer of ``frameworks show``."""

    id: str
    version: str
    title: str
    publication: datetime.date
    language: str
    sources: list[SourceDocumentBody]
    notes: list[str]
    groups: list[GroupBody]
    steps: list[StepBody]
    subject: list[list[str]]
    bases: list[ExpectedBasisBody]
    mentions: list[MentionBody]

    @classmethod
    def from_framework(cls, framework: Framework, only: Step | None = None) -> FrameworkDetailBody:
        """Builds the body of a framework, with all its steps or one."""
        return cls(
            id=framework.id,
            version=framework.version,
            title=framework.title,
            publication=framework.publication,
            language=framework.language,
            sources=[
                SourceDocumentBody(document=s.document, title=s.title, read=s.read, note=s.note)
                for s in framework.sources
            ],
            notes=list(framework.notes),
            groups=[GroupBody.from_group(group) for group in framework.groups],
            steps=[StepBody.from_step(step) for step in ((only,) if only else framework.steps)],
            subject=_written(framework.subject),
            bases=[ExpectedBasisBody.from_basis(basis) for basis in framework.bases],
            mentions=[MentionBody.from_mention(mention) for mention in framework.mentions],
        )


def _written(cues: tuple[Cue, ...]) -> list[list[str]]:
    return [list(cue.written) for cue in cues]
