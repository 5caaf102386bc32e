"""What a reader should find in a plan, by hand: one form for invented plans, shipped samples and labelled real plans.

``None`` is blank or absent, ``()`` is none; texts are as printed, on one line with single spaces.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpus.model import AgencyType, Capacity, Frequency, TimeKind

ProblemCode = Literal[
    "NUMBER_BLANK",
    "DATE_BLANK",
    "NUMBERING_SLIP",
    "IMPOSSIBLE_DATE",
    "HEADER_ANNEX_MISMATCH",
    "TASK_LIST_NOT_FOUND",
]


class Part(BaseModel):
    """A part of a file: no key may be added, none changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TrueHeader(Part):
    """Texts exactly as printed, on one line with single spaces; ``number`` are the digits, ``symbol`` the rest."""

    kind: str | None
    title: str | None
    issuer: str | None
    parent_issuer: str | None
    number: str | None
    symbol: str | None
    place: str | None
    date: dt.date | None
    year: int | None
    agency_type: AgencyType


class TrueTime(Part):
    """A deadline; ``task`` is the ordinal of the task it waits for ("6", or "II.6" where ordinals begin anew).

    Where it has no ordinal, ``task`` is its content.
    """

    text: str
    kind: TimeKind
    start: dt.date | None = None
    end: dt.date | None = None
    relative_to: str | None = None
    task: str | None = None
    every: Frequency | None = None
    parts: tuple[tuple[dt.date | None, dt.date | None], ...] = ()
    alternative: bool = False
    impossible: bool = False


class TrueTask(Part):
    """A row or item of the task list; ``roles`` holds the roles other than lead and coordinate, by printed name.

    Attributes:
        also: other contents that are right too, where labels leave open what belongs to the content; not in YAML files.
        also_result: the same for the result.
        lines: first and last line of its place in the file, from 1, where that is labelled.
    """

    ordinal: str | None
    group: str | None
    content: str
    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    roles: dict[str, tuple[str, ...]] = {}
    time: TrueTime | None
    result: str | None
    also: tuple[str, ...] = Field(default=(), exclude=True)
    also_result: tuple[str, ...] = Field(default=(), exclude=True)
    lines: tuple[int, int] | None = Field(default=None, exclude=True)


class TrueDuty(Part):
    """A duty: who, and the first words of what."""

    lead: tuple[str, ...]
    content: str


class TrueAnnex(Part):
    """What stands under a heading of its own after the signature."""

    kind: str | None
    label: str | None = None
    title: str | None
    number: str | None = None
    symbol: str | None = None
    date: dt.date | None = None


class TrueSigner(Part):
    """Who signed; ``title`` on one line, ``capacity`` of the innermost mark."""

    title: str | None
    name: str | None
    capacity: Capacity | None
    signed: bool


class Truth(Part):
    """What a reader should find. Bases are keys of citations; ``units`` maps short names to the full ones explained."""

    header: TrueHeader
    bases: tuple[str, ...]
    purposes: tuple[str, ...]
    requirements: tuple[str, ...]
    tasks: tuple[TrueTask, ...]
    duties: tuple[TrueDuty, ...]
    annexes: tuple[TrueAnnex, ...]
    budget: str | None
    recipients: tuple[str, ...]
    signer: TrueSigner | None
    units: dict[str, str]
    problems: tuple[ProblemCode, ...]

    @model_validator(mode="after")
    def _waits_for_its_own(self) -> Self:
        ordinals = {task.ordinal or task.content for task in self.tasks}
        for task in self.tasks:
            named = task.time.task if task.time else None
            if named is not None and named not in ordinals and named.rpartition(".")[2] not in ordinals:
                raise ValueError(f"{task.content!r} waits for task {named}, which there is not")
        return self
