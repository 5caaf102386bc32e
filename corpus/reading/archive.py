"""Opening a zip of unknown origin without trusting what it says of itself."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from corpus.errors import UnreadableDocument

# Chosen far above real files: the docx of a plan holds 18 entries of at most 0.5 MB, deflated up to 30 times.
MAX_ENTRIES = 5_000
MAX_DIRECTORY_BYTES = 2 * 1024 * 1024
MAX_PART_BYTES = 32 * 1024 * 1024
MAX_TOTAL_BYTES = 512 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM_BYTES = 1024 * 1024  # a small part may deflate as well as it likes

_END_RECORD = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP64_LOCATOR_BYTES = 20
_ENCRYPTED_BIT = 0x1
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
# What zipfile raises on damaged input; RuntimeError and NotImplementedError stand for flags it cannot serve.
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, RuntimeError, OverflowError)


def _damaged() -> UnreadableDocument:
    return UnreadableDocument(
        "Tài liệu Word bị hỏng hoặc tải chưa hết; hãy mở bằng Word, lưu lại rồi tải lên lần nữa.", code="DOCX_DAMAGED"
    )


def _suspicious() -> UnreadableDocument:
    return UnreadableDocument(
        "Tệp nén phình to bất thường khi giải nén nên không được mở; hãy mở bằng Word và lưu lại thành tệp mới.",
        code="ARCHIVE_SUSPICIOUS",
    )


def _check_directory(data: bytes) -> None:
    """Bounds the central directory before zipfile loads it; no docx needs zip64."""
    at = data.rfind(_END_SIGNATURE)
    if at < 0 or at + _END_RECORD.size > len(data):
        raise _damaged()
    if data[max(0, at - _ZIP64_LOCATOR_BYTES) : at].startswith(_ZIP64_LOCATOR):
        raise _suspicious()
    _, _, _, _, entries, size, _, _ = _END_RECORD.unpack_from(data, at)
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY_BYTES:
        raise _suspicious()


def _open(data: bytes) -> zipfile.ZipFile:
    _check_directory(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _FAILURES as error:
        raise _damaged() from error
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        archive.close()
        raise _suspicious()
    return archive


def entry_names(data: bytes) -> tuple[str, ...]:
    """Returns the names of the entries in the zip ``data``, in its order.

    Raises:
        UnreadableDocument: ``DOCX_DAMAGED`` or ``ARCHIVE_SUSPICIOUS``.
    """
    with _open(data) as archive:
        return tuple(archive.namelist())


def read_entry(data: bytes, name: str) -> bytes | None:
    """Inflates one entry of the zip ``data``; ``None`` when there is none of that name.

    The size is counted while inflating: what the directory says may be a lie.

    Raises:
        UnreadableDocument: ``DOCX_DAMAGED``, ``DOCX_ENCRYPTED`` or ``ARCHIVE_SUSPICIOUS``.
    """
    with _open(data) as archive:
        try:
            entry = archive.getinfo(name)
        except KeyError:
            return None
        if entry.flag_bits & _ENCRYPTED_BIT:
            raise UnreadableDocument("Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi lưu lại.", code="DOCX_ENCRYPTED")
        if entry.compress_type not in _METHODS:
            raise _damaged()
        try:
            with archive.open(entry) as part:
                content = part.read(MAX_PART_BYTES + 1)
        except _FAILURES as error:
            raise _damaged() from error
    packed = max(entry.compress_size, 1)
    if len(content) > MAX_PART_BYTES or (len(content) > RATIO_FROM_BYTES and len(content) > MAX_RATIO * packed):
        raise _suspicious()
    return content
