"""What follows from a corrected year or a corrected time: days, and the task that a time waits for."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Deadline, Plan, Task
from corpus.parsing import parse_deadline
from corpus.parsing.deadlines.references import resolve_references


def follow_time(plan: Plan, read: Plan) -> Plan:
    """Reads the times of a corrected plan again where they depend on what was corrected.

    Args:
        plan: with the corrections of its fields.
        read: as the parser read it.
    """
    year = plan.header.year
    times = {task.id: task.time for task in read.tasks}
    corrected = {task.id for task in plan.tasks if task.time is not times.get(task.id)}
    tasks = plan.tasks
    if year != read.header.year:
        tasks = tuple(task if task.id in corrected else _in_year(task, year) for task in tasks)
    if corrected:
        resolved = resolve_references(tasks)
        tasks = tuple(new if new.id in corrected else old for old, new in zip(tasks, resolved, strict=True))
    return replace(plan, tasks=tasks)


def _in_year(task: Task, year: int | None) -> Task:
    return replace(task, time=_read_again(task.time, year)) if task.time else task


def _read_again(time: Deadline, year: int | None) -> Deadline:
    """Reads the words of a deadline, or the guess at damaged ones, in another year; what is no day stays."""
    words = replace(time.text, value=time.text.guess or time.text.value, guess=None)
    again = parse_deadline(words, year)
    return replace(again, text=time.text, relative_to=time.relative_to, reference=time.reference)
