"""Task tables whose columns are kept by blanks, as ``pdftotext -layout`` or a text viewer gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Document, Field, Plan, PlanProblem, TimeKind
from corpus.parsing import parse_plan
from corpus.parsing.line_tables.aligned.read import relay_tables
from corpus.parsing.tables import RawTask, read_tables
from corpus.reading import read_document

TOP = """
      II. NỘI DUNG
STT  Nội dung công việc            Chủ trì          Phối hợp        Thời gian
1    Rà soát các quy trình giải    Văn phòng Sở     Các phòng       Tháng
     quyết thủ tục hành chính                       chuyên môn      02/2024
2    Đánh giá nội bộ               Ban Chỉ đạo ISO                  Quý II/2024
3    Họp xem xét của lãnh đạo về   Giám đốc Sở      Văn phòng Sở    Trước
     kết quả thực hiện                                              15/11/2024

      III. KINH PHÍ
      Sử dụng kinh phí chi thường xuyên được giao trong dự toán năm 2024 của cơ quan.
"""
EXPECTED = [
    ("1", "Rà soát các quy trình giải quyết thủ tục hành chính", ("Văn phòng Sở",), ("Các phòng chuyên môn",)),
    ("2", "Đánh giá nội bộ", ("Ban Chỉ đạo ISO",), ()),
    ("3", "Họp xem xét của lãnh đạo về kết quả thực hiện", ("Giám đốc Sở",), ("Văn phòng Sở",)),
]
# Numbers and short cells in the middle of their rows, the heading over three lines.
MIDDLE = """
                                     Đơn vị                          Thời gian
STT       Nội dung công việc                          Phối hợp
                                     chủ trì                         thực hiện
     Rà soát các quy trình giải                     Các phòng       Tháng
1    quyết thủ tục hành chính      Văn phòng Sở
     của Sở                                         chuyên môn      02/2024
2    Đánh giá nội bộ               Ban Chỉ đạo ISO                  Quý II/2024
     Họp xem xét của lãnh đạo về                                    Trước
3                                  Giám đốc Sở      Văn phòng Sở
     kết quả thực hiện                                              15/11/2024
"""
GROUPS = """
TT   Công việc                 Trách nhiệm                     Tiến độ (quý)
                               Chủ trì         Phối hợp        I    II   III  IV
                              A. XÂY DỰNG HỆ THỐNG
1    Lập danh mục quy trình    Văn phòng       Các phòng       x    x
2    Viết quy trình            Các phòng       Văn phòng            x    x
B. KIỂM TRA, ĐÁNH GIÁ
1    Đánh giá nội bộ           Đoàn đánh giá                        x         x
2    Lấy ý kiến người dân      Văn phòng       Các phòng       Thường xuyên
"""
PAGES = (
    "STT  Nội dung công việc      Đơn vị chủ trì    Thời gian\n"
    "1    Rà soát, cập nhật       Văn phòng Sở      Tháng 3/2024\n"
    "     quy trình\n"
    "2    Đánh giá nội bộ hệ      Ban Chỉ đạo       Quý II/2024\n"
    "                                  1\n"
    "\f   STT     Nội dung công việc    Đơn vị chủ trì      Thời gian\n"
    "           thống quản lý         ISO\n"
    "    3      Họp xem xét           Giám đốc Sở         Quý IV/2024\n"
)
UNNUMBERED = """
Thời gian        Việc cần làm                   Người chịu trách   Người cùng làm
                                                nhiệm chính
Tháng 3/2019     Thành lập Ban Chỉ đạo và Tổ    Công chức Văn      Các công chức
                 giúp việc ISO                  phòng - Thống kê
                 Phổ biến kế hoạch cho toàn     Chủ tịch UBND thị
                 thể cán bộ, công chức          trấn
Hằng tháng       Thống kê hồ sơ đúng hạn, quá   Bộ phận Một cửa
                 hạn
