"""The columns that name units, and words that the cells of a task table open with, close with or consist of."""

from __future__ import annotations

import re

from corpus.parsing.tables import Column
from corpus.text import normalise

UNITS = frozenset({Column.LEAD, Column.COORDINATE, Column.ADVISE, Column.APPROVE})
NAMED = UNITS | {Column.ROLE}
"""Columns whose cells are names: those of leaders besides."""
# One word of a deadline that is no event. Matched: "Tháng", "02/2023", "hoặc", "IV". Refused: "Ban", "phòng", "2015".
TIME_WORD = re.compile(
    r"thang|quy|qui|q\.?(?:i{1,3}|iv|[1-4])(?:[/.-]20\d\d)?|t\d{1,2}(?:[/.-]20\d\d)?|nua|nam|"
    r"ngay|tuan|truoc|sau|tu|den|het|trong|ca|suot|dau|cuoi|giua|va|hoac|thuong|xuyen|dinh|ky|hang|moi|cham|nhat|"
    r"muon|xong|hoan|thanh|theo|hoc|lich|lan|mot|i{1,3}|iv|\d{1,2}|20\d\d|\d{1,2}[/.-]\d{1,2}|"
    r"(?:i{1,3}|iv)?\d{0,2}(?:[/.-]\d{1,2})?[/.-]20\d\d|20\d\d[-–]20\d\d|[-–]"
)
# First words of a deadline. Matched: "Tháng", "Trước", "15/9". Refused: "ISO Tháng".
TIME_HEAD = re.compile(
    r"(?:thang|quy|qui|nam|truoc|tu|dau|giua|cuoi|trong|ca nam|thuong xuyen|dinh ky|hang|moi|hoan thanh|cham nhat|theo|"
    r"ngay|den|xong|sau|khi|suot|0?6 thang|sau thang|muon nhat|khong qua|nua (?:dau|cuoi)|hoc ky|q\.?(?:i|v|\d)|"
    r"t\d{1,2}[/, ]|\d{1,2} lan|\d{1,2}[/-])"
)
# First words of the record that proves a task. Matched: "Báo cáo đánh giá", "Quyết định". Refused: "Phòng Kinh tế".
RECORD = re.compile(
    r"(?:bao cao|ke hoach|quyet dinh|bien ban|ho so|chuong trinh|danh (?:sach|muc)|thong bao|van ban|giay|quy trinh|"
    r"so |bang |ban |phieu|tai lieu|ket luan|chung nhan|lop|buoi|muc tieu|chinh sach|cong bo|\d+ )"
)
# Words that no cell ends with.
OPEN_WORDS = frozenset({"va", "cua", "cac", "theo", "hoac", "voi", "cho", "tai", "tu", "den", "-", "–"})
_OPEN_ENDS = frozenset({"và", "của", "các", "theo", "hoặc", "với", "cho", "tại", "từ", "đến", "-", "–"})


def ends_open(text: str) -> bool:
    """Tells whether a cell ends in a word that goes on; of sound text, where "của" is not "cửa"."""
    return normalise(text).rsplit(" ", 1)[-1].lower() in _OPEN_ENDS
