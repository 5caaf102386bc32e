"""The index of a store: built from it, refused when it no longer fits."""

from __future__ import annotations

import json
import shutil
import threading
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import IndexOutOfDate
from corpus.ingest import ingest_file
from corpus.samples import load_samples
from corpus.store import Store, open_store
from indexer import Embedder, Index, LazyEncoder, build_index, open_index
from indexer.index import index_home
from indexer.known_vectors import list_known_texts

SAMPLES = [sample.path for sample in load_samples() if sample.format == "txt"]


class WordEncoder:
    """Embeds a text as the sum of a random vector for each of its words."""

    def __init__(self, model_id: str = "words/16") -> None:
        self.model_id = model_id
        self.dimension = 16
        self.embedded: list[str] = []

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.embedded += texts
        if progress is not None:
            progress(len(texts))
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        rows = [
            np.random.default_rng(zlib.crc32(word.encode())).standard_normal(16)
            for word in text.lower().split() or [""]
        ]
        total = np.sum(rows, axis=0).astype(np.float32)
        return total / np.linalg.norm(total)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a few plans and their index; copied by each test."""
    home = tmp_path_factory.mktemp("home") / "store"
    store = open_store(home)
    for path in SAMPLES:
        ingest_file(store, path)
    build_index(store, WordEncoder())
    store.close()
    return home


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Store:
    shutil.copytree(template, tmp_path / "store")
    return open_store(tmp_path / "store")


def live(store: Store) -> Path:
    return index_home(store) / (index_home(store) / "CURRENT").read_text()


def code(store: Store, model_id: str | None = "words/16") -> str | None:
    try:
        open_index(store, model_id)
    except IndexOutOfDate as error:
        return error.code
    return None


def scores_of(index: Index, words: str) -> list[NDArray[np.float32]]:
    every = np.arange(len(index.units))
    scores = index.score(words, WordEncoder().encode_query(words), every)
    return [scores.dense, scores.lexical, scores.skeleton, scores.coverage]


def test_an_opened_index_holds_every_task_and_answers_as_the_built_one(store: Store) -> None:
    built, opened = build_index(store, WordEncoder()), open_index(store, "words/16")
    tasks = [task.id for plan in store.list_plans() for task in store.load_plan(plan.id).plan.tasks]
    assert [unit.id for unit in opened.units] == tasks
    assert opened.units == built.units
    assert opened.manifest == built.manifest
    assert opened.manifest.units == len(tasks)
    for one, other in zip(scores_of(opened, "đánh giá nội bộ"), scores_of(built, "đánh giá nội bộ"), strict=True):
        assert (one == other).all()


def test_every_unit_has_every_score_and_a_part_has_the_same(store: Store) -> None:
    index = open_index(store)
    vector = WordEncoder().encode_query("đánh giá nội bộ")
    every = index.score("đánh giá nội bộ", vector, np.arange(len(index.units)))
    chosen = np.array([5, 2, 9])
    part = index.score("đánh giá nội bộ", vector, chosen)
    for name in ("dense", "lexical", "skeleton", "coverage"):
        whole = getattr(every, name)
        assert whole.shape == (len(index.units),)
        assert whole.dtype == np.float32
        assert (getattr(part, name) == whole[chosen]).all()
    best = index.units[int(np.argmax(every.lexical))].text.lower()
    assert "đánh giá nội bộ" in best
    assert every.coverage.max() == 1


def test_positions_of_plans_and_ranks_follow_the_units(store: Store) -> None:
    index = open_index(store)
    ids = [unit.id for unit in index.units]
    assert [ids[position] for position in np.argsort(index.id_ranks)] == sorted(ids)
    for plan, positions in index.positions_of_plans.items():
        assert (np.diff(positions) > 0).all()
        assert {index.units[position].plan for position in positions} == {plan}
    assert sum(map(len, index.positions_of_plans.values())) == len(ids)


def test_a_second_build_embeds_nothing(store: Store) -> None:
    encoder = WordEncoder()
    build_index(store, encoder)
    assert not encoder.embedded
    loads: list[int] = []
    build_index(store, LazyEncoder("words/16", 16, lambda: loads.append(1) or WordEncoder()))  # type: ignore[func-returns-value]
    assert not loads


def test_equal_texts_are_embedded_once(tmp_path: Path) -> None:
    store = open_store(tmp_path / "new")
    ingest_file(store, SAMPLES[0])
    encoder = WordEncoder()
    texts = {unit.text for unit in build_index(store, encoder).units} | set(list_known_texts())
    assert sorted(encoder.embedded) == sorted(texts)


def test_an_index_of_another_model_is_refused_and_rebuilt(store: Store) -> None:
    assert code(store, "other/16") == "INDEX_OTHER_MODEL"
    build_index(store, WordEncoder("other/16"))
    assert code(store, "other/16") is None
    assert code(store, "words/16") == "INDEX_OTHER_MODEL"


def test_an_index_older_than_the_store_is_refused_and_rebuilt(store: Store) -> None:
    store.delete_plan(store.list_plans()[0].id)
    assert code(store) == "INDEX_STALE"
    rebuilt = build_index(store, WordEncoder())
    assert code(store) is None
    assert {unit.plan for unit in rebuilt.units} == {plan.id for plan in store.list_plans()}


def test_an_index_centred_on_other_texts_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.index.digest_frameworks", lambda: "another")
    assert code(store) == "INDEX_STALE"
    build_index(store, WordEncoder())
    assert code(store) is None


@pytest.mark.parametrize(
    "name",
    [
        "units.json",
        "dense.faiss",
        "centre.npy",
        "words/count",
        "words/vocab.index.json",
        "letters/data.csc.index.npy",
        "manifest.json",
    ],
)
@pytest.mark.parametrize("change", ["cut", "missing"])
def test_a_damaged_or_missing_file_is_refused_and_mended_by_a_rebuild(store: Store, name: str, change: str) -> None:
    path = live(store) / name
    if change == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    else:
        path.unlink()
    assert code(store) == "INDEX_DAMAGED"
    build_index(store, WordEncoder())
    assert code(store) is None


def test_counts_that_disagree_are_refused_even_under_right_checksums(store: Store) -> None:
    path = live(store) / "manifest.json"
    record = json.loads(path.read_text())
    path.write_text(json.dumps(record | {"units": record["units"] + 1}))
    assert code(store) == "INDEX_DAMAGED"


def test_without_a_live_generation_there_is_no_index(store: Store) -> None:
    (index_home(store) / "CURRENT").unlink()
    assert code(store) == "INDEX_MISSING"


def test_an_interrupted_build_leaves_the_old_index_and_a_later_one_succeeds(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = live(store)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("indexer.index.write_manifest", interrupt)
        with pytest.raises(KeyboardInterrupt):
            build_index(store, WordEncoder())
    assert live(store) == before
    assert code(store) is None
    build_index(store, WordEncoder())
    assert live(store) != before
    assert code(store) is None


def test_an_index_can_be_opened_while_others_are_built(store: Store) -> None:
    failures: list[Exception] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                open_index(store, "words/16")
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must see it
                failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(6):
        build_index(store, WordEncoder())
    done.set()
    for reader in readers:
        reader.join()
    assert not failures


def test_an_empty_store_has_an_index_without_units(tmp_path: Path) -> None:
    store = open_store(tmp_path / "empty")
    build_index(store, WordEncoder())
    index = open_index(store, "words/16")
    assert index.units == ()
    assert not len(index.score("đánh giá", WordEncoder().encode_query("đánh giá"), np.empty(0, np.int64)).dense)
    assert index.id_ranks.shape == index.damaged.shape == (0,)


def test_the_default_model_finds_a_task_worded_otherwise(store: Store, embedder: Embedder) -> None:
    index = build_index(store, embedder)
    assert index.manifest.model == embedder.model_id
    words = "rà soát lại mọi hoạt động xem có đúng quy trình không"
    scores = index.score(words, embedder.encode_query(words), np.arange(len(index.units)))
    assert -1 <= scores.dense.min() < 0.1 < scores.dense.max() <= 1
    best = index.units[int(np.argmax(scores.dense))].text.lower()
    assert "đánh giá nội bộ" in best or "quy trình" in best
