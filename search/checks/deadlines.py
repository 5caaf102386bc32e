"""Deadlines that cannot be meant: in another year than the plan's, before the plan itself, or not well written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from corpus.model import Deadline, Severity, Task, TimeKind
from corpus.text import fold
from search.checks.reading import CheckedPlan, Period
from search.checks.spans import read_span
from search.citations.wording import show_day
from search.gap_report import Check

# Work of the plan's year that is done in the first months of the next, folded. Matches "bao cao nam", "tong ket",
# "ke hoach nam 2027"; refuses "danh gia noi bo".
_CLOSES_YEAR = re.compile(r"bao cao|tong ket|tong hop|ke hoach|muc tieu|thi dua|khen thuong|quyet toan|luu tru|ho so")
_LAST_MONTH_AFTER = 3
# The words themselves speak of another year. Matches "nam sau", "nam hoc 2026-2027", "nam truoc"; refuses "nam 2023".
_OTHER_YEAR = re.compile(r"nam (?:sau|truoc|ke tiep|lien (?:sau|ke)|tiep theo|hoc)")
# Work that is done. Matches "đã kiện toàn"; refuses "đa dạng".
_DONE = re.compile(r"\bđã\b", re.IGNORECASE)
# A month that is a day and a month, folded. Matches "thang 01/8 den"; refuses "thang 8/2022", "thang 8/22 ".
_DAY_AS_MONTH = re.compile(r"\bthang (?:0?[1-9]|[12]\d|3[01])[/-](?:0?[1-9]|1[0-2])(?=$|[^\d/-])")


def check_deadlines(plan: CheckedPlan) -> Iterator[Check]:
    """Finds deadlines outside the plan's year, rows due before the plan was issued, and months with a day for a month.

    A year's report may be due in the first months of the next, and what is done before the new year may stand in a plan
    that was issued then.
    """
    period = plan.period
    for task in plan.stored.plan.tasks:
        if task.time is None or task.time.impossible:
            continue
        if period is not None and (message := _outside(plan, period, task, task.time)):
            place = task.time.text.source
            yield Check("DEADLINE_OUTSIDE_YEAR", Severity.WARNING, message, place, str(period))
        elif period is not None and _runs_over(period, task.time):
            message = (
                f"Thời hạn “{task.time.text.value}” kéo dài quá thời gian của kế hoạch ({period}); cần xem lại năm."
            )
            yield Check("DEADLINE_OUTSIDE_YEAR", Severity.INFO, message, task.time.text.source, str(period))
        elif (issued := plan.stored.plan.header.date) and _is_past(task, task.time, issued):
            message = (
                f"Thời hạn “{task.time.text.value}” trước ngày ban hành kế hoạch ({show_day(issued)}); cần xem việc đã "
                "làm hay ghi nhầm."
            )
            yield Check("DEADLINE_BEFORE_ISSUE", Severity.INFO, message, task.time.text.source)
        if _DAY_AS_MONTH.search(fold(task.time.text.value)):
            message = f"Thời hạn “{task.time.text.value}” ghi cả ngày và tháng sau chữ “tháng”; cần ghi rõ."
            yield Check("DEADLINE_UNCLEAR", Severity.INFO, message, task.time.text.source)


def _outside(plan: CheckedPlan, period: Period, task: Task, time: Deadline) -> str | None:
    if _OTHER_YEAR.search(fold(time.text.value)):
        return None
    if time.end is not None and time.end < period.first:
        issued = plan.stored.plan.header.date
        if issued is not None and (time.end.year, time.end.month) >= (issued.year, issued.month):
            return None
        return f"Thời hạn “{time.text.value}” trước thời gian của kế hoạch ({period})."
    # "Tháng 7/2021 và tháng 12/2022": one of several.
    if any(part.end is not None and part.end < period.first for part in time.parts):
        return f"Thời hạn “{time.text.value}” có phần trước thời gian của kế hoạch ({period})."
    return (
        f"Thời hạn “{time.text.value}” sau thời gian của kế hoạch ({period})." if _is_late(period, task, time) else None
    )


def _is_late(period: Period, task: Task, time: Deadline) -> bool:
    begins = time.start or time.end
    if begins is None or begins <= period.last:
        return False
    closes = begins.year == period.last.year + 1 and (time.end or begins).month <= _LAST_MONTH_AFTER
    work = fold(f"{task.content.value} {task.result.value if task.result else ''}")
    return not (closes and _CLOSES_YEAR.search(work))


def _runs_over(period: Period, time: Deadline) -> bool:
    """Tells whether a stretch that begins in the plan's time ends long after it."""
    if time.kind is not TimeKind.RANGE or time.start is None or time.end is None or time.start < period.first:
        return False
    return (time.end.year, time.end.month) > (period.last.year + 1, _LAST_MONTH_AFTER)


def _is_past(task: Task, time: Deadline, issued: datetime.date) -> bool:
    """Tells whether all of the time lies before the day of issue, and the words do not say that the work is done."""
    span = read_span(time)
    if time.end is None or span is None or _DONE.search(task.content.value):
        return False
    return span.end is not None and span.end < issued
