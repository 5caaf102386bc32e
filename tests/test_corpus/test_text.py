from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Quote, Source
from corpus.text import (
    cut,
    cut_skeleton,
    field,
    fold,
    has_accents,
    normalise,
    normalised,
    place_tones,
    quote,
    skeleton,
    strip_end,
)

NORMALISED = [
    ("  Kế \n hoạch\t", "Kế hoạch"),
    ("Ðơn vị", "Đơn vị"),
    (unicodedata.normalize("NFD", "Quyết định"), "Quyết định"),
    ("a\u200bb\ufeff", "ab"),
    ("a\u00a0b", "a b"),
]
FOLDED = [
    ("Quyết  định số", "quyet dinh so"),
    ("ĐƠN VỊ", "don vi"),
    ("Ðơn vị", "don vi"),
    (unicodedata.normalize("NFD", "Thường xuyên"), "thuong xuyen"),
    ("9001:2015", "9001:2015"),
]


@pytest.mark.parametrize(("text", "expected"), NORMALISED)
def test_face_two_is_composed_and_on_one_line(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(("text", "expected"), FOLDED)
def test_face_three_has_no_accents_and_no_capitals(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(("text", "accented"), [("danh gia", False), ("đánh giá", True), ("DD", False), ("đ", True)])
def test_accents_are_noticed(text: str, accented: bool) -> None:
    assert has_accents(text) is accented


@given(st.text())
def test_a_fold_is_the_trimmed_skeleton(text: str) -> None:
    assert fold(text) == skeleton(text).text.strip()


@given(st.text())
def test_face_two_is_stable(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=40), st.data())
def test_every_part_of_a_skeleton_comes_from_its_place(text: str, data: st.DataObject) -> None:
    whole = skeleton(text)
    start = data.draw(st.integers(0, len(whole.text)))
    end = data.draw(st.integers(start, len(whole.text)))
    first, last = whole.origin(start, end)
    assert 0 <= first <= last <= len(text)
    assert fold(whole.text[start:end]) in fold(text[first:last]) or start == end


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_a_quote_says_where_it_stands(before: str, middle: str, after: str) -> None:
    text = before + middle + after
    found = quote(text, len(before), len(before) + len(middle), page=2)
    assert text[found.source.start : found.source.end] == found.raw == middle.strip()
    assert found.source.page == 2


@given(st.text(min_size=1, max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_cut_stands_inside_its_quote(raw: str, one: int, other: int) -> None:
    text = "xx" + raw
    start, end = sorted((min(one, len(raw)), min(other, len(raw))))
    found = cut(Quote(raw, Source(2, 2 + len(raw))), start, end)
    assert text[found.source.start : found.source.end] == found.raw


def test_a_cut_by_skeleton_keeps_the_words_as_found() -> None:
    piece = Quote("Số:  Đơn  vị", Source(10, 22, 3))
    found = cut_skeleton(piece, skeleton(piece.raw).text.index("don"), len("so: don vi"))
    assert (found.raw, found.source) == ("Đơn  vị", Source(15, 22, 3))


def test_a_field_reads_its_quotes_as_one_line() -> None:
    found = field([Quote("Văn \n phòng", Source(0, 11)), Quote("Sở;", Source(20, 23))])
    assert found.value == "Văn phòng Sở;"
    assert strip_end(found, ";").value == "Văn phòng Sở"
    assert strip_end(field([Quote(";", Source(0, 1))]), ";").value == ";"


TONES = [
    ("hoà HOÀ Hoà", "hòa HÒA Hòa"),
    ("thuỷ sản, Thuỵ", "thủy sản, Thụy"),
    ("khoẻ", "khỏe"),
    ("quý quỳ quà quẻ", "quý quỳ quà quẻ"),
    ("hoàn thuyền toàn khuỷu", "hoàn thuyền toàn khuỷu"),
    ("oà", "òa"),
]


@pytest.mark.parametrize(("text", "expected"), TONES)
def test_a_tone_stands_on_the_customary_vowel(text: str, expected: str) -> None:
    assert place_tones(text) == expected


@given(st.text())
def test_moving_tones_changes_neither_the_length_nor_the_skeleton(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(place_tones(composed)) == len(composed)
    assert fold(place_tones(composed)) == fold(composed)


@given(st.text(alphabet="aàhoảuyỷ\u0300\u0302\u200b \n\tĐÐ.") | st.text(st.characters(max_codepoint=0x10FF)))
def test_face_two_with_offsets_is_face_two_with_its_tones_placed(text: str) -> None:
    face = normalised(text)
    assert len(face.offsets) == len(face.text) + 1
    assert list(face.offsets) == sorted(face.offsets)
    assert face.text == place_tones(unicodedata.normalize("NFC", normalise(text)))


def test_a_range_of_face_two_leads_back_to_the_text_as_found() -> None:
    text = "\n Uỷ  ban\u200b nhân\n" + unicodedata.normalize("NFD", "dân xã Hoà Bình")
    face = normalised(text)
    assert face.text == "Ủy ban nhân dân xã Hòa Bình"
    for word in ("ban", "dân", "Hòa", "Bình"):
        start = face.text.index(word)
        found = text[slice(*face.origin(start, start + len(word)))]
        assert normalised(found).text == word
