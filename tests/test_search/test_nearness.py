"""How near two tasks are."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer import Calibration, Embedder, Unit, build_index
from indexer.calibration import load_built_in
from indexer.units import letter_groups
from search import Band, Engine
from search.nearness import Faces, build_faces, compare, find_pair_band, load_faces

WORDS = ["họp", "xem xét", "của lãnh đạo", "đánh giá nội bộ", "mua máy in", "19/2014/QĐ-TTg", "", "…", "ISO"]
BUILT_IN = load_built_in()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


def unit(text: str, *, damaged: bool = False) -> Unit:
    return Unit(f"p#{text}", "p", text, True, damaged)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(TEXTS, max_size=4), second=st.lists(TEXTS, max_size=4), calibration=st.sampled_from([BUILT_IN, None])
)
def test_a_pair_is_as_near_whichever_of_the_two_is_asked_about(
    engine: Engine, first: list[str], second: list[str], *, calibration: Calibration | None
) -> None:
    one, other = (
        dataclasses.replace(build_faces(engine, [unit(text) for text in texts]), calibration=calibration)
        for texts in (first, second)
    )
    there, back = compare(one, other), compare(other, one)
    assert there.chances.shape == (len(first), len(second))
    for name in ("chances", "dense", "concept", "coverage"):
        np.testing.assert_allclose(getattr(there, name), getattr(back, name).T, atol=1e-5)
    assert ((there.chances >= 0) & (there.chances <= 1)).all()
    for row, text in enumerate(first):
        for column, its in enumerate(second):
            groups, others = set(letter_groups(text)), set(letter_groups(its))
            shared = len(groups & others)
            expected = (shared / len(groups) + shared / len(others)) / 2 if shared else 0
            assert there.coverage[row, column] == pytest.approx(expected)


def test_a_task_is_compared_by_the_same_in_the_index_and_as_it_is_read(engine: Engine) -> None:
    positions = np.array([5, 0, 3])
    indexed = load_faces(engine, positions)
    read = build_faces(engine, engine.index.view.load_units(positions))
    assert indexed.units == read.units
    assert indexed.groups == read.groups
    np.testing.assert_allclose(indexed.dense, read.dense, atol=1e-6)
    np.testing.assert_allclose(indexed.profiles, read.profiles, atol=1e-3)


def test_ruined_text_and_other_models_are_compared_by_letters_alone(engine: Engine) -> None:
    faces = build_faces(engine, [unit("họp xem xét"), unit("họp xem xét", damaged=True)])
    assert faces.calibration is None
    by_letters = compare(faces, faces).chances
    assert np.ptp(by_letters) == 0
    known = dataclasses.replace(faces, calibration=BUILT_IN)
    chances = compare(known, known).chances
    assert chances[0, 0] != pytest.approx(by_letters[0, 0])
    assert chances[0, 1] == chances[1, 1] == pytest.approx(by_letters[0, 1])


def test_bands_of_pairs_hold_for_the_calibrated_model_only() -> None:
    first, second = unit("Họp xem xét của lãnh đạo"), unit("Tổ chức họp xem xét của lãnh đạo")
    assert find_pair_band(first, second, 0.8, BUILT_IN) is Band.VERY_NEAR
    assert find_pair_band(first, second, 0.1, BUILT_IN) is None
    assert find_pair_band(first, second, 0.8, None) is None
    ruined = dataclasses.replace(unit("mua máy in"), damaged=True)
    assert find_pair_band(first, ruined, 0.8, BUILT_IN) is Band.RELATED


def test_one_thing_in_other_words_is_near_and_another_thing_is_not(small_store, embedder: Embedder) -> None:  # type: ignore[no-untyped-def]
    engine = Engine(small_store, build_index(small_store, embedder), lambda: embedder)
    texts = [
        "Họp xem xét của lãnh đạo về hệ thống quản lý chất lượng",
        "Lãnh đạo Sở chủ trì cuộc họp nhìn lại việc áp dụng HTQLCL trong năm",
        "Nhận diện rủi ro, cơ hội của từng quy trình",
    ]
    faces: Faces = build_faces(engine, [unit(text) for text in texts])
    assert engine.index.manifest.calibration == BUILT_IN
    chances = compare(faces, faces).chances
    assert chances[0, 1] > 0.5
    assert chances[0, 2] < 0.15
    assert chances[1, 2] < 0.15
