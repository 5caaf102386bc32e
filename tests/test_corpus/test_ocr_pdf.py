import importlib.resources
import io
import textwrap
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.model import Grade, Layer
from corpus.reading import ReadingOptions, load_document, read_document
from corpus.reading.ocr import batch
from corpus.reading.ocr.page import Recognised
from corpus.reading.page.assembly import Page
from corpus.reading.page.geometry import Box, Word
from corpus.reading.page.tables import find_table, grids
from corpus.reading.pdf import scans
from corpus.reading.pdf.render import render_page
from corpus.reading.pdf.scans import is_better, pages_to_recognise
from corpus.reading.tools import find_tessdata
from corpus.samples.render_pdf import FONTS

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FILES = SHARED / "plans" / "iso-files"
SAMPLE = importlib.resources.files("corpus.samples") / "plans" / "trung-tam-kiem-nghiem-2025.pdf"
needs_data = pytest.mark.skipif(
    find_tessdata() is None, reason="no Vietnamese data for Tesseract: recognition of scans is unchecked"
)
GOOD = "Kế hoạch duy trì và cải tiến hệ thống quản lý chất lượng của đơn vị theo tiêu chuẩn quốc gia trong năm tới " * 2
RUINED = "K6 ho~ch duy tri va cii ti6n h6 th6ng quin ly chAt luqng cria dcm vi theo ti6u chuAn qu6c gia trong nam " * 2


def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, Box(30, 20 * row, 200, 20 * row + 12)) for row, word in enumerate(text.split()))


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        ([Page(1, (), drawn=True), Page(2, ())], {1}),  # a blank page is left alone
        ([Page(1, _words(GOOD), pictured=0.05, drawn=True)], set()),  # a logo
        ([Page(1, _words(GOOD), pictured=1.0, drawn=True)], set()),  # a scan with a good text layer
        ([Page(1, _words(GOOD)), Page(2, _words("Ký bởi: Cổng thông tin"), pictured=0.97)], {2}),
        ([Page(1, _words(GOOD)), Page(2, _words("Nơi nhận: Lưu VT"))], set()),
        ([Page(1, _words(RUINED)), Page(2, _words("Noi nhan: Luu VT"))], {1, 2}),  # short: the verdict of the whole
        ([Page(1, _words(GOOD * 9)), Page(2, _words(RUINED))], {2}),
    ],
)
def test_pages_without_good_text_of_their_own_are_to_be_recognised(pages: list[Page], wanted: set[int]) -> None:
    assert pages_to_recognise(pages) == wanted


@pytest.mark.parametrize(
    ("read", "own", "better"),
    [
        (GOOD, RUINED, True),
        (RUINED, GOOD, False),
        (RUINED, RUINED, False),  # a text in another language scores alike both ways: its own is kept
        (GOOD, "", True),
        ("Số:", "", True),
        (GOOD, "Ký bởi: Cổng thông tin", True),
        ("Ký bởi", "Ký bởi: Cổng thông tin", False),
    ],
)
def test_the_text_that_says_more_in_vietnamese_is_kept(read: str, own: str, better: bool) -> None:
    assert is_better(Page(1, _words(read)), Page(1, _words(own))) is better


def _scanned(canvas: Canvas, picture: Image.Image, turn: int = 0) -> None:
    turned = picture.rotate(turn, expand=True)
    width, height = (side * 72 / 200 for side in turned.size)
    canvas.setPageSize((width, height))
    canvas.drawImage(ImageReader(turned), 0, 0, width, height)


def _mixed() -> bytes:
    """A page of text with a logo, a scan, the same scan on its side under a ruined text layer, and a blank page."""
    document = pypdfium2.PdfDocument(SAMPLE.read_bytes())
    page = document[1].render(scale=200 / 72).to_pil().convert("L")
    document.close()
    pdfmetrics.registerFont(TTFont("DejaVuSerif", str(FONTS / "DejaVuSerif.ttf")))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("DejaVuSerif", 11)
    for row, line in enumerate(textwrap.wrap(GOOD, 70)):
        canvas.drawString(60, 760 - 16 * row, line)
    canvas.drawImage(ImageReader(page.crop((0, 0, 200, 200))), 60, 100, 60, 60)
    canvas.showPage()
    _scanned(canvas, page)
    canvas.showPage()
    _scanned(canvas, page, 90)
    layer = canvas.beginText(20, 300)
    layer.setTextRenderMode(3)
    for line in textwrap.wrap(RUINED, 70):
        layer.textLine(line)
    canvas.drawText(layer)
    canvas.showPage()
    canvas.setPageSize((595, 842))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@needs_data
def test_in_a_mixed_file_each_page_has_the_better_of_its_texts() -> None:
    data = _mixed()
    heard: list[tuple[int, int]] = []
    document = read_document(data, "a.pdf", progress=lambda done, count: heard.append((done, count)))
    assert [page.layer for page in document.pages] == [Layer.NATIVE, Layer.OCR, Layer.OCR, Layer.NATIVE]
    assert document.quality.ocr_pages == 2
    assert heard == [(3, 4), (4, 4)]
    texts = document.text.split("\f")
    assert texts[0].split() == GOOD.split()
    assert texts[2] == texts[1]  # the scan on its side is turned before it is read
    assert document.pages[2].other is not None
    assert "chAt luqng" in document.pages[2].other
    assert [document.pages[place].other for place in (0, 1, 3)] == [None, None, None]
    assert document.problems == ()
    assert document.pages[1].grade is Grade.GOOD


