"""Telling zip packages and compound files apart by what stands inside them."""

from __future__ import annotations

import re
import struct

from corpus.errors import UnreadableDocument
from corpus.reading.container.archive import Archive, Package
from corpus.reading.container.compound import Compound
from corpus.reading.media_type import MediaType, not_supported

# Matches word/document.xml and the word/document2.xml of some Office 365 files; refuses xl/workbook.xml.
_WORD_PART = re.compile(r"word/document\d*\.xml")
# Matches xl/workbook.xml; refuses xl/workbook.bin, whose markup is binary (.xlsb).
_EXCEL_PART = re.compile(r"xl/workbook\d*\.xml")
_EXCEL_BINARY_PART = "xl/workbook.bin"
_SLIDES_PART = re.compile(r"ppt/presentation\d*\.xml")
# Matches ".../opendocument.text", ".../opendocument.text-template" and OpenOffice 1's ".../vnd.sun.xml.writer"; refuses
# "application/epub+zip".
_OPEN_DOCUMENT = re.compile(rb"application/vnd\.(?:oasis\.opendocument|sun\.xml)\.([a-z]+)")
_OPEN_TYPES = {b"text": MediaType.ODT, b"writer": MediaType.ODT, b"spreadsheet": MediaType.ODS, b"calc": MediaType.ODS}
_MANIFEST = "META-INF/manifest.xml"
_ODF_ENCRYPTION = b"encryption-data"
# The local header of a zip entry up to the beginning of its name, for a zip whose directory was cut off.
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{26}([ -~]{1,60})", re.DOTALL)
# What Office documents begin with; refuses "kế hoạch.docx", the first file of a folder of documents.
_OFFICE_BEGINNING = re.compile(rb"\[Content_Types\]|_rels/|docProps/|customXml/|word/|xl/|mimetype")
_BEGINNINGS = ((b"word/", Package.DOCX), (b"xl/", Package.XLSX), (b"mimetype", Package.ODT))

_SLIDES_ADVICE = ("Tệp trình chiếu", "xuất thành PDF rồi tải lên")
# FibBase (MS-DOC 2.5.2): the mark of Word, and the bit fEncrypted in its flags.
_FIB_BYTES = 12
_FIB_FLAGS = 10
_FIB_ENCRYPTED = 0x0100
_BIFF_FILE_PASS = 0x002F
_BIFF_HEAD = 4096  # the record stands right after the first one, or after the user's name


def sniff_zip(data: bytes) -> MediaType:
    """Returns what the zip ``data`` is; ``ZIP`` where it is no document but holds files.

    Raises:
        UnreadableDocument: ``FORMAT_NOT_SUPPORTED``, ``ARCHIVE_SUSPICIOUS``, ``ODT_ENCRYPTED``, ``ODS_ENCRYPTED``, or
            the damaged code of what the bytes seem to be.
    """
    archive = Archive(data, _guess_package(data))
    names = frozenset(archive.names)
    for part, media_type in ((_WORD_PART, MediaType.DOCX), (_EXCEL_PART, MediaType.XLSX)):
        if any(part.fullmatch(name) for name in names):
            return media_type
    if _EXCEL_BINARY_PART in names:
        return MediaType.XLS
    if any(_SLIDES_PART.fullmatch(name) for name in names):
        raise not_supported(*_SLIDES_ADVICE)
    return _sniff_open_document(archive) or MediaType.ZIP


def _sniff_open_document(archive: Archive) -> MediaType | None:
    manifest = archive.read(_MANIFEST) or b""
    kind = _OPEN_DOCUMENT.match(archive.read("mimetype") or b"")
    if kind is None and "content.xml" in archive.names:
        kind = _OPEN_DOCUMENT.search(manifest)
    if kind is None:
        return None
    media_type = _OPEN_TYPES.get(kind.group(1))
    if media_type is None:
        raise not_supported(*_SLIDES_ADVICE)
    if _ODF_ENCRYPTION in manifest:
        raise (Package.ODT if media_type is MediaType.ODT else Package.ODS).encrypted()
    return media_type


def _guess_package(data: bytes) -> Package:
    """Guesses from the local headers what a zip was, so that the error of a broken one says what to open it with."""
    names = [match.group(1) for match in _LOCAL_NAME.finditer(data)]
    if not names or not _OFFICE_BEGINNING.match(names[0]):
        return Package.ZIP
    for beginning, package in _BEGINNINGS:
        if any(name.startswith(beginning) for name in names):
            return package
    return Package.ZIP


def sniff_compound(data: bytes) -> MediaType:
    """Returns what the compound file ``data`` is.

    Raises:
        UnreadableDocument: ``DOC_DAMAGED``, ``DOC_ENCRYPTED``, ``DOCX_ENCRYPTED`` or ``FORMAT_NOT_SUPPORTED``.
    """
    try:
        compound = Compound(data)
        fib = compound.head("WordDocument", _FIB_BYTES) if "WordDocument" in compound.names else None
    except ValueError as error:
        raise UnreadableDocument(
            "Tệp Office đời cũ (.doc, .xls) bị hỏng hoặc tải chưa hết; hãy mở bằng Word hoặc Excel, lưu lại dạng "
            ".docx, .xlsx rồi tải lên lần nữa.",
            code="DOC_DAMAGED",
        ) from error
    if fib is not None:
        if len(fib) == _FIB_BYTES and int.from_bytes(fib[_FIB_FLAGS:], "little") & _FIB_ENCRYPTED:
            raise UnreadableDocument(
                "Tài liệu Word (.doc) được đặt mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại dạng .docx.",
                code="DOC_ENCRYPTED",
            )
        return MediaType.DOC
    if compound.names & {"Workbook", "Book"}:
        return MediaType.XLS
    if "EncryptedPackage" in compound.names:
        raise UnreadableDocument(
            "Tài liệu Word hoặc Excel được đặt mật khẩu; hãy mở bằng Word hoặc Excel, bỏ mật khẩu rồi lưu lại dạng "
            ".docx, .xlsx.",
            code="DOCX_ENCRYPTED",
        )
    if "PowerPoint Document" in compound.names:
        raise not_supported(*_SLIDES_ADVICE)
    raise not_supported("Tệp Office đời cũ không phải Word hay Excel", "lưu nội dung thành .docx hoặc PDF")


def is_encrypted_workbook(data: bytes) -> bool:
    """Tells whether ``data`` is an .xls workbook with a ``FilePass`` record (MS-XLS 2.4.117) among its first ones."""
    try:
        compound = Compound(data)
        stream = next(iter(sorted(compound.names & {"Workbook", "Book"}, reverse=True)), None)
        head = b"" if stream is None else compound.head(stream, _BIFF_HEAD)
    except ValueError:
        return False
    at = 0
    while at + 4 <= len(head):
        kind, length = struct.unpack_from("<HH", head, at)
        if kind == _BIFF_FILE_PASS:
            return True
        at += 4 + length
    return False
