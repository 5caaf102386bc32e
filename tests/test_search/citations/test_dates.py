"""Days of issue: against the registry, the number, the calendar and the plan."""

from __future__ import annotations

import pytest

from corpus.model import Severity
from search import Check

from .wording import QD19, QD101, TT26, Find, Write


def told(checks: list[Check]) -> list[tuple[str, str]]:
    return [(check.code, check.severity.value) for check in checks]


def test_a_plan_in_order_has_no_finding(write: Write, find: Find) -> None:
    assert find(write()) == []


def test_a_date_other_than_the_registrys_says_which_and_from_where(write: Write, find: Find) -> None:
    text = write(QD19.replace("05/3/2014", "03/5/2014"), TT26, QD101)
    (check,) = find(text, "CITATION_DATE_DIFFERS")
    assert (check.severity, check.expected) == (Severity.WARNING, "2014-03-05")
    assert "03/5/2014" in check.message
    assert "05/3/2014" in check.message
    assert "đọc toàn văn" in (check.grounds or "")
    assert check.source is not None
    assert text[check.source.start : check.source.end].endswith("03/5/2014")


def test_an_inferred_date_alone_is_a_hint(write: Write, find: Find) -> None:
    (check,) = find(write(QD19, TT26, QD101.replace("21/01/2019", "12/01/2019")), "CITATION_DATE_DIFFERS")
    assert (check.severity, check.expected) == (Severity.INFO, "2019-01-21")
    assert "Cần kiểm tra" in check.message
    assert "suy từ văn bản áp dụng" in check.message


def test_a_right_day_of_another_year_is_a_hint_and_no_missing_basis(write: Write, find: Find) -> None:
    checks = find(write(QD19, TT26, QD101.replace("21/01/2019", "21/01/2018")))
    assert told(checks) == [("CITATION_DATE_DIFFERS", "info")]


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        ("Thông tư số 26/2015/TT-BKHCN ngày 10/10/2014", "CITATION_YEAR_DIFFERS", "TT 26/2014/TT-BKHCN"),
        ("Thông tư số 99/2013/TT-BKHCN ngày 10/10/2014", "CITATION_YEAR_DIFFERS", None),
        ("Thông tư số 99/2013/TT-BKHCN ngày 10/10/2013", None, None),
        ("Quyết định số 55/QĐ-BKHCN ngày 10/10/2013", None, None),
    ],
)
def test_a_number_and_a_date_of_two_years_contradict_each_other(
    write: Write, find: Find, words: str, code: str | None, expected: str | None
) -> None:
    basis = f"Căn cứ {words} của Bộ Khoa học và Công nghệ quy định về hoạt động công nhận;"
    checks = find(write(QD19, TT26, basis, QD101), "CITATION_YEAR_DIFFERS", "CITATION_DATE_DIFFERS")
    assert [check.code for check in checks] == ([code] if code else [])
    assert [check.expected for check in checks] == ([expected] if code else [])


def test_one_slip_repeated_is_one_finding(write: Write, find: Find) -> None:
    wrong = QD19.replace("05/3/2014", "03/5/2014")
    body = "2. Áp dụng Quyết định số 19/2014/QĐ-TTg ngày 03/5/2014 của Thủ tướng Chính phủ."
    assert len(find(write(wrong, TT26, QD101, body=body), "CITATION_DATE_DIFFERS")) == 1


@pytest.mark.parametrize(
    ("day", "told_day"),
    [
        ("ngày 31/4/2023", "31/4/2023"),
        ("ngày 29 tháng 02 năm 2023", "29/02/2023"),
        ("ngày 12/4/0025", "0025"),
        ("ngày 30/4/2023", None),
        ("ngày 29/02/2024", None),
    ],
)
def test_a_day_that_no_calendar_has_is_told_as_such(write: Write, find: Find, day: str, told_day: str | None) -> None:
    basis = f"Căn cứ Quyết định số 412/QĐ-UBND {day} của UBND tỉnh Lam Kỳ Sơn về áp dụng hệ thống;"
    text = write(QD19, TT26, basis, QD101, date="29 tháng 5 năm 2024")
    checks = find(text, "CITATION_DATE_IMPOSSIBLE", "CITATION_FORM")
    assert [check.code for check in checks] == (["CITATION_DATE_IMPOSSIBLE"] if told_day else [])
    for check in checks:
        assert f" {told_day}" in check.message
        assert check.source is not None
        assert "412/QĐ-UBND" in text[check.source.start : check.source.end]


def test_a_basis_issued_after_the_plan_is_a_finding(write: Write, find: Find) -> None:
    basis = "Căn cứ Kế hoạch số 06/KH-UBND ngày 08/01/2025 của UBND tỉnh Lam Kỳ Sơn về cải cách hành chính."
    (check,) = find(write(QD19, TT26, QD101, basis), "CITATION_AFTER_PLAN")
    assert check.severity is Severity.WARNING
    assert find(write(QD19, TT26, QD101, basis.replace("2025", "2024")), "CITATION_AFTER_PLAN") == []
