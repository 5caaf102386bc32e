"""Corrections by people, laid over what the parser read.

A correction holds the words it was made on. When the document is read anew it is placed by these words: at the same
place where they still stand there, else at their nearest occurrence. One without a place is reported, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corpus.corrections.build import HEADER_TEXTS, parse_day, verbatim
from corpus.corrections.times import follow_time
from corpus.model import (
    AgencyType,
    CorrectedField,
    Correction,
    Document,
    Field,
    Header,
    Plan,
    PlanProblem,
    Problem,
    Quote,
    Role,
    Severity,
    Signer,
    Source,
    Task,
)
from corpus.parsing import ParsedPlan, find_agency_type, parse_deadline
from corpus.parsing.actors.roles import Duty, find_duty
from corpus.parsing.header.mismatches import find_mismatches

# What the parser said of a field is settled once a person has filled it.
_SETTLED = {
    CorrectedField.NUMBER: PlanProblem.NUMBER_BLANK,
    CorrectedField.DATE: PlanProblem.DATE_BLANK,
    CorrectedField.TITLE: PlanProblem.TITLE_NOT_FOUND,
}
# What a note of an annex says of the document that it belongs to.
_NAMED_BY_ANNEXES = frozenset({CorrectedField.NUMBER, CorrectedField.SYMBOL, CorrectedField.DATE})


def apply_corrections(document: Document, parsed: ParsedPlan, corrections: Iterable[Correction]) -> ParsedPlan:
    """Lays corrections over a parsed plan, in the order of their making; the last of a field stands.

    A corrected field has the person's value and the passages it was made on. A correction whose task cannot be found
    again is a problem ``CORRECTION_UNPLACED`` of the plan. What follows from a field follows from its correction too:
    days from the year, the task that a time waits for, and whether the annexes name this document.
    """
    plan, problems, made = parsed.plan, list(parsed.problems), set[CorrectedField]()
    for correction in sorted(corrections, key=_order):
        if not correction.field.of_task:
            plan = _correct_plan(document, plan, correction)
        elif (task := _find_task(document, plan, correction)) is not None:
            corrected = _correct_task(document, task, correction, plan.header.year)
            plan = replace(plan, tasks=tuple(corrected if one is task else one for one in plan.tasks))
        else:
            message = f"Bản sửa của {correction.who} cho nhiệm vụ “{correction.task}” không còn tìm thấy chỗ đặt."
            problems.append(Problem(PlanProblem.CORRECTION_UNPLACED, Severity.WARNING, message))
        problems = [problem for problem in problems if not _settles(document, correction, problem)]
        made.add(correction.field)
    plan = follow_time(plan, parsed.plan)
    if made & _NAMED_BY_ANNEXES:
        kept = [problem for problem in problems if problem.code != PlanProblem.HEADER_ANNEX_MISMATCH]
        problems = [*kept, *find_mismatches(document, plan.header, plan.annexes)]
    return ParsedPlan(plan, tuple(problems))


def _settles(document: Document, correction: Correction, problem: Problem) -> bool:
    """Whether what the parser said of a field is settled by the correction of it."""
    if correction.field is CorrectedField.TASK_TIME and problem.code == PlanProblem.IMPOSSIBLE_DATE:
        place = _locate(document, correction.place)
        return place is not None and place.source == problem.source
    return bool(correction.values) and problem.code == _SETTLED.get(correction.field)


def _order(correction: Correction) -> tuple[bool, int]:
    """In the order of making, but a type of agency that a person chose stands over one that follows from the name."""
    return correction.field is CorrectedField.AGENCY_TYPE, correction.id


def _locate(document: Document, quote: Quote | None) -> Quote | None:
    """Finds the words of a quote again: where they stood, else where they stand nearest to it."""
    if quote is None or not quote.raw:
        return None
    if document.slice(quote.source) == quote.raw:
        return quote
    places: list[int] = []
    at = document.text.find(quote.raw)
    while at >= 0:
        places.append(at)
        at = document.text.find(quote.raw, at + 1)
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - quote.source.start))
    return Quote(quote.raw, Source(start, start + len(quote.raw), quote.source.page))


def _find_task(document: Document, plan: Plan, correction: Correction) -> Task | None:
    """Finds the task that was corrected by the words of its content, which an id that was given anew does not move."""
    place = _locate(document, correction.task_place)
    if place is None:
        return None
    overlaps = [
        (min(task.content.source.end, place.source.end) - max(task.content.source.start, place.source.start), task)
        for task in plan.tasks
    ]
    length, best = max(overlaps, key=lambda pair: (pair[0], pair[1].id == correction.task), default=(0, None))
    return best if length > 0 else None


def _correct_task(document: Document, task: Task, correction: Correction, year: int | None) -> Task:
    place = _locate(document, correction.place) or verbatim(document, task.source)
    entries = tuple(Field(value, (place,)) for value in correction.values)
    first = entries[0] if entries else None
    match correction.field:
        case CorrectedField.TASK_CONTENT:
            return replace(task, content=first or task.content)
        case CorrectedField.TASK_LEAD:
            return replace(task, lead=entries, roles=_with_units(task, Duty.LEAD, "Chủ trì", entries))
        case CorrectedField.TASK_COORDINATE:
            return replace(task, coordinate=entries, roles=_with_units(task, Duty.COORDINATE, "Phối hợp", entries))
        case CorrectedField.TASK_TIME:
            return replace(task, time=parse_deadline(first, year) if first else None)
        case _:
            return replace(task, result=first)


def _with_units(task: Task, duty: Duty, name: str, units: tuple[Field, ...]) -> tuple[Role, ...]:
    """Returns the roles of a task with ``units`` in one of them, so that roles and fields say the same."""
    others = tuple(role for role in task.roles if find_duty(role.name) is not duty)
    return (Role(name, units), *others) if units else others


def _correct_plan(document: Document, plan: Plan, correction: Correction) -> Plan:
    place = _locate(document, correction.place) or Quote("", Source(0, 0))
    value = correction.values[0] if correction.values else None
    entry = Field(value, (place,)) if value is not None else None
    signer = plan.signer or Signer(None, None)
    match correction.field:
        case CorrectedField.BUDGET:
            return replace(plan, budget=entry)
        case CorrectedField.SIGNER_TITLE:
            return replace(plan, signer=replace(signer, title=entry))
        case CorrectedField.SIGNER_NAME:
            return replace(plan, signer=replace(signer, name=entry))
        case _:
            return replace(plan, header=_correct_header(plan.header, correction.field, entry))


def _correct_header(header: Header, target: CorrectedField, entry: Field | None) -> Header:
    value = entry.value if entry else None
    match target:
        case CorrectedField.DATE:
            return replace(header, date=parse_day(value), date_text=entry)
        case CorrectedField.YEAR:
            return replace(header, year=int(value) if value else None)
        case CorrectedField.AGENCY_TYPE:
            return replace(header, agency_type=AgencyType(value or AgencyType.KHAC))
        case CorrectedField.ISSUER:
            return replace(header, issuer=entry, agency_type=find_agency_type(value))
    changed: dict[str, object] = {target.value: entry} if target in HEADER_TEXTS else {}
    return replace(header, **changed)  # type: ignore[arg-type]
