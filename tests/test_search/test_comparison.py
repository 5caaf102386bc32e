"""Two plans side by side, and a plan beside the store."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corpus.ingest import ingest_file
from corpus.samples import load_samples
from corpus.store import PlanFilter, StoredPlan, open_store
from indexer import Embedder, build_index
from search import Band, Comparison, Engine, compare_plans, compare_with_store


@pytest.fixture(scope="module")
def calibrated(sample_store: Any, embedder: Embedder) -> Engine:
    """The sample plans indexed by the default model; a question that embeds anything fails."""

    def refuse() -> Any:
        raise AssertionError("the model was loaded")

    return Engine(sample_store, build_index(sample_store, embedder), refuse)


def load(engine: Engine, name: str) -> StoredPlan:
    return engine.store.load_plan(engine.store.resolve_plan(name))


def contents(compared: Comparison) -> set[tuple[str, str]]:
    return {(pair.first.id, pair.second.id) for pair in compared.pairs}


def test_tasks_about_one_thing_are_partners_and_the_rest_is_told_apart(calibrated: Engine) -> None:
    first, second = load(calibrated, "so-noi-vu-2024.docx"), load(calibrated, "so-cong-thuong-2025.docx")
    compared = compare_plans(calibrated, first, second)
    partners = {pair.first.content.value: pair for pair in compared.pairs}
    audit = partners["Thực hiện đánh giá nội bộ đối với tất cả các phòng, ban"]
    assert audit.second.content.value == "Đánh giá nội bộ toàn bộ HTQLCL"
    assert audit.band is Band.VERY_NEAR
    assert any("Xem xét của lãnh đạo" in pair.second.content.value for pair in compared.pairs)
    assert "Xây dựng quy trình cho thủ tục hành chính được công bố mới" in {
        lone.task.content.value for lone in compared.only_first
    }
    for plan, side, lone in ((first, "first", compared.only_first), (second, "second", compared.only_second)):
        mains = {task.id for task in plan.plan.main_tasks}
        paired = {getattr(pair, side).id for pair in compared.pairs}
        assert {one.task.id for one in lone} == mains - paired
        assert all((one.nearest is None) == (one.score is None) for one in lone)
    assert 0 < compared.score < 1
    assert not compared.copies
    assert not compared.first_unread


def test_the_other_way_about_the_same_tasks_are_partners(calibrated: Engine) -> None:
    first, second = load(calibrated, "so-noi-vu-2024.docx"), load(calibrated, "thpt-song-tram-2024.txt")
    there, back = compare_plans(calibrated, first, second), compare_plans(calibrated, second, first)
    assert contents(there) == {(its, own) for own, its in contents(back)}
    assert there.score == pytest.approx(back.score)
    assert there.first_share == pytest.approx(back.second_share)
    assert [lone.task for lone in there.only_first] == [lone.task for lone in back.only_second]


def test_a_plan_beside_itself_has_a_partner_for_every_task(calibrated: Engine) -> None:
    plan = load(calibrated, "so-noi-vu-2024.docx")
    compared = compare_plans(calibrated, plan, plan)
    assert {(task.id, task.id) for task in plan.plan.main_tasks} <= contents(compared)
    assert compared.only_first == compared.only_second == ()
    assert compared.score > 0.95


def test_every_task_is_looked_for_in_the_whole_store(calibrated: Engine) -> None:
    plan = load(calibrated, "so-noi-vu-2024.docx")
    beside = compare_with_store(calibrated, plan)
    assert [line.task for line in beside.tasks] == list(plan.plan.main_tasks)
    audit = next(line for line in beside.tasks if "đánh giá nội bộ" in line.task.content.value)
    assert audit.total > 8
    assert audit.nearest[0].band is Band.VERY_NEAR
    assert len({near.of.plan.id for near in audit.nearest}) == len(audit.nearest) == 3
    assert plan.plan.id not in {near.of.plan.id for line in beside.tasks for near in line.nearest}
    schools = compare_with_store(calibrated, plan, PlanFilter(year=2023))
    assert {near.of.plan.year for line in schools.tasks for near in line.nearest} == {2023}
    nowhere = compare_with_store(calibrated, plan, PlanFilter(year=1999))
    assert nowhere.only_first == plan.plan.main_tasks


def test_copies_are_said_to_be_copies_and_do_not_count_as_other_plans(tmp_path: Path, word_encoder: Any) -> None:
    source = next(sample.path for sample in load_samples() if sample.path.name == "so-tu-phap-2022.txt")
    with closing(open_store(tmp_path / "home")) as store:
        ingest_file(store, source)
        copy = tmp_path / "ban-sao.txt"
        copy.write_text(source.read_text("utf-8") + "\n", "utf-8")
        ingest_file(store, copy)
        engine = Engine(store, build_index(store, word_encoder), lambda: word_encoder)
        first, second = load(engine, "so-tu-phap-2022.txt"), load(engine, "ban-sao.txt")
        compared = compare_plans(engine, first, second)
        assert compared.copies
        assert len(compared.pairs) >= len(first.plan.main_tasks)
        assert {pair.band for pair in compared.pairs} == {None}
        assert {line.total for line in compare_with_store(engine, first).tasks} == {0}


def test_a_plan_that_was_not_read_whole_is_said_to_be_so(tmp_path: Path, word_encoder: Any) -> None:
    path = tmp_path / "khong-danh-muc.txt"
    path.write_text("KẾ HOẠCH\nÁp dụng hệ thống quản lý chất lượng năm 2024\n\nCăn cứ tình hình thực tế.\n", "utf-8")
    sample = next(sample.path for sample in load_samples() if sample.path.name == "so-tu-phap-2022.txt")
    with closing(open_store(tmp_path / "home")) as store:
        ingest_file(store, path)
        ingest_file(store, sample)
        engine = Engine(store, build_index(store, word_encoder), lambda: word_encoder)
        compared = compare_plans(engine, load(engine, path.name), load(engine, sample.name))
        assert compared.first_unread
        assert not compared.second_unread
        assert compared.pairs == compared.only_first == ()
        assert len(compared.only_second) == len(load(engine, sample.name).plan.main_tasks)
        assert compare_with_store(engine, load(engine, path.name)).tasks == ()
