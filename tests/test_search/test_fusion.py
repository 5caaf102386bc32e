"""One score out of four."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Scores
from indexer.calibration import load_built_in
from search.fusion import fuse

FUSION = load_built_in().fusion
CLEAN, DAMAGED, GATE, LEAST = FUSION.clean, FUSION.damaged, FUSION.gate, FUSION.least

SIGNAL = st.floats(0, 30, width=32)


def scores(
    dense: list[float],
    lexical: list[float],
    skeleton: list[float],
    concept: list[float] | None = None,
    coverage: float = GATE[1],
) -> Scores:
    kinds = concept or [0.0] * len(dense)
    columns = [np.array(column, np.float32) for column in (dense, kinds, lexical, skeleton)]
    best = (max(lexical, default=0.0), max(skeleton, default=0.0), coverage)
    return Scores(np.arange(len(dense)), *columns, np.zeros(len(dense), np.float32), *best)


def test_clean_and_ruined_units_are_weighed_by_hand_alike() -> None:
    given_scores = scores([0.4, 0.4, -0.1], [8, 2, 0], [5, 10, 0])
    fused = fuse(given_scores, np.array([False, True, False]), FUSION)
    expected = [
        CLEAN.dense * 0.4 + CLEAN.lexical * 1 + CLEAN.skeleton * 0.5,
        DAMAGED.dense * 0.4 + DAMAGED.lexical * 0.25 + DAMAGED.skeleton * 1,
        CLEAN.dense * -0.1,
    ]
    np.testing.assert_allclose(fused, expected, rtol=1e-6)


def test_words_and_letters_weigh_little_where_no_unit_has_those_of_the_question() -> None:
    none = np.array([False, False])
    found = scores([0.5, 0.1], [0, 9], [1, 9], [0.3, 0.2], coverage=GATE[1])
    assert np.argsort(-fuse(found, none, FUSION)).tolist() == [1, 0]
    lacking = scores([0.5, 0.1], [0, 9], [1, 9], [0.3, 0.2], coverage=GATE[0])
    assert np.argsort(-fuse(lacking, none, FUSION)).tolist() == [0, 1]
    fused = fuse(scores([0.0], [3], [2], [1.0], coverage=0.0), none[:1], FUSION)
    assert fused[0] == pytest.approx(CLEAN.concept + CLEAN.instead + LEAST * (CLEAN.lexical + CLEAN.skeleton))


def test_a_question_without_accents_is_ranked_by_letter_groups_alone() -> None:
    given_scores = scores([0.9, 0.1, 0.5], [9, 1, 3], [1, 3, 2])
    fused = fuse(given_scores, np.array([False, True, False]), FUSION, sureness=0.0)
    assert np.argsort(-fused).tolist() == [1, 2, 0]


@given(rows=st.lists(st.tuples(st.floats(-1, 1, width=32), SIGNAL, SIGNAL, st.booleans()), min_size=1, max_size=12))
def test_order_of_units_does_not_matter_and_scores_stay_in_range(rows: list[tuple[float, float, float, bool]]) -> None:
    def run(part: list[tuple[float, float, float, bool]]) -> list[float]:
        dense, lexical, skeleton, damaged = zip(*part, strict=True)
        found = fuse(scores(list(dense), list(lexical), list(skeleton)), np.array(damaged), FUSION)
        assert found.dtype == np.float32
        return found.tolist()

    forward = run(rows)
    assert run(rows[::-1])[::-1] == pytest.approx(forward, abs=1e-6)
    assert all(-0.5001 <= score <= 1.0001 for score in forward)


def test_no_units_and_no_shared_word_are_no_failure() -> None:
    assert fuse(scores([], [], []), np.empty(0, bool), FUSION).shape == (0,)
    assert not fuse(scores([0, 0], [0, 0], [0, 0]), np.array([False, True]), FUSION).any()
