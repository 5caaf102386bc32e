"""The list of bases: what is missing in it, and what stands in it twice."""

from __future__ import annotations

import pytest

from corpus.model import Severity
from search import Check

from .wording import QD19, QD101, TT26, Find, Write

LETTER = (
    "Căn cứ Công văn số 3003/BKHCN-TĐC ngày 25/9/2018 của Bộ Khoa học và Công nghệ về việc chuyển đổi hệ thống quản lý;"
)


def told(checks: list[Check]) -> list[tuple[str, str]]:
    return [(check.code, check.severity.value) for check in checks]


@pytest.mark.parametrize(
    ("bases", "missing"),
    [
        ((QD19, TT26, QD101), []),
        ((TT26.replace(" quy định chi tiết thi hành Quyết định số 19/2014/QĐ-TTg", ""), QD101),
         [("QĐ 19/2014/QĐ-TTg", "warning")]),
        ((QD19, QD101), [("TT 26/2014/TT-BKHCN", "info")]),
        ((QD19, TT26), [("QĐ 101/QĐ-BKHCN@2019", "info")]),
        ((QD19, TT26, "Căn cứ Quyết định số 101/QĐ-BKHCN của Bộ Khoa học và Công nghệ."), []),
        (("Căn cứ chức năng, nhiệm vụ của Sở;",),
         [("QĐ 101/QĐ-BKHCN@2019", "info"), ("QĐ 19/2014/QĐ-TTg", "info"), ("TT 26/2014/TT-BKHCN", "info")]),
    ],
)  # fmt: skip
def test_expected_bases_that_are_not_named_are_missing(
    write: Write, find: Find, bases: tuple[str, ...], missing: list[tuple[str, str]]
) -> None:
    checks = find(write(*bases), "BASIS_MISSING")
    assert sorted((check.expected or "", check.severity.value) for check in checks) == missing


def test_a_basis_is_no_more_than_suggested_to_an_agency_that_it_does_not_bind(write: Write, find: Find) -> None:
    text = write("Căn cứ Kế hoạch số 06/KH-SYT ngày 08/01/2024 của Sở Y tế tỉnh Lam Kỳ Sơn về quản lý chất lượng.")
    for issuer, severity in (("SỞ NỘI VỤ", "warning"), ("BỆNH VIỆN MẮT", "info"), ("UBND XÃ TÂN LẬP", "info")):
        checks = find(text.replace("SỞ NỘI VỤ", issuer), "BASIS_MISSING")
        assert {check.expected: check.severity.value for check in checks}["QĐ 19/2014/QĐ-TTg"] == severity, issuer


def test_a_basis_named_elsewhere_in_the_plan_is_a_hint_with_that_place(write: Write, find: Find) -> None:
    body = "2. Áp dụng Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ về việc áp dụng HTQLCL."
    basis = "Căn cứ Kế hoạch số 06/KH-UBND ngày 08/01/2024 của UBND tỉnh Lam Kỳ Sơn về áp dụng HTQLCL."
    text = write(basis, body=body)
    check = next(one for one in find(text, "BASIS_MISSING") if one.expected == "QĐ 19/2014/QĐ-TTg")
    assert check.severity is Severity.INFO
    assert check.source is not None
    assert "19/2014" in text[check.source.start : check.source.end]


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("Cải cách hành chính năm 2024", "29 tháng 01 năm 2024"),
        ("Áp dụng Hệ thống quản lý chất lượng năm 2013", "29 tháng 01 năm 2013"),
    ],
)
def test_nothing_is_missing_in_a_plan_of_another_subject_or_time(
    write: Write, find: Find, title: str, date: str
) -> None:
    basis = "Căn cứ Kế hoạch số 06/KH-UBND ngày 08/01/2012 của UBND tỉnh Lam Kỳ Sơn về cải cách hành chính."
    assert find(write(basis, title=title, date=date), "BASIS_MISSING") == []


def test_nothing_is_missing_where_no_opening_block_was_read(write: Write, find: Find) -> None:
    assert find(write(" "), "BASIS_MISSING") == []


@pytest.mark.parametrize(
    ("bases", "count"),
    [
        ((QD19, TT26, QD19.replace("Căn cứ", "Thực hiện"), QD101), 1),
        ((QD19, TT26, QD19, QD19, QD101), 1),
        ((QD19, "Căn cứ Quyết định số 101/QĐ-BKHCN của Bộ Khoa học và Công nghệ;", QD101), 1),
        ((QD19, TT26, QD101), 0),
        ((QD19, LETTER, LETTER.replace("Công văn", "Văn bản"), QD101), 1),
        ((QD19, LETTER, LETTER.replace("Công văn", "Văn bản").replace("3003/", "3004/"), QD101), 0),
        (("Căn cứ khoản 1 Điều 4 Quyết định số 19/2014/QĐ-TTg;", "Căn cứ Điều 7 Quyết định số 19/2014/QĐ-TTg;"), 0),
        (
            (
                "Căn cứ Kế hoạch số 06/KH-UBND ngày 08/01/2024 của UBND tỉnh Lam Kỳ Sơn về áp dụng HTQLCL;",
                "Căn cứ Kế hoạch số 06/KH-UBND ngày 12/01/2024 của UBND huyện Vọng Lâm về áp dụng HTQLCL.",
            ),
            0,
        ),
        (
            (
                "Căn cứ Quyết định số 77/QĐ-THPT ngày 22/8/2023 của Hiệu trưởng về áp dụng hệ thống;",
                "Căn cứ Quyết định số 77/QĐ-THPT ngày 22/8/2023 của Hiệu trưởng về áp dụng HTQLCL.",
            ),
            1,
        ),
        (
            (
                "Căn cứ Kế hoạch số 06/KH-UBND ngày 08/01/2024 của UBND tỉnh về áp dụng HTQLCL;",
                "Căn cứ Kế hoạch số 06/KH-UBND ngày 08/01/2024 của UBND huyện về áp dụng HTQLCL.",
            ),
            0,
        ),
    ],
)
def test_a_document_twice_among_the_bases_is_one_finding(
    write: Write, find: Find, bases: tuple[str, ...], count: int
) -> None:
    assert told(find(write(*bases), "CITATION_DUPLICATE")) == [("CITATION_DUPLICATE", "warning")] * count


@pytest.mark.parametrize("lead", ["Căn cứ:", "Căn cứ các văn bản sau:", "CĂN CỨ:"])
def test_a_basis_in_a_list_below_its_lead_is_named(write: Write, find: Find, lead: str) -> None:
    listed = [f"- {basis.removeprefix('Căn cứ ')}" for basis in (QD19, TT26, QD101)]
    assert find(write(lead, *listed), "BASIS_MISSING") == []
