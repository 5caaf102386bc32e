"""Framework models as JSON: the list, one in full, what is wrong with a file, two versions compared."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from api.bodies.places import Body
from corpus.frameworks import (
    Applicability,
    CounterKind,
    Cue,
    ExpectedBasis,
    FieldChange,
    Framework,
    FrameworkDiff,
    FrameworkInfo,
    FrameworkIssue,
    Group,
    LegalSource,
    LintedFramework,
    Mention,
    Obligation,
    PlanPart,
    Reach,
    Requirement,
    Step,
    StepChange,
    StepState,
    Strength,
)
from corpus.model import AgencyType, Severity


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
    cues: list[list[str]]
    counter_cues: list[list[str]]
    condition_cues: list[list[str]]
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
            cues=_written(step.cues),
            counter_cues=_written(step.counter_cues),
            condition_cues=_written(step.condition_cues),
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


class FrameworkIssueBody(Body):
    """What is wrong with a framework file; ``line`` counts from 1."""

    code: str
    severity: Severity
    message: str
    file: str
    line: int | None
    step: str | None
    field: str | None

    @classmethod
    def from_issue(cls, issue: FrameworkIssue) -> FrameworkIssueBody:
        """Builds the body of an issue."""
        return cls(
            code=issue.code,
            severity=issue.severity,
            message=issue.message,
            file=issue.file,
            line=issue.line,
            step=issue.step,
            field=issue.field,
        )


class FrameworkLintBody(Body):
    """A checked file; ``framework`` is ``null`` where it cannot be used."""

    file: str
    framework: FrameworkInfoBody | None
    errors: int
    warnings: int
    issues: list[FrameworkIssueBody]

    @classmethod
    def from_linted(cls, file: str, linted: LintedFramework) -> FrameworkLintBody:
        """Builds the body of a checked file."""
        framework = linted.framework
        return cls(
            file=file,
            framework=FrameworkInfoBody.from_info(framework.info) if framework else None,
            errors=len(linted.errors),
            warnings=len(linted.issues) - len(linted.errors),
            issues=[FrameworkIssueBody.from_issue(issue) for issue in linted.issues],
        )


class FrameworkLintsBody(Body):
    """The answer of ``frameworks lint``."""

    errors: int
    warnings: int
    files: list[FrameworkLintBody]

    @classmethod
    def from_linted(cls, linted: Mapping[str, LintedFramework]) -> FrameworkLintsBody:
        """Builds the body of checked files, by name."""
        files = [FrameworkLintBody.from_linted(name, one) for name, one in linted.items()]
        return cls(errors=sum(f.errors for f in files), warnings=sum(f.warnings for f in files), files=files)


class FieldChangeBody(Body):
    """What a field lost and gained, in words."""

    field: str
    removed: list[str]
    added: list[str]

    @classmethod
    def from_change(cls, change: FieldChange) -> FieldChangeBody:
        """Builds the body of a change."""
        return cls(field=change.field, removed=list(change.removed), added=list(change.added))


class StepChangeBody(Body):
    """What became of a step; ``asks_otherwise`` tells that a person's verdict on it needs review."""

    step: str
    title: str
    state: StepState
    asks_otherwise: bool
    changes: list[FieldChangeBody]

    @classmethod
    def from_change(cls, change: StepChange) -> StepChangeBody:
        """Builds the body of a step's change."""
        return cls(
            step=change.step,
            title=change.title,
            state=change.state,
            asks_otherwise=change.asks_otherwise,
            changes=[FieldChangeBody.from_change(one) for one in change.changes],
        )


class FrameworkDiffBody(Body):
    """The answer of ``frameworks diff``."""

    old: FrameworkInfoBody
    new: FrameworkInfoBody
    summary: dict[StepState, int]
    changes: list[FieldChangeBody]
    steps: list[StepChangeBody]

    @classmethod
    def from_diff(cls, diff: FrameworkDiff) -> FrameworkDiffBody:
        """Builds the body of a comparison."""
        return cls(
            old=FrameworkInfoBody.from_info(diff.old.info),
            new=FrameworkInfoBody.from_info(diff.new.info),
            summary=diff.summary,
            changes=[FieldChangeBody.from_change(change) for change in diff.changes],
            steps=[StepChangeBody.from_change(change) for change in diff.steps],
        )


def _written(cues: tuple[Cue, ...]) -> list[list[str]]:
    return [list(cue.written) for cue in cues]
