"""What a column of a task table holds, from the words of its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from corpus.parsing.tables.names import find_name
from corpus.text import fold


class Column(StrEnum):
    """What a column of a task table holds."""

    ORDINAL = "ordinal"
    CONTENT = "content"
    LEAD = "lead"
    COORDINATE = "coordinate"
    ADVISE = "advise"
    APPROVE = "approve"
    ROLE = "role"
    TIME = "time"
    RESULT = "result"
    OTHER = "other"


WORK = frozenset({Column.LEAD, Column.COORDINATE, Column.TIME, Column.RESULT})
"""Columns of which a task table has one at least, beside the content."""

# Above this many letters a cell is a sentence, not a heading: "Cơ quan, đơn vị, cá nhân chủ trì, chịu trách nhiệm thực
# hiện nhiệm vụ" has 68.
_MAX_HEADING = 80
# All patterns run on skeletons without marks at the ends, "(2)" included. A "phối họp" is a common misprint.
_EDGES = " .:;,*_()[]#\"'"
_COLUMN_NUMBER = re.compile(r"\(\d{1,2}\)$|^\(\d{1,2}\) ")
# Matched: "stt", "s.tt", "so tt", "so thu tu", "muc". Refused: "so luong", "tt huyen uy".
_ORDINAL = re.compile(r"(?:s ?\.? ?)?t ?\.? ?t|so tt|so thu tu|thu tu|no|muc|buoc|so|ma (?:so )?nhiem vu")
# Columns that say other things about the work. Matched: "ghi chu", "du kien kinh phi", "dia diem", "doi tuong",
# "thoi gian giai quyet" (how long a procedure takes), "don vi tinh", "noi dung chi tieu", "cap trinh", "ket qua nam
# 2025", "noi dung chi". Refused: "muc tieu, nhiem vu", "noi dung chinh".
_OTHER = re.compile(
    r"ghi chu|kinh phi|du toan|nguon von|^can cu|co so phap ly|dia diem|doi tuong|thanh phan|so luong|don gia|"
    r"thanh tien|^dvt$|don vi tinh|^noi dung chi(?: tieu)?$|^(?:cac )?chi tieu|^muc tieu(?!,| va |/| can dat)|muc do|"
    r"danh gia ket qua|giai quyet|cap trinh|y kien|nhan xet|tinh trang|ly do|nguyen nhan|phuong phap|cach thuc|"
    r"don vi cong tac|ho (?:va |, ?)?ten|chuc (?:vu|danh)|dien thoai|email|thuc te|ket qua (?:dat duoc )?nam|"
    r"van ban lien quan|^ma (?!nhiem)|^(?:ngay|nam) (?:ban hanh|ky|sinh|cap|het han|tiep nhan)|hieu luc|"
    r"vien dan|tham (?:chieu|khao)"
)
# Names of the work. Matched: "noi dung thuc hien", "nhiem vu duoc phan cong", "ten cong viec", "cac buoc tien hanh".
# Refused: "don vi thuc hien cong viec" (a unit opens it), "phan cong nhiem vu".
_PLAIN_CONTENT = re.compile(
    r"^(?:ten |cac |danh muc |nhom |mo ta )*(?:noi dung|nhiem vu|cong viec|hoat dong|hang muc|dau viec|mang viec|"
    r"phan viec|viec (?:can|phai) lam|buoc (?:thuc hien|tien hanh|cong viec)|viec$|dau muc)"
)
# Matched: "khi nao xong", "bat dau - ket thuc", "tu ngay... den ngay...", "du kien hoan thanh", "moc hoan thanh",
# "lich thuc hien", "thang/quy". Refused: "ngay ban hanh", "ngay sinh", "lich su".
_TIME = re.compile(
    r"thoi gian|tien do|thoi han|thoi diem|thoi ky|lo trinh|\bhan (?:hoan thanh|cuoi|chot|nop|thuc hien|xong|tra)|"
    r"(?:hoan thanh|xong|lam xong) truoc|^(?:ngay|thang|quy|nam|moc|dot|lich|tuan|ky han|ky)(?: du kien)? "
    r"(?:hoan thanh|thuc hien|phai xong|xong|trien khai|to chuc|tien hanh|lam)|^hoan thanh$|^han$|^thang$|^ngay$|"
    r"deadline|^(?:dinh ky|tan suat|lich|moc|tuan|ky han|quy)$|^ngay thang|^(?:khi nao|bao gio)\b|"
    r"^du kien(?: hoan thanh| xong)?$|^(?:phai )?xong$|bat dau\b.*\bket thuc|"
    r"^tu(?: ngay| thang)?[ .,…/–-]+den(?: ngay| thang)?$|"
    r"^(?:thang|quy|tuan)(?: ?[/,] ?| va | hoac )(?:thang|quy|nam|ngay)\b"
)
_START = re.compile(r"(?:(?:thoi (?:gian|diem)|ngay|thang) )?(?:bat dau|khoi cong)|tu(?: ngay| thang)?")
_END = re.compile(r"(?:(?:thoi (?:gian|diem)|ngay|thang) )?ket thuc|den(?: het)?(?: ngay| thang)?")
_COORDINATE = re.compile(r"ph[oe]i h[oe]p|tham gia|ho tro|^phoi thuoc")
_ADVISE = re.compile(r"tham muu|giup viec|soan thao")
_APPROVE = re.compile(r"phe duyet|nguoi duyet|^duyet$|^ky duyet|ky ban hanh|tham quyen ban hanh")
_RESULT = re.compile(
    r"ket qua|san pham|dau ra|minh chung|bang chung|^ho so|tai lieu (?:kem theo|minh chung|dau ra)|muc tieu can dat|"
    r"yeu cau (?:can )?dat|^bieu mau|^van ban ban hanh"
)
_WHO = r"don vi|co quan|bo phan|phong|ca nhan|to chuc|nguoi|can bo|cong chuc|vien chuc|chu the|khoa|cq|dv|nhan su|nganh"
# Matched: "don vi/ca nhan thuc hien", "phong, ban duoc giao", "trach nhiem", "nguoi lam". Refused: "don vi tinh".
_LEAD = re.compile(
    r"trach nhiem|phu trach|phan cong|dau moi|don vi$|^thuc hien$|^chu quan|^bo phan$|^nhan su$|^ai (?:lam|chu tri)$|"
    rf"\b(?:{_WHO})\b[a-z/,() ]* thuc hien|\b(?:{_WHO})\b[a-z/, ]* (?:giao|lam|chiu)\b|^(?:don vi|dv|cq|nguoi) th$|"
    r"^giao(?: cho)?$|^cac don vi$|^don vi,? ca nhan$|^ca nhan,? don vi$"
)
# Who has a hand in the work and does not do it. Matched: "lanh dao so phu trach", "lanh dao chi dao", "lanh dao".
_LEADERS = re.compile(
    r"^(?:dong chi |cap )?lanh dao(?: (?!thuc hien|chu tri)\w+){0,3}? (?:phu trach|chi dao|theo doi|giam sat|don doc|"
    r"kiem tra|dieu hanh)|^lanh dao(?: (?:so|ubnd|don vi|truong|ban|phong|co quan)(?: \w+)?)?$"
)
# Matched: "theo doi, don doc", "nguoi kiem tra", "giam sat", "nguoi ky", "don vi tham dinh". Refused: "theo doi ket
# qua", "kiem tra noi bo" (work), "xem xet cua lanh dao".
_ROLE = re.compile(
    rf"^(?:(?:cac )?(?:{_WHO}|dong chi|thanh vien|chi dao)(?:,? (?:{_WHO}))* )?(?:theo doi|giam sat|kiem tra|kiem soat|"
    r"don doc|tham dinh|tham tra|xem xet|chi dao|dieu hanh|ky)"
    r"(?:(?:,| va|/|,? ?-) ?(?:theo doi|giam sat|kiem tra|kiem soat|don doc|tham dinh|xem xet|chi dao|ky))*"
    r"(?: thuc hien| van ban| chinh)?$"
)
_CONTENT = re.compile(
    r"noi dung|nhiem vu|cong viec|hoat dong|hang muc|dau viec|cac buoc|cong tac|trien khai|giai phap|bien phap|"
    r"hanh dong|^dien giai|^ten ke hoach$"
)
# "Biện pháp thực hiện" is the work only where no column names it outright.
_WEAK_CONTENT = re.compile(r"^(?:cac )?(?:giai phap|bien phap|trien khai|cong tac|ten ke hoach|dien giai)")
# The first that matches decides: "Thời gian thực hiện" is a time and "Kết quả thực hiện" a result before "thực hiện"
# makes a lead of them.
_COLUMN_WORDS = (
    (Column.OTHER, _OTHER),
    (Column.CONTENT, _PLAIN_CONTENT),
    (Column.TIME, _TIME),
    (Column.COORDINATE, _COORDINATE),
    (Column.RESULT, _RESULT),
    (Column.LEAD, re.compile(r"\bchu tri\b")),
    (Column.ADVISE, _ADVISE),
    (Column.APPROVE, _APPROVE),
    (Column.ROLE, _LEADERS),
    (Column.LEAD, _LEAD),
    (Column.ROLE, _ROLE),
    (Column.CONTENT, _CONTENT),
)
# Of the columns of leaders, one that leads where no other does.
_IN_CHARGE = re.compile(r"lanh dao.* (?:phu trach|chi dao)")
# How surely a heading names who leads, where several columns name units: "Đơn vị chủ trì" before "Cán bộ thực hiện".
_LEAD_STRENGTH = (
    (1, re.compile(r"lanh dao")),
    (4, re.compile(r"chu tri|\b(?:lam|thuc hien) chinh\b|cam trich")),
    (3, re.compile(r"trach nhiem|phu trach|dau moi|phan cong")),
    (2, re.compile(r"thuc hien|giao")),
)
# Matched: "chu tri/phoi hop", "don vi chu tri, phoi hop", "to chuc, ca nhan chu tri va phoi hop", "thuc hien/phoi hop".
_BOTH = re.compile(r"(?:chu tri|thuc hien|trach nhiem)\b.*ph[oe]i h[oe]p")
# Headings of tables that list no tasks: procedures, money, people, risks. One is enough, whatever else is there.
# Matched: "ten thu tuc hanh chinh", "thoi han giai quyet", "don gia", "ho va ten". Refused: "nguoi thuc hien (ho ten)".
_NO_TASKS = re.compile(
    r"thu tuc|giai quyet|le phi|^so,? ?(?:va )?ky hieu|^so hieu|^trich yeu|"
    r"don gia|thanh tien|so tien|^ho (?:va |, ?)?ten|^chuc (?:vu|danh)|^rui ro|"
    r"^so bien che|ngay sinh|trinh do|so cccd|^ty le"
)
# Units of measure say that a table counts something; with who and when it may still list work ("2 lớp").
_COUNTS = re.compile(r"^dvt$|don vi tinh|chi tieu")


def find_column(heading: str) -> Column | None:
    """Returns what a heading names, ``None`` where it names nothing known or is too long for a heading."""
    folded = fold_heading(heading)
    if not folded or len(folded) > _MAX_HEADING:
        return None
    if _ORDINAL.fullmatch(folded):
        return Column.ORDINAL
    if name := find_name(_COLUMN_NUMBER.sub("", " ".join(heading.split())).strip(_EDGES)):
        return Column(name)
    if names_both(heading):
        return Column.LEAD
    return next((column for column, words in _COLUMN_WORDS if words.search(folded)), None)


def find_columns(headings: Sequence[str]) -> tuple[Column, ...] | None:
    """Reads the headings of a table; ``None`` unless it lists tasks (a content column and one about the work)."""
    if not allows_tasks(headings):
        return None
    columns = settle(headings, [find_column(heading) or Column.OTHER for heading in headings])
    return columns if Column.CONTENT in columns and WORK & set(columns) else None


def allows_tasks(headings: Sequence[str]) -> bool:
    """Tells whether no heading speaks of procedures, prices or persons, and no counted thing stands for the work."""
    folded = [fold_heading(heading) for heading in headings]
    if any(_NO_TASKS.search(heading) for heading in folded):
        return False
    found = {find_column(heading) for heading in headings}
    counts = any(_COUNTS.search(heading) for heading in folded)
    return not counts or {Column.CONTENT, Column.LEAD, Column.TIME} <= found


def settle(headings: Sequence[str], columns: Sequence[Column]) -> tuple[Column, ...]:
    """Leaves one column of leads, one of coordinators and one of times: the surest, else the first.

    A second ("Đơn vị chủ trì" beside "Cán bộ thực hiện") would put other units, or two deadlines, into one field. Weak
    names of the content give way to plain ones. Where no other column leads, "Lãnh đạo phụ trách" does.
    """
    if Column.LEAD not in columns:
        charged = [
            column is Column.ROLE and _IN_CHARGE.search(fold_heading(heading)) is not None
            for heading, column in zip(headings, columns, strict=True)
        ]
        columns = [Column.LEAD if leads else column for leads, column in zip(charged, columns, strict=True)]
    settled = list(columns)
    for only in (Column.LEAD, Column.COORDINATE, Column.TIME):
        places = [place for place, column in enumerate(columns) if column is only]
        best = max(places, key=lambda place: (lead_strength(headings[place]), -place), default=None)
        for place in places:
            if place != best:
                settled[place] = Column.OTHER
    contents = [place for place, column in enumerate(columns) if column is Column.CONTENT]
    weak = [place for place in contents if _WEAK_CONTENT.search(fold_heading(headings[place]))]
    if len(weak) < len(contents):
        for place in weak:
            settled[place] = Column.OTHER
    return tuple(settled)


def lead_strength(heading: str) -> int:
    """Returns how surely a heading names who leads (0..4)."""
    folded = fold_heading(heading)
    return next((strength for strength, words in _LEAD_STRENGTH if words.search(folded)), 0)


def names_both(heading: str) -> bool:
    """Tells whether one column holds those who lead and those who coordinate ("Chủ trì/Phối hợp")."""
    return _BOTH.search(fold_heading(heading)) is not None


def opens_period(heading: str) -> bool:
    """Tells whether a heading names the start of the work ("Bắt đầu", "Từ ngày")."""
    return _START.fullmatch(fold_heading(heading)) is not None


def closes_period(heading: str) -> bool:
    """Tells whether a heading names the end of the work ("Kết thúc", "Đến ngày")."""
    return _END.fullmatch(fold_heading(heading)) is not None


def fold_heading(heading: str) -> str:
    """Returns the skeleton of a heading without a column number and marks at its ends ("Chủ trì (3)" → "chu tri")."""
    return _COLUMN_NUMBER.sub("", fold(heading).strip(" .:;,*_")).strip(_EDGES)
