from __future__ import annotations

import pytest

from corpus.parsing import parse_plan
from corpus.reading import read_document

SLIPS = [
    ("I. MỤC ĐÍCH|II. NỘI DUNG|IV. TỔ CHỨC THỰC HIỆN", [("IV", "III")]),
    ("II. NỘI DUNG", [("II", "I")]),
    ("I. NỘI DUNG|1. Họp|2. Viết|2. Sửa", [("2", "3")]),
    ("I. NỘI DUNG|1. Họp|3. Viết|2. Sửa|4. Ký", [("3", "2"), ("2", "4")]),
    ("I. NỘI DUNG|1. Họp|a) Mời|b) Gửi|d) In", [("d", "c")]),
    ("I. NỘI DUNG|1. Họp|a) Mời|b) Gửi|c) In|d) Phát|e) Thu", []),
    ("I. NỘI DUNG|1. Họp|d) Phát", [("d", "a")]),
    ("I. NỘI DUNG|1. Họp|1.1. Mời|1.3. Gửi", [("1.3", "1.2")]),
    ("I. NỘI DUNG|1. Họp|2. Viết|1.1. Gửi", [("1.1", "2.1")]),
    ("I. NỘI DUNG|1. Họp|2. Viết|II. TỔ CHỨC THỰC HIỆN|1. Văn phòng", []),
    ("I. NỘI DUNG|1. Họp|2. Viết|II. TỔ CHỨC THỰC HIỆN|3. Văn phòng", []),
    ("I. NỘI DUNG|- Đối với Sở:|1. Họp|2. Viết|- Đối với xã:|1. Họp", []),
    ("I. NỘI DUNG|Bước 1: Họp|Bước 3: Viết", [("3", "2")]),
    ("A. MỤC ĐÍCH|C. NỘI DUNG", [("C", "B")]),
    ("Điều 1. Mục đích|Điều 3. Nội dung", [("3", "2")]),
    ("I. NỘI DUNG|1. Họp ngày 5/3/2025.|2025 là năm đầu tiên.", []),
]


@pytest.mark.parametrize(("lines", "slips"), SLIPS)
def test_a_label_that_does_not_follow_is_a_problem_with_its_place(lines: str, slips: list[tuple[str, str]]) -> None:
    text = "KẾ HOẠCH\n\nDuy trì năm 2025\n\n" + lines.replace("|", "\n\n") + "\n"
    document = read_document(text.encode(), "a.txt")
    found = [problem for problem in parse_plan(document, "p").problems if problem.code == "NUMBERING_SLIP"]
    assert [problem.message for problem in found] == [
        f"Đánh số “{label}” không theo thứ tự, lẽ ra là “{expected}”." for label, expected in slips
    ]
    for problem, (label, _) in zip(found, slips, strict=True):
        assert problem.source is not None
        assert label in document.slice(problem.source).split()[0] + document.slice(problem.source).split()[1]
