import datetime as dt
import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from corpus.errors import UnreadableDocument
from corpus.model import BlockKind, Document
from corpus.reading import read_document
from corpus.reading.container.archive import MAX_PART_BYTES
from corpus.reading.encodings.tcvn3 import LETTERS
from corpus.reading.workbook.number_format import format_number
from corpus.reading.workbook.reader import read_workbook
from corpus.reading.workbook.worksheet import MAX_COLUMNS, MAX_ROWS

FILES = Path(__file__).resolve().parents[2].parent / "shared" / "plans" / "iso-files"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = ["TT", "Nội dung", "Thời gian"]


def _said(document: Document) -> list[str | list[str]]:
    """Every block as its text, or as the list of its cells (a covered cell as "^" or "<")."""
    signs = {"above": "^", "left": "<"}
    return [
        [document.slice(cell.source) if cell.source else signs[cell.merged or ""] for cell in block.cells]
        if block.kind is BlockKind.ROW
        else document.slice(block.source)
        for block in document.blocks
    ]


def _saved(workbook: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _document(fill: Callable[[Worksheet], object]) -> Document:
    workbook = openpyxl.Workbook()
    fill(workbook.active)
    return read_document(_saved(workbook), "a.xlsx")


def _rows(*rows: list[object], merge: str = "") -> Document:
    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)
        for area in merge.split():
            sheet.merge_cells(area)

    return _document(fill)


@pytest.mark.parametrize(
    ("rows", "merge", "said"),
    [
        (
            [["KẾ HOẠCH"], ["(Kèm theo)"], HEAD, [1.0, "Rà soát", "Quý I"]],
            "A1:C1",
            ["KẾ HOẠCH", "(Kèm theo)", HEAD, ["1", "Rà soát", "Quý I"]],
        ),
        ([HEAD, [1, "a", "b"], [None, None, None], [2, "c", "d"]], "", [HEAD, ["1", "a", "b"], ["2", "c", "d"]]),
        (
            [HEAD, [1, "a", "b"], [2, "c", None], [3, None, "d"]],
            "B3:B4 C2:C3",
            [HEAD, ["1", "a", "b"], ["2", "c", "^"], ["3", "^", "d"]],
        ),
        ([HEAD, ["I", "Nhóm", None], [1, "a", "b"]], "B2:C2", [HEAD, ["I", "Nhóm", "<"], ["1", "a", "b"]]),
        ([HEAD, ["I. Nhóm"], [1, "a", "b"]], "A2:C2", [HEAD, ["I. Nhóm", "<", "<"], ["1", "a", "b"]]),
        ([["a", None, "b", "c"], [1, None, 2, 3]], "", [["a", "b", "c"], ["1", "2", "3"]]),
        (
            [
                ["UBND TỈNH", None, "CỘNG HÒA"],
                ["SỞ", None, "Độc lập"],
                ["KẾ HOẠCH"],
                HEAD,
                [1, "a", "b"],
                [2, "c"],
                [],
                ["Nơi nhận", None, "GIÁM ĐỐC"],
            ],
            "",
            [
                ["UBND TỈNH", "CỘNG HÒA"],
                ["SỞ", "Độc lập"],
                "KẾ HOẠCH",
                HEAD,
                ["1", "a", "b"],
                ["2", "c", ""],
                ["Nơi nhận", "GIÁM ĐỐC"],
            ],
        ),
        ([HEAD, [1, "a", "b"], ["Ghi chú: không"]], "", [HEAD, ["1", "a", "b"], "Ghi chú: không"]),
        ([["Việc", "Hạn"], ["a", "b"]], "", [["Việc", "Hạn"], ["a", "b"]]),
        ([["  một\nhai  "], [" "]], "", ["một\nhai"]),
    ],
)
def test_titles_become_paragraphs_and_the_rest_rows_of_tables(
    rows: list[list[object]], merge: str, said: list[str | list[str]]
) -> None:
    assert _said(_rows(*rows, merge=merge)) == said


