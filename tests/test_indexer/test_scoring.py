"""Scores of a row are the same wherever it stands, and vectors are centred."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexer import centred
from indexer.embedded.packing import pack_tokens, times_of, tokens_of, unpack_rows
from indexer.embedded.scoring import ScannedTokens, SortedTokens, Terms, compute_norms, multiply


def unit_rows(seed: int, count: int, dimension: int = 24) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(1, 60))
def test_products_are_those_of_an_independent_product_and_depend_on_no_other_row(seed: int, count: int) -> None:
    rows, vector = unit_rows(seed, count), unit_rows(seed + 1, 1)[0]
    rows[-1] = rows[0]
    products = multiply(rows, vector)
    np.testing.assert_allclose(products, rows.astype(float) @ vector.astype(float), atol=1e-5)
    assert products[-1] == products[0]
    for start in range(0, count, 7):
        assert (multiply(rows[start:], vector) == products[start:]).all()
    half = multiply(rows.astype(np.float16), vector)
    np.testing.assert_allclose(half, products, atol=1e-3)


def test_every_finite_number_of_sixteen_bits_is_multiplied_as_what_it_is() -> None:
    numbers = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    rows = numbers[np.isfinite(numbers)].reshape(-1, 2)
    for vector in (np.array([1, 0], np.float32), np.array([0.5, -3], np.float32)):
        expected = np.einsum("ij,j->i", rows.astype(np.float32), vector)
        assert (multiply(rows, vector).view(np.uint32) == expected.view(np.uint32)).all()


@given(
    rows=st.lists(st.dictionaries(st.integers(1, 70_000), st.integers(1, 9), max_size=6), max_size=6),
    asked=st.sets(st.integers(1, 70_001), max_size=5),
    times=st.integers(1, 3),
    many=st.sampled_from([1, 60]),
)
def test_sorted_and_scanned_tokens_are_scored_as_bm25_is_defined(
    rows: list[dict[int, int]], asked: set[int], times: int, many: int
) -> None:
    rows = rows * many  # more rows than are scanned at a time
    asked |= {token for row in rows[:2] for token in row}
    numbers = np.array(sorted(asked), np.int64)
    idf = np.linspace(0.5, 3, len(numbers))
    terms = Terms(numbers, np.full(len(numbers), float(times)), idf, len(numbers) + 1, 70_002)
    lengths = np.array([sum(row.values()) for row in rows], np.uint32)
    mean = float(lengths.mean()) if rows else 0.0
    table = unpack_rows(pack_tokens(row) for row in rows)
    weights = dict(zip(numbers.tolist(), idf.tolist(), strict=True))
    expected = [
        sum(
            times * weights[token] * held / (held + 1.2 * (0.25 + 0.75 * length / mean))
            for token, held in row.items()
            if token in asked
        )
        for row, length in zip(rows, lengths.tolist(), strict=True)
    ]
    for kind in (ScannedTokens, SortedTokens):
        scores = kind(table, compute_norms(lengths, mean)).score(terms)
        assert scores.bm25.dtype == scores.coverage.dtype == np.float32
        np.testing.assert_allclose(scores.bm25, expected, rtol=1e-6)
        np.testing.assert_allclose(
            scores.coverage, [len(asked & row.keys()) / (len(asked) + 1) for row in rows], rtol=1e-6
        )
        assert (scores.bm25[: len(rows) // many] == scores.bm25[len(rows) - len(rows) // many :]).all()


def test_no_rows_have_no_products() -> None:
    assert multiply(np.empty((0, 0), np.float16), unit_rows(0, 1)[0]).shape == (0,)


def test_rows_are_centred_and_of_unit_length() -> None:
    centre = np.full(4, 0.25, np.float32)
    rows = centred(np.array([[1, 0, 0, 0], [0.25] * 4], np.float32), centre)
    assert rows.dtype == np.float32
    assert rows.flags["C_CONTIGUOUS"]
    np.testing.assert_allclose(rows[0], np.array([0.75, -0.25, -0.25, -0.25]) / np.sqrt(0.75), atol=1e-6)
    assert not rows[1].any()


@given(rows=st.lists(st.dictionaries(st.integers(1, 2**24 - 1), st.integers(1, 255), max_size=6), max_size=6))
def test_packed_tokens_come_back(rows: list[dict[int, int]]) -> None:
    found = unpack_rows(pack_tokens(row) for row in rows)
    for place, row in enumerate(rows):
        entries = found.entries[found.bounds[place] : found.bounds[place + 1]]
        assert dict(zip(tokens_of(entries).tolist(), times_of(entries).tolist(), strict=True)) == row


def test_a_frequency_beyond_a_byte_counts_as_the_highest() -> None:
    assert times_of(unpack_rows([pack_tokens({7: 900})]).entries).tolist() == [255]
