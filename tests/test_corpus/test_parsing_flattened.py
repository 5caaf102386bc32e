from __future__ import annotations

import pytest

from corpus.model import Block, BlockKind, Document
from corpus.parsing import parse_plan
from corpus.parsing.line_tables.flat.find import find_flattened
from corpus.parsing.line_tables.flat.heading import read_flat_heading
from corpus.parsing.line_tables.unreadable import find_unreadable
from corpus.parsing.tables import Column
from corpus.reading import read_document

HEAD = ["STT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gian"]
ROWS = [
    ["1 Rà soát các quy", "trình đã ban hành", "Văn phòng", "Sở", "Các phòng", "chuyên môn", "Tháng", "02/2024"],
    ["2 Tổ chức đánh giá", "nội bộ", "Ban Chỉ đạo ISO", "Các phòng", "chuyên môn", "Quý II hoặc", "Quý III năm 2024"],
    ["3 Họp xem xét", "của lãnh đạo", "Ban Chỉ đạo ISO", "Văn phòng Sở", "Sau khi đánh giá", "nội bộ"],
]
EXPECTED = [
    ("Rà soát các quy trình đã ban hành", "Văn phòng Sở", "Các phòng chuyên môn", "Tháng 02/2024"),
    ("Tổ chức đánh giá nội bộ", "Ban Chỉ đạo ISO", "Các phòng chuyên môn", "Quý II hoặc Quý III năm 2024"),
    ("Họp xem xét của lãnh đạo", "Ban Chỉ đạo ISO", "Văn phòng Sở", "Sau khi đánh giá nội bộ"),
]
TWO_ROWS = "ordinal content lead coordinate time result"
COLUMNS = (Column.CONTENT, Column.LEAD, Column.COORDINATE, Column.TIME)
# Lines of a table whose columns were recognised across: no row can be told apart.
INTERLEAVED = [
    "TT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian",
    "Rà soát các quy trình | Văn phòng có sự thay",
    "1 Danh mục của cơ quan so với | huyện, đổi hồ sơ",
    "yêu cầu của tiêu chuẩn các xã thành viên",
    "2 Kiện toàn tổ | giúp việc, xã khi | quyết định",
    "việc (khi có thay đổi) thị trấn nhân sự",
]


def _document(lines: list[str], *, gap: str = "\n\n") -> tuple[Document, list[Block]]:
    document = read_document(gap.join(lines).encode(), "a.txt")
    return document, [block for block in document.blocks if block.kind is BlockKind.PARAGRAPH]


def _lines(rows: list[list[str]]) -> list[str]:
    return [line for row in rows for line in row]


@pytest.mark.parametrize("head", [HEAD, [" ".join(HEAD)], ["STT Nội dung", "công việc Chủ trì", "Phối hợp Thời gian"]])
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_cells_pasted_one_after_another_become_rows_again(head: list[str], gap: str) -> None:
    (table,) = find_flattened(*_document([*head, *_lines(ROWS)], gap=gap))
    found = [tuple(task.cells[column].value for column in COLUMNS) for task in table.tasks]
    assert found == EXPECTED
    assert [task.ordinal for task in table.tasks] == ["1", "2", "3"]


@pytest.mark.parametrize("after", ["III. TỔ CHỨC THỰC HIỆN", "4. Văn phòng Sở theo dõi", "Nơi nhận:", "PHỤ LỤC II"])
def test_what_follows_the_table_is_not_part_of_its_last_row(after: str) -> None:
    document, lines = _document([*HEAD, *_lines(ROWS), after, "- Văn phòng Sở tổng hợp, báo cáo."])
    (table,) = find_flattened(document, lines)
    assert table.source.end <= document.text.index(after)
    assert table.tasks[-1].cells[Column.TIME].value == EXPECTED[-1][-1]


