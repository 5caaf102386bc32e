from __future__ import annotations

import pytest

from corpus.model import Field, Plan, Quote, Source
from corpus.parsing import parse_plan
from corpus.parsing.labels import parse_label
from corpus.reading import read_document


def _plan(body: str) -> Plan:
    return parse_plan(read_document(f"KẾ HOẠCH\n\nDuy trì năm 2024\n\n{body}".encode(), "a.txt"), "p").plan


LABELS = [
    ("- Đơn vị thực hiện: Văn phòng Sở.", "Đơn vị thực hiện", "Văn phòng Sở"),
    ("Thời gian hoàn thành : Quý I;", "Thời gian hoàn thành", "Quý I"),
    ("+ Sản phẩm: Báo cáo.", "Sản phẩm", "Báo cáo"),
    ("a) Đơn vị phối hợp: Các phòng", "Đơn vị phối hợp", "Các phòng"),
]


@pytest.mark.parametrize(("text", "label", "value"), LABELS)
def test_a_labelled_line_is_a_label_and_a_value(text: str, label: str, value: str) -> None:
    found = parse_label(Field(text, (Quote(text, Source(0, len(text))),)))
    assert found is not None
    assert (found[0], found[1].value) == (label, value)
    quote = found[1].quotes[0]
    assert text[quote.source.start : quote.source.end] == quote.raw


@pytest.mark.parametrize("text", ["Thời gian qua: các đơn vị đã làm tốt", "Nội dung: rà soát", "Đơn vị thực hiện:"])
def test_other_lines_are_no_labels(text: str) -> None:
    assert parse_label(Field(text, (Quote(text, Source(0, len(text))),))) is None


LABELLED = """II. NỘI DUNG

1. Rà soát quy trình

Các phòng rà soát toàn bộ quy trình đã ban hành.

- Đơn vị thực hiện: Văn phòng Sở.

- Đơn vị phối hợp: Phòng Kinh tế; Phòng Nội vụ.

- Đơn vị phối hợp: Thanh tra Sở.

- Thời gian thực hiện: Quý II.

- Sản phẩm: Báo cáo rà soát.

2. Họp xem xét của lãnh đạo

III. TỔ CHỨC THỰC HIỆN

1. Văn phòng Sở

- Theo dõi, đôn đốc việc thực hiện kế hoạch;

+ Báo cáo Giám đốc hằng quý.

2. Ban Chỉ đạo ISO 9001:2015 của Sở có trách nhiệm chỉ đạo các phòng thực hiện kế hoạch này.

3. Thanh tra Sở: Giám sát việc thực hiện kế hoạch.
"""


def _values(fields: tuple[Field, ...]) -> list[str]:
    return [field.value for field in fields]


def test_labelled_lines_give_the_fields_of_their_item() -> None:
    first, second = _plan(LABELLED).main_tasks
    assert (first.id, first.ordinal, first.content.value) == ("p#II.1", "1", "Rà soát quy trình")
    assert _values(first.lead) == ["Văn phòng Sở"]
    assert _values(first.coordinate) == ["Phòng Kinh tế", "Phòng Nội vụ", "Thanh tra Sở"]
    assert _values(first.detail) == ["Các phòng rà soát toàn bộ quy trình đã ban hành."]
    assert first.time is not None
    assert first.time.text.value == "Quý II"
    assert first.result is not None
    assert first.result.value == "Báo cáo rà soát"
    assert (second.content.value, second.lead, second.time) == ("Họp xem xét của lãnh đạo", (), None)


def test_duties_are_led_by_the_unit_of_their_heading_or_sentence() -> None:
    duties = [task for task in _plan(LABELLED).tasks if not task.main]
    assert [_values(duty.lead) for duty in duties] == [
        ["Văn phòng Sở"],
        ["Ban Chỉ đạo ISO 9001:2015 của Sở"],
        ["Thanh tra Sở"],
    ]
    assert _values(duties[0].detail) == ["Báo cáo Giám đốc hằng quý."]
    assert [duty.ordinal for duty in duties] == [None, "2", "3"]


BULLETS = """II. NỘI DUNG

1. Tại cơ quan Sở

- Kiện toàn Ban Chỉ đạo ISO của Sở;

- Tham dự các khóa đào tạo:

+ Đào tạo chuyên gia đánh giá nội bộ.

2. Tại các chi cục

- Áp dụng hệ thống quản lý chất lượng đã xây dựng.
"""


def test_bullets_without_labels_are_tasks_grouped_by_their_heading() -> None:
    tasks = _plan(BULLETS).main_tasks
    assert [(task.content.value, task.group, len(task.detail)) for task in tasks] == [
        ("Kiện toàn Ban Chỉ đạo ISO của Sở;", "Tại cơ quan Sở", 0),
        ("Tham dự các khóa đào tạo:", "Tại cơ quan Sở", 1),
        ("Áp dụng hệ thống quản lý chất lượng đã xây dựng.", "Tại các chi cục", 0),
    ]
    assert len({task.id for task in tasks}) == 3


def test_numbered_items_without_bullets_are_tasks() -> None:
    tasks = _plan("II. NỘI DUNG\n\n1. Rà soát các quy trình\n\n2. Tổ chức đánh giá nội bộ\n").main_tasks
    assert [task.content.value for task in tasks] == ["Rà soát các quy trình", "Tổ chức đánh giá nội bộ"]


def test_below_a_task_table_described_work_is_no_main_task() -> None:
    table = "\nSTT\tNội dung\tChủ trì\tThời gian\n1\tBáo cáo\tVăn phòng\tQuý IV\n"
    plan = _plan(BULLETS + table)
    assert [task.content.value for task in plan.main_tasks] == ["Báo cáo"]
    assert len(plan.tasks) == 4
