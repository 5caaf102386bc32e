"""Issuers, held against the code of the number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from search import Check

Find = Callable[..., list[Check]]
Write = Callable[..., str]
QD19 = (
    "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ về việc áp dụng Hệ thống quản lý chất "
    "lượng theo Tiêu chuẩn quốc gia TCVN ISO 9001:2008 vào hoạt động của các cơ quan, tổ chức thuộc hệ thống hành "
    "chính nhà nước;"
)
TT26 = (
    "Căn cứ Thông tư số 26/2014/TT-BKHCN ngày 10/10/2014 của Bộ Khoa học và Công nghệ quy định chi tiết thi hành Quyết "
    "định số 19/2014/QĐ-TTg;"
)
QD101 = (
    "Căn cứ Quyết định số 101/QĐ-BKHCN ngày 21/01/2019 của Bộ Khoa học và Công nghệ về việc công bố Mô hình khung hệ "
    "thống quản lý chất lượng."
)


@pytest.mark.parametrize(
    ("number", "issuer", "expected"),
    [
        ("19/2014/QĐ-TTg ngày 05/3/2014", "Chính phủ", "Thủ tướng Chính phủ"),
        ("19/2014/QĐ-TTg ngày 05/3/2014", "Thủ tướng Chính phủ", None),
        ("77/2021/NĐ-CP ngày 01/6/2021", "Thủ tướng Chính phủ", "Chính phủ"),
        ("77/2021/TT-BTC ngày 01/6/2021", "Bộ trưởng Bộ Tài chính", None),
        ("77/2021/TT-BTC ngày 01/6/2021", "Bộ Nội vụ", "Bộ Tài chính"),
        ("77/2021/TT-BTC ngày 01/6/2021", "Bộ TC", None),
        ("77/2021/TTLT-BTC-BNV ngày 01/6/2021", "Bộ Tài chính, Bộ Nội vụ", None),
        ("77/QĐ-UBND ngày 01/6/2021", "UBND tỉnh", None),
    ],
)
def test_an_issuer_is_held_against_the_code_of_the_number(
    write: Write, find: Find, number: str, issuer: str, expected: str | None
) -> None:
    kind = {"QĐ": "Quyết định", "NĐ": "Nghị định", "TTLT": "Thông tư liên tịch", "TT": "Thông tư"}
    word = next(name for code, name in kind.items() if f"/{code}-" in number)
    basis = f"Căn cứ {word} số {number} của {issuer} về hoạt động chung;"
    checks = find(write(TT26, basis, QD101), "CITATION_ISSUER_DIFFERS")
    assert [check.expected for check in checks] == ([expected] if expected else [])


@pytest.mark.parametrize(
    "basis",
    [
        "Căn cứ Quyết định số 1141-TC/QĐ/CĐKT ngày 01/11/1995 của Bộ Tài chính về chế độ kế toán;",
        "Căn cứ Thông tư số 23-TC/HCSN ngày 01/11/1995 của Bộ Tài chính về chế độ chi;",
    ],
)
def test_an_old_number_names_its_ministry_behind_the_digits(write: Write, find: Find, basis: str) -> None:
    assert find(write(QD19, TT26, basis, QD101), "CITATION_ISSUER_DIFFERS") == []
    (check,) = find(write(QD19, TT26, basis.replace("Bộ Tài chính", "Bộ Y tế"), QD101), "CITATION_ISSUER_DIFFERS")
    assert check.expected == "Bộ Tài chính"
