from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import Block, BlockKind, Document, Layer
from corpus.parsing import parse_plan
from corpus.parsing.line_tables.heading_words import read_words
from corpus.parsing.line_tables.headings import find_heading, stand_side_by_side
from corpus.parsing.line_tables.torn_names import find_torn
from corpus.parsing.line_tables.unreadable import find_unreadable
from corpus.parsing.line_tables.woven.continuity import load_continuity
from corpus.parsing.line_tables.woven.interleaved import find_interleaved
from corpus.parsing.line_tables.woven.lines import find_woven
from corpus.parsing.line_tables.woven.plausibility import fills_row, is_plausible
from corpus.parsing.line_tables.woven.prepared_lines import Measures
from corpus.parsing.line_tables.woven.weaving import Weaver
from corpus.parsing.tables import Column
from corpus.reading import read_document

HEAD = "STT Nội dung công việc Đơn vị chủ trì Thời gian Kết quả"
# Rows at the top of their cells, columns apart by one blank.
TOP = [
    HEAD,
    "1 Rà soát, cập nhật các quy trình giải Văn phòng Sở Tháng 02/2024 Danh mục quy",
    "quyết thủ tục hành chính trình",
    "2 Tổ chức đánh giá nội bộ hệ thống Ban Chỉ đạo ISO Quý II năm Báo cáo đánh giá",
    "quản lý chất lượng của cơ quan 2024 nội bộ",
    "3 Họp xem xét của lãnh đạo về kết quả Giám đốc Sở Trước Biên bản họp",
    "thực hiện mục tiêu chất lượng 15/11/2024",
]
# The same in the middle of their rows, some lines of the table seen, one number lost and one misread.
MIDDLE = [
    "STT | Nội dung công việc Đơn vị chủ trì | Thời gian | Kết quả",
    "| | Rà soát, cập nhật các quy trình giải | Văn phòng Sở Tháng 02/2024 | Danh mục quy",
    "quyết thủ tục hành chính trình",
    "Tổ chức đánh giá nội bộ hệ thống | Ban Chỉ đạo ISO Quý II năm | Báo cáo đánh giá",
    "quản lý chất lượng của cơ quan | 2024 nội bộ",
    "3 | Họp xem xét của lãnh đạo về kết quả Giám đốc Sở | Trước | Biên bản họp",
    "thực hiện mục tiêu chất lượng | 15/11/2024",
]
ALIGNED = [
    "STT  Nội dung công việc                     Đơn vị chủ trì     Thời gian        Kết quả",
    "1    Rà soát, cập nhật các quy trình giải   Văn phòng Sở       Tháng 02/2024    Danh mục quy",
    "     quyết thủ tục hành chính                                                   trình",
    "2    Tổ chức đánh giá nội bộ hệ thống       Ban Chỉ đạo ISO    Quý II năm       Báo cáo đánh giá",
    "     quản lý chất lượng của cơ quan                            2024             nội bộ",
    "3    Họp xem xét của lãnh đạo về kết quả    Giám đốc Sở        Trước            Biên bản họp",
    "     thực hiện mục tiêu chất lượng                             15/11/2024",
]
EXPECTED = [
    (
        "Rà soát, cập nhật các quy trình giải quyết thủ tục hành chính",
        "Văn phòng Sở",
        "Tháng 02/2024",
        "Danh mục quy trình",
    ),
    (
        "Tổ chức đánh giá nội bộ hệ thống quản lý chất lượng của cơ quan",
        "Ban Chỉ đạo ISO",
        "Quý II năm 2024",
        "Báo cáo đánh giá nội bộ",
    ),
    (
        "Họp xem xét của lãnh đạo về kết quả thực hiện mục tiêu chất lượng",
        "Giám đốc Sở",
        "Trước 15/11/2024",
        "Biên bản họp",
    ),
]
COLUMNS = (Column.CONTENT, Column.LEAD, Column.TIME, Column.RESULT)


def _document(lines: list[str]) -> tuple[Document, list[Block]]:
    document = read_document("\n".join(lines).encode(), "a.txt")
    return document, [block for block in document.blocks if block.kind is BlockKind.PARAGRAPH]


