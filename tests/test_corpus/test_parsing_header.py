from __future__ import annotations

from datetime import date

import pytest

from corpus.model import AgencyType, Field, Header
from corpus.parsing import ParsedPlan, parse_plan
from corpus.parsing.header.agencies import find_agency_type
from corpus.reading import read_document

AGENCIES = [
    ("SỞ NỘI VỤ", AgencyType.SO),
    ("CHI CỤC KIỂM LÂM", AgencyType.CHI_CUC),
    ("VĂN PHÒNG UBND TỈNH LAM SƠN", AgencyType.VP_UBND_TINH),
    ("ỦY BAN NHÂN DÂN HUYỆN LAM SƠN", AgencyType.UBND_HUYEN),
    ("UBND THỊ XÃ LAM SƠN", AgencyType.UBND_HUYEN),
    ("UBND PHƯỜNG LAM SƠN", AgencyType.UBND_XA),
    ("UBND THỊ TRẤN LAM SƠN", AgencyType.UBND_XA),
    ("UBND ĐẶC KHU LAM SƠN", AgencyType.UBND_XA),
    ("TRƯỜNG THPT LAM SƠN", AgencyType.TRUONG),
    ("BỆNH VIỆN ĐA KHOA LAM SƠN", AgencyType.DON_VI_SU_NGHIEP),
    ("TRUNG TÂM KIỂM NGHIỆM", AgencyType.DON_VI_SU_NGHIEP),
    ("HỘI ĐỒNG TRƯỜNG MẦM NON LAM SƠN", AgencyType.TRUONG),
    ("BAN QUẢN LÝ DỰ ÁN LAM SƠN", AgencyType.DON_VI_SU_NGHIEP),
    ("BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP", AgencyType.SO),
    ("THANH TRA TỈNH", AgencyType.SO),
    ("THANH TRA HUYỆN", AgencyType.KHAC),
    ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", AgencyType.KHAC),
    ("CÔNG TY LAM SƠN", AgencyType.KHAC),
    (None, AgencyType.KHAC),
]


@pytest.mark.parametrize(("issuer", "kind"), AGENCIES)
def test_the_first_words_of_the_issuer_tell_its_type(issuer: str | None, kind: AgencyType) -> None:
    assert find_agency_type(issuer) is kind


def _parse(text: str) -> ParsedPlan:
    return parse_plan(read_document(text.encode(), "a.txt"), "p")


def _header(head: str, title: str = "Duy trì hệ thống năm 2024") -> Header:
    return _parse(f"{head}\n\nKẾ HOẠCH\n{title}\n\nCăn cứ Quyết định số 1/QĐ-TTg;\n\nI. MỤC ĐÍCH\n").plan.header


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


NUMBERS = [
    ("Số: 118/KH-SGDĐT", "118", "KH-SGDĐT"),
    ("Số:      /KH-SKHCN", None, "KH-SKHCN"),
    ("Số: ..../KH-UBND", None, "KH-UBND"),
    ("Sé: 41 /KH-UBND", "41", "KH-UBND"),
    ("S6:09 /KH-SKHCN", "09", "KH-SKHCN"),
    ("Số: 12/KH-SNN&MT", "12", "KH-SNN&MT"),
    ("Số: 77KH-BVPHCN", "77", "KH-BVPHCN"),
    ("Số: 12 QĐ-SNV", "12", "QĐ-SNV"),
    ("Số: 181KH-SNV", None, "KH-SNV"),
    ("Số: 4L/KH-SNV", None, "KH-SNV"),
    ("Số: 12a/KH-SNV", "12a", "KH-SNV"),
    ("Số: KH-SNV", None, "KH-SNV"),
    ("Số:\nKH-SNV", None, "KH-SNV"),
    ("Số.\n/KH-SNV", None, "KH-SNV"),
    ("Số: 12 Nam-Tiến", None, None),
]


@pytest.mark.parametrize(("line", "number", "symbol"), NUMBERS)
def test_the_number_may_be_blank_or_badly_recognised(line: str, number: str | None, symbol: str | None) -> None:
    header = _header(f"SỞ NỘI VỤ\n{line}")
    assert (_value(header.number), _value(header.symbol)) == (number, symbol)
    assert _value(header.issuer) == "SỞ NỘI VỤ"


