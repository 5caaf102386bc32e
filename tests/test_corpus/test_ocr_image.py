import io
import struct
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.errors import UnreadableDocument
from corpus.model import Layer
from corpus.reading import ReadingOptions, read_document
from corpus.reading.ocr import image as image_module
from corpus.reading.ocr.image import read_image
from corpus.reading.tools import find_tessdata
from corpus.samples.render_pdf import FONTS

SENTENCE = "Kế hoạch duy trì hệ thống quản lý chất lượng"
needs_data = pytest.mark.skipif(
    find_tessdata() is None, reason="no Vietnamese data for Tesseract: recognition of images is unchecked"
)


def _ignore(_done: int, _pages: int) -> None:
    """Hears nothing."""


def _sheet(text: str = SENTENCE, size: tuple[int, int] = (1300, 500)) -> Image.Image:
    page = Image.new("RGB", size, "white")
    font = ImageFont.truetype(str(FONTS / "DejaVuSerif.ttf"), 38)
    ImageDraw.Draw(page).text((90, 200), text, "black", font)
    return page


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, dpi=(200, 200), **options)
    return out.getvalue()


def _transparent() -> Image.Image:
    page = Image.new("RGBA", (1300, 500), (0, 0, 0, 0))
    page.paste(Image.new("RGBA", page.size, "black"), mask=_sheet().convert("L").point(lambda value: 255 - value))
    return page


def _deep() -> Image.Image:
    return Image.fromarray(np.asarray(_sheet().convert("L")).astype(np.uint16) * 257)


@needs_data
@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: _sheet().convert("1"), "PNG"),
        (lambda: _sheet().convert("L"), "PNG"),
        (lambda: _sheet().convert("P"), "PNG"),
        (_transparent, "PNG"),
        (_deep, "PNG"),
        (_sheet, "JPEG"),
        (lambda: _sheet().convert("CMYK"), "JPEG"),
        (lambda: _sheet().convert("1"), "TIFF"),
    ],
)
def test_images_of_every_kind_are_read(make: Callable[[], Image.Image], kind: str) -> None:
    document = read_document(_saved(make(), kind), "trang.bin")
    assert document.text == SENTENCE
    assert (document.quality.layer, document.quality.pages, document.quality.ocr_pages) == (Layer.OCR, 1, 1)
    assert document.blocks[0].source.page == 1


@needs_data
def test_a_photograph_is_turned_as_its_exif_note_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # shown turned clockwise by 90 degrees
    data = _saved(_sheet().rotate(90, expand=True), "JPEG", exif=exif)
    assert read_document(data, "a.jpg").text == SENTENCE


@needs_data
def test_a_tiff_of_many_pages_keeps_their_order_and_reports_progress() -> None:
    pages = [_sheet(f"Trang số {word}") for word in ("một", "hai", "ba")]
    data = _saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    heard: list[tuple[int, int]] = []
    reading = read_image(data, ReadingOptions(ocr_threads=2), lambda done, count: heard.append((done, count)))
    assert reading.text.split("\n\f") == ["Trang số một", "Trang số hai", "Trang số ba"]
    assert [block.source.page for block in reading.blocks] == [1, 2, 3]
    assert heard == [(1, 3), (2, 3), (3, 3)]
    assert reading.ocr_pages == {1, 2, 3}


def _huge_png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def _many_pages() -> bytes:
    page = Image.new("1", (10, 10), 1)
    return _saved(page, "TIFF", save_all=True, append_images=[page] * 4)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_huge_png(), "IMAGE_TOO_LARGE"),
        (_saved(_sheet(), "PNG")[:900], "IMAGE_DAMAGED"),
        (b"\x89PNG\r\n\x1a\n1234", "IMAGE_DAMAGED"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "IMAGE_DAMAGED"),
        (b"II*\x00" + bytes(60), "IMAGE_DAMAGED"),
        (_many_pages(), "FILE_TOO_LARGE"),
    ],
)
def test_images_that_cannot_be_read_are_refused_each_by_its_name(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_image(data, ReadingOptions(max_pages=4), _ignore)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")


@needs_data
@pytest.mark.parametrize("size", [(800, 600), (1, 1), (3000, 2), (2, 3000), (30, 30)])
@pytest.mark.parametrize("tone", [0, 128, 255])
def test_an_image_of_one_tone_and_any_shape_has_no_text(size: tuple[int, int], tone: int) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(_saved(Image.new("L", size, tone), "PNG"), "a.png")
    assert caught.value.code == "NO_TEXT"


def test_without_recognition_the_pages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    off = read_image(_saved(_sheet(), "PNG"), ReadingOptions(ocr=False), _ignore)
    assert [problem.code for problem in off.problems] == ["OCR_SWITCHED_OFF", "PAGE_WITHOUT_TEXT"]
    monkeypatch.setattr(image_module, "find_tessdata", lambda: None)
    document = read_document(_saved(_sheet(), "PNG"), "a.png")
    assert [problem.code for problem in document.problems] == ["OCR_NOT_INSTALLED", "PAGE_WITHOUT_TEXT"]
    assert document.text == ""


@pytest.mark.parametrize(
    ("size", "told", "expected"),
    [
        ((1654, 2339), (200, 200), 200.0),
        ((1654, 2339), (72, 72), 200.1),  # 72 is what a program writes that does not know
        ((1654, 2339), None, 200.1),
        ((3000, 4000), (4000, 4000), 342.2),  # a sheet of one inch
        ((400, 300), None, 100.0),  # a part of a page
    ],
)
def test_a_resolution_that_cannot_be_is_taken_from_the_size_of_a4(
    size: tuple[int, int], told: tuple[int, int] | None, expected: float
) -> None:
    image = Image.new("L", size)
    if told:
        image.info["dpi"] = told
    assert image_module._resolution(image) == pytest.approx(expected, abs=0.1)
