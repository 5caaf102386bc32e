"""From bytes to a document: sniff, read, grade."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.model import Document, Layer, PageReading, Quality, RestoredWord
from corpus.reading.builder import Reading
from corpus.reading.options import DEFAULT_OPTIONS, Progress, ReadingOptions, ignore_progress
from corpus.reading.quality import grade_document, grade_pages
from corpus.reading.sniff import MediaType, sniff
from corpus.reading.tools import awaits_tool

# Control characters and halves of characters, which file systems allow in a name. Matches the line feed of "a\nb.txt".
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

Reader = Callable[[bytes, ReadingOptions, Progress], Reading]


def _text(data: bytes, _options: ReadingOptions, _progress: Progress) -> Reading:
    from corpus.reading.text.plain_text import read_text

    return read_text(data)


def _docx(data: bytes, _options: ReadingOptions, _progress: Progress) -> Reading:
    from corpus.reading.word.docx import read_docx

    return read_docx(data)


def _pdf(data: bytes, options: ReadingOptions, progress: Progress) -> Reading:
    from corpus.reading.pdf.reader import read_pdf

    return read_pdf(data, options, progress)


def _markdown(data: bytes, _options: ReadingOptions, _progress: Progress) -> Reading:
    from corpus.reading.text.markdown import read_markdown

    return read_markdown(data)


def _html(data: bytes, _options: ReadingOptions, _progress: Progress) -> Reading:
    from corpus.reading.web.html import read_html

    return read_html(data)


def _office_text(data: bytes, _options: ReadingOptions, _progress: Progress) -> Reading:
    from corpus.reading.office import read_office_text

    return read_office_text(data)


def _workbook(data: bytes, _options: ReadingOptions, _progress: Progress) -> Reading:
    from corpus.reading.workbook.reader import read_workbook

    return read_workbook(data)


def _office_workbook(data: bytes, _options: ReadingOptions, _progress: Progress) -> Reading:
    from corpus.reading.office import read_office_workbook

    return read_office_workbook(data)


def _image(data: bytes, options: ReadingOptions, progress: Progress) -> Reading:
    from corpus.reading.ocr.image import read_image

    return read_image(data, options, progress)


def _archive(_data: bytes, _options: ReadingOptions, _progress: Progress) -> Reading:
    raise UnreadableDocument(
        "Tệp nén chứa nhiều tệp, không phải một tài liệu; hãy nạp bằng “doichieu ingest” hoặc giải nén trước.",
        code="ARCHIVE_OF_FILES",
    )


# One row a format; a new reader is one module and one row here (and its bytes in sniff).
_READERS: dict[MediaType, Reader] = {
    MediaType.TEXT: _text,
    MediaType.DOCX: _docx,
    MediaType.PDF: _pdf,
    MediaType.MARKDOWN: _markdown,
    MediaType.HTML: _html,
    MediaType.DOC: _office_text,
    MediaType.ODT: _office_text,
    MediaType.RTF: _office_text,
    MediaType.XLSX: _workbook,
    MediaType.XLS: _office_workbook,
    MediaType.ODS: _office_workbook,
    MediaType.PNG: _image,
    MediaType.JPEG: _image,
    MediaType.TIFF: _image,
    MediaType.ZIP: _archive,
}


def read_document(
    data: bytes, name: str, options: ReadingOptions = DEFAULT_OPTIONS, progress: Progress = ignore_progress
) -> Document:
    """Reads a document of any supported format.

    The format is told from the bytes; ``name`` is only kept (without its folder). The same bytes, name and installed
    tools always give an equal document. A document that needs a tool which is not installed comes back, its text as far
    as it could be read, with the tool's problem.

    Args:
        data: the whole file.
        name: the file name, with or without a folder.
        options: limits and means.
        progress: hears of pages as they are read.

    Raises:
        UnreadableDocument: the only error; ``code`` tells the cause. The file: ``EMPTY_FILE``, ``FILE_TOO_LARGE``,
            ``UNKNOWN_FORMAT``, ``FORMAT_NOT_SUPPORTED``, ``ARCHIVE_OF_FILES``, ``UNKNOWN_ENCODING``, ``NO_TEXT``.
            Damaged: ``DOCX_DAMAGED``, ``XLSX_DAMAGED``, ``ODT_DAMAGED``, ``ODS_DAMAGED``, ``DOC_DAMAGED``,
            ``HTML_DAMAGED``, ``PDF_DAMAGED``, ``ZIP_DAMAGED``. With a password: ``DOCX_ENCRYPTED`` (Word or Excel),
            ``XLSX_ENCRYPTED``, ``ODT_ENCRYPTED``, ``ODS_ENCRYPTED``, ``DOC_ENCRYPTED``, ``XLS_ENCRYPTED``,
            ``PDF_ENCRYPTED``. Made to harm, or beyond the limits: ``ARCHIVE_SUSPICIOUS``, ``HTML_TOO_LARGE``. Not read
            by LibreOffice: ``OFFICE_FAILED``, ``OFFICE_TIMED_OUT``. Those of the PDF and image readers are theirs.
    """
    media_type = sniff(data, options.max_bytes)
    reading = _READERS[media_type](data, options, progress)
    if not any(char.isalnum() for char in reading.text) and not awaits_tool(reading.problems):
        raise UnreadableDocument("Tài liệu không có chữ nào; hãy kiểm tra lại tệp.", code="NO_TEXT")
    quality = grade_document(reading.text, reading.pages, reading.ocr_pages)
    pages = grade_pages(reading.text, quality, reading.ocr_pages, reading.others)
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        name=_UNSHOWN.sub("\ufffd", re.split(r"[\\/]", name)[-1]),
        media_type=media_type.value,
        text=reading.text,
        blocks=reading.blocks,
        quality=quality,
        wrapped=reading.wrapped,
        problems=reading.problems,
        pages=pages,
        restored=_restored(reading, quality, pages),
    )


def _restored(reading: Reading, quality: Quality, pages: Sequence[PageReading]) -> tuple[RestoredWord, ...]:
    """Guesses at the words of the pages that are damaged, or of the whole text where there are no pages."""
    if pages:
        ends = list(accumulate(len(part) + 1 for part in reading.text.split("\f")))
        starts = [0, *ends]
        damaged = [(starts[page.page - 1], ends[page.page - 1] - 1) for page in pages if page.layer is Layer.DAMAGED]
    else:
        damaged = [(0, len(reading.text))] if quality.layer is Layer.DAMAGED else []
    if not damaged:
        return ()
    from corpus.reading.restoration import restore_text

    return restore_text(reading.text, damaged)


def load_document(path: Path, options: ReadingOptions = DEFAULT_OPTIONS) -> Document:
    """Reads the file at ``path``; see :func:`read_document`.

    Raises:
        UnreadableDocument: as :func:`read_document`, and ``FILE_NOT_READABLE`` where the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            data = file.read(options.max_bytes + 1)
    except OSError as error:
        raise UnreadableDocument(
            f"Không mở được tệp {path.name}; hãy kiểm tra tên tệp và quyền đọc.", code="FILE_NOT_READABLE"
        ) from error
    return read_document(data, path.name, options)
