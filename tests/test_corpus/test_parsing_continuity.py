from __future__ import annotations

import numpy as np
import pytest

from corpus.parsing.line_tables.woven.continuity import Continuity, load_continuity
from corpus.parsing.line_tables.woven.letter_widths import measure


def _follow(continuity: Continuity, before: str, word: str) -> float:
    first, second = (continuity.ids(one)[0] for one in before.split())
    return float(continuity.follow(np.array([first]), np.array([second]), np.array(continuity.ids(word)))[0])


@pytest.mark.parametrize(
    ("before", "likelier", "other"),
    [("thủ tục", "hành", "phòng"), ("xem xét", "của", "quý"), ("của lãnh", "đạo", "năm")],
)
def test_a_word_goes_on_from_what_it_usually_follows(before: str, likelier: str, other: str) -> None:
    continuity = load_continuity([])
    assert _follow(continuity, before, likelier) > _follow(continuity, before, other)


def test_pairs_of_the_document_are_likelier_in_its_tables() -> None:
    without, within = load_continuity([]), load_continuity(["Sở áp dụng HTQLCL trong năm; duy trì HTQLCL."])
    assert _follow(within, "duy trì", "HTQLCL") > _follow(without, "duy trì", "HTQLCL") + 1


def test_words_of_no_vietnamese_are_not_known() -> None:
    continuity = load_continuity([])
    assert [continuity.knows(word) for word in ("phòng", "tiéu", "2024", "-")] == [True, False, None, None]


def test_capitals_and_broad_letters_take_more_room() -> None:
    assert measure("UBND") > measure("ubnd") > measure("ít")
    assert measure("phòng") == measure("phong")
