"""Months, quarters and weeks as columns, and what a person is told where they cannot be read."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.model import Document, TimeKind
from corpus.parsing import parse_plan
from corpus.parsing.tables.periods import Period, Unit, describe, find_series, parse_period
from corpus.reading import read_document

M = Unit.MONTH
PERIODS = [
    (("T1",), Period(M, 1)),
    (("Tháng 03",), Period(M, 3)),
    (("Th. 12",), Period(M, 12)),
    (("tháng XI/2026",), Period(M, 11, year=2026)),
    (("01/2026",), Period(M, 1, year=2026)),
    (("Quý II",), Period(Unit.QUARTER, 2)),
    (("Q3",), Period(Unit.QUARTER, 3)),
    (("QUÝ IV/2026",), Period(Unit.QUARTER, 4, year=2026)),
    (("6 tháng cuối năm",), Period(Unit.HALF, 2)),
    (("Năm 2027",), Period(Unit.YEAR, 2027)),
    (("Thời gian thực hiện (tháng)", "7"), Period(M, 7)),
    (("Tháng thực hiện năm 2026", "VII"), Period(M, 7, year=2026)),
    (("Thời gian (quý)", "II"), Period(Unit.QUARTER, 2)),
    (("Thời gian", "II"), Period(Unit.UNSAID, 2)),
    (("Thời gian", "Quý II", "5"), Period(M, 5)),
    (("Tháng 3/2026", "Tuần 2"), Period(Unit.WEEK, 2, 3, 2026)),
    (("Tháng 3", "2"), Period(Unit.WEEK, 2, 3)),
    (("Năm học 2025-2026", "Tháng 9"), Period(M, 9)),
]
NO_PERIODS = [
    ("Tháng 13",),
    ("Quý 5",),
    ("TT",),
    ("Tuần 3",),
    ("5",),
    ("Quý II", "1"),
    ("Thời gian thực hiện",),
    ("Quy trình",),
]


def _document(*rows: str) -> Document:
    lines = ("\t".join(cell.strip() for cell in row.split("|")) for row in rows)
    return read_document("\n".join(lines).encode(), "plan.txt")


def _problems(*rows: str) -> list[str]:
    return [problem.code for problem in parse_plan(_document(*rows), "p").problems]


@pytest.mark.parametrize(("headings", "period"), PERIODS)
def test_a_heading_names_a_period(headings: tuple[str, ...], period: Period) -> None:
    assert parse_period(headings[-1], headings[:-1]) == period


@pytest.mark.parametrize("headings", NO_PERIODS)
def test_other_headings_name_no_period(headings: tuple[str, ...]) -> None:
    assert parse_period(headings[-1], headings[:-1]) is None


def _columns(unit: Unit, *numbers: int) -> list[Period]:
    return [period for period in find_series([Period(unit, number) for number in numbers]) if period]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ((3,), "Tháng 3"),
        ((3, 4, 5), "Tháng 3, 4, 5"),
        (tuple(range(1, 13)), "Cả năm"),
    ],
)
def test_marked_months_are_worded(marked: tuple[int, ...], words: str) -> None:
    columns = _columns(M, *range(1, 13))
    assert describe([column for column in columns if column.number in marked], columns) == words


def test_months_after_new_year_are_of_the_next_year() -> None:
    columns = _columns(M, 10, 11, 12, 1, 2)
    assert [column.later for column in columns] == [False, False, False, True, True]
    assert describe(columns[3:], columns) == "Tháng 1, 2 năm sau"


def test_one_or_two_months_among_other_columns_are_no_series() -> None:
    assert find_series([None, Period(M, 1), Period(M, 2)]) == [None, None, None]


def test_years_with_a_gap_are_not_worded_as_a_span() -> None:
    columns = _columns(Unit.YEAR, 2025, 2026, 2027)
    assert describe(columns[1:], columns) == "Năm 2026-2027"
    assert describe([columns[0], columns[2]], columns) is None


def test_marks_become_a_deadline_with_the_marks_as_its_quotes() -> None:
    rows = ("TT | Nội dung | T5 | T6 | T7", "1 | Đánh giá nội bộ | | x | X")
    document = _document("KẾ HOẠCH", "Áp dụng hệ thống quản lý chất lượng năm 2026", "", *rows)
    task = parse_plan(document, "p").plan.main_tasks[0]
    assert task.time is not None
    assert (task.time.kind, task.time.start, task.time.end) == (TimeKind.MONTH, date(2026, 6, 1), date(2026, 7, 31))
    assert task.time.text.value == "Tháng 6, 7"
    assert [(quote.raw, document.slice(quote.source)) for quote in task.time.text.quotes] == [("x", "x"), ("X", "X")]


HEAD = "TT | Nội dung | Chủ trì | T1 | T2 | T3"


@pytest.mark.parametrize(
    ("row", "unread"),
    [
        ("1 | Đào tạo | Văn phòng | x | | ", False),
        ("1 | Đào tạo | Văn phòng | | | ", False),
        ("1 | Đào tạo | Văn phòng | - | 0 | x", False),
        ("1 | Đào tạo | Văn phòng | ngày 15 | | ", False),
        ("1 | Đào tạo | Văn phòng | 2 lớp | | ", True),
        ("1 | Đào tạo | Văn phòng | 15 | | ", True),
    ],
)
def test_a_cell_that_is_no_mark_is_said_to_be_unread(row: str, unread: bool) -> None:
    assert ("MONTH_COLUMNS_UNREAD" in _problems(HEAD, row)) is unread


UNITS = "TT | Nội dung | Văn phòng | Phòng Kế hoạch | Thời gian"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((UNITS, "1 | Đào tạo | x | o | Quý I"), "ROLE_COLUMNS_UNREAD"),
        ((UNITS, "1 | Đào tạo | R | A | Quý I"), "ROLE_COLUMNS_UNREAD"),
        (("TT | Nội dung | Chủ trì/Phối hợp", "1 | Đào tạo | Văn phòng, Phòng Kế hoạch"), "ROLES_NOT_SEPARATED"),
    ],
)
def test_marks_and_lists_that_do_not_say_who_leads_are_problems(rows: tuple[str, ...], code: str) -> None:
    assert code in _problems(*rows)


@pytest.mark.parametrize(
    "row", ["1 | Đào tạo | CT | PH | Quý I", "1 | Đào tạo | CT | | Quý I", "1 | Đào tạo | | | Quý I"]
)
def test_marks_that_say_who_leads_are_no_problem(row: str) -> None:
    rows = (UNITS, row)
    assert not {"ROLE_COLUMNS_UNREAD", "ROLES_NOT_SEPARATED"} & set(_problems(*rows))
