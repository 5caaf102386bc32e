"""Opening a PDF and reading its pages with pdfplumber or pdfium; every handle is closed."""

from __future__ import annotations

import io
import re
import struct
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.errors import UnreadableDocument
from corpus.reading.page.assembly import Page
from corpus.reading.page.tables import find_table
from corpus.reading.pdf.words import ruled_cells, words_by_pdfium, words_by_pdfplumber

if TYPE_CHECKING:
    import pdfplumber.page
    import pypdfium2

# An A3 page scanned in colour at 300 dpi is 52 MB of pixels; nothing a plan needs inflates to more than this.
MAX_STREAM_BYTES = 128 * 1024 * 1024
_HEAD = 2048
# Matches the first object of a file written for the web; its /L is the length of the whole file (ISO 32000-1, F.2).
_LINEARIZED = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d{1,12})")
_STREAM = re.compile(rb"\bstream\r?\n(?=[\x08-\x78])")
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_PDFIUM = threading.Lock()  # pdfium may be used by one thread at a time


def _failures() -> tuple[type[Exception], ...]:
    """Returns what pdfminer raises on damaged input; its own errors are the smaller part."""
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    own = (PSException, MalformedPDFException, PdfminerException)
    builtin = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError, EOFError, OSError)
    return (*own, *builtin, RecursionError, NotImplementedError, struct.error, zlib.error)


def _damaged() -> UnreadableDocument:
    return UnreadableDocument(
        "Tệp PDF bị hỏng hoặc tải chưa hết; hãy tải lại hoặc xuất lại tệp PDF.", code="PDF_DAMAGED"
    )


@contextmanager
def opened_by_pdfium(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Opens a PDF and holds pdfium's lock as long as it is open.

    Raises:
        UnreadableDocument: ``PDF_DAMAGED`` or ``PDF_ENCRYPTED``.
    """
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if error.err_code == _PASSWORD_ERROR:
                raise UnreadableDocument(
                    "Tệp PDF được đặt mật khẩu; hãy bỏ mật khẩu rồi tải lên lần nữa.", code="PDF_ENCRYPTED"
                ) from error
            raise _damaged() from error
        try:
            yield document
        finally:
            document.close()


def _check_bytes(data: bytes) -> None:
    """Refuses a file that was cut short, which pdfium would silently mend, and streams that inflate without end."""
    promised = _LINEARIZED.search(data[:_HEAD])
    if b"%%EOF" not in data or (promised is not None and len(data) < int(promised.group(1))):
        raise _damaged()
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        try:
            inflated = zlib.decompressobj().decompress(view[match.end() :], MAX_STREAM_BYTES + 1)
        except zlib.error:
            continue  # not deflated, or encrypted
        if len(inflated) > MAX_STREAM_BYTES:
            raise UnreadableDocument(
                "Tệp PDF phình to bất thường khi giải nén nên không được mở; hãy xuất lại tệp PDF.",
                code="ARCHIVE_SUSPICIOUS",
            )


def count_pages(data: bytes) -> int:
    """Returns the number of pages, at least 1.

    Raises:
        UnreadableDocument: ``PDF_DAMAGED``, ``PDF_ENCRYPTED`` or ``ARCHIVE_SUSPICIOUS``.
    """
    _check_bytes(data)
    with opened_by_pdfium(data) as document:
        if not len(document):
            raise _damaged()
        return len(document)


def pages_by_pdfplumber(data: bytes, count: int) -> list[Page]:
    """Reads ``count`` pages; where pdfplumber fails or finds nothing on a page its words come from pdfium."""
    import pdfplumber

    failures = _failures()
    pages: dict[int, Page] = {}
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            for number, page in enumerate(document.pages[:count], start=1):
                try:
                    pages[number] = _read_page(number, page)
                except failures:
                    continue
                finally:
                    page.close()
    except failures:
        pages.clear()  # the pages listed so far may be misnumbered
    read = [pages.get(number, Page(number, (), drawn=True, tables_unread=True)) for number in range(1, count + 1)]
    empty = [page for page in read if not page.words]
    renewed = {page.number: page for page in pages_by_pdfium(data, empty)} if empty else {}
    return [renewed.get(page.number, page) for page in read]


def _read_page(number: int, page: pdfplumber.page.Page) -> Page:
    words = words_by_pdfplumber(page)
    found = ruled_cells(page) if words else ()
    tables = [find_table(number, cells, words) for cells in found or ()]
    placed = sorted((table for table in tables if table is not None), key=lambda table: (table.box.top, table.box.x0))
    drawn = bool(page.images or page.lines or page.curves or page.rects)
    return Page(number, words, tuple(placed), _pictured(page), drawn, tables_unread=found is None)


def _pictured(page: pdfplumber.page.Page) -> float:
    """Returns the share of the page under pictures; a scan cut into strips counts as one."""
    area = float(page.width) * float(page.height)
    covered = 0.0
    for image in page.images:
        wide = min(float(image["x1"]), float(page.width)) - max(float(image["x0"]), 0.0)
        high = min(float(image["bottom"]), float(page.height)) - max(float(image["top"]), 0.0)
        covered += max(wide, 0.0) * max(high, 0.0)
    return min(covered / area, 1.0) if area > 0 else 0.0


def pages_by_pdfium(data: bytes, pages: Sequence[Page]) -> list[Page]:
    """Returns ``pages`` with their words read anew by pdfium, in the cells already found.

    A turned or cropped page stays as it is: there the coordinates of the two engines differ.
    """
    import pypdfium2

    renewed: list[Page] = []
    with opened_by_pdfium(data) as document:
        for old in pages:
            try:
                page = document[old.number - 1]
            except pypdfium2.PdfiumError:
                renewed.append(old)
                continue
            try:
                renewed.append(_renew(old, page) if _is_plain(page) else old)
            finally:
                page.close()
    return renewed


def _is_plain(page: pypdfium2.PdfPage) -> bool:
    box = page.get_mediabox()
    return page.get_rotation() == 0 and tuple(box[:2]) == (0, 0) and page.get_cropbox() == box


def _renew(old: Page, page: pypdfium2.PdfPage) -> Page:
    words = words_by_pdfium(page)
    tables = [find_table(old.number, table.cells, words) for table in old.tables]
    kept = tuple(table for table in tables if table is not None)
    return replace(old, words=words, tables=kept)
