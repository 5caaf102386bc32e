"""The engine: what a question may count on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import IndexOutOfDate, NotFound
from corpus.model import AgencyType
from corpus.store import PlanFilter, Store
from indexer import build_index
from search import Engine, find_tasks


@pytest.mark.parametrize(
    "chosen",
    [
        PlanFilter(),
        PlanFilter(year=2024),
        PlanFilter(year=1999),
        PlanFilter(agency_type=AgencyType.UBND_XA),
        PlanFilter(year=2024, agency_type=AgencyType.SO),
        PlanFilter(agency="sở"),
    ],
)
def test_the_units_of_a_filter_are_those_of_its_plans(engine: Engine, chosen: PlanFilter) -> None:
    view = engine.index.view
    plans = {plan.id for plan in engine.store.list_plans(chosen)}
    units = view.load_units(np.arange(view.count))
    expected = [position for position, unit in enumerate(units) if unit.plan in plans]
    assert view.select(engine.select(chosen)).tolist() == expected


def test_one_plan_is_a_filter_too(engine: Engine) -> None:
    plan = engine.store.list_plans()[3].id
    view = engine.index.view
    found = view.load_units(view.select(engine.select(PlanFilter(plan=plan))))
    assert [unit.id for unit in found] == [task.id for task in engine.store.load_plan(plan).plan.tasks]


def test_the_units_of_plans_are_asked_for_by_plan(engine: Engine) -> None:
    view = engine.index.view
    for plan in [plan.id for plan in engine.store.list_plans()][:3]:
        found = view.load_units(engine.positions_of([plan, "khong-co"]))
        assert [unit.id for unit in found] == [task.id for task in engine.store.load_plan(plan).plan.tasks]
    assert engine.positions_of([]).tolist() == engine.positions_of(["khong-co"]).tolist() == []


def test_known_texts_are_embedded_without_the_model(engine: Engine, torchless_engine: Engine) -> None:
    texts = [unit.text for unit in engine.index.view.load_units(np.arange(3, 6))]
    vectors = torchless_engine.encode_texts(texts)
    assert vectors.dtype == np.float32
    encoder: Any = engine.load_query_encoder()
    np.testing.assert_allclose(vectors, np.stack([encoder.vector(text) for text in texts]), atol=1e-6)
    with pytest.raises(AssertionError, match="loaded"):
        torchless_engine.encode_texts([*texts, "một câu chưa từng gặp"])


def test_new_texts_are_embedded_once_as_documents(small_store: Store, word_encoder: Any) -> None:
    engine = Engine(small_store, build_index(small_store, word_encoder), lambda: word_encoder)
    word_encoder.documents.clear()
    for _ in range(2):
        engine.encode_texts(["một câu chưa từng gặp"])
    assert word_encoder.documents == ["một câu chưa từng gặp"]
    assert not word_encoder.queries
    assert engine.encode_texts([]).shape == (0, 16)


def test_a_model_that_did_not_make_the_index_answers_nothing(engine: Engine, word_encoder: Any) -> None:
    word_encoder.model_id = "other/16"
    other = Engine(engine.store, engine.index, lambda: word_encoder)
    for ask in (lambda: find_tasks(other, "đánh giá nội bộ"), lambda: other.encode_texts(["câu mới với mô hình khác"])):
        with pytest.raises(IndexOutOfDate) as caught:
            ask()
        assert caught.value.code == "INDEX_OTHER_MODEL"


def test_it_knows_whether_the_store_has_changed(small_store: Store, word_encoder: Any) -> None:
    engine = Engine(small_store, build_index(small_store, word_encoder), lambda: word_encoder)
    gone = small_store.list_plans()[0].id
    assert engine.is_current
    assert engine.plan_summary(gone).id == gone
    small_store.delete_plan(gone)
    assert not engine.is_current
    with pytest.raises(NotFound):
        engine.plan_summary(gone)
    view = engine.index.view
    assert gone not in {unit.plan for unit in view.load_units(view.select(engine.select(PlanFilter())))}


def test_questions_of_letters_and_documents_are_answered_without_torch(small_store: Store, word_encoder: Any) -> None:
    build_index(small_store, word_encoder)
    script = """
import sys
from pathlib import Path
import numpy as np
from corpus.store import open_store
from indexer import open_index
from search import Engine, find_bases, find_plans, find_tasks
store = open_store(Path(sys.argv[1]))
def load():
    raise AssertionError("loaded")
engine = Engine(store, open_index(store, "words/16"), load)
assert find_tasks(engine, "xyzw").hits
assert find_bases(store, "19/2014").documents and find_plans(store).hits
assert engine.encode_texts([engine.index.view.load_units(np.arange(1))[0].text]).shape == (1, 16)
heavy = {"torch", "underthesea", "sentence_transformers", "transformers"} & set(sys.modules)
assert not heavy, heavy
"""
    home: Path = small_store.home
    run = subprocess.run([sys.executable, "-c", script, str(home)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
