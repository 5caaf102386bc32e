"""Tasks that do not say who leads them or when they are due."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from corpus.model import PlanProblem, Severity, Source, Task
from corpus.parsing.actors.unit_names import opens_unit
from corpus.text import fold, skeleton
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
# Words that may tell when work is done, folded. Matches "sau khi ket thuc", "trong thang 6", "hang quy", "truoc 15/9",
# "theo tien do", "khong qua ba thang", "6 thang/lan", "theo ke hoach rieng"; refuses "quy trinh", "thang hang".
_TIME = re.compile(
    r"\b(?:sau khi|truoc (?:khi|phien|cuoc|dot|ky)|thuong xuyen|lien tuc|hang (?:ngay|tuan|thang|quy|nam)"
    r"|(?:thang|quy) [\divx]+\b|\d+ (?:ngay|tuan|thang) ?(?:/|mot|1) ?lan|(?:suot|quanh) nam"
    r"|(?:theo|co) ke hoach (?:rieng|chi tiet)|truong hop\b.*\bthi"
    r"|(?:ngay|truoc) \d{1,2}[/ ]|(?:dau|giua|cuoi|ca|trong|moi) (?:tuan|thang|quy|nam|ky)\b|dinh ky"
    r"|theo (?:tien do|lich)|cham nhat|trong (?:vong|thoi han)|thoi han(?!\W*$)|ke tu"
    r"|ngay (?:khi|sau)|khi (?:co|phat sinh)"
    r"|(?:trong|qua|sau) (?:\d+|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)[^.;,]{0,12} (?:ngay|tuan|thang)\b)"
)
# A time that is told of all that stands below it, folded. Matches "quy i/2026", "thang 3 - thang 6", "6 thang dau nam";
# refuses "nam 2026".
_SHARED = re.compile(
    r"\b(?:(?:thang|quy) (?:\d{1,2}|i{1,3}|iv)\b|6 thang (?:dau|cuoi)|truoc (?:ngay )?\d{1,2}[/ ]|hang (?:thang|quy)"
    r"|thuong xuyen)"
)
# A deadline that was left to be filled in. Matches "…/2026", "Tháng ...", "ngày ... tháng ..."; refuses "Tháng 6/2026".
_BLANK = re.compile(r"(?=.*(?:…|\.\.|_))(?:\b(?:[Tt]rước|[Tt]rong|[Tt]háng|[Nn]gày|[Qq]uý|[Nn]ăm|20\d\d)\b|[\W_])*")
# A row of the table that is no task, folded. Matches "tong cong: 6 nhiem vu", "ghi chu: ..."; refuses "tong hop".
_NO_TASK = re.compile(r"\W*(?:tong cong|cong|ghi chu|luu y)\b ?(?:[:.(\d]|$)")
# A row that heads a group, as found. Matches "II. Đánh giá", "B. Cải tiến"; refuses "1. Rà soát".
_HEADING = re.compile(r"(?:[IVX]+|[A-HĐ])[.)] ?(?=\w)")
# A field with its label, folded. Matches "thoi gian thuc hien: ", "don vi chu tri:"; refuses "thoi gian toi".
_FIELD = re.compile(r"\b(?:thoi (?:gian|han)|tien do|chu tri|phoi hop|(?:don vi|co quan) thuc hien)[^:;.]{0,30}:")
# A cell that says the same as the one above.
_DITTO = frozenset({'"', "”", "“", "''", "″", "〃", ",,"})
# What opens a task and is no one who does it, folded. Matches "to chuc danh gia", "toan bo quy trinh".
_NO_ACTOR = re.compile(r"\W*(?:to chuc|tat ca|toan bo|toan the|mot so|nhung|cum)\b")
# A number below another, and a letter below a number. Matches "1.2", "II.3."; "a", "b)".
_BELOW = re.compile(r"(?P<parent>.+)\.[\dIVX]+\.?")
_LETTER = re.compile(r"[a-zđ][.)]?")
# The number of a heading. Matches "3. ", "II. ", "a) "; refuses "Phòng".
_LABEL = re.compile(r"^\s*(?:[\dIVX]+(?:\.\d+)*|[a-zđ])[.)]\s*")


def check_fields(plan: CheckedPlan) -> Iterator[Check]:
    """Finds tasks without a lead or a deadline; what most of the list lacks is one finding, not one a row."""
    tasks = [task for task in plan.stored.plan.main_tasks if not _is_no_task(task)]
    problems = {problem.code for problem in plan.stored.problems}
    rules = (
        ("LEAD_MISSING", "đơn vị chủ trì", _lacking(plan, tasks, _has_lead)),
        ("DEADLINE_MISSING", "thời gian thực hiện", _lacking(plan, tasks, _has_time)),
    )
    for code, what, lacking in rules:
        if lacking and not _UNREAD[code] & problems:
            yield from _tell(code, what, lacking, len(tasks), _doubt(plan, tasks, lacking))


def _is_no_task(task: Task) -> bool:
    """Tells whether a row only sums up, notes, or heads those below it: its other cells are empty then."""
    filled = task.roles or task.lead or task.time or task.result
    heads = not filled and _HEADING.match(task.content.value) is not None
    return heads or _NO_TASK.match(fold(task.content.value)) is not None


def _lacking(plan: CheckedPlan, tasks: Sequence[Task], has: Callable[[CheckedPlan, Task], bool]) -> list[Task]:
    """Returns the tasks that lack something which neither they nor, for all below it, the task above them tells."""
    own = {task.id: has(plan, task) for task in tasks}
    above = _parents(tasks)
    shared = {id(parent) for child, parent in above if own[child.id]}
    covered = {child.id for child, parent in above if own[parent.id] and id(parent) not in shared}
    return [task for task in tasks if not own[task.id] and task.id not in covered]


def _parents(tasks: Sequence[Task]) -> list[tuple[Task, Task]]:
    """Returns tasks with the one they stand under: "1.2" under "1", "a" under the number before it."""
    found: list[tuple[Task, Task]] = []
    numbered: dict[str, Task] = {}
    last: Task | None = None
    for task in tasks:
        label = (task.ordinal or "").rstrip(".)")
        below = _BELOW.fullmatch(label)
        parent = numbered.get(below["parent"]) if below else last if _LETTER.fullmatch(label) else None
        if parent is not None:
            found.append((task, parent))
        if label and not _LETTER.fullmatch(label):
            numbered[label] = last = task
    return found


def _doubt(plan: CheckedPlan, tasks: Sequence[Task], lacking: Sequence[Task]) -> str | None:
    """Returns why what most of a list lacks may be no slip; ``None`` where it surely is one."""
    # Where cells became lines, a column that hardly anybody fills was probably not read.
    most = len(lacking) == len(tasks) or (len(lacking) >= _MANY and len(lacking) * 2 > len(tasks))
    if plan.stored.document.wrapped and most:
        return "Cần xem lại: bảng ở dạng dòng chữ có thể chưa đọc đủ cột."
    # A list of sentences need not tell it of each, where the plan deals out the work below.
    in_cells = any("\t" in plan.stored.document.slice(task.source) for task in tasks)
    assigned = any(not task.main for task in plan.stored.plan.tasks)
    if not in_cells and assigned and (len(lacking) >= _MANY or not _is_labelled(plan, tasks)):
        return "Cần xem phần tổ chức thực hiện đã nói đủ cho từng nhiệm vụ chưa."
    return None


def _is_labelled(plan: CheckedPlan, tasks: Sequence[Task]) -> bool:
    """Tells whether most tasks of a list tell a field on a line of its own ("Thời gian thực hiện: Tháng 9")."""
    found = [_FIELD.search(fold(plan.text[task.source.start : task.source.end])) for task in tasks]
    return sum(match is not None for match in found) * 2 > len(tasks)


def _has_lead(plan: CheckedPlan, task: Task) -> bool:
    """Tells whether anyone has a task in hand: a lead, another role than helping, the unit above it or in front of it.

    "Tổ đánh giá tiến hành …" has its unit in front; a mark of repetition names that of the row above.
    """
    content = task.content.value
    if task.lead or (opens_unit(content) and not _NO_ACTOR.match(fold(content))):
        return True
    if task.group and opens_unit(_LABEL.sub("", task.group)):
        return True
    if any(cell.strip() in _DITTO for cell in plan.stored.document.slice(task.source).split("\t")):
        return True
    helping = {unit.source for unit in task.coordinate}
    return any(unit.source not in helping for role in task.roles for unit in role.units)


def _has_time(plan: CheckedPlan, task: Task) -> bool:
    """Tells whether a task has a deadline, or words that may be one: its own, or those of all that stand below them."""
    if task.time is not None:
        return _BLANK.fullmatch(task.time.text.value) is None
    words = skeleton(plan.text[task.source.start : task.source.end])
    for match in _TIME.finditer(words.text):
        start, end = (task.source.start + place for place in words.origin(*match.span()))
        if not plan.quotes_document(Source(start, end)):
            return True
    above = (*plan.headings(task.source), fold(task.group or ""), _lead_in(plan))
    return any(_SHARED.search(text) for text in above)


def _lead_in(plan: CheckedPlan) -> str:
    """Returns what stands between the last heading and the first task, as the head of the table, folded."""
    first = min(task.source.start for task in plan.stored.plan.main_tasks)
    headings = [one.source.end for one in plan.stored.plan.sections if one.source.end <= first]
    return fold(plan.text[max(headings, default=first) : first])


def _tell(code: str, what: str, lacking: Sequence[Task], total: int, doubt: str | None) -> Iterator[Check]:
    severity = Severity.WARNING if doubt is None else Severity.INFO
    if len(lacking) == total:
        message = f"Không nhiệm vụ nào nêu {what}.{f' {doubt}' if doubt else ''}"
        yield Check(code, severity, message, lacking[0].source, grounds=_GROUNDS)
    elif len(lacking) >= _MANY and (doubt is not None or len(lacking) * 2 > total):
        names = ", ".join(f"“{_name(task)}”" for task in lacking)
        message = f"{len(lacking)} trong {total} nhiệm vụ chưa nêu {what}: {names}.{f' {doubt}' if doubt else ''}"
        yield Check(code, severity, message, lacking[0].source, grounds=_GROUNDS)
    else:
        for task in lacking:
            message = f"Nhiệm vụ “{_name(task)}” chưa nêu {what}.{f' {doubt}' if doubt else ''}"
            yield Check(code, severity, message, task.source, grounds=_GROUNDS)


def _name(task: Task) -> str:
    return task.ordinal or task.content.value[:_SHOWN]