def test_groups_number_their_rows_anew() -> None:
    second = [["1 Báo cáo", "Văn phòng Sở", "Các phòng", "Tháng 12/2024"]]
    lines = [*HEAD, "I XÂY DỰNG", *_lines(ROWS), "II DUY TRÌ", *_lines(second)]
    (table,) = find_flattened(*_document(lines))
    groups = [(task.group, task.ordinal) for task in table.tasks]
    assert groups == [("I. XÂY DỰNG", "1"), ("I. XÂY DỰNG", "2"), ("I. XÂY DỰNG", "3"), ("II. DUY TRÌ", "1")]
    ids = [task.id for task in parse_plan(_document(lines)[0], "p").plan.main_tasks]
    assert ids == ["p#I.1", "p#I.2", "p#I.3", "p#II.1"]


def test_a_result_after_the_deadline_is_a_cell() -> None:
    rows = [[*row, "Báo cáo", "kết quả"] for row in ROWS[:2]]
    (table,) = find_flattened(*_document([*HEAD, "Kết quả", *_lines(rows)]))
    assert [task.cells[Column.RESULT].value for task in table.tasks] == ["Báo cáo kết quả"] * 2
    assert table.tasks[0].cells[Column.TIME].value == "Tháng 02/2024"


@pytest.mark.parametrize(
    ("numbers", "ordinals"),
    [("1. 2. 3.", "1 2 3"), ("01 02 03", "1 2 3"), ("1) 2) 3)", "1 2 3"), ("1.1 1.2 2.1", "1.1 1.2 2.1")],
)
def test_rows_are_numbered_in_many_ways(numbers: str, ordinals: str) -> None:
    rows = [[number + row[0][1:], *row[1:]] for number, row in zip(numbers.split(), ROWS, strict=True)]
    (table,) = find_flattened(*_document([*HEAD, *_lines(rows)]))
    assert [task.ordinal for task in table.tasks] == ordinals.split()
    assert [task.cells[Column.TIME].value for task in table.tasks] == [row[-1] for row in EXPECTED]


def test_the_lead_may_stand_before_the_work() -> None:
    rows = [
        ["1 Văn phòng Sở", "Rà soát các quy trình", "Tháng 02/2024"],
        ["2 Ban Chỉ đạo ISO", "Đánh giá nội bộ", "Quý II năm 2024"],
    ]
    (table,) = find_flattened(*_document(["STT", "Chủ trì", "Nội dung", "Thời gian", *_lines(rows)]))
    assert [task.cells[Column.LEAD].value for task in table.tasks] == ["Văn phòng Sở", "Ban Chỉ đạo ISO"]
    assert [task.cells[Column.CONTENT].value for task in table.tasks] == ["Rà soát các quy trình", "Đánh giá nội bộ"]


def test_a_heading_repeated_on_a_new_page_is_in_no_cell() -> None:
    cut = [ROWS[0], ROWS[1][:1]]
    lines = [*HEAD, *_lines(cut), *HEAD, *ROWS[1][1:], *ROWS[2]]
    document, blocks = _document(lines)
    (table,) = find_flattened(document, blocks)
    assert [tuple(task.cells[column].value for column in COLUMNS) for task in table.tasks] == EXPECTED
    assert all(
        document.slice(quote.source) == quote.raw
        for task in table.tasks
        for cell in task.cells.values()
        for quote in cell.quotes
    )


def test_every_table_of_a_plan_is_read() -> None:
    second = [
        ["1 Báo cáo", "Văn phòng Sở", "Các phòng", "Tháng 12/2024"],
        ["2 Tổng kết", "Giám đốc Sở", "Các phòng", "Quý IV"],
    ]
    lines = [*HEAD, *_lines(ROWS), "2. Nhiệm vụ khác", *HEAD, *_lines(second)]
    assert [len(table.tasks) for table in find_flattened(*_document(lines))] == [3, 2]


def test_a_slip_in_a_heading_does_not_hide_its_column() -> None:
    slipped = ["STT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gain"]
    (table,) = find_flattened(*_document([*slipped, *_lines(ROWS)]))
    assert [task.cells[Column.TIME].value for task in table.tasks] == [row[-1] for row in EXPECTED]


