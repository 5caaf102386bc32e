from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.citations.wording import build_words, split_words, take_days
from corpus.model import Citation, CitationKind, Source

QUESTIONS = [
    ("Luật Tổ chức chính quyền địa phương", ("luat", "to", "chuc", "chinh", "quyen", "dia", "phuong")),
    ("Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024", ("luat", "dat", "dai", "20240118")),
    ("Luật Đất đai@2024-01-18", ("luat", "dat", "dai", "20240118")),
    ("quyết định số của Thủ tướng", ("quyet", "dinh", "thu", "tuong")),
    ("Sở Khoa học", ("so", "khoa", "hoc")),
    ("nghị quyết năm 2024", ("nghi", "quyet", "2024")),
    ("Việt Nam, 5 năm", ("viet", "nam", "5")),
    ("văn thư văn bản", ("van", "thu", "ban")),
    ("…", ()),
]

DAYS = [
    ("ngay 19/6/2015", ("20150619",)),
    ("05-03-2014 va 5.3.2014", ("20140305", "20140305")),
    ("19 thang 6 nam 2015", ("20150619",)),
    ("19/2014/qd-ttg", ()),
    ("101/qd-bkhcn@2019", ()),
    ("1/19/6/2015", ()),
]


@pytest.mark.parametrize(("question", "words"), QUESTIONS)
def test_a_question_is_split_into_the_words_to_look_for(question: str, words: tuple[str, ...]) -> None:
    assert split_words(question) == words


@pytest.mark.parametrize(("question", "days"), DAYS)
def test_days_are_told_from_numbers(question: str, days: tuple[str, ...]) -> None:
    left, found = take_days(question)
    assert found == days
    assert days or left == question


def test_a_mention_has_the_words_of_its_parts_and_of_the_codes_of_its_number() -> None:
    citation = Citation(
        raw="Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014",
        source=Source(0, 43),
        kind=CitationKind.NUMBERED,
        type="Quyết định",
        number="19/2014/QĐ-TTg",
        year=2014,
        key="QĐ 19/2014/QĐ-TTg",
        date=datetime.date(2014, 3, 5),
        title="về việc áp dụng TCVN ISO 9001:2008",
    )
    assert build_words(citation) == (
        " quyet dinh ve viec ap dung tcvn iso 9001 2008 . thu tuong chinh phu . qd ttg . 2014 . 20140305 "
    )
    law = replace(citation, type="Luật", number=None, year=None, date=None, name="Tổ chức Chính phủ", issuer="Quốc hội")
    assert build_words(law) == (" luat to chuc chinh phu . ve viec ap dung tcvn iso 9001 2008 . quoc hoi ")
    assert build_words(replace(law, type=None, name=None, title=None, issuer=None)) == ""


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("45/UBND-XD", " uy ban nhan dan . ubnd xd "),
        ("12/SNV-TC", " snv tc "),
        ("1141-TC/QĐ/CĐKT", " bo tai chinh . tc qd cdkt "),
        ("3003/BKHCN-TĐC", " bo khoa hoc va cong nghe . tieu chuan do luong chat luong . bkhcn tdc "),
    ],
)
def test_a_mark_behind_a_local_body_is_no_ministry(number: str, words: str) -> None:
    citation = Citation(
        raw=number,
        source=Source(0, len(number)),
        kind=CitationKind.NUMBERED,
        type=None,
        number=number,
        year=None,
        key=None,
    )
    assert build_words(citation) == words


@given(st.text(max_size=80))
def test_every_word_of_a_question_is_plain(question: str) -> None:
    words = split_words(question)
    assert len(set(words)) == len(words)
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
