"""The number, place and day of a plan, blank, broken over lines or badly recognised."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from corpus.model import AgencyType, Field, Header
from corpus.parsing import parse_plan
from corpus.reading import read_document

CheckHeader = Callable[[str, dict[str, object]], None]


def _header(head: str) -> Header:
    text = f"{head}\n\nKẾ HOẠCH\nDuy trì hệ thống năm 2024\n\nCăn cứ Quyết định số 1/QĐ-TTg;\n\nI. MỤC ĐÍCH\n"
    return parse_plan(read_document(text.encode(), "a.txt"), "p").plan.header


def _value(field: Field | None) -> str | None:
    return field.value if field else None


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


def test_blanks_are_problems_a_person_should_know() -> None:
    text = "SỞ NỘI VỤ\nSố:    /KH-SNV\nLam Kỳ, ngày   tháng   năm 2023\n"
    codes = {problem.code for problem in parse_plan(read_document(text.encode(), "a.txt"), "p").problems}
    assert codes >= {"NUMBER_BLANK", "DATE_BLANK", "TITLE_NOT_FOUND", "TASK_LIST_NOT_FOUND"}


LINES: list[tuple[str, str, dict[str, object]]] = [
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
        "a number behind the kind",
        "PHÒNG NỘI VỤ\n\nKẾ HOẠCH SỐ 12/KH-NV\nDuy trì hệ thống năm 2025",
        {"number": "12", "symbol": "KH-NV", "kind": "KẾ HOẠCH", "title": "Duy trì hệ thống năm 2025"},
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
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in LINES], ids=[case[0] for case in LINES])
def test_number_place_and_day_are_read_in_every_form_they_come_in(
    check_header: CheckHeader, text: str, expected: dict[str, object]
) -> None:
    check_header(text, expected)
