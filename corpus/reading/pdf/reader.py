"""PDF files: text layers, scans, and files that mix the two."""

from __future__ import annotations

from dataclasses import replace

from corpus.errors import UnreadableDocument
from corpus.model import Layer, Problem, Severity
from corpus.reading.builder import Reading
from corpus.reading.options import Progress, ReadingOptions
from corpus.reading.page.assembly import assemble
from corpus.reading.pdf.engines import count_pages, pages_by_pdfium, pages_by_pdfplumber
from corpus.reading.pdf.scans import recognise_scans
from corpus.reading.quality import grade_text


def read_pdf(data: bytes, options: ReadingOptions, progress: Progress) -> Reading:
    """Reads a PDF: its own text where that is good, else the text recognised from the picture of the page.

    The words come from pdfplumber; when they grade as damaged, pdfium is asked too and the better text is kept.

    Raises:
        UnreadableDocument: ``PDF_DAMAGED``, ``PDF_ENCRYPTED``, ``ARCHIVE_SUSPICIOUS`` or ``FILE_TOO_LARGE``.
    """
    count = count_pages(data)
    if count > options.max_pages:
        raise UnreadableDocument(
            f"Tệp PDF có hơn {options.max_pages} trang; hãy tách nhỏ rồi tải lên.", code="FILE_TOO_LARGE"
        )
    pages = pages_by_pdfplumber(data, count)
    quality = grade_text(assemble(pages).text)
    if quality.layer is Layer.DAMAGED:
        renewed = pages_by_pdfium(data, pages)
        if grade_text(assemble(renewed).text).score > quality.score:
            pages = renewed
    chosen = recognise_scans(data, pages, options, progress)
    unsearched = (page for page in chosen.pages if page.tables_unread)
    problems = (*(_tables_unread(page.number) for page in unsearched), *chosen.problems)
    reading = assemble(chosen.pages)
    return replace(reading, problems=problems, ocr_pages=chosen.recognised, others=chosen.others)


def _tables_unread(page: int) -> Problem:
    message = f"Không dò được bảng ở trang {page}; nội dung bảng (nếu có) được đọc thành từng dòng."
    return Problem("TABLES_NOT_READ", Severity.WARNING, message)
