"""Tasks that do not say who leads them or when they are due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import PlanProblem, Severity, Task
from corpus.parsing.actors.unit_names import opens_unit
from corpus.text import fold
from search.checks.reading import CheckedPlan
from search.gap_report import Check

# Nothing is called missing that stands in columns or cells which were not read.
_UNREAD = {
    "DEADLINE_MISSING": frozenset({PlanProblem.MONTH_COLUMNS_UNREAD, PlanProblem.TASK_TABLE_PARTLY_READ}),
    "LEAD_MISSING": frozenset({PlanProblem.ROLE_COLUMNS_UNREAD, PlanProblem.TASK_TABLE_PARTLY_READ}),
}
_GROUNDS = "TCVN ISO 9001:2015, điều 6.2"
# From so many tasks on, lacks of more than half of them are one finding: then the plan is written that way.
_MANY = 3
_SHOWN = 60
# Words that may tell when work is done, folded. Matches "sau khi ket thuc", "trong thang 6", "hang quy", "truoc 15/9";
# refuses "quy trinh", "thang hang".
_TIME = re.compile(
    r"\b(?:sau khi|truoc khi|thuong xuyen|hang (?:tuan|thang|quy|nam)|(?:thang|quy) [\divx]+\b"
    r"|(?:ngay|truoc) \d{1,2}[/ ]|dau nam|cuoi nam|ca nam|trong nam|dinh ky)"
)
# The number of a heading. Matches "3. ", "II. ", "a) "; refuses "Phòng".
_LABEL = re.compile(r"^\s*(?:[\dIVX]+(?:\.\d+)*|[a-zđ])[.)]\s*")


def check_fields(plan: CheckedPlan) -> Iterator[Check]:
    """Finds tasks without a lead or a deadline; what most of the list lacks is one finding, not one a row."""
    tasks = plan.stored.plan.main_tasks
    problems = {problem.code for problem in plan.stored.problems}
    rules = (
        ("LEAD_MISSING", "đơn vị chủ trì", [task for task in tasks if not _has_lead(task)]),
        ("DEADLINE_MISSING", "thời gian thực hiện", [task for task in tasks if not _has_time(plan, task)]),
    )
    for code, what, lacking in rules:
        if lacking and not _UNREAD[code] & problems:
            # Where cells became lines, a column that nobody fills was probably not read.
            flattened = plan.stored.document.wrapped and len(lacking) == len(tasks)
            severity = Severity.INFO if flattened else Severity.WARNING
            yield from _tell(code, what, lacking, len(tasks), severity)


def _has_lead(task: Task) -> bool:
    """Tells whether anyone has a task in hand: a lead, another role than helping, or the unit it stands under."""
    if task.lead or (task.group and opens_unit(_LABEL.sub("", task.group))):
        return True
    helping = {unit.source for unit in task.coordinate}
    return any(unit.source not in helping for role in task.roles for unit in role.units)


def _has_time(plan: CheckedPlan, task: Task) -> bool:
    """Tells whether a task has a deadline, or words that may be one which was not understood."""
    return task.time is not None or _TIME.search(fold(plan.stored.document.slice(task.source))) is not None


def _tell(code: str, what: str, lacking: Sequence[Task], total: int, severity: Severity) -> Iterator[Check]:
    if len(lacking) == total:
        doubt = " Cần xem lại: bảng ở dạng dòng chữ có thể chưa đọc đủ cột." if severity is Severity.INFO else ""
        message = f"Không nhiệm vụ nào nêu {what}.{doubt}"
        yield Check(code, severity, message, lacking[0].source, grounds=_GROUNDS)
    elif len(lacking) >= _MANY and len(lacking) * 2 > total:
        names = ", ".join(f"“{_name(task)}”" for task in lacking)
        message = f"{len(lacking)} trong {total} nhiệm vụ chưa nêu {what}: {names}."
        yield Check(code, Severity.WARNING, message, lacking[0].source, grounds=_GROUNDS)
    else:
        for task in lacking:
            message = f"Nhiệm vụ “{_name(task)}” chưa nêu {what}."
            yield Check(code, Severity.WARNING, message, task.source, grounds=_GROUNDS)


def _name(task: Task) -> str:
    return task.ordinal or task.content.value[:_SHOWN]
