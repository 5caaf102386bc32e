"""What is wrong with a registry file, and where."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Severity


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a registry file; ``None`` where an issue is about the whole file or row.

    Attributes:
        file: file name.
        line: from 1.
        column: name of the column or field as written.
    """

    file: str
    line: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        line = f", dòng {self.line}" if self.line is not None else ""
        column = f", cột “{self.column}”" if self.column is not None else ""
        return f"{self.file}{line}{column}"


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to mend (an error: the entry is left out) or to know (a warning).

    Attributes:
        code: stable upper-case identifier.
        place: where.
        message: one Vietnamese sentence.
        severity: error or warning.
    """

    code: str
    place: Place
    message: str
    severity: Severity = Severity.ERROR

    @property
    def order(self) -> tuple[str, int, str, str]:
        """By file, line, column and code."""
        return (self.place.file, self.place.line or 0, self.place.column or "", self.code)