DATES = [
    ("Lam Kỳ, ngày 05 tháng 9 năm 2023", date(2023, 9, 5)),
    ("Lam Kỳ, ngày     tháng    năm 2023", None),
    ("Lam Kỳ, ngày ... tháng ... năm 2023", None),
    ("Lam Kỳ, ngày 31 tháng 9 năm 2023", None),
]


@pytest.mark.parametrize(("line", "day"), DATES)
def test_a_blank_or_impossible_day_is_unknown_and_its_words_are_kept(line: str, day: date | None) -> None:
    header = _header(f"SỞ NỘI VỤ\n{line}")
    assert header.date == day
    assert _value(header.place) == "Lam Kỳ"
    assert " ".join(line.split()).endswith(_value(header.date_text) or "?")


def test_the_year_is_that_of_the_title_then_of_the_date() -> None:
    line = "SỞ NỘI VỤ\nLam Kỳ, ngày 30 tháng 12 năm 2023"
    assert _header(line).year == 2024
    assert _header(line, "Duy trì hệ thống").year == 2023


def test_without_a_letterhead_the_enacting_sentence_names_the_issuer() -> None:
    text = "KẾ HOẠCH\nDuy trì năm 2024\n\nSở Xây dựng ban hành Kế hoạch duy trì như sau:\n\nI. MỤC ĐÍCH\n"
    header = _parse(text).plan.header
    assert (_value(header.issuer), header.agency_type) == ("Sở Xây dựng", AgencyType.SO)


def test_blanks_are_problems_a_person_should_know() -> None:
    codes = {
        problem.code for problem in _parse("SỞ NỘI VỤ\nSố:    /KH-SNV\nLam Kỳ, ngày   tháng   năm 2023\n").problems
    }
    assert codes >= {"NUMBER_BLANK", "DATE_BLANK", "TITLE_NOT_FOUND", "TASK_LIST_NOT_FOUND"}


