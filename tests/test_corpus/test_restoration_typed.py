"""What a person typed, as it was probably meant."""

from __future__ import annotations

import pytest

from corpus.reading import read_document
from corpus.reading.restoration.telex import decode_telex
from corpus.reading.restoration.typed import State, mend_word, read_typed
from corpus.samples import load_samples
from corpus.text import fold, normalise

READ = [
    ("to chuc danh gia noi bo hang nam", "tổ chức đánh giá nội bộ hằng năm", State.UNACCENTED),
    ("ke hoahc khac fuc", "kế hoạch khắc phục", State.UNACCENTED),
    ("capnhat danh muc tai lieu", "cập nhật danh mục tài liệu", State.UNACCENTED),
    ("ddanhs gia nooij bo", "đánh giá nội bộ", State.UNACCENTED),
    ("toor chuwcs ddanhs gia nooij bo", "tổ chức đánh giá nội bộ", State.UNACCENTED),
    ("to chuwcs danh gia", "tổ chức đánh giá", State.UNACCENTED),
    ("danhs gia noi bo", "đánh giá nội bộ", State.UNACCENTED),
    ("DANH GIA NOI BO", "ĐÁNH GIÁ NỘI BỘ", State.UNACCENTED),
    ("Ban hanh muc tiéu chat lwgng", "Ban hành mục tiêu chất lượng", State.RUINED),
    ("danh gia néi b6 hé théng", "đánh giá nội bộ hệ thống", State.RUINED),
    ("quyet dinh 19/2014/qd-ttg", "quyết định 19/2014/qd-ttg", State.UNACCENTED),
    ("tuyen sinh lop 10A1 nam 2024", "tuyển sinh lớp 10A1 năm 2024", State.UNACCENTED),
]


@pytest.mark.parametrize(("typed", "read", "state"), READ)
def test_questions_are_read_as_they_were_meant(typed: str, read: str, state: State) -> None:
    found = read_typed(typed)
    assert (found.text, found.state) == (read, state)
    assert 0.6 < found.sureness <= 1


SOUND = [
    "Đánh giá nội bộ",
    "ISO 9001:2015",
    "KPH",
    "101/QĐ-BKHCN",
    "Báo cáo tháng",
    "Báo cáo website",
    "Công ty Samsung",
    "Phòng TC-HC",
    "đánh giá noi bo",
    "lớp 10A1",
    "Nguyễn Văn An",
    "họp \ud800",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_question_whose_accents_are_right_is_never_altered(text: str) -> None:
    found = read_typed(text)
    assert (found.text, found.state, found.sureness) == (text, State.SOUND, 1.0)


def test_no_line_of_a_sound_plan_is_altered() -> None:
    changed = []
    for sample in load_samples():
        text = read_document(sample.path.read_bytes(), sample.path.name).text
        for line in text.splitlines():
            words = normalise(line)[:200]
            if words.strip() and words != fold(words) and read_typed(words).text != words:
                changed.append(words)
    assert changed == []


def test_abbreviations_are_kept() -> None:
    assert read_typed("bao cao htqlcl", [(8, 14)]).text == "báo cáo htqlcl"


def test_words_that_no_one_knows_make_it_unsure() -> None:
    assert read_typed("xyzw").sureness == 0


TELEX = [
    ("dduwowngf", "đường"),
    ("danhs", "dánh"),
    ("quyeets", "quyết"),
    ("hoaf", "hòa"),
    ("giaays", "giấy"),
    ("muaw", "mưa"),
    ("chuwowng", "chương"),
    ("tuws", "tứ"),
    ("danh", None),
]


@pytest.mark.parametrize(("keys", "word"), TELEX)
def test_keys_of_telex_are_read(keys: str, word: str | None) -> None:
    assert decode_telex(keys) == word


SLIPS = [("vna", "van"), ("hoahc", "hoach"), ("fuc", "phuc"), ("danh", "danh"), ("htqlcl", "htqlcl"), ("Vna", "Vna")]


@pytest.mark.parametrize(("typed", "meant"), SLIPS)
def test_slips_of_the_fingers_are_mended(typed: str, meant: str) -> None:
    assert mend_word(typed) == meant
