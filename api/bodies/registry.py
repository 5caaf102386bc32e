"""The registry of legal documents as JSON."""

from __future__ import annotations

import datetime

from api.bodies.places import Body
from corpus.citations.registry import FactStrength, Linted, RegisteredDocument, Status, Suspension
from corpus.issues import Issue
from corpus.model import Severity


class SuspensionBody(Body):
    """Clauses that do not apply for a time; ``end`` is the first day on which they do again."""

    clauses: list[str]
    start: datetime.date
    end: datetime.date | None
    by: str | None

    @classmethod
    def from_suspension(cls, suspension: Suspension) -> SuspensionBody:
        """Builds the body of a suspension."""
        clauses = [str(clause) for clause in suspension.clauses]
        return cls(clauses=clauses, start=suspension.start, end=suspension.end, by=suspension.by)


class RegisteredDocumentBody(Body):
    """A document as the registry knows it; see :class:`corpus.citations.registry.RegisteredDocument`."""

    key: str
    type: str
    number: str
    date: datetime.date | None
    issuer: str | None
    title: str | None
    status: Status
    superseded_by: list[str]
    effective_from: datetime.date | None
    ended_on: datetime.date | None
    suspension: SuspensionBody | None
    source: str | None
    checked_on: datetime.date | None
    strength: FactStrength
    note: str | None
    file: str
    line: int

    @classmethod
    def from_document(cls, document: RegisteredDocument) -> RegisteredDocumentBody:
        """Builds the body of a document."""
        return cls(
            key=document.key,
            type=document.type,
            number=document.number,
            date=document.date,
            issuer=document.issuer,
            title=document.title,
            status=document.status,
            superseded_by=list(document.superseded_by),
            effective_from=document.effective_from,
            ended_on=document.ended_on,
            suspension=SuspensionBody.from_suspension(document.suspension) if document.suspension else None,
            source=document.source,
            checked_on=document.checked_on,
            strength=document.strength,
            note=document.note,
            file=document.file,
            line=document.line,
        )


class IssueBody(Body):
    """What is wrong with a registry file; ``line`` counts from 1, ``column`` is as written."""

    code: str
    severity: Severity
    message: str
    file: str
    line: int | None
    column: str | None

    @classmethod
    def from_issue(cls, issue: Issue) -> IssueBody:
        """Builds the body of an issue."""
        place = issue.place
        return cls(
            code=issue.code,
            severity=issue.severity,
            message=issue.message,
            file=place.file,
            line=place.line,
            column=place.column,
        )


class RegistryBody(Body):
    """The answer of ``registry``: the documents that files make together, by key, and what is wrong with the files."""

    total: int
    documents: list[RegisteredDocumentBody]
    issues: list[IssueBody]

    @classmethod
    def from_linted(cls, linted: Linted) -> RegistryBody:
        """Builds the body of a checked registry."""
        documents = [RegisteredDocumentBody.from_document(document) for document in linted.registry.documents]
        issues = [IssueBody.from_issue(issue) for issue in linted.issues]
        return cls(total=len(documents), documents=documents, issues=issues)
