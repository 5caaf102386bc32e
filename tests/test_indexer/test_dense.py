"""The vector index gives the products numpy gives, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexer.dense import DenseIndex, centred

Vectors = NDArray[np.float32]


def unit_rows(seed: int, count: int, dimension: int = 8) -> Vectors:
    rows = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def cosines(vectors: Vectors, query: Vectors, centre: Vectors) -> NDArray[np.float64]:
    """The centred cosine by its definition, in double precision."""
    rows, question = vectors.astype(float) - centre, query.astype(float) - centre
    return (rows @ question) / np.linalg.norm(rows, axis=1) / np.linalg.norm(question)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(1, 60), limit=st.integers(0, 70), data=st.data())
def test_scores_and_order_are_those_of_an_independent_product(
    seed: int, count: int, limit: int, data: st.DataObject
) -> None:
    vectors, query, centre = unit_rows(seed, count), unit_rows(seed + 1, 1)[0], unit_rows(seed + 2, 1)[0] * 0.3
    index = DenseIndex.build(vectors, centre)
    allowed = data.draw(st.none() | st.lists(st.integers(0, count - 1), unique=True))
    expected = cosines(vectors, query, centre)
    found = index.search(query, limit, None if allowed is None else np.array(allowed, np.int64))
    open_rows = range(count) if allowed is None else allowed
    best = sorted(open_rows, key=lambda row: (-expected[row], row))[:limit]
    np.testing.assert_allclose(found.scores, expected[best], atol=1e-5)
    np.testing.assert_allclose(expected[found.positions], expected[best], atol=1e-5)
    assert set(found.positions) <= set(open_rows)
    positions = np.array(list(open_rows), np.int64)[::-1]
    np.testing.assert_allclose(index.score(query, positions), expected[positions], atol=1e-5)


def test_equal_rows_score_equally_wherever_they_stand_and_tie_by_position() -> None:
    vectors = unit_rows(0, 50)
    for row in (3, 17, 40, 49):
        vectors[row] = vectors[8]
    index = DenseIndex.build(vectors, np.zeros(8, np.float32))
    found = index.search(vectors[8], 3)
    assert found.positions.tolist() == [3, 8, 17]
    assert len(set(index.score(vectors[8], np.array([49, 8, 3, 40])).tolist())) == 1
    assert index.search(vectors[8], 3, np.array([49, 40, 2])).positions.tolist()[:2] == [40, 49]


def test_score_is_the_same_for_a_part_of_the_rows() -> None:
    vectors, query = unit_rows(1, 40), unit_rows(2, 1)[0]
    index = DenseIndex.build(vectors, np.zeros(8, np.float32))
    every = index.score(query, np.arange(40))
    assert (index.score(query, np.array([5, 30])) == every[[5, 30]]).all()


def test_rows_are_centred_and_of_unit_length() -> None:
    centre = np.full(4, 0.25, np.float32)
    rows = centred(np.array([[1, 0, 0, 0], [0.25] * 4], np.float32), centre)
    assert rows.dtype == np.float32
    assert rows.flags["C_CONTIGUOUS"]
    np.testing.assert_allclose(rows[0], np.array([0.75, -0.25, -0.25, -0.25]) / np.sqrt(0.75), atol=1e-6)
    assert not rows[1].any()


def test_no_rows_have_no_neighbours() -> None:
    index = DenseIndex.build(np.empty((0, 8), np.float32), np.zeros(8, np.float32))
    assert index.count == 0
    assert not len(index.search(unit_rows(0, 1)[0], 5).positions)
    assert not len(index.score(unit_rows(0, 1)[0], np.empty(0, np.int64)))


@pytest.mark.parametrize("position", [-1, 3])
def test_a_position_outside_the_index_is_refused(position: int) -> None:
    index = DenseIndex.build(unit_rows(0, 3), np.zeros(8, np.float32))
    with pytest.raises(IndexError):
        index.score(unit_rows(1, 1)[0], np.array([position]))


def test_a_saved_index_gives_the_same_scores(tmp_path: Path) -> None:
    vectors, centre = unit_rows(4, 20), unit_rows(5, 1)[0] * 0.2
    built = DenseIndex.build(vectors, centre)
    built.save(tmp_path)
    loaded = DenseIndex.load(tmp_path)
    every = np.arange(20)
    assert (loaded.score(vectors[0], every) == built.score(vectors[0], every)).all()
    assert (loaded.centre == centre).all()
