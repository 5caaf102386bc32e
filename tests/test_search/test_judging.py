"""The learned judge: clauses lead back to the text, signals say what they say, what was learned is of what ships."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.frameworks import load_framework
from corpus.text import field, normalise, quote
from indexer import Embedder, build_index
from search import Engine
from search.judging import judge, judge_passages
from search.judging.clauses import cut_clauses
from search.judging.signals import NAMES
from search.judging.weights import load_weights
from search.passages import Passage, build_passage

FRAMEWORK = load_framework("khung-101")


def passage(*lines: str) -> Passage:
    quotes, at = [], 0
    text = "\n".join(lines)
    for line in lines:
        quotes.append(quote(text, at, at + len(line)))
        at += len(line) + 1
    return build_passage((field(quotes),), None)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Engine:
    from corpus.store import open_store

    store = open_store(tmp_path_factory.mktemp("judging"))
    return Engine(store, build_index(store, embedder), lambda: embedder)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Văn phòng Sở: đôn đốc các phòng, lập dự toán kinh phí, báo cáo UBND tỉnh.",
            ["đôn đốc các phòng", "lập dự toán kinh phí", "báo cáo UBND tỉnh"],
        ),
        ("Các phòng, ban, đơn vị rà soát quy trình; gửi Văn phòng trước ngày 15/3", ["gửi Văn phòng trước ngày 15/3"]),
        ("Phòng Kế hoạch - Tổng hợp: điều phối chung việc ISO", ["điều phối chung việc ISO"]),
        (
            "Tổ chức đánh giá nội bộ và khắc phục điểm không phù hợp",
            ["Tổ chức đánh giá nội bộ", "khắc phục điểm không phù hợp"],
        ),
    ],
)
def test_one_clause_is_one_thing_to_do_without_who_does_it(text: str, parts: list[str]) -> None:
    found = {normalise(text[clause.start : clause.end]) for clause in cut_clauses(passage(text))}
    assert set(parts) <= found
    assert not {"Văn phòng Sở", "Tổng hợp", "Các phòng"} & found


@given(st.lists(st.text("aáđ Tổ chức, lập;:.()-–\t", min_size=1, max_size=40), min_size=1, max_size=4))
def test_every_clause_is_a_range_of_the_passage_and_the_whole_comes_first(lines: list[str]) -> None:
    whole = passage(*lines)
    clauses = cut_clauses(whole)
    assert (clauses[0].start, clauses[0].end) == (0, len(whole.raw))
    for clause in clauses:
        assert 0 <= clause.start <= clause.end <= len(whole.raw)
        for source in whole.locate_raw(clause.start, clause.end):
            assert any(other.start <= source.start < source.end <= other.end for other in whole.sources)


def test_what_was_learned_fits_the_signals_and_the_model_that_ship(embedder: Embedder) -> None:
    weights = load_weights("khung-101")
    assert weights is not None
    assert weights.signals == NAMES, "run: python tests/bench/bench_gap_judge.py --write"
    for learned in (weights.there, weights.whole):
        assert len(learned.weights) == len(NAMES)
        assert set(learned.steps) == {step.id for step in FRAMEWORK.steps}
    assert weights.model == embedder.model_id
    assert 0 < weights.unclear_from < weights.covered_from < 1
    assert 0 < weights.whole_from < 1
    assert 0.5 < weights.partial_share < 1


def test_confidence_never_falls_as_the_chance_that_it_rests_on_rises() -> None:
    weights = load_weights("khung-101")
    assert weights is not None
    assert weights.bands[0].chance == 0
    low, high = weights.bands[0], weights.bands[-1]
    assert low.missing > 0.9
    assert low.covered < 0.1
    assert high.covered > 0.9
    assert high.missing < 0.1
    assert weights.band(0.0) == low
    assert weights.band(1.0) == high


def test_a_task_that_says_the_step_is_likelier_than_one_that_does_not(engine: Engine) -> None:
    rows = (passage("Tổ chức đánh giá nội bộ hệ thống quản lý chất lượng"), passage("Mua sắm máy tính cho các phòng"))
    opinion = judge_passages(engine, FRAMEWORK, rows, ())
    assert opinion is not None
    audit, other = opinion.read["S19"]
    assert audit >= opinion.weights.covered_from
    assert other < opinion.weights.unclear_from
    assert opinion.read["S10"][0] < audit


def test_a_step_whose_every_cue_is_taken_back_is_not_covered_whatever_else_is_said(engine: Engine) -> None:
    (row,) = (passage("Năm 2025, Sở đã tổ chức đánh giá nội bộ hệ thống quản lý chất lượng tại các phòng"),)
    opinion = judge_passages(engine, FRAMEWORK, (row,), ())
    assert opinion is not None
    assert opinion.read["S19"][0] < opinion.weights.covered_from


def test_telling_staff_of_documents_is_a_part_and_issuing_them_the_whole(engine: Engine) -> None:
    rows = (
        passage("Phổ biến các quy trình mới cho công chức"),
        passage("Trình Giám đốc ký ban hành các quy trình ISO"),
    )
    opinion = judge_passages(engine, FRAMEWORK, rows, ())
    assert opinion is not None
    assert opinion.find("S14") == (1, 0)
    assert (opinion.covers("S14", 0), opinion.covers("S14", 1)) == (False, True)
    assert opinion.parts["S14"][0] is not None


def test_nothing_is_said_with_another_model_or_of_another_framework(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = load_weights("khung-101")
    assert weights is not None
    rows = (passage("Tổ chức đánh giá nội bộ"),)
    assert judge_passages(engine, replace(FRAMEWORK, id="khung-khac"), rows, ()) is None
    monkeypatch.setattr(judge, "load_weights", lambda _: replace(weights, model="other/384"))
    assert judge_passages(engine, FRAMEWORK, rows, ()) is None


def test_a_plan_without_passages_has_no_chances(engine: Engine) -> None:
    opinion = judge_passages(engine, FRAMEWORK, (), ())
    assert opinion is not None
    assert all(isinstance(chances, np.ndarray) and chances.size == 0 for chances in opinion.read.values())
