"""The index of a store: it follows plan by plan, and is refused when it no longer fits."""

from __future__ import annotations

import datetime
import shutil
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.corrections import Subject
from corpus.errors import IndexOutOfDate
from corpus.ingest import ingest_file
from corpus.model import CorrectedField
from corpus.samples import load_samples
from corpus.store import Store, open_store
from indexer import Attribute, Embedder, Index, LazyEncoder, Unit, UnitFilter, build_index, open_index, sync_index
from indexer.attributes import build_key
from indexer.contract import Scores
from indexer.embedded import Limits
from indexer.known_vectors import background_texts, list_known_texts
from indexer.sync import index_home, open_units

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
    sync_index(store, WordEncoder())
    store.close()
    return home


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Store:
    shutil.copytree(template, tmp_path / "store")
    return open_store(tmp_path / "store")


def live(store: Store) -> Path:
    return index_home(store) / (index_home(store) / "CURRENT").read_text()


# A few tasks are a large index to these: words and vectors stand beside the record.
LARGE = Limits(exact=10, narrow=2, depth=50, exact_vectors=20)


def code(store: Store, model_id: str | None = "words/16", limits: Limits = LARGE) -> str | None:
    try:
        open_index(store, model_id, limits)
    except IndexOutOfDate as error:
        return error.code
    return None


def units_of(index: Index) -> list[Unit]:
    return index.view.load_units(np.arange(index.count))


def tasks_of(store: Store) -> list[str]:
    return [task.id for plan in store.list_plans() for task in store.load_plan(plan.id).plan.tasks]


def score(index: Index, words: str, chosen: UnitFilter | None = None) -> Scores:
    query = index.ask(words, WordEncoder().encode_query(words))
    return index.view.find([query], chosen or UnitFilter(), index.count).score(query)


def rows_of(index: Index, words: str) -> dict[str, list[float]]:
    scores = score(index, words)
    signals = [scores.dense, scores.concept, scores.lexical, scores.skeleton, scores.coverage]
    names = [unit.id for unit in index.view.load_units(scores.positions)]
    return dict(zip(names, np.stack(signals, axis=1).tolist(), strict=True))


def correct(store: Store, plan: str, content: str) -> None:
    task = store.load_plan(plan).plan.tasks[0]
    subject = Subject(CorrectedField.TASK_CONTENT, task.id)
    store.correct_plan(plan, subject, [content], who="An", when=datetime.datetime(2024, 5, 1, tzinfo=datetime.UTC))


def test_an_opened_index_holds_every_task_and_answers_as_the_built_one(store: Store) -> None:
    built, opened = build_index(store, WordEncoder()), open_index(store, "words/16")
    assert [unit.id for unit in units_of(opened)] == tasks_of(store)
    assert units_of(opened) == units_of(built)
    assert opened.manifest == built.manifest
    assert opened.store_revision == store.revision
    assert rows_of(opened, "đánh giá nội bộ") == rows_of(built, "đánh giá nội bộ")


def test_every_unit_has_every_score_and_a_filter_has_the_same(store: Store) -> None:
    index = open_index(store)
    every = score(index, "đánh giá nội bộ")
    chosen = UnitFilter(((Attribute.MAIN, frozenset(["true"])),))
    part = score(index, "đánh giá nội bộ", chosen)
    assert 0 < len(part.positions) < index.count
    for name in ("dense", "concept", "lexical", "skeleton", "coverage"):
        whole = getattr(every, name)
        assert whole.shape == (index.count,)
        assert whole.dtype == np.float32
        assert (getattr(part, name) == whole[part.positions]).all()
    best = units_of(index)[int(np.argmax(every.lexical))].text.lower()
    assert "đánh giá nội bộ" in best
    assert every.coverage.max() == every.best_coverage == part.best_coverage == 1


def test_attributes_are_those_of_the_plans(store: Store) -> None:
    view = open_index(store).view
    every = np.arange(view.count)
    summaries = {plan.id: plan for plan in store.list_plans()}
    years = Counter(str(summaries[unit.plan].year) for unit in view.load_units(every))
    assert {one.value.key: one.units for one in view.count_values(Attribute.YEAR, every)} == years
    leads = Counter(
        build_key(lead.value)
        for plan in summaries
        for task in store.load_plan(plan).plan.tasks
        for lead in {build_key(lead.value): lead for lead in task.lead}.values()
    )
    counted = view.count_values(Attribute.LEAD, every)
    assert sum(one.units for one in counted if one.value.key) >= max(leads.values()) > 0
    for one in counted[:5]:
        found = view.select(UnitFilter(((Attribute.LEAD, frozenset([one.value.key])),)))
        assert len(found) == one.units


