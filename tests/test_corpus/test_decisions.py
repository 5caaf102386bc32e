"""Verdicts by people on disk: they belong to the original, and outlive every reading of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from corpus.corrections import Subject
from corpus.errors import NotFound
from corpus.ingest import ingest_file
from corpus.model import AskedStep, CorrectedField, Decision, Verdict
from corpus.parsing import parse_plan
from corpus.reading import load_document
from corpus.samples import load_samples
from corpus.store import PlanDecision, Store, open_store

SAMPLES = [sample for sample in load_samples() if sample.format == "txt"][:2]
WHEN = datetime.datetime(2026, 3, 1, 8, 0, tzinfo=datetime.UTC)
ASKED = AskedStep("Đánh giá nội bộ", "Tổ chức đánh giá nội bộ.", "required", None)
FIRST = Decision(
    0, "khung-101", "0.3.0", "S19", ASKED, Verdict.COVERED, Verdict.MISSING, "Ở mục IV.", "Thanh tra", WHEN
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "home")
    for sample in SAMPLES:
        ingest_file(opened, sample.path)
    yield opened
    opened.close()


def plan_of(store: Store, name: str) -> tuple[str, str]:
    """Returns the id of a plan by the name of its file, and the digest of its original."""
    plan_id = store.resolve_plan(name)
    return plan_id, store.load_plan(plan_id).document.sha256


def test_decisions_come_back_in_the_order_of_their_making(store: Store) -> None:
    plan_id, sha256 = plan_of(store, SAMPLES[0].path.name)
    revision = store.revision
    first = store.decisions.add(plan_id, FIRST)
    second = store.decisions.add(plan_id, replace(FIRST, verdict=Verdict.PARTIAL))
    other = store.decisions.add(plan_id, replace(FIRST, framework="van-thu"))
    assert store.decisions.list_of(sha256) == (first, second, other)
    assert store.decisions.list_of(sha256, "khung-101") == (first, second)
    assert replace(first, id=0) == FIRST
    assert first.id < second.id < other.id
    assert store.revision == revision  # a decision changes no plan, so no index is out of date


def test_taking_one_back_gives_the_one_before(store: Store) -> None:
    plan_id, sha256 = plan_of(store, SAMPLES[0].path.name)
    first = store.decisions.add(plan_id, FIRST)
    second = store.decisions.add(plan_id, replace(FIRST, verdict=Verdict.PARTIAL))
    assert store.decisions.undo(plan_id, "khung-101", "S19") == second
    assert store.decisions.list_of(sha256) == (first,)
    store.decisions.undo(plan_id, "khung-101", "S19")
    with pytest.raises(NotFound) as caught:
        store.decisions.undo(plan_id, "khung-101", "S19")
    assert caught.value.code == "DECISION_NOT_FOUND"
    assert store.decisions.add(plan_id, FIRST).id > second.id


def test_nothing_is_decided_on_a_plan_that_is_not_there(store: Store) -> None:
    with pytest.raises(NotFound) as added:
        store.decisions.add("khong-co", FIRST)
    with pytest.raises(NotFound) as undone:
        store.decisions.undo("khong-co", "khung-101", "S19")
    assert (added.value.code, undone.value.code) == ("PLAN_NOT_FOUND", "PLAN_NOT_FOUND")


def test_decisions_outlive_a_new_reading_and_a_correction(store: Store) -> None:
    sample = SAMPLES[0]
    plan_id, sha256 = plan_of(store, sample.path.name)
    kept = store.decisions.add(plan_id, FIRST)
    document = load_document(sample.path)
    store.save_plan(document, sample.path.read_bytes(), parse_plan(document, "ma-khac"))
    store.correct_plan("ma-khac", Subject(CorrectedField.YEAR), ["2031"], who="A", when=WHEN)
    ingest_file(store, sample.path)
    assert store.decisions.list_of(sha256) == (kept,)
    assert store.decisions.list_standing("khung-101") == (PlanDecision("ma-khac", kept),)


def test_deleting_a_plan_deletes_what_was_decided_on_it_alone(store: Store) -> None:
    (plan_id, sha256), (other_id, other_sha256) = (plan_of(store, sample.path.name) for sample in SAMPLES)
    store.decisions.add(plan_id, FIRST)
    kept = store.decisions.add(other_id, FIRST)
    store.delete_plan(plan_id)
    assert store.decisions.list_of(sha256) == ()
    assert store.decisions.list_of(other_sha256) == (kept,)
    ingest_file(store, SAMPLES[0].path)
    assert store.decisions.list_of(sha256) == ()


def test_only_the_latest_decision_on_a_step_stands(store: Store) -> None:
    (plan_id, _), (other_id, _) = (plan_of(store, sample.path.name) for sample in SAMPLES)
    store.decisions.add(plan_id, FIRST)
    latest = store.decisions.add(plan_id, replace(FIRST, verdict=Verdict.UNCLEAR))
    step = store.decisions.add(plan_id, replace(FIRST, step="S05"))
    elsewhere = store.decisions.add(other_id, FIRST)
    store.decisions.add(other_id, replace(FIRST, framework="van-thu"))
    expected = {(plan_id, step), (plan_id, latest), (other_id, elsewhere)}
    standing = store.decisions.list_standing("khung-101")
    assert {(made.plan, made.decision) for made in standing} == expected
    assert [(made.plan, made.decision.step) for made in standing] == sorted(
        (plan, decision.step) for plan, decision in expected
    )


def test_a_store_without_the_table_gets_it(store: Store) -> None:
    plan_id, sha256 = plan_of(store, SAMPLES[0].path.name)
    store.decisions.add(plan_id, FIRST)
    config = Config()
    config.set_main_option("script_location", "corpus.store:migrations")
    config.set_main_option("version_locations", "corpus.store:migrations/versions")
    config.set_main_option("path_separator", "space")
    config.attributes["version_table"] = "corpus_version"
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "corpus_0006")
        assert not connection.dialect.has_table(connection, "decisions")
    again = open_store(store.home)
    assert again.decisions.list_of(sha256) == ()
    assert again.load_plan(plan_id) == store.load_plan(plan_id)
    assert again.decisions.add(plan_id, FIRST).id == 1
    again.close()
