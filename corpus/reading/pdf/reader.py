"""PDF files with a text layer."""

from __future__ import annotations

from corpus.errors import UnreadableDocument
from corpus.model import Layer, Problem, Severity
from corpus.reading.builder import Reading
from corpus.reading.page.assembly import assemble
from corpus.reading.pdf.engines import count_pages, pages_by_pdfium, pages_by_pdfplumber
from corpus.reading.quality import grade_text

# Longer than any plan with its annexes; it bounds the time one file can take.
MAX_PAGES = 1_000


def read_pdf(data: bytes) -> Reading:
    """Reads a PDF that has a text layer.

    The words come from pdfplumber; when they grade as damaged, pdfium is asked too and the better text is kept.

    Raises:
        UnreadableDocument: ``PDF_DAMAGED``, ``PDF_ENCRYPTED``, ``FILE_TOO_LARGE`` or ``NO_TEXT_LAYER``.
    """
    count = count_pages(data)
    if count > MAX_PAGES:
        raise UnreadableDocument(f"Tệp PDF có hơn {MAX_PAGES} trang; hãy tách nhỏ rồi tải lên.", code="FILE_TOO_LARGE")
    pages = pages_by_pdfplumber(data, count)
    problems = [_tables_unread(page.number) for page in pages if page.tables_unread]
    reading = assemble(pages)
    quality = grade_text(reading.text)
    if quality.layer is Layer.DAMAGED:
        other = assemble(pages_by_pdfium(data, pages))
        if grade_text(other.text).score > quality.score:
            reading = other
    blank = [page for page in pages if not page.words]
    if len(blank) == len(pages) and any(page.has_image for page in pages):
        raise UnreadableDocument(
            "Tệp PDF là bản quét, không có lớp chữ; phiên bản này chưa nhận dạng chữ (OCR), "
            "hãy dùng bản Word hoặc PDF xuất từ Word.",
            code="NO_TEXT_LAYER",
        )
    problems += [_scanned(page.number) for page in blank if page.has_image]
    return Reading(reading.text, reading.blocks, reading.wrapped, reading.pages, tuple(problems))


def _scanned(page: int) -> Problem:
    message = f"Trang {page} là ảnh, không có lớp chữ nên nội dung trang này chưa được đọc."
    return Problem("PAGE_WITHOUT_TEXT", Severity.WARNING, message)


def _tables_unread(page: int) -> Problem:
    message = f"Không dò được bảng ở trang {page}; nội dung bảng (nếu có) được đọc thành từng dòng."
    return Problem("TABLES_NOT_READ", Severity.WARNING, message)