@pytest.mark.parametrize("limits", [Limits(), LARGE], ids=["small", "large"])
def test_the_index_follows_a_change_without_touching_the_rest(store: Store, limits: Limits) -> None:
    sync_index(store, WordEncoder(), limits=limits)
    folder, (first, second, *_) = live(store), [plan.id for plan in store.list_plans()]
    store.delete_plan(first)
    correct(store, second, "Nội dung do người dùng sửa lại")
    encoder = WordEncoder()
    index = sync_index(store, encoder, limits=limits)
    assert live(store) == folder, "no new generation"
    assert encoder.embedded == [text for text in encoder.embedded if "sửa lại" in text]
    assert len(encoder.embedded) == 1
    assert sorted(unit.id for unit in units_of(index)) == sorted(tasks_of(store))
    rebuilt = build_index(store, WordEncoder(), limits=limits)
    for words in ("nội dung do người dùng sửa lại", "đánh giá nội bộ", "báo cáo"):
        ours, fresh = rows_of(index, words), rows_of(rebuilt, words)
        assert ours.keys() == fresh.keys()
        for unit, row in ours.items():
            assert row == pytest.approx(fresh[unit], rel=1e-5, abs=1e-6), unit


def test_nothing_is_written_when_nothing_has_changed(store: Store) -> None:
    sync_index(store, WordEncoder())
    before = {path: path.stat().st_mtime_ns for path in live(store).rglob("*.db")}
    encoder = LazyEncoder("words/16", 16, WordEncoder)
    assert sync_index(store, encoder).count == len(tasks_of(store))
    assert {path: path.stat().st_mtime_ns for path in live(store).rglob("*.db")} == before


def test_an_opened_index_answers_as_it_was_while_it_follows(store: Store) -> None:
    for limits in (Limits(), LARGE):
        index = sync_index(store, WordEncoder(), limits=limits)
        before, ids = rows_of(index, "đánh giá nội bộ"), [unit.id for unit in units_of(index)]
        gone = store.list_plans()[0].id
        store.delete_plan(gone)
        newer = sync_index(store, WordEncoder(), limits=limits)
        assert rows_of(index, "đánh giá nội bộ") == before
        assert [unit.id for unit in units_of(index)] == ids
        assert gone not in {unit.plan for unit in units_of(newer)}


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
    units = {unit.text for unit in units_of(sync_index(store, encoder))}
    assert len(set(encoder.embedded)) == len(encoder.embedded)
    assert units <= set(encoder.embedded) <= units | set(list_known_texts())
    assert set(background_texts()) <= set(encoder.embedded)


def test_an_index_of_another_model_is_refused_and_built_anew(store: Store) -> None:
    assert code(store, "other/16") == "INDEX_OTHER_MODEL"
    before = live(store)
    sync_index(store, WordEncoder("other/16"))
    assert live(store) != before
    assert code(store, "other/16", Limits()) is None
    assert code(store, "words/16") == "INDEX_OTHER_MODEL"


def test_an_index_older_than_the_store_is_refused_and_follows(store: Store) -> None:
    store.delete_plan(store.list_plans()[0].id)
    assert code(store) == "INDEX_STALE"
    index = sync_index(store, WordEncoder())
    assert code(store, limits=Limits()) is None
    assert {unit.plan for unit in units_of(index)} == {plan.id for plan in store.list_plans()}


def test_an_index_centred_on_other_texts_is_refused_and_built_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = live(store)
    monkeypatch.setattr("indexer.index.digest_background", lambda: "another")
    assert code(store) == "INDEX_STALE"
    sync_index(store, WordEncoder())
    assert code(store, limits=Limits()) is None
    assert live(store) != before


def damage(path: Path, change: str) -> None:
    if change == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif change == "emptied":
        path.write_bytes(b"")
    else:
        path.unlink()


@pytest.mark.parametrize("change", ["cut", "emptied", "missing"])
@pytest.mark.parametrize(
    "name",
    [
        "manifest.json",
        "centre.npy",
        "concepts.npz",
        "units/units.db",
        "units/vectors-*.faiss",
        "units/rows-*.bin",
        "units/words/meta.json",
        "units/words/*.term",
        "units/words/*.idx",
        "units/words/*.fast",
    ],
)
def test_a_damaged_or_missing_file_is_refused_and_mended(store: Store, name: str, change: str) -> None:
    expected = rows_of(sync_index(store, WordEncoder(), limits=LARGE), "đánh giá nội bộ")
    for path in list(live(store).glob(name)):
        damage(path, change)
    for kept in live(store).glob("units/units.db-*"):
        kept.unlink()
    assert code(store) == "INDEX_DAMAGED"
    mended = sync_index(store, WordEncoder(), limits=LARGE)
    assert code(store) is None
    found = rows_of(mended, "đánh giá nội bộ")
    assert found.keys() == expected.keys()
    for unit, row in found.items():
        assert row == pytest.approx(expected[unit], rel=1e-5, abs=1e-6)


