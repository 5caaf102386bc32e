from __future__ import annotations

import pytest

from corpus.model import Plan
from corpus.parsing import parse_plan
from corpus.parsing.body.outline import build_outline, opens_annex, opens_closing
from corpus.parsing.body.paragraphs import build_paragraph
from corpus.parsing.body.parts import Part, find_bare_part, find_part
from corpus.reading import read_document

PARTS = [
    ("i. muc dich, yeu cau", Part.AIMS),
    ("ii. noi dung thuc hien", Part.TASKS),
    ("iii. to chuc thuc hien", Part.IMPLEMENTATION),
    ("iv. kinh phi thuc hien", Part.BUDGET),
    ("phan cong nhiem vu", Part.IMPLEMENTATION),
    ("v. tien do", Part.TASKS),
    ("b. noi dung va to chuc thuc hien", Part.TASKS),
    ("to chuc thuc hien nhiem vu", Part.IMPLEMENTATION),
    ("iii. kinh phi va to chuc thuc hien", Part.IMPLEMENTATION),
    ("i. muc tieu, nhiem vu", Part.TASKS),
    ("muc tieu chung", Part.PURPOSE),
    ("2. yeu cau", Part.REQUIREMENT),
    ("ii. pham vi, doi tuong", Part.SCOPE),
    ("tinh hinh thuc hien nhiem vu nam truoc", Part.SCOPE),
    ("i. can cu phap ly", Part.PREAMBLE),
    ("iv. che do thong tin, bao cao", Part.IMPLEMENTATION),
    ("mo rong pham vi ap dung", None),
    ("xay dung muc tieu chat luong", None),
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


BARE = [
    ("1. muc dich", Part.PURPOSE),
    ("muc dich, yeu cau", Part.AIMS),
    ("noi dung cong viec:", Part.TASKS),
    ("ve kinh phi", Part.BUDGET),
    ("muc tieu chat luong", None),
    ("noi dung cac quy trinh phai duoc cong khai", None),
]


@pytest.mark.parametrize(("heading", "part"), BARE)
def test_a_heading_may_say_nothing_but_its_part(heading: str, part: Part | None) -> None:
    assert find_bare_part(heading) is part


def _outline(*lines: str) -> list[tuple[str, tuple[str, ...], int]]:
    text = "KẾ HOẠCH\n\nDuy trì năm 2025\n\n" + "\n\n".join(lines)
    document = read_document(text.encode(), "a.txt")
    paragraphs = [build_paragraph(document, [block.source]) for block in document.blocks[2:]]
    return [(entry.part.value, entry.path, entry.bullet) for entry in build_outline(paragraphs)]


OUTLINES = [
    (
        ("A. MỤC ĐÍCH", "B. NỘI DUNG", "I. Chuẩn bị", "1. Họp", "a) Mời", "C. TỔ CHỨC THỰC HIỆN"),
        [
            ("purpose", ("A",), 0),
            ("tasks", ("B",), 0),
            ("tasks", ("B", "I"), 0),
            ("tasks", ("B", "I", "1"), 0),
            ("tasks", ("B", "I", "1", "a"), 0),
            ("implementation", ("C",), 0),
        ],
    ),
    (
        ("II. NỘI DUNG", "1) Xây dựng", "(1) Viết", "(2) Sửa", "2) Vận hành"),
        [
            ("tasks", ("II",), 0),
            ("tasks", ("II", "1"), 0),
            ("tasks", ("II", "1", "1"), 0),
            ("tasks", ("II", "1", "2"), 0),
            ("tasks", ("II", "2"), 0),
        ],
    ),
    (
        ("Phần thứ nhất", "MỤC ĐÍCH", "Phần thứ hai", "NỘI DUNG", "Nhiệm vụ 1: Rà soát", "- Chi tiết", "+ Thêm"),
        [
            ("scope", ("1",), 0),
            ("purpose", ("1",), 0),
            ("scope", ("2",), 0),
            ("tasks", ("2",), 0),
            ("tasks", ("2", "1"), 0),
            ("tasks", ("2", "1"), 1),
            ("tasks", ("2", "1"), 2),
        ],
    ),
    (
        ("1. MỤC ĐÍCH", "2. NỘI DUNG", "2.1. Học kỳ I", "3. TỔ CHỨC THỰC HIỆN", "* Tổ Toán:", "- Dạy"),
        [
            ("purpose", ("1",), 0),
            ("tasks", ("2",), 0),
            ("tasks", ("2", "2.1"), 0),
            ("implementation", ("3",), 0),
            ("implementation", ("3",), 1),
            ("implementation", ("3",), 2),
        ],
    ),
    (
        ("MỤC ĐÍCH", "Nâng cao chất lượng.", "YÊU CẦU", "Đúng hạn.", "NỘI DUNG", "Rà soát."),
        [
            ("purpose", (), 0),
            ("purpose", (), 0),
            ("requirement", (), 0),
            ("requirement", (), 0),
            ("tasks", (), 0),
            ("tasks", (), 0),
        ],
    ),
    (
        ("II. NỘI DUNG", "1. Hội nghị triển khai", "a) Yêu cầu", "2. Chế độ báo cáo", "3. Kinh phí"),
        [
            ("tasks", ("II",), 0),
            ("tasks", ("II", "1"), 0),
            ("tasks", ("II", "1", "a"), 0),
            ("tasks", ("II", "2"), 0),
            ("budget", ("II", "3"), 0),
        ],
    ),
    (
        ("I. MỤC ĐÍCH", "II. XÂY DỰNG TÀI LIỆU", "III. ĐÁNH GIÁ NỘI BỘ", "IV. TỔ CHỨC THỰC HIỆN"),
        [("purpose", ("I",), 0), ("tasks", ("II",), 0), ("tasks", ("III",), 0), ("implementation", ("IV",), 0)],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), OUTLINES)
def test_numbering_of_every_style_nests(
    lines: tuple[str, ...], expected: list[tuple[str, tuple[str, ...], int]]
) -> None:
    assert _outline(*lines) == expected
