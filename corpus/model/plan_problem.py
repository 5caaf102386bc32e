"""What can be said of the reading of a plan, by its stable code."""

from __future__ import annotations

from enum import StrEnum


class PlanProblem(StrEnum):
    """Codes of :class:`corpus.model.Problem` that the parser and corrections give; readers have codes of their own.

    Of the plan itself: ``NUMBER_BLANK`` … ``HEADER_ANNEX_MISMATCH``. Of our reading: the rest; nothing that such a
    problem covers may be called missing.
    """

    NUMBER_BLANK = "NUMBER_BLANK"
    DATE_BLANK = "DATE_BLANK"
    IMPOSSIBLE_DATE = "IMPOSSIBLE_DATE"
    NUMBERING_SLIP = "NUMBERING_SLIP"
    HEADER_ANNEX_MISMATCH = "HEADER_ANNEX_MISMATCH"
    TITLE_NOT_FOUND = "TITLE_NOT_FOUND"
    TEXT_DAMAGED = "TEXT_DAMAGED"
    TASK_LIST_NOT_FOUND = "TASK_LIST_NOT_FOUND"
    TASK_TABLE_UNREADABLE = "TASK_TABLE_UNREADABLE"
    TASK_TABLE_PARTLY_READ = "TASK_TABLE_PARTLY_READ"
    MONTH_COLUMNS_UNREAD = "MONTH_COLUMNS_UNREAD"
    ROLE_COLUMNS_UNREAD = "ROLE_COLUMNS_UNREAD"
    ROLES_NOT_SEPARATED = "ROLES_NOT_SEPARATED"
    CORRECTION_UNPLACED = "CORRECTION_UNPLACED"
