from __future__ import annotations

import pytest

from corpus.model import CitationRole, Plan
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


@pytest.mark.parametrize(
    ("paragraph", "basis"),
    [
        ("Căn cứ Luật Giáo dục; UBND xã ban hành Kế hoạch theo Nghị định số 1/2020/NĐ-CP", "Căn cứ Luật Giáo dục;"),
        ("Căn cứ Luật Giáo dục. Sở Nội vụ xây dựng kế hoạch như sau", "Căn cứ Luật Giáo dục."),
        ("Căn cứ Luật A; Quyết định số 5 về ban hành Quy chế", "Căn cứ Luật A; Quyết định số 5 về ban hành Quy chế"),
        (
            "Căn cứ các Quyết định: số 4/QĐ-A; số 5/QĐ-A về ban hành",
            "Căn cứ các Quyết định: số 4/QĐ-A; số 5/QĐ-A về ban hành",
        ),
        ("Căn cứ văn bản của Sở Nội vụ ban hành Quy chế", "Căn cứ văn bản của Sở Nội vụ ban hành Quy chế"),
    ],
)
def test_the_sentence_that_issues_the_plan_is_no_basis(paragraph: str, basis: str) -> None:
    (found,) = _plan(f"{paragraph}\n\nI. MỤC ĐÍCH\n\n- Duy trì hệ thống.").bases
    assert found.value == basis


def test_what_stands_behind_the_bases_is_cited_and_no_basis() -> None:
    plan = _plan(
        "Căn cứ Luật số 1/2020/QH14;\n\nCác Quyết định số 2/2020/QĐ-TTg;\n\nTheo Nghị định số 3/2020/NĐ-CP;\n\n"
        "Sở Nội vụ xây dựng Kế hoạch thay thế Quyết định số 4/2020/QĐ-TTg như sau:\n\nI. MỤC ĐÍCH\n\n- Duy trì."
    )
    roles = {citation.number: citation.role for citation in plan.citations}
    assert [number for number, role in roles.items() if role is CitationRole.BASIS] == [
        "01/2020/QH14",
        "02/2020/QĐ-TTg",
        "03/2020/NĐ-CP",
    ]
    assert roles["04/2020/QĐ-TTg"] is CitationRole.MENTION


LISTS = [
    "Căn cứ:\n\n- Luật số 1/2020/QH14;\n\n- Nghị định số 2/2020/NĐ-CP;",
    "CĂN CỨ:\n\n- Luật số 1/2020/QH14;\n\n- Nghị định số 2/2020/NĐ-CP;",
    "Căn cứ các văn bản sau:\n\n- Luật số 1/2020/QH14;\n\n- Nghị định số 2/2020/NĐ-CP;",
    "Căn cứ Luật số 1/2020/QH14;\nNghị định số 2/2020/NĐ-CP;",
    "Căn cứ Luật số 1/2020/QH14;\n\nQuán triệt Nghị định số 2/2020/NĐ-CP;",
    "I. CĂN CỨ XÂY DỰNG KẾ HOẠCH\n\n- Luật số 1/2020/QH14;\n\n- Nghị định số 2/2020/NĐ-CP;",
    "I. CĂN CỨ LẬP KẾ HOẠCH\n\n1. Luật số 1/2020/QH14;\n\n2. Nghị định số 2/2020/NĐ-CP;",
    "Căn cứ Luật số 1/2020/QH14; Phòng Giáo dục và Đào tạo ban hành Kế hoạch số 3/KH-PGDĐT; Căn cứ Nghị định số "
    "2/2020/NĐ-CP;",
    "Căn cứ Luật số 1/2020/QH14; Sở Nội vụ hướng dẫn tại Công văn số 5/SNV-VP; Nghị định số 2/2020/NĐ-CP;",
    "Căn cứ Luật số 1/2020/QH14; Ban Thường vụ Đảng ủy thông qua; Nghị định số 2/2020/NĐ-CP;",
]


@pytest.mark.parametrize("block", LISTS)
def test_bases_may_be_listed_in_any_way(block: str) -> None:
    plan = _plan(f"{block}\n\nSở Nội vụ ban hành Kế hoạch như sau:\n\nII. MỤC ĐÍCH\n\n- Duy trì.")
    roles = {citation.number: citation.role for citation in plan.citations}
    assert roles["01/2020/QH14"] is roles["02/2020/NĐ-CP"] is CitationRole.BASIS


@pytest.mark.parametrize(
    "behind",
    [
        ", UBND xã ban hành Kế hoạch thực hiện, thay thế Kế hoạch số 3/KH-UBND",
        "; UBND xã xây dựng Kế hoạch thay thế Kế hoạch số 3/KH-UBND",
        ";\n\nUBND xã ban hành Kế hoạch như sau:\n\nĐể thực hiện tốt Kế hoạch số 3/KH-UBND, các phòng cần cố gắng.",
    ],
)
def test_what_the_issuing_sentence_names_is_no_basis(behind: str) -> None:
    plan = _plan(f"Căn cứ Luật số 1/2020/QH14 về chuyển đổi số{behind}\n\nI. MỤC ĐÍCH\n\n- Duy trì.")
    roles = {citation.number: citation.role for citation in plan.citations}
    assert roles["01/2020/QH14"] is CitationRole.BASIS
    assert roles["03/KH-UBND"] is CitationRole.MENTION
