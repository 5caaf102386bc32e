"""Framework files as JSON: what is wrong with them, and two versions compared."""

from __future__ import annotations

from collections.abc import Mapping

from api.bodies.frameworks import FrameworkInfoBody
from api.bodies.places import Body
from corpus.frameworks import FieldChange, FrameworkDiff, FrameworkIssue, LintedFramework, StepChange, StepState
from corpus.model import Severity


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
