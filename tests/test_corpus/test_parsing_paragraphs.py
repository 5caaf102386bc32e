from __future__ import annotations

import pytest

from corpus.parsing.body.paragraphs import join_lines
from corpus.reading import read_document


def _paragraphs(*lines: str) -> list[str]:
    document = read_document("\n".join(lines).encode(), "a.txt")
    return [paragraph.field.value for paragraph in join_lines(document, document.blocks)]


FULL = "Các phòng chuyên môn và đơn vị trực thuộc rà soát toàn bộ quy trình đã ban hành trong"
CASES = [
    ((FULL, "năm trước, báo cáo Văn phòng.", "Các phòng còn lại thực hiện sau."), 2),
    ((FULL, "năm trước.", "1. Rà soát quy trình", "2. Đánh giá nội bộ"), 3),
    ((FULL, FULL.lower() + " Điều", "3. Các phòng báo cáo kết quả về Văn phòng Sở."), 1),
    ((FULL, "tháng này, gửi Phòng Tổ chức -", "Hành chính tổng hợp."), 1),
    ((FULL, FULL.lower() + " Quý", "III/2026)."), 1),
    ((FULL, "năm.", "II. NỘI DUNG VÀ TIẾN ĐỘ THỰC HIỆN KẾ HOẠCH ÁP DỤNG HỆ THỐNG QUẢN", "LÝ CHẤT LƯỢNG NĂM 2025"), 2),
    ((FULL, "năm.", "Chủ trì: Văn phòng", "Hoàn thành: 30/4/2025", "Phối hợp: các phòng"), 4),
    ((FULL, "năm của tỉnh;", "Theo đề nghị của Văn phòng,", "Sở Nội vụ ban hành Kế hoạch như sau:"), 3),
]


@pytest.mark.parametrize(("lines", "count"), CASES)
def test_lines_are_joined_and_items_are_not(lines: tuple[str, ...], count: int) -> None:
    assert len(_paragraphs(*lines)) == count


def test_lines_that_none_goes_on_from_are_paragraphs_each() -> None:
    lines = ("Nâng cao chất lượng phục vụ.", "Rút ngắn thời gian giải quyết hồ sơ.", "Đúng hạn.")
    assert _paragraphs(*lines) == list(lines)


def _page(number: int) -> tuple[str, str]:
    return f"Nhóm {number}: {FULL[number:].strip()}", f"{FULL[number:].lower().strip()} năm {number}."


def test_page_numbers_and_running_heads_are_left_out() -> None:
    lines = [
        *_page(1),
        "KẾ HOẠCH ISO 2025 - Trang 1",
        *_page(2),
        "KẾ HOẠCH ISO 2025 - Trang 2",
        *_page(3),
        "3",
        *_page(4),
    ]
    assert _paragraphs(*lines) == [" ".join(_page(number)) for number in (1, 2, 3, 4)]


def test_a_head_without_a_page_count_is_left_out_beside_page_numbers_only() -> None:
    lines = ["CÔNG BÁO/Số 302", *_page(0)]
    for number in (1, 2, 3):
        lines += ["CÔNG BÁO/Số 302", str(number), *_page(number)]
    assert _paragraphs(*lines) == ["CÔNG BÁO/Số 302", *(" ".join(_page(number)) for number in (0, 1, 2, 3))]
