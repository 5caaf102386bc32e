"""Tables as files for a spreadsheet."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from api.exports import drop_controls
from api.spreadsheets import Look, Sheet, build_csv, build_xlsx, disarm, write_csv, write_sheets
from corpus.errors import InvalidRequest


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+84 123", "'+84 123"),
        ("- Gạch đầu dòng", "'- Gạch đầu dòng"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("Năm 2024", "Năm 2024"),
        ("a=b", "a=b"),
        (-5, -5),
    ],
)
def test_a_cell_is_never_a_formula(cell, expected):
    assert disarm(cell) == expected


def test_excel_reads_the_file(tmp_path):
    path = tmp_path / "bang.csv"
    write_csv([{"Mã": "a", "Nội dung": 'Dòng 1\nvà "dòng" 2; =x'}, {"Mã": "=b", "Nội dung": "Đánh giá"}], path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["Mã", "Nội dung"], ["a", 'Dòng 1\nvà "dòng" 2; =x'], ["'=b", "Đánh giá"]
        ]  # fmt: skip


def test_a_table_without_rows_is_a_file_without_rows(tmp_path):
    write_csv([], tmp_path / "bang.csv")
    assert (tmp_path / "bang.csv").read_text(encoding="utf-8-sig").strip() == ""


ROWS = [{"Văn bản": "QĐ 19/2014/QĐ-TTg", "Nguyên văn": "=cmd|' /C calc'!A0", "Số kế hoạch": 3}]


def read(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        sheet.title: [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()] for sheet in book
    }


def test_a_workbook_has_its_sheets_and_no_formula():
    sheets = read(build_xlsx([Sheet("Kế hoạch", ROWS), Sheet("Không có dòng", [])]))
    assert list(sheets) == ["Kế hoạch", "Không có dòng"]
    header, row = sheets["Kế hoạch"]
    assert [value for value, _ in header] == list(ROWS[0])
    assert row == [("QĐ 19/2014/QĐ-TTg", "s"), ("'=cmd|' /C calc'!A0", "s"), (3, "n")]
    assert sheets["Không có dòng"] in ([], [[(None, "n")]])


def test_a_sheet_is_laid_out_as_it_asks():
    rows = [{"Mã": "a", "Bước": "Thiếu (người)", "Tỉ lệ": 0.25, "Lời": "dài " * 40}]
    look = Look(1, True, {"Thiếu": "F6C4C0"}, frozenset(["Tỉ lệ"]), frozenset(["Bước"]), frozenset(["Lời"]))
    sheet = openpyxl.load_workbook(io.BytesIO(build_xlsx([Sheet("a", rows, look)])))["a"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:D2")
    (rule,) = [rule for each in sheet.conditional_formatting for rule in each.rules]
    assert (rule.type, rule.text, rule.formula) == ("beginsWith", "Thiếu", ['LEFT(A2,5)="Thiếu"'])
    assert (sheet["C2"].value, sheet["C2"].number_format) == (0.25, "0%")
    assert sheet["D2"].alignment.wrap_text
    assert sheet["B1"].alignment.wrap_text
    assert sheet.column_dimensions["B"].width < sheet.column_dimensions["D"].width


def test_what_a_workbook_cannot_hold_is_left_out():
    (_, row) = read(build_xlsx([Sheet("a", [{"Chữ": "Quyết\x0c định\x00", "Dài": "a" * 40_000, "Ẩn": "\x02=1+1"}])]))[
        "a"
    ]
    assert [value for value, _ in row] == ["Quyết định", "a" * 32_767, "'=1+1"]


def test_a_file_is_what_the_end_of_its_name_says(tmp_path):
    sheets = [Sheet("Một", ROWS), Sheet("Hai", ROWS)]
    write_sheets(sheets, tmp_path / "bang.csv")
    assert (tmp_path / "bang.csv").read_bytes() == build_csv(ROWS)
    write_sheets(sheets, tmp_path / "bang.XLSX")
    assert list(read((tmp_path / "bang.XLSX").read_bytes())) == ["Một", "Hai"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bang", "EXPORT_FORMAT_INVALID"),
        ("bang.docx", "EXPORT_FORMAT_INVALID"),
        ("khong/co.csv", "CSV_NOT_WRITABLE"),
        ("khong/co.xlsx", "XLSX_NOT_WRITABLE"),
    ],
)
def test_a_file_that_cannot_be_written_is_said(tmp_path, name, code):
    with pytest.raises(InvalidRequest) as caught:
        write_sheets([Sheet("Một", ROWS)], tmp_path / name)
    assert caught.value.code == code
    assert str(tmp_path) not in caught.value.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x0cb\x00c\x1fd", "abcd"),
        ("a\tb\nc\r", "a\tb\nc\r"),
        ("tệp\udcff\ud800\uffff\ufffe", "tệp"),
        ("Đánh giá 𝔘 \u200b", "Đánh giá 𝔘 \u200b"),
    ],
)
def test_what_xml_cannot_hold_is_dropped_and_nothing_else(text, expected):
    assert drop_controls(text) == expected


def test_a_lone_surrogate_becomes_a_question_mark():
    assert build_csv([{"Tên": "k\udcff"}]).decode("utf-8-sig").splitlines()[1] == "k?"
