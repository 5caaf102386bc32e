"""The citations of a plan, checked, as JSON."""

from __future__ import annotations

from api.bodies.gaps import CheckBody, CheckedPlanBody
from api.bodies.places import Body
from search import Check, CitationReport


class CitationCheckBody(CheckBody):
    """A finding about citations; ``text`` is the passage as found, ``null`` for something that is not there."""

    text: str | None

    @classmethod
    def from_finding(cls, report: CitationReport, check: Check) -> CitationCheckBody:
        """Builds the body of a finding."""
        text = report.plan.document.slice(check.source) if check.source else None
        return cls(text=text, **dict(CheckBody.from_check(check)))


class CitationChecksBody(Body):
    """The answer of ``check``: ``documents`` are cited by number, ``known`` of them stand in the registry."""

    plan: CheckedPlanBody
    framework: str
    documents: int
    known: int
    checks: list[CitationCheckBody]

    @classmethod
    def from_report(cls, report: CitationReport) -> CitationChecksBody:
        """Builds the body of a report."""
        return cls(
            plan=CheckedPlanBody.from_stored(report.plan),
            framework=report.framework.id,
            documents=report.documents,
            known=report.known,
            checks=[CitationCheckBody.from_finding(report, check) for check in report.checks],
        )
