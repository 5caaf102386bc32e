"""BM25 against its formula."""

from __future__ import annotations

import logging
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.lexical import LexicalIndex

TOKENS = st.lists(st.sampled_from(["kế_hoạch", "đánh_giá", "nội_bộ", "iso", "9001", "họp"]), max_size=12)


def bm25(rows: list[list[str]], query: list[str], k1: float = 1.2, b: float = 0.75) -> list[float]:
    """BM25 as Lucene computes it (Kamphuis et al., 2020, "Lucene (accurate)")."""
    mean = sum(map(len, rows)) / len(rows)
    held = Counter(token for row in rows for token in set(row))
    return [
        sum(
            math.log(1 + (len(rows) - held[token] + 0.5) / (held[token] + 0.5))
            * row.count(token)
            / (row.count(token) + k1 * (1 - b + b * len(row) / mean))
            for token in query
            if token in row
        )
        for row in rows
    ]


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(TOKENS, min_size=1, max_size=8), query=TOKENS)
def test_every_row_has_its_bm25_score(rows: list[list[str]], query: list[str]) -> None:
    scores = LexicalIndex.build(rows).score(query)
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, bm25(rows, query) if any(rows) else [0.0] * len(rows), rtol=1e-4, atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(TOKENS, min_size=1, max_size=8), query=TOKENS)
def test_coverage_is_the_share_of_distinct_tokens_held(rows: list[list[str]], query: list[str]) -> None:
    expected = [len(set(query) & set(row)) / len(set(query)) if query else 0.0 for row in rows]
    np.testing.assert_allclose(LexicalIndex.build(rows).cover(query), expected, atol=1e-6)


@pytest.mark.parametrize(
    "rows",
    [[], [[]], [[], [], []], [[], ["iso"], []], [["iso"]]],
    ids=["no row", "one empty row", "empty rows", "an empty row first", "one row"],
)
def test_rows_keep_their_positions_through_saving(rows: list[list[str]], tmp_path: Path) -> None:
    built = LexicalIndex.build(rows)
    built.save(tmp_path / "words")
    loaded = LexicalIndex.load(tmp_path / "words")
    assert loaded.count == built.count == len(rows)
    for index in (built, loaded):
        assert [score > 0 for score in index.score(["iso"])] == ["iso" in row for row in rows]
        assert not index.score(["không có"]).any()
        assert not index.score([""]).any()
        assert not index.cover([""]).any()


def test_building_writes_nothing_to_a_log_that_shows_everything(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        LexicalIndex.build([["iso"]])
    assert not caplog.records
    assert capfd.readouterr() == ("", "")
