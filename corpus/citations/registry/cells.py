"""The values of registry cells: days, clauses, statuses, strengths."""

from __future__ import annotations

import datetime
import re

from corpus.citations.registry.model import ClauseName, FactStrength, Status
from corpus.citations.registry.table import LIST_SEPARATOR
from corpus.text import fold

# A day as a file may write it. Matches "2014-03-05", "05/3/2014", "5.3.2014"; refuses "3/2014", "05/3/14".
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
# One clause, folded. Matches "diem a khoan 2 dieu 4", "khoan 2 dieu 7", "dieu 7"; refuses "khoan 2", "chuong ii".
_CLAUSE = re.compile(
    r"(?:diem (?P<point>[a-zđ]) )?(?:khoan (?P<paragraph>\d{1,3}[a-z]?) )?dieu (?P<article>\d{1,4}[a-z]?)"
)
_STATUSES = {
    "con hieu luc": Status.IN_FORCE,
    "da bi thay the": Status.SUPERSEDED,
    "bi thay the": Status.SUPERSEDED,
    "het hieu luc": Status.REPEALED,
    "da het hieu luc": Status.REPEALED,
    "bi bai bo": Status.REPEALED,
    "da bi bai bo": Status.REPEALED,
    "chua co du lieu": Status.UNKNOWN,
    "chua ro": Status.UNKNOWN,
} | {status.value: status for status in Status}


def parse_day(text: str) -> datetime.date:
    """Parses a day, year first (``2014-03-05``) or day first (``05/3/2014``).

    Raises:
        ValueError: it is neither, or no day of the calendar; the message says which, in Vietnamese.
    """
    iso, vietnamese = _ISO_DAY.fullmatch(text), _DAY.fullmatch(text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif vietnamese:
        day, month, year = (int(part) for part in vietnamese.groups())
    else:
        raise ValueError("phải là ngày dạng 05/3/2014 hoặc 2014-03-05")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        hint = "; bảng tính có thể đã đổi thành tháng/ngày/năm" if vietnamese and month > 12 >= day else ""
        raise ValueError(f"không có ngày này trong lịch{hint}") from None


def parse_status(text: str) -> Status:
    """Parses a status, in Vietnamese (accents aside) or by its code.

    Raises:
        ValueError: it is none.
    """
    status = _STATUSES.get(fold(text))
    if status is None:
        raise ValueError("chỉ nhận: còn hiệu lực, đã bị thay thế, đã hết hiệu lực, chưa có dữ liệu")
    return status


def parse_strength(text: str) -> FactStrength:
    """Parses a strength by its letter.

    Raises:
        ValueError: it is none.
    """
    try:
        return FactStrength(text.strip().upper())
    except ValueError:
        raise ValueError("chỉ nhận: P, X, D, GK") from None


def parse_clauses(text: str) -> tuple[ClauseName, ...]:
    """Parses clauses parted by semicolons: ``khoản 2 Điều 7; điểm a khoản 1 Điều 8``.

    Raises:
        ValueError: a part is no clause.
    """
    clauses = []
    for part in split_list(text):
        match = _CLAUSE.fullmatch(" ".join(fold(part).split()))
        if match is None:
            raise ValueError(f"“{part}” không đúng dạng “điểm a khoản 2 Điều 4”; các điều khoản cách nhau bằng dấu “;”")
        clauses.append(ClauseName(match["article"], match["paragraph"], match["point"]))
    return tuple(clauses)


def split_list(text: str) -> tuple[str, ...]:
    """Splits the values of a cell that may hold several."""
    return tuple(part.strip() for part in text.split(LIST_SEPARATOR) if part.strip())
