"""The texts that every index is centred on: those of the frameworks named for it, whatever else ships."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import pytest

from corpus.frameworks import list_frameworks, load_framework
from corpus.frameworks.shipped import shipped_files
from indexer.known_vectors import BACKGROUND_FRAMEWORKS, background_texts, digest_background, list_known_texts


def test_the_background_is_the_wording_of_the_frameworks_named_for_it() -> None:
    assert BACKGROUND_FRAMEWORKS == ("khung-101",)
    expected = [example for step in load_framework("khung-101").steps for example in step.examples]
    assert list(background_texts()) == expected
    assert len(expected) > 150


def test_a_framework_that_ships_beside_them_moves_neither_centre_nor_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = (list(background_texts()), digest_background(), list_known_texts())
    more = {**shipped_files(), "khung-them": shipped_files()["khung-101"].replace(b"id: khung-101", b"id: khung-them")}
    for module in ("shipped", "load"):
        monkeypatch.setattr(f"corpus.frameworks.{module}.shipped_files", lambda: more)
    assert "khung-them" in {info.id for info in list_frameworks()}
    assert (list(background_texts()), digest_background(), list_known_texts()) == before


def test_the_digest_is_that_of_the_files_of_the_background() -> None:
    data = (files("corpus.frameworks") / "data" / "khung-101.yaml").read_bytes()
    assert digest_background() == hashlib.sha256(data).hexdigest()


def test_every_shipped_framework_stands_in_the_file_of_its_name() -> None:
    names = {item.name for item in (files("corpus.frameworks") / "data").iterdir() if item.name.endswith(".yaml")}
    assert names == {f"{info.id}.yaml" for info in list_frameworks()}