@pytest.mark.parametrize("lines", [TOP, MIDDLE, ALIGNED], ids=["top", "middle", "aligned"])
def test_fragments_side_by_side_become_cells_again(lines: list[str]) -> None:
    document, blocks = _document(lines)
    table = find_interleaved(document, blocks)
    assert table is not None
    assert [tuple(task.cells[column].value for column in COLUMNS) for task in table.tasks] == EXPECTED
    for task in table.tasks:
        for cell in task.cells.values():
            assert all(document.slice(quote.source) == quote.raw for quote in cell.quotes)


def test_a_number_that_was_not_seen_is_not_made_up() -> None:
    table = find_interleaved(*_document(MIDDLE))
    assert table is not None
    assert [task.ordinal for task in table.tasks] == [None, None, "3"]


def test_groups_and_headings_on_a_new_page_stand_in_no_cell() -> None:
    lines = [
        HEAD,
        "I. XÂY DỰNG HỆ THỐNG",
        *TOP[1:3],
        HEAD,
        *TOP[3:5],
        "II. DUY TRÌ, CẢI TIẾN",
        "1" + TOP[5][1:],
        TOP[6],
    ]
    table = find_interleaved(*_document(lines))
    assert table is not None
    assert [tuple(task.cells[column].value for column in COLUMNS) for task in table.tasks] == EXPECTED
    assert [(task.group, task.ordinal) for task in table.tasks] == [
        ("I. XÂY DỰNG HỆ THỐNG", "1"),
        ("I. XÂY DỰNG HỆ THỐNG", "2"),
        ("II. DUY TRÌ, CẢI TIẾN", "1"),
    ]


@pytest.mark.parametrize("after", ["III. TỔ CHỨC THỰC HIỆN", "Nơi nhận:", "2. Kinh phí"])
def test_the_next_part_of_the_plan_ends_the_table(after: str) -> None:
    document, blocks = _document([*TOP, after, "- Văn phòng Sở theo dõi, tổng hợp."])
    table = find_interleaved(document, blocks)
    assert table is not None
    assert table.source.end <= document.text.index(after)


def test_roles_spread_over_lines_are_read_whole() -> None:
    lines = [
        "STT Nội dung công việc Tổ chức/cá nhân thực hiện Thời gian",
        "1 Ban hành mục tiêu chất lượng - Trách nhiệm: Giám Tháng 01/2024",
        "năm 2024 của Sở đốc Sở",
        "- Phối hợp: Các phòng",
        "chuyên môn",
        "2 Đánh giá sự hài lòng của tổ - Trách nhiệm: Văn Quý II năm 2024",
        "chức, công dân phòng Sở",
    ]
    tasks = parse_plan(_document(["II. NỘI DUNG", *lines])[0], "p").plan.main_tasks
    assert [[unit.value for unit in task.lead] for task in tasks] == [["Giám đốc Sở"], ["Văn phòng Sở"]]
    assert [unit.value for unit in tasks[0].coordinate] == ["Các phòng chuyên môn"]


def test_ruined_words_are_not_taken_apart() -> None:
    ruined = [
        "STT Noi dung cong viec Don vi chu tri Thoi gian Ket qua",
        "1 Ra sost, cgp nhet cic quy trinh gidi Vin phdng S& Thing 02/2024 Denh myc quy",
        "quyét thu tuc hénh chinh trinh",
        "2 T6 chirc dénh gid ndi bg hé théng Ban Chi dgo ISO Quy II nim Bdo cdo dénh gid",
        "quén ly chét lirgng cua co quan 2024 ndi bg",
    ]
    assert find_interleaved(*_document(ruined)) is None


