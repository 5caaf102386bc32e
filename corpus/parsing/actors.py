"""Who does the work: lists of units, and cells that hold several roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Field, Quote, Role
from corpus.text import cut, field, fold, skeleton


class Duty(StrEnum):
    """What a role means for a task; names of columns and labels map onto these."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    ADVISE = "advise"
    APPROVE = "approve"


# Words of a column heading or a label that name a duty, on skeletons; the first that occurs decides.
_DUTY_WORDS = (
    (Duty.COORDINATE, re.compile(r"ph[oe]i h[oe]p|tham gia")),
    (Duty.ADVISE, re.compile(r"tham muu|giup viec|soan thao")),
    (Duty.APPROVE, re.compile(r"phe duyet|ky ban hanh|xem xet, ban hanh")),
    (
        Duty.LEAD,
        re.compile(r"chu tri|trach nhiem|thuc hien|phu trach|dau moi|thuong truc|phan cong|don vi"),
    ),
)
# A role label inside a cell: "- Trách nhiệm: Giám đốc Sở", "Phối hợp: Các phòng". On skeletons, at a line start or
# after a break of the list. Refused: "Họp xem xét: nội dung", a label longer than five words.
_ROLE_LABEL = re.compile(
    r"\b(?P<label>(?:don vi |co quan |bo phan |nguoi )?"
    r"(?:chiu trach nhiem|trach nhiem|chu tri|tham muu|ph[oe]i h[oe]p|phe duyet|thuc hien|phu trach|dau moi|tham gia)"
    r"(?: chinh| thuc hien| xay dung| soan thao)?) ?:"
)
# What may stand before a role label: nothing, a line end, or the end of the list before; then a bullet.
_BEFORE_LABEL = re.compile(r"(?:^|[\n.;,])[ \t]*[-–+•]?[ \t]*$")
# Where one unit ends and the next begins: ";" or a bulleted line. Only where neither occurs, "," and "và" between two
# unit names: "Ban ISO; các phòng chuyên môn, đơn vị trực thuộc" lists two.
# "Văn phòng HĐND và UBND xã" and "Phòng Hành chính⏎- Tổng hợp" are one unit each; so is "Các phòng, ban thuộc Sở",
# where the second part goes on in lower case under the plural of the first.
_STRONG_SEPARATOR = re.compile(r"\s*;\s*|\s*\n\s*[-–+•]\s*(?=[^\W\d_])")
_SEPARATOR = re.compile(r"\s*,\s*(?=[^\W\d_])|(?<!HĐND)(?<!Hội đồng nhân dân)\s+(?:và|cùng)\s+")
_PLURAL = re.compile(r"(?:cac|toan the|tat ca|moi|nhung)\b")
_EDGES = "-–+•.,;: \t\r\n"
# First words of units, on skeletons. "Các phòng chuyên môn, nghiệp vụ" is one unit: "nghiệp vụ" opens none.
_UNIT_HEAD = re.compile(
    r"(?:cac |toan the |tat ca |mot so |lanh dao |thu truong |truong|pho |giam doc|chu tich|hieu truong|chanh |"
    r"ban |to |doan |hoi dong|van phong|phong |don vi|co quan|so |chi cuc|trung tam|ubnd|uy ban|bo |cong chuc|can bo|"
    r"vien chuc|thu ky|thuong truc|benh vien|khoa |tram |nha truong|giao vien|thanh vien|chuyen gia|bcd|nguoi |"
    r"dai dien|cong doan|thanh tra|cong an|cuc |tong cuc|vu |hoc vien|vien (?!chuc)|bao tang|thu vien|nhom |mat tran|"
    r"dang uy)"
)


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles read from one cell or line, in reading order."""

    roles: tuple[Role, ...]

    def units(self, duty: Duty) -> tuple[Field, ...]:
        """Returns the units that hold ``duty``, in reading order."""
        return tuple(unit for role in self.roles if find_duty(role.name) is duty for unit in role.units)


def find_duty(label: str) -> Duty | None:
    """Returns what the label of a column, a line or a role means, ``None`` where it names no role."""
    folded = fold(label)
    return next((duty for duty, words in _DUTY_WORDS if words.search(folded)), None)


def parse_units(text: Field) -> tuple[Field, ...]:
    """Splits a list of units; names stay as written.

    A comma separates only before something that can open a unit: "Các phòng chuyên môn, nghiệp vụ" is one.
    """
    units = [field([part]) for piece in text.quotes for part in _split(piece)]
    if len(text.quotes) > 1 and units:  # a name cut by a page break goes on in the next quote
        return _rejoin(text, units)
    return tuple(units)


def parse_roles(text: Field, heading: str) -> Roles | None:
    """Reads a cell that names its roles ("Trách nhiệm: … Tham mưu: … Phối hợp: …"), ``None`` where it names none.

    Units before the first label hold the role of the column or line itself, ``heading``: "Chủ trì: Văn phòng; phối hợp:
    các phòng".
    """
    roles: list[Role] = []
    for piece in text.quotes:
        folded = skeleton(piece.raw)
        labels = [
            label
            for label in _ROLE_LABEL.finditer(folded.text)
            if _BEFORE_LABEL.search(piece.raw[: folded.offsets[label.start()]])
        ]
        before = _split(cut(piece, 0, folded.offsets[labels[0].start()], strip=_EDGES)) if labels else []
        if before:
            roles.append(Role(heading, tuple(field([unit]) for unit in before)))
        for position, label in enumerate(labels):
            end = labels[position + 1].start() if position + 1 < len(labels) else len(folded.text)
            name_start, name_end = folded.origin(label.start("label"), label.end("label"))
            start, stop = folded.origin(label.end(), end)
            units = _split(cut(piece, start, stop, strip=_EDGES))
            if units:
                roles.append(
                    Role(" ".join(piece.raw[name_start:name_end].split()), tuple(field([unit]) for unit in units))
                )
    return Roles(tuple(roles)) if roles else None


def _split(piece: Quote) -> list[Quote]:
    strong = [match for match in _STRONG_SEPARATOR.finditer(piece.raw.rstrip(" ;")) if _is_cut(piece.raw, match)]
    cuts = strong or _cuts_between_units(piece.raw)
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.start() for match in cuts), len(piece.raw)]
    trimmed = [cut(piece, start, end, strip=_EDGES) for start, end in zip(starts, ends, strict=True)]
    return [part for part in trimmed if any(char.isalpha() for char in part.raw)]


def _is_cut(text: str, separator: re.Match[str]) -> bool:
    return ";" in separator[0] or opens_unit(text[separator.end() :])


def _cuts_between_units(text: str) -> list[re.Match[str]]:
    cuts: list[re.Match[str]] = []
    start = 0
    for match in _SEPARATOR.finditer(text):
        before, after = fold(text[start : match.start()]), fold(text[match.end() :])
        continues = _PLURAL.match(before) and not _PLURAL.match(after) and text[match.end()].islower()
        if _UNIT_HEAD.match(before) and _UNIT_HEAD.match(after) and not continues:
            cuts.append(match)
            start = match.end()
    return cuts


def _rejoin(text: Field, units: Sequence[Field]) -> tuple[Field, ...]:
    joined: list[Field] = [units[0]]
    for unit in units[1:]:
        starts_quote = any(unit.source.start == piece.source.start for piece in text.quotes[1:])
        if starts_quote and not _UNIT_HEAD.match(fold(unit.value)):
            joined[-1] = field([*joined[-1].quotes, *unit.quotes])
        else:
            joined.append(unit)
    return tuple(joined)


def count_roles(text: str) -> int:
    """Counts the role labels of a text that starts with one ("- Trách nhiệm: Giám đốc - Phối hợp: Văn phòng" has 2)."""
    folded = fold(text).lstrip(_EDGES)
    return len(_ROLE_LABEL.findall(folded)) if _ROLE_LABEL.match(folded) else 0


def opens_unit(text: str) -> bool:
    """Tells whether ``text`` starts with a word that opens a unit's name ("Ban", "Các phòng", "Văn phòng")."""
    return _UNIT_HEAD.match(fold(text)) is not None
