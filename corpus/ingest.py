"""One file into the store: read, parse, save. A failure belongs to its file and stops nobody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.model import Problem
from corpus.parsing import parse_plan
from corpus.reading import MAX_BYTES, read_document
from corpus.store import Store, digest
from corpus.text import fold

_LONGEST_STEM = 60


class IngestStatus(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What became of one file.

    Attributes:
        path: the file.
        status: added, updated (parsed anew by a newer parser), unchanged or failed.
        plan_id: the plan it holds; ``None`` for a failure.
        problems: what its reading met.
        error: why it failed, ``None`` otherwise.
    """

    path: Path
    status: IngestStatus
    plan_id: str | None = None
    problems: tuple[Problem, ...] = ()
    error: UnreadableDocument | None = None


def ingest_file(store: Store, path: Path) -> IngestResult:
    """Reads one file into the store. The same bytes are stored once, under whatever name they come."""
    try:
        data = load_bytes(path)
        sha256 = digest(data)
        if (known := store.find_current(sha256)) is not None:
            return IngestResult(path, IngestStatus.UNCHANGED, known)
        document = read_document(data, path.name)
        older = store.find_by_document(sha256)
        parsed = parse_plan(document, older or build_plan_id(path.name, sha256))
    except UnreadableDocument as error:
        return IngestResult(path, IngestStatus.FAILED, error=error)
    store.save_plan(document, data, parsed)
    status = IngestStatus.UPDATED if older else IngestStatus.ADDED
    return IngestResult(path, status, parsed.plan.id, parsed.problems)


def find_files(paths: list[Path], *, recursive: bool) -> Iterator[Path]:
    """Yields the files to read, in order: files as named, and the files of folders (of sub-folders if ``recursive``).

    Hidden files, files in hidden folders and the lock files of word processors ("~$…") are left out of folders.
    """
    for path in paths:
        if path.is_dir():
            found = path.rglob("*") if recursive else path.glob("*")
            yield from sorted(file for file in found if file.is_file() and not _is_hidden(file.relative_to(path)))
        else:
            yield path


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts) or path.name.startswith("~$")


def load_bytes(path: Path) -> bytes:
    """Loads a file that a person named.

    Raises:
        UnreadableDocument: it is absent (``FILE_NOT_FOUND``), no regular file, too large or unreadable.
    """
    try:
        if not path.exists():
            raise UnreadableDocument(f"Không tìm thấy tệp “{path.name}”.", code="FILE_NOT_FOUND")
        if not path.is_file():
            raise UnreadableDocument(f"“{path.name}” không phải là tệp.", code="NOT_A_FILE")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableDocument(f"Tệp “{path.name}” lớn hơn {MAX_BYTES // 2**20} MB.", code="FILE_TOO_LARGE")
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise UnreadableDocument(f"Không đọc được tệp “{path.name}” từ đĩa.", code="FILE_UNREADABLE") from error


def build_plan_id(name: str, sha256: str) -> str:
    """Builds the id of a plan from its first file name and its content: ``ke-hoach-iso-2024-1a2b3c4d``."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(Path(name).stem)).strip("-")[:_LONGEST_STEM].strip("-")
    return f"{stem or 'ke-hoach'}-{sha256[:8]}"
