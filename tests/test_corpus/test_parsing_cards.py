"""Work on cards of plain labels, and cells that say both who and when."""

from __future__ import annotations

import pytest

from corpus.model import Plan
from corpus.parsing import parse_plan
from corpus.reading import read_document


def _parse(body: str) -> Plan:
    text = f"KẾ HOẠCH\nDuy trì Hệ thống quản lý chất lượng năm 2018\n{body}\nNơi nhận:\n- Như trên;\nGIÁM ĐỐC\n"
    return parse_plan(read_document(text.encode(), "a.txt"), "p").plan


def test_labels_in_plain_words_give_the_fields_of_the_work_above_them() -> None:
    card = "Việc số {0}: {1}\nNgười làm: Văn phòng Sở\nLàm cùng: các phòng\nXong trước: 15/3/2018\nCó gì: Danh mục\n"
    body = "II. VIỆC\n" + card.format(1, "Rà soát toàn bộ quy trình") + card.format(2, "Tập huấn công chức mới")
    first, second = _parse(body).main_tasks
    for task, content in ((first, "Rà soát toàn bộ quy trình"), (second, "Tập huấn công chức mới")):
        assert task.content.value.endswith(content)
        assert [unit.value for unit in task.lead] == ["Văn phòng Sở"]
        assert [unit.value for unit in task.coordinate] == ["các phòng"]
        assert task.time is not None
        assert task.time.text.value == "15/3/2018"
        assert task.result is not None
        assert task.result.value == "Danh mục"


@pytest.mark.parametrize("line", ["Làm cùng: nhau mới nhanh", "Mốc: ranh giới đất"])
def test_a_label_must_hold_what_its_name_asks_for(line: str) -> None:
    (task,) = _parse(f"II. VIỆC\n1. Rà soát toàn bộ quy trình\n- {line}").main_tasks
    assert (task.lead, task.coordinate, task.time) == ((), (), None)


@pytest.mark.parametrize(
    ("heading", "cell", "lead", "time"),
    [
        ("Phân công, thời hạn", "Văn phòng Sở, xong trước 15/3/2018", "Văn phòng Sở", "trước 15/3/2018"),
        ("Người thực hiện", "Văn phòng Sở, tháng 4/2018", "Văn phòng Sở", "tháng 4/2018"),
        ("Thời gian", "Tháng 4/2018", None, "Tháng 4/2018"),
        ("Thời gian", "Sau khi Văn phòng Sở báo cáo", None, "Sau khi Văn phòng Sở báo cáo"),
        ("Đơn vị thực hiện", "Văn phòng Sở", "Văn phòng Sở", None),
    ],
)
def test_a_cell_may_say_both_who_and_when(heading: str, cell: str, lead: str | None, time: str | None) -> None:
    rows = f"Rà soát toàn bộ quy trình\t{cell}\nĐánh giá nội bộ hệ thống\t{cell}"
    for task in _parse(f"II. CÔNG VIỆC\nNội dung công việc\t{heading}\n{rows}").main_tasks:
        assert [unit.value for unit in task.lead] == ([lead] if lead else [])
        assert (task.time.text.value if task.time else None) == time
