"""The table of abbreviations as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from api.bodies.places import Body
from api.bodies.registry import IssueBody
from corpus.abbreviations import Abbreviation, Strength
from corpus.issues import Issue


class AbbreviationBody(Body):
    """A short form with what it may stand for, the usual meaning first."""

    short: str
    full: list[str]
    strength: Strength


class AbbreviationsBody(Body):
    """The answer of ``abbreviations``: the rows, and what is wrong with the files."""

    total: int
    abbreviations: list[AbbreviationBody]
    issues: list[IssueBody]

    @classmethod
    def from_rows(cls, rows: Sequence[Abbreviation], issues: Sequence[Issue]) -> AbbreviationsBody:
        """Builds the body of a table."""
        bodies = [AbbreviationBody(short=row.short, full=list(row.full), strength=row.strength) for row in rows]
        return cls(total=len(rows), abbreviations=bodies, issues=[IssueBody.from_issue(issue) for issue in issues])
