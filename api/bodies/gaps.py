"""A gap report as JSON."""

from __future__ import annotations

import datetime

from pydantic import Field as JsonField

from api.bodies.decisions import DecisionBody
from api.bodies.frameworks import LegalSourceBody
from api.bodies.places import Body, SourceBody, value_of
from api.passages import places_of
from corpus.frameworks import Requirement
from corpus.model import AgencyType, Grade, Layer, Severity, hull
from corpus.store import StoredPlan
from search import Check, Evidence, GapReport, StepVerdict, Verdict


class FrameworkBody(Body):
    """The framework a plan was checked against."""

    id: str
    version: str
    title: str
    notes: list[str]


class CheckedPlanBody(Body):
    """The plan that was checked."""

    id: str
    title: str | None
    issuer: str | None
    year: int | None
    date: datetime.date | None
    agency_type: AgencyType
    grade: Grade
    layer: Layer

    @classmethod
    def from_stored(cls, stored: StoredPlan) -> CheckedPlanBody:
        """Builds the body of a plan."""
        header, quality = stored.plan.header, stored.document.quality
        return cls(
            id=stored.plan.id,
            title=value_of(header.title),
            issuer=value_of(header.issuer),
            year=header.year,
            date=header.date,
            agency_type=header.agency_type,
            grade=quality.grade,
            layer=quality.layer,
        )


class EvidenceBody(Body):
    """A passage: ``task`` is the id of its task (``null`` outside any), ``source`` holds all ``sources``."""

    task: str | None
    text: str
    score: float = JsonField(ge=0, le=1)
    source: SourceBody | None
    sources: list[SourceBody]

    @classmethod
    def from_evidence(cls, evidence: Evidence) -> EvidenceBody:
        """Builds the body of a passage."""
        sources = places_of(evidence)
        return cls(
            task=evidence.task.id if evidence.task else None,
            text=evidence.text,
            score=evidence.score,
            source=SourceBody.from_source(hull(*sources)) if sources else None,
            sources=[SourceBody.from_source(source) for source in sources],
        )


class ItemBody(Body):
    """The verdict on one step: ``step`` is its id, ``asks`` what it asks for.

    ``verdict`` is the person's where one stands; ``machine_verdict`` and all from ``confidence`` on are the machine's.
    """

    step: str
    title: str
    group: str | None
    asks: str
    requirement: Requirement
    verdict: Verdict
    machine_verdict: Verdict
    decision: DecisionBody | None
    confidence: float = JsonField(ge=0, le=1)
    evidence: list[EvidenceBody]
    nearest: list[EvidenceBody]
    reasons: list[str]
    legal_sources: list[LegalSourceBody]

    @classmethod
    def from_verdict(cls, item: StepVerdict) -> ItemBody:
        """Builds the body of a verdict."""
        return cls(
            step=item.step.id,
            title=item.step.title,
            group=item.step.group,
            asks=item.step.asks,
            requirement=item.step.requirement,
            verdict=item.standing,
            machine_verdict=item.verdict,
            decision=DecisionBody.from_decision(item.human) if item.human else None,
            confidence=item.confidence,
            evidence=[EvidenceBody.from_evidence(evidence) for evidence in item.evidence],
            nearest=[EvidenceBody.from_evidence(evidence) for evidence in item.nearest],
            reasons=list(item.reasons),
            legal_sources=[LegalSourceBody.from_source(source) for source in item.step.legal_sources],
        )


class CheckBody(Body):
    """Something about the plan as a whole that a checker should look at; see :class:`search.Check`."""

    code: str
    severity: Severity
    message: str
    source: SourceBody | None
    expected: str | None
    grounds: str | None
    plans: list[str]

    @classmethod
    def from_check(cls, check: Check) -> CheckBody:
        """Builds the body of a check."""
        return cls(
            code=check.code,
            severity=check.severity,
            message=check.message,
            source=SourceBody.from_source(check.source) if check.source else None,
            expected=check.expected,
            grounds=check.grounds,
            plans=list(check.plans),
        )


class GapsBody(Body):
    """The answer of ``gaps``; ``dropped_decisions`` are verdicts by people on steps that the framework has no more."""

    framework: FrameworkBody
    plan: CheckedPlanBody
    agency_type: AgencyType
    items: list[ItemBody]
    checks: list[CheckBody]
    summary: dict[Verdict, int]
    dropped_decisions: list[DecisionBody]

    @classmethod
    def from_report(cls, report: GapReport) -> GapsBody:
        """Builds the body of a report."""
        framework = report.framework
        return cls(
            framework=FrameworkBody(
                id=framework.id, version=framework.version, title=framework.title, notes=list(framework.notes)
            ),
            plan=CheckedPlanBody.from_stored(report.plan),
            agency_type=report.agency_type,
            items=[ItemBody.from_verdict(item) for item in report.items],
            checks=[CheckBody.from_check(check) for check in report.checks],
            summary=report.summary,
            dropped_decisions=[DecisionBody.from_decision(human) for human in report.dropped],
        )
