import math

import pytest

from corpus.reading.restoration.channel import Channel
from corpus.reading.restoration.grammar import mend_number, mend_symbol

CODES = {code: math.log(0.1) for code in ("QĐ", "NĐ", "TT", "TTg", "CP", "KH", "UBND", "BKHCN", "HĐND", "BGDĐT")}


@pytest.mark.parametrize(
    ("found", "expected"), [("0S", "05"), ("2O23", "2023"), ("l0", "10"), ("1l2", "112"), ("2O2I", "2021")]
)
def test_letters_that_look_like_digits_are_read_as_digits_without_confidence(found: str, expected: str) -> None:
    guess = mend_number(found)
    assert guess is not None
    assert (guess.text, guess.confident) == (expected, False)


@pytest.mark.parametrize("found", ["SO", "I1I", "4p", "x4", "l", "1SO", "ll"])
def test_what_is_more_letters_than_digits_is_no_number(found: str) -> None:
    assert mend_number(found) is None


@pytest.mark.parametrize(
    ("found", "expected", "confident"),
    [
        ("19/2014/QD-TTg", "19/2014/QĐ-TTg", True),
        ("19/2014/QĐ-TTg", "19/2014/QĐ-TTg", True),
        ("30/2020/ND-CP", "30/2020/NĐ-CP", True),
        ("41 /KH-UBND", "41 /KH-UBND", True),
        ("/KH-UBND", "/KH-UBND", True),
        ("101/QD-BKHCN", "101/QĐ-BKHCN", True),
        ("206-CP", "206-CP", True),
        ("2O/2021/TT-BGDDT", "20/2021/TT-BGDĐT", False),
        ("12/NQ-HDND", "12/NQ-HĐND", False),
    ],
)
def test_symbols_are_mended(found: str, expected: str, *, confident: bool) -> None:
    guess = mend_symbol(found, CODES, Channel({}))
    assert (guess.text, guess.confident) == (expected, confident)


def test_a_small_letter_in_a_code_is_taken_for_a_look_alike() -> None:
    assert mend_symbol("19/2014/Qb-TTg", CODES, Channel({"Đ": {"D": 9.0, "b": 1.0}})).text == "19/2014/QĐ-TTg"


def test_a_code_no_one_knows_stays_as_found_and_is_unsure() -> None:
    guess = mend_symbol("1314/CV-XYZW", CODES, Channel({}))
    assert (guess.text, guess.confident) == ("1314/CV-XYZW", False)


def test_digits_are_never_invented() -> None:
    for found in ("1?/2014/QD-TTg", "/QD-TTg", "1/QD-TTg"):
        assert sum(map(str.isdigit, mend_symbol(found, CODES, Channel({})).text)) == sum(map(str.isdigit, found))
