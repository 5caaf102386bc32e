"""Issuers, held against the code of the number."""

from __future__ import annotations

import pytest

from .wording import QD19, QD101, TT26, Find, Write


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
