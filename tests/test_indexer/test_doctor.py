"""The doctor names what is wrong with an index, and mends it."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.ingest import ingest_file
from corpus.samples import load_samples
from corpus.store import Store, open_store
from indexer import check_index, mend_index, sync_index
from indexer.calibration import load_built_in
from indexer.embedded import Limits
from indexer.generation import read_manifest, replace_manifest
from indexer.sync import index_home

from .letter_encoder import MODEL, LetterEncoder

SAMPLES = [sample.path for sample in load_samples() if sample.format == "txt"][:3]
LARGE = Limits(exact=5, narrow=2, depth=50, exact_vectors=20)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home") / "store"
    store = open_store(home)
    for path in SAMPLES:
        ingest_file(store, path)
    sync_index(store, LetterEncoder(), limits=LARGE)
    store.close()
    return home


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(template, tmp_path / "store")
    opened = open_store(tmp_path / "store")
    yield opened
    opened.close()


def live(store: Store) -> Path:
    return index_home(store) / (index_home(store) / "CURRENT").read_text()


def codes(store: Store, model: str = MODEL) -> set[str]:
    return {finding.code for finding in check_index(store, model, LARGE)}


def change_record(store: Store, statement: str, *values: object) -> None:
    with contextlib.closing(sqlite3.connect(live(store) / "units" / "units.db")) as connection:
        connection.execute(statement, values)
        connection.commit()


def flip(path: Path) -> None:
    """Changes a byte in the middle: neither the length nor the end of the file tells."""
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0xFF
    path.write_bytes(data)


def older_words(store: Store) -> None:
    words = live(store) / "units" / "words"
    shutil.copytree(words, store.home / "older")
    store.delete_plan(store.list_plans()[0].id)
    sync_index(store, LetterEncoder(), limits=LARGE)
    shutil.rmtree(words)
    (store.home / "older").rename(words)


def keep_calibration_of_another(store: Store) -> None:
    manifest = read_manifest(live(store))
    replace_manifest(live(store), dataclasses.replace(manifest, calibration=load_built_in()))


def killed_build(store: Store) -> None:
    (index_home(store) / "000777").mkdir()


def delete_unnoticed(store: Store) -> None:
    """Deletes a plan and gives the index the new revision, as if it had followed."""
    store.delete_plan(store.list_plans()[0].id)
    change_record(store, "UPDATE state SET value = ? WHERE name = 'store_revision'", store.revision)


CASES: list[tuple[str, Callable[[Store], object]]] = [
    ("INDEX_MISSING", lambda store: (index_home(store) / "CURRENT").unlink()),
    ("INDEX_DAMAGED", lambda store: (index_home(store) / "CURRENT").write_text("?")),
    ("INDEX_DAMAGED", lambda store: (live(store) / "manifest.json").write_text("{")),
    ("INDEX_DAMAGED", lambda store: flip(live(store) / "concepts.npz")),
    ("INDEX_CALIBRATION", keep_calibration_of_another),
    ("INDEX_DAMAGED", lambda store: (live(store) / "units" / "units.db").unlink()),
    ("INDEX_DAMAGED", lambda store: shutil.rmtree(live(store) / "units")),
    ("INDEX_DAMAGED", lambda store: (live(store) / "units" / "units.db").write_bytes(b"SQLite format 3\0 torn")),
    ("INDEX_DAMAGED", lambda store: flip(next(live(store).glob("units/words/*.idx")))),
    ("INDEX_DAMAGED", lambda store: next(live(store).glob("units/words/*.term")).write_bytes(b"")),
    ("INDEX_DAMAGED", lambda store: flip(next(live(store).glob("units/vectors-*")))),
    ("INDEX_DAMAGED", lambda store: flip(next(live(store).glob("units/rows-*")))),
    ("INDEX_COUNTS_DIFFER", lambda store: change_record(store, "DELETE FROM forward WHERE number = 3")),
    ("INDEX_COUNTS_DIFFER", lambda store: change_record(store, "UPDATE tokens SET held = held + 1 WHERE number = 2")),
    ("INDEX_UNFINISHED", lambda store: change_record(store, "UPDATE state SET value = 1 WHERE name = 'pending'")),
    ("INDEX_UNFINISHED", killed_build),
    ("INDEX_MIXED", older_words),
    ("INDEX_STALE", lambda store: ingest_file(store, load_samples()[-1].path)),
    ("INDEX_DELETED_PLANS", lambda store: store.delete_plan(store.list_plans()[0].id)),
    ("INDEX_DELETED_PLANS", delete_unnoticed),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "harm"), CASES)
def test_what_is_wrong_is_named_and_mended(store: Store, expected: str, harm: Callable[[Store], object]) -> None:
    assert codes(store) == set()
    harm(store)
    assert expected in codes(store)
    assert mend_index(store, LetterEncoder(), limits=LARGE) == []
    assert codes(store) == set()
    index = sync_index(store, LetterEncoder(), limits=LARGE)
    units = index.view.load_units(np.arange(index.count))
    tasks = [task.id for plan in store.list_plans() for task in store.load_plan(plan.id).plan.tasks]
    assert sorted(unit.id for unit in units) == sorted(tasks)


def test_another_model_is_named(store: Store) -> None:
    assert codes(store, "other/8") == {"INDEX_OTHER_MODEL"}


def test_an_empty_home_needs_no_index(tmp_path: Path) -> None:
    store = open_store(tmp_path / "empty")
    assert check_index(store, MODEL) == []
    store.close()
