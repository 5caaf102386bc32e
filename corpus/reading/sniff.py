"""Telling what bytes are by their content, never by a file name."""

from __future__ import annotations

import re
from enum import StrEnum

from corpus.errors import UnreadableDocument
from corpus.reading.archive import entry_names

# Largest file taken; the longest plan seen with scanned annexes is a few MB.
MAX_BYTES = 50 * 1024 * 1024
_HEAD = 1024  # a PDF may begin with that much foreign matter (ISO 32000-1, implementation note 13 of Annex H)

# Matches word/document.xml and the word/document2.xml of some Office 365 files; refuses xl/workbook.xml.
_WORD_PART = re.compile(r"word/document\d*\.xml")
# Matches "<!DOCTYPE html>" and "<html lang=...>"; refuses a plan that begins with "<Kính gửi>".
_HTML = re.compile(rb"\s*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)


class MediaType(StrEnum):
    """The formats that can be read."""

    TEXT = "text/plain"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PDF = "application/pdf"


_IMAGE = (
    "IMAGE_ONLY",
    "Tệp là ảnh; phiên bản này chưa nhận dạng chữ trong ảnh, hãy dùng bản Word hoặc PDF có lớp chữ.",
)
_ENCRYPTED = (
    "DOCX_ENCRYPTED",
    "Tài liệu Word được đặt mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại dạng .docx.",
)
_OLD_OFFICE = (
    "OLD_OFFICE_FORMAT",
    "Tệp Office đời cũ (.doc, .xls) chưa đọc được; hãy mở bằng Word rồi lưu lại dạng .docx.",
)
_RTF = ("FORMAT_NOT_SUPPORTED", "Tệp RTF chưa đọc được; hãy mở bằng Word rồi lưu lại dạng .docx.")
_WEB_PAGE = ("FORMAT_NOT_SUPPORTED", "Tệp là trang web (HTML), chưa đọc được; hãy lưu nội dung thành tệp .docx.")
_OTHER_ZIP = (
    "ZIP_NOT_DOCX",
    "Tệp nén không phải tài liệu Word; nếu là bảng tính, bản trình chiếu hoặc .odt, hãy lưu lại dạng .docx hoặc .pdf.",
)
_BINARY = (
    "UNKNOWN_FORMAT",
    "Không nhận ra loại tệp; hãy dùng tài liệu Word (.docx), PDF có lớp chữ hoặc văn bản thuần (.txt).",
)
# First bytes of formats that are known and refused.
_REFUSED = (
    (b"{\\rtf", _RTF),
    (b"\xff\xd8\xff", _IMAGE),
    (b"\x89PNG\r\n\x1a\n", _IMAGE),
    (b"II*\x00", _IMAGE),
    (b"MM\x00*", _IMAGE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def sniff(data: bytes) -> MediaType:
    """Returns the format of ``data``.

    Raises:
        UnreadableDocument: ``EMPTY_FILE``, ``FILE_TOO_LARGE``, ``UNKNOWN_FORMAT``, ``FORMAT_NOT_SUPPORTED``,
            ``OLD_OFFICE_FORMAT``, ``IMAGE_ONLY``, ``ZIP_NOT_DOCX``, ``DOCX_ENCRYPTED`` or ``DOCX_DAMAGED``.
    """
    if not data:
        raise UnreadableDocument(
            "Tệp rỗng, không có nội dung; hãy kiểm tra lại tệp và tải lên lần nữa.", code="EMPTY_FILE"
        )
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1024 * 1024)
        raise UnreadableDocument(f"Tệp lớn hơn {limit} MB; hãy tách hoặc giảm dung lượng tệp.", code="FILE_TOO_LARGE")
    if _is_pdf(data):
        return MediaType.PDF
    if data.startswith(_ZIP):
        if any(_WORD_PART.fullmatch(name) for name in entry_names(data)):
            return MediaType.DOCX
        _refuse(_OTHER_ZIP)
    if data.startswith(_OLE):
        _refuse(_ENCRYPTED if _ENCRYPTED_PACKAGE in data else _OLD_OFFICE)
    for magic, reason in _REFUSED:
        if data.startswith(magic):
            _refuse(reason)
    if _HTML.match(data[:_HEAD]):
        _refuse(_WEB_PAGE)
    if b"\x00" in data and not data.startswith(_UTF16):
        _refuse(_BINARY)
    return MediaType.TEXT


def _is_pdf(data: bytes) -> bool:
    """A text that mentions "%PDF-" is no PDF: foreign matter in front is believed only before a real trailer."""
    at = data[:_HEAD].find(b"%PDF-")
    return at >= 0 and (not data[:at].strip(b"\xef\xbb\xbf \t\r\n\x00") or b"startxref" in data)


def _refuse(reason: tuple[str, str]) -> None:
    code, message = reason
    raise UnreadableDocument(message, code=code)