"""


def _document(text: str) -> Document:
    return read_document(text.encode(), "a.txt")


def _plan(text: str) -> Plan:
    return parse_plan(_document(text), "p").plan


def _rows(text: str) -> list[RawTask]:
    relaid = relay_tables(_document(text))
    assert relaid is not None
    return [task for table in read_tables(relaid.reading) for task in table.tasks]


def _values(fields: tuple[Field, ...]) -> tuple[str, ...]:
    return tuple(field.value for field in fields)


@pytest.mark.parametrize(
    "text", [TOP, "\n".join(f"      {line}" for line in TOP.splitlines())], ids=["left", "indented"]
)
def test_cells_come_together_along_their_columns(text: str) -> None:
    tasks = _plan(text).main_tasks
    assert [(t.ordinal, t.content.value, _values(t.lead), _values(t.coordinate)) for t in tasks] == EXPECTED
    assert [t.time.text.value for t in tasks if t.time] == ["Tháng 02/2024", "Quý II/2024", "Trước 15/11/2024"]


def test_text_behind_a_table_is_no_part_of_it() -> None:
    plan = _plan(TOP)
    assert plan.budget is not None
    assert "chi thường xuyên" in plan.budget.value
    assert "KINH PHÍ" not in plan.main_tasks[-1].content.value


def test_every_passage_stands_where_it_says() -> None:
    for text in (TOP, MIDDLE, GROUPS, PAGES, UNNUMBERED):
        document = _document(text)
        for task in parse_plan(document, "p").plan.main_tasks:
            for field in (task.content, *task.lead, *task.coordinate):
                assert all(document.slice(quote.source) == quote.raw for quote in field.quotes)
                assert field.value == " ".join(" ".join(quote.raw for quote in field.quotes).split())


def test_a_number_in_the_middle_of_its_row_opens_it_above() -> None:
    tasks = _plan(MIDDLE).main_tasks
    assert [task.content.value for task in tasks] == [
        "Rà soát các quy trình giải quyết thủ tục hành chính của Sở",
        "Đánh giá nội bộ",
        "Họp xem xét của lãnh đạo về kết quả thực hiện",
    ]
    assert [_values(task.lead) for task in tasks] == [("Văn phòng Sở",), ("Ban Chỉ đạo ISO",), ("Giám đốc Sở",)]


def test_headings_of_two_rows_groups_and_period_columns_are_those_of_any_table() -> None:
    rows = _rows(GROUPS)
    assert [row.group for row in rows] == ["A. XÂY DỰNG HỆ THỐNG"] * 2 + ["B. KIỂM TRA, ĐÁNH GIÁ"] * 2
    plan = _plan(GROUPS)
    times = [task.time.text.value if task.time else None for task in plan.main_tasks]
    assert times == ["Quý I, II", "Quý II, III", "Quý II, IV", "Thường xuyên"]
    assert [_values(task.coordinate) for task in plan.main_tasks] == [
        ("Các phòng",),
        ("Văn phòng",),
        (),
        ("Các phòng",),
    ]


def test_a_row_goes_on_below_the_heading_of_the_next_page() -> None:
    tasks = _plan(PAGES).main_tasks
    assert [task.content.value for task in tasks] == [
        "Rà soát, cập nhật quy trình",
        "Đánh giá nội bộ hệ thống quản lý",
        "Họp xem xét",
    ]
    assert [_values(task.lead) for task in tasks] == [("Văn phòng Sở",), ("Ban Chỉ đạo ISO",), ("Giám đốc Sở",)]


def test_marks_on_a_page_that_does_not_name_its_columns_are_not_claimed() -> None:
    text = (
        "TT   Công việc            Chủ trì       T1    T2    T3    T4\n"
        "1    Lập danh mục         Văn phòng     x\n"
        "2    Viết quy trình       Các phòng           x\n"
        "\f3    Đánh giá nội bộ      Các phòng     x\n"
    )
    parsed = parse_plan(_document(text), "p")
    times = [task.time.text.value if task.time else None for task in parsed.plan.main_tasks]
    assert times == ["Tháng 1", "Tháng 2", None]
    assert PlanProblem.MONTH_COLUMNS_UNREAD in {problem.code for problem in parsed.problems}


def test_rows_without_numbers_begin_where_a_line_ends_early() -> None:
    rows = _rows(UNNUMBERED)
    assert [row.cells[column].value for row in rows for column in row.cells if column == "content"] == [
        "Thành lập Ban Chỉ đạo và Tổ giúp việc ISO",
        "Phổ biến kế hoạch cho toàn thể cán bộ, công chức",
        "Thống kê hồ sơ đúng hạn, quá hạn",
    ]


def test_a_full_cell_one_blank_from_the_next_is_cut_where_that_one_begins() -> None:
    text = (
        "STT  Nội dung công việc    Đơn vị chủ trì   Thời gian\n"
        "1    Rà soát quy trình     Văn phòng Sở     Quý I\n"
        "2    Thăm dò mức độ hài    Hạt Kiểm lâm     Quý II\n"
        "     lòng của chủ rừng, cơ khu vực\n"
        "     sở chế biến gỗ\n"
        "3    Họp xem xét           Chi cục trưởng   Quý IV\n"
    )
    task = _plan(text).main_tasks[1]
    assert task.content.value == "Thăm dò mức độ hài lòng của chủ rừng, cơ sở chế biến gỗ"
    assert _values(task.lead) == ("Hạt Kiểm lâm khu vực",)


def test_a_cell_merged_over_two_rows_is_whole_in_both() -> None:
    text = (
        "STT  Nội dung công việc    Đơn vị chủ trì     Thời gian\n"
        "1    Rà soát quy trình     Văn phòng Sở       Quý I\n"
        "2    Đánh giá đợt 1        Phòng Hành chính,  Tháng 6\n"
        "3    Đánh giá đợt 2        tổng hợp           Tháng 11\n"
        "4    Họp xem xét           Giám đốc Sở        Quý IV\n"
    )
    leads = [_values(task.lead) for task in _plan(text).main_tasks]
    assert leads[1] == leads[2] == ("Phòng Hành chính, tổng hợp",)


@pytest.mark.parametrize(
    "text",
    [
        # A letterhead.
        "UBND TỈNH LÂM SƠN                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ NỘI VỤ                             Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-SNV                         Lâm Sơn, ngày 02 tháng 3 năm 2024\n",
        # Recipients beside the signature.
        "Nơi nhận:                             GIÁM ĐỐC\n- Như trên;                           (Đã ký)\n- Lưu: VT.\n",
        # Sentences about contents, units and times.
        "      Nội dung, thời gian, đơn vị chủ trì, phối hợp theo Phụ lục kèm theo.\n      1. Văn phòng: tổng hợp.\n",
        # A table that counts things.
        "STT  Tên thiết bị     Số lượng    Đơn giá\n"
        "1    Máy tính         2           15.000\n"
        "2    Máy in           1           4.000\n",
        # Cells parted by two blanks wherever they end: the columns do not stand below one another.
        "STT  Nội dung công việc  Đơn vị chủ trì  Thời gian\n"
        "1  Rà soát, cập nhật các quy trình giải  Văn phòng Sở  Tháng 02/2024\n"
        "quyết thủ tục hành chính\n"
        "2  Đánh giá nội bộ  Ban Chỉ đạo ISO của cơ quan  Quý II năm\n"
        "của Sở  2024\n"
        "3  Họp xem xét của lãnh đạo về kết quả thực hiện  Giám đốc  Trước ngày 15/11\n",
    ],
    ids=["letterhead", "signature", "prose", "prices", "woven"],
)
def test_what_is_no_task_table_stays_as_it_is(text: str) -> None:
    assert relay_tables(_document(text)) is None


@given(st.text(alphabet="aăđếSTộ1I.x \n\f\t-", max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    relay_tables(_document(f"STT  Nội dung   Chủ trì   Thời gian\n1    {text}\n"))


def test_times_are_read_from_the_whole_cell() -> None:
    task = _plan(TOP).main_tasks[2]
    assert task.time is not None
    assert task.time.kind is TimeKind.BY_DATE
    assert len(task.time.text.quotes) == 2


def test_rows_may_have_codes_for_numbers() -> None:
    text = """
      2. NHIỆM VỤ
Mã     Nhiệm vụ                          Đầu mối           Cùng làm          Thời hạn
NV1    Khảo sát mức độ áp dụng ISO ở     Văn phòng HĐND    Các phòng         31/01/2026
       hai phường cũ                     và UBND
NV2    Ký lại chính sách chất lượng      Chủ tịch UBND     Các phòng         20/02/2026
NV3    Giao chỉ tiêu chất lượng          Chủ tịch UBND     Các phòng         28/02/2026
"""
    tasks = parse_plan(read_document(text.encode(), "a.txt"), "p").plan.main_tasks
    assert [(task.ordinal, task.lead[0].value, task.coordinate[0].value) for task in tasks] == [
        ("NV1", "Văn phòng HĐND và UBND", "Các phòng"),
        ("NV2", "Chủ tịch UBND", "Các phòng"),
        ("NV3", "Chủ tịch UBND", "Các phòng"),
    ]