def test_without_recognition_the_file_has_what_text_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    data = _mixed()
    off = read_document(data, "a.pdf", ReadingOptions(ocr=False))
    assert [problem.code for problem in off.problems] == ["OCR_SWITCHED_OFF", "PAGE_WITHOUT_TEXT"]
    assert "Trang 2" in off.problems[1].message
    monkeypatch.setattr(scans, "find_tessdata", lambda: None)
    missing = read_document(data, "a.pdf")
    assert [problem.code for problem in missing.problems] == ["OCR_NOT_INSTALLED", "PAGE_WITHOUT_TEXT"]
    assert missing.text == off.text
    assert missing.text.split("\f")[0].split() == GOOD.split()


@pytest.mark.parametrize(
    ("confidence", "text", "codes"),
    [(95.0, GOOD, []), (40.0, GOOD, ["OCR_POOR"]), (95.0, RUINED, ["OCR_POOR"]), (0.0, "", ["PAGE_WITHOUT_TEXT"])],
)
@needs_data
def test_a_page_that_could_hardly_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, confidence: float, text: str, codes: list[str]
) -> None:
    monkeypatch.setattr(batch, "recognise_page", lambda _grey, _dpi: Recognised(_words(text), (), confidence))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawString(60, 700, "1")
    canvas.showPage()
    _scanned(canvas, Image.new("L", (400, 600), 180))
    canvas.showPage()
    canvas.save()
    problems = read_document(out.getvalue(), "a.pdf").problems
    assert [problem.code for problem in problems] == codes
    assert all("Trang 2" in problem.message for problem in problems)


def test_a_page_is_rendered_as_shown_and_a_huge_one_at_less() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 600))
    canvas.setPageRotation(90)
    canvas.rect(0, 0, 100, 100, fill=1)
    canvas.showPage()
    canvas.setPageRotation(0)
    canvas.setPageSize((8000, 8000))
    canvas.showPage()
    canvas.save()
    document = pypdfium2.PdfDocument(out.getvalue())
    width, height = document[0].get_size()
    document.close()
    picture = render_page(out.getvalue(), 1, 72)
    assert picture is not None
    assert picture.grey.shape == (round(height), round(width))
    assert picture.grey[5, 5] == 0  # the lower left corner stands at the upper left once the page is turned
    huge = render_page(out.getvalue(), 2)
    assert huge is not None
    assert huge.grey.size <= 41_000_000
    assert huge.dpi < 60
    assert np.unique(huge.grey).tolist() == [255]
    assert render_page(out.getvalue(), 9) is None


@pytest.mark.parametrize(
    ("header", "row", "repeated"),
    [
        (("TT", "Nội dung", "Đơn vị", "Thời gian"), ("TT", "Nội dung", "Đơn vị", "Thời gian"), True),
        (("TT", "Nội dung", "Đơn vị", "Thời gian"), ("1T", "Nội dung", "Đơn vị", "Thời gian"), True),
        (("TT", "Nội dung", "Đơn vị", "Thời gian"), ("H bì", "Nội dnng", "Đơn vị", "Thời gian"), True),
        (("TT", "Nội dung", "Đơn vị", "Thời gian"), ("H bì", "Tập huấn", "Đơn vị", "Thời gian"), False),
        (("1", "Họp", "Văn phòng", "Quý"), ("9", "Họp", "Văn phòng", "Quý"), False),  # rows alike but for a number
        (("TT", "Nội dung"), ("H", "Nội dung"), False),
        # Tasks without a number that differ in little or in one cell are two tasks.
        (("-", "Họp rà soát", "Văn phòng", "Hằng quý"), ("-", "Tập huấn", "Văn phòng", "Hằng quý"), False),
        (("-", "Kiểm tra phòng A", "Văn phòng", "Quý"), ("-", "Kiểm tra phòng B", "Văn phòng", "Quý"), False),
    ],
)
def test_a_header_misread_in_one_cell_is_still_known(
    header: tuple[str, ...], row: tuple[str, ...], repeated: bool
) -> None:
    def table(page: int, cells: tuple[str, ...]) -> object:
        boxes = [Box(100.0 * place, 0, 100.0 * place + 100, 20) for place in range(len(cells))]
        words = [Word(text, Box(box.x0 + 5, 5, box.x0 + 50, 15)) for box, text in zip(boxes, cells, strict=True)]
        return find_table(page, boxes, words)

    first, further = grids([table(1, header), table(2, row)])
    assert [found.repeated for found in (*first, *further)] == [False, repeated]


@pytest.mark.skipif(not FILES.is_dir(), reason="no real files beside the repository: real scans are unchecked")
@needs_data
@pytest.mark.parametrize("name", ["001.scan.pdf", "001.scan-garbage.pdf"])
def test_a_real_scan_is_read_as_labelled_by_hand(name: str) -> None:
    import json

    from rapidfuzz.distance import Levenshtein

    gold = json.loads((FILES / "001.gold.json").read_text("utf-8"))
    document = load_document(FILES / name, ReadingOptions(ocr_threads=2))
    assert document.quality.ocr_pages == 4
    assert (document.quality.grade, document.quality.layer) == (Grade.GOOD, Layer.OCR)
    said = " ".join(" ".join(document.slice(block.source) for block in document.blocks).split())
    expected = " ".join(gold["linear_text"].split())
    assert Levenshtein.normalized_distance(sorted(said.split()), sorted(expected.split())) < 0.02
    rows = [block for block in document.blocks if block.cells]
    assert len(rows) == len(gold["table"]["rows"]) + 1
    assert {block.table for block in rows} == {0}
    assert all((page.other is not None) == ("garbage" in name) for page in document.pages)
