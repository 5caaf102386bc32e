"""What is wrong with a framework file, and where: file, line, step, field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Severity

_MOST_TOLD = 5


class FrameworkCode(StrEnum):
    """Kinds of issues; the first four stop a file from being used."""

    FILE = "FRAMEWORK_FILE"
    SCHEMA = "FRAMEWORK_SCHEMA"
    REFERENCE = "FRAMEWORK_REFERENCE"
    CUE = "FRAMEWORK_CUE_EMPTY"
    EXAMPLE_NOT_FOUND = "FRAMEWORK_EXAMPLE_NOT_FOUND"
    COUNTER_EXAMPLE_FOUND = "FRAMEWORK_COUNTER_EXAMPLE_FOUND"
    OTHER_STEP_NOT_FOUND = "FRAMEWORK_OTHER_STEP_NOT_FOUND"
    FEW_EXAMPLES = "FRAMEWORK_FEW_EXAMPLES"
    SOURCE_UNLISTED = "FRAMEWORK_SOURCE_UNLISTED"
    SOURCE_UNREAD = "FRAMEWORK_SOURCE_UNREAD"
    NO_GROUNDS = "FRAMEWORK_NO_GROUNDS"


@dataclass(frozen=True, slots=True)
class FrameworkIssue:
    """One thing to mend (an error: the file cannot be used) or to look at (a warning).

    Attributes:
        code: what kind of thing it is.
        message: what is wrong, a Vietnamese phrase without its place.
        file: file name.
        line: from 1; ``None`` for the file as a whole.
        step: id of the step, ``thứ 3`` for one without an id; ``None`` outside the steps.
        field: the field as an author reads it (``cues[2]``); ``None`` for a whole step or file.
        severity: error or warning.
    """

    code: FrameworkCode
    message: str
    file: str
    line: int | None = None
    step: str | None = None
    field: str | None = None
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> str:
        """Where it is, beside file and line: ``bước S04, trường "requirement"``; ``""`` for the whole file."""
        step = f"bước {self.step}" if self.step else ""
        field = f'trường "{self.field}"' if self.field else ""
        return ", ".join(part for part in (step, field) if part)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def tell(issues: Sequence[FrameworkIssue]) -> str:
    """Returns the first issues of one file in one sentence, and how many more there are.

    Args:
        issues: at least one.
    """
    first = issues[0]
    line = f"dòng {first.line}: " if first.code is FrameworkCode.FILE and first.line else ""
    more = f"; và {len(issues) - _MOST_TOLD} lỗi khác" if len(issues) > _MOST_TOLD else ""
    return f"Tệp khung {first.file}: {line}{'; '.join(str(issue) for issue in issues[:_MOST_TOLD])}{more}."