def test_a_table_that_comes_apart_in_part_says_so() -> None:
    unread = ["4 Nội dung khác theo chỉ đạo", "của cấp trên khi có yêu cầu"]
    parsed = parse_plan(_document(["II. NỘI DUNG", *TOP, *unread])[0], "p")
    assert [task.ordinal for task in parsed.plan.main_tasks] == ["1", "2", "3"]
    assert "TASK_TABLE_PARTLY_READ" in {problem.code for problem in parsed.problems}
    assert any("cấp trên" in task.content.value for task in parsed.plan.tasks if not task.main)


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        (Column.TIME, "Quý II năm 2024", True),
        (Column.TIME, "Tháng 01/2024 năm 2024", False),
        (Column.TIME, "Tháng 6/2024 và", False),
        (Column.LEAD, "Văn phòng Sở", True),
        (Column.LEAD, "chuyên môn; Văn phòng", False),
        (Column.LEAD, "UBNE;‘I‘}{?EEEBND", False),
        (Column.RESULT, "Báo cáo pp4;", False),
        (Column.CONTENT, "Rà soát quy trình theo TCVN ISO 9001:2015", True),
        (Column.CONTENT, "Rà", False),
        (Column.LEAD, "Giám đốc Trung tâm Trung tâm", False),
        (Column.LEAD, "Phòng Phòng chống thiên tai", True),
        (Column.TIME, "Quý 11/2025", False),
    ],
)
def test_a_cell_is_claimed_only_where_it_can_be_one(column: Column, text: str, expected: bool) -> None:
    assert is_plausible(column, text) is expected


@pytest.mark.parametrize(
    ("lines", "columns", "beside"),
    [
        (["STT Nội dung Chủ trì Thời gian"], "ordinal content lead time", True),
        (
            ["Thời gian | Kết quả thực", "TT Nội dung công việc Cơ quan chủ trì thực hiện hiện"],
            "ordinal content lead time result",
            True,
        ),
        (["TT", "Công việc", "Người phụ trách", "Thời hạn"], "ordinal content lead time", False),
        (["STT Nội dung Thời gian Đơn vị chủ trì Đơn vị phối hợp"], "ordinal content time lead coordinate", True),
    ],
)
def test_a_heading_names_its_columns_in_their_order(lines: list[str], columns: str, beside: bool) -> None:
    heading = find_heading(lines)
    assert heading is not None
    assert heading.columns == tuple(Column(name) for name in columns.split())
    assert stand_side_by_side(heading) is beside


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        (["STT NỘI dung công | Donvichutri | Donviphéi | Thời gian"], "ordinal content lead coordinate time"),
        (["TT N6Oi dung thực Trách nhiệm Thời gian Kết quả", "hiện"], "ordinal content lead time result"),
        (["TT Công việc Người làm Phối hợp Khi nào xong Ghi chú"], "ordinal content lead coordinate time other"),
        (
            [
                "II. NỘI DUNG, TIẾN ĐỘ",
                "TT Công việc Thời gian Kết quả Phòng, đơn vị | Phòng, đơn vị",
                "chủ trì phối hợp",
            ],
            "ordinal content time result lead coordinate",
        ),
        (["STT Nội dung Lãnh đạo phụ trách Chủ trì Thời gian"], "ordinal content role lead time"),
    ],
)
def test_a_ruined_heading_names_its_columns(lines: list[str], columns: str) -> None:
    heading = find_heading(lines)
    assert heading is not None
    assert heading.columns == tuple(Column(name) for name in columns.split())
    assert not heading.periods


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Donviphdi", ("don", "vi", "phoi")),
        ("Thoigianhoanthanh", ("thoi", "gian", "hoan", "thanh")),
        ("Trường nghiệp", ("truong", "nghiep")),
        ("Công việc T1 T2 T3 T4", ("cong", "viec")),
    ],
)
def test_words_of_headings_that_ran_together_come_apart(line: str, words: tuple[str, ...]) -> None:
    assert read_words(line) == words


@pytest.mark.parametrize(
    "line", ["Nội dung và thời gian theo Kế hoạch năm 2024", "Các phòng báo cáo kết quả", "1 Rà soát"]
)
def test_a_sentence_is_no_heading(line: str) -> None:
    assert find_heading([line]) is None


def test_a_name_torn_between_two_cells_is_claimed_in_neither() -> None:
    columns = (Column.CONTENT, Column.LEAD, Column.RESULT)
    whole = {Column.CONTENT: "Rà soát quy trình", Column.LEAD: "Phòng Khảo thí và Kiểm định", Column.RESULT: "Báo cáo"}
    torn = {Column.CONTENT: "Họp xem xét", Column.LEAD: "Phòng Khảo thí", Column.RESULT: "Biên bản và Kiểm định"}
    assert find_torn([whole, torn], columns) == [set(), {Column.LEAD, Column.RESULT}]
    assert find_torn([torn], columns) == [set()]


