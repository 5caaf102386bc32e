"""Similar tasks."""

from __future__ import annotations

import dataclasses
import datetime
import threading
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.abbreviations import Abbreviation, Expander, Strength, load_shipped
from corpus.corrections import Subject
from corpus.errors import InvalidRequest
from corpus.ingest import ingest_file
from corpus.model import AgencyType, CorrectedField
from corpus.store import PlanFilter, Store, open_store
from corpus.text import fold
from indexer import Calibration, Embedder, Unit, UnitFilter, build_index
from indexer.calibration import SignalWeights, Thresholds, load_built_in
from indexer.contract import Attributes
from indexer.units import build_units
from search import Band, Engine, find_tasks

QUERY = "tổ chức đánh giá nội bộ"
FILTERS = st.builds(
    PlanFilter,
    year=st.none() | st.sampled_from([2022, 2023, 2024, 2025, 2026, 1999]),
    agency_type=st.none() | st.sampled_from(list(AgencyType)),
    agency=st.none() | st.sampled_from(["sở", "SONG TRAM", "không có cơ quan này"]),
)


def list_units(engine: Engine) -> list[Unit]:
    return engine.index.view.load_units(np.arange(engine.index.count))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=FILTERS, query=st.sampled_from([QUERY, "danh gia noi bo", "mua máy in", "xyz"]))
def test_a_filter_is_applied_before_ranking_so_that_nothing_in_it_is_lost(
    engine: Engine, chosen: PlanFilter, query: str
) -> None:
    plans = {plan.id for plan in engine.store.list_plans(chosen)}
    wanted = sorted(unit.id for unit in list_units(engine) if unit.plan in plans)
    answer = find_tasks(engine, query, chosen, limit=max(1, len(wanted)))
    assert answer.total == len(wanted)
    assert sorted(hit.task.id for hit in answer.hits) == wanted
    scores = [(-hit.score, hit.task.id) for hit in answer.hits]
    assert scores == sorted(scores)
    short = find_tasks(engine, query, chosen, limit=3)
    assert (short.total, short.hits) == (len(wanted), answer.hits[:3])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=FILTERS, query=st.sampled_from([QUERY, "danh gia noi bo", "xyz"]), size=st.integers(3, 60))
