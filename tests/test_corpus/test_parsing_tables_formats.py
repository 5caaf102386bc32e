"""Task tables in real formats, and arbitrary tables: every value stands where it says."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Document, Field, Grade, Layer, Quality, Task
from corpus.parsing import parse_plan
from corpus.parsing.tables import RawTask, read_tables
from corpus.reading import read_document
from corpus.reading.builder import CellText, TextBuilder
from corpus.text import normalise


def _task_values(task: Task) -> tuple[str | None, str, list[str], list[str], str | None]:
    time = task.time.text.value if task.time else None
    leads = [unit.value for unit in task.lead]
    return task.ordinal, task.content.value, leads, [unit.value for unit in task.coordinate], time


def test_a_word_table_with_a_spanning_heading_and_merged_leads_is_read() -> None:
    word = docx.Document()
    table = word.add_table(rows=5, cols=6)
    rows = [
        ["TT", "Nội dung", "Phân công", "", "Thời gian", ""],
        ["", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Kết thúc"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["1", "Khảo sát hiện trạng", "Văn phòng", "Các phòng", "01/3/2026", "15/3/2026"],
        ["2", "Viết quy trình", "", "", "16/3/2026", "30/4/2026"],
    ]
    for index, texts in enumerate(rows):
        for cell, text in zip(table.rows[index].cells, texts, strict=True):
            cell.text = text
    for first, last in (((0, 2), (0, 3)), ((0, 4), (0, 5)), ((0, 0), (1, 0)), ((0, 1), (1, 1)), ((3, 2), (4, 2))):
        merged = table.cell(*first).merge(table.cell(*last))
        merged.text = merged.text.strip()
    stored = io.BytesIO()
    word.save(stored)
    plan = parse_plan(read_document(stored.getvalue(), "plan.docx"), "p").plan
    assert [_task_values(task) for task in plan.main_tasks] == [
        ("1", "Khảo sát hiện trạng", ["Văn phòng"], ["Các phòng"], "Từ 01/3/2026 đến 15/3/2026"),
        ("2", "Viết quy trình", ["Văn phòng"], [], "Từ 16/3/2026 đến 30/4/2026"),
    ]


def test_a_page_with_quarters_in_three_heading_rows_is_read() -> None:
    page = (
        "<html><body><table>"
        "<tr><th rowspan=3>STT</th><th rowspan=3>Hạng mục<br>công việc</th><th rowspan=3>Bộ phận</th>"
        "<th colspan=4>Thời gian thực hiện</th></tr>"
        "<tr><th colspan=2>Quý I</th><th colspan=2>Quý II</th></tr>"
        "<tr><th>T1</th><th>T3</th><th>T4</th><th>T6</th></tr>"
        "<tr><td>A</td><td colspan=6><b>CHUẨN BỊ</b></td></tr>"
        "<tr><td>1</td><td>Kiện toàn Ban Chỉ đạo</td><td>Văn phòng</td><td>X</td><td></td><td></td><td></td></tr>"
        "<tr><td>2</td><td>Tập huấn</td><td>Văn phòng</td><td></td><td colspan=2>X</td><td></td></tr>"
        "</table></body></html>"
    )
    plan = parse_plan(read_document(page.encode(), "plan.html"), "p").plan
    assert [_task_values(task) for task in plan.main_tasks] == [
        ("1", "Kiện toàn Ban Chỉ đạo", ["Văn phòng"], [], "Tháng 1"),
        ("2", "Tập huấn", ["Văn phòng"], [], "Tháng 3, 4"),
    ]
    assert [task.id for task in plan.main_tasks] == ["p#A.1", "p#A.2"]
    assert {task.group for task in plan.main_tasks} == {"A. CHUẨN BỊ"}


def test_a_markdown_table_with_bold_headings_is_read() -> None:
    text = (
        "# KẾ HOẠCH\n\n| **TT** | **Nội dung** | **Chủ trì** | **Thời hạn** |\n|---|---|---|---|\n"
        "| 1 | Đào tạo | | |\n| 1.1 | Lập danh sách | Văn phòng | Tháng 2 |\n| 1.2 | Mở lớp | Văn phòng | Tháng 3 |\n"
    )
    plan = parse_plan(read_document(text.encode(), "plan.md"), "p").plan
    assert [(task.ordinal, task.group) for task in plan.main_tasks] == [("1.1", "1. Đào tạo"), ("1.2", "1. Đào tạo")]
    assert [task.id for task in plan.main_tasks] == ["p#1.1", "p#1.2"]


HEADINGS = [
    "TT",
    "Nội dung",
    "Chủ trì",
    "Phối hợp",
    "Chủ trì/Phối hợp",
    "Thời gian",
    "Kết quả",
    "T1",
    "T2",
    "T3",
    "Quý I",
]
CELLS = [
    "",
    "1",
    "2",
    "1.1",
    "I",
    "A",
    "-",
    "x",
    "CT",
    "PH",
    "15/3",
    "Văn phòng",
    "CT: Văn phòng\nPH: Các phòng",
    "Văn phòng (chủ trì), Tổ",
]
MORE = ["Quý II", "XÂY DỰNG", "1. Lập  kế hoạch", "- Họp", "(1)", "Bắt đầu", "Kết thúc", "Hoa\u0300", " \n "]
COVERED = st.sampled_from([CellText(None, "above"), CellText(None, "left")])
TEXTS = st.sampled_from(HEADINGS + CELLS + MORE).map(CellText)
ROWS = st.lists(st.one_of(TEXTS, TEXTS, COVERED), min_size=1, max_size=8)
TABLE = st.lists(st.tuples(st.integers(0, 1), st.sampled_from([None, 1, 2]), ROWS), max_size=9)


def _fields(task: RawTask) -> list[Field]:
    return [*task.cells.values(), *(unit for units in task.units.values() for unit in units)]


def _derived(cell: Field) -> bool:
    return cell.value != normalise(" ".join(quote.raw for quote in cell.quotes))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=8), TABLE)
def test_every_value_of_any_table_is_an_exact_quotation(
    headings: list[str], table: list[tuple[int, int | None, list[CellText]]]
) -> None:
    builder = TextBuilder()
    builder.row([CellText(heading) for heading in headings], 0, 1)
    for number, page, cells in sorted(table, key=lambda entry: (entry[0], entry[1] or 0)):
        builder.row(cells, number, page)
    quality = Quality(Grade.GOOD, 1.0, Layer.NATIVE)
    document = Document("0" * 64, "a", "text/plain", builder.text, builder.blocks, quality, wrapped=False)
    for reading in read_tables(document):
        for task in reading.tasks:
            for cell in _fields(task):
                assert cell.value.strip()
                assert all(document.slice(quote.source) == quote.raw and quote.raw.strip() for quote in cell.quotes)
            others = [cell for column, cell in task.cells.items() if column != "time"]
            assert not any(map(_derived, others))
    assert parse_plan(document, "p") == parse_plan(document, "p")


@pytest.mark.parametrize("size", [2000])
def test_a_long_table_is_read_in_one_pass(size: int) -> None:
    rows = [f"{number}\tRà soát tài liệu\tVăn phòng\tQuý I" for number in range(1, size)]
    document = read_document(("TT\tNội dung\tChủ trì\tThời gian\n" + "\n".join(rows)).encode(), "plan.txt")
    assert sum(len(table.tasks) for table in read_tables(document)) == size - 1
