"""Legal documents asked for by name, number of a law, issuer, and with slips of the keyboard."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from corpus.store import PlanFilter
from search import find_bases

from .citing_cases import KEY, LAW, MENTION, list_keys


def test_a_law_is_found_by_its_name(citing: Any, mention: Any) -> None:
    citing.add("a", mention(LAW, date=datetime.date(2015, 6, 19)))
    citing.add("b", mention(LAW.replace("chính quyền", "Chính quyền"), date=datetime.date(2015, 6, 19)))
    citing.add("c", mention(LAW.removesuffix("-06-19")))
    citing.add("e", mention(LAW))
    citing.add("d", mention("Luật Đất đai@2024-01-18"))
    for question in (
        "luat to chuc chinh quyen dia phuong",
        "Tổ chức chính quyền địa phương",
        "chinh quyen dia ph",
        "Căn cứ Luật Tổ chức Chính quyền địa phương ngày 19 tháng 6 năm 2015",
        LAW,
        "luật tổ chức chính quyền địa phương năm 2015",
    ):
        assert list_keys(find_bases(citing.store, question)) == [(LAW, 4)]
    assert list_keys(find_bases(citing.store, "luat")) == [(LAW, 4), ("Luật Đất đai@2024-01-18", 1)]
    assert find_bases(citing.store, "luật đất đai năm 2013").documents == ()


def test_the_number_of_a_law_finds_it_where_only_its_name_is_given(citing: Any, mention: Any) -> None:
    named = {"name": "Tổ chức chính quyền địa phương", "date": datetime.date(2015, 6, 19)}
    citing.add("a", mention("Luật 77/2015/QH13", **named))
    citing.add("b", mention(LAW, **named))
    citing.add("c", mention("Luật Đất đai@2024-01-18"))
    assert list_keys(find_bases(citing.store, "77/2015/QH13")) == [("Luật 77/2015/QH13", 1), (LAW, 1)]


def test_words_in_one_run_come_before_those_that_are_scattered(citing: Any, mention: Any) -> None:
    scattered = mention("QĐ 07/2020/QĐ-UBND", title="về tài sản của Bộ phận một cửa, tài liệu chính")
    for plan in "abc":
        citing.add(plan, scattered)
    citing.add("d", mention("TT 58/2016/TT-BTC", issuer="Bộ Tài chính"), mention("TT 59/2016/TT-BTC", issuer="Bộ Tài"))
    hits = find_bases(citing.store, "bộ tài chính")
    assert list_keys(hits) == [("TT 58/2016/TT-BTC", 1), ("TT 59/2016/TT-BTC", 1), ("QĐ 07/2020/QĐ-UBND", 3)]
    assert list_keys(find_bases(citing.store, "thông tư bộ tài chính")) == list_keys(hits)[:2]
    assert list_keys(find_bases(citing.store, "ta chinh")) == []  # only the last word may go on
    assert hits.slips == ()


def test_the_law_that_is_asked_for_comes_before_those_about_it(citing: Any, mention: Any) -> None:
    amending = LAW.replace("Tổ chức", "sửa đổi, bổ sung một số điều của Luật Tổ chức").replace(
        "2015-06-19", "2019-11-22"
    )
    citing.add("a", mention(amending), mention(LAW))
    citing.add("b", mention(amending))
    for question in ("Luật Tổ chức chính quyền địa phương", "luat to chuc chinh quyenn"):
        assert list_keys(find_bases(citing.store, question)) == [(LAW, 1), (amending, 2)]


def test_the_whole_key_is_shown_where_most_plans_give_a_part_of_it(citing: Any, mention: Any) -> None:
    citing.add("a", mention(LAW), year=2016)
    for plan in "bc":
        citing.add(plan, mention(LAW.removesuffix("-06-19")))
    assert list_keys(find_bases(citing.store, "luat to chuc chinh quyen dia phuong")) == [(LAW, 3)]
    assert list_keys(find_bases(citing.store, "luat to chuc chinh quyen", PlanFilter(year=2024))) == [(LAW, 2)]


def test_a_year_of_a_law_stays_apart_from_two_days_of_it(citing: Any, mention: Any) -> None:
    keys = [f"Luật Tổ chức chính quyền địa phương@{issued}" for issued in ("2025", "2025-02-19", "2025-06-16")]
    for key in keys:
        citing.add(key, mention(key))
    assert list_keys(find_bases(citing.store, "chinh quyen dia phuong")) == [(key, 1) for key in keys]


def test_a_standard_is_found_by_its_number(citing: Any, mention: Any) -> None:
    citing.add("a", mention("TCVN ISO 9001:2015", MENTION), mention("TCVN ISO 9001:2008", MENTION))
    citing.add("b", mention("TCVN ISO 9001:2015", MENTION), mention("TCVN ISO 9000:2015", MENTION))
    newer, older = ("TCVN ISO 9001:2015", 2), ("TCVN ISO 9001:2008", 1)
    assert list_keys(find_bases(citing.store, "iso 9001")) == [newer, older]
    assert list_keys(find_bases(citing.store, "tcvn iso 9001 : 2015")) == [newer]
    assert find_bases(citing.store, "iso 14001").documents == ()


def test_an_issuer_is_found_as_written_and_by_the_code_of_the_number(citing: Any, mention: Any) -> None:
    citing.add("a", mention(KEY), mention("TT 26/2014/TT-BKHCN", issuer="Bộ Khoa học và Công nghệ"))
    assert list_keys(find_bases(citing.store, "thủ tướng chính phủ")) == [(KEY, 1)]
    assert list_keys(find_bases(citing.store, "thong tu bo khoa hoc")) == [("TT 26/2014/TT-BKHCN", 1)]


def test_words_find_every_mention_of_their_document_not_only_those_that_have_them(citing: Any, mention: Any) -> None:
    citing.add("a", mention(KEY, title="về việc áp dụng hệ thống"))
    citing.add("b", mention(KEY))
    assert list_keys(find_bases(citing.store, "áp dụng hệ thống")) == [(KEY, 2)]


@pytest.mark.parametrize(
    ("question", "slips"),
    [
        ("to chuc chinh quyenn", [("quyenn", ("quyen",))]),
        ("dia phuogn", [("phuogn", ("phuong",))]),
        ("chinh quyen", []),
    ],
)
def test_a_mistyped_letter_is_overlooked(citing: Any, mention: Any, question: str, slips: list[Any]) -> None:
    citing.add("a", mention(LAW))
    hits = find_bases(citing.store, question)
    assert list_keys(hits) == [(LAW, 1)]
    assert [(slip.word, slip.meant) for slip in hits.slips] == slips


@pytest.mark.parametrize("question", ["chính quyển", "luận tổ chức", "20150618", "quyenn xyzt", "tổ chức nghị quyết"])
def test_a_word_that_may_be_meant_is_no_slip(citing: Any, mention: Any, question: str) -> None:
    citing.add("a", mention(LAW, date=datetime.date(2015, 6, 19)))
    hits = find_bases(citing.store, question)
    expected = [(LAW, 1)] if question == "chính quyển" else []  # accents are optional, right or wrong
    assert (list_keys(hits), hits.slips) == (expected, ())


def test_exact_words_hide_what_a_slip_would_find(citing: Any, mention: Any) -> None:
    citing.add("a", mention("QĐ 05/2020/QĐ-UBND", title="quyenn"), mention(LAW))
    hits = find_bases(citing.store, "quyenn")
    assert (list_keys(hits), hits.slips) == ([("QĐ 05/2020/QĐ-UBND", 1)], ())
