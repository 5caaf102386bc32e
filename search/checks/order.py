"""Steps that are due before the steps they must follow: the review before its audit, training after the audit.

Not every ``after`` of a framework is binding: many tell what is usual. One is where a document names both steps in one
article, the earlier one in front ("áp dụng", "đánh giá nội bộ", "xem xét của lãnh đạo", "xác nhận hiệu lực" are điểm a
to d of one khoản).
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.frameworks import Framework, PlanPart, Step, match_cues
from corpus.model import Deadline, Severity, Task
from corpus.text import fold
from search.checks.reading import CheckedPlan
from search.gap_report import Check, StepVerdict, Verdict

# Words before an event that the work waits for; "trước khi" comes before it instead.
_WAITS = ("sau ", "ngay sau ", "ke tu ")
# A clause of a legal source. Matches "Điều 4 khoản 2 điểm b", "Điều 7 khoản 2 điểm h, l"; refuses "Phụ lục I".
_CLAUSE = re.compile(r"Điều (?P<article>\d+)(?:,? khoản (?P<paragraph>\d+))?(?:,? điểm (?P<point>[a-zđ]))?")
# A row that only prepares a step, folded. Matches "lap ke hoach danh gia", "thanh lap doan danh gia"; refuses "lap bao
# cao", "danh gia noi bo".
_PREPARES = re.compile(
    r"\W*(?:(?:lap|xay dung|ban hanh|trinh|phe duyet|soan) (?:thong bao )?(?:ke hoach|chuong trinh)|chuan bi"
    r"|thanh lap doan)\b"
)
# A part of the one month that a deadline names, folded. Matches "dau thang 9", "tuan 2 thang 9"; refuses "dau nam".
_PART = re.compile(
    r"\b(?:(?P<third>dau|giua|trung tuan|cuoi|thuong tuan|ha tuan)"
    r"|tuan (?:thu )?(?P<week>[1-5]|i{1,3}|iv|nhat|hai|ba|tu))"
    r"(?: cua)? (?:thang|t)\b"
)
_THIRDS = {
    "dau": (1, 10),
    "thuong tuan": (1, 10),
    "giua": (11, 20),
    "trung tuan": (11, 20),
    "cuoi": (21, 31),
    "ha tuan": (21, 31),
}
_WEEKS = {"i": 1, "nhat": 1, "ii": 2, "hai": 2, "iii": 3, "ba": 3, "iv": 4, "tu": 4}
_LETTERS = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class _Done:
    """When a step is done, by the rows of the task list that it rests on.

    Attributes:
        first: the row that begins first.
        start: the day it begins, its deadline where no first day is given.
        last: the row that ends last.
        end: the day it ends.
    """

    first: Task
    start: datetime.date
    last: Task
    end: datetime.date


def check_order(plan: CheckedPlan, framework: Framework, items: Sequence[StepVerdict]) -> Iterator[Check]:
    """Finds steps that are all due before any of the rows begins of a step that they must follow.

    Each step is told once, with all that it comes before. Deadlines outside the plan's time are slips of their own and
    tell no order.
    """
    tasks = _rows(items)
    done = {step_id: when for step_id, rows in tasks.items() if (when := _when(plan, rows)) is not None}
    finished = {step_id: when for step_id, rows in _own(tasks).items() if (when := _when(plan, rows)) is not None}
    for step in framework.steps:
        before = list(_must_follow(framework, step))
        own = finished.get(step.id)
        late = [one for one in before if own and one[0].id in done and own.end < done[one[0].id].start]
        if own is not None and late:
            others = ", ".join(f"“{one.title}” ({_time(done[one.id].first)})" for one, _ in late)
            message = f"“{step.title}” ({_time(own.last)}) có thời hạn trước {others}, trong khi phải thực hiện sau."
            place = own.last.time.text.source if own.last.time else own.last.source
            yield Check("ORDER_REVERSED", Severity.WARNING, message, place, grounds=late[0][1])
        for earlier, ground in before:
            yield from _waits(earlier, step, tasks, ground)


def _rows(items: Sequence[StepVerdict]) -> dict[str, list[Task]]:
    """Returns the rows that carry out each step; one that only prepares it counts where there is no other."""
    found = {
        item.step.id: [proof.task for proof in item.evidence if proof.task is not None and proof.task.main]
        for item in items
        if item.verdict in {Verdict.COVERED, Verdict.PARTIAL}
    }
    return {
        step_id: [row for row in rows if not _PREPARES.match(fold(row.content.value))] or rows
        for step_id, rows in found.items()
    }


def _own(tasks: Mapping[str, Sequence[Task]]) -> dict[str, list[Task]]:
    """Leaves out rows of several steps ("niêm yết quyết định công bố") where a step has rows of its own."""
    uses = Counter(row.id for rows in tasks.values() for row in rows)
    return {step_id: [row for row in rows if uses[row.id] == 1] or list(rows) for step_id, rows in tasks.items()}


def _when(plan: CheckedPlan, rows: Sequence[Task]) -> _Done | None:
    period = plan.period
    dated = [(row, *_days(row.time)) for row in rows if row.time]
    whole = [
        (row, start, end)
        for row, start, end in dated
        if start is not None and end is not None and (period is None or period.first <= end <= period.last)
    ]
    if not whole:
        return None
    first, start, _ = min(whole, key=lambda one: one[1])
    last, _, end = max(whole, key=lambda one: one[2])
    return _Done(first, start, last, end)


def _days(time: Deadline) -> tuple[datetime.date | None, datetime.date | None]:
    """Returns the first and last day, narrowed to the part of a month that the words name."""
    start, end = time.start or time.end, time.end or time.start
    part = _PART.search(fold(time.text.value))
    if part is None or time.start is None or time.end is None or time.parts:
        return start, end
    if (time.start.year, time.start.month) != (time.end.year, time.end.month) or time.start.day != 1:
        return start, end
    if part["third"]:
        first, last = _THIRDS[part["third"]]
    else:
        week = _WEEKS.get(part["week"]) or int(part["week"])
        first, last = 7 * week - 6, 7 * week
    return time.start.replace(day=min(first, time.end.day)), time.end.replace(day=min(last, time.end.day))


def _must_follow(framework: Framework, step: Step) -> Iterator[tuple[Step, str]]:
    """Yields the steps that a document puts in front of a step, with the document; the plan itself is there already."""
    for step_id in step.after:
        earlier = framework.step(step_id)
        if earlier is None or earlier.plan_part is PlanPart.DOCUMENT:
            continue
        for late in step.legal_sources:
            clauses = [
                early.clause
                for early in earlier.legal_sources
                if early.document == late.document and _stands_before(early.clause, late.clause)
            ]
            if clauses:
                yield (
                    earlier,
                    f"{late.document}: {clauses[0]}; {late.clause} (trình tự của mô hình khung {framework.id})",
                )
                break


def _stands_before(first: str, second: str) -> bool:
    """Tells whether a clause stands in the same article as another and in front of it."""
    one, two = _CLAUSE.match(first), _CLAUSE.match(second)
    if one is None or two is None or one["article"] != two["article"]:
        return False
    return _rank(one) < _rank(two)


def _rank(clause: re.Match[str]) -> tuple[int, int]:
    return int(clause["paragraph"] or 0), _LETTERS.find(clause["point"]) if clause["point"] else 0


def _waits(earlier: Step, later: Step, tasks: Mapping[str, Sequence[Task]], ground: str) -> Iterator[Check]:
    """Finds rows that wait for a step that should come after them: training "sau khi đánh giá nội bộ"."""
    rows = tasks.get(later.id, ())
    for row in tasks.get(earlier.id, ()):
        time = row.time
        if time is None or not time.relative_to or not fold(time.text.value).startswith(_WAITS):
            continue
        if any(other.id == row.id for other in rows):
            continue
        if time.reference:
            named = any(other.id == time.reference for other in rows)
        else:
            named = bool(match_cues(later.cues, fold(time.relative_to)))
        if named:
            message = (
                f"“{earlier.title}” được đặt sau “{later.title}” (“{time.text.value}”), trong khi phải thực hiện trước."
            )
            yield Check("ORDER_REVERSED", Severity.WARNING, message, time.text.source, grounds=ground)


def _time(task: Task) -> str:
    return task.time.text.value if task.time else ""
