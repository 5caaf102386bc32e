"""Why a task is a hit."""

from __future__ import annotations

import dataclasses

import pytest

from api.explanations import explain_hit, explain_scores, list_matched
from corpus.store import PlanFilter
from search import SignalScores, find_tasks


@pytest.fixture
def hit(filled):
    hits = find_tasks(filled.engine(), "đánh giá nội bộ", PlanFilter(year=2024), limit=100).hits
    return next(hit for hit in hits if hit.task.content.value.startswith("Thực hiện đánh giá nội bộ"))


def test_the_shared_words_are_told_as_found_and_once(hit):
    assert list_matched(hit) == ("đánh", "giá", "nội", "bộ")
    assert explain_hit(hit).startswith("trùng từ: đánh, giá, nội, bộ")


@pytest.mark.parametrize(
    ("scores", "told", "untold"),
    [
        (SignalScores(0.5, 0.9, 1.0, 2.0), {"nghĩa gần", "cùng loại việc"}, {"so bằng chữ cái"}),
        (SignalScores(0.1, 0.1, 1.0, 2.0), set(), {"nghĩa gần", "cùng loại việc", "so bằng chữ cái"}),
        (SignalScores(None, None, 0.0, 2.0), {"so bằng chữ cái"}, {"nghĩa gần", "cùng loại việc"}),
    ],
)
def test_signals_are_told_in_words(hit, scores, told, untold):
    line = explain_hit(dataclasses.replace(hit, scores=scores, matched=()))
    assert line.startswith("không trùng từ nào")
    assert all(words in line for words in told)
    assert not any(words in line for words in untold)


def test_every_part_of_the_score_is_named_with_what_it_says(hit):
    parts = {part.name: part for part in explain_scores(hit, pair=False)}
    assert list(parts) == ["Điểm chung", "Ngữ nghĩa", "Loại việc", "Từ", "Chữ cái"]
    assert "xếp thứ tự" in parts["Điểm chung"].meaning
    assert "cùng một việc" in explain_scores(hit, pair=True)[0].meaning
    unread = dataclasses.replace(hit, scores=SignalScores(None, None, 0.0, 2.5))
    assert [part.value for part in explain_scores(unread, pair=False)][1:] == [
        "không dùng",
        "không dùng",
        "0,00",
        "2,50",
    ]
