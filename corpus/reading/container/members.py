"""The documents inside a zip, one after another, without writing any to disk."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import UnreadableDocument
from corpus.reading.container.archive import MAX_TOTAL_BYTES, Archive, Package
from corpus.reading.media_type import MediaType
from corpus.reading.options import MAX_BYTES
from corpus.reading.sniff import sniff

# A zip within a zip within a zip: the departments of a province, the agencies of each, their years.
MAX_DEPTH = 2
MAX_MEMBERS = 5_000

_UTF8_BIT = 0x800
_UNICODE_PATH = 0x7075
# Matches "__MACOSX/._a.docx", ".DS_Store", "năm 2024/~$plan.docx" and "Thumbs.db"; refuses "a.docx" and "../a.docx".
_UNWANTED = re.compile(
    r"(?:^|/)(?:__MACOSX(?:/|$)|\.(?!\.?(?:/|$))|~\$)|(?:^|/)(?:Thumbs\.db|desktop\.ini)$", re.IGNORECASE
)
_SEPARATORS = re.compile(r"[\\/]+")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a zip.

    Attributes:
        name: with its folders and the zips around it, parted by ``/``; only a name, never a place on disk.
        data: the whole file; empty where ``error`` is set.
        error: why the file could not be taken out; the others are not concerned.
    """

    name: str
    data: bytes = b""
    error: UnreadableDocument | None = None


@dataclass(slots=True)
class _Budget:
    """What may still be taken out of a zip and the zips inside it."""

    size: int = MAX_TOTAL_BYTES
    members: int = MAX_MEMBERS

    def spend(self, size: int) -> None:
        self.size -= size
        self.members -= 1
        if self.size < 0 or self.members < 0:
            raise Package.ZIP.suspicious("chứa quá nhiều tệp hoặc quá nhiều dữ liệu")


def find_members(data: bytes) -> Iterator[Member]:
    """Yields the files of the zip ``data`` in its order, those of zips inside it in their place.

    Folders, hidden files, lock files of word processors and what macOS and Windows leave behind are no documents and
    are passed over. A file that is encrypted, damaged or too large is yielded with its error.

    Raises:
        UnreadableDocument: of the zip as a whole: ``ZIP_DAMAGED``, ``ARCHIVE_SUSPICIOUS`` (also between two members,
            where what was taken out exceeds the limits) or ``ARCHIVE_EMPTY``.
    """
    found = False
    for member in _members(data, "", 1, _Budget()):
        found = True
        yield member
    if not found:
        raise UnreadableDocument(
            "Tệp nén không chứa tài liệu nào; hãy kiểm tra lại tệp và tải lên lần nữa.", code="ARCHIVE_EMPTY"
        )


def _members(data: bytes, folder: str, depth: int, budget: _Budget) -> Iterator[Member]:
    archive = Archive(data, Package.ZIP)
    for entry in archive.entries:
        name = folder + _name(entry)
        if entry.is_dir() or _UNWANTED.search(name):
            continue
        try:
            content = _take(archive, entry, budget)
        except UnreadableDocument as error:
            budget.spend(0)
            if error.code == "ARCHIVE_SUSPICIOUS" and budget.size < MAX_BYTES:
                raise  # it was not too large by itself
            yield Member(name, error=error)
            continue
        budget.spend(len(content))
        if depth <= MAX_DEPTH and _is_zip(content):
            try:
                yield from _members(content, f"{name}/", depth + 1, budget)
            except UnreadableDocument as error:
                yield Member(name, error=error)
        else:
            yield Member(name, content)


def _take(archive: Archive, entry: zipfile.ZipInfo, budget: _Budget) -> bytes:
    if entry.file_size > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise UnreadableDocument(f"Tệp lớn hơn {limit} MB; hãy tách hoặc giảm dung lượng tệp.", code="FILE_TOO_LARGE")
    return archive.read_entry(entry, min(MAX_BYTES, budget.size), any_ratio=True)


def _is_zip(content: bytes) -> bool:
    """Tells a zip of files from a document; a broken one is a member like any other, and reading it tells its error."""
    try:
        return sniff(content) is MediaType.ZIP
    except UnreadableDocument:
        return False


def _name(entry: zipfile.ZipInfo) -> str:
    """Returns the name of an entry: zip tools of Windows store it in the code page of the machine, without a mark."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_BIT and not name.isascii():
        raw = name.encode("cp437", "replace")
        name = _unicode_path(entry.extra) or _decoded(raw, "utf-8") or _decoded(raw, "cp1258") or name
    name = unicodedata.normalize("NFC", name)
    return "/".join(part for part in _SEPARATORS.split(name) if part)


def _unicode_path(extra: bytes) -> str | None:
    """Returns the name from the extra field of that kind (APPNOTE 4.6.9), which WinRAR and Info-ZIP write."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_PATH:
            return _decoded(extra[at + 9 : at + 4 + length], "utf-8")
        at += 4 + length
    return None


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None
