"""What a column holds, from its cells, where its heading does not say."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from corpus.model import Field, Quote, Source, TimeKind
from corpus.parsing.actors.unit_lists import split_units
from corpus.parsing.actors.unit_names import Opening, find_opening, is_initials, is_whole
from corpus.parsing.deadlines import parse_deadline
from corpus.parsing.tables.columns import Column
from corpus.parsing.tables.grid import GridRow
from corpus.parsing.tables.labels import parse_ordinal
from corpus.text import field, fold

# A column is what its cells say where at least so many are filled, and this share of them reads so. Of 37 task tables
# (samples, invented and real plans) the columns headed so read so in all cells (times) and in 0.7 of them (records) at
# least, other columns as times in 0.33, as units in 0.12 and as records in 0.3 at most; those of leads and
# coordinators, which both hold units, are apart.
_FEWEST, _SHARE = 3, 0.7
# In the same tables the longest time has 65 characters, the longest list of units 135, the longest record 52.
_LONGEST_TIME, _LONGEST_UNITS, _LONGEST_RECORD = 80, 200, 90
# A cell is a time only where it opens like one. Matched: "truoc 15/3", "thang 5", "t5", "15/3 - 20/3", "hang quy",
# "ngay sau khi". Refused: "bao cao thang 5", "02 quy trinh", "quy trinh".
_OPENS_TIME = re.compile(
    r"(?:du kien |hoan thanh |xong |trong |vao |khoang |chung |cham nhat |khong qua |muon nhat |suot )*"
    r"(?:truoc|sau|trong|thang|qu[yi] [\di]|q\.?[\di]|t\.?\d|tu |den |dau |cuoi |giua |ngay|khi |ca nam|"
    r"nam (?:hoc )?20|nam hoc|hoc ky|hk|tuan|hang|moi |thuong xuyen|dinh ky|dot xuat|lien tuc|ke tu|"
    r"hai lan|mot lan|nua |theo (?:quy dinh|ke hoach|lich|yeu cau|thong bao|tien do)|\d{1,2} ?[/.-] ?\d|"
    r"\d{1,2} (?:thang|tuan|ngay|lan)\b)"
)
# Records that work leaves. Matched: "bao cao", "02 bien ban hop", "quyet dinh ban hanh". Refused: "ban giam doc".
_RECORD = re.compile(
    r"(?:\d{1,3} |cac |ban |du thao |bo )*(?:bao cao|quyet dinh|ke hoach|bien ban|cong van|van ban|thong bao|to trinh|"
    r"ho so|danh (?:muc|sach)|quy trinh|phieu|giay (?:chung nhan|moi|xac nhan)|chung (?:chi|nhan)|"
    r"so (?:theo doi|tay|cap nhat)|bang (?:tong hop|phan cong|ke|diem)|tai lieu|muc tieu|chinh sach|nghi quyet|"
    r"huong dan|ket luan|lich|hop dong|chuong trinh|bieu mau|ban cong bo|cong bo)\b"
)
# Headings that name nothing for sure: what stands below them decides.
_AMBIGUOUS = re.compile(r"(?:to chuc |trien khai )?thuc hien|trien khai|hoan thanh|du kien|ky")
_NAMES = (Opening.STRONG, Opening.WEAK)


def infer_columns(
    columns: Sequence[Column],
    headings: Sequence[str],
    known: Sequence[bool],
    below: Sequence[GridRow],
    *,
    missing: Collection[Column],
) -> tuple[Column, ...]:
    """Finds what the columns without a telling heading hold; a heading that says what it is stands.

    A column of another role ("Theo dõi") that holds no names is none.

    Args:
        columns: from the headings.
        headings: the lowest heading of each column.
        known: for each column, whether its headings name what it is, :attr:`Column.OTHER` included.
        below: the rows below the heading.
        missing: what the table has no column of, and may have one without a telling heading.
    """
    inferred = list(columns)
    cells = [_cells(place, below) for place in range(len(columns))]
    for place, column in enumerate(columns):
        if column is Column.ROLE and not _mostly(cells[place], _names_units, fewest=1):
            inferred[place] = Column.OTHER
    for wanted, reads in ((Column.TIME, _is_time), (Column.LEAD, _names_units), (Column.RESULT, _is_record)):
        if wanted not in missing:
            continue
        for place, column in enumerate(inferred):
            if _is_open(column, headings[place], known=known[place]) and _mostly(cells[place], reads):
                inferred[place] = wanted
                break
    return tuple(inferred)


def _is_open(column: Column, heading: str, *, known: bool) -> bool:
    """Whether the cells may decide: the heading names nothing, or a thing that could be several."""
    if column in {Column.ORDINAL, Column.CONTENT, Column.COORDINATE}:
        return False
    return (not known and column is Column.OTHER) or _AMBIGUOUS.fullmatch(fold(heading).strip(" .:()")) is not None


def _cells(place: int, below: Sequence[GridRow]) -> list[str]:
    return [text for row in below if (text := row.text(place)) and not row.numbers_columns()]


def _mostly(cells: Sequence[str], reads: Callable[[str], bool], *, fewest: int = _FEWEST) -> bool:
    return len(cells) >= fewest and sum(map(reads, cells)) >= _SHARE * len(cells)


def _is_time(text: str) -> bool:
    if len(text) > _LONGEST_TIME or not _OPENS_TIME.match(fold(text)) or parse_ordinal(text):
        return False  # "1.1" is a number of a row
    return parse_deadline(_as_field(text), None).kind is not TimeKind.NONE


def _names_units(text: str) -> bool:
    if len(text) > _LONGEST_UNITS:
        return False
    units = split_units(_as_field(text).quotes[0])
    return bool(units) and all(
        is_initials(unit.raw) or (find_opening(unit.raw) in _NAMES and is_whole(unit.raw)) for unit in units
    )


def _is_record(text: str) -> bool:
    return len(text) <= _LONGEST_RECORD and _RECORD.match(fold(text)) is not None


def _as_field(text: str) -> Field:
    return field([Quote(text, Source(0, len(text)))])
