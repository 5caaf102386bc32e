"""Lists of tasks put side by side."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from indexer import Unit
from indexer.calibration import load_built_in
from search.alignment import align, match
from search.nearness import Faces

CHANCES = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.sampled_from([0.0, 0.05, 0.15, 0.2, 0.5, 0.7, 0.9, 1.0]))
)

LEAST_CHANCE = load_built_in().thresholds.related


def gain(chance: float) -> float:
    kept = min(max(chance, 1e-9), 1 - 1e-9)
    return float(np.log(kept / (1 - kept)) - np.log(LEAST_CHANCE / (1 - LEAST_CHANCE)))


def best_sum(chances: NDArray[np.float64]) -> float:
    """The best sum of gains, found by trying every choice; a partner more than there are stands for none."""
    rows, columns = chances.shape
    choices = permutations([*range(columns), *([-1] * rows)], rows)
    return max(
        sum(max(gain(chances[row, column]), 0) for row, column in enumerate(choice) if column >= 0)
        for choice in choices
    )


@settings(deadline=None)
@given(chances=CHANCES)
def test_partners_are_one_to_one_near_and_as_good_as_any_choice(chances: NDArray[np.float64]) -> None:
    rows, columns = list(range(chances.shape[0])), list(range(chances.shape[1]))
    pairs = match(chances, rows, columns, least=LEAST_CHANCE)
    assert len({pair.first for pair in pairs}) == len({pair.second for pair in pairs}) == len(pairs)
    assert all(pair.chance == chances[pair.first, pair.second] >= LEAST_CHANCE for pair in pairs)
    total = sum(gain(pair.chance) for pair in pairs)
    assert total == pytest.approx(best_sum(chances), abs=1e-4)
    back = match(chances.T, columns, rows, least=LEAST_CHANCE)
    assert sum(gain(pair.chance) for pair in back) == pytest.approx(total, abs=1e-4)


def test_the_nearest_pair_gives_way_where_two_good_pairs_are_worth_more() -> None:
    chances = np.array([[0.95, 0.9], [0.9, 0.05]])
    assert {(pair.first, pair.second) for pair in match(chances, [0, 1], [0, 1], least=LEAST_CHANCE)} == {
        (0, 1),
        (1, 0),
    }


def test_equals_meet_where_they_stand_alike_far_down() -> None:
    pairs = match(np.full((3, 3), 0.9), [0, 1, 2], [0, 1, 2], least=LEAST_CHANCE)
    assert {(pair.first, pair.second) for pair in pairs} == {(0, 0), (1, 1), (2, 2)}


def test_rows_that_are_not_free_have_no_partner() -> None:
    chances = np.full((3, 2), 0.9)
    assert {(pair.first, pair.second) for pair in match(chances, [2], [1], least=LEAST_CHANCE)} == {(2, 1)}
    assert match(chances, [], [0, 1], least=LEAST_CHANCE) == []
    assert match(np.empty((0, 2)), [], [0], least=LEAST_CHANCE) == []


def faces(*tasks: tuple[str, bool]) -> Faces:
    """Tasks that are compared by letters alone; a text and whether it is a row of the task list."""
    units = tuple(Unit(f"p#{row}", "p", text, main, False) for row, (text, main) in enumerate(tasks))
    empty = np.zeros((len(units), 1), np.float32)
    groups = tuple(frozenset(text.split()) for text, _ in tasks)
    return Faces(units, empty, empty, groups, calibration=None)


def test_rows_of_the_lists_come_first_duties_take_what_is_left_and_two_duties_are_no_pair() -> None:
    first = faces(("a b c", True), ("d e f", True), ("x y z", False))
    second = faces(("a b c", False), ("a b c d", True), ("d e f", False), ("x y z", False))
    aligned = align(first, second)
    assert [(pair.first, pair.second) for pair in aligned.pairs] == [(0, 1), (1, 2)]
    assert (aligned.first_main, aligned.second_main) == ((0, 1), (1,))
    assert aligned.second_share == pytest.approx(aligned.pairs[0].chance)
    assert aligned.first_share == pytest.approx(sum(pair.chance for pair in aligned.pairs) / 2)
    assert aligned.score == pytest.approx((2 * aligned.pairs[0].chance + aligned.pairs[1].chance) / 3)


def test_a_plan_without_a_task_list_is_aligned_by_all_that_it_has() -> None:
    first, second = faces(("a b c", False)), faces(("a b c", True))
    assert len(align(first, second).pairs) == len(align(second, first).pairs) == 1
    assert align(first, faces()).pairs == ()
    assert align(faces(), faces()).score == 0


def test_the_score_is_the_same_whichever_plan_stands_first() -> None:
    first = faces(("a b c", True), ("d e f", True), ("g h i", True))
    second = faces(("a b c", True), ("x", True))
    assert align(first, second).score == pytest.approx(align(second, first).score)
    assert align(first, first).score > align(first, second).score > 0
    assert align(first, second).first_share == align(second, first).second_share
