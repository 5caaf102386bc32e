"""Letterheads: who issues the plan and under whom, in every form that archives hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from corpus.model import AgencyType, Field, Header
from corpus.parsing import parse_plan
from corpus.reading import read_document

CheckHeader = Callable[[str, dict[str, object]], None]


def _header(head: str, title: str = "Duy trì hệ thống năm 2024") -> Header:
    text = f"{head}\n\nKẾ HOẠCH\n{title}\n\nCăn cứ Quyết định số 1/QĐ-TTg;\n\nI. MỤC ĐÍCH\n"
    return parse_plan(read_document(text.encode(), "a.txt"), "p").plan.header


def _value(field: Field | None) -> str | None:
    return field.value if field else None


def test_a_letterhead_in_two_columns_is_read_line_by_line() -> None:
    header = _header(
        "UBND TỈNH LAM SƠN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ NÔNG NGHIỆP             Độc lập - Tự do - Hạnh phúc\n"
        "VÀ MÔI TRƯỜNG\n"
        "Số: 18/KH-SNNMT            Lam Kỳ, ngày 29 tháng 01 năm 2024"
    )
    assert (_value(header.parent_issuer), _value(header.issuer)) == (
        "UBND TỈNH LAM SƠN",
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    )
    assert (_value(header.number), _value(header.symbol)) == ("18", "KH-SNNMT")
    assert (_value(header.place), header.date) == ("Lam Kỳ", date(2024, 1, 29))
    assert (_value(header.kind), _value(header.title)) == ("KẾ HOẠCH", "Duy trì hệ thống năm 2024")
    assert (header.year, header.agency_type) == (2024, AgencyType.SO)


def test_the_place_of_a_council_goes_on_below_its_name() -> None:
    header = _header("ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHÀNH PHỐ LAM SƠN\tĐộc lập - Tự do\n")
    assert (_value(header.parent_issuer), _value(header.issuer)) == (None, "ỦY BAN NHÂN DÂN THÀNH PHỐ LAM SƠN")


LETTERHEADS: list[tuple[str, str, dict[str, object]]] = [
    (
        "both columns on one line, one blank between them",
        "UBND TỈNH LAM SƠN CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc\n"
        "Số: 12/KH-SNV Lam Kỳ, ngày 05 tháng 02 năm 2025\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {
            "parent_issuer": "UBND TỈNH LAM SƠN",
            "issuer": "SỞ NỘI VỤ",
            "number": "12",
            "symbol": "KH-SNV",
            "place": "Lam Kỳ",
            "date": date(2025, 2, 5),
            "title": "Duy trì hệ thống năm 2025",
            "agency_type": AgencyType.SO,
        },
    ),
    (
        "the date beside the third line of the issuer",
        "UBND TỈNH LAM SƠN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ NÔNG NGHIỆP           Độc lập – Tự do – Hạnh phúc\n"
        "VÀ MÔI TRƯỜNG            Lam Kỳ, ngày 7 tháng 3 năm 2025\nSố: 9/KH-SNNMT\n\nKẾ HOẠCH\n"
        "Áp dụng hệ thống năm 2025",
        {
            "parent_issuer": "UBND TỈNH LAM SƠN",
            "issuer": "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
            "number": "9",
            "symbol": "KH-SNNMT",
            "place": "Lam Kỳ",
            "date": date(2025, 3, 7),
        },
    ),
    (
        "columns after each other",
        "UBND HUYỆN LAM SƠN\nPHÒNG GIÁO DỤC VÀ ĐÀO TẠO\nSố: 45/KH-PGDĐT\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nLam Sơn, ngày 15 tháng 01 năm 2024\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2024",
        {
            "parent_issuer": "UBND HUYỆN LAM SƠN",
            "issuer": "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO",
            "number": "45",
            "symbol": "KH-PGDĐT",
            "place": "Lam Sơn",
            "date": date(2024, 1, 15),
            "agency_type": AgencyType.KHAC,
        },
    ),
    (
        "a school",
        "PHÒNG GD&ĐT LAM SƠN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTRƯỜNG THCS NAM TIẾN\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 07/KH-THCS.NT\tNam Tiến, ngày 20 tháng 9 năm 2024\n\nKẾ HOẠCH\nÁp dụng hệ thống năm học 2024-2025",
        {
            "parent_issuer": "PHÒNG GD&ĐT LAM SƠN",
            "issuer": "TRƯỜNG THCS NAM TIẾN",
            "number": "07",
            "symbol": "KH-THCS.NT",
            "place": "Nam Tiến",
            "year": 2024,
            "agency_type": AgencyType.TRUONG,
        },
    ),
    (
        "a hospital whose name takes three lines",
        "SỞ Y TẾ LAM SƠN\nBỆNH VIỆN ĐA KHOA\nKHU VỰC MIỀN TÂY\nTỈNH LAM SƠN\nSố: 118/KH-BVĐKKVMT\n\n"
        "KẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {
            "parent_issuer": "SỞ Y TẾ LAM SƠN",
            "issuer": "BỆNH VIỆN ĐA KHOA KHU VỰC MIỀN TÂY TỈNH LAM SƠN",
            "symbol": "KH-BVĐKKVMT",
            "agency_type": AgencyType.DON_VI_SU_NGHIEP,
        },
    ),
    (
        "a Party committee",
        "ĐẢNG BỘ TỈNH LAM SƠN          ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY SỞ NỘI VỤ\n*\n"
        "Số 12-KH/ĐU          Lam Kỳ, ngày 06 tháng 02 năm 2025\n\n"
        "KẾ HOẠCH\ntriển khai công tác năm 2025",
        {
            "parent_issuer": "ĐẢNG BỘ TỈNH LAM SƠN",
            "issuer": "ĐẢNG ỦY SỞ NỘI VỤ",
            "number": "12",
            "symbol": "KH/ĐU",
            "place": "Lam Kỳ",
            "date": date(2025, 2, 6),
            "agency_type": AgencyType.KHAC,
        },
    ),
    (
        "a Party number behind a star, still blank",
        "HUYỆN ỦY LAM SƠN\nBAN TỔ CHỨC\n* Số      -KH/BTC\n\nKẾ HOẠCH\nduy trì năm 2025",
        {
            "parent_issuer": "HUYỆN ỦY LAM SƠN",
            "issuer": "BAN TỔ CHỨC",
            "number": None,
            "symbol": "KH/BTC",
        },
    ),
    (
        "small letters",
        "Ủy ban nhân dân\nxã Nam Tiến\nSố: 31/KH-UBND\nNam Tiến, ngày 10 tháng 7 năm 2025\n\nKẾ HOẠCH\n"
        "Áp dụng hệ thống năm 2025",
        {
            "parent_issuer": None,
            "issuer": "Ủy ban nhân dân xã Nam Tiến",
            "number": "31",
            "agency_type": AgencyType.UBND_XA,
        },
    ),
    (
        "small letters, both columns on one line",
        "UBND tỉnh Lam Sơn    Cộng hòa xã hội chủ nghĩa Việt Nam\nSở Tư pháp    Độc lập - Tự do - Hạnh phúc\n"
        "Số: 4/KH-STP\n\nKế hoạch\nDuy trì hệ thống năm 2024",
        {
            "parent_issuer": "UBND tỉnh Lam Sơn",
            "issuer": "Sở Tư pháp",
            "symbol": "KH-STP",
            "kind": "Kế hoạch",
        },
    ),
    (
        "no letterhead, the issuer behind the grounds",
        "KẾ HOẠCH\nDuy trì hệ thống năm 2024\n\n"
        "Căn cứ Quyết định số 19/2014/QĐ-TTg, Sở Văn hóa, Thể thao và Du lịch ban hành Kế hoạch như sau:",
        {
            "issuer": "Sở Văn hóa, Thể thao và Du lịch",
            "parent_issuer": None,
            "number": None,
            "symbol": None,
            "date": None,
            "year": 2024,
            "agency_type": AgencyType.SO,
        },
    ),
    (
        "no letterhead, a province enacts",
        "KẾ HOẠCH\nMở rộng hệ thống\n\n"
        "Ủy ban nhân dân tỉnh Lam Sơn ban hành Kế hoạch mở rộng hệ thống năm 2025 với các nội dung sau:",
        {
            "issuer": "Ủy ban nhân dân tỉnh Lam Sơn",
            "title": "Mở rộng hệ thống",
            "year": 2025,
            "agency_type": AgencyType.KHAC,
        },
    ),
    (
        "no letterhead, a unit that only drafts is no issuer",
        "KẾ HOẠCH\nDuy trì hệ thống\n\nVăn phòng tham mưu xây dựng Kế hoạch duy trì hệ thống như sau:",
        {"issuer": None},
    ),
    (
        "a draft",
        "DỰ THẢO LẦN 2\nUBND TỈNH LAM SƠN\nSỞ TÀI CHÍNH\nSố:     /KH-STC\n"
        "Lam Kỳ, ngày     tháng 02 năm 2025\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {
            "parent_issuer": "UBND TỈNH LAM SƠN",
            "issuer": "SỞ TÀI CHÍNH",
            "number": None,
            "symbol": "KH-STC",
            "date": None,
            "place": "Lam Kỳ",
        },
    ),
    (
        "an office of the people's committee",
        "ỦY BAN NHÂN DÂN TỈNH LAM SƠN\nVĂN PHÒNG\nSố: 8/KH-VPUBND\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {
            "parent_issuer": "ỦY BAN NHÂN DÂN TỈNH LAM SƠN",
            "issuer": "VĂN PHÒNG",
            "symbol": "KH-VPUBND",
            "agency_type": AgencyType.VP_UBND_TINH,
        },
    ),
    (
        "an office whose name goes on with an agency",
        "VĂN PHÒNG\nỦY BAN NHÂN DÂN TỈNH LAM SƠN\nSố: 8/KH-VPUBND\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {
            "parent_issuer": None,
            "issuer": "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH LAM SƠN",
            "agency_type": AgencyType.VP_UBND_TINH,
        },
    ),
    (
        "a management board under the province",
        "UBND TỈNH LAM SƠN\nBAN QUẢN LÝ\nKHU KINH TẾ\nSố: 8/KH-BQLKKT\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {
            "parent_issuer": "UBND TỈNH LAM SƠN",
            "issuer": "BAN QUẢN LÝ KHU KINH TẾ",
            "agency_type": AgencyType.SO,
        },
    ),
    (
        "a letterhead flattened into one line for each column",
        "| ỦY BAN NHÂN DÂN TỈNH LAM SƠN SỞ NỘI VỤ ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự "
        "do - Hạnh phúc ------- |\n"
        "|---|---|\n| Số: 12/KH-SNV | Lam Kỳ, ngày 05 tháng 02 năm 2025 |\n\nKẾ HOẠCH\n\nDuy trì hệ thống năm 2025",
        {
            "parent_issuer": "ỦY BAN NHÂN DÂN TỈNH LAM SƠN",
            "issuer": "SỞ NỘI VỤ",
            "number": "12",
            "place": "Lam Kỳ",
            "date": date(2025, 2, 5),
        },
    ),
    (
        "a decision that issues the plan",
        "UBND TỈNH LAM SƠN\nSỞ NỘI VỤ\nSố: 55/QĐ-SNV\nLam Kỳ, ngày 05 tháng 02 năm 2025\n\nQUYẾT ĐỊNH\n"
        "Về việc ban hành Kế hoạch duy trì hệ thống năm 2025\n\nGIÁM ĐỐC SỞ NỘI VỤ",
        {
            "kind": "QUYẾT ĐỊNH",
            "title": "Về việc ban hành Kế hoạch duy trì hệ thống năm 2025",
            "issuer": "SỞ NỘI VỤ",
            "number": "55",
            "symbol": "QĐ-SNV",
            "year": 2025,
        },
    ),
    (
        "a resolution in capitals, its authority under a rule",
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH LAM SƠN\nSố: 5/NQ-HĐND\n\nNGHỊ QUYẾT\n"
        "BAN HÀNH KẾ HOẠCH DUY TRÌ HỆ THỐNG NĂM 2025\n_____\nHỘI ĐỒNG NHÂN DÂN TỈNH LAM SƠN\n"
        "KHÓA XV, KỲ HỌP THỨ 5",
        {
            "kind": "NGHỊ QUYẾT",
            "title": "BAN HÀNH KẾ HOẠCH DUY TRÌ HỆ THỐNG NĂM 2025",
            "issuer": "HỘI ĐỒNG NHÂN DÂN TỈNH LAM SƠN",
            "number": "5",
        },
    ),
    (
        "Markdown",
        "# UBND tỉnh Lam Sơn\n\n**SỞ XÂY DỰNG**\n\n**Số: 77/KH-SXD**\n\n*Lam Kỳ, ngày 4/4/2023*\n\n"
        "## KẾ HOẠCH\n\n**Năm 2023**",
        {
            "parent_issuer": "UBND tỉnh Lam Sơn",
            "issuer": "SỞ XÂY DỰNG",
            "number": "77",
            "place": "Lam Kỳ",
            "title": "Năm 2023",
        },
    ),
    (
        "letters set apart",
        "SỞ Y TẾ\n\nK Ế   H O Ạ C H\nDuy trì hệ thống năm 2025",
        {"title": "Duy trì hệ thống năm 2025", "issuer": "SỞ Y TẾ"},
    ),
    (
        "specks of a scan read as marks beside the names and the place",
        ". UBND TỈNH LAM SƠN\n'VĂN PHÒNG\nSố: 8/KH-VP\n„ Lam Kỳ, ngày 05 tháng 02 năm 2025\n\n"
        "KẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {
            "parent_issuer": "UBND TỈNH LAM SƠN",
            "issuer": "VĂN PHÒNG",
            "place": "Lam Kỳ",
            "date": date(2025, 2, 5),
        },
    ),
    (
        "a name that ends in quotation marks",
        "UBND TỈNH LAM SƠN\nQUỸ “VÌ NGƯỜI NGHÈO”\n__ Lam Kỳ, ngày 05 tháng 02 năm 2025\n\n"
        "KẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {"issuer": "QUỸ “VÌ NGƯỜI NGHÈO”", "place": "Lam Kỳ"},
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in LETTERHEADS], ids=[case[0] for case in LETTERHEADS]
)
def test_a_letterhead_is_read_in_every_form_it_comes_in(
    check_header: CheckHeader, text: str, expected: dict[str, object]
) -> None:
    check_header(text, expected)