@pytest.mark.parametrize(
    ("head", "groups"),
    [
        (["I XÂY DỰNG HỆ THỐNG", "II | DUY TRÌ"], ["I. XÂY DỰNG HỆ THỐNG", "II. DUY TRÌ"]),
        (["1 XÂY DỰNG HỆ THỐNG", "I_ |DUY TRÌ HỆ THỐNG"], ["1. XÂY DỰNG HỆ THỐNG", "I. DUY TRÌ HỆ THỐNG"]),
        (
            ["I Công tác chuẩn bị", "II Duy trì, mở rộng hệ thống"],
            ["I. Công tác chuẩn bị", "II. Duy trì, mở rộng hệ thống"],
        ),
        (["A GIAI ĐOẠN CHUẨN BỊ", "B GIAI ĐOẠN ÁP DỤNG"], ["A. GIAI ĐOẠN CHUẨN BỊ", "B. GIAI ĐOẠN ÁP DỤNG"]),
    ],
)
def test_the_heading_of_a_group_is_no_cell_of_a_row(head: list[str], groups: list[str]) -> None:
    document, blocks = _document([TOP[0], head[0], *TOP[1:], head[1], *TOP[1:]])
    table = find_woven(document, blocks)
    assert table is not None
    assert list(dict.fromkeys(line.group for line in table.lines)) == groups


def test_a_row_says_how_sure_its_cells_are() -> None:
    document, blocks = _document(TOP)
    table = find_woven(document, blocks)
    assert table is not None
    columns = table.heading.columns[1:]
    weaver = Weaver(table.lines, columns, load_continuity([]))
    rows = weaver.weave(Measures((30.0, 14.0, 12.0, 14.0)))
    sure = weaver.certainties(rows[0])
    assert len(sure) == len(columns)
    assert all(0 < share <= 1 for share in sure)


def test_marks_of_months_part_cells_and_tell_no_time() -> None:
    head = ["STT Nội dung Bộ phận phụ trách Tháng Tháng Tháng Tháng", "4 5 6 7"]
    rows = [
        "1 Rà soát, cập nhật các quy trình giải Văn phòng Sở x x",
        "quyết thủ tục hành chính",
        "2 Tổ chức đánh giá nội bộ hệ thống Phòng Tổ chức x",
        "quản lý chất lượng của cơ quan cán bộ",
        "3 Họp xem xét của lãnh đạo về kết quả Văn phòng Sở X",
    ]
    parsed = parse_plan(_document(["II. NỘI DUNG", *head, *rows])[0], "p")
    tasks = parsed.plan.main_tasks
    assert [task.ordinal for task in tasks] == ["1", "2", "3"]
    assert all(task.time is None for task in tasks)
    assert tasks[0].content.value == EXPECTED[0][0]
    assert "MONTH_COLUMNS_UNREAD" in {problem.code for problem in parsed.problems}


@pytest.mark.parametrize(
    ("content", "lines", "lead", "expected"),
    [
        ("Rà soát quy trình", 2, "Văn phòng", True),
        ("Rà soát quy trình", 1, "Văn phòng", False),
        ("Rà soát quy Phòng Tổ chức trình", 3, "", False),
        ("Họp xem xét của Lãnh đạo Sở", 3, "Văn phòng", True),
        ("Rà soát quy trình", 1, "Trách nhiệm: Văn phòng Phối hợp: các phòng", True),
    ],
)
def test_work_that_lacks_lines_of_its_row_is_known(content: str, lines: int, lead: str, expected: bool) -> None:
    assert fills_row({Column.CONTENT: content, Column.LEAD: lead}, lines, 3) is expected


def test_lines_of_a_table_without_heading_are_kept_as_passages_where_letters_are_ruined() -> None:
    lines = [
        "Các đơn vị thực hiện như sau:",
        "1 Rà soát các quy | Văn phòng Tháng 3/2024",
        "trình nội bộ",
        "2 Đánh giá nội bộ | Các phòng | Tháng 6/2024",
        "3 Họp xem xét | Giám đốc | Tháng 9/2024",
    ]
    document, blocks = _document(lines)
    assert find_unreadable(document, blocks) is None
    damaged = replace(document, quality=replace(document.quality, layer=Layer.DAMAGED))
    table = find_unreadable(damaged, blocks)
    assert table is not None
    assert damaged.slice(table.source) == "\n".join(lines[1:])
