import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.ocr.letter_case import mend_case


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ban ChỈ đạo", "Ban Chỉ đạo"),
        ("3. TỪng việc", "3. Từng việc"),
        ("tuân thỦ quy trình", "tuân thủ quy trình"),
        ("Văn phòng SỞ", "Văn phòng Sở"),
        ("SỞ và UBND", "Sở và UBND"),
        ("SỞ CÔNG THƯƠNG", "SỞ CÔNG THƯƠNG"),
        ("VĂN PHÒNG SỞ", "VĂN PHÒNG SỞ"),
        ("ISO SỞ", "ISO SỞ"),
        ("SỞ", "SỞ"),
        ("19/2014/QĐ-TTg của UBND", "19/2014/QĐ-TTg của UBND"),
        ("HĐND xã, QĐ này", "HĐND xã, QĐ này"),
        ("Ủy ban Ở đó", "Ủy ban Ở đó"),
    ],
)
def test_the_case_of_marked_vowels_follows_their_word_and_its_neighbours(line: str, expected: str) -> None:
    assert " ".join(mend_case(line.split())) == expected


@given(st.lists(st.text(min_size=1)))
def test_nothing_but_case_changes(words: list[str]) -> None:
    mended = mend_case(words)
    assert [word.casefold() for word in mended] == [word.casefold() for word in words]
