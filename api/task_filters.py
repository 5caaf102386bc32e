"""Checks of what a person narrows tasks by: place, section, lead unit, grade, deadline."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from api.requests import FilterWords, build_filter
from corpus.errors import InvalidRequest
from corpus.model import Grade
from corpus.store import Store
from corpus.text import fold
from search import TaskFilter

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What tasks are narrowed by as a person writes it; ``None`` and blank leave a field open."""

    place: str | None = None
    section: str | None = None
    lead: str | None = None
    grade: str | None = None
    due_from: str | None = None
    due_to: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether no field is filled in."""
        return not any((self.place, self.section, self.lead, self.grade, self.due_from, self.due_to))


def build_task_filter(store: Store, plans: FilterWords, tasks: TaskWords) -> TaskFilter:
    """Builds the filter of a question about tasks.

    Raises:
        InvalidRequest: a year, a kind of agency, a grade (``GRADE_INVALID``) or a day (``DATE_INVALID``) cannot be one,
            the period ends before it begins (``PERIOD_INVALID``), or the plan's name fits several.
        NotFound: there is no such plan.
    """
    first, last = parse_day(tasks.due_from), parse_day(tasks.due_to)
    if first and last and last < first:
        raise InvalidRequest(
            f"Khoảng thời hạn ngược: ngày cuối {last:%d/%m/%Y} trước ngày đầu {first:%d/%m/%Y}.", code="PERIOD_INVALID"
        )
    return TaskFilter(
        plans=build_filter(store, plans),
        place=(tasks.place or "").strip() or None,
        section=(tasks.section or "").strip() or None,
        lead=(tasks.lead or "").strip() or None,
        grade=parse_grade(tasks.grade),
        due_from=first,
        due_to=last,
    )


def parse_grade(words: str | None) -> Grade | None:
    """Reads a grade of quality, accents optional; blank is ``None``.

    Raises:
        InvalidRequest: there is no such grade (``GRADE_INVALID``).
    """
    code = (words or "").strip()
    if not code:
        return None
    for grade in Grade:
        if fold(grade.value) == fold(code):
            return grade
    raise InvalidRequest(
        f"Không có mức chất lượng chữ “{code[:40]}”; các mức: {', '.join(Grade)}.", code="GRADE_INVALID"
    )


def parse_day(words: str | None) -> datetime.date | None:
    """Reads a day as ISO 8601 writes it (2024-05-31); blank is ``None``.

    Raises:
        InvalidRequest: it is no such day (``DATE_INVALID``).
    """
    text = (words or "").strip()
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return datetime.date.fromisoformat(text)
    except ValueError:  # a month 13, a 30th of February
        pass
    raise InvalidRequest(
        f"Ngày “{text[:20]}” không hợp lệ; hãy viết năm-tháng-ngày, ví dụ 2024-05-31.", code="DATE_INVALID"
    )
