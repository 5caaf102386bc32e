from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.citations import canonical_key, matches, parse_reference
from corpus.citations.keys import comparable_key
from corpus.text import fold

KEYS = [
    ("Quyết định", "19/2014/QĐ-TTg", None, "QĐ 19/2014/QĐ-TTg"),
    ("quyet dinh", " 19 / 2014 / QÐ – TTG", 2014, "QĐ 19/2014/QĐ-TTg"),
    ("QĐ", "101/QD-BKHCN", 2019, "QĐ 101/QĐ-BKHCN@2019"),
    ("QĐ", "101/QĐ-BKHCN", None, "QĐ 101/QĐ-BKHCN"),
    ("Nghị định", "5/2020/NĐ-CP", None, "NĐ 05/2020/NĐ-CP"),
    ("Bộ luật", "45/2019/QH14", None, "Luật 45/2019/QH14"),
    ("Quy định", "37-QĐ/TW", None, "QyĐ 37-QĐ/TW"),
    ("Công văn", "1314/SKHCN-TDC", None, "CV 1314/SKHCN-TĐC"),
    (None, "tcvn iso 9001 : 2015", None, "TCVN ISO 9001:2015"),
    ("Tiêu chuẩn", "ISO 9001:2015", 2015, "ISO 9001:2015"),
    ("Đề án", "08", None, None),
    ("Hóa đơn", "19/2014/QĐ-TTg", None, None),
    (None, "19/2014/QĐ-TTg", None, None),
]

QUESTIONS = [
    ("19/2014", "QĐ 19/2014/QĐ-TTg", True),
    ("19/2014", "TT 19/2014/TT-BTC", True),
    ("19/2014", "QĐ 119/2014/QĐ-TTg", False),
    ("19/2014", "QĐ 19/2015/QĐ-TTg", False),
    ("19/2014", "QĐ 19/QĐ-UBND@2014", True),
    ("19/2014", "QĐ 19/QĐ-UBND", False),
    ("quyet dinh 19/2014/qd-ttg", "QĐ 19/2014/QĐ-TTg", True),
    ("QĐ 19/2014/QĐ-TTg", "QĐ 19/2014/QĐ-TTg", True),
    ("Quyết định số: 19/2014/QĐ-TTg", "QĐ 19/2014/QĐ-TTg", True),
    ("thông tư 19/2014", "QĐ 19/2014/QĐ-TTg", False),
    ("101/QĐ-BKHCN", "QĐ 101/QĐ-BKHCN@2019", True),
    ("101/qd", "QĐ 101/QĐ-BKHCN@2019", True),
    ("101/QĐ-UBND", "QĐ 101/QĐ-BKHCN@2019", False),
    ("nghi dinh 5/2020", "NĐ 05/2020/NĐ-CP", True),
    ("van ban 1314/SKHCN", "CV 1314/SKHCN-TĐC@2018", True),
    ("thong tu lien tich 29/2014", "TT 29/2014/TT-BTC", False),
    ("Luật Điện lực số 61/2024/QH15", "Luật 61/2024/QH15", True),
    ("iso 9001", "TCVN ISO 9001:2015", True),
    ("tcvn iso 9001:2015", "ISO 9001:2015", False),
    ("ISO 9001:2008", "TCVN ISO 9001:2015", False),
    ("66.13/2026", "NQ 66.13/2026/NQ-CP", True),
    ("13/2026", "NQ 66.13/2026/NQ-CP", False),
    ("khoản 2 Điều 5 Nghị định 30/2020/NĐ-CP", "NĐ 30/2020/NĐ-CP", True),
    ("khoản 2 Điều 5 Nghị định 30/2020/NĐ-CP", "QĐ 05/QĐ-UBND", False),
    ("QĐ 101/QĐ-BKHCN ngày 12/01/2019", "QĐ 101/QĐ-BKHCN@2019", True),
    ("ngày 19/6/2015", "Luật Tổ chức chính quyền địa phương@2015-06-19", False),
    ("2015", "Luật Tổ chức chính quyền địa phương@2015-06-19", False),
    ("2015", "Luật Tổ chức chính quyền địa phương@2015", False),
    ("nghị quyết năm 2024", "NQ 2024/NQ-HĐND", False),
    ("nghị quyết số 2024", "NQ 2024/NQ-HĐND", True),
    ("luật ngày 19/6/2015", "Luật 19/2015/QH13", False),
    ("cải cách hành chính", "QĐ 19/2014/QĐ-TTg", False),
    ("chuyển đổi số 4.0", "QĐ 04/2023/QĐ-UBND", False),
    ("chuyển đổi số 4", "QĐ 04/2023/QĐ-UBND", False),
    ("hồ sơ 4", "QĐ 04/2023/QĐ-UBND", False),
    ("5S", "QĐ 05/2023/QĐ-UBND", False),
    ("covid 19", "QĐ 19/2014/QĐ-TTg", False),
    ("kế hoạch 5 năm", "KH 05/KH-UBND", False),
    ("quyết định 19 năm 2014", "QĐ 19/2014/QĐ-TTg", True),
    ("Quyết định số 19.", "QĐ 19/2014/QĐ-TTg", True),
    ("số 19 của Thủ tướng", "QĐ 19/2014/QĐ-TTg", True),
    ("19", "QĐ 19/2014/QĐ-TTg", True),
    ("luật điện lực số 61", "Luật 61/2024/QH15", True),
    ("luật điện lực 61", "Luật 61/2024/QH15", False),
    ("19 TC/QĐ/CĐKT", "QĐ 19TC/QĐ/CĐKT@1995", True),
    ("1141 TC/QĐ", "QĐ 1141-TC/QĐ/CĐKT@1995", True),
    ("19 NV/QĐ", "QĐ 19TC/QĐ/CĐKT@1995", False),
    ("tcvn iso 9001-2015", "TCVN ISO 9001:2015", True),
    ("tcvn iso 9001-2008", "TCVN ISO 9001:2015", False),
    ("iso 14040-1", "TCVN ISO 14040-1:2009", True),
    ("30c/NQ-CP", "NQ 30c/NQ-CP@2011", True),
    ("Nghị quyết số 30C/NQ-CP ngày 08/11/2011", "NQ 30c/NQ-CP@2011", True),
    ("nghị quyết 30c", "NQ 30c/NQ-CP@2011", True),
    ("985a/QĐ-TTg", "QĐ 985a/QĐ-TTg@2018", True),
    ("30/NQ-CP", "NQ 30c/NQ-CP@2011", False),
    ("30c/NQ-CP", "NQ 30/NQ-CP@2011", False),
    ("", "QĐ 19/2014/QĐ-TTg", False),
]


