"""Columns that their cells tell, where the heading does not."""

from __future__ import annotations

import pytest

from corpus.model import Field, Plan, Task
from corpus.parsing import parse_plan
from corpus.reading import read_document

TIMES = ("Trước 15/3", "Tháng 4", "Quý II", "Thường xuyên")
UNITS = ("Văn phòng", "Các phòng", "Thanh tra Sở", "Ban ISO")
RECORDS = ("Báo cáo", "02 biên bản", "Quyết định", "Hồ sơ đánh giá")
WORK = ("Họp giao ban", "Rà soát", "Đánh giá", "Tổng kết")


def _plan(*columns: tuple[str, tuple[str, ...]]) -> Plan:
    lines = ["\t".join(["TT", *(heading for heading, _ in columns)])]
    lines += [
        "\t".join([str(number), *row])
        for number, row in enumerate(zip(*(cells for _, cells in columns), strict=True), start=1)
    ]
    return parse_plan(read_document("\n".join(lines).encode(), "plan.txt"), "p").plan


def _first(*columns: tuple[str, tuple[str, ...]]) -> Task:
    return _plan(("Công việc", WORK), *columns).main_tasks[0]


def _value(field: Field | None) -> str | None:
    return field.value if field else None


@pytest.mark.parametrize("heading", ["Mốc phải đạt", "Chừng nào", "", "Thực hiện"])
def test_a_column_of_deadlines_holds_the_times(heading: str) -> None:
    task = _first(("Chủ trì", UNITS), (heading, TIMES))
    assert task.time is not None
    assert task.time.text.value == "Trước 15/3"


@pytest.mark.parametrize("heading", ["Ghi chú", "Ngày ban hành", "Kinh phí", "Địa điểm"])
def test_a_heading_that_says_otherwise_stands(heading: str) -> None:
    assert _first(("Chủ trì", UNITS), (heading, TIMES)).time is None


def test_a_column_of_units_leads_where_none_does() -> None:
    task = _first(("Nơi nào", UNITS), ("Thời gian", TIMES))
    assert [unit.value for unit in task.lead] == ["Văn phòng"]


def test_a_second_column_of_units_leads_nothing() -> None:
    task = _first(("Chủ trì", UNITS), ("Nơi nào", UNITS[::-1]), ("Thời gian", TIMES))
    assert [unit.value for unit in task.lead] == ["Văn phòng"]
    assert task.coordinate == ()


def test_a_column_of_records_holds_the_results() -> None:
    assert _value(_first(("Chủ trì", UNITS), ("Để lại", RECORDS)).result) == "Báo cáo"


def test_mixed_cells_tell_nothing() -> None:
    task = _first(("Chủ trì", UNITS), ("Khác", ("Tháng 4", "Phòng họp số 2", "Trực tuyến", "Tháng 5")))
    assert task.time is None


def test_numbers_of_rows_are_no_times() -> None:
    assert _first(("Chủ trì", UNITS), ("Mã số", ("1.1", "1.2", "2.1", "2.2"))).time is None


def test_records_with_dates_alone_make_no_task_table() -> None:
    assert _plan(("Công việc", WORK), ("Lần sửa", TIMES)).main_tasks == ()


@pytest.mark.parametrize("heading", ["Lãnh đạo chỉ đạo", "Theo dõi", "Giám sát", "Người kiểm tra", "Người ký"])
def test_another_role_keeps_its_printed_name(heading: str) -> None:
    task = _first(("Chủ trì", UNITS), (heading, ("Chủ tịch", "Phó Chủ tịch (KT)", "Chủ tịch", "")), ("Hạn", TIMES))
    assert [(role.name, [unit.value for unit in role.units]) for role in task.roles] == [
        ("Chủ trì", ["Văn phòng"]),
        (heading, ["Chủ tịch"]),
    ]
    assert [unit.value for unit in task.lead] == ["Văn phòng"]


def test_a_column_of_remarks_is_no_role() -> None:
    task = _first(("Chủ trì", UNITS), ("Theo dõi", ("Đã xong", "Đang làm", "Chưa làm", "")), ("Hạn", TIMES))
    assert [role.name for role in task.roles] == ["Chủ trì"]


def test_the_leaders_column_leads_where_no_other_does() -> None:
    task = _first(("Lãnh đạo phụ trách", ("Giám đốc", "Phó Giám đốc", "Giám đốc", "Giám đốc")), ("Hạn", TIMES))
    assert [unit.value for unit in task.lead] == ["Giám đốc"]


def test_group_headings_of_a_pasted_table_are_lines_between_its_rows() -> None:
    text = (
        "TT\tCông việc\tChủ trì\tThời gian\tKết quả\nA. CHUẨN BỊ\n"
        "1\tHọp\tVăn phòng\tTháng 3\n2\tRà soát\tThanh tra\tQuý II\n"
        "B. KIỂM TRA\n3\tĐánh giá\tBan ISO\tTháng 9\tBáo cáo\nIV. KINH PHÍ\nTheo dự toán.\n"
    )
    tasks = parse_plan(read_document(text.encode(), "plan.txt"), "p").plan.main_tasks
    assert [(task.ordinal, task.group, task.content.value) for task in tasks] == [
        ("1", "A. CHUẨN BỊ", "Họp"),
        ("2", "A. CHUẨN BỊ", "Rà soát"),
        ("3", "B. KIỂM TRA", "Đánh giá"),
    ]


def test_words_alone_under_a_month_are_the_time_where_the_merge_is_lost() -> None:
    months = [(f"Tháng {number}", ("X" if number == 3 else "", "", "", "")) for number in range(3, 7)]
    months[0] = ("Tháng 3", ("X", "Thường xuyên", "Khi có văn bản mới", "15/3"))
    times = [task.time for task in _plan(("Công việc", WORK), ("Chủ trì", UNITS), *months).main_tasks]
    assert [_value(time.text) if time else None for time in times] == [
        "Tháng 3",
        "Thường xuyên",
        "Khi có văn bản mới",
        "15/3",
    ]
