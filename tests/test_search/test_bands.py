"""Chances and their bands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Embedder, Scores
from indexer.calibration import load_built_in
from search.bands import Band, estimate_chances, find_band, list_bands, share_of_groups

BUILT_IN = load_built_in()
THRESHOLDS = BUILT_IN.thresholds


def chances(
    dense: float, coverage: float, concept: float = 0.0, *, damaged: bool = False, sureness: float = 1.0
) -> float:
    nothing = np.zeros(1, np.float32)
    row = Scores(
        np.arange(1),
        np.float32([dense]),
        np.float32([concept]),
        nothing,
        nothing,
        np.float32([coverage]),
        0.0,
        0.0,
        1.0,
    )
    return float(estimate_chances(row, np.array([damaged]), BUILT_IN.question, sureness=sureness)[0])


@pytest.mark.parametrize(
    ("chance", "band"),
    [
        (1.0, Band.VERY_NEAR),
        (0.7, Band.VERY_NEAR),
        (0.699, Band.NEAR),
        (0.4, Band.NEAR),
        (0.15, Band.RELATED),
        (0.149, None),
        (0.0, None),
    ],
)
def test_a_chance_has_its_band(chance: float, band: Band | None) -> None:
    assert find_band(chance, THRESHOLDS) is band


@given(st.floats(-1, 0.98), st.floats(0, 0.98), st.booleans(), st.floats(0, 1))
def test_nearer_is_never_less_likely(dense: float, coverage: float, damaged: bool, sureness: float) -> None:
    here = chances(dense, coverage, damaged=damaged, sureness=sureness)
    assert 0 < here < 1
    assert chances(dense, coverage + 0.02, damaged=damaged, sureness=sureness) > here
    assert chances(dense + 0.02, coverage, damaged=damaged, sureness=sureness) >= here


def test_meaning_counts_only_where_the_words_can_be_read() -> None:
    assert chances(0.5, 0.3) > chances(0.0, 0.3)
    assert chances(0.5, 0.3, damaged=True) == chances(0.0, 0.3, damaged=True)
    assert chances(0.5, 0.3, sureness=0.0) == chances(0.0, 0.3, sureness=0.0)
    assert chances(0.2, 0.3, 0.9) > chances(0.2, 0.3)
    assert chances(0.2, 0.3, 0.9, sureness=0.0) == chances(0.2, 0.3, sureness=0.0)


def test_nothing_shared_has_no_band_and_the_words_themselves_have_the_highest() -> None:
    assert find_band(chances(0.0, 0.1), THRESHOLDS) is None
    assert find_band(chances(0.0, 0.1, damaged=True), THRESHOLDS) is None
    assert find_band(chances(0.6, 1.0, 0.9), THRESHOLDS) is Band.VERY_NEAR
    assert find_band(chances(0.0, 1.0, damaged=True), THRESHOLDS) is Band.VERY_NEAR


def test_bands_stand_from_near_to_far() -> None:
    bands = list_bands(THRESHOLDS)
    assert [band for _, band in bands] == list(Band)
    assert [threshold for threshold, _ in bands] == sorted((threshold for threshold, _ in bands), reverse=True)


def test_share_of_groups_sees_no_accents() -> None:
    assert share_of_groups("danh gia noi bo", "Tổ chức đánh giá nội bộ") == 1
    assert share_of_groups("đánh giá nội bộ", "trồng rau") < 0.1
    assert share_of_groups("…", "trồng rau") == 0


def test_the_bands_hold_for_the_default_model(embedder: Embedder) -> None:
    assert embedder.model_id == BUILT_IN.model, "run tests/bench/bench_bands.py and renew the curves"
