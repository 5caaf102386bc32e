import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.reading.syllables import is_accented, is_syllable

VALID = """
quyết định số của ủy ban nhân dân huyện về việc ban hành kế hoạch duy trì áp dụng cải tiến hệ thống quản lý chất lượng
theo tiêu chuẩn quốc gia nghiêng nghỉ khuya khuỷu quýt quí quý giếng gì giờ hoà hòa thuở ngoằn ngoèo xoong yêu uyên
bướu chuyển ruộng ướt ích ách oái quanh quyển ƯỚC Đảng được kỳ y
"""


@pytest.mark.parametrize("word", VALID.split())
def test_accepts_the_syllables_of_administrative_vietnamese(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    ["quyét", "chuán", "lugng", "quéc", "hoạtt", "cen", "ka", "ngè", "gẻ", "nghà", "bàc", "fải", "viéc", "ñy", "ḿa"],
)
def test_refuses_what_an_english_ocr_writes_and_what_orthography_forbids(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("plain", "right"), [("cấp", True), ("cập", True), ("cầp", False), ("cẩp", False), ("câp", False)]
)
def test_a_stop_closes_only_syllables_with_sac_or_nang(plain: str, right: bool) -> None:
    assert is_syllable(plain) is right


@pytest.mark.parametrize(("word", "accented"), [("ban", False), ("đi", True), ("Hà", True), ("tư", True), ("", False)])
def test_tells_accented_words_from_plain_ones(word: str, accented: bool) -> None:
    assert is_accented(word) is accented


@given(st.text(max_size=12))
def test_the_verdict_does_not_depend_on_case_or_normal_form(word: str) -> None:
    nfc = unicodedata.normalize("NFC", word)
    assert is_syllable(nfc) == is_syllable(unicodedata.normalize("NFD", nfc))
    assert is_accented(nfc) == is_accented(unicodedata.normalize("NFD", nfc))


@pytest.mark.parametrize("word", ["quyết", "ỦY", "Nghị", "ướt"])
def test_the_verdict_on_a_syllable_holds_in_every_case(word: str) -> None:
    assert is_syllable(word.upper())
    assert is_syllable(word.lower())
    assert is_syllable(word.title())
