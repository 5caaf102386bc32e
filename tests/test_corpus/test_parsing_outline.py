from __future__ import annotations

import pytest

from corpus.model import Plan
from corpus.parsing import parse_plan
from corpus.parsing.outline import Part, find_part, opens_annex, opens_closing
from corpus.reading import read_document

PARTS = [
    ("i. muc dich, yeu cau", Part.AIMS),
    ("ii. noi dung thuc hien", Part.TASKS),
    ("iii. to chuc thuc hien", Part.IMPLEMENTATION),
    ("iv. kinh phi thuc hien", Part.BUDGET),
    ("phan cong nhiem vu", Part.IMPLEMENTATION),
    ("v. tien do", Part.TASKS),
    ("thoi tiet", None),
]


@pytest.mark.parametrize(("heading", "part"), PARTS)
def test_a_heading_announces_a_part(heading: str, part: Part | None) -> None:
    assert find_part(heading) is part


def test_a_damaged_heading_is_read_only_in_a_damaged_text() -> None:
    assert find_part("ii. nqi dung thuc hien") is None
    assert find_part("ii. nqi dung thuc hien", damaged=True) is Part.TASKS


@pytest.mark.parametrize(
    ("text", "opens"), [("PHỤ LỤC I", True), ("Phụ lục", True), ("phụ lục kèm theo", False), ("PHỤ NỮ", False)]
)
def test_an_annex_opens_with_its_name(text: str, opens: bool) -> None:
    assert opens_annex(text) is opens


@pytest.mark.parametrize(("text", "ends"), [("noi nhan:", True), ("tren day la ke hoach", True), ("noi dung", False)])
def test_the_body_ends_at_the_recipients(text: str, ends: bool) -> None:
    assert opens_closing(text) is ends


BODY = """KẾ HOẠCH
Duy trì hệ thống năm 2024

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

2. Yêu cầu

II. NỘI DUNG

1. Chuẩn bị

1.1. Rà soát quy trình của các phòng chuyên môn

Nơi nhận:
- Sở Nội vụ;
- Lưu: VT.

GIÁM ĐỐC

{annex}
(Kèm theo Kế hoạch số 12/KH-SNV ngày 02/01/2024)

STT\tNội dung\tChủ trì\tThời gian
1\tBáo cáo\tVăn phòng\tQuý IV
"""


def _plan(annex: str) -> Plan:
    return parse_plan(read_document(BODY.format(annex=annex).encode(), "a.txt"), "p").plan


def test_headings_are_sections_with_their_depth() -> None:
    found = [(section.label, section.level) for section in _plan("PHỤ LỤC").sections]
    assert found == [("I", 1), ("1", 2), ("2", 2), ("II", 1), ("1", 2), ("1.1", 3), ("PL", 1)]


@pytest.mark.parametrize("annex", ["PHỤ LỤC", "TIẾN ĐỘ THỰC HIỆN"])
def test_a_table_after_the_signature_stands_in_an_annex(annex: str) -> None:
    plan = _plan(annex)
    assert [task.id for task in plan.main_tasks] == ["p#PL.1"]
    assert [recipient.value for recipient in plan.recipients] == ["Sở Nội vụ", "Lưu: VT"]
    assert plan.signer is not None
    assert plan.signer.title is not None
    assert plan.signer.title.value == "GIÁM ĐỐC"
