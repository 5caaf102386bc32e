"""Flattened tables with no running number at the start of a row: as a web page or a PDF viewer pastes them."""

from __future__ import annotations

import pytest

from corpus.model import Plan, Task
from corpus.parsing import parse_plan
from corpus.parsing.line_tables.flat.listed_heading import read_listed_heading
from corpus.parsing.tables import Column
from corpus.reading import read_document

TOP = [
    "KẾ HOẠCH",
    "Duy trì Hệ thống quản lý chất lượng năm 2024",
    "I. MỤC ĐÍCH",
    "- Giữ vững hệ thống.",
    "II. NỘI DUNG",
]
END = ["III. TỔ CHỨC THỰC HIỆN", "1. Văn phòng: theo dõi, đôn đốc.", "Nơi nhận:", "- Như trên;", "GIÁM ĐỐC"]
BARE = """
    Công đoạn | Cơ quan làm chính | Cơ quan cùng làm | Khoảng thời gian
    Rà soát toàn bộ quy trình đã ban hành | Văn phòng Sở | Các phòng chuyên môn | Tháng 3 - 4/2024
    Tập huấn cho công chức mới | Phòng Tổ chức cán bộ | Văn phòng Sở | Tháng 5/2024
    Đánh giá nội bộ | Ban Chỉ đạo ISO | Các phòng chuyên môn | Quý III/2024
"""
NARROW = """
    Nội dung công việc | Đơn vị chủ | trì | Đơn vị phối hợp | Thời gian hoàn thành | Kết quả
    Rà soát toàn bộ quy trình | đã ban hành, sửa quy trình | lạc hậu | Văn phòng Sở | Các phòng | Tháng 3/2024 | Sổ
    Tập huấn cho công chức mới | Văn phòng Sở | Tháng 5/2024 | Biên bản tập huấn
    Đánh giá nội bộ | Ban Chỉ đạo ISO | Các phòng | Báo cáo đánh giá
    Họp xem xét của lãnh đạo | về hệ thống | Giám đốc Sở | Tháng 11/2024 | Thông báo kết luận
"""
LATE = """
    Thời gian | TT | Nội dung công việc | Đơn vị chủ trì
    Tháng 02 | 1 | Đánh giá tình hình áp dụng | quy trình một cửa | Phòng Tổ chức cán bộ
    Tháng 3 | 2 | Mở 03 lớp quán triệt tiêu | chuẩn | Phòng Tổ chức cán bộ
    Từ tháng 5 | 3 | Giải quyết hồ sơ theo bộ | quy trình dùng chung | Văn phòng
"""
ALONE = """
    STT | Nội dung | Mức ưu tiên | Chủ trì | Thời gian
    1 | Rà soát toàn bộ quy trình đã ban hành | Cao | Văn phòng Sở | Tháng 3/2024
    2 | Tập huấn cho công chức mới | Thấp | Phòng Tổ chức | Tháng 5/2024
    3 | Đánh giá nội bộ | Cao | Ban Chỉ đạo ISO | Quý III/2024
"""
CODES = """
    Mã | Nhiệm vụ | Đầu mối | Cùng làm | Thời hạn | Đầu ra
    NV1 Khảo sát mức độ áp dụng | ISO, chấm điểm | Văn phòng HĐND và UBND | Các phòng | 31/01/2026 | Bảng chấm điểm
    NV2 Ký lại chính sách chất | lượng | Chủ tịch UBND | Văn phòng HĐND và UBND | 20/02/2026 | Chính sách
"""
STEPS = """
    Bước | Làm gì | Ai chủ trì | Bao giờ
    Bước 1 | Rà soát toàn bộ quy trình | Văn phòng Sở | Tháng 3/2024
    Bước 2 | Tập huấn cho công chức mới | Phòng Tổ chức | Tháng 5/2024
"""


def _parse(table: str) -> Plan:
    lines = [cell.strip() for row in table.strip().splitlines() for cell in row.split("|")]
    return parse_plan(read_document("\n".join([*TOP, *lines, *END]).encode(), "a.txt"), "p").plan


