"""The edition of the standard that a plan applies."""

from __future__ import annotations

import pytest

from corpus.model import Severity

from .wording import QD19, TT26, Find, Write


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("2. Tập huấn nội dung tiêu chuẩn TCVN ISO 9001:2008 cho công chức.", True),
        ("2. Tập huấn nội dung tiêu chuẩn ISO 9001:2008 cho công chức.", True),
        ("2. Tập huấn nội dung tiêu chuẩn TCVN ISO 9001:2015 cho công chức.", False),
        ("2. Chuyển đổi từ TCVN ISO 9001:2008 sang TCVN ISO 9001:2015.", False),
        ("2. Áp dụng song song TCVN ISO 9001:2008 và TCVN ISO 9001:2015.", False),
        ("2. Rà soát hệ thống theo TCVN ISO 9001:2008 (nay là TCVN ISO 9001:2015).", False),
        ("2. Thực hiện Quyết định của Thủ tướng Chính phủ về việc áp dụng HTQLCL theo TCVN ISO 9001:2008.", False),
        ("2. Chi theo Thông tư số 116/2015/TT-BTC về quản lý tài chính đối với HTQLCL theo TCVN ISO 9001:2008.", False),
    ],
)
def test_a_cancelled_edition_is_found_where_the_plan_itself_applies_it(
    write: Write, find: Find, body: str, found: bool
) -> None:
    checks = find(write(body=body), "STANDARD_EDITION")
    assert [check.expected for check in checks] == (["TCVN ISO 9001:2015"] if found else [])
    assert all(check.severity is Severity.WARNING for check in checks)


@pytest.mark.parametrize(
    ("date", "severity"),
    [
        ("29 tháng 01 năm 2015", None),
        ("30 tháng 12 năm 2015", None),
        ("29 tháng 02 năm 2016", "info"),
        ("29 tháng 01 năm 2018", "info"),
        ("29 tháng 01 năm 2019", "warning"),
    ],
)
def test_an_edition_is_judged_on_the_plans_own_day(write: Write, find: Find, date: str, severity: str | None) -> None:
    title = f"Áp dụng Hệ thống quản lý chất lượng theo TCVN ISO 9001:2008 năm {date[-4:]}"
    checks = find(write(QD19, TT26, date=date, title=title), "STANDARD_EDITION")
    assert [check.severity.value for check in checks] == ([severity] if severity else [])


def test_an_edition_named_often_is_one_finding_with_its_count(write: Write, find: Find) -> None:
    body = "2. Áp dụng TCVN ISO 9001:2008 tại Sở.\n3. Đào tạo TCVN ISO 9001:2008 cho công chức."
    (check,) = find(write(body=body), "STANDARD_EDITION")
    assert "(nêu ở 2 chỗ)" in check.message


def test_an_edition_named_in_two_ways_is_one_finding(write: Write, find: Find) -> None:
    body = "2. Áp dụng TCVN ISO 9001:2008 tại Sở.\n3. Đào tạo ISO 9001:2008 cho công chức."
    (check,) = find(write(body=body), "STANDARD_EDITION")
    assert "(nêu ở 2 chỗ)" in check.message
