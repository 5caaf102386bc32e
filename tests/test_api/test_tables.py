"""Tables for a spreadsheet."""

from __future__ import annotations

import csv

import pytest

from api.tables import disarm, write_csv


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+84 123", "'+84 123"),
        ("- Gạch đầu dòng", "'- Gạch đầu dòng"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
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
