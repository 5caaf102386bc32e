"""What a checker should look at in a plan as a whole, beside the steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from corpus.frameworks import Framework
from corpus.model import (
    Layer,
    PlanProblem,
    Severity,
    Source,
    Task,
)
from corpus.store import StoredPlan
from search.gap_report import Check

# Nothing is called missing that stands in columns or cells which were not read.
_UNREAD = {
    "DEADLINE_MISSING": frozenset({PlanProblem.MONTH_COLUMNS_UNREAD, PlanProblem.TASK_TABLE_PARTLY_READ}),
    "LEAD_MISSING": frozenset({PlanProblem.ROLE_COLUMNS_UNREAD, PlanProblem.TASK_TABLE_PARTLY_READ}),
}
# Problems of reading that concern the plan itself rather than how it was read.
_PLAN_PROBLEMS = frozenset(
    {
        PlanProblem.NUMBER_BLANK,
        PlanProblem.DATE_BLANK,
        PlanProblem.IMPOSSIBLE_DATE,
        PlanProblem.NUMBERING_SLIP,
        PlanProblem.HEADER_ANNEX_MISMATCH,
    }
)


def check_plan(stored: StoredPlan, framework: Framework, evidence: Mapping[str, Sequence[Task]]) -> tuple[Check, ...]:
    """Checks the number, the deadlines, who leads, and the order of steps.

    Args:
        stored: the plan.
        framework: names the steps and their order.
        evidence: for each covered step the tasks it rests on.

    Returns:
        Checks in the order of the plan; ruined text gives none about single tasks, as its fields were not read.
    """
    checks = [
        Check(problem.code, problem.severity, problem.message, problem.source)
        for problem in stored.problems
        if problem.code in _PLAN_PROBLEMS
    ]
    if stored.document.quality.layer is not Layer.DAMAGED:
        main = stored.plan.main_tasks
        problems = {problem.code for problem in stored.problems}
        checks.extend(check for check in _incomplete(main) if not _UNREAD[check.code] & problems)
        checks.extend(_outside_year(main, stored.plan.header.year))
        checks.extend(_out_of_order(framework, evidence))
    return tuple(sorted(checks, key=lambda check: (check.source or Source(0, 0), check.code)))


def _incomplete(tasks: Sequence[Task]) -> Iterable[Check]:
    """Finds tasks without a lead or a deadline; a column that the whole table lacks is one finding, not one a row."""
    rules = (
        ("LEAD_MISSING", "đơn vị chủ trì", [task for task in tasks if not task.roles]),
        ("DEADLINE_MISSING", "thời gian thực hiện", [task for task in tasks if task.time is None]),
    )
    for code, what, lacking in rules:
        if tasks and len(lacking) == len(tasks):
            yield Check(code, Severity.WARNING, f"Không nhiệm vụ nào nêu {what}.", lacking[0].source)
        else:
            for task in lacking:
                name = task.ordinal or task.content.value[:60]
                yield Check(code, Severity.WARNING, f"Nhiệm vụ “{name}” chưa nêu {what}.", task.source)


def _outside_year(tasks: Sequence[Task], year: int | None) -> Iterable[Check]:
    for task in tasks:
        last = task.time.end if task.time else None
        if task.time and last and year is not None and last.year < year:
            message = f"Thời hạn “{task.time.text.value}” trước năm của kế hoạch ({year})."
            yield Check("DEADLINE_BEFORE_YEAR", Severity.WARNING, message, task.time.text.source)


def _out_of_order(framework: Framework, evidence: Mapping[str, Sequence[Task]]) -> Iterable[Check]:
    """Finds steps that are all due before the steps they must follow have begun."""
    for step in framework.steps:
        for earlier_id in step.after:
            earlier = framework.step(earlier_id)
            ends = [task.time.end for task in evidence.get(step.id, ()) if task.main and task.time and task.time.end]
            before = [task for task in evidence.get(earlier_id, ()) if task.main and task.time]
            starts = [task.time.start or task.time.end for task in before if task.time]
            known = [start for start in starts if start is not None]
            if earlier is None or not ends or not known or max(ends) >= min(known):
                continue
            task = evidence[step.id][0]
            message = f"“{step.title}” có thời hạn trước “{earlier.title}”, trong khi phải thực hiện sau."
            yield Check("ORDER_REVERSED", Severity.WARNING, message, task.source)