def test_a_title_that_begins_beside_the_kind_and_runs_over_a_page_is_whole() -> None:
    parsed = parse_plan(read_document("\fKẾ HOẠCH Duy trì\fhệ thống năm 2024\n".encode(), "a.txt"), "p")
    title = parsed.plan.header.title
    assert title is not None
    assert title.value == "Duy trì hệ thống năm 2024"


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
        "a draft mark beside the number",
        "SỞ TÀI CHÍNH\nSố:    /KH-STC\nDỰ THẢO\nLam Kỳ, ngày …… tháng …… năm 2025\n\nKẾ HOẠCH (Dự thảo)\n"
        "Duy trì hệ thống năm 2025",
        {
            "issuer": "SỞ TÀI CHÍNH",
            "symbol": "KH-STC",
            "date": None,
            "title": "Duy trì hệ thống năm 2025",
        },
    ),
    (
        "a number without a colon",
        "CHI CỤC KIỂM LÂM\nSố 12/KH-CCKL\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {"number": "12", "symbol": "KH-CCKL", "issuer": "CHI CỤC KIỂM LÂM", "agency_type": AgencyType.CHI_CUC},
    ),
    (
        "a number with its year",
        "UBND XÃ NAM TIẾN\nSố: 05/2024/KH-UBND\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2024",
        {"number": "05", "symbol": "2024/KH-UBND", "issuer": "UBND XÃ NAM TIẾN", "agency_type": AgencyType.UBND_XA},
    ),
    (
        "a blank number before the slash",
        "UBND PHƯỜNG NAM TIẾN\nSố:…/KH-UBND\nNam Tiến, ngày…tháng…năm 2025\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {"number": None, "symbol": "KH-UBND", "date": None, "place": "Nam Tiến", "year": 2025},
    ),
    (
        "blanks as underscores, the day of the month as a fraction",
        "UBND ĐẶC KHU NAM TIẾN\nSố: ____/KH-UBND\nNam Tiến, ngày .../.../2025\n\nKẾ HOẠCH\nDuy trì hệ thống",
        {
            "number": None,
            "symbol": "KH-UBND",
            "date": None,
            "place": "Nam Tiến",
            "date_text": "ngày .../.../2025",
            "year": 2025,
            "agency_type": AgencyType.UBND_XA,
        },
    ),
    (
        "a day in figures",
        "SỞ CÔNG THƯƠNG\nSố: 3/KH-SCT\nLam Kỳ, ngày 5/2/2025\n\nKẾ HOẠCH\nDuy trì hệ thống",
        {"date": date(2025, 2, 5), "date_text": "ngày 5/2/2025", "year": 2025},
    ),
    (
        "a symbol with an ampersand",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 88 /KH-SGD&ĐT\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2024",
        {"number": "88", "symbol": "KH-SGD&ĐT", "issuer": "SỞ GIÁO DỤC VÀ ĐÀO TẠO"},
    ),
    (
        "a symbol with digits",
        "BAN CHỈ ĐẠO 35\nSố: 6/KH-BCĐ35\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2024",
        {"number": "6", "symbol": "KH-BCĐ35", "issuer": "BAN CHỈ ĐẠO 35"},
    ),
    (
        "a symbol with an apostrophe and blanks around the dash",
        "UBND XÃ NAM TIẾN\nTRƯỜNG TIỂU HỌC K'LONG\nSố: 21/KH - TH.K'L\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {
            "number": "21",
            "symbol": "KH - TH.K'L",
            "parent_issuer": "UBND XÃ NAM TIẾN",
            "issuer": "TRƯỜNG TIỂU HỌC K'LONG",
        },
    ),
    (
        "a place with its administrative word",
        "SỞ Y TẾ\nTP. Lam Kỳ, ngày 05 tháng 02 năm 2025\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {"place": "TP. Lam Kỳ", "date": date(2025, 2, 5)},
    ),
    (
        "a place of many words on the line of the number",
        "SỞ Y TẾ\nSố: 15/KH-SYT     Thành phố Lam Kỳ, ngày 05 tháng 02 năm 2025\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {"place": "Thành phố Lam Kỳ", "number": "15", "date": date(2025, 2, 5)},
    ),
    (
        "a numbered ward, and a joined name",
        "UBND PHƯỜNG 5\nPhường 5, ngày 05 tháng 02 năm 2025\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {"place": "Phường 5", "issuer": "UBND PHƯỜNG 5"},
    ),
    (
        "a place without a comma",
        "SỞ Y TẾ\nLam Kỳ ngày 05 tháng 02 năm 2025\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {"place": "Lam Kỳ", "date": date(2025, 2, 5), "date_text": "ngày 05 tháng 02 năm 2025"},
    ),
    (
        "a day that does not exist",
        "SỞ Y TẾ\nLam Kỳ, ngày 31 tháng 02 năm 2025\n\nKẾ HOẠCH\nDuy trì hệ thống",
        {"date": None, "date_text": "ngày 31 tháng 02 năm 2025", "year": 2025},
    ),
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
        "a number behind the kind",
        "PHÒNG NỘI VỤ\n\nKẾ HOẠCH SỐ 12/KH-NV\nDuy trì hệ thống năm 2025",
        {"number": "12", "symbol": "KH-NV", "kind": "KẾ HOẠCH", "title": "Duy trì hệ thống năm 2025"},
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
        "a day that its blanks broke into three lines",
        "SỞ NỘI VỤ\nSố: 33/KH-SNV\nLam Kỳ, ngày\ntháng\nnăm 2021\n\nKẾ HOẠCH\nDuy trì hệ thống",
        {"place": "Lam Kỳ", "date": None, "date_text": "ngày tháng năm 2021", "year": 2021},
    ),
    (
        "a day of which every part stands in another line",
        "SỞ NỘI VỤ\nSố: 33/KH-SNV\nLam Kỳ, ngày 01\ntháng 3\nnăm 2022\n\nKẾ HOẠCH\nDuy trì hệ thống",
        {"place": "Lam Kỳ", "date": date(2022, 3, 1), "date_text": "ngày 01 tháng 3 năm 2022"},
    ),
    (
        "a name that ends in quotation marks",
        "UBND TỈNH LAM SƠN\nQUỸ “VÌ NGƯỜI NGHÈO”\n__ Lam Kỳ, ngày 05 tháng 02 năm 2025\n\n"
        "KẾ HOẠCH\nDuy trì hệ thống năm 2025",
        {"issuer": "QUỸ “VÌ NGƯỜI NGHÈO”", "place": "Lam Kỳ"},
    ),
    (
        "a plan named in small letters with its title",
        "Kế hoạch duy trì hệ thống quản lý chất lượng năm 2025",
        {"kind": "Kế hoạch", "title": "duy trì hệ thống quản lý chất lượng năm 2025", "issuer": None},
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in LETTERHEADS], ids=[case[0] for case in LETTERHEADS]
)
def test_a_letterhead_is_read_in_every_form_it_comes_in(text: str, expected: dict[str, object]) -> None:
    document = read_document(f"{text}\n\nCăn cứ Quyết định số 1/QĐ-TTg;\n\nI. MỤC ĐÍCH\n".encode(), "a.txt")
    header = parse_plan(document, "p").plan.header
    found = {name: getattr(header, name) for name in expected}
    assert {name: value.value if isinstance(value, Field) else value for name, value in found.items()} == expected
    for name in ("kind", "title", "issuer", "parent_issuer", "number", "symbol", "place", "date_text"):
        for quote in getattr(header, name).quotes if getattr(header, name) else ():
            assert document.slice(quote.source) == quote.raw


