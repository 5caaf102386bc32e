"""Which files there are, and their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.errors import UnreadableDocument
from corpus.reading import MAX_BYTES, MediaType, sniff
from corpus.reading.container.archive import ZIP_MAGICS
from corpus.reading.container.members import find_members


@dataclass(frozen=True, slots=True)
class Source:
    """A document to be read: its bytes, or why there are none.

    Attributes:
        path: the file, or a member below its archive.
        name: see :attr:`corpus.ingest.IngestResult.name`.
        content: the bytes or the error.
        order: its place in the run, from 0.
    """

    path: Path
    name: str
    content: bytes | UnreadableDocument
    order: int


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


def load_sources(files: Iterable[Path], max_bytes: int = MAX_BYTES) -> Iterator[Source]:
    """Yields the documents of files in order; an archive of documents yields each of its members.

    Args:
        files: the files.
        max_bytes: a larger file is refused.
    """
    order = 0
    for path in files:
        for member, content in _load(path, max_bytes):
            yield Source(member, member.relative_to(path.parent).as_posix(), content, order)
            order += 1


def load_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Loads a file that a person named, of at most ``max_bytes``.

    Raises:
        UnreadableDocument: it is absent (``FILE_NOT_FOUND``), no regular file, too large or unreadable.
    """
    try:
        if not path.exists():
            raise UnreadableDocument(f"Không tìm thấy tệp “{path.name}”.", code="FILE_NOT_FOUND")
        if not path.is_file():
            raise UnreadableDocument(f"“{path.name}” không phải là tệp.", code="NOT_A_FILE")
        if path.stat().st_size > max_bytes:
            raise UnreadableDocument(f"Tệp “{path.name}” lớn hơn {max_bytes // 2**20} MB.", code="FILE_TOO_LARGE")
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise UnreadableDocument(f"Không đọc được tệp “{path.name}” từ đĩa.", code="FILE_UNREADABLE") from error


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts) or path.name.startswith("~$")


def _load(path: Path, max_bytes: int) -> Iterator[tuple[Path, bytes | UnreadableDocument]]:
    try:
        data = load_bytes(path, max_bytes)
        archive = data.startswith(ZIP_MAGICS) and sniff(data, max_bytes) is MediaType.ZIP
    except UnreadableDocument as error:
        yield path, error
        return
    if not archive:
        yield path, data
        return
    try:
        for member in find_members(data):
            # A name may pretend to be absolute or to climb out; it is only a label, but a label should not mislead.
            parts = [part for part in PurePosixPath(member.name).parts if part not in ("/", "..")]
            yield path.joinpath(*parts), member.error or member.data
    except UnreadableDocument as error:
        yield path, error
