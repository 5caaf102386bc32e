"""Symbols and numbers in canonical form."""

from __future__ import annotations

import pytest

from indexer.segmentation import segment
from indexer.symbols import find_symbols

WHOLE = [
    ("Nghị định số 30/2020/NĐ-CP", ["30/2020/nd-cp"]),
    ("nghi dinh 30/2020/nd-cp", ["30/2020/nd-cp"]),
    ("Nghị định 30 / 2020 / NĐ - CP", ["30/2020/nd-cp"]),
    ("theo 101/QĐ-BKHCN và 05/KH-UBND.", ["101/qd-bkhcn", "5/kh-ubnd"]),
    ("66-NQ/TW", ["66/nq-tw"]),
    ("Quyết định 19/2014", ["19/2014"]),
    ("TCVN ISO 9001:2015", ["9001:2015"]),
    ("ISO 9001 : 2015", ["9001:2015"]),
    ("ISO 9001-2015", ["9001:2015"]),
    ("trước 15/3/2024", ["15/3/2024"]),
    ("trước ngày 15 tháng 03 năm 2024", ["15/3/2024"]),
    ("năm học 2024-2025", ["2024-2025"]),
    ("và/hoặc, 24/7, 8 giờ - 10 giờ", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "whole"), WHOLE)
def test_a_symbol_has_one_form_however_it_is_written(text: str, whole: list[str]) -> None:
    assert [symbol.tokens[0] for symbol in find_symbols(text)] == whole


def test_its_parts_stand_beside_it() -> None:
    assert next(find_symbols("30/2020/NĐ-CP")).tokens == ("30/2020/nd-cp", "30/2020", "30", "2020", "nd", "cp")
    assert next(find_symbols("9001:2015")).tokens == ("9001:2015", "9001", "2015")


def test_the_words_of_a_text_hold_its_symbols_whole() -> None:
    assert segment("Căn cứ Nghị định số 30/2020/NĐ-CP, ban hành") == [
        "căn_cứ", "nghị_định", "số", "30/2020/nd-cp", "30/2020", "30", "2020", "nd", "cp", "ban_hành",
    ]  # fmt: skip
