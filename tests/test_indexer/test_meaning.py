"""Candidates by meaning are those of plain products, over the file of vectors and what is newer than it."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.contract import IndexQuery
from indexer.embedded.meaning import Meaning
from indexer.embedded.neighbours import Block, Neighbours, join
from indexer.embedded.together import run_together

COUNT, TAIL, KINDS = 300, 250, 2.0
CHANCE = np.random.default_rng(3)


def unit_rows(count: int, width: int) -> NDArray[np.float32]:
    rows = CHANCE.standard_normal((count, width)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


VECTORS, PROFILES = unit_rows(COUNT, 12), np.abs(unit_rows(COUNT, 7))
# Numbers with gaps, as plans have come and gone; the file still holds unit 1, which has gone.
NUMBERS = np.arange(COUNT, dtype=np.int64) * 2 + 10


def build(exact: int) -> Meaning:
    rows = join(VECTORS, PROFILES)
    gone = Block(np.array([1], np.int64), rows[:1])
    blocks = [gone, *(Block(NUMBERS[at : at + 100], rows[at : min(at + 100, TAIL)]) for at in range(0, TAIL, 100))]
    blocks = [Block(block.numbers[: len(block.rows)], block.rows) for block in blocks]
    return Meaning(Neighbours.build(iter(blocks), TAIL + 1, exact), NUMBERS, TAIL)


def late_rows() -> NDArray[np.float32]:
    return join(VECTORS[TAIL:], PROFILES[TAIL:])


def best(scores: NDArray[np.float32], positions: NDArray[np.int64], count: int) -> set[int]:
    return set(NUMBERS[positions[np.argsort(-scores[positions])[:count]]].tolist())


@pytest.mark.parametrize("exact", [1000, 10], ids=["every row", "lists"])
@pytest.mark.parametrize("chosen", [None, np.arange(0, COUNT, 3)], ids=["all", "filtered"])
def test_units_are_found_by_vector_and_kinds_and_by_the_vector_alone(
    exact: int, chosen: NDArray[np.int64] | None
) -> None:
    meaning = build(exact)
    assert meaning.neighbours.width == 32, "19 numbers, and zeros up to a multiple of 16"
    every = np.arange(COUNT) if chosen is None else chosen
    early, late = every[every < TAIL], every[every >= TAIL]
    for _ in range(10):
        vector, profile = unit_rows(1, 12)[0], np.abs(unit_rows(1, 7))[0]
        found = set(meaning.find(IndexQuery((), (), (), vector, profile), 20, 5, chosen, late_rows).tolist())
        dense = VECTORS @ vector
        both = dense + KINDS * PROFILES @ profile
        expected = best(both, early, 20) | best(dense, early, 5) | best(both, late, 20) | best(dense, late, 5)
        # Sixteen lists at least are compared, here all; 8 bits may turn two that are nearly as good about.
        assert len(found ^ expected) <= (0 if exact == 1000 else 8)
        assert 1 not in found


def test_without_a_profile_only_the_vector_counts() -> None:
    meaning, vector = build(1000), unit_rows(1, 12)[0]
    found = meaning.find(IndexQuery((), (), (), vector, None), 20, 5, np.arange(TAIL), late_rows)
    assert set(found.tolist()) == best(VECTORS @ vector, np.arange(TAIL), 20)


def test_lookups_run_at_the_same_time_and_answer_in_their_order() -> None:
    barrier = threading.Barrier(2, timeout=30)

    def meet(value: int) -> Callable[[], int]:
        return lambda: (barrier.wait(), value)[1]

    assert run_together([meet(1), meet(2)]) == [1, 2]
    assert run_together([]) == []


def test_a_lookup_that_fails_says_so_when_the_others_have_ended() -> None:
    ended: list[int] = []

    def fail() -> int:
        raise ValueError("first")

    with pytest.raises(ValueError, match="first"):
        run_together([fail, lambda: ended.append(1)])
    with pytest.raises(ValueError, match="first"):
        run_together([lambda: ended.append(2), fail])
    assert sorted(ended) == [1, 2]
