import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import UnreadableDocument
from corpus.model import BlockKind, Document
from corpus.reading import load_document, read_document
from corpus.reading.page.assembly import Page, assemble
from corpus.reading.page.geometry import Box, Word
from corpus.reading.page.lines import read_lines
from corpus.reading.page.tables import find_table
from corpus.reading.pdf import engines
from corpus.reading.pdf.engines import pages_by_pdfium, pages_by_pdfplumber

FILES = Path(__file__).resolve().parents[2].parent / "shared" / "plans" / "iso-files"
COLUMNS = [60, 100, 300, 450]


def _pdf(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lines(*texts: str, top: int = 780) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for place, text in enumerate(texts):
            canvas.drawString(72, top - 20 * place, text)

    return draw


def _table(*rows: tuple[str, ...], top: int = 700, columns: list[int] | None = None) -> Callable[[Canvas], None]:
    edges = columns or COLUMNS

    def draw(canvas: Canvas) -> None:
        canvas.grid(edges, [top - 40 * place for place in range(len(rows) + 1)])
        for place, row in enumerate(rows):
            for edge, text in zip(edges, row, strict=False):
                for line, part in enumerate(text.split("|")):
                    canvas.drawString(edge + 4, top - 40 * place - 14 - 14 * line, part)

    return draw


def _all(*parts: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    return draw


def _said(document: Document) -> list[tuple[int | None, str | list[str]]]:
    """Every block as (page, text) or (page, cells)."""
    return [
        (
            block.source.page,
            [document.slice(cell.source) if cell.source else f"<{cell.merged}>" for cell in block.cells]
            if block.kind is BlockKind.ROW
            else document.slice(block.source),
        )
        for block in document.blocks
    ]


def _code(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, "a.pdf")
    assert caught.value.message
    return caught.value.code


def test_lines_and_table_rows_come_in_the_order_of_the_page() -> None:
    page = _all(
        _lines("Truoc bang"),
        _table(("TT", "Noi dung", "Don vi"), ("1", "Hop|to cong tac", "")),
        _lines("Sau bang", top=500),
    )
    document = read_document(_pdf(page), "kh.pdf")
    assert _said(document) == [
        (1, "Truoc bang"),
        (1, ["TT", "Noi dung", "Don vi"]),
        (1, ["1", "Hop\nto cong tac", ""]),
        (1, "Sau bang"),
    ]
    assert document.text == "Truoc bang\nTT\tNoi dung\tDon vi\n1\tHop\nto cong tac\t\nSau bang"
    assert (document.wrapped, document.quality.pages, document.media_type) == (True, 1, "application/pdf")


def test_a_table_over_pages_keeps_its_number_and_drops_the_repeated_header() -> None:
    head = ("TT", "Noi dung", "Don vi")
    pages = [
        _table(head, ("1", "Hop", "Phong A"), ("2", "Viet bao", "Phong B")),
        _all(_lines("2", top=800), _table(head, ("", "cao", ""), ("3", "Kiem tra", "Phong C"))),
        _all(_lines("3", top=800), _table(("4", "Tong ket", "Phong D")), _lines("Het bang", top=400)),
        _table(head, ("1", "Bang khac", "Phong E")),
    ]
    document = read_document(_pdf(*pages), "a.pdf")
    rows = [block for block in document.blocks if block.kind is BlockKind.ROW]
    assert [row.table for row in rows] == [0, 0, 0, 0, 0, 0, 1, 1]
    assert _said(document) == [
        (1, list(head)),
        (1, ["1", "Hop", "Phong A"]),
        (1, ["2", "Viet bao", "Phong B"]),
        (2, ["", "cao", ""]),
        (2, ["3", "Kiem tra", "Phong C"]),
        (3, ["4", "Tong ket", "Phong D"]),
        (3, "Het bang"),
        (4, list(head)),
        (4, ["1", "Bang khac", "Phong E"]),
    ]
    assert document.text.split("\f")[1] == "2\nTT\tNoi dung\tDon vi\n\tcao\t\n3\tKiem tra\tPhong C\n"


def test_a_table_of_other_columns_on_the_next_page_is_another_table() -> None:
    pages = [_table(("a", "b", "c")), _table(("d", "e", "f"), columns=[60, 160, 360, 450])]
    document = read_document(_pdf(*pages), "a.pdf")
    assert [block.table for block in document.blocks] == [0, 1]


def test_merged_cells_are_marked_and_a_frame_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(40, 480, 500, 330)  # a frame around the page
        canvas.grid([60, 100, 300], [700, 660, 620])
        canvas.lines([(300, 700, 450, 700), (300, 620, 450, 620), (450, 700, 450, 620)])  # a cell two rows high
        for x, y, text in [(64, 680, "1"), (104, 680, "Hop"), (304, 655, "Phong"), (64, 640, "2"), (104, 640, "Viet")]:
            canvas.drawString(x, y, text)

    assert _said(read_document(_pdf(draw), "a")) == [(1, ["1", "Hop", "Phong"]), (1, ["2", "Viet", "<above>"])]
    framed = read_document(_pdf(_all(_lines("Trong khung"), lambda canvas: canvas.rect(40, 400, 500, 400))), "a")
    assert _said(framed) == [(1, "Trong khung")]


def _words(*lines: tuple[float, str, float]) -> list[Word]:
    """Words 6 points a letter, 12 high, from (x of the first letter, text, top); words of a text are 4 points apart."""
    words = []
    for start, text, top in lines:
        x = start
        for part in text.split():
            words.append(Word(part, Box(x, top, x + 6 * len(part), top + 12)))
            x += 6 * len(part) + 4
    return words


def test_two_columns_are_read_one_after_the_other() -> None:
    words = _words(
        (60, "UBND HUYEN", 50),
        (300, "CONG HOA XA HOI", 50),
        (60, "PHONG NOI VU", 66),
        (310, "Doc lap", 66),
        (60, "KE HOACH duy tri he thong quan ly chat luong trong nam nay", 100),
        (60, "cua phong", 116),
    )
    assert [line.text for line in read_lines(words)] == [
        "UBND HUYEN",
        "PHONG NOI VU",
        "CONG HOA XA HOI",
        "Doc lap",
        "KE HOACH duy tri he thong quan ly chat luong trong nam nay",
        "cua phong",
    ]


def test_a_title_between_the_columns_of_a_letterhead_stands_below_both() -> None:
    words = _words(
        (81, "TRUNG TAM KIEM SOAT BENH TAT", 50),
        (350, "CONG HOA XA HOI", 50),
        (130, "So 5/KH-TT", 66),
        (348, "Ha Lam, ngay 5 thang 2", 66),
        (262, "KE HOACH", 90),
    )
    assert [line.text for line in read_lines(words)] == [
        "TRUNG TAM KIEM SOAT BENH TAT",
        "So 5/KH-TT",
        "CONG HOA XA HOI",
        "Ha Lam, ngay 5 thang 2",
        "KE HOACH",
    ]


def test_a_long_line_of_the_left_column_alone_stays_in_it() -> None:
    words = _words(
        (60, "Noi nhan:", 50), (400, "GIAM DOC", 50), (60, "- Lanh dao So (de bao cao);", 66), (400, "Ky", 82)
    )
    assert [line.text for line in read_lines(words)] == [
        "Noi nhan:",
        "- Lanh dao So (de bao cao);",
        "GIAM DOC",
        "Ky",
    ]


def test_a_speck_beside_a_name_makes_no_column_of_its_own() -> None:
    words = _words(
        (60, "-", 50),
        (90, "UBND TINH", 50),
        (320, "CONG HOA XA HOI", 50),
        (80, "SO VAN HOA", 66),
        (330, "Doc lap", 66),
    )
    assert [line.text for line in read_lines(words)] == ["-", "UBND TINH", "SO VAN HOA", "CONG HOA XA HOI", "Doc lap"]


def test_two_lines_beside_a_taller_one_are_not_mixed() -> None:
    words = [
        Word(text, Box(x, top, x + 7 * len(text), bottom))
        for x, top, bottom, text in [
            (36, 36, 45.4, "phong"),
            (80, 36, 45.4, "ban"),
            (36, 48.6, 55.4, "Luu"),
            (66, 48.6, 55.4, "VT"),
            (324, 39.2, 52.2, "Ho"),
            (342, 39.2, 52.2, "ten"),
        ]
    ]
    assert [line.text for line in read_lines(words)] == ["phong ban", "Luu VT", "Ho ten"]


def test_the_order_in_which_words_were_drawn_does_not_matter() -> None:
    words = _words((60, "mot hai ba", 50), (60, "bon nam", 70), (200, "sau", 70))
    assert read_lines(words) == read_lines(words[::-1])
    assert read_lines([]) == []


def _page(number: int, *lines: str) -> Page:
    return Page(number, tuple(_words(*((60, text, 40.0 + 20 * place) for place, text in enumerate(lines)))))


@pytest.mark.parametrize(
    ("pages", "kept"),
    [
        ([("dau",), ("2", "giua"), ("cuoi", "- 3 -")], ["dau", "giua", "cuoi"]),
        ([("trong nam", "2024"), ("tiep theo",)], ["trong nam", "2024", "tiep theo"]),  # the year ends a sentence
        ([("35", "a"), ("36", "b"), ("37", "c")], ["a", "b", "c"]),  # pages of a gazette
        ([("a", "1", "b")], ["a", "1", "b"]),  # not at the edge of the page
    ],
)
def test_bare_page_numbers_are_no_blocks_but_stay_in_the_text(pages: list[tuple[str, ...]], kept: list[str]) -> None:
    reading = assemble([_page(number, *lines) for number, lines in enumerate(pages, start=1)])
    assert [reading.text[block.source.start : block.source.end] for block in reading.blocks] == kept
    assert reading.text == "\n\f".join("\n".join(lines) for lines in pages)


def test_one_column_or_an_empty_grid_is_no_table() -> None:
    assert find_table(1, [Box(0, 0, 90, 20), Box(0, 20, 90, 40)], _words((5, "a", 2), (5, "b", 24))) is None
    assert find_table(1, [Box(0, 0, 90, 20), Box(90, 0, 180, 20)], []) is None


def test_both_engines_find_the_same_words_in_the_same_places() -> None:
    data = _pdf(_all(_lines("Ke hoach nam 2024", "to chuc thuc hien"), _table(("1", "Hop", "Phong A"))))
    plumber = pages_by_pdfplumber(data, 1)
    pdfium = pages_by_pdfium(data, plumber)
    assert assemble(pdfium) == assemble(plumber)
    assert [word.text for word in pdfium[0].words] == [word.text for word in plumber[0].words]
    for one, other in zip(plumber[0].words, pdfium[0].words, strict=True):
        assert one.box.centre == pytest.approx(other.box.centre, abs=4)


def test_a_page_that_pdfplumber_cannot_read_is_read_by_pdfium_with_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> tuple[Word, ...]:
        raise ValueError("broken font")

    monkeypatch.setattr(engines, "words_by_pdfplumber", fail)
    document = read_document(_pdf(_lines("Ke hoach"), _lines("trang hai")), "a.pdf")
    assert _said(document) == [(1, "Ke hoach"), (2, "trang hai")]
    assert [(problem.code, problem.message.split()[4:6]) for problem in document.problems] == [
        ("TABLES_NOT_READ", ["ở", "trang"]),
        ("TABLES_NOT_READ", ["ở", "trang"]),
    ]


def _picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (40, 60), 200)), 50, 50, 400, 600)


