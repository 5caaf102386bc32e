"""Profiles over kinds of work: concepts by wordings and steps by words, one after the other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer.concepts import ConceptSpace
from indexer.kinds import KindSpace
from indexer.letter_likeness import LetterLikeness
from indexer.step_words import WordModel, load_words

CENTRE = np.zeros(4, np.float32)
FAR = np.float32([0, 0, 0, 1])  # near no wording


@pytest.fixture
def space() -> KindSpace:
    wordings = np.float32([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])
    letters = LetterLikeness.build(["họp xem xét", "đào tạo", "tuyển sinh"])
    words = WordModel(
        ["kinh", "kinh phí", "nội bộ"],
        np.ones(3, np.float32),
        # two steps; nothing; parts of them, of which nothing was told
        np.array([[9, 0, 0, 0, 0], [9, 0, 0, 0, 0], [0, 12, 0, 0, 0]], np.float32),
        np.array([0, 0, 7, -np.inf, -np.inf], np.float32),
    )
    return KindSpace(ConceptSpace(wordings, letters, np.array([0, 1, 2, 3]), CENTRE, 2), words)


def likeness(space: KindSpace, question: str, task: str) -> float:
    return float(space.profile_question(FAR, question) @ space.profile_tasks(FAR[None], [task])[0].astype(np.float32))


def test_words_of_one_step_are_alike_where_wordings_tell_nothing(space: KindSpace) -> None:
    assert likeness(space, "kinh phí", "Bố trí kinh phí") > 0.4
    assert likeness(space, "kinh phí", "Soát xét nội bộ") < 0.05
    assert likeness(space, "kinh phí", "Đội bóng đá") < 0.05


def test_wordings_count_half_beside_words(space: KindSpace) -> None:
    near = np.float32([1, 0, 0, 0])
    both = space.profile_tasks(near[None], ["kinh phí"])[0].astype(np.float32)
    assert both.shape == (4,)
    assert both[0] == pytest.approx(0.5**0.5, abs=0.1)
    assert both[2] == pytest.approx(0.5**0.5, abs=0.1)
    assert np.linalg.norm(both) < 1


def test_profiles_depend_on_no_other_row(space: KindSpace) -> None:
    rows = np.random.default_rng(1).normal(size=(20, 4)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    texts = ["kinh phí", "nội bộ", "", "khác"] * 5
    together = space.profile_tasks(rows, texts)
    assert np.array_equal(together[::-1], space.profile_tasks(rows[::-1], texts[::-1]))
    assert np.array_equal(together[:3], space.profile_tasks(rows[:3], texts[:3]))
    assert space.profile_tasks(np.empty((0, 4), np.float32), []).shape == (0, 4)


def test_a_saved_space_is_read_back(space: KindSpace, tmp_path: Path) -> None:
    space.save(tmp_path)
    read = KindSpace.load(tmp_path)
    row = np.float32([0.6, 0.8, 0, 0])
    assert read.profile_question(row, "kinh phí") == pytest.approx(space.profile_question(row, "kinh phí"), abs=1e-3)
    (tmp_path / "step_words.npz").write_bytes(b"")
    with pytest.raises((OSError, ValueError, KeyError, EOFError)):
        KindSpace.load(tmp_path)


def test_what_ships_tells_a_lay_question_from_its_neighbour() -> None:
    words = load_words("khung-101")
    assert words is not None
    asked, audit, training = words.share(
        ["kiểm tra chéo xem hệ thống chạy đúng không", "Đánh giá nội bộ", "Đào tạo chuyên gia đánh giá nội bộ"]
    )
    assert asked @ audit > asked @ training
