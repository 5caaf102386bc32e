"""Opening a zip of unknown origin without trusting what it says of itself."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from corpus.errors import UnreadableDocument

# Chosen far above real files: the docx of a plan holds 18 entries of at most 0.5 MB, deflated up to 30 times.
MAX_ENTRIES = 5_000
MAX_DIRECTORY_BYTES = 2 * 1024 * 1024
MAX_PART_BYTES = 32 * 1024 * 1024
MAX_TOTAL_BYTES = 512 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM_BYTES = 1024 * 1024  # a small part may deflate as well as it likes

ZIP_MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
"""First bytes of a zip; the second is one without entries."""

_CHUNK = 256 * 1024
_END_RECORD = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP64_LOCATOR_BYTES = 20
_ENCRYPTED_BIT = 0x1
_METHODS = frozenset((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
_ENTITIES = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
# What zipfile raises on damaged input; RuntimeError and NotImplementedError stand for flags it cannot serve.
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, RuntimeError, OverflowError)


@dataclass(frozen=True, slots=True)
class _Wording:
    damaged: str
    encrypted: str
    noun: str
    program: str


class Package(Enum):
    """What a zip is taken for; it decides the codes and the words of its errors."""

    DOCX = _Wording("DOCX_DAMAGED", "DOCX_ENCRYPTED", "Tài liệu Word", "Word")
    XLSX = _Wording("XLSX_DAMAGED", "XLSX_ENCRYPTED", "Bảng tính Excel", "Excel")
    ODT = _Wording("ODT_DAMAGED", "ODT_ENCRYPTED", "Tài liệu .odt", "LibreOffice")
    ODS = _Wording("ODS_DAMAGED", "ODS_ENCRYPTED", "Bảng tính .ods", "LibreOffice")
    ZIP = _Wording("ZIP_DAMAGED", "ARCHIVE_ENCRYPTED", "Tệp nén", "")

    def damaged(self) -> UnreadableDocument:
        """Builds the error of a package that is broken or was cut off."""
        advice = f"mở bằng {self.value.program}, lưu lại" if self.value.program else "nén lại"
        return UnreadableDocument(
            f"{self.value.noun} bị hỏng hoặc tải chưa hết; hãy {advice} rồi tải lên lần nữa.", code=self.value.damaged
        )

    def encrypted(self) -> UnreadableDocument:
        """Builds the error of a package that asks for a password."""
        advice = f"mở bằng {self.value.program}, bỏ mật khẩu, lưu lại" if self.value.program else "giải nén trước"
        return UnreadableDocument(
            f"{self.value.noun} được đặt mật khẩu; hãy {advice} rồi tải lên lần nữa.", code=self.value.encrypted
        )

    def suspicious(self, what: str = "phình to bất thường khi giải nén") -> UnreadableDocument:
        """Builds the error of a package that looks made to harm; ``what`` is its sign, in Vietnamese."""
        advice = (
            f"mở bằng {self.value.program} và lưu lại thành tệp mới" if self.value.program else "tải lên từng tài liệu"
        )
        return UnreadableDocument(
            f"{self.value.noun} {what} nên không được mở; hãy {advice}.", code="ARCHIVE_SUSPICIOUS"
        )


def _check_directory(data: bytes, package: Package) -> None:
    """Bounds the central directory before zipfile loads it; no document needs zip64."""
    at = data.rfind(_END_SIGNATURE)
    if at < 0 or at + _END_RECORD.size > len(data):
        raise package.damaged()
    if data[max(0, at - _ZIP64_LOCATOR_BYTES) : at].startswith(_ZIP64_LOCATOR):
        raise package.suspicious("dùng cấu trúc zip64 bất thường")
    _, _, _, _, entries, size, _, _ = _END_RECORD.unpack_from(data, at)
    if entries > MAX_ENTRIES or size > MAX_DIRECTORY_BYTES:
        raise package.suspicious("chứa quá nhiều tệp")


class Archive:
    """An open zip; everything inflated from it counts against one budget.

    Args:
        data: the whole zip.
        package: what it is taken for.

    Raises:
        UnreadableDocument: the code of a damaged ``package``, or ``ARCHIVE_SUSPICIOUS``.
    """

    def __init__(self, data: bytes, package: Package) -> None:
        _check_directory(data, package)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAILURES as error:
            raise package.damaged() from error
        self._package = package
        self._left = MAX_TOTAL_BYTES
        self.entries = tuple(self._zip.infolist())
        if len(self.entries) > MAX_ENTRIES or sum(entry.file_size for entry in self.entries) > MAX_TOTAL_BYTES:
            raise package.suspicious()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the entries, in the order of the zip."""
        return tuple(entry.filename for entry in self.entries)

    def read(self, name: str, limit: int = MAX_PART_BYTES) -> bytes | None:
        """Inflates the entry called ``name``; ``None`` when there is none. Errors as :meth:`read_entry`."""
        entry = self._zip.NameToInfo.get(name)
        return None if entry is None else self.read_entry(entry, limit)

    def read_entry(self, entry: zipfile.ZipInfo, limit: int = MAX_PART_BYTES, *, any_ratio: bool = False) -> bytes:
        """Inflates one entry of at most ``limit`` bytes.

        Args:
            entry: one of :attr:`entries`.
            limit: in bytes.
            any_ratio: whether it may deflate better than markup does, as a blank page of a scan.

        Raises:
            UnreadableDocument: the damaged or encrypted code of the package, or ``ARCHIVE_SUSPICIOUS``.
        """
        return b"".join(self._inflate(entry, limit, any_ratio=any_ratio))

    def check(self) -> None:
        """Inflates every entry, keeping none, so that a program that trusts sizes may be given the zip after it.

        Raises:
            UnreadableDocument: as :meth:`read_entry`, and ``ARCHIVE_SUSPICIOUS`` for markup that declares entities.
        """
        for entry in self.entries:
            # Markup is bounded like a part that we read ourselves; a picture (a white bitmap deflates a thousandfold)
            # only by the budget of the whole.
            if entry.filename.lower().endswith((".xml", ".rels")):
                if declares_entities(self.read_entry(entry)):
                    raise self._package.suspicious("chứa khai báo ENTITY bất thường")
            else:
                for _ in self._inflate(entry, MAX_TOTAL_BYTES, any_ratio=True):
                    pass

    def _inflate(self, entry: zipfile.ZipInfo, limit: int, *, any_ratio: bool) -> Iterator[bytes]:
        """Yields an entry in pieces; sizes are counted while inflating: what the directory says may be a lie."""
        if entry.flag_bits & _ENCRYPTED_BIT:
            raise self._package.encrypted()
        if entry.compress_type not in _METHODS:
            raise self._package.damaged()
        dense = max(RATIO_FROM_BYTES, MAX_RATIO * max(entry.compress_size, 1))
        size, most = 0, limit if any_ratio else min(limit, dense)
        try:
            with self._zip.open(entry) as part:
                while piece := part.read(_CHUNK):
                    size += len(piece)
                    self._left -= len(piece)
                    if size > most or self._left < 0:
                        raise self._package.suspicious()
                    yield piece
        except _FAILURES as error:
            raise self._package.damaged() from error


def declares_entities(markup: bytes) -> bool:
    """Tells whether XML declares entities, which may expand to others without end; no Office program writes any."""
    return any(entity in markup for entity in _ENTITIES)


def entry_names(data: bytes, package: Package = Package.DOCX) -> tuple[str, ...]:
    """Returns the names of the entries in the zip ``data``, in its order.

    Raises:
        UnreadableDocument: as :class:`Archive`.
    """
    return Archive(data, package).names


def read_entry(data: bytes, name: str, package: Package = Package.DOCX) -> bytes | None:
    """Inflates one entry of the zip ``data``; ``None`` when there is none of that name.

    Raises:
        UnreadableDocument: as :class:`Archive` and :meth:`Archive.read_entry`.
    """
    return Archive(data, package).read(name)
