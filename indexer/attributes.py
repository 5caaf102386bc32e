"""What a task is filtered and counted by, as its plan tells it."""

from __future__ import annotations

from corpus.model import Document, Field, Plan, Section, Task
from corpus.text import fold
from indexer.contract import Attributes, Value


def build_attributes(plan: Plan, document: Document) -> tuple[Attributes, ...]:
    """Builds the attributes of every task of a plan, in the order of its tasks.

    Names are matched without accents, case and punctuation, and shown as written. A unit that leads is known by its
    full name where the plan or our table of names tells it ("BCĐ ISO": "Ban Chỉ đạo ISO").
    """
    header = plan.header
    full = {fold(unit.name): unit.canonical for unit in plan.units}
    year = Value(str(header.year), str(header.year)) if header.year is not None else None
    agency_type = Value(header.agency_type.value, header.agency_type.value)
    grade = Value(document.quality.grade.value, document.quality.grade.value)
    place = _name(header.place)
    return tuple(
        Attributes(
            year=year,
            agency_type=agency_type,
            place=place,
            grade=grade,
            section=_section(plan.sections, task),
            lead=_leads(task, full),
            due=(task.time.start, task.time.end) if task.time else (None, None),
        )
        for task in plan.tasks
    )


def build_key(name: str) -> str:
    """Returns what spellings of a name share: its skeleton, one blank between words; ``""`` where no letter is left."""
    return " ".join("".join(char if char.isalnum() else " " for char in fold(name)).split())


def _value(name: str) -> Value | None:
    key = build_key(name)
    return Value(key, " ".join(name.split())) if key else None


def _name(field: Field | None) -> Value | None:
    return _value(field.value) if field is not None else None


def _leads(task: Task, full: dict[str, str]) -> tuple[Value, ...]:
    values = (_value(full.get(fold(lead.value), lead.value)) for lead in task.lead)
    return tuple({value.key: value for value in values if value is not None}.values())


def _section(sections: tuple[Section, ...], task: Task) -> Value | None:
    """Returns the heading that a task stands under: the last one before it."""
    before = [section for section in sections if section.source.start <= task.source.start]
    return _value(before[-1].title) if before else None
