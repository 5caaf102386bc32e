"""Scans and turned pages, made from PDF files: clean, noisy, sideways, with ruined text layers, as images."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from corpus.text import fold

if TYPE_CHECKING:
    from PIL.Image import Image

CLEAN_DPI = 200
NOISY_DPI = 150
SEED = 20240102
_SKEW = 1.5  # degrees, to either side
# Grey levels of paper and ink, noise and blur as in a poor scan of a real plan.
_PAPER, _INK, _NOISE, _BLUR, _SPECKLES = 200.0, 35.0, 12.0, 0.6, 0.001
_NOISY_JPEG = 60
_EPOCH = time.gmtime(0)
# What an engine without Vietnamese makes of accented letters, by its base letter.
_CONFUSED = {"u": "urvi", "o": "o6dé", "e": "eéè", "a": "aadé4", "i": "ij1", "y": "yjý", "d": "dđđ"}


def page_images(pdf: bytes, dpi: int) -> list[Image]:
    """Returns the pages of ``pdf`` as grey images."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def noisy(images: Sequence[Image], seed: int = SEED) -> list[Image]:
    """Returns ``images`` as a bad scanner gives them: skew, grey paper, blur, noise and speckles."""
    from PIL import Image, ImageFilter

    random_ = np.random.default_rng(seed)
    spoilt = []
    for image in images:
        angle = float(random_.uniform(-_SKEW, _SKEW))
        turned = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
        levels = np.asarray(turned.filter(ImageFilter.GaussianBlur(_BLUR)), dtype=np.float32) / 255
        shade = np.linspace(-10, 10, levels.shape[1], dtype=np.float32)[None, :]  # light falls off to one side
        grey = _INK + levels * (_PAPER - _INK) + shade + random_.normal(0, _NOISE, levels.shape)
        dust = random_.random(levels.shape)
        grey[dust < _SPECKLES] = _INK
        grey[dust > 1 - _SPECKLES] = 255
        spoilt.append(Image.fromarray(grey.clip(0, 255).astype(np.uint8), "L"))
    return spoilt


def to_pdf(images: Sequence[Image], dpi: int, quality: int = 85) -> bytes:
    """Returns a PDF of one JPEG a page."""
    buffer = io.BytesIO()
    first, *rest = images
    first.save(
        buffer,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=dpi,
        quality=quality,
        creationDate=_EPOCH,
        modDate=_EPOCH,
    )
    return buffer.getvalue()


def clean_scan(pdf: bytes) -> bytes:
    """Returns ``pdf`` scanned at 200 dpi."""
    return to_pdf(page_images(pdf, CLEAN_DPI), CLEAN_DPI)


def noisy_scan(pdf: bytes) -> bytes:
    """Returns ``pdf`` scanned badly at 150 dpi."""
    return to_pdf(noisy(page_images(pdf, NOISY_DPI)), NOISY_DPI, _NOISY_JPEG)


def turned_scan(pdf: bytes, *, flagged: bool) -> bytes:
    """Returns a scan whose pages lie turned by 90°, 180°, 270°, 0° in turn; ``flagged`` pages are shown upright."""
    import pypdfium2

    pages = page_images(pdf, CLEAN_DPI)
    turns = [(90, 180, 270, 0)[index % 4] for index in range(len(pages))]
    turned = to_pdf([page.rotate(turn, expand=True) for page, turn in zip(pages, turns, strict=True)], CLEAN_DPI)
    if not flagged:
        return turned
    document = pypdfium2.PdfDocument(turned)
    for page, turn in zip(document, turns, strict=True):
        page.set_rotation(turn)  # images turn against the clock, /Rotate with it
    return _saved(document)


def turned_native(pdf: bytes, *, upright: bool) -> bytes:
    """Returns ``pdf`` with turned pages that keep their text layer.

    ``upright``: the text runs up the side of the paper and /Rotate shows it upright, as printers save landscape pages.
    Otherwise every page is shown sideways.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        if upright:
            width, height = page.get_size()
            turn = pypdfium2.PdfMatrix(0, 1, -1, 0, height, 0)  # a quarter against the clock
            for item in page.get_objects(max_depth=1):
                item.transform(turn)
            page.set_mediabox(0, 0, height, width)
            page.set_cropbox(0, 0, height, width)
            page.gen_content()
        page.set_rotation(90)
    return _saved(document)


def mixed(pdf: bytes) -> bytes:
    """Returns ``pdf`` with every second page scanned, as when signed pages are scanned and put back."""
    import pypdfium2

    native, scanned = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument(clean_scan(pdf))
    both = pypdfium2.PdfDocument.new()
    for index in range(len(native)):
        both.import_pages(scanned if index % 2 else native, [index])
    return _saved(both)


def _saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]  # pypdfium2 is untyped
    document.close()  # type: ignore[attr-defined]
    return buffer.getvalue()


def garbage_layer(pdf: bytes, lines: Sequence[str]) -> bytes:
    """Returns a scan of ``pdf`` over an invisible text layer: ``lines`` as an engine without Vietnamese reads them."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    images = page_images(pdf, CLEAN_DPI)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    share = -(-len(lines) // len(images))
    for index, image in enumerate(images):
        width, height = (side * 72 / CLEAN_DPI for side in image.size)
        canvas.setPageSize((width, height))
        layer = canvas.beginText(60, height - 60)
        layer.setTextRenderMode(3)
        layer.setFont("Helvetica", 9)
        for line in lines[index * share : (index + 1) * share]:
            layer.textLine(ruined(line))
        canvas.drawText(layer)
        jpeg = io.BytesIO()
        image.save(jpeg, "JPEG", quality=85)
        canvas.drawImage(ImageReader(jpeg), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def ruined(text: str, seed: int = SEED) -> str:
    """Returns ``text`` with its accented letters confused: "quản lý chất lượng" becomes "qudn lj chét lu6ng"."""
    random_ = random.Random(f"{seed}{text}")  # noqa: S311 - made-up damage
    return "".join(
        char if char.isascii() else random_.choice(_CONFUSED.get(plain, plain or "?"))
        for char in text
        for plain in [fold(char)[:1]]
    )


def to_image(image: Image, kind: str) -> bytes:
    """Returns one page as ``png`` or ``jpeg``, with its resolution."""
    buffer = io.BytesIO()
    image.save(buffer, kind, dpi=(CLEAN_DPI, CLEAN_DPI))
    return buffer.getvalue()


def to_fax(images: Sequence[Image]) -> bytes:
    """Returns a TIFF of several black-and-white pages (Group 4), as office scanners write it."""
    buffer = io.BytesIO()
    first, *rest = [image.point(lambda level: 255 * (level > 150)).convert("1") for image in images]
    first.save(buffer, "TIFF", save_all=True, append_images=rest, compression="group4", dpi=(CLEAN_DPI, CLEAN_DPI))
    return buffer.getvalue()
