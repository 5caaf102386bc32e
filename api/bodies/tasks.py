"""A task as JSON."""

from __future__ import annotations

import datetime

from api.bodies.places import Body, QuoteBody, SourceBody, build_guesses, build_quotes, value_of
from corpus.model import Deadline, Field, Frequency, Role, Task, TimeKind


class IntervalBody(Body):
    """Days from ``start`` to ``end``, both inclusive; ``null`` where that side is open."""

    start: datetime.date | None
    end: datetime.date | None


class TimeBody(Body):
    """When a task is due, see :class:`corpus.model.Deadline`; ``kind`` is ``none`` where the plan gives no time."""

    text: str | None = None
    kind: TimeKind = TimeKind.NONE
    start: datetime.date | None = None
    end: datetime.date | None = None
    relative_to: str | None = None
    reference: str | None = None
    every: Frequency | None = None
    parts: tuple[IntervalBody, ...] = ()
    alternative: bool = False
    impossible: bool = False

    @classmethod
    def from_deadline(cls, time: Deadline | None) -> TimeBody:
        """Builds the body of a deadline."""
        if time is None:
            return cls()
        return cls(
            text=time.text.value,
            kind=time.kind,
            start=time.start,
            end=time.end,
            relative_to=time.relative_to,
            reference=time.reference,
            every=time.every,
            parts=tuple(IntervalBody(start=part.start, end=part.end) for part in time.parts),
            alternative=time.alternative,
            impossible=time.impossible,
        )


class TaskSources(Body):
    """The passages of each field of a task; a field with several values has a list for each of them."""

    content: list[QuoteBody]
    detail: list[list[QuoteBody]]
    lead: list[list[QuoteBody]]
    coordinate: list[list[QuoteBody]]
    roles: dict[str, list[list[QuoteBody]]]
    time: list[QuoteBody]
    result: list[QuoteBody]


class TaskBody(Body):
    """A row or item of work; see :class:`corpus.model.Task`.

    ``guesses`` holds, by field, what ruined words were probably meant to be; ``{}`` where none are.
    """

    id: str
    ordinal: str | None
    group: str | None
    content: str
    detail: list[str]
    lead: list[str]
    coordinate: list[str]
    roles: dict[str, list[str]]
    time: TimeBody
    result: str | None
    main: bool
    source: SourceBody
    sources: TaskSources
    guesses: dict[str, list[str]]

    @classmethod
    def from_task(cls, task: Task) -> TaskBody:
        """Builds the body of a task."""
        units = _units_by_role(task.roles)
        return cls(
            id=task.id,
            ordinal=task.ordinal,
            group=task.group,
            content=task.content.value,
            detail=[part.value for part in task.detail],
            lead=[unit.value for unit in task.lead],
            coordinate=[unit.value for unit in task.coordinate],
            roles={name: [unit.value for unit in fields] for name, fields in units.items()},
            time=TimeBody.from_deadline(task.time),
            result=value_of(task.result),
            main=task.main,
            source=SourceBody.from_source(task.source),
            sources=TaskSources(
                content=build_quotes(task.content),
                detail=[build_quotes(part) for part in task.detail],
                lead=[build_quotes(unit) for unit in task.lead],
                coordinate=[build_quotes(unit) for unit in task.coordinate],
                roles={name: [build_quotes(unit) for unit in fields] for name, fields in units.items()},
                time=build_quotes(task.time.text if task.time else None),
                result=build_quotes(task.result),
            ),
            guesses=build_guesses(
                {
                    "content": (task.content,),
                    "detail": task.detail,
                    "lead": task.lead,
                    "coordinate": task.coordinate,
                    "time": (task.time.text,) if task.time else (),
                    "result": (task.result,) if task.result else (),
                }
            ),
        )


def _units_by_role(roles: tuple[Role, ...]) -> dict[str, list[Field]]:
    """Returns the units of each role; a role named twice in a task has the units of both."""
    units: dict[str, list[Field]] = {}
    for role in roles:
        units.setdefault(role.name, []).extend(role.units)
    return units
