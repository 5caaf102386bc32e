"""Generations of the index on disk: a folder each, a manifest in it, and one file that names the live one."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from corpus.errors import IndexOutOfDate
from indexer.calibration import Calibration

FORMAT = 7
"""Raised whenever the files of a generation change their meaning."""

_CURRENT = "CURRENT"
_LOCK = "BUILD.lock"
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was made from.

    Attributes:
        format: layout of the files.
        model: identity of the embedding model.
        dimension: length of a vector.
        metric: how vectors are compared.
        tokenizer: word segmenter and its version.
        background: digest of the texts whose mean is the centre of the vectors.
        files: hex SHA-256 of each file that stays as it is, by path within the folder; the record of units changes and
            has means of its own.
        calibration: what the signals of the model mean; ``None`` where nobody has measured it.
    """

    format: int
    model: str
    dimension: int
    metric: str
    tokenizer: str
    background: str
    files: dict[str, str]
    calibration: Calibration | None = None


_MANIFESTS = TypeAdapter(Manifest)


def current_generation(index_home: Path) -> Path:
    """Returns the folder of the live generation.

    Raises:
        IndexOutOfDate: there is none yet (``INDEX_MISSING``), or the file that names it is damaged (``INDEX_DAMAGED``).
    """
    try:
        name = (index_home / _CURRENT).read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError as error:
        raise IndexOutOfDate("Chưa có chỉ mục tìm kiếm.", code="INDEX_MISSING") from error
    except OSError as error:
        raise damaged_index() from error
    if not _is_name(name):
        raise damaged_index()
    return index_home / name


@contextlib.contextmanager
def lock_builders(index_home: Path) -> Iterator[None]:
    """Holds the lock of who changes the index: one works at a time, others wait; a killed one lets go."""
    index_home.mkdir(parents=True, exist_ok=True)
    with (index_home / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def next_generation(index_home: Path) -> Iterator[Path]:
    """Yields the empty folder of the next generation, which becomes the live one when the block ends.

    The caller holds :func:`lock_builders`; readers need no lock. When the block raises, its folder is removed; what a
    killed builder left is removed by the next. The generation that was live before is kept for readers that have just
    read its name.
    """
    numbers = [int(path.name) for path in index_home.iterdir() if _is_name(path.name)]
    _clean(index_home)
    folder = index_home / f"{max(numbers, default=0) + 1:06d}"
    folder.mkdir()
    try:
        yield folder
        pointer = index_home / f"{_CURRENT}.part"
        pointer.write_text(folder.name, encoding="ascii")
        pointer.replace(index_home / _CURRENT)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def find_unfinished(index_home: Path) -> list[Path]:
    """Returns the folders of builds that were killed: generations later than the live one, or all where none is live.

    While another process builds, its folder is among them.
    """
    try:
        live = current_generation(index_home).name
    except IndexOutOfDate:
        live = ""
    if not index_home.is_dir():
        return []
    return sorted(path for path in index_home.iterdir() if _is_name(path.name) and path.name > live)


def remove_unfinished(index_home: Path) -> None:
    """Removes them; the caller holds :func:`lock_builders`."""
    for path in find_unfinished(index_home):
        shutil.rmtree(path, ignore_errors=True)


def write_manifest(folder: Path, manifest: Manifest) -> Manifest:
    """Writes and returns the manifest with the checksum of every file that is in ``folder`` so far."""
    files = {path.relative_to(folder).as_posix(): _digest(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    complete = replace(manifest, files=files)
    replace_manifest(folder, complete)
    return complete


def replace_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes another manifest over the same files: readers find the one or the other, whole.

    The caller holds :func:`lock_builders`.
    """
    part = folder / f"{_MANIFEST}.part"
    with part.open("wb") as file:
        file.write(_MANIFESTS.dump_json(manifest, indent=1))
        file.flush()
        os.fsync(file.fileno())  # this generation is live: a power cut must find one of the two
    part.replace(folder / _MANIFEST)


def read_manifest(folder: Path) -> Manifest:
    """Reads the manifest of a generation.

    Raises:
        IndexOutOfDate: it is absent, damaged or of another format (``INDEX_DAMAGED``).
    """
    try:
        manifest = _MANIFESTS.validate_json((folder / _MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise damaged_index() from error
    if manifest.format != FORMAT:
        raise damaged_index()
    return manifest


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compares the files of a generation with their checksums in the manifest.

    Raises:
        IndexOutOfDate: one is missing or changed (``INDEX_DAMAGED``).
    """
    try:
        intact = all(_digest(folder / name) == digest for name, digest in manifest.files.items())
    except OSError as error:
        raise damaged_index() from error
    if not intact:
        raise damaged_index()


def damaged_index() -> IndexOutOfDate:
    """Returns the error of an index whose files cannot be trusted."""
    return IndexOutOfDate("Chỉ mục tìm kiếm bị hỏng, cần dựng lại.", code="INDEX_DAMAGED")


def stale_index() -> IndexOutOfDate:
    """Returns the error of an index that is older than the store or than this release."""
    return IndexOutOfDate("Kho dữ liệu đã thay đổi sau khi lập chỉ mục, cần dựng lại.", code="INDEX_STALE")


def other_calibration() -> IndexOutOfDate:
    """Returns the error of an index that holds another calibration than the one in use."""
    return IndexOutOfDate("Chỉ mục giữ bản hiệu chuẩn khác với bản đang dùng.", code="INDEX_CALIBRATION")


def _clean(index_home: Path) -> None:
    """Removes every generation but the live one; what else stands in the folder is not ours to remove."""
    try:
        live = current_generation(index_home)
    except IndexOutOfDate:
        live = None
    for path in index_home.iterdir():
        if _is_name(path.name) and path != live:
            shutil.rmtree(path, ignore_errors=True)


def _is_name(name: str) -> bool:
    return name.isascii() and name.isdigit()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
