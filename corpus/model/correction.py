"""What a person put in place of a value that the parser read."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from corpus.model.source import Quote


class CorrectedField(StrEnum):
    """A field that a person may correct; those of a task name the task too."""

    KIND = "kind"
    TITLE = "title"
    ISSUER = "issuer"
    PARENT_ISSUER = "parent_issuer"
    NUMBER = "number"
    SYMBOL = "symbol"
    PLACE = "place"
    DATE = "date"
    YEAR = "year"
    AGENCY_TYPE = "agency_type"
    BUDGET = "budget"
    SIGNER_TITLE = "signer_title"
    SIGNER_NAME = "signer_name"
    TASK_CONTENT = "task.content"
    TASK_LEAD = "task.lead"
    TASK_COORDINATE = "task.coordinate"
    TASK_TIME = "task.time"
    TASK_RESULT = "task.result"

    @property
    def of_task(self) -> bool:
        """Whether the field belongs to a task."""
        return self.value.startswith("task.")


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction. The parser may read the document anew; the correction stays.

    Attributes:
        id: of the correction, given by the store in the order of making.
        field: what was corrected.
        task: id of the task as it was when the correction was made, ``None`` for a field of the plan.
        values: the right value, one entry for each unit of a list; ``()`` where there is none.
        who: name or account of the person.
        when: with its time zone.
        place: the words that stood for the value when it was corrected; ``None`` where nothing was read for it.
        task_place: the words of the task's content then, by which the task is found again when its id changes.
    """

    id: int
    field: CorrectedField
    task: str | None
    values: tuple[str, ...]
    who: str
    when: datetime.datetime
    place: Quote | None
    task_place: Quote | None
