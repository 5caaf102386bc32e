"""What a phrase beside the work says: who does it, who helps, by when, with what result.

"Văn phòng chủ trì; các phòng phối hợp; quý III", "do Hiệu trưởng chủ trì", "xong trước ngày 15/7", "Kết quả: biên bản".
A phrase is read whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from corpus.model import Field, Quote, TimeKind
from corpus.parsing.body.labels import read_labels
from corpus.parsing.body.sentence_times import find_leading_time
from corpus.parsing.body.unit_phrases import names_units
from corpus.parsing.deadlines import parse_deadline
from corpus.parsing.tables import Column
from corpus.text import cut, field, fold, skeleton

# Before a deadline that is one beyond doubt. Matched: "hoàn thành trước ngày 10/4", "thực hiện trong quý II", "xong
# trước 30/6", "tiến hành trong tháng 8". Refused: "gửi trước ngày 10/4".
_DONE = re.compile(
    r"(?:phai )?(?:(?:to chuc |trien khai )?(?:hoan thanh|thuc hien|xong|tien hanh|thoi gian|thoi han)(?: (?:xong|"
    r"vao luc))? ?:? ?)"
)
# Matched: "theo quy định", "theo kế hoạch của tỉnh". Refused: "theo mẫu".
_REGULATED = re.compile(
    r"theo (?:quy dinh|ke hoach|lich)(?: (?:cua|chung|hien hanh|nam|tinh|so|bo|cap tren|[a-z]+)){0,6}"
)
# Deadlines that other words belong to: "sau khi có báo cáo", "theo kế hoạch của tỉnh".
_NAMED_KINDS = frozenset({TimeKind.EVENT, TimeKind.AS_REGULATED})
# All syllables of any other deadline, and its numbers: "trong quy ii/2024", "hang tuan, vao chieu thu hai", "tu ngay
# 05/4
# den 28/5/2025", "6 thang dau nam"; not "thang 9/2025, phong kinh te", "quy ii ra soat".
_TIME_SYLLABLES = (
    "ngay thang quy nam tuan buoi sang chieu toi gio hoc ky thu hai ba tu nam sau bay chu nhat dau cuoi giua ca truoc "
    "trong den het vao khoang va hoac cham muon som nhat khong qua hon la nay do hang moi cac dinh thuong xuyen lien "
    "tuc dot xuat lan mot bon lam viec vong thoi gian diem du kien hoan thanh xong phai cua mung da thieu it ke tinh "
    "tro di nua tiep theo hoach"
)
_OF_TIME = frozenset(_TIME_SYLLABLES.split())
_WORD = re.compile(r"[a-z\d/.:]*[a-z\d]")
_NUMBER = re.compile(r"[tq]?\d[\d/.:h-]*|(?:i{1,3}|iv|vi?)(?:/\d+)?")
# What a unit is said to do where it does the work. Matched: "Văn phòng chủ trì", "Tổ Văn phòng làm", "nhân viên thiết
# bị soạn", "Thanh tra phải thực hiện". Refused: "Văn phòng theo dõi".
_DOES = re.compile(
    r" (?:(?:phai|se|co trach nhiem|truc tiep) )?"
    r"(?P<verb>chu tri(?: (?:to chuc )?thuc hien)?|chiu trach nhiem(?: thuc hien)?|phu trach|(?:to chuc )?thuc hien|"
    r"dam nhiem|dam nhan|tien hanh|(?:la|lam) dau moi|lam|lo|soan|soan thao|hoan thanh)(?= ?(?:$|[,;]| (?:xong )?"
    r"(?:truoc|trong|cham nhat|tu|vao|den|hang|moi|dinh ky|thuong xuyen|ngay sau|sau khi)\b))"
)
# What it is said to do where it helps. Matched: "Văn phòng phối hợp", "Tổ ISO góp ý". Refused: "phối hợp với Văn
# phòng".
_HELPS = re.compile(
    r"(?P<unit>.{2,160}?) (?:cung )?(?:phoi hop(?: tham gia)?|(?:cung )?tham gia|gop y|ho tro|cung lam)"
    r"(?=$|,| (?:thuc hien|hoan thanh|tien hanh|trong|truoc|vao|tu|xong)\b)"
)
# Before who helps. Matched: "phối hợp với Văn phòng", "cùng với các phòng", "có sự tham gia của Đoàn Thanh niên".
_WITH = re.compile(
    r"(?:co su )?(?:phoi hop(?: chat che)?(?: thuc hien)?(?: (?:voi|cung|cua))+|cung voi|(?:co su )?tham gia cua) "
    r"(?P<unit>\S.*)"
)
# Where the doing begins behind who helps. Matched: "các phòng thực hiện", "Văn phòng Sở hoàn thành trước ngày 10/3".
_DONE_AFTER = re.compile(r",? (?:(?:to chuc |trien khai )?thuc hien|hoan thanh|tien hanh|xong)\b")
_DONE_ALONE = re.compile(r"(?:to chuc |trien khai )?(?:thuc hien|hoan thanh|tien hanh)")
# Before who does it. Matched: "do Hiệu trưởng chủ trì", "giao Văn phòng thực hiện", "việc này do các tổ làm".
_BY = re.compile(r"(?:(?:viec|noi dung|nhiem vu|cong viec) nay )?(?:do|giao(?: cho)?) (?=\S)")
# Names of records. Matched: "Quyết định của Giám đốc", "01 quy trình", "báo cáo đánh giá". Refused: "báo cáo Sở".
_RECORD = re.compile(
    r"(?:\d{1,3} )?(?:quyet dinh|bao cao (?!so\b|ubnd|uy ban|lanh dao|giam doc|cap)|bien ban|danh sach|danh muc|"
    r"quy trinh|"
    r"van ban|cong van|ho so|hop dong|bo (?:tai lieu|quy trinh|chi so)|ban (?:tong hop|mo ta|cong bo|kiem ke)|"
    r"so (?:tay|theo doi)|"
    r"phieu|bang (?:tong hop|thong ke|ke|theo doi)|to trinh|thong bao|tai lieu|giay|du thao|chuong trinh|muc tieu|"
    r"ke hoach)\b"
)
_LONGEST_RECORD = 14
_EDGES = " ,.;/\n\t"
_MOST_CLAUSES = 6
# Characters; a longer phrase is a sentence with a work of its own. Brackets of the invented plans hold up to 160.
_LONGEST = 320


@dataclass(frozen=True, slots=True)
class Said:
    """What a phrase says.

    Attributes:
        cells: who leads and helps, when, and the result, by column.
        certain: whether its words leave no doubt ("chủ trì", "hoàn thành trước"); else the list must bear it out.
        bare: whether it is names of units, or of a record, and nothing more.
    """

    cells: dict[Column, Field]
    certain: bool
    bare: bool = False

    @property
    def who_and_when(self) -> bool:
        """Whether it says both who does the work and by when: that is said of nothing but work."""
        return {Column.LEAD, Column.TIME} <= self.cells.keys()


def read_phrase(piece: Quote, *, led: bool = False) -> Said | None:
    """Reads a phrase, ``None`` where any of it is not understood or it says one thing twice.

    Args:
        piece: the phrase.
        led: whether who leads stands before it; else the first of "Tổ ISO, các phòng phối hợp" leads.
    """
    read = partial(_read_clause, led=led)
    if len(piece.raw) > _LONGEST:
        return None
    return _join(piece, ";", lambda clause: read(clause) or _join(clause, ",", read))


def read_time(piece: Quote) -> tuple[Field, bool] | None:
    """Reads a phrase that is a deadline and nothing more; also whether words say that the work is done by it."""
    if len(piece.raw) > _LONGEST:
        return None
    folded = skeleton(piece.raw)
    if _REGULATED.fullmatch(folded.text):
        return field([piece]), False
    done = _DONE.match(folded.text)
    for start in (done.end(), 0) if done else (0,):
        words = cut(piece, folded.offsets[start], len(piece.raw), strip=_EDGES)
        leading = find_leading_time(field([words])) if words.raw and ";" not in words.raw else None
        if leading is None or leading[1] is not None:
            continue
        kind = parse_deadline(leading[0], 2000).kind
        if kind in _NAMED_KINDS or (kind is not TimeKind.NONE and _is_only_time(fold(leading[0].value))):
            return leading[0], done is not None and start > 0
    return None


def _is_only_time(words: str) -> bool:
    return all(word in _OF_TIME or _NUMBER.fullmatch(word) for word in _WORD.findall(words))


def _join(piece: Quote, mark: str, read: Callable[[Quote], Said | None]) -> Said | None:
    """Reads clauses parted by a mark; as few as can be understood, since lists of units hold such marks too."""
    bounds = [-1, *(at for at, char in enumerate(piece.raw) if char == mark), len(piece.raw)]
    cells: dict[Column, Field] = {}
    certain, bare, start = False, False, 0
    while start < len(bounds) - 1:
        for end in range(min(len(bounds) - 1, start + _MOST_CLAUSES), start, -1):
            clause = cut(piece, bounds[start] + 1, bounds[end], strip=_EDGES)
            said = read(clause) if clause.raw else None
            if said is not None and not cells.keys() & said.cells.keys():
                break
        else:
            return None
        cells |= said.cells
        certain, bare = certain or said.certain, bare or said.bare
        start = end
    return Said(cells, certain, bare and len(cells) == 1) if cells else None


@lru_cache(maxsize=2048)  # each mark of a work reads its last clauses again: 6,009 readings of 1,134 in one letter
def _read_clause(piece: Quote, *, led: bool) -> Said | None:
    if time := read_time(piece):
        return Said({Column.TIME: time[0]}, time[1])
    if ";" in piece.raw:
        return _read_names(piece)
    return (
        _read_label(piece)
        or _read_helper(piece, led=led)
        or _read_doer(piece)
        or _read_names(piece)
        or _read_record(piece)
    )


def _read_label(piece: Quote) -> Said | None:
    before, labels = read_labels(field([piece]))
    if before is not None or len(labels) != 1:
        return None
    label = labels[0]
    if label.value is None or label.column is Column.OTHER:
        return None
    if label.column is Column.TIME and (len(label.value.quotes) > 1 or read_time(label.value.quotes[0]) is None):
        return None
    return Said({label.column: label.value}, True)


def _read_helper(piece: Quote, *, led: bool) -> Said | None:
    """Reads who helps, and by when all of it is done: "phối hợp với các phòng hoàn thành trước ngày 10/3"."""
    folded = skeleton(piece.raw)
    match = _WITH.match(folded.text) or _HELPS.match(folded.text)
    if match is None or (not led and match.re is _HELPS and "," in match["unit"]):
        return None
    begin, end = match.span("unit")
    for done in (*_DONE_AFTER.finditer(folded.text, begin), None):
        units = field([cut(piece, *folded.origin(begin, min(end, done.start() if done else end)), strip=_EDGES)])
        if not names_units(units, initials=True):
            continue
        rest = cut(piece, folded.offsets[done.start() if done else match.end()], len(piece.raw), strip=_EDGES)
        if not rest.raw or _DONE_ALONE.fullmatch(fold(rest.raw)):
            return Said({Column.COORDINATE: units}, True)
        if time := read_time(rest):
            return Said({Column.COORDINATE: units, Column.TIME: time[0]}, True)
    return None


def _read_doer(piece: Quote) -> Said | None:
    folded = skeleton(piece.raw)
    by = _BY.match(folded.text)
    begin = by.end() if by else 0
    for match in _DOES.finditer(folded.text, begin):
        unit = cut(piece, *folded.origin(begin, match.start()), strip=_EDGES)
        if not unit.raw or not names_units(field([unit]), initials=True):
            continue
        cells = {Column.LEAD: field([unit])}
        rest = cut(piece, folded.offsets[match.end()], len(piece.raw), strip=_EDGES)
        if not rest.raw:
            return Said(cells, by is not None or "chu tri" in match[0])
        more = read_phrase(rest, led=True)
        if more is None or Column.LEAD in more.cells:
            return None
        return Said(cells | more.cells, True)
    return None


def _read_names(piece: Quote) -> Said | None:
    """Reads bare names: in a list of such they are who does the work."""
    units = field([piece])
    return Said({Column.LEAD: units}, certain=False, bare=True) if names_units(units) else None


def _read_record(piece: Quote) -> Said | None:
    """Reads a bare record: in a list of such it is what the work results in."""
    folded = skeleton(piece.raw)
    if _RECORD.match(folded.text) is None or len(piece.raw.split()) > _LONGEST_RECORD:
        return None
    return Said({Column.RESULT: field([piece])}, certain=False, bare=True)
