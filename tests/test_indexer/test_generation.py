"""Generations: one live at a time, whole or not at all."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from corpus.errors import IndexOutOfDate
from indexer.generation import (
    FORMAT,
    Manifest,
    check_files,
    current_generation,
    lock_builders,
    next_generation,
    read_manifest,
    write_manifest,
)

MANIFEST = Manifest(FORMAT, "fake/6", 6, "centred cosine", "none", "none", {})


def build(home: Path, text: str = "units") -> Path:
    with lock_builders(home), next_generation(home) as folder:
        (folder / "words").mkdir()
        (folder / "words" / "count").write_text(text)
        write_manifest(folder, MANIFEST)
    return folder


def folders(home: Path) -> list[str]:
    return sorted(path.name for path in home.iterdir() if path.is_dir())


def check_code(folder: Path) -> str | None:
    try:
        check_files(folder, read_manifest(folder))
    except IndexOutOfDate as error:
        return error.code
    return None


def test_a_generation_is_live_when_its_block_has_ended(tmp_path: Path) -> None:
    first = build(tmp_path)
    with lock_builders(tmp_path), next_generation(tmp_path) as second:
        assert current_generation(tmp_path) == first
    assert current_generation(tmp_path) == second != first


def interrupt(home: Path) -> None:
    with lock_builders(home), next_generation(home) as folder:
        (folder / "units.json").write_text("[")
        raise KeyboardInterrupt


def test_a_failed_build_leaves_the_live_generation_and_no_trace(tmp_path: Path) -> None:
    live = build(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        interrupt(tmp_path)
    assert current_generation(tmp_path) == live
    assert folders(tmp_path) == [live.name]


def _build_and_die(home: Path) -> None:
    with lock_builders(home), next_generation(home) as folder:
        (folder / "units.json").write_text("[")
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_build_leaves_the_live_generation_and_is_cleaned_up_by_the_next(tmp_path: Path) -> None:
    live = build(tmp_path)
    process = multiprocessing.get_context("spawn").Process(target=_build_and_die, args=(tmp_path,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert current_generation(tmp_path) == live
    assert len(folders(tmp_path)) == 2
    newer = build(tmp_path)
    assert folders(tmp_path) == sorted([live.name, newer.name])
    assert current_generation(tmp_path) == newer


def test_only_the_live_generation_and_the_one_before_are_kept(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    built = [build(tmp_path).name for _ in range(4)]
    assert folders(tmp_path) == [*built[-2:], "notes"]


def test_builders_wait_for_each_other(tmp_path: Path) -> None:
    with lock_builders(tmp_path), next_generation(tmp_path) as folder:
        process = multiprocessing.get_context("spawn").Process(target=build, args=(tmp_path,))
        process.start()
        process.join(3)
        assert process.is_alive()
        assert folder.exists()
    process.join(60)
    assert process.exitcode == 0
    assert current_generation(tmp_path).name > folder.name


def test_the_manifest_names_every_file(tmp_path: Path) -> None:
    folder = build(tmp_path)
    manifest = read_manifest(folder)
    assert set(manifest.files) == {"words/count"}
    assert (manifest.model, manifest.dimension) == ("fake/6", 6)
    assert check_code(folder) is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("words/count", "changed"),
        ("words/count", None),
        ("manifest.json", None),
        ("manifest.json", "{"),
        ("manifest.json", "[]"),
        ("manifest.json", '{"format": 1, "files": []}'),
    ],
)
def test_a_changed_or_missing_file_is_noticed(tmp_path: Path, name: str, content: str | None) -> None:
    folder = build(tmp_path)
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_text(content)
    assert check_code(folder) == "INDEX_DAMAGED"


def test_files_of_another_format_are_not_read(tmp_path: Path) -> None:
    folder = build(tmp_path)
    path = folder / "manifest.json"
    path.write_text(path.read_text().replace(f'"format": {FORMAT}', f'"format": {FORMAT + 1}'))
    assert check_code(folder) == "INDEX_DAMAGED"


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "INDEX_MISSING"), (b"", "INDEX_DAMAGED"), (b"../1", "INDEX_DAMAGED"), (b"\xff\x00", "INDEX_DAMAGED")],
)
def test_a_missing_or_damaged_pointer_has_its_code(tmp_path: Path, content: bytes | None, code: str) -> None:
    if content is not None:
        (tmp_path / "CURRENT").write_bytes(content)
    with pytest.raises(IndexOutOfDate) as caught:
        current_generation(tmp_path)
    assert caught.value.code == code
    assert current_generation(tmp_path.joinpath(build(tmp_path)).parent).exists()
