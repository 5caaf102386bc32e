"""Image files: a photograph or scan of one page, or a TIFF of many."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus.errors import UnreadableDocument
from corpus.model import Problem, Severity
from corpus.reading.builder import Reading
from corpus.reading.ocr.batch import Picture, poor_page, recognise_pages, to_page
from corpus.reading.ocr.colour import to_grey
from corpus.reading.options import Progress, ReadingOptions
from corpus.reading.page.assembly import Page, assemble
from corpus.reading.tools import Tool, find_tessdata, missing, ocr_switched_off

if TYPE_CHECKING:
    import PIL.Image

# An A3 sheet at 600 dpi has 70 megapixels, a photograph of a good camera 60; beyond that a file means harm.
MAX_PIXELS = 100_000_000
# A resolution is believed where the sheet it gives has a long side between a postcard's and that of A2, in inches.
_LONG_SIDE = (5.0, 24.0)
_LEAST_DPI = 100.0  # 72 and 96 are what programs write that do not know
_A4_LONG_SIDE = 11.69
# Reading at more is slower and worse: exact cells .960 at 200 dpi, .958 at 250, .917 at 300 (28 pages).
_WORKING_DPI = 200.0
_SHRINK_FROM = 260.0
# What Pillow raises on damaged files; its own errors are OSError and ValueError, decoders add the rest.
_FAILURES = (OSError, ValueError, SyntaxError, EOFError, struct.error, TypeError, KeyError, IndexError, OverflowError)


def read_image(data: bytes, options: ReadingOptions, progress: Progress) -> Reading:
    """Reads a PNG, JPEG or TIFF file by recognising its pages.

    Without Tesseract, or with OCR switched off, the reading is empty and says so.

    Raises:
        UnreadableDocument: ``IMAGE_DAMAGED``, ``IMAGE_TOO_LARGE`` or ``FILE_TOO_LARGE`` (too many pages).
    """
    count = _count_pages(data, options.max_pages)
    off = ocr_switched_off() if not options.ocr else missing(Tool.OCR) if find_tessdata() is None else None
    if off is not None:
        pages = [Page(number, ()) for number in range(1, count + 1)]
        blank = assemble(pages)
        unread = tuple(_unread(page.number) for page in pages)
        return Reading(blank.text, (), wrapped=True, pages=count, problems=(off, *unread))
    loads = [lambda index=index: _load_page(data, index) for index in range(count)]
    done = recognise_pages(loads, options, lambda pages: progress(pages, count))
    problems: list[Problem] = []
    pages = []
    for number, recognised in enumerate(done, start=1):
        problem = _unread(number) if recognised is None or not recognised.words else poor_page(number, recognised)
        problems += [problem] if problem is not None else []
        pages.append(Page(number, ()) if recognised is None else to_page(number, recognised))
    if all(recognised is None for recognised in done):
        raise _damaged()
    reading = assemble(pages)
    recognised_pages = frozenset(page.number for page in pages if page.words)
    return Reading(reading.text, reading.blocks, True, count, tuple(problems), recognised_pages)


def _damaged() -> UnreadableDocument:
    return UnreadableDocument(
        "Tệp ảnh bị hỏng hoặc tải chưa hết; hãy quét hoặc chụp lại rồi tải lên lần nữa.", code="IMAGE_DAMAGED"
    )


def _unread(page: int) -> Problem:
    message = f"Trang {page} là ảnh và chưa đọc được chữ nào; hãy kiểm tra lại bản quét của trang này."
    return Problem("PAGE_WITHOUT_TEXT", Severity.WARNING, message)


@contextmanager
def _opened(data: bytes) -> Iterator[PIL.Image.Image]:
    """Opens an image without decoding it; Pillow's own limit only warns, ours refuses."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "MPO")) as image:
                yield image
        except Image.DecompressionBombError as error:
            raise _too_large() from error


def _too_large() -> UnreadableDocument:
    return UnreadableDocument(
        f"Ảnh có hơn {MAX_PIXELS // 1_000_000} triệu điểm ảnh nên không được mở; hãy quét lại ở 300 dpi.",
        code="IMAGE_TOO_LARGE",
    )


def _count_pages(data: bytes, most: int) -> int:
    """Counts frames by their headers and checks the size of each; only a TIFF has pages, other frames are motion."""
    try:
        with _opened(data) as image:
            count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            if count > most:
                raise UnreadableDocument(
                    f"Tệp ảnh có hơn {most} trang; hãy tách nhỏ rồi tải lên.", code="FILE_TOO_LARGE"
                )
            for index in range(count):
                if count > 1:
                    image.seek(index)
                if image.width * image.height > MAX_PIXELS:
                    raise _too_large()
    except _FAILURES as error:
        raise _damaged() from error
    if not count:
        raise _damaged()
    return count


def _load_page(data: bytes, index: int) -> Picture | None:
    """Decodes one page upright, on white; ``None`` where it is damaged."""
    import cv2
    import numpy as np

    try:
        with _opened(data) as image:
            if index:
                image.seek(index)
            dpi = _resolution(image)
            upright = _upright(image)
            pixels = np.asarray(upright)
    except _FAILURES:
        return None
    grey = to_grey(pixels, dpi) if pixels.ndim == 3 else np.array(pixels)
    if dpi > _SHRINK_FROM:
        shrink = _WORKING_DPI / dpi
        grey = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        dpi = _WORKING_DPI
    return Picture(np.ascontiguousarray(grey), dpi)


def _upright(image: PIL.Image.Image) -> PIL.Image.Image:
    """Decodes to grey or RGB of 8 bits, transparency laid on white, turned as its EXIF note says."""
    from PIL import Image, ImageOps

    image.load()
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("I", "F") or turned.mode.startswith("I;16"):
        import numpy as np

        deep = np.asarray(turned).astype(np.float64)
        white = 65535.0 if deep.max() > 255 else 255.0
        return Image.fromarray(np.clip(deep / white * 255, 0, 255).astype(np.uint8))
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        paper = Image.new("RGBA", turned.size, "white")
        paper.alpha_composite(turned.convert("RGBA"))
        return paper.convert("RGB")
    return turned.convert("L" if turned.mode in ("1", "L") else "RGB")


def _resolution(image: PIL.Image.Image) -> float:
    """Returns pixels per inch: as written in the file where that can be, else as if it were A4 or a part of it."""
    longest = max(image.size)
    told = image.info.get("dpi")
    try:
        dpi = float(told[0]) if told else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        dpi = 0.0
    if dpi >= _LEAST_DPI and _LONG_SIDE[0] <= longest / dpi <= _LONG_SIDE[1]:
        return dpi
    return max(longest / _A4_LONG_SIDE, _LEAST_DPI)