def test_a_sentence_about_columns_is_no_heading() -> None:
    text = ["TT Nội dung giao đơn vị chủ trì báo cáo đúng thời gian theo quy định của pháp luật", *_lines(ROWS)]
    assert not find_flattened(*_document(text))


def test_interleaved_lines_claim_no_field_and_stay_searchable() -> None:
    document, lines = _document(INTERLEAVED, gap="\n")
    assert not find_flattened(document, lines)
    table = find_unreadable(document, lines)
    assert table is not None
    assert all(document.slice(quote.source) == quote.raw for passage in table.passages for quote in passage.quotes)
    parsed = parse_plan(document, "p")
    assert "TASK_TABLE_UNREADABLE" in {problem.code for problem in parsed.problems}
    assert not parsed.plan.main_tasks
    found = " ".join(task.content.value for task in parsed.plan.tasks)
    assert all(word in found for word in ("Kiện toàn", "thị trấn nhân sự"))


def test_a_damaged_heading_is_still_the_heading_of_a_table() -> None:
    lines = ["TT Ngi dung Chu tri Phéi hop Thdi gian", "1 Ra soat quy trinh Van phong Sd cac phong chuyén mén thang"]
    document, blocks = _document([*lines, "III. TỔ CHỨC THỰC HIỆN", "- Văn phòng theo dõi"], gap="\n")
    table = find_unreadable(document, blocks)
    assert table is not None
    assert table.source.end < document.text.index("III.")


@pytest.mark.parametrize(
    "line",
    ["rõ trách nhiệm và rõ kết quả theo nội dung, thời gian", "Đơn vị chủ trì, phối hợp báo cáo kết quả, tiến độ."],
)
def test_a_sentence_about_the_work_opens_no_unreadable_table(line: str) -> None:
    assert find_unreadable(*_document([line, "1 Rà soát", "2 Báo cáo"])) is None


def test_a_long_text_after_a_heading_takes_no_time_to_speak_of() -> None:
    words = ["Phòng Kinh tế và Hạ tầng tổ chức thực hiện các nội dung đã nêu"] * 2000
    document, lines = _document([*HEAD, "1 Rà soát", *words, "2 Báo cáo", *words], gap="\n")
    assert not find_flattened(document, lines)


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        (["TT", "Công việc", "Trách nhiệm", "Thời hạn", "Chủ trì", "Phối hợp"], "ordinal content lead coordinate time"),
        (["TT", "Nội dung", "Phân công thực hiện", "Tiến độ", "Chủ trì", "Phối hợp", "Thời gian", "Kết quả"], TWO_ROWS),
        (["TT NỘI DUNG CÔNG VIỆC CƠ QUAN CHỦ TRÌ THỜI GIAN THỰC HIỆN"], "ordinal content lead time"),
        (["Số TT", "Thời gian", "Nhiệm vụ", "Đơn vị", "thực hiện"], "ordinal time content lead"),
        (["TT", "Việc cần làm", "Người chủ trì", "Hồ sơ lưu", "Ghi chú"], "ordinal content lead result other"),
    ],
)
def test_a_heading_in_lines_has_the_columns_that_its_cells_name(lines: list[str], columns: str) -> None:
    heading = read_flat_heading(lines)
    assert heading is not None
    assert heading.columns == tuple(Column(name) for name in columns.split())


def test_marks_below_months_leave_the_time_of_a_row_unread() -> None:
    head = ["TT", "Nội dung", "Chủ trì", "Tháng thực hiện", "Sản phẩm", "T1", "T2", "T3", "T4"]
    rows = [
        "1 Lập kế hoạch",
        "năm",
        "Văn phòng Sở",
        "x",
        "Kế hoạch",
        "2 Đánh giá",
        "Ban Chỉ đạo ISO",
        "x",
        "x",
        "Báo cáo",
    ]
    parsed = parse_plan(_document([*head, *rows])[0], "p")
    found = [
        (task.content.value, task.lead[0].value, task.result and task.result.value) for task in parsed.plan.main_tasks
    ]
    assert found == [("Lập kế hoạch năm", "Văn phòng Sở", "Kế hoạch"), ("Đánh giá", "Ban Chỉ đạo ISO", "Báo cáo")]
    assert all(task.time is None for task in parsed.plan.main_tasks)
    assert "MONTH_COLUMNS_UNREAD" in {problem.code for problem in parsed.problems}


