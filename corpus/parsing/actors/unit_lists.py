"""Lists of units in a cell or a line: where one name ends and the next begins.

";" always parts; any other mark ("," "và" "cùng" "&" "/" " - " a line break, a number) only between two whole names.
Nothing inside brackets is parted: "Văn phòng Sở (Phòng A, Phòng B)" is one.
"""

from __future__ import annotations

import re

from corpus.model import Field, Quote
from corpus.parsing.actors.pages import join_pieces, split_pieces
from corpus.parsing.actors.unit_names import (
    ACRONYM,
    PERSON,
    Opening,
    continues,
    find_opening,
    is_compound,
    is_initials,
    is_office,
    is_plural,
    is_same_kind,
    is_whole,
    repeats,
)
from corpus.text import cut, fold

_BULLETS = "-–—+•●*"
# What may part two units, first match first; each kind has its own rule below.
# Blanks are counted, so that a cell of nothing but blanks is read in one pass.
_MARK = re.compile(
    r"(?P<semicolon>;[\s;]{0,9})"
    rf"|(?P<bullet>,?\s{{0,9}}\n\s{{0,9}}[{_BULLETS}]\s{{0,9}}(?=[^\W\d_]))"
    r"|(?P<number>[,.]?\s{1,9}(?P<label>\d{1,2}[.)]|[a-zđ]\))\s{0,9}(?=[^\W\d_]))"
    r"|(?P<comma>,\s{0,9}(?=[^\W\d_]))"
    r"|(?P<conjunction>(?<=\s)(?:v[aàáâăạả]|c[uùúủ]ng(?:\s{1,9}v[oơớờô]i)?|&)\s{1,9})"
    r"|(?P<slash>/\s{0,9}(?=[^\W\d_]))"
    r"|(?P<dash>[ \t][-–—+][ \t]{1,9}(?=[^\W\d_]))"
    r"|(?P<line>\n\s{0,9})"
)
# Labels at the start of a name: "1. Văn phòng", "b) Phòng Nội vụ", "- Ban ISO". Refused: "2 phòng", "a, b".
_LABEL = re.compile(rf"\s*(?:(?:\d{{1,2}}[.)]|[a-zđ]\)|[{_BULLETS}])\s*)+(?=[^\W\d_])")
_NEXT_LABEL = re.compile(rf"\n\s{{0,9}}(?:\d{{1,2}}[.)]|[a-zđ]\)|[{_BULLETS}])(?=\s{{0,9}}[^\W\d_])")
_EDGES = f"{_BULLETS}.,;:…/& \t\r\n"
_BRACKETS = re.compile(r"\([^()]*\)|“[^“”]*”|\"[^\"\n]*\"")
# A longer text is no name; the longest of the legal corpus, a ministry with its department, has about 140 letters.
_LONGEST_NAME = 300
# How much of what follows a mark is looked at: the longest head with its tail has about 30 letters.
_AHEAD = 60
# Joint offices: "Văn phòng HĐND và UBND", "VP HĐND - UBND", "Văn phòng Đoàn ĐBQH và HĐND tỉnh".
_JOINT_BEFORE = re.compile(r"(?:hdnd|hoi dong nhan dan|dbqh|dai bieu quoc hoi)$")
_JOINT_AFTER = re.compile(r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)\b")
_JOINT_OFFICE = re.compile(r"(?:van phong|vp) ")
# Where a line may end in the middle of a name: before the unit that an office, an office room or a committee is of.
# Matched: "Lãnh đạo" + "Sở", "Văn phòng" + "UBND tỉnh", "Ban Chỉ đạo ISO" + "Sở Nội vụ", "Thủ trưởng" + "các đơn vị".
# Refused: "Văn phòng" + "Trung tâm Phục vụ hành chính công", "Lãnh đạo Sở" + "Văn phòng".
_TAKES_UNIT = re.compile(
    r"(?:(?:pho )?(?:giam doc|chu tich|bi thu)|hieu truong|lanh dao|thu truong|dai dien(?: lanh dao)?|thanh tra|"
    r"ban (?:chi dao|giam doc|lanh dao)(?: iso| htqlcl)?|bcd(?: iso)?|thuong truc|ubnd|truong (?:phong|ban)|cong an|"
    r"(?:pho )?(?:to|doi|khoa|nhom|cum) truong)"
)
_UNIT_TAKEN = re.compile(
    r"(?:so|ubnd|uy ban|hdnd|hoi dong nhan dan|chi cuc|trung tam|tt[a-z]*|cuc|truong|benh vien|bo|cong doan)\b|cac \S|"
    r"van phong dang ky|ban$"
)
_OFFICE_ROOM = re.compile(r"(?:chanh )?(?:van phong|vp)")
_ROOM_OF = re.compile(r"(?:so|ubnd|uy ban|hdnd|hoi dong nhan dan|(?:chi )?cuc$|dang uy|tinh uy|huyen uy)\b")
_HELPERS = re.compile(
    r"(?:(?:cac )?thanh vien|(?:to|ban )?(?: ?thu ky| ?giup viec)|thuong truc|can bo|cong chuc|vien chuc|nhan vien|"
    r"(?:pho )?truong ban)"
)
# After these a line that opens with "Thanh tra" goes on: "Phòng Pháp chế và Thanh tra".
_BEFORE_INSPECTION = re.compile(r"(?:phap che|kiem tra|khao thi|kiem dinh|tiep dan)$")
_INSPECTION = re.compile(r"thanh tra\b")
# Units told by two words that a line may open with in lower case.
_LOWER_CASE_UNIT = re.compile(r"(?:ban (?:chi dao|iso|giam)|to (?:thu ky|giup)|thu ky iso|van phong|doan danh gia)\b")


