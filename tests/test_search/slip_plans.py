"""Small plans with one slip, or with what only looks like one, built from the rows of ``slip_cases.tsv``.

A row of the table names the code, whether it has to be told ("missed": it should be and is not yet; "hint": no more
than a hint), the kind of office whose plan it is, the slot of the plan that its text goes to and that text. In a text
``¶`` ends a line and ``|`` a cell; in a table ``//`` ends a row. The slot ``times`` gives the times of two steps.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

_BODY_SLOTS = ("body", "table", "row", "row1", "times")
SLOTS = frozenset(
    {"title", "basis", "intro", "purpose", "heading", "duty", "closing", "recipient", "signer", "annex"}
).union(_BODY_SLOTS)
CASES = Path(__file__).with_name("slip_cases.tsv")


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the table."""

    code: str
    told: str
    plan: str
    slot: str
    text: str


@dataclass(frozen=True, slots=True)
class Office:
    """The office whose plan it is, and how its plan names it."""

    letterhead: str
    name: str
    head: str
    lead: str
    units: str
    place: str = "Lam Sơn Thượng"
    day: str = "ngày 15 tháng 01 năm 2026"
    year: str = "2026"


_JUSTICE = Office(
    "UBND TỈNH LAM SƠN THƯỢNG\nSỞ TƯ PHÁP\nSố: 12/KH-STP", "Sở Tư pháp", "GIÁM ĐỐC", "Văn phòng", "Các phòng"
)
OFFICES = {
    "so": _JUSTICE,
    "so-2025-02": Office(
        _JUSTICE.letterhead,
        "Sở Tư pháp",
        "GIÁM ĐỐC",
        "Văn phòng",
        "Các phòng",
        day="ngày 10 tháng 02 năm 2025",
        year="2025",
    ),
    "chicuc": Office(
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH LAM SƠN THƯỢNG\nCHI CỤC THỦY LỢI\nSố: 12/KH-CCTL",
        "Chi cục Thủy lợi",
        "CHI CỤC TRƯỞNG",
        "Phòng Hành chính",
        "Các phòng",
    ),
    "truong": Office(
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO LAM SƠN THƯỢNG\nTRƯỜNG THPT NGUYỄN TRỪNG\nSố: 12/KH-THPTNT",
        "Trường THPT Nguyễn Trừng",
        "HIỆU TRƯỞNG",
        "Văn phòng",
        "Các tổ",
    ),
    "xa": Office(
        "ỦY BAN NHÂN DÂN\nXÃ TAM KHUÊ\nSố: 12/KH-UBND",
        "Ủy ban nhân dân xã Tam Khuê",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "Văn phòng HĐND và UBND",
        "Các phòng",
        place="Tam Khuê",
    ),
    "cuc": Office(
        "BỘ TÀI CHÍNH\nCỤC HẢI QUAN\nSố: 12/KH-CHQ",
        "Cục Hải quan",
        "CỤC TRƯỞNG",
        "Văn phòng",
        "Các phòng",
        place="Hà Nội",
    ),
    "bql": Office(
        "UBND TỈNH LAM SƠN THƯỢNG\nBAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP\nSố: 12/KH-BQL",
        "Ban Quản lý các khu công nghiệp",
        "TRƯỞNG BAN",
        "Văn phòng",
        "Các phòng",
    ),
    "trungtam": Office(
        "SỞ Y TẾ LAM SƠN THƯỢNG\nTRUNG TÂM KIỂM NGHIỆM\nSố: 12/KH-TTKN",
        "Trung tâm Kiểm nghiệm",
        "GIÁM ĐỐC",
        "Phòng Tổ chức",
        "Các khoa, phòng",
    ),
    "ttyt": Office(
        "SỞ Y TẾ TỈNH LAM SƠN THƯỢNG\nTRUNG TÂM Y TẾ KHU VỰC VỌNG LÂM\nSố: 12/KH-TTYT",
        "Trung tâm Y tế khu vực Vọng Lâm",
        "GIÁM ĐỐC",
        "Phòng Tổ chức",
        "Các khoa, phòng",
    ),
    "thanhtra": Office(
        "UBND TỈNH LAM SƠN THƯỢNG\nTHANH TRA TỈNH\nSố: 12/KH-TTT",
        "Thanh tra tỉnh",
        "CHÁNH THANH TRA",
        "Văn phòng",
        "Các phòng",
    ),
    "vanphong": Office(
        "UBND TỈNH LAM SƠN THƯỢNG\nVĂN PHÒNG\nSố: 12/KH-VP",
        "Văn phòng UBND tỉnh",
        "CHÁNH VĂN PHÒNG",
        "Phòng Hành chính",
        "Các phòng",
    ),
    "caodang": Office(
        "UBND TỈNH LAM SƠN THƯỢNG\nTRƯỜNG CAO ĐẲNG NGHỀ HẠ VỌNG\nSố: 12/KH-CĐN",
        "Trường Cao đẳng nghề Hạ Vọng",
        "HIỆU TRƯỞNG",
        "Phòng Đào tạo",
        "Các khoa, phòng",
    ),
    "phuong": Office(
        "UBND TỈNH LAM SƠN THƯỢNG\nỦY BAN NHÂN DÂN PHƯỜNG BẾN TẦM\nSố: 12/KH-UBND",
        "UBND phường Bến Tầm",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
        "Văn phòng HĐND và UBND",
        "Các phòng",
        place="Bến Tầm",
    ),
    "benhvien": Office(
        "SỞ Y TẾ LAM SƠN THƯỢNG\nBỆNH VIỆN ĐA KHOA SONG TRÂM\nSố: 12/KH-BVST",
        "Bệnh viện Đa khoa Song Trâm",
        "GIÁM ĐỐC",
        "Phòng Kế hoạch",
        "Các khoa",
    ),
}
_HEAD = "TT\tNội dung công việc\tChủ trì\tPhối hợp\tThời gian"
# The steps whose times the slot "times" gives.
_STEPS = {
    "training": "Tập huấn kiến thức về TCVN ISO 9001:2015 cho công chức",
    "audit": "Tổ chức đánh giá nội bộ hệ thống quản lý chất lượng",
    "review": "Họp xem xét của lãnh đạo về hệ thống quản lý chất lượng",
    "confirm": "Xác nhận hiệu lực của hệ thống quản lý chất lượng",
    "declare": "Công bố lại hệ thống quản lý chất lượng phù hợp TCVN ISO 9001:2015",
}


