"""Calibrations: which one is in use, and how an index keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CalibrationError, IndexOutOfDate
from corpus.ingest import ingest_file
from corpus.samples import load_samples
from corpus.store import Store, open_store
from indexer import Calibration, LazyEncoder, build_index, open_index, sync_index
from indexer.calibration import choose_calibration, load_built_in, read_calibration, write_calibration
from indexer.generation import current_generation, read_manifest
from indexer.sync import index_home

from .letter_encoder import MODEL, LetterEncoder

OWN = replace(load_built_in(), model=MODEL)
TUNED = replace(OWN, thresholds=replace(OWN.thresholds, near=0.5))


def refuse() -> Any:
    raise AssertionError("a text is embedded")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "store")
    ingest_file(opened, next(sample.path for sample in load_samples() if sample.format == "txt"))
    yield opened
    opened.close()


def test_in_the_shipped_calibration_every_signal_speaks_for_a_unit() -> None:
    shipped = load_built_in()
    clean, question, pair = shipped.fusion.clean, shipped.question, shipped.pair
    assert clean.dense + clean.concept + clean.lexical + clean.skeleton == pytest.approx(1, abs=0.02)
    assert min(clean.dense, clean.concept, clean.lexical, clean.skeleton, clean.instead) > 0
    assert min(question.dense, question.coverage, question.concept, question.coverage_alone) > 0
    assert min(pair.dense, pair.concept, pair.letters_alone) > 0
    assert max(question.offset, question.offset_alone, pair.offset, pair.offset_alone) < 0
    assert shipped.fusion.unread.skeleton == 1
    assert "trọng số xếp hạng: giữa" in shipped.measured_on


def test_the_users_own_calibration_goes_before_the_shipped_one_and_fits_its_model_only() -> None:
    shipped = load_built_in()
    own = replace(shipped, measured_on="tệp của tôi")
    assert choose_calibration(shipped.model) == shipped
    assert choose_calibration(shipped.model, own) == own
    assert choose_calibration(MODEL) is None
    assert choose_calibration(MODEL, OWN) == OWN
    with pytest.raises(CalibrationError, match="multilingual-e5-small") as caught:
        choose_calibration(MODEL, shipped)
    assert caught.value.code == "CALIBRATION_INVALID"


def test_a_written_calibration_is_read_as_it_was(tmp_path: Path) -> None:
    write_calibration(tmp_path / "mine.json", TUNED)
    assert read_calibration(tmp_path / "mine.json") == TUNED


def change(place: str, value: object) -> bytes:
    """Returns the shipped file with another value in one place; ``None`` leaves the field out."""
    shipped = files("indexer") / "data" / "calibrations" / "multilingual-e5-small.json"
    record: dict[str, Any] = json.loads(shipped.read_text("utf-8"))
    *way, last = place.split(".")
    inside = record
    for name in way:
        inside = inside[name]
    if value is None:
        del inside[last]
    else:
        inside[last] = value
    return json.dumps(record).encode()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{", ""),
        (b"\xff\xfe\x00", ""),
        (b"[]", ""),
        (change("model", None), "model"),
        (change("fusion.clean.dense", "nhiều"), "fusion.clean.dense"),
        (change("fusion.gate", [0.7, 0.3]), "fusion"),
        (change("question.offset", float("nan")), "question.offset"),
        (change("question.concept", float("inf")), "question.concept"),
        (change("pair.same_letters", 90), "pair.same_letters"),
        (change("thresholds.near", 0.8), "thresholds"),
        (change("thresholds.related", 0), "thresholds"),
        (None, ""),
    ],
)
def test_a_file_that_is_no_calibration_is_refused_by_name_and_field(
    tmp_path: Path, data: bytes | None, told: str
) -> None:
    path = tmp_path / "sai.json"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CalibrationError) as caught:
        read_calibration(path)
    assert caught.value.code == "CALIBRATION_INVALID"
    assert "“sai.json”" in caught.value.message
    assert str(tmp_path) not in caught.value.message
    assert f"“{told}”" in caught.value.message if told else "trường" not in caught.value.message


def test_an_index_keeps_the_calibration_of_its_model(store: Store) -> None:
    assert build_index(store, LetterEncoder()).manifest.calibration is None
    assert build_index(store, LetterEncoder(), calibration=OWN).manifest.calibration == OWN
    assert open_index(store, MODEL, calibration=OWN).weights == OWN
    with pytest.raises(CalibrationError):
        build_index(store, LetterEncoder(), calibration=load_built_in())
    with pytest.raises(CalibrationError):
        open_index(store, MODEL, calibration=load_built_in())


def test_a_model_without_calibration_is_weighed_as_the_built_in_one(store: Store) -> None:
    assert build_index(store, LetterEncoder()).weights == load_built_in()


@pytest.mark.parametrize(("before", "now"), [(None, OWN), (OWN, TUNED), (TUNED, None)])
def test_another_calibration_is_written_into_the_manifest_and_nothing_is_embedded_or_built(
    store: Store, before: Calibration | None, now: Calibration | None
) -> None:
    build_index(store, LetterEncoder(), calibration=before)
    folder = current_generation(index_home(store))
    manifest, record = read_manifest(folder), (folder / "units" / "units.db").stat().st_mtime_ns
    with pytest.raises(IndexOutOfDate) as caught:
        open_index(store, MODEL, calibration=now)
    assert caught.value.code == "INDEX_CALIBRATION"
    index = sync_index(store, LazyEncoder(MODEL, 8, refuse), calibration=now)
    assert index.manifest == replace(manifest, calibration=now) == read_manifest(folder)
    assert current_generation(index_home(store)) == folder
    assert (folder / "units" / "units.db").stat().st_mtime_ns == record
    assert open_index(store, MODEL, calibration=now).manifest == index.manifest


def test_an_index_from_before_calibrations_were_kept_is_given_one(store: Store) -> None:
    build_index(store, LetterEncoder())
    folder = current_generation(index_home(store))
    older = json.loads((folder / "manifest.json").read_text())
    del older["calibration"]
    (folder / "manifest.json").write_text(json.dumps(older))
    assert open_index(store, MODEL).manifest.calibration is None
    assert sync_index(store, LazyEncoder(MODEL, 8, refuse), calibration=OWN).manifest.calibration == OWN
    assert current_generation(index_home(store)) == folder


def test_a_torn_rewrite_leaves_the_manifest_that_was(store: Store) -> None:
    build_index(store, LetterEncoder(), calibration=OWN)
    (current_generation(index_home(store)) / "manifest.json.part").write_text('{"format"')
    assert open_index(store, MODEL, calibration=OWN).manifest.calibration == OWN
    assert sync_index(store, LazyEncoder(MODEL, 8, refuse), calibration=TUNED).manifest.calibration == TUNED
