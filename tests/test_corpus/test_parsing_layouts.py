"""Layouts that are not in the samples: said to be unread where they are, never silently dropped."""

from __future__ import annotations

from corpus.parsing import parse_plan
from corpus.reading import read_document

HEAD = "SỞ NGHIÊN CỨU\nSố: 12/KH-SNC\nKẾ HOẠCH\nDuy trì hệ thống quản lý chất lượng năm 2026\nII. NỘI DUNG THỰC HIỆN\n"


def read(body: str) -> tuple[list[str], set[str]]:
    parsed = parse_plan(read_document((HEAD + body).encode(), "plan.txt"), "plan")
    return [task.content.value for task in parsed.plan.main_tasks], {problem.code for problem in parsed.problems}


def test_work_listed_as_steps_is_read() -> None:
    tasks, problems = read(
        "Bước 1: Rà soát danh mục thủ tục hành chính của Sở\n"
        "Bước 2: Tổ chức đánh giá nội bộ tại các phòng\n"
        "Bước 3: Họp xem xét của lãnh đạo về hệ thống\n"
    )
    assert tasks == [
        "Rà soát danh mục thủ tục hành chính của Sở",
        "Tổ chức đánh giá nội bộ tại các phòng",
        "Họp xem xét của lãnh đạo về hệ thống",
    ]
    assert "TASK_LIST_NOT_FOUND" not in problems


def test_month_columns_give_the_time_and_say_what_they_do_not() -> None:
    tasks, problems = read(
        "TT\tNội dung công việc\tChủ trì\tT1\tT2\tT3\n"
        "1\tTổ chức đánh giá nội bộ\tBan ISO\t\tx\t\n"
        "2\tHọp xem xét của lãnh đạo\tBan ISO\t\t\t2 lần\n"
    )
    assert tasks == ["Tổ chức đánh giá nội bộ", "Họp xem xét của lãnh đạo"]
    assert "MONTH_COLUMNS_UNREAD" in problems


def test_a_table_of_steps_is_a_task_table() -> None:
    tasks, _ = read("TT\tCác bước tiến hành\tNgười thực hiện\tThời gian\n1\tĐánh giá nội bộ\tThư ký\tQuý III/2026\n")
    assert tasks == ["Đánh giá nội bộ"]


def test_two_roles_on_one_line_and_a_bare_completion_label_are_read() -> None:
    body = (
        "1. Rà soát danh mục thủ tục hành chính đưa vào hệ thống\n"
        "- Chủ trì: Phòng Hành chính; phối hợp: các phòng.\n"
        "- Hoàn thành: trước 31/3/2026.\n"
    )
    task = parse_plan(read_document((HEAD + body).encode(), "plan.txt"), "plan").plan.main_tasks[0]
    assert [unit.value for unit in task.lead] == ["Phòng Hành chính"]
    assert [unit.value for unit in task.coordinate] == ["các phòng"]
    assert task.time is not None
    assert str(task.time.end) == "2026-03-31"
