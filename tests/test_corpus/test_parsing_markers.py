from __future__ import annotations

import pytest

from corpus.parsing.body.markers import parse_marker, roman_value

MARKERS = [
    ("II. NỘI DUNG", "II", 1),
    ("I. MỤC ĐÍCH", "I", 1),
    ("II ĐƠN VỊ THỰC HIỆN", "II", 1),
    ("Phần II. Tổ chức thực hiện", "II", -1),
    ("Phần thứ hai NỘI DUNG", "2", -1),
    ("A. MỤC ĐÍCH", "A", 0),
    ("Điều 2. Nội dung", "2", 1),
    ("Mục II. NỘI DUNG", "II", 1),
    ("1) Xây dựng", "1", 2),
    ("1/ Mục đích", "1", 2),
    ("1.1.1. Soạn thảo", "1.1.1", 4),
    ("Nhiệm vụ 2: Đào tạo", "2", 3),
    ("(3) Rà soát", "3", 5),
    ("a. Mục tiêu", "a", 5),
    ("đ) Báo cáo", "đ", 5),
    ("• Họp", "-", 6),
    ("* Chủ trì", "+", 7),
    ("1I. TỔ CHỨC", "II", 1),
    ("1. Mục đích", "1", 2),
    ("1.2. Yêu cầu", "1.2", 3),
    ("2.1 Đối tượng", "2.1", 3),
    ("a) Chủ trì", "a", 5),
    ("- Theo dõi", "-", 6),
    ("– Theo dõi", "-", 6),
    ("+ Đào tạo", "+", 7),
    ("I- MỤC ĐÍCH", "I", 1),
    ("I - MỤC ĐÍCH", "I", 1),
    ("I/MỤC ĐÍCH", "I", 1),
    ("I.Mục đích", "I", 1),
    ("A- MỤC ĐÍCH", "A", 0),
    ("1- Quán triệt", "1", 2),
    ("1- quán triệt", "1", 2),
    ("1-Quán triệt", "1", 2),
    ("1.- Rà soát", "1", 2),
    ("1.Lập kế hoạch", "1", 2),
    ("1 . Mục đích", "1", 2),
    ("1/Mục đích", "1", 2),
    ("2.1- Lập kế hoạch", "2.1", 3),
    ("a- cấp ủy", "a", 5),
    ("a/ Cấp ủy", "a", 5),
    ("a)cán bộ", "a", 5),
    ("a.Mục tiêu", "a", 5),
]
NO_MARKERS = [
    "2024 là năm",
    "9001:2015 của",
    "05/3/2014 của",
    "97/KH-UBND ngày",
    "30.000.000 đồng",
    "1.5 triệu",
    "9001.2015 áp dụng",
    "3.500.000 đồng",
    "27-KH/ĐU ngày",
    "12/QĐ ngày",
    "02/QĐ-UBND",
    "10 - 15 ngày",
    "1 - 2 người",
    "1-2 lần",
    "I - III",
    "II/III năm",
    "T/M BAN THƯỜNG VỤ",
    "b/c",
    "2.1 được ban hành",
    "2.1 áp dụng",
    "Căn cứ Quyết định",
    "Điều 3 của Quy chế",
    "Phần mềm quản lý",
    "Bước đầu đạt kết quả",
    "",
]


@pytest.mark.parametrize(("text", "label", "rank"), MARKERS)
def test_a_numbering_mark_is_read_with_its_rank(text: str, label: str, rank: int) -> None:
    marker = parse_marker(text)
    assert marker is not None
    assert (marker.label, marker.rank) == (label, rank)
    assert text[marker.length :].strip()


@pytest.mark.parametrize("text", NO_MARKERS)
def test_numbers_dates_and_small_letters_are_no_marks(text: str) -> None:
    assert parse_marker(text) is None


@pytest.mark.parametrize(("label", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XII", 12), ("IIL", 3)])
def test_roman_numerals_have_values_and_l_is_a_misread_i(label: str, value: int) -> None:
    assert roman_value(label) == value