def load_cases() -> list[Case]:
    """Returns the rows of the table."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return [Case(*row) for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]]


def write_plan(plan: str, slot: str = "", text: str = "") -> str:
    """Returns the text of a plan of the named kind of office, with ``text`` in its slot."""
    office = OFFICES[plan]
    text = text.replace(" ¶ ", "\n").replace(" | ", "\t") if slot in {"body", "annex"} else text
    given = {slot: text}
    subject = given.get(
        "title", f"Duy trì, cải tiến hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 năm {office.year}"
    )
    intro = f"{office.name} ban hành Kế hoạch duy trì hệ thống quản lý chất lượng năm {office.year} như sau:"
    return "\n".join(
        line
        for line in (
            office.letterhead,
            f"{office.place}, {office.day}",
            "KẾ HOẠCH",
            subject,
            "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05/3/2014 của Thủ tướng Chính phủ;",
            given.get("basis", ""),
            given.get("intro", intro),
            "I. MỤC ĐÍCH",
            "Duy trì hệ thống có hiệu lực.",
            given.get("purpose", ""),
            given.get("heading", "II. NỘI DUNG THỰC HIỆN"),
            _write_body(office, given),
            "III. TỔ CHỨC THỰC HIỆN",
            f"1. {office.lead}",
            "- Theo dõi chung việc thực hiện Kế hoạch này.",
            f"- {given['duty']}" if "duty" in given else "",
            given.get("closing", ""),
            "Nơi nhận:",
            f"- {office.units};",
            given.get("recipient", ""),
            "- Lưu: VT.",
            given.get("signer", office.head),
            given.get("annex", ""),
        )
        if line
    )


def _write_body(office: Office, given: dict[str, str]) -> str:
    if "body" in given:
        return given["body"]
    if "table" in given:
        return given["table"].replace(" // ", "\n").replace(" |", "\t").replace("\t ", "\t")
    rows = [
        f"Xây dựng mục tiêu chất lượng năm {office.year}\t{office.lead}\t{office.units}\tTháng 02/{office.year}",
        f"Cập nhật tài liệu của hệ thống\t{office.lead}\t{office.units}\tTháng 5/{office.year}",
        f"Kiểm soát hồ sơ của hệ thống\t{office.lead}\t{office.units}\tTháng 6/{office.year}",
    ]
    if "times" in given:
        for step in given["times"].split("; "):
            name, _, time = step.partition("=")
            rows.append(f"{_STEPS[name]}\t{office.lead}\t{office.units}\t{time}")
    if "row1" in given:
        rows[0] = given["row1"].replace(" | ", "\t")
    if "row" in given:
        rows.append(given["row"].replace(" |", "\t").replace("\t ", "\t"))
    return "\n".join([_HEAD, *(f"{number}\t{row}" for number, row in enumerate(rows, start=1))])
