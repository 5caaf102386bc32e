import pytest

from corpus.reading.ocr.glued_words import split_glued


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("NAMTRẠCH", ("NAM", "TRẠCH")),
        ("NAMTRẠCH:", ("NAM", "TRẠCH:")),
        ("TRỮLỊCH", ("TRỮ", "LỊCH")),
        ("phòngSỞ", ("phòng", "SỞ")),
        ("ápdụng", ("áp", "dụng")),
        ("nghiêng", ("nghiêng",)),
        ("khoẻ", ("khoẻ",)),
        ("HĐND", ("HĐND",)),
        ("VPĐK", ("VPĐK",)),
        ("Đắklắk", ("Đắklắk",)),
        ("ISO", ("ISO",)),
        ("Online", ("Online",)),
        ("SỚNỘI", ("SỚNỘI",)),
        ("QĐ-UBND", ("QĐ-UBND",)),
    ],
)
def test_a_word_that_falls_into_two_syllables_in_one_way_is_two(word: str, expected: tuple[str, ...]) -> None:
    assert split_glued(word) == expected
