"""The kind, title and year of a plan, and who issues it where no letterhead tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.model import AgencyType, Field, Header
from corpus.parsing import ParsedPlan, parse_plan
from corpus.reading import read_document

CheckHeader = Callable[[str, dict[str, object]], None]


def _parse(text: str) -> ParsedPlan:
    return parse_plan(read_document(text.encode(), "a.txt"), "p")


def _header(head: str, title: str = "Duy trì hệ thống năm 2024") -> Header:
    return _parse(f"{head}\n\nKẾ HOẠCH\n{title}\n\nCăn cứ Quyết định số 1/QĐ-TTg;\n\nI. MỤC ĐÍCH\n").plan.header


def _value(field: Field | None) -> str | None:
    return field.value if field else None


def test_the_year_is_that_of_the_title_then_of_the_date() -> None:
    line = "SỞ NỘI VỤ\nLam Kỳ, ngày 30 tháng 12 năm 2023"
    assert _header(line).year == 2024
    assert _header(line, "Duy trì hệ thống").year == 2023


def test_without_a_letterhead_the_enacting_sentence_names_the_issuer() -> None:
    text = "KẾ HOẠCH\nDuy trì năm 2024\n\nSở Xây dựng ban hành Kế hoạch duy trì như sau:\n\nI. MỤC ĐÍCH\n"
    header = _parse(text).plan.header
    assert (_value(header.issuer), header.agency_type) == ("Sở Xây dựng", AgencyType.SO)


def test_a_title_that_begins_beside_the_kind_and_runs_over_a_page_is_whole() -> None:
    parsed = parse_plan(read_document("\fKẾ HOẠCH Duy trì\fhệ thống năm 2024\n".encode(), "a.txt"), "p")
    title = parsed.plan.header.title
    assert title is not None
    assert title.value == "Duy trì hệ thống năm 2024"


TITLES = [
    ("THỰC HIỆN ISO NĂM 2024\n(Của Ban Quản lý dự án Lam Sơn)\nMục đích: giữ hồ sơ.\n", "THỰC HIỆN ISO NĂM 2024"),
    ("DUY TRÌ HỆ THỐNG NĂM 2024\nMỤC ĐÍCH\nGiữ hồ sơ.\n", "DUY TRÌ HỆ THỐNG NĂM 2024"),
    (
        "Công tác ISO năm 2024 của Ủy ban nhân dân xã Lam Sơn\n"
        "Thực hiện Kế hoạch số 5/KH-UBND ngày 01/02/2024 của UBND\n"
        "huyện Nam Tiến, UBND xã Lam Sơn xây dựng Kế hoạch như sau:\nI. MỤC ĐÍCH\n",
        "Công tác ISO năm 2024 của Ủy ban nhân dân xã Lam Sơn",
    ),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_a_title_ends_before_a_note_a_heading_or_a_base(text: str, title: str) -> None:
    header = _parse(f"KẾ HOẠCH\n{text}").plan.header
    assert header.title is not None
    assert header.title.value == title


def test_a_line_in_brackets_below_the_title_names_the_issuer_where_no_letterhead_does() -> None:
    header = _parse("KẾ HOẠCH\nThực hiện ISO năm 2024\n(Của Ban Quản lý dự án Lam Sơn)\n\nI. MỤC ĐÍCH\n").plan.header
    assert header.issuer is not None
    assert (header.issuer.value, header.agency_type) == ("Ban Quản lý dự án Lam Sơn", AgencyType.DON_VI_SU_NGHIEP)


HEADINGS: list[tuple[str, str, dict[str, object]]] = [
    (
        "the title on the line of its kind",
        "SỞ Y TẾ\n\nKẾ HOẠCH duy trì, cải tiến hệ thống\nquản lý chất lượng năm 2025",
        {"kind": "KẾ HOẠCH", "title": "duy trì, cải tiến hệ thống quản lý chất lượng năm 2025"},
    ),
    (
        "a title all in capitals",
        "SỞ Y TẾ\n\nKẾ HOẠCH\nTHỰC HIỆN QUYẾT ĐỊNH SỐ 19/2014/QĐ-TTG\nVÀ DUY TRÌ HỆ THỐNG NĂM 2025",
        {"title": "THỰC HIỆN QUYẾT ĐỊNH SỐ 19/2014/QĐ-TTG VÀ DUY TRÌ HỆ THỐNG NĂM 2025", "year": 2025},
    ),
    (
        "a title that carries out another document",
        "SỞ Y TẾ\n\nKẾ HOẠCH\nThực hiện Quyết định số 19/2014/QĐ-TTg năm 2025",
        {"title": "Thực hiện Quyết định số 19/2014/QĐ-TTg năm 2025", "year": 2025},
    ),
    (
        "a title before an addressee",
        "SỞ Y TẾ\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025\n\nKính gửi: Các phòng thuộc Sở",
        {"title": "Duy trì hệ thống năm 2025"},
    ),
    (
        "a title before running text",
        "SỞ Y TẾ\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025\n\n"
        "Trong năm 2024, Sở Y tế đã duy trì tốt hệ thống quản lý chất lượng.",
        {"title": "Duy trì hệ thống năm 2025", "year": 2025},
    ),
    (
        "a rule between title and body",
        "SỞ Y TẾ\n-------\nSố: 2/KH-SYT\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025\n---------------",
        {"issuer": "SỞ Y TẾ", "title": "Duy trì hệ thống năm 2025"},
    ),
    (
        "a programme",
        "UBND TỈNH LAM SƠN\nSố: 2/CTr-UBND\n\nCHƯƠNG TRÌNH\nHành động năm 2025",
        {"kind": "CHƯƠNG TRÌNH", "symbol": "CTr-UBND", "title": "Hành động năm 2025"},
    ),
    (
        "an option plan",
        "SỞ Y TẾ\n\nPHƯƠNG ÁN\nChuyển đổi hệ thống năm 2025",
        {"kind": "PHƯƠNG ÁN", "title": "Chuyển đổi hệ thống năm 2025"},
    ),
    (
        "a letter has no kind",
        "SỞ Y TẾ\nSố: 77/SYT-VP\nV/v duy trì hệ thống năm 2025\nLam Kỳ, ngày 6 tháng 3 năm 2025\n\n"
        "Kính gửi: Các phòng thuộc Sở",
        {"kind": None, "title": None, "issuer": "SỞ Y TẾ", "number": "77", "symbol": "SYT-VP"},
    ),
    (
        "an instruction has no kind of ours, and its headings are no issuer",
        "UBND TỈNH LAM SƠN\nSố: 4/CT-UBND\nLam Kỳ, ngày 6 tháng 3 năm 2025\n\nCHỈ THỊ\n"
        "Về việc duy trì hệ thống\n\nI. NGUYÊN TẮC",
        {"kind": None, "issuer": "UBND TỈNH LAM SƠN", "parent_issuer": None},
    ),
    (
        "years of a period are not the year of the plan",
        "SỞ Y TẾ\nLam Kỳ, ngày 5/2/2022\n\nKẾ HOẠCH\nCải cách hành chính giai đoạn 2021-2025",
        {"year": 2022},
    ),
    (
        "the date of another document in the title is not the year of the plan",
        "SỞ Y TẾ\nLam Kỳ, ngày 5/2/2026\n\nKẾ HOẠCH\n"
        "Thực hiện Chỉ thị số 5-CT/TW ngày 03 tháng 10 năm 2025 của Ban Bí thư",
        {"year": 2026},
    ),
    (
        "the end of a period is not the year of the plan",
        "SỞ Y TẾ\nLam Kỳ, ngày 5/2/2024\n\nKẾ HOẠCH\nÁp dụng hệ thống đến năm 2030",
        {"year": 2024},
    ),
    (
        "of two years in the title the one of issue counts",
        "SỞ Y TẾ\nLam Kỳ, ngày 5/2/2024\n\nKẾ HOẠCH\nKhắc phục kết quả đánh giá năm 2023 và duy trì hệ thống năm 2024",
        {"year": 2024},
    ),
    (
        "a plan named in small letters with its title",
        "Kế hoạch duy trì hệ thống quản lý chất lượng năm 2025",
        {"kind": "Kế hoạch", "title": "duy trì hệ thống quản lý chất lượng năm 2025", "issuer": None},
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in HEADINGS], ids=[case[0] for case in HEADINGS])
def test_kind_title_and_year_are_read_in_every_form_they_come_in(
    check_header: CheckHeader, text: str, expected: dict[str, object]
) -> None:
    check_header(text, expected)