def test_groups_may_be_lettered_and_rows_may_head_others() -> None:
    first = [
        "A. CHUẨN BỊ",
        *_lines(ROWS[:2]),
        "B GIAI ĐOẠN ÁP DỤNG",
        "1 Báo cáo",
        "Văn phòng Sở",
        "Các phòng",
        "Quý IV",
    ]
    (table,) = find_flattened(*_document([*HEAD, *first]))
    assert [(task.group, task.ordinal) for task in table.tasks] == [
        ("A. CHUẨN BỊ", "1"),
        ("A. CHUẨN BỊ", "2"),
        ("B. GIAI ĐOẠN ÁP DỤNG", "1"),
    ]
    nested = ["1 Chuẩn bị", *(line.replace("1 Rà", "1.1 Rà").replace("2 Tổ", "1.2 Tổ") for line in _lines(ROWS[:2]))]
    (table,) = find_flattened(*_document([*HEAD, *nested]))
    assert [(task.group, task.ordinal) for task in table.tasks] == [("1. Chuẩn bị", "1.1"), ("1. Chuẩn bị", "1.2")]


def test_a_number_that_slipped_still_opens_its_row() -> None:
    lines = _lines(ROWS)
    slipped = [line.replace("2 Tổ", "1 Tổ") for line in lines]
    for rows in (slipped, [line.replace("3 Họp", "4 Họp") for line in lines]):
        (table,) = find_flattened(*_document([*HEAD, *rows]))
        assert [task.cells[Column.CONTENT].value for task in table.tasks] == [content for content, *_ in EXPECTED]


def test_a_cell_does_not_end_in_the_middle_of_a_units_name() -> None:
    units = ["Văn phòng Ban Chỉ đạo", "ISO, Ban Thư", "ký, Đơn vị tư", "vấn và các", "phòng chuyên", "môn"]
    rows = [
        ["1 Rà soát các quy", "trình đã ban hành", "Văn phòng", "Ban Chỉ đạo ISO", "Quý I/2024"],
        ["2 Mở lớp đào tạo", *units, "Quý II/2024"],
        ["3 Họp xem xét", "của lãnh đạo", "Ban Chỉ đạo ISO", "Văn phòng", "Quý IV/2024"],
    ]
    (table,) = find_flattened(*_document([*HEAD, *_lines(rows)]))
    cells = [cell.value for task in table.tasks for column, cell in task.cells.items() if column is not Column.CONTENT]
    assert not [cell for cell in cells if cell.endswith(("Ban", "Ban Thư"))]


def test_months_named_below_the_heading_are_no_rows() -> None:
    months = [str(month) for month in range(1, 13)]
    head = ["TT", "Công việc", "Chủ trì", "Phối hợp", "Tiến độ (tháng)", *months]
    rows = ["1 Rà soát các", "quy trình", "Văn phòng Sở", "Các phòng", "x", "x", "2 Đánh giá nội bộ", "Ban Chỉ đạo ISO"]
    document, lines = _document([*head, "A. Chuẩn bị", *rows, "Các phòng", "x", "3 Họp xem xét", "Văn phòng Sở", "x"])
    (table,) = find_flattened(document, lines)
    assert [task.ordinal for task in table.tasks] == ["1", "2", "3"]
    assert table.tasks[0].cells[Column.CONTENT].value == "Rà soát các quy trình"
    assert {task.group for task in table.tasks} == {"A. Chuẩn bị"}
