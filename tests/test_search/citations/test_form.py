"""How documents are cited: in full at first, each basis with its last mark."""

from __future__ import annotations

import pytest

from corpus.model import Severity

from .wording import QD19, QD101, TITLE, TT26, Find, Write


@pytest.mark.parametrize(
    ("basis", "lacking"),
    [
        ("Căn cứ Quyết định số 412/QĐ-UBND ngày 17/3/2020 của UBND tỉnh Lam Kỳ Sơn;", ["trích yếu"]),
        ("Căn cứ Quyết định số 412/QĐ-UBND ngày 17/3/2020;", ["cơ quan ban hành", "trích yếu"]),
        ("Căn cứ Quyết định số 412/QĐ-UBND;", ["ngày ban hành", "cơ quan ban hành", "trích yếu"]),
        ("Căn cứ Quyết định số 412/QĐ-UBND ngày 17/3/2020 của UBND tỉnh Lam Kỳ Sơn giao chỉ tiêu áp dụng;", []),
        ("Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025;", []),
        ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;", []),
        ("Theo đề nghị của Chánh Văn phòng tại Tờ trình số 19/TTr-VP ngày 16/01/2024;", []),
    ],
)
def test_a_basis_is_cited_in_full(write: Write, find: Find, basis: str, lacking: list[str]) -> None:
    checks = find(write(QD19, basis, TT26, QD101), "CITATION_FORM")
    assert all(check.severity is Severity.INFO for check in checks)
    told_parts = [check.message.partition("chưa ghi ")[2].partition(" (")[0].split(", ") for check in checks]
    assert told_parts == ([lacking] if lacking else [])


def test_documents_that_share_a_title_are_cited_in_full(write: Write, find: Find) -> None:
    basis = (
        "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ và Thông tư số 26/2014/TT-BKHCN "
        "ngày 10/10/2014 của Bộ Khoa học và Công nghệ về áp dụng hệ thống quản lý chất lượng;"
    )
    assert find(write(basis, QD101), "CITATION_FORM") == []


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("2. Chi theo Thông tư số 116/2015/TT-BTC ngày 11/8/2015 của Bộ Tài chính.", 1),
        ("2. Sở Tài chính có Công văn số 55/STC-NS ngày 11/01/2024 về kinh phí.", 0),
        ("2. Thực hiện Quyết định số 19/2014/QĐ-TTg; báo cáo Giám đốc.", 0),
    ],
)
def test_the_first_mention_is_in_full_and_later_ones_are_short(write: Write, find: Find, body: str, count: int) -> None:
    assert len(find(write(body=body), "CITATION_FORM")) == count


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        ((QD19, TT26, QD101), []),
        ((QD19, TT26, QD101[:-1] + ","), []),
        ((QD19, TT26, QD101[:-1] + ";"), ["."]),
        ((QD19[:-1] + ",", TT26, QD101), [";"]),
        ((QD19[:-1] + ".", TT26[:-1] + ".", QD101), [";"]),
    ],
)
def test_bases_end_in_semicolons_and_the_last_in_a_full_stop(
    write: Write, find: Find, bases: tuple[str, ...], expected: list[str]
) -> None:
    assert [check.expected for check in find(write(*bases), "CITATION_FORM")] == expected


def test_form_is_not_measured_by_a_decree_that_was_not_there(write: Write, find: Find) -> None:
    bases = ("Căn cứ Quyết định số 412/QĐ-UBND,", "Căn cứ Quyết định số 413/QĐ-UBND,")
    title = TITLE.replace("2024", "2019")
    assert find(write(*bases, date="29 tháng 01 năm 2019", title=title), "CITATION_FORM") == []