def parse_units(text: Field) -> tuple[Field, ...]:
    """Splits a list of units; names stay as written, and stand in the order of the list.

    Args:
        text: a cell or the value of a line. A name cut by a page break goes on in the next quote.
    """
    return tuple(split_pieces(text, part) for part in split_units(join_pieces(text)))


def split_units(piece: Quote) -> list[Quote]:
    """Splits one quote; each part is a quote inside it, and comes apart no further."""
    parts = _split(piece)
    return parts if parts == [piece] else [part for whole in parts for part in split_units(whole)]


def _split(piece: Quote) -> list[Quote]:
    text = piece.raw
    brackets = [match.span() for match in _BRACKETS.finditer(text)]
    opening = _LABEL.match(text)
    start = opening.end() if opening else 0
    label = opening[0].strip() if opening else ""
    parts: list[Quote] = []
    for mark in _MARK.finditer(text, start):
        if any(left < mark.end() and mark.start() < right for left, right in brackets):
            continue
        before, after = (
            text[start : mark.start()],
            _NEXT_LABEL.split(text[mark.end() : mark.end() + _AHEAD])[0].lstrip(),
        )
        named = len(before) <= _LONGEST_NAME or mark.lastgroup == "semicolon"
        if named and _parts(mark, before, after, label):
            parts.append(cut(piece, start, mark.start(), strip=_EDGES))
            again = _LABEL.match(text, mark.end())
            start = again.end() if again else mark.end()
    parts.append(cut(piece, start, len(text), strip=_EDGES))
    return [part for part in parts if any(char.isalpha() for char in part.raw)]


def _parts(mark: re.Match[str], before: str, after: str, label: str) -> bool:
    """Whether ``mark`` parts the name ``before`` it, begun at the last cut, from what comes ``after``."""
    before = before.strip(_EDGES.replace("-", "").replace("–", ""))
    kind = mark.lastgroup if mark.lastgroup != "label" else "number"
    if kind == "semicolon":
        return True
    if kind == "number":
        listed = label[:1].isalnum() and label[-1:] == mark["label"][-1:]
        return (listed or "\n" in mark[0]) and find_opening(after) is not None and is_whole(before)
    if kind == "bullet":
        same = label[:1] == mark[0].strip(" \t\n\r,")[:1]
        return (same and is_whole(before)) or find_opening(after) is not None
    if kind == "line":
        return _parts_lines(before, after)
    if kind == "dash":
        return _parts_at_dash(mark[0].strip(), before, after, label)
    return _parts_words(before, after, comma=kind == "comma", slash=kind == "slash")


def _parts_words(before: str, after: str, *, comma: bool = False, slash: bool = False) -> bool:
    opening = find_opening(after)
    if opening is None:
        # "VP, TCHC, QLCL": initials after initials.
        return (comma or slash) and is_initials(before.strip()) and ACRONYM.match(after) is not None
    if not is_whole(before) or continues(before, after) or _is_joint_office(before, after, comma=comma):
        return False
    if PERSON.match(before) and is_office(after) and not _names_office(before):
        return False  # "Ông Trần Văn B, Phó Giám đốc Sở"
    if opening is Opening.WEAK_BARE and is_compound(before) and not repeats(before, after):
        return _INSPECTION.match(fold(after)) is not None and not _BEFORE_INSPECTION.search(fold(before))
    return not slash or opening is not Opening.WEAK_BARE


def _is_joint_office(before: str, after: str, *, comma: bool) -> bool:
    left = fold(before)
    joint = _JOINT_BEFORE.search(left) is not None and _JOINT_AFTER.match(fold(after)) is not None
    return joint and (not comma or _JOINT_OFFICE.match(left) is not None)


def _names_office(person: str) -> bool:
    return re.search(r"\s[-–,]\s|,", person) is not None


def _parts_lines(before: str, after: str) -> bool:
    """Whether a line break between two lines parts them; a name may also run over the lines of a narrow cell."""
    left, right = fold(before), fold(after)
    if not _parts_words(before, after) or _HELPERS.fullmatch(left):
        return False
    if _TAKES_UNIT.fullmatch(left) and _UNIT_TAKEN.match(right):
        return is_plural(after) and after[:1].isupper()
    if _OFFICE_ROOM.fullmatch(left) and _ROOM_OF.match(right):
        return False
    return not after[:1].islower() or is_plural(after) or _LOWER_CASE_UNIT.match(right) is not None


def _parts_at_dash(dash: str, before: str, after: str, label: str) -> bool:
    """Whether " - " parts two units: in a list of bullets run together, or between units of one kind.

    "Phòng Hành chính - Tổng hợp", "Đ/c A - Phó Giám đốc" and "Thư ký ISO - Văn phòng Sở" are one each.
    """
    if not is_whole(before) or find_opening(after) is None or _is_joint_office(before, after, comma=False):
        return False
    run_together = bool(label) and label[-1] == dash and _parts_words(before, after)
    return run_together or dash == "+" or is_same_kind(before, after)