def test_pictures_without_a_letter_are_no_text_and_one_such_page_is_a_problem() -> None:
    assert _code(_pdf(_picture, _picture)) == "NO_TEXT"
    document = read_document(_pdf(_lines("Ke hoach"), _picture), "a.pdf")
    assert [problem.code for problem in document.problems] == ["PAGE_WITHOUT_TEXT"]
    assert document.quality.pages == 2


def test_blank_encrypted_cut_and_false_pdfs_are_refused_each_by_its_name() -> None:
    good = _pdf(_lines("Ke hoach"))
    assert _code(_pdf(lambda _: None)) == "NO_TEXT"
    assert _code(_pdf(_lines("a"), encrypt=StandardEncryption("mat khau"))) == "PDF_ENCRYPTED"
    assert _code(good[: len(good) // 2]) == "PDF_DAMAGED"
    assert _code(b"%PDF-1.7\n") == "PDF_DAMAGED"
    assert _code(b"%PDF-1.7\n" + b"\x00\xff" * 500 + b"%%EOF") == "PDF_DAMAGED"


def test_a_file_for_the_web_that_was_cut_is_refused_by_its_promised_length() -> None:
    good = _pdf(_lines("Ke hoach"))
    promise = b"%%PDF-1.4\n1 0 obj<</Linearized 1/L %d>>endobj\n" % (len(good) + 5000)
    assert _code(promise + good) == "PDF_DAMAGED"


def test_a_pdf_that_only_forbids_printing_is_read() -> None:
    data = _pdf(_lines("Ke hoach"), encrypt=StandardEncryption("", ownerPassword="chu", canPrint=0))
    assert _said(read_document(data, "a")) == [(1, "Ke hoach")]


def test_a_stream_that_inflates_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "MAX_STREAM_BYTES", 100_000)
    packed = zlib.compress(b" " * 200_000)
    stream = b"9 0 obj<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream endobj\n" % (len(packed), packed)
    assert _code(b"%PDF-1.4\n" + stream + _pdf(_lines("a"))) == "ARCHIVE_SUSPICIOUS"


def test_a_text_that_mentions_the_mark_of_pdf_is_a_text() -> None:
    assert read_document(b"Tep bat dau bang %PDF-1.7 la PDF", "a").media_type == "text/plain"


@pytest.mark.skipif(not FILES.is_dir(), reason="no real files beside the repository: the real PDF plan is unchecked")
def test_the_real_pdf_is_read_as_labelled_by_hand() -> None:
    import json

    gold = json.loads((FILES / "001.gold.json").read_text("utf-8"))
    document = load_document(FILES / "001.pdf")
    rows: list[list[str]] = []
    for _, row in _said(document):
        if isinstance(row, list):
            cells = [" ".join(cell.split()) for cell in row]
            rows.append([rows[-1][place] if cell == "<above>" else cell for place, cell in enumerate(cells)])
    assert rows == [gold["table"]["columns"], *gold["table"]["rows"]]
    said = sorted(" ".join(document.slice(block.source) for block in document.blocks).split())
    assert said == sorted(gold["linear_text"].split())


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_set_sideways_is_read_upright(turn: int) -> None:
    """The letters of a wide table are often drawn at a right angle to the page, with and without a note to turn it."""
    draw = _all(_lines("Ke hoach nam", "to chuc thuc hien"), _table(("1", "Hop", "Phong A"), ("2", "Bao cao", "")))

    def turned(canvas: Canvas) -> None:
        canvas.translate(400, 400)
        canvas.rotate(turn)
        canvas.translate(-400, -400)
        draw(canvas)

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(800, 800))
    turned(canvas)
    canvas.showPage()
    canvas.setPageRotation(turn)
    turned(canvas)
    canvas.showPage()
    canvas.save()
    upright = _said(read_document(_pdf(draw), "a"))
    said = _said(read_document(out.getvalue(), "a"))
    assert [item for page, item in said if page == 1] == [item for _, item in upright]
    assert [item for page, item in said if page == 2] == [item for _, item in upright]
