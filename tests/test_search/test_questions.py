"""What a question means."""

from __future__ import annotations

import pytest

from corpus.abbreviations import shipped_expander
from corpus.reading.restoration.typed import State
from search.questions import understand

UNDERSTOOD = [
    ("danh gia noi bo htqlcl", "đánh giá nội bộ Hệ thống quản lý chất lượng", State.UNACCENTED),
    ("niem yet QT", "niêm yết quy trình", State.UNACCENTED),
    ("danh gia néi b6 hé théng QLCL", "đánh giá nội bộ hệ thống quản lý chất lượng", State.RUINED),
    ("Họp XXLĐ", "Họp xem xét của lãnh đạo", State.SOUND),
]


@pytest.mark.parametrize(("typed", "meant", "state"), UNDERSTOOD)
def test_accents_are_restored_first_then_abbreviations_written_out(typed: str, meant: str, state: State) -> None:
    question = understand(typed, shipped_expander())
    assert (question.typed, question.meant, question.notice, question.state) == (typed, meant, meant, state)
    assert 0 < question.sureness <= 1


@pytest.mark.parametrize("typed", ["Đánh giá nội bộ", "TCVN ISO 9001:2015", "101/QĐ-BKHCN", "Báo cáo năm 2024", "phở"])
def test_a_sound_question_is_taken_as_typed(typed: str) -> None:
    question = understand(typed, shipped_expander())
    assert (question.meant, question.letters, question.notice, question.sureness) == (typed, typed, None, 1.0)