def test_tables_after_an_empty_row_are_their_own_unless_their_number_goes_on() -> None:
    document = _rows(HEAD, [1, "a", "b"], [], [2, "c", "d"], [], HEAD, [1, "e", "f"])
    assert [block.table for block in document.blocks] == [0, 0, 0, 1, 1]
    assert not document.wrapped


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1.0, "General", "1"),
        (1.2, "General", "1.2"),
        (0.1 + 0.2, "General", "0.3"),
        (-5, "General", "-5"),
        (True, "General", "TRUE"),
        (1234567, "#,##0", "1.234.567"),
        (1234567.891, "#,##0.00", "1.234.567,89"),
        (-1200, "#,##0;(#,##0)", "(1.200)"),
        (-1200, "#,##0", "-1.200"),
        (0, '_(* #,##0_);_(* (#,##0);_(* "-"??_)', "-"),
        (1500000, '#,##0," nghìn"', "1.500 nghìn"),
        (0.85, "0%", "85%"),
        (0.855, "0.0%", "85,5%"),
        (5, "00", "05"),
        (3, '"Lần "0', "Lần 3"),
        (0.75, "# ?/?", "0.75"),
        (dt.date(2024, 3, 5), "mm-dd-yy", "05/03/2024"),
        (dt.date(2024, 3, 5), "[$-42A]dd mmmm yyyy;@", "05/03/2024"),
        (dt.date(2024, 8, 1), "mmm-yy", "08/2024"),
        (dt.date(2024, 8, 15), "d-mmm", "15/08"),
        (dt.date(2024, 8, 15), "yyyy", "2024"),
        (dt.date(2024, 3, 5), '"ngày "dd" tháng "mm" năm "yyyy', "ngày 05 tháng 03 năm 2024"),
        (dt.datetime(2024, 3, 5, 14, 30), "m/d/yy h:mm", "05/03/2024 14:30"),
        (dt.time(7, 30), "h:mm AM/PM", "07:30"),
        (1.5, "[h]:mm", "36:00"),
        (-3, "dd/mm/yyyy", "-3"),
    ],
)
def test_numbers_and_dates_read_as_a_vietnamese_excel_shows_them(value: object, code: str, shown: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = value
        sheet["A1"].number_format = code
        sheet["A2"] = "hết"

    assert _said(_document(fill)) == [shown, "hết"]


@pytest.mark.parametrize("from_1904", [False, True])
@given(st.dates(dt.date(1904, 1, 2), dt.date(2100, 1, 1)))
def test_a_day_is_the_one_that_openpyxl_counts(from_1904: bool, day: dt.date) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel

    number = to_excel(day, CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900)
    assert format_number(number, "dd/mm/yyyy", from_1904=from_1904) == f"{day:%d/%m/}{day.year:04d}"


def _package(sheet: str, namespace: str = MAIN, **parts: str) -> bytes:
    """Builds a workbook of one sheet from the XML within ``<worksheet>``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        relations = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="/xl/worksheets/s.xml"/>'
        book = (
            f'<workbook xmlns="{namespace}" xmlns:r="{OFFICE}"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>'
        )
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{relations}</Relationships>")
        archive.writestr("xl/worksheets/s.xml", f'<worksheet xmlns="{namespace}">{sheet}</worksheet>')
        for name, content in parts.items():
            archive.writestr(f"xl/{name}.xml", content)
    return out.getvalue()


def _cell(name: str, text: str) -> str:
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize("namespace", [MAIN, STRICT])
def test_shared_rich_and_escaped_strings_are_read_without_phonetic_hints(namespace: str) -> None:
    strings = (
        f'<sst xmlns="{namespace}"><si><r><t>Kế </t></r><r><t>hoạch_x000D_\nnăm</t></r><rPh><t>x</t></rPh></si></sst>'
    )
    cells = '<c t="s"><v>0</v></c><c t="s"><v>7</v></c><c t="str"><v>b</v></c><c><v>3</v></c>'
    sheet = f"<sheetData><row>{cells}</row></sheetData>"
    document = read_document(_package(sheet, namespace, sharedStrings=strings), "a")
    assert _said(document) == [["Kế hoạch\nnăm", "b", "3"]]


def test_formulas_give_their_stored_result_and_are_reported_without_one() -> None:
    cells = '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1</f></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    document = read_document(_package(f'<sheetData><row r="1">{cells}</row></sheetData>'), "a")
    assert _said(document) == [["2", "#DIV/0!"]]
    assert [problem.code for problem in document.problems] == ["FORMULA_NOT_COMPUTED", "FORMULA_FAILED"]
    assert "S!B1" in document.problems[0].message
    assert "S!C1" in document.problems[1].message


def test_sheets_come_in_order_with_their_names_and_hidden_ones_are_reported() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Phụ lục"
    workbook.active["A1"] = "một"
    for name, state in (("Ẩn", "hidden"), ("Trống", "visible"), ("Hai", "visible"), ("Rất ẩn", "veryHidden")):
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = state
        if name != "Trống":
            sheet["A1"] = "x" if "hidden" in state.lower() else "hai"
    document = read_document(_saved(workbook), "a")
    assert _said(document) == ["Phụ lục", "một", "Hai", "hai"]
    assert [(problem.code, problem.severity) for problem in document.problems] == [("HIDDEN_CELLS", "info")]
    assert "2 trang tính bị ẩn" in document.problems[0].message


def test_the_only_sheet_is_not_named() -> None:
    assert _said(_rows(["một"])) == ["một"]


def test_hidden_rows_and_columns_are_left_out_and_reported_but_a_merge_over_them_is_shown() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["KẾ HOẠCH"], ["mã", *HEAD], ["x1", 1, "a", "b"], ["x2", 2, "c", "d"], ["x3", 3, "e", "f"]):
            sheet.append(row)
        sheet.merge_cells("A1:D1")
        sheet.column_dimensions["A"].hidden = True
        sheet.row_dimensions[4].hidden = True

    document = _document(fill)
    assert _said(document) == ["KẾ HOẠCH", HEAD, ["1", "a", "b"], ["3", "e", "f"]]
    assert "1 hàng, 1 cột bị ẩn" in document.problems[0].message


def test_cells_typed_in_an_old_font_are_decoded() -> None:
    codes = {letter: code for code, letter in LETTERS.items()}
    text = "Kế hoạch triển khai thực hiện nhiệm vụ quản lý chất lượng"
    document = _rows(["".join(codes.get(char, char) for char in text)])
    assert _said(document) == [text]
    assert [problem.code for problem in document.problems] == ["LEGACY_ENCODING"]


GRID = st.lists(st.lists(st.sampled_from(["a", "b1", None, 2, 2.5]), min_size=1, max_size=5), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(GRID)
def test_every_value_that_openpyxl_sees_is_read_once_and_in_order(grid: list[list[object]]) -> None:
    workbook = openpyxl.Workbook()
    for row in grid:
        workbook.active.append(row)
    data = _saved(workbook)
    seen = [cell for row in openpyxl.load_workbook(io.BytesIO(data)).active.values for cell in row if cell is not None]
    assert read_workbook(data).text.split() == [str(cell) for cell in seen]


def _code(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data, "a.xlsx")
    assert "hãy" in caught.value.message
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_package("<sheetData><row><c"), "XLSX_DAMAGED"),
        (_package("<sheetData/>", sharedStrings='<!DOCTYPE a [<!ENTITY b "c">]><sst/>'), "ARCHIVE_SUSPICIOUS"),
        (_package("<sheetData/>", styles='<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "ARCHIVE_SUSPICIOUS"),
        (_package("<sheetData/>", styles="<a"), "XLSX_DAMAGED"),
        (_package("<sheetData/>"), "NO_TEXT"),
        (_package(f"<sheetData>{' ' * 40_000_000}</sheetData>"), "ARCHIVE_SUSPICIOUS"),
    ],
    ids=["cut off", "entities", "entities in styles", "broken styles", "empty", "large part"],
)
def test_damaged_and_hostile_workbooks_are_refused(data: bytes, code: str) -> None:
    assert _code(data) == code


def test_what_lies_beyond_the_limits_is_left_out_and_reported() -> None:
    rows = "".join(f"<row><c><v>{row}</v></c></row>" for row in range(MAX_ROWS + 5))
    tall = read_workbook(_package(f"<sheetData>{rows}</sheetData>"))
    assert len(tall.blocks) == MAX_ROWS
    wide = read_workbook(_package(f"<sheetData><row>{'<c><v>1</v></c>' * (MAX_COLUMNS + 5)}</row></sheetData>"))
    assert len(wide.blocks[0].cells) == MAX_COLUMNS
    assert [problem.code for reading in (tall, wide) for problem in reading.problems] == ["TABLE_CUT", "TABLE_CUT"]


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    merges = "<mergeCell ref='A1:XFD1048576'/>" * 50
    sheet = f'<sheetData><row r="1">{_cell("A1", "a")}</row></sheetData><mergeCells>{merges}</mergeCells>'
    assert _said(read_document(_package(sheet), "a")) == ["a"]


def test_a_bomb_is_refused_without_being_inflated() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}"/>')
        with archive.open("xl/styles.xml", "w") as part:
            for _ in range(100):
                part.write(bytes(1024 * 1024))
    data = out.getvalue()
    tracemalloc.start()
    try:
        assert _code(data) == "ARCHIVE_SUSPICIOUS"
        assert tracemalloc.get_traced_memory()[1] < MAX_PART_BYTES + 8 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_an_encrypted_part_is_refused_with_advice() -> None:
    data = bytearray(_package("<sheetData/>"))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    assert _code(bytes(data)) == "XLSX_ENCRYPTED"


@pytest.mark.skipif(not FILES.is_dir(), reason="no real workbook beside the repository: its cells are unchecked")
def test_a_real_workbook_gives_the_cells_of_its_gold() -> None:
    gold = json.loads((FILES / "001.gold.json").read_text("utf-8"))["table"]
    said = _said(read_document((FILES / "001.xlsx").read_bytes(), "a"))
    table = [row for row in said if isinstance(row, list)]
    for at, row in enumerate(table):
        table[at] = [above if cell == "^" else cell for cell, above in zip(row, table[at - 1], strict=True)]
    assert table == [gold["columns"], *gold["rows"]]