def test_pages_hold_every_hit_once_and_in_the_order_of_the_whole(
    engine: Engine, chosen: PlanFilter, query: str, size: int
) -> None:
    whole = find_tasks(engine, query, chosen, limit=1000)
    pages = [find_tasks(engine, query, chosen, limit=size, offset=at) for at in range(0, whole.total + size, size)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {whole.total}
    assert find_tasks(engine, query, chosen, limit=size) == pages[0]


def test_hits_carry_the_task_with_its_plan_and_every_score(engine: Engine) -> None:
    answer = find_tasks(engine, QUERY, limit=5)
    assert len(answer.hits) == 5
    for hit in answer.hits:
        assert "đánh giá nội bộ" in hit.task.content.value.lower() + " ".join(p.value for p in hit.task.detail).lower()
        assert hit.task in engine.store.load_plan(hit.plan.id).plan.tasks
        assert hit.scores.dense is not None
        assert hit.scores.lexical > 0
        assert hit.scores.skeleton > 0
        text = engine.store.load_plan(hit.plan.id).document.text
        words = {fold(text[part.start : part.end]) for part in hit.matched}
        assert {"danh", "gia", "noi"} <= words <= {"to", "chuc", "danh", "gia", "noi", "bo"}


def test_words_that_cannot_be_told_are_ranked_by_letter_groups_alone_and_no_model_is_loaded(
    torchless_engine: Engine,
) -> None:
    view = torchless_engine.index.view
    query = torchless_engine.index.ask("dgnbx iszo", None)
    skeleton = view.find([query], UnitFilter(), 1).score(query).skeleton
    units = list_units(torchless_engine)
    expected = sorted(range(len(units)), key=lambda position: (-skeleton[position], units[position].id))
    answer = find_tasks(torchless_engine, "dgnbx iszo", limit=20)
    assert [hit.task.id for hit in answer.hits] == [units[position].id for position in expected[:20]]
    assert all(hit.scores.dense is None and hit.scores.lexical == 0 for hit in answer.hits)


@pytest.mark.parametrize("query", ["to chuc danh gia noi bo", "toor chuwcs ddanhs gias noi bo", "tổ chức ĐGNB"])
def test_a_question_is_asked_as_it_is_understood_and_the_answer_says_so(engine: Engine, query: str) -> None:
    plain = find_tasks(engine, QUERY, limit=5)
    answer = find_tasks(engine, query, limit=5)
    assert plain.understood is None
    assert answer.understood == QUERY
    assert {hit.task.id for hit in answer.hits} == {hit.task.id for hit in plain.hits}
    for hit in answer.hits:
        assert (hit.scores.dense or 0) > 0
        text = engine.store.load_plan(hit.plan.id).document.text
        assert {"danh", "gia", "noi"} & {fold(text[part.start : part.end]) for part in hit.matched}


def test_a_short_form_finds_tasks_that_write_it_out_and_the_other_way(engine: Engine) -> None:
    texts = {task.id: task for plan in engine.store.list_plans() for task in engine.store.load_plan(plan.id).plan.tasks}
    short = [task for task in texts.values() if "HTQLCL" in task.content.value]
    assert short
    found = {hit.task.id: hit for hit in find_tasks(engine, "hệ thống quản lý chất lượng", limit=300).hits}
    for task in short:
        hit = found[task.id]
        assert hit.scores.lexical > 0
        assert hit.task.content.value == task.content.value
        text = engine.store.load_plan(hit.plan.id).document.text
        assert "HTQLCL" in {text[part.start : part.end] for part in hit.matched}


def test_a_short_form_of_the_users_own_finds_both(engine: Engine) -> None:
    own = Expander((*load_shipped(), Abbreviation("GSKX", ("hiệu chuẩn cân",), Strength.SURE)))
    asked = Engine(engine.store, engine.index, engine.load_query_encoder, own)
    assert find_tasks(asked, "GSKX").understood == "hiệu chuẩn cân"
    assert find_tasks(asked, "gskx", limit=3).hits == find_tasks(asked, "GSKX", limit=3).hits


def test_decomposed_letters_and_wide_blanks_ask_the_same_question(engine: Engine) -> None:
    plain = find_tasks(engine, QUERY)
    assert find_tasks(engine, unicodedata.normalize("NFD", f"\n {QUERY.replace(' ', '  ')} ")).hits == plain.hits


def test_threads_share_an_engine(engine: Engine) -> None:
    expected = {query: find_tasks(engine, query).hits for query in (QUERY, "danh gia noi bo", "công bố hệ thống")}
    wrong: list[object] = []

    def ask(query: str) -> None:
        try:
            if find_tasks(engine, query).hits != expected[query]:
                wrong.append(query)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must see it
            wrong.append(error)

    threads = [threading.Thread(target=ask, args=(query,)) for query in list(expected) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_ties_stand_in_the_order_of_ids(small_store: Store, word_encoder: Any) -> None:
    index = build_index(small_store, word_encoder)
    engine = Engine(small_store, index, lambda: word_encoder)
    nothing_shared = find_tasks(engine, "xyzw", limit=100)
    ids = [hit.task.id for hit in nothing_shared.hits if hit.score == 0]
    assert len(ids) > 3
    assert ids == sorted(ids)


def test_plans_deleted_since_are_left_out(small_store: Store, word_encoder: Any) -> None:
    engine = Engine(small_store, build_index(small_store, word_encoder), lambda: word_encoder)
    before = find_tasks(engine, QUERY, limit=1000)
    gone = before.hits[0].plan.id
    small_store.delete_plan(gone)
    after = find_tasks(engine, QUERY, limit=1000)
    assert [hit.task.id for hit in after.hits] == [hit.task.id for hit in before.hits if hit.plan.id != gone]
    assert after.total == len(after.hits)
    pages = [find_tasks(engine, QUERY, limit=7, offset=at).hits for at in range(0, after.total + 7, 7)]
    assert [hit for page in pages for hit in page] == list(after.hits)


def test_tasks_read_anew_with_other_words_are_left_out(small_store: Store, word_encoder: Any) -> None:
    index = build_index(small_store, word_encoder)
    first = find_tasks(Engine(small_store, index, lambda: word_encoder), QUERY).hits[0].task.id
    plan = first.partition("#")[0]
    when = datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC)
    small_store.correct_plan(plan, Subject(CorrectedField.TASK_CONTENT, first), ["Nội dung khác"], who="An", when=when)
    answer = find_tasks(Engine(small_store, index, lambda: word_encoder), QUERY, limit=1000)
    assert first not in {hit.task.id for hit in answer.hits}
    assert answer.total == len(answer.hits) == index.count - 1


def test_an_empty_store_and_a_filter_of_nothing_have_no_hits(tmp_path: Any, word_encoder: Any, engine: Engine) -> None:
    store = open_store(tmp_path)
    empty = Engine(store, build_index(store, word_encoder), lambda: word_encoder)
    for nothing in (find_tasks(empty, QUERY), find_tasks(engine, QUERY, PlanFilter(year=1999))):
        assert (nothing.total, nothing.hits) == (0, ())


@pytest.mark.parametrize("query", [QUERY, "danh gia noi bo", "xyz", "họp \ud800"])
def test_a_store_of_one_task_finds_it(
    small_store: Store, word_encoder: Any, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, *others = small_store.list_plans()
    for plan in others:
        small_store.delete_plan(plan.id)
    monkeypatch.setattr("indexer.sync.build_units", lambda stored: build_units(stored)[:1])
    monkeypatch.setattr("indexer.sync.build_attributes", lambda plan, _document: [Attributes()] * len(plan.tasks[:1]))
    index = build_index(small_store, word_encoder)
    answer = find_tasks(Engine(small_store, index, lambda: word_encoder), query)
    assert [hit.task.id for hit in answer.hits] == [unit.id for unit in index.view.load_units(np.arange(1))]
    assert answer.total == index.count == 1


@pytest.mark.parametrize(
    ("query", "limit", "code"),
    [
        ("", 10, "QUERY_EMPTY"),
        ("\n…", 10, "QUERY_EMPTY"),
        ("a" * 2001, 10, "QUERY_TOO_LONG"),
        (QUERY, 0, "LIMIT_INVALID"),
    ],
)
def test_an_impossible_question_is_refused(torchless_engine: Engine, query: str, limit: int, code: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        find_tasks(torchless_engine, query, limit=limit)
    assert caught.value.code == code


def test_a_page_before_the_first_is_refused(torchless_engine: Engine) -> None:
    with pytest.raises(InvalidRequest) as caught:
        find_tasks(torchless_engine, QUERY, offset=-1)
    assert caught.value.code == "OFFSET_INVALID"


def test_the_calibrated_model_gives_bands_and_leaves_out_what_is_far(
    small_store: Store, embedder: Embedder, word_encoder: Any
) -> None:
    engine = Engine(small_store, build_index(small_store, embedder), lambda: embedder)
    near = find_tasks(engine, QUERY, limit=100)
    assert near.hits[0].band in (Band.VERY_NEAR, Band.NEAR)
    assert 0 < near.total < engine.index.count
    assert all(hit.band is not None for hit in near.hits)
    assert find_tasks(engine, "danh gia noi bo").hits[0].band is Band.VERY_NEAR
    assert find_tasks(engine, "Nấu phở bò").total == 0
    assert {hit.band for hit in find_tasks(engine, "nau pho bo").hits} <= {Band.RELATED}
    word_encoder.model_id = load_built_in().model + "-tuned"
    assert not any(hit.band for hit in find_tasks(_with(small_store, word_encoder), QUERY).hits)


def test_another_model_has_bands_and_weights_by_a_calibration_of_its_own(small_store: Store, word_encoder: Any) -> None:
    plain = find_tasks(_with(small_store, word_encoder), QUERY, limit=1000)
    assert plain.total == plain.filtered
    assert not any(hit.band for hit in plain.hits)
    own = dataclasses.replace(load_built_in(), model="words/16")
    near = find_tasks(_with(small_store, word_encoder, own), QUERY, limit=1000)
    assert 0 < near.total < plain.total
    assert all(hit.band for hit in near.hits)
    fused = {hit.task.id: hit.score for hit in plain.hits}
    assert all(hit.score == fused[hit.task.id] for hit in near.hits)

    only_words = dataclasses.replace(own.fusion, clean=SignalWeights(0, 0, 1, 0, 0), least=1)
    wide = Thresholds(very_near=0.003, near=0.002, related=0.001)
    weighed = dataclasses.replace(own, fusion=only_words, thresholds=wide)
    hits = find_tasks(_with(small_store, word_encoder, weighed), QUERY, limit=1000).hits
    best = hits[0].scores.lexical
    assert [hit.score for hit in hits] == pytest.approx([hit.scores.lexical / best for hit in hits])
    assert {hit.task.id for hit in near.hits} < {hit.task.id for hit in hits}
    assert {hit.band for hit in hits if hit.task.id in {one.task.id for one in near.hits}} == {Band.VERY_NEAR}


def _with(store: Store, encoder: Any, calibration: Calibration | None = None) -> Engine:
    return Engine(store, build_index(store, encoder, calibration=calibration), lambda: encoder)


def test_a_hit_of_a_ruined_plan_carries_the_guess_it_was_found_by(tmp_path: Path, embedder: Embedder) -> None:
    ruined = (
        "KE HOACH\nDuy tri hé théng quan ly chat lugng nam 2024\n\nII. NOI DUNG\n"
        "1. To chtrc danh gia ndi bd hé théng quan ly chat lugng cua cac phong chuyén mén thudc Uy ban nhan dan huyén\n"
        "2. Hop xem xét cta lanh dao vé két qua danh gia ndi bd va viéc thyc hién muc tiéu chat lugng trong nam\n"
    )
    path = tmp_path / "hong.txt"
    path.write_text(ruined, "utf-8")
    with closing(open_store(tmp_path / "home")) as store:
        ingest_file(store, path)
        hits = find_tasks(Engine(store, build_index(store, embedder), lambda: embedder), "đánh giá nội bộ").hits
    assert hits[0].guess is not None
    assert "đánh giá nội bộ" in hits[0].guess
    assert "danh gia" in hits[0].task.content.value
