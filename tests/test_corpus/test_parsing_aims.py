from __future__ import annotations

import pytest

from corpus.model import Plan
from corpus.parsing import parse_plan
from corpus.reading import read_document


def _plan(body: str) -> Plan:
    return parse_plan(read_document(f"KẾ HOẠCH\n\nDuy trì năm 2025\n\n{body}\n".encode(), "a.txt"), "p").plan


BODIES = [
    (
        "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Mục đích\n\n- Nâng cao chất lượng.\n\n+ Rút ngắn thời gian.\n\n"
        "2. Yêu cầu\n\n- Đúng hạn.",
        ["Nâng cao chất lượng.", "Rút ngắn thời gian."],
        ["Đúng hạn."],
    ),
    (
        "I. MỤC ĐÍCH\n\nDuy trì hệ thống.\n\nII. YÊU CẦU\n\nCác phòng báo cáo.",
        ["Duy trì hệ thống."],
        ["Các phòng báo cáo."],
    ),
    (
        "Căn cứ Luật Giáo dục;\n\nMỤC ĐÍCH\n\nDuy trì hệ thống.\n\nYÊU CẦU\n\nĐúng hạn.",
        ["Duy trì hệ thống."],
        ["Đúng hạn."],
    ),
    (
        "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Mục đích: Cải tiến hệ thống.\n\n2. Yêu cầu: Phải rõ việc.",
        ["Cải tiến hệ thống."],
        ["Phải rõ việc."],
    ),
    (
        "I. MỤC ĐÍCH, YÊU CẦU\n\n- Nhằm chuẩn hóa quy trình.\n\n- Việc đánh giá phải khách quan.\n\n"
        "- Kết hợp các nguồn lực.",
        ["Nhằm chuẩn hóa quy trình."],
        ["Việc đánh giá phải khách quan."],
    ),
    ("I. MỤC TIÊU\n\n1. Mục tiêu chung\n\nPhục vụ tốt hơn.", ["Phục vụ tốt hơn."], []),
    ("II. NỘI DUNG\n\n1. Hội nghị triển khai\n\na) Mục đích\n\n- Phổ biến Kế hoạch.", [], []),
]


@pytest.mark.parametrize(("body", "purposes", "requirements"), BODIES)
def test_purposes_and_requirements_are_told_apart(body: str, purposes: list[str], requirements: list[str]) -> None:
    text = f"KẾ HOẠCH\n\nDuy trì năm 2025\n\n{body}\n"
    plan = _plan(body)
    assert [field.value for field in plan.purposes] == purposes
    assert [field.value for field in plan.requirements] == requirements
    for field in (*plan.purposes, *plan.requirements, *plan.bases):
        assert all(text[quote.source.start : quote.source.end] == quote.raw for quote in field.quotes)


def test_the_paragraphs_of_the_opening_block_are_bases() -> None:
    plan = _plan(
        "Căn cứ Luật Giáo dục;\n\nThực hiện Kế hoạch số 5/KH-UBND của huyện;\n\nTheo đề nghị của Tổ Văn phòng,\n\n"
        "Nhà trường xây dựng Kế hoạch như sau:\n\nI. MỤC ĐÍCH\n\n- Duy trì hệ thống."
    )
    assert [field.value for field in plan.bases] == [
        "Căn cứ Luật Giáo dục;",
        "Thực hiện Kế hoạch số 5/KH-UBND của huyện;",
        "Theo đề nghị của Tổ Văn phòng,",
    ]


def test_bases_may_stand_below_a_heading_of_their_own() -> None:
    plan = _plan("I. CĂN CỨ\n\n- Luật Giáo dục;\n\n- Tình hình thực tế.\n\nII. MỤC ĐÍCH\n\n- Duy trì hệ thống.")
    assert [field.value for field in plan.bases] == ["Luật Giáo dục;", "Tình hình thực tế."]
