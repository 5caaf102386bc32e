"""The plan's own number and day, its numbering and its annexes: what the parser saw, with the rule that asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.model import PlanProblem
from search.checks.reading import CheckedPlan
from search.gap_report import Check

_DECREE = "Nghị định số 30/2020/NĐ-CP"
# Problems of reading that concern the plan itself rather than how it was read, each with the rule it breaks.
_RULES: dict[str, str] = {
    PlanProblem.NUMBER_BLANK: f"{_DECREE}, Điều 8 khoản 2 điểm c, Điều 15",
    PlanProblem.DATE_BLANK: f"{_DECREE}, Điều 8 khoản 2 điểm d, Điều 15",
    PlanProblem.IMPOSSIBLE_DATE: "lịch",
    PlanProblem.NUMBERING_SLIP: f"{_DECREE}, Phụ lục I, Phần II, Mục II, khoản 6 điểm đ",
    PlanProblem.HEADER_ANNEX_MISMATCH: f"{_DECREE}, Phụ lục I, Phần II, Mục III, khoản 1 điểm c",
}


def check_form(plan: CheckedPlan) -> Iterator[Check]:
    """Passes on what the parser found wrong in the plan itself."""
    for problem in plan.stored.problems:
        if (rule := _RULES.get(problem.code)) is not None:
            yield Check(str(problem.code), problem.severity, problem.message, problem.source, grounds=rule)
