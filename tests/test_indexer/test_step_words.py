"""What words tell: shares of a softmax, the same after packing, and taught with what ships."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.frameworks import load_framework
from indexer import step_words
from indexer.step_words import WordModel, count_terms, load_words, pack_words
from search.judging.weights import load_weights

FRAMEWORK = load_framework("khung-101")
STEPS = [step.id for step in FRAMEWORK.steps]


@pytest.fixture
def tiny() -> WordModel:
    return WordModel(
        ["đánh giá", "kinh phí", "nội bộ"],
        np.array([1, 2, 1], np.float32),
        # one step; nothing; a part of the step
        np.array([[3, 0, 0], [0, 0, 3], [1, 0, 0]], np.float32),
        np.array([0, 1, 0], np.float32),
        "abc",
    )


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Lập DỰ TOÁN, lập", {"lập": 2, "dự": 1, "toán": 1, "lập dự": 1, "dự toán": 1, "toán lập": 1}),
        ("a b c", {}),
        ("", {}),
    ],
)
def test_words_and_pairs_are_counted_in_lower_case_without_single_letters(text: str, terms: dict[str, int]) -> None:
    assert count_terms(text) == terms


def test_shares_are_those_of_a_softmax_over_unit_rows(tiny: WordModel) -> None:
    (some,), (whole,) = tiny.tell(["Đánh giá nội bộ"])
    row = np.array([1, 1]) / np.sqrt(2)
    sums = np.array([3 * row[0] + row[1], 1, 0])
    shares = np.exp(sums) / np.exp(sums).sum()
    assert whole == pytest.approx([np.log(shares[0] / (1 - shares[0]))], rel=1e-5)
    assert some == pytest.approx([np.log((shares[0] + shares[2]) / shares[1])], rel=1e-5)


def test_a_part_of_which_nothing_was_told_is_never_told(tiny: WordModel) -> None:
    some, whole = replace(tiny, bias=np.array([0, 1, -np.inf], np.float32)).tell(["kinh phí"])
    assert some == pytest.approx(whole)


def test_a_text_without_known_words_is_as_likely_as_the_kinds_are_usual(tiny: WordModel) -> None:
    _, (unknown, empty) = tiny.tell(["Xin chào", ""])
    assert unknown == pytest.approx(empty)
    assert unknown[0] == pytest.approx(np.log(1 / (1 + np.e)), rel=1e-5)


@given(st.lists(st.text(max_size=80), max_size=5))
def test_any_text_gets_a_finite_answer(texts: list[str]) -> None:
    model = load_words("khung-101")
    assert model is not None
    for told in model.tell(texts):
        assert told.shape == (len(texts), len(STEPS))
        assert (np.abs(told) < 9.3).all()


def test_a_model_is_the_same_after_packing(tiny: WordModel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with np.load(io.BytesIO(pack_words(tiny))) as packed:
        assert packed["weights"].dtype == np.float16
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "tiny-words.npz").write_bytes(pack_words(tiny))
    monkeypatch.setattr(step_words, "files", lambda _: tmp_path)
    again = load_words.__wrapped__("tiny")
    assert again is not None
    assert (list(again.terms), again.learned_from) == (list(tiny.terms), "abc")
    texts = ["kinh phí đánh giá"]
    for told, before in zip(again.tell(texts), tiny.tell(texts), strict=True):
        assert told == pytest.approx(before, abs=1e-3)
    assert load_words.__wrapped__("other") is None


def test_the_words_that_ship_were_taught_with_the_weights_that_ship() -> None:
    model, weights = load_words("khung-101"), load_weights("khung-101")
    assert model is not None
    assert weights is not None
    assert model.learned_from == weights.learned_from, "run: python tests/bench/bench_gap_judge.py --write"
    assert model.weights.shape == (len(model.terms), 2 * len(STEPS) + 1)
    some, _ = model.tell(["Tổ chức đánh giá nội bộ", "Dự toán kinh phí duy trì hệ thống"])
    audit, money = some.argmax(axis=1)
    assert (STEPS[audit], STEPS[money]) == ("S19", "S26")
