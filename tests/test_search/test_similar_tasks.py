"""Tasks similar to a task."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import InvalidRequest, NotFound
from corpus.ingest import ingest_file
from corpus.samples import load_samples
from corpus.store import PlanFilter, Store, open_store
from corpus.text import fold
from indexer import Embedder, build_index
from search import Band, Engine, find_similar_tasks
from search.nearness import build_faces, compare
from search.similar_tasks import load_task


@pytest.fixture(scope="module")
def calibrated(sample_store: Store, embedder: Embedder) -> Engine:
    """The sample plans indexed by the default model; a question that embeds anything fails."""
    index = build_index(sample_store, embedder)

    def refuse() -> Any:
        raise AssertionError("the model was loaded")

    return Engine(sample_store, index, refuse)


def test_a_task_finds_the_same_work_of_others_with_bands_and_without_the_model(calibrated: Engine) -> None:
    answer = find_similar_tasks(calibrated, "so-noi-vu-2024.docx#II.11", limit=200)
    assert answer.like is not None
    assert answer.like.task.content.value == answer.query
    assert "đánh giá nội bộ" in answer.query
    assert answer.total == len(answer.hits) > 5
    assert answer.hits[0].band is Band.VERY_NEAR
    assert all(hit.band is not None for hit in answer.hits)
    assert "đánh giá nội bộ" in answer.hits[0].task.content.value.lower()
    order = [(-hit.score, hit.task.id) for hit in answer.hits]
    assert order == sorted(order)
    text = calibrated.store.load_plan(answer.hits[0].plan.id).document.text
    assert {"danh", "gia", "noi"} <= {fold(text[part.start : part.end]) for part in answer.hits[0].matched}


def test_the_score_is_the_chance_of_the_pair_and_the_same_the_other_way(calibrated: Engine) -> None:
    _, unit = load_task(calibrated, "so-noi-vu-2024.docx#II.11")
    best = find_similar_tasks(calibrated, unit.id, limit=1).hits[0]
    _, its = load_task(calibrated, best.task.id)
    chance = compare(build_faces(calibrated, [unit]), build_faces(calibrated, [its])).chances[0, 0]
    assert best.score == pytest.approx(chance)
    back = {hit.task.id: hit for hit in find_similar_tasks(calibrated, best.task.id, limit=200).hits}
    assert back[unit.id].score == pytest.approx(best.score, abs=1e-6)
    assert back[unit.id].band is best.band


def test_pages_hold_each_similar_task_once_and_a_filter_holds(calibrated: Engine) -> None:
    whole = find_similar_tasks(calibrated, "so-noi-vu-2024.docx#II.11", limit=200)
    pages = [
        find_similar_tasks(calibrated, "so-noi-vu-2024.docx#II.11", limit=4, offset=at).hits
        for at in range(0, whole.total + 4, 4)
    ]
    assert [hit for page in pages for hit in page] == list(whole.hits)
    year = find_similar_tasks(calibrated, "so-noi-vu-2024.docx#II.11", PlanFilter(year=2025), limit=200)
    assert {hit.plan.year for hit in year.hits} == {2025}
    assert list(year.hits) == [hit for hit in whole.hits if hit.plan.year == 2025]


def test_the_task_its_copies_and_the_other_files_of_its_plan_are_left_out(tmp_path: Path, word_encoder: Any) -> None:
    source = next(sample.path for sample in load_samples() if sample.path.name == "so-tu-phap-2022.txt")
    text = source.read_text("utf-8")
    with closing(open_store(tmp_path / "home")) as store:
        ingest_file(store, source)
        copy = tmp_path / "ban-sao.txt"
        copy.write_text(text + "\n", "utf-8")
        ingest_file(store, copy)
        for sample in load_samples()[:2]:
            ingest_file(store, sample.path)
        engine = Engine(store, build_index(store, word_encoder), lambda: word_encoder)
        own = store.resolve_plan("so-tu-phap-2022.txt")
        assert store.find_similar(own) == (store.resolve_plan("ban-sao.txt"),)
        plan = store.load_plan(own).plan
        answer = find_similar_tasks(engine, plan.tasks[0].id, limit=1000)
        assert {hit.plan.id for hit in answer.hits} == {one.id for one in store.list_plans()} - {
            store.resolve_plan("ban-sao.txt")
        }
        assert plan.tasks[0].id not in {hit.task.id for hit in answer.hits}
        assert {hit.task.id for hit in answer.hits if hit.plan.id == own} == {
            task.id for task in plan.tasks if fold(task.content.value) != fold(plan.tasks[0].content.value)
        }
        assert not any(hit.band for hit in answer.hits)


def test_a_task_that_is_not_there_is_not_found(torchless_engine: Engine) -> None:
    for reference, code in (
        ("so-noi-vu-2024.docx#99", "TASK_NOT_FOUND"),
        ("so-noi-vu-2024.docx", "TASK_NOT_FOUND"),
        ("khong-co#1", "PLAN_NOT_FOUND"),
        ("", "PLAN_NOT_FOUND"),
    ):
        with pytest.raises(NotFound) as caught:
            find_similar_tasks(torchless_engine, reference)
        assert caught.value.code == code
    with pytest.raises(InvalidRequest):
        find_similar_tasks(torchless_engine, "so-noi-vu-2024.docx#II.1", limit=0)
