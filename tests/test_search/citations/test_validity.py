"""Documents that had ended or did not apply on the day of the plan."""

from __future__ import annotations

import pytest

from corpus.citations.registry import RegistryFile, lint_registry
from corpus.model import Severity

from .wording import QD19, QD101, TITLE, TT26, Find, Write

QD118 = (
    "Căn cứ Quyết định số 118/2009/QĐ-TTg ngày 30/9/2009 của Thủ tướng Chính phủ về việc sửa đổi, bổ sung một số điều;"
)


def test_a_basis_that_had_ended_is_a_finding_with_its_successor(write: Write, find: Find) -> None:
    (check,) = find(write(QD118, QD19, TT26, QD101), "CITATION_SUPERSEDED")
    assert (check.severity, check.expected) == (Severity.WARNING, "QĐ 19/2014/QĐ-TTg")
    assert "từ ngày 18/5/2014" in check.message


@pytest.mark.parametrize(
    ("date", "title", "severities"),
    [
        ("17 tháng 5 năm 2014", "Áp dụng Hệ thống quản lý chất lượng năm 2014", []),
        ("18 tháng 5 năm 2014", "Áp dụng Hệ thống quản lý chất lượng năm 2014", ["warning"]),
        ("    tháng     năm 2014", "Áp dụng Hệ thống quản lý chất lượng năm 2014", ["info"]),
        ("    tháng     năm 2015", "Áp dụng Hệ thống quản lý chất lượng năm 2015", ["info"]),
        ("    tháng     năm 2016", "Áp dụng Hệ thống quản lý chất lượng năm 2016", ["warning"]),
        ("    tháng     năm 2013", "Áp dụng Hệ thống quản lý chất lượng năm 2013", []),
    ],
)
def test_the_plans_own_day_decides_and_else_its_year_where_it_can(
    write: Write, find: Find, date: str, title: str, severities: list[str]
) -> None:
    checks = find(write(QD118, date=date, title=title), "CITATION_SUPERSEDED")
    assert [check.severity.value for check in checks] == severities


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("2. Chi theo Thông tư số 159/2010/TT-BTC của Bộ Tài chính.", ["CITATION_SUPERSEDED"]),
        ("2. Thông tư số 159/2010/TT-BTC đã được thay thế bằng Thông tư số 116/2015/TT-BTC.", []),
        ("2. Thông tư số 116/2015/TT-BTC thay thế Thông tư số 159/2010/TT-BTC.", []),
        ("2. Rà soát theo Thông tư số 116/2015/TT-BTC của Bộ Tài chính.", []),
    ],
)
def test_a_mention_of_an_ended_document_is_a_hint_unless_its_end_is_spoken_of(
    write: Write, find: Find, body: str, codes: list[str]
) -> None:
    checks = find(write(body=body), "CITATION_SUPERSEDED")
    assert [check.code for check in checks] == codes
    assert all(check.severity is Severity.INFO for check in checks)


def test_a_document_in_the_title_of_another_is_rightly_named(write: Write, find: Find) -> None:
    basis = (
        "Căn cứ Nghị định số 77/2011/NĐ-CP ngày 01/6/2011 của Chính phủ sửa đổi, bổ sung Nghị định số 110/2004/NĐ-CP "
        "ngày 08/4/2004 của Chính phủ về công tác văn thư;"
    )
    assert find(write(QD19, TT26, basis, QD101), "CITATION_SUPERSEDED") == []


def test_an_inferred_end_is_a_hint(write: Write, find: Find) -> None:
    basis = "Căn cứ Quyết định số 2968/QĐ-BKHCN ngày 29/12/2010 của Bộ Khoa học và Công nghệ công bố mô hình khung;"
    (check,) = find(write(QD19, TT26, basis), "CITATION_SUPERSEDED")
    assert check.severity is Severity.INFO
    assert "Cần kiểm tra" in check.message


@pytest.mark.parametrize(
    ("date", "body", "found"),
    [
        ("15 tháng 6 năm 2026", "", "Nếu kế hoạch dựa vào các khoản này"),
        ("28 tháng 4 năm 2026", "", None),
        ("01 tháng 3 năm 2027", "", None),
        (
            "15 tháng 6 năm 2026",
            "2. Thuê tư vấn theo khoản 2 Điều 7 Quyết định số 19/2014/QĐ-TTg.",
            "khoản 2 Điều 7 tạm",
        ),
    ],
)
def test_suspended_clauses_are_told_while_they_do_not_apply(
    write: Write, find: Find, date: str, body: str, found: str | None
) -> None:
    title = TITLE.replace("2024", date[-4:])
    checks = find(write(date=date, body=body, title=title), "CITATION_SUSPENDED")
    assert len(checks) == (found is not None)
    for check in checks:
        assert check.severity is Severity.INFO
        assert found is not None
        assert found in check.message


def test_an_entry_nobody_checked_makes_no_finding(write: Write, find: Find) -> None:
    text = (
        "type,number,date,issuer,status,superseded_by,ended_on,source,strength\n"
        "Quyết định,19/2014/QĐ-TTg,01/01/2014,Thủ tướng Chính phủ,đã hết hiệu lực,,01/01/2015,nghe nói,GK\n"
    )
    registry = lint_registry([RegistryFile("cua-toi.csv", text.encode())]).registry
    assert len(registry.documents) == 1
    assert find(write(), registry=registry) == []


def test_a_provinces_entry_is_held_against_that_province_alone(write: Write, find: Find) -> None:
    text = (
        "type,number,date,issuer,status,source,strength\n"
        "Quyết định,1091/QĐ-UBND,09/5/2017,UBND thành phố Hải Phòng,,Công báo,P\n"
    )
    registry = lint_registry([RegistryFile("cua-toi.csv", text.encode())]).registry
    basis = "Căn cứ Quyết định số 1091/QĐ-UBND ngày 10/5/2017 của {} phê duyệt Kế hoạch chuyển đổi;"
    for issuer, count in (
        ("Ủy ban nhân dân thành phố Hải Phòng", 1),
        ("UBND tỉnh Hưng Yên", 0),
        ("UBND thành phố", 0),
    ):
        checks = find(write(QD19, basis.format(issuer)), "CITATION_DATE_DIFFERS", registry=registry)
        assert len(checks) == count, issuer