TYPES = [
    ("UBND XÃ LAM SƠN", None, AgencyType.UBND_XA),
    ("UBND QUẬN LAM SƠN", None, AgencyType.UBND_HUYEN),
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG", None, AgencyType.KHAC),
    ("UBND TP. HẢI PHÒNG", None, AgencyType.KHAC),
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ LAM SƠN", None, AgencyType.UBND_HUYEN),
    ("THANH TRA TỈNH", "UBND TỈNH LAM SƠN", AgencyType.SO),
    ("THANH TRA THÀNH PHỐ HẢI PHÒNG", None, AgencyType.SO),
    ("BAN DÂN TỘC VÀ TÔN GIÁO", "UBND TỈNH LAM SƠN", AgencyType.SO),
    ("BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP", "UBND TỈNH LAM SƠN", AgencyType.SO),
    ("BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG", "UBND TỈNH LAM SƠN", AgencyType.DON_VI_SU_NGHIEP),
    ("TRƯỜNG CAO ĐẲNG Y TẾ", None, AgencyType.TRUONG),
    ("ĐẠI HỌC LAM SƠN", None, AgencyType.TRUONG),
    ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "UBND XÃ LAM SƠN", AgencyType.KHAC),
    ("TRẠM Y TẾ XÃ LAM SƠN", None, AgencyType.DON_VI_SU_NGHIEP),
    ("VĂN PHÒNG", "UBND XÃ LAM SƠN", AgencyType.KHAC),
    ("VĂN PHÒNG", "UBND TỈNH LAM SƠN", AgencyType.VP_UBND_TINH),
    ("VĂN PHÒNG HĐND VÀ UBND HUYỆN LAM SƠN", None, AgencyType.KHAC),
    ("PHÒNG NỘI VỤ", "UBND HUYỆN LAM SƠN", AgencyType.KHAC),
    ("SỞ DU LỊCH", None, AgencyType.SO),
    ("SỐ 5", None, AgencyType.KHAC),
]


@pytest.mark.parametrize(("issuer", "parent", "kind"), TYPES)
def test_the_type_of_an_agency_may_hang_on_its_superior(issuer: str, parent: str | None, kind: AgencyType) -> None:
    assert find_agency_type(issuer, parent) is kind


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


BROKEN = [
    ("Số:\n/KH-SNV\nLam Kỳ, ngày\ntháng 02 năm 2024", (None, "KH-SNV", "Lam Kỳ", None)),
    ("Số: 12\n/KH-SNV\nLam Kỳ, ngày 26 tháng 01 năm\n2024", ("12", "KH-SNV", "Lam Kỳ", date(2024, 1, 26))),
]


@pytest.mark.parametrize(("lines", "expected"), BROKEN)
def test_a_number_or_day_that_its_blank_broke_in_two_is_read_over_both_lines(
    lines: str, expected: tuple[str | None, str, str, date | None]
) -> None:
    document = read_document(f"SỞ NỘI VỤ\n{lines}\n\nKẾ HOẠCH\nDuy trì năm 2024\n\nI. MỤC ĐÍCH\n".encode(), "a.txt")
    header = parse_plan(document, "p").plan.header
    number, symbol, place = (field.value if field else None for field in (header.number, header.symbol, header.place))
    assert (number, symbol, place, header.date) == expected
    assert header.issuer is not None
    assert header.issuer.value == "SỞ NỘI VỤ"
    for field in (header.number, header.symbol, header.place, header.date_text):
        for quote in field.quotes if field else ():
            assert document.slice(quote.source) == quote.raw
