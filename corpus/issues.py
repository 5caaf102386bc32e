"""What is wrong with a table of the user's own (registry, abbreviations), and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Severity

_MOST_TOLD = 3


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; ``None`` where an issue is about the whole file or row.

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


def tell_first(issues: Sequence[Issue], command: str) -> str:
    """Returns the first issues in one line, how many more there are, and the command that lists all."""
    said = [f"{issue.place}: {issue.message}" for issue in issues[:_MOST_TOLD]]
    more = f" Và {len(issues) - _MOST_TOLD} lỗi khác." if len(issues) > _MOST_TOLD else ""
    return f"{' '.join(said)}{more} Xem tất cả: {command}."