def test_words_of_another_revision_are_refused_and_mended(store: Store) -> None:
    sync_index(store, WordEncoder(), limits=LARGE)
    words = live(store) / "units" / "words"
    shutil.copytree(words, live(store) / "older")
    store.delete_plan(store.list_plans()[0].id)
    ingest_file(store, load_samples()[-1].path)
    sync_index(store, WordEncoder(), limits=LARGE)
    shutil.rmtree(words)
    (live(store) / "older").rename(words)
    assert code(store) == "INDEX_DAMAGED"
    index = sync_index(store, WordEncoder(), limits=LARGE)
    assert code(store) is None
    assert index.count == len(tasks_of(store))
    assert open_units(live(store), LARGE).verify() == []


def test_an_older_record_is_refused_and_follows(store: Store) -> None:
    sync_index(store, WordEncoder(), limits=LARGE)
    shutil.copytree(live(store), store.home / "older")
    gone = store.list_plans()[0].id
    store.delete_plan(gone)
    sync_index(store, WordEncoder(), limits=LARGE)
    shutil.rmtree(live(store))
    (store.home / "older").rename(live(store))
    assert code(store) == "INDEX_STALE"
    assert gone not in {unit.plan for unit in units_of(sync_index(store, WordEncoder(), limits=LARGE))}
    assert code(store) is None


def test_an_index_grows_over_every_size_and_shrinks_again(tmp_path: Path) -> None:
    store = open_store(tmp_path / "growing")
    limits = Limits(exact=20, narrow=2, depth=50, exact_vectors=50)
    for path in SAMPLES[:6]:
        ingest_file(store, path)
        index = sync_index(store, WordEncoder(), limits=limits)
        assert sorted(unit.id for unit in units_of(index)) == sorted(tasks_of(store))
        assert open_units(live(store), limits).verify() == []
    assert index.count > 50
    assert list(live(store).glob("units/vectors-*"))
    assert list(live(store).glob("units/rows-*"))
    for plan in store.list_plans()[:-1]:
        store.delete_plan(plan.id)
        index = sync_index(store, WordEncoder(), limits=limits)
        assert sorted(unit.id for unit in units_of(index)) == sorted(tasks_of(store))
        assert open_units(live(store), limits).verify() == []
    assert index.count <= 20
    assert not list(live(store).glob("units/vectors-*"))
    assert not list(live(store).glob("units/rows-*"))


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
        patch.setattr("indexer.sync.write_manifest", interrupt)
        with pytest.raises(KeyboardInterrupt):
            build_index(store, WordEncoder())
    assert live(store) == before
    assert code(store, limits=Limits()) is None
    build_index(store, WordEncoder())
    assert live(store) != before
    assert code(store, limits=Limits()) is None


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


def test_several_threads_may_ask_one_index(store: Store) -> None:
    for limits in (Limits(), LARGE):
        index = sync_index(store, WordEncoder(), limits=limits)
        expected = rows_of(index, "đánh giá nội bộ")
        with ThreadPoolExecutor(4) as pool:
            assert all(rows == expected for rows in pool.map(rows_of, [index] * 12, ["đánh giá nội bộ"] * 12))


def test_an_empty_store_has_an_index_without_units(tmp_path: Path) -> None:
    store = open_store(tmp_path / "empty")
    sync_index(store, WordEncoder())
    index = open_index(store, "words/16")
    assert index.count == 0
    assert score(index, "đánh giá").dense.shape == (0,)


def test_the_default_model_finds_a_task_worded_otherwise(store: Store, embedder: Embedder) -> None:
    index = sync_index(store, embedder)
    assert index.manifest.model == embedder.model_id
    words = "rà soát lại mọi hoạt động xem có đúng quy trình không"
    query = index.ask(words, embedder.encode_query(words))
    dense = index.view.find([query], UnitFilter(), 1).score(query).dense
    assert -1 <= dense.min() < 0.1 < dense.max() <= 1
    best = units_of(index)[int(np.argmax(dense))].text.lower()
    assert "đánh giá nội bộ" in best or "quy trình" in best
