import importlib.resources
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.reading.ocr.batch import to_page
from corpus.reading.ocr.page import Recognised, recognise_page
from corpus.reading.ocr.recogniser import Layout, recognise
from corpus.reading.page.assembly import assemble
from corpus.reading.pdf.engines import pages_by_pdfplumber
from corpus.reading.pdf.render import render_page
from corpus.reading.tools import find_tessdata
from corpus.samples.render_pdf import FONTS

pytestmark = pytest.mark.skipif(
    find_tessdata() is None, reason="no Vietnamese data for Tesseract: recognition of pages is unchecked"
)
DPI = 200.0
SAMPLE = importlib.resources.files("corpus.samples") / "plans" / "trung-tam-kiem-nghiem-2025.pdf"
FONT = FONTS / "DejaVuSerif.ttf"


def _sheet(*texts: tuple[int, int, str, int], size: tuple[int, int] = (1400, 700)) -> Image.Image:
    page = Image.new("L", size, 255)
    draw = ImageDraw.Draw(page)
    for x, y, text, points in texts:
        draw.text((x, y), text, 0, ImageFont.truetype(str(FONT), round(points * DPI / 72)))
    return page


def _lines(page: Image.Image) -> list[str]:
    reading = assemble([to_page(1, recognise_page(np.asarray(page), DPI))])
    return [reading.text[block.source.start : block.source.end] for block in reading.blocks]


@cache
def _scan() -> tuple[np.ndarray, Recognised]:
    picture = render_page(SAMPLE.read_bytes(), 2)
    assert picture is not None
    return picture.grey, recognise_page(picture.grey, picture.dpi)


def _cells(page: Recognised) -> list[str]:
    reading = assemble([to_page(1, page)])
    rows = [block for block in reading.blocks if block.cells]
    return [
        " ".join(reading.text[cell.source.start : cell.source.end].split())
        for row in rows
        for cell in row.cells
        if cell.source is not None
    ]


def test_a_scanned_sample_has_the_cells_of_its_text_layer() -> None:
    native = pages_by_pdfplumber(SAMPLE.read_bytes(), 2)[1]
    expected = _cells(Recognised(native.words, tuple(table.cells for table in native.tables), 100.0))
    found = _cells(_scan()[1])
    assert len(found) == len(expected) > 20
    assert sum(one == other for one, other in zip(found, expected, strict=True)) >= 0.9 * len(expected)
    own = sorted(word.text for word in native.words)
    read = sorted(word.text for word in _scan()[1].words)
    assert len(set(own) & set(read)) >= 0.97 * len(set(own))


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_scanned_sideways_or_upside_down_is_read_upright(quarters: int) -> None:
    turned = recognise_page(np.ascontiguousarray(np.rot90(_scan()[0], quarters)), DPI)
    assert _cells(turned)[:12] == _cells(_scan()[1])[:12]
    assert turned.confidence > 85


def test_an_empty_cell_stays_empty_in_spite_of_specks_and_a_single_figure_is_read() -> None:
    page = _sheet((120, 115, "TT", 11), (220, 115, "Nội dung", 11), (620, 115, "Kết quả", 11))
    draw = ImageDraw.Draw(page)
    for row in range(1, 10):
        for x, text in ((140, str(row)), (220, "Rà soát quy trình")):
            draw.text((x, 115 + 50 * row), text, 0, ImageFont.truetype(str(FONT), round(11 * DPI / 72)))
        for dot in range(3):
            draw.point((700 + 20 * dot, 130 + 50 * row), 0)
    for y in range(100, 601, 50):
        draw.line((100, y, 900, y), 0, 2)
    for x in (100, 200, 600, 900):
        draw.line((x, 100, x, 600), 0, 2)
    rows = [row.split("\t") for row in _lines(page)]
    assert rows[0] == ["TT", "Nội dung", "Kết quả"]
    assert [row[0] for row in rows[1:]] == [str(number) for number in range(1, 10)]
    assert {row[2] for row in rows[1:]} == {""}


def test_columns_of_two_sizes_side_by_side_are_read_one_after_the_other() -> None:
    left = [
        (100, 60 + 33 * place, text, 9)
        for place, text in enumerate(["Nơi nhận:", "- Các phòng, ban;", "- Lưu: Văn thư."])
    ]
    right = [(900, 58 + 48 * place, text, 13) for place, text in enumerate(["GIÁM ĐỐC", "Hoàng Hạ Vọng"])]
    above = (100, 10, "Trong quá trình thực hiện, có vướng mắc thì báo cáo Giám đốc xem xét.", 13)
    assert _lines(_sheet(*left, *right)) == [text for _, _, text, _ in [*left, *right]]
    assert _lines(_sheet(above))[0].startswith("Trong quá trình thực hiện")


def test_a_blank_page_yields_nothing() -> None:
    blank = recognise_page(np.full((2339, 1654), 255, np.uint8), DPI)
    assert blank == Recognised((), (), 0.0)


def test_the_same_picture_always_yields_the_same_words() -> None:
    grey = np.asarray(_sheet((100, 100, "Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014", 13)))
    once = recognise(grey, DPI, Layout.PAGE)
    assert " ".join(word.text for word in once) == "Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014"
    recognise(np.ascontiguousarray(grey[:, ::-1]), DPI, Layout.PAGE)
    assert recognise(grey, DPI, Layout.PAGE) == once
