"""The formats that can be read, and the refusals of those that cannot."""

from __future__ import annotations

from enum import StrEnum

from corpus.errors import UnreadableDocument


class MediaType(StrEnum):
    """The formats that can be read; a ``ZIP`` is a folder of documents and read one by one."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    DOC = "application/msword"
    ODT = "application/vnd.oasis.opendocument.text"
    RTF = "application/rtf"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XLS = "application/vnd.ms-excel"
    ODS = "application/vnd.oasis.opendocument.spreadsheet"
    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    ZIP = "application/zip"


def unknown_format() -> UnreadableDocument:
    """Builds the error of bytes that no format is known by."""
    return UnreadableDocument(
        "Không nhận ra loại tệp; hãy dùng tài liệu Word (.docx, .doc), PDF, ảnh quét, bảng tính Excel, trang HTML "
        "hoặc văn bản thuần (.txt).",
        code="UNKNOWN_FORMAT",
    )


def not_supported(what: str, advice: str) -> UnreadableDocument:
    """Builds the error of a known format that holds no text to read, or that is not read.

    Args:
        what: the format, in Vietnamese, as the beginning of a sentence.
        advice: what to do, in Vietnamese, as the end of one.
    """
    return UnreadableDocument(f"{what} không đọc được trực tiếp; hãy {advice}.", code="FORMAT_NOT_SUPPORTED")
