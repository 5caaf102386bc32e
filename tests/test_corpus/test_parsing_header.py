from __future__ import annotations

from datetime import date

import pytest

from corpus.model import AgencyType, Field, Header
from corpus.parsing import ParsedPlan, parse_plan
from corpus.parsing.header import find_agency_type
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
]


@pytest.mark.parametrize(("line", "number", "symbol"), NUMBERS)
def test_the_number_may_be_blank_or_badly_recognised(line: str, number: str | None, symbol: str) -> None:
    header = _header(f"SỞ NỘI VỤ\n{line}")
    assert (_value(header.number), _value(header.symbol)) == (number, symbol)


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