def _row(task: Task) -> tuple[str | None, ...]:
    time = task.time.text.value if task.time else None
    lead, coordinate = (tuple(unit.value for unit in units) for units in (task.lead, task.coordinate))
    return task.ordinal, task.content.value, ", ".join(lead), ", ".join(coordinate), time


@pytest.mark.parametrize(
    ("table", "first", "last", "count"),
    [
        (
            BARE,
            (None, "Rà soát toàn bộ quy trình đã ban hành", "Văn phòng Sở", "Các phòng chuyên môn", "Tháng 3 - 4/2024"),
            (None, "Đánh giá nội bộ", "Ban Chỉ đạo ISO", "Các phòng chuyên môn", "Quý III/2024"),
            3,
        ),
        (
            NARROW,
            (
                None,
                "Rà soát toàn bộ quy trình đã ban hành, sửa quy trình lạc hậu",
                "Văn phòng Sở",
                "Các phòng",
                "Tháng 3/2024",
            ),
            (None, "Họp xem xét của lãnh đạo về hệ thống", "Giám đốc Sở", "", "Tháng 11/2024"),
            4,
        ),
        (
            LATE,
            ("1", "Đánh giá tình hình áp dụng quy trình một cửa", "Phòng Tổ chức cán bộ", "", "Tháng 02"),
            ("3", "Giải quyết hồ sơ theo bộ quy trình dùng chung", "Văn phòng", "", "Từ tháng 5"),
            3,
        ),
        (
            ALONE,
            ("1", "Rà soát toàn bộ quy trình đã ban hành", "Văn phòng Sở", "", "Tháng 3/2024"),
            ("3", "Đánh giá nội bộ", "Ban Chỉ đạo ISO", "", "Quý III/2024"),
            3,
        ),
        (
            CODES,
            ("NV1", "Khảo sát mức độ áp dụng ISO, chấm điểm", "Văn phòng HĐND và UBND", "Các phòng", "31/01/2026"),
            ("NV2", "Ký lại chính sách chất lượng", "Chủ tịch UBND", "Văn phòng HĐND và UBND", "20/02/2026"),
            2,
        ),
        (
            STEPS,
            ("Bước 1", "Rà soát toàn bộ quy trình", "Văn phòng Sở", "", "Tháng 3/2024"),
            ("Bước 2", "Tập huấn cho công chức mới", "Phòng Tổ chức", "", "Tháng 5/2024"),
            2,
        ),
    ],
    ids=["bare", "narrow", "late number", "number alone", "codes", "steps"],
)
def test_rows_are_known_by_what_their_cells_say(
    table: str, first: tuple[str | None, ...], last: tuple[str | None, ...], count: int
) -> None:
    rows = [_row(task) for task in _parse(table).main_tasks]
    assert (rows[0], rows[-1], len(rows)) == (first, last, count)


def test_groups_stand_between_the_rows() -> None:
    table = """
        Đơn vị thực hiện | Việc phải làm | Hạn chót
        I. CHUẨN BỊ
        Văn phòng Sở | Rà soát quy trình đã ban hành | 15/3/2024
        II. ÁP DỤNG
        Ban Chỉ đạo ISO | Đánh giá nội bộ | Quý III/2024
    """
    tasks = _parse(table).main_tasks
    assert [(task.group, task.content.value) for task in tasks] == [
        ("I. CHUẨN BỊ", "Rà soát quy trình đã ban hành"),
        ("II. ÁP DỤNG", "Đánh giá nội bộ"),
    ]


def test_what_follows_the_table_is_in_no_cell() -> None:
    closing = "Trên đây là Kế hoạch năm 2024 của Sở Tài chính, đề nghị các phòng nghiêm túc thực hiện đúng thời gian."
    (*_, last) = _parse(f"{BARE.rstrip()}\n{closing}").main_tasks
    assert _row(last)[-1] == "Quý III/2024"
    assert "Trên đây" not in last.content.value


