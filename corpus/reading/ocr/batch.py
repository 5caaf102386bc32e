"""Many pictures: from the cache or recognised, several at a time, in the order of their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import Grade, Problem, Severity
from corpus.reading.ocr.cache import load_page, page_key, save_page
from corpus.reading.ocr.page import POOR_BELOW, Recognised, recognise_page
from corpus.reading.options import ReadingOptions
from corpus.reading.page.assembly import Page
from corpus.reading.page.tables import find_table
from corpus.reading.quality import grade_text

if TYPE_CHECKING:
    from corpus.reading.ocr.preparation import Pixels


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A page as a picture.

    Attributes:
        grey: its pixels.
        dpi: pixels per inch.
    """

    grey: Pixels
    dpi: float


Load = Callable[[], Picture | None]
"""Renders or decodes one page when its turn comes, so that few pictures are in memory; ``None`` where it cannot."""


def recognise_pages(
    loads: Sequence[Load], options: ReadingOptions, heard: Callable[[int], None]
) -> list[Recognised | None]:
    """Recognises pages, ``options.ocr_threads`` at a time; Tesseract works outside Python's lock.

    Args:
        loads: one function a page.
        options: threads and cache.
        heard: called with the number of pages done, from the caller's thread.

    Returns:
        One reading a page, in order; ``None`` where the page could not be loaded.
    """
    done: list[Recognised | None] = []
    for reading in _readings(loads, options):
        done.append(reading)
        heard(len(done))
    return done


def _readings(loads: Sequence[Load], options: ReadingOptions) -> Iterator[Recognised | None]:
    def read(load: Load) -> Recognised | None:
        return _read(load, options)

    if options.ocr_threads < 2 or len(loads) < 2:
        yield from map(read, loads)
        return
    with ThreadPoolExecutor(min(options.ocr_threads, len(loads)), thread_name_prefix="ocr") as pool:
        try:
            yield from pool.map(read, loads)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _read(load: Load, options: ReadingOptions) -> Recognised | None:
    picture = load()
    if picture is None:
        return None
    folder = options.ocr_cache
    if folder is None:
        return recognise_page(picture.grey, picture.dpi)
    key = page_key(picture.grey, picture.dpi)
    kept = load_page(folder, key)
    if kept is None:
        kept = recognise_page(picture.grey, picture.dpi)
        save_page(folder, key, kept)
    return kept


def to_page(number: int, recognised: Recognised) -> Page:
    """Gives a recognised page the form of a PDF page, so that lines and tables are laid out alike.

    Args:
        number: 1-based.
        recognised: what was read on it.
    """
    tables = [find_table(number, cells, recognised.words) for cells in recognised.tables]
    return Page(number, recognised.words, tuple(table for table in tables if table is not None))


def poor_page(number: int, recognised: Recognised) -> Problem | None:
    """Returns the problem of a page whose print could hardly be read; ``None`` where it could."""
    grade = grade_text(recognised.text).grade
    if not recognised.words or (recognised.confidence >= POOR_BELOW and grade is not Grade.POOR):
        return None
    message = (
        f"Trang {number} được nhận dạng từ ảnh nhưng chữ khó đọc (mức {Grade.POOR.value}); "
        "hãy đối chiếu với bản giấy hoặc quét lại ở 300 dpi."
    )
    return Problem("OCR_POOR", Severity.WARNING, message)
