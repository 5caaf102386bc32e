"""Where a cell or a line names roles: "Chủ trì: …", "(CT) …", "… chủ trì; … phối hợp", "Chủ trì là …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Quote
from corpus.parsing.actors.unit_lists import split_units
from corpus.parsing.actors.unit_names import find_opening, is_collective, is_whole
from corpus.text import Skeleton, cut, fold, skeleton

_WORK = (
    r"(?:chiu )?trach nhiem|chu tri|ph[oe]i h[oe]p|tham muu|phe duyet|(?:trinh )?ky(?: duyet| ban hanh)?|soan thao|"
    r"chi dao|thuc hien|dau moi|thuong truc|tham gia"
)
_OVERSIGHT = r"theo doi|giam sat|kiem tra|tham dinh|xem xet|ho tro|tong hop|duyet"
_ROLE = rf"(?:{_WORK}|{_OVERSIGHT}|phu trach)"
_HOLDER = r"(?:(?:don vi|co quan|bo phan|nguoi|lanh dao|ca nhan|to chuc|phong) )?"
_NAME = rf"{_ROLE}(?:(?:, ?| va | )(?:{_ROLE}|chinh|xay dung))?"
# A role may be broken over two lines; two roles of one label stand on one ("… - Tổng hợp" above "Phối hợp:" are two).
_BROKEN_ROLE = _ROLE.replace(" ", r"\s")
_BROKEN_NAME = rf"{_BROKEN_ROLE}(?:(?:, ?| va | )(?:{_BROKEN_ROLE}|chinh|xay\sdung))?"
_BROKEN_HOLDER = _HOLDER.replace(" ", r"\s")
# A label before its units. Matched: "- Trách nhiệm: Giám đốc Sở", "Phối hợp: Các phòng", "PH: P.TCHC".
# Refused: "Họp xem xét: nội dung", where no list ends before the label.
_LABEL = re.compile(rf"\b(?P<label>(?P<holder>{_BROKEN_HOLDER})(?P<name>{_BROKEN_NAME})|ct|ph)\s?:")
# Another label of a cell that has one of ours; what it says is kept as printed. Matched: "Kiểm soát: Thư ký ISO",
# "- Xét duyệt: Giám đốc". Refused: "Phòng A: 2 người" (a unit), "Các phòng, ban: …".
_OTHER_LABEL = re.compile(
    r"(?:^|[\n;.])[ \t]*[-–+•]?[ \t]*(?P<label>[^\W\d_](?:[^\W\d_]|[ ]){3,24}?)[ ]?:", re.MULTILINE
)
# "Chủ trì là Văn phòng", "Chủ trì – Văn phòng", "CT - Văn phòng", "Chủ trì" on a line of its own.
# Refused: "Tổ theo dõi - đôn đốc".
_WORD = re.compile(rf"\b(?P<label>{_HOLDER}{_NAME}|ct|ph)(?: la (?=\w)| ?[-–] ?(?=\w)|(?P<alone> ?$))", re.MULTILINE)
# "(CT) Văn phòng", "Văn phòng (chủ trì)". Refused: "(Phòng phối hợp với công dân)".
_TAG = re.compile(rf"\( ?(?P<label>{_HOLDER}{_NAME}|ct|ph) ?\)")
# "Văn phòng phối hợp với các phòng". Refused: "Phối hợp: các phòng".
_WITH = re.compile(r"\b(?P<label>ph[oe]i h[oe]p) ?(?:chat che )?(?:voi|cung(?: voi)?) ")
# A verb behind its units. Matched: "Văn phòng chủ trì; các phòng phối hợp", "Giám đốc Sở phê duyệt".
# Refused: "Phó Giám đốc phụ trách", who holds no role by that.
_VERB = re.compile(
    rf"(?<=\w )(?P<label>(?:{_WORK}|{_OVERSIGHT})(?: thuc hien)?)"
    r"(?=$|[ \n]$| ?[;.,\n]| va (?!thuc hien)| ph[oe]i h[oe]p (?:voi|cung))"
)
# Verbs that make a role of the unit before them even where no other role stands in the cell; the others are as often
# part of a name: "Tổ công tác giám sát", "Đơn vị thực hiện".
_TELLING_VERB = re.compile(r"chu tri|ph[oe]i h[oe]p|phe duyet|tham muu|ky (?:duyet|ban hanh)")
# Words with the letters of "ký": "Phòng Kỹ" over "thuật" is no one who signs.
_OTHER_WORD = re.compile(r"\bk[ỹỳỷĩ]\b", re.IGNORECASE)
# What may stand before a label besides a bullet: the end of the list before.
_LIST_ENDS = "\n.;,/("
# The longest label, with a noun before and a second role after it, has about 50 letters.
_LONGEST_LABEL = 80
# How much before a verb is looked at for its unit.
_LOOKED_AT = 300
_BULLETS = "-–+• \t"


@dataclass(frozen=True, slots=True)
class RoleMark:
    """A role that a quote names.

    Attributes:
        start: where the words that name it start in the quote's text; they are part of no unit.
        end: where they end.
        label: the name as printed ("Chủ trì", "PH").
        follows: the units stand before it ("Văn phòng chủ trì").
    """

    start: int
    end: int
    label: str
    follows: bool = False


def find_role_marks(piece: Quote) -> list[RoleMark]:
    """Finds the roles a quote names, in reading order and without overlaps; ``[]`` where it names none."""
    folded = skeleton(piece.raw)
    lines = _keep_lines(piece.raw, folded)
    found = [*_labels(piece.raw, folded, lines), *_tags(piece.raw, folded), *_words(piece.raw, folded, lines)]
    marks = [mark for mark in found if not _OTHER_WORD.search(mark.label)]
    marks += _other_labels(piece.raw) if marks else []
    kept: list[RoleMark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    verbs = [
        mark
        for mark in _verbs(piece, folded, lines)
        if all(mark.end <= other.start or other.end <= mark.start for other in kept)
    ]
    if kept or any(_tells(piece, verb, verbs) for verb in verbs):
        kept = sorted([*kept, *verbs], key=lambda mark: mark.start)
    return kept


def count_roles(text: str) -> int:
    """Counts the role labels of a text that starts with one ("- Trách nhiệm: Giám đốc - Phối hợp: Văn phòng" has 2)."""
    opens = _LABEL.match(fold(text[:_LONGEST_LABEL]).lstrip(_BULLETS)) is not None
    return len(_LABEL.findall(fold(text))) if opens else 0


def _keep_lines(raw: str, folded: Skeleton) -> str:
    """The skeleton with line breaks where the text has them; its offsets hold for it too."""
    if "\n" not in raw:
        return folded.text
    return "".join(
        "\n" if char == " " and "\n" in raw[folded.offsets[at] : folded.offsets[at + 1]] else char
        for at, char in enumerate(folded.text)
    )


def _mark(raw: str, folded: Skeleton, match: re.Match[str], *, group: str = "label", follows: bool = False) -> RoleMark:
    start, end = folded.origin(match.start(group) if group == "name" else match.start(), match.end())
    name_start, name_end = folded.origin(*match.span(group))
    return RoleMark(start, end, " ".join(raw[name_start:name_end].split()), follows)


def _labels(raw: str, folded: Skeleton, lines: str) -> Iterator[RoleMark]:
    for match in _LABEL.finditer(lines):
        # In "các phòng Chủ trì: …" the noun before the role belongs to the list before; so it does in "Văn", "phòng",
        # "Phối hợp: …" on three lines.
        for group in ("label", "name") if match["holder"] else ("label",):
            mark = _mark(raw, folded, match, group=group)
            if group == "label" and match["holder"] and _opens_line(raw, folded, match.start("name")):
                continue
            # A label with a capital needs no list end before it: "Trách nhiệm: Giám đốc Tham mưu: Văn phòng".
            if _opens_list(raw, mark.start) or (mark.label[0].isupper() and "\n" not in raw[mark.start : mark.end]):
                yield mark
                break


def _other_labels(raw: str) -> Iterator[RoleMark]:
    """Labels of roles that have no meaning to us, in a cell of labelled lines."""
    for match in _OTHER_LABEL.finditer(raw):
        label = match["label"].strip()
        if find_opening(label) is None and label[0].isupper():
            yield RoleMark(match.start("label"), match.end(), label)


def _opens_line(raw: str, folded: Skeleton, name: int) -> bool:
    """Whether the name of a role opens a line, with a capital."""
    start = folded.offsets[name]
    return raw[start].isupper() and raw[:start].rstrip(" \t")[-1:] == "\n"


def _opens_list(raw: str, start: int) -> bool:
    before = raw[:start].rstrip(" \t")
    bare = before.rstrip(_BULLETS)
    return not bare or bare[-1] in _LIST_ENDS or (len(bare) < len(before) and raw[len(bare)].isspace())


def _tags(raw: str, folded: Skeleton) -> Iterator[RoleMark]:
    matches = list(_TAG.finditer(folded.text))
    follows = bool(matches) and any(char.isalpha() for char in folded.text[: matches[0].start()])
    for match in matches:
        yield _mark(raw, folded, match, follows=follows)


def _words(raw: str, folded: Skeleton, lines: str) -> Iterator[RoleMark]:
    for match in _WORD.finditer(lines):
        mark = _mark(raw, folded, match)
        before = raw[: mark.start].rstrip(_BULLETS)
        if match["alone"] is not None:
            if _stands_alone(raw, mark, before):
                yield mark
        elif not before or before[-1] in "\n.;":
            yield mark
    for match in _WITH.finditer(folded.text):
        yield _mark(raw, folded, match)


def _stands_alone(raw: str, mark: RoleMark, before: str) -> bool:
    """Whether a line is a role and no piece of a wrapped name ("Ban Thư" / "ký" / "ISO", "Hội đồng" / "Thẩm định")."""
    if not mark.label[0].isupper() or " " not in mark.label or not raw[mark.end :].strip():
        return False
    return not before or (before[-1] == "\n" and is_whole(re.split(r"[\n;]", before.strip())[-1].strip(_BULLETS)))


def _verbs(piece: Quote, folded: Skeleton, lines: str) -> Iterator[RoleMark]:
    for match in _VERB.finditer(lines):
        mark = _mark(piece.raw, folded, match, follows=True)
        unit = _unit_before(piece, mark)
        if mark.label[0].islower() and " " in mark.label and unit is not None and is_whole(unit.raw):
            yield mark


def _unit_before(piece: Quote, mark: RoleMark) -> Quote | None:
    before = piece.raw[: mark.start].rstrip()
    if before[-1:] in ",-–/":
        return None
    start = max(before.rfind(";"), before.rfind("\n"), mark.start - _LOOKED_AT) + 1
    units = split_units(cut(piece, start, mark.start))
    return units[-1] if units else None


def _tells(piece: Quote, verb: RoleMark, verbs: Sequence[RoleMark]) -> bool:
    """Whether ``verb`` is a role for sure: "Các đơn vị phối hợp", alone in its cell, is a unit's name."""
    unit = _unit_before(piece, verb)
    if unit is None or not _TELLING_VERB.match(fold(verb.label)):
        return False
    return len(verbs) > 1 or not is_collective(unit.raw)