@pytest.mark.parametrize(("kind", "number", "year", "key"), KEYS)
def test_a_document_has_one_key(kind: str | None, number: str, year: int | None, key: str | None) -> None:
    assert canonical_key(kind, number, year) == key


@pytest.mark.parametrize(("query", "key", "expected"), QUESTIONS)
def test_a_question_matches_the_keys_it_may_mean(query: str, key: str, expected: bool) -> None:
    assert matches(parse_reference(query), key) is expected


@given(st.sampled_from([key for *_, key in KEYS if key]))
def test_a_key_asked_for_without_accents_or_case_finds_itself(key: str) -> None:
    assert matches(parse_reference(fold(key)), key)
    assert matches(parse_reference(key.upper()), key)


def test_the_parts_of_a_number_are_told_apart() -> None:
    letter, old = parse_reference("nghị quyết 30c/NQ-CP"), parse_reference("19 TC/QĐ/CĐKT")
    assert (letter.prefix, letter.digits, letter.codes) == ("NQ", "30c", ("nq", "cp"))
    assert (old.digits, old.codes) == ("19", ("tc", "qd", "cdkt"))
    assert parse_reference("chuyển đổi số 4.0").digits is None


@given(st.text(max_size=60))
def test_any_question_can_be_parsed(query: str) -> None:
    parse_reference(query)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("QĐ 1141TC/QĐ/CĐKT@1995", "QĐ 1141-TC/QĐ/CĐKT@1995", True),
        ("QĐ 1141TC/QĐ/CĐKT", "QĐ 1141/TC/QĐ/CĐKT", True),
        ("NĐ 206-CP", "NĐ 206/CP@1979", True),
        ("VB 45/UBND-KH@2024", "CV 45/UBND-KH", True),
        ("NQ 66-NQ/TW", "NQ 66/NQ-TW", False),
        ("NQ 30c/NQ-CP", "NQ 30/NQ-CP", False),
        ("QĐ 19/2014/QĐ-TTg", "QĐ 19/QĐ-TTg", False),
    ],
)
def test_old_numbers_are_compared_without_what_parts_digits_and_code(first: str, second: str, same: bool) -> None:
    assert (comparable_key(first) == comparable_key(second)) is same


@given(st.sampled_from(["TCVN ISO 9001:2015", "ISO/IEC 17025:2017", "QCVN 06:2022/BXD", "Luật 68/2006/QH11"]))
def test_standards_and_laws_are_compared_as_they_are(key: str) -> None:
    assert comparable_key(key) == key