@pytest.mark.parametrize(
    "table",
    [
        "Nội dung | Thời gian | Kết quả | Năm 2023 Sở đã làm tốt. | Các phòng đã dự lớp. | Hệ thống được giữ.",
        "Nhiệm vụ | Chủ trì | Hồ sơ đầy đủ | Rõ ràng | Đúng mẫu | Nhanh chóng",
        "Nội dung công việc | Văn phòng Sở | Tháng 3/2024 | Đánh giá nội bộ | Các phòng | Tháng 5/2024",
    ],
    ids=["sentences", "adjectives", "no heading"],
)
def test_lists_below_words_of_headings_are_no_table(table: str) -> None:
    assert not [task for task in _parse(table).main_tasks if task.lead or task.time]


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        ("Nội dung | Đơn vị | chủ trì | Thời | gian", "content lead time"),
        ("NỘI DUNG | ĐƠN VỊ | CHỦ TRÌ | THỜI GIAN", "content lead time"),
        ("Việc | Ai làm | Ai giúp | Khi nào | Được gì", "content lead coordinate time result"),
        ("Nội dung | Mức ưu tiên | Chủ trì | Thời gian", "content other lead time"),
    ],
)
def test_a_cell_of_a_heading_may_go_on_over_lines(lines: str, columns: str) -> None:
    parts = lines.split(" | ")
    heading = read_listed_heading([*parts, "Rà soát quy trình"])
    assert heading is not None
    assert heading.columns == tuple(Column(name) for name in columns.split())
    assert heading.length == len(parts)


@pytest.mark.parametrize(
    "lines",
    [
        "1. Nội dung | Chủ trì | Thời gian",
        "Nội dung | Nội dung công việc | Thời gian | Hạn",
        "Nội dung | Thời gian",
        "nội dung | chủ trì | thời gian",
        "Nội dung | Mức ưu tiên | Độ khó | Thời gian",
    ],
)
def test_other_lines_are_no_heading(lines: str) -> None:
    assert read_listed_heading([*lines.split(" | "), "Rà soát quy trình"]) is None


def test_rows_without_a_number_stand_among_numbered_ones() -> None:
    table = """
        TT | Nội dung | Chủ trì | Thời gian
        1 | Rà soát toàn bộ quy trình | Văn phòng Sở | Tháng 3/2024
        Sửa quy trình lạc hậu | Các phòng | Tháng 4/2024
        2 | Tập huấn cho công chức mới | Phòng Tổ chức | Tháng 5/2024
    """
    rows = [_row(task) for task in _parse(table).main_tasks]
    assert [(row[0], row[1], row[-1]) for row in rows] == [
        ("1", "Rà soát toàn bộ quy trình", "Tháng 3/2024"),
        (None, "Sửa quy trình lạc hậu", "Tháng 4/2024"),
        ("2", "Tập huấn cho công chức mới", "Tháng 5/2024"),
    ]


def test_a_numbered_row_with_two_units_and_one_deadline_is_one_row() -> None:
    table = """
        TT | Nội dung | Chủ trì | Thời gian | Phối hợp
        1 | Rà soát toàn bộ quy trình | đã ban hành | Văn phòng Sở | Tháng 3/2024 | Các phòng chuyên môn
        2 | Tập huấn cho công chức mới | Phòng Tổ chức | Tháng 5/2024 | Văn phòng Sở
    """
    assert [task.ordinal for task in _parse(table).main_tasks] == ["1", "2"]


def test_a_page_from_the_middle_of_a_table_is_no_table() -> None:
    table = """
        TT | Nội dung công việc | Cơ quan | chủ trì | Cơ quan | phối hợp | Thời hạn | hoàn thành
        ngành, | cơ quan, tổ chức có liên quan | và địa phương | Quý III/2027
        9 | Xây dựng Nghị quyết | Bộ Y tế | nhân dân cấp tỉnh | Quý IV/2027
        V | Thực hiện hiệu quả công tác kiểm tra | 1 | Tăng cường | phối hợp | Bộ Y tế | Quý II/2027
    """
    assert not _parse(table).main_tasks
