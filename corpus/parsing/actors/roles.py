"""Who does the work: what roles mean, and cells or lines that hold several roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Field, Quote, Role
from corpus.parsing.actors.pages import join_pieces, split_pieces
from corpus.parsing.actors.role_marks import RoleMark, find_role_marks
from corpus.parsing.actors.unit_lists import split_units
from corpus.text import cut, fold


class Duty(StrEnum):
    """What a role means for a task; names of columns and labels map onto these."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    ADVISE = "advise"
    APPROVE = "approve"


# Words of a column heading or a label that name a duty, on skeletons; the first that occurs decides. ``None``: a role
# that is none of these, though words of another stand in it ("Theo dõi thực hiện", "Lãnh đạo phụ trách").
_DUTY_WORDS = (
    (Duty.LEAD, re.compile(r"chu tri\b.*\bph[oe]i h[oe]p")),
    (Duty.COORDINATE, re.compile(r"ph[oe]i h[oe]p|tham gia|^ph$|\bcung (?:thuc hien|lam)\b")),
    (Duty.ADVISE, re.compile(r"tham muu|giup viec|soan thao")),
    (Duty.APPROVE, re.compile(r"(?:phe|ky) duyet|^duyet$|ky ban hanh|xem xet, ban hanh")),
    (None, re.compile(r"lanh dao(?: (?!thuc hien|chu tri)\w+){0,3}? (?:phu trach|theo doi|chi dao)")),
    (Duty.LEAD, re.compile(r"chu tri|trach nhiem|phu trach|dau moi|thuong truc|^ct$")),
    (None, re.compile(r"theo doi|giam sat|kiem tra|tham dinh|xem xet|chi dao|ho tro|\bky\b")),
    (Duty.LEAD, re.compile(r"thuc hien|phan cong|don vi")),
)
_EDGES = "-–+•.,;:() \t\r\n"
# What may join two stretches of units: "Văn phòng chủ trì và các phòng phối hợp".
_JOINT = re.compile(r"[\s,]*(?:và|với|cùng)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Roles:
    """Roles read from one cell or line, in reading order."""

    roles: tuple[Role, ...]

    def units(self, duty: Duty) -> tuple[Field, ...]:
        """Returns the units that hold ``duty``, in reading order."""
        return tuple(unit for role in self.roles if find_duty(role.name) is duty for unit in role.units)


def find_duty(label: str) -> Duty | None:
    """Returns what the label of a column, a line or a role means.

    ``None`` where it names no role, or one of another kind (theo dõi, giám sát, kiểm tra, thẩm định, ký).
    """
    folded = fold(label)
    return next((duty for duty, words in _DUTY_WORDS if words.search(folded)), None)


def parse_roles(text: Field, heading: str) -> Roles | None:
    """Reads a cell that names its roles ("Trách nhiệm: … Tham mưu: … Phối hợp: …"), ``None`` where it names none.

    Units that no label claims hold the role of the column or line itself, ``heading``: "Chủ trì: Văn phòng; phối hợp:
    các phòng". Roles keep their printed names.
    """
    piece = join_pieces(text)
    marks = find_role_marks(piece)
    if not marks:
        return None
    roles = [
        Role(label or heading, tuple(split_pieces(text, unit) for unit in units))
        for label, part in _claims(piece, marks)
        if (units := split_units(part))
    ]
    return Roles(tuple(roles)) if roles else None


def _claims(piece: Quote, marks: Sequence[RoleMark]) -> Iterator[tuple[str | None, Quote]]:
    """Yields each stretch of units with the label that claims it, ``None`` where none does."""
    start, claimed = 0, False
    opened: str | None = None
    for mark in marks:
        if not mark.follows:
            yield opened, cut(piece, start, mark.start, strip=_EDGES)
            opened = mark.label
        else:
            # "Văn phòng; các phòng phối hợp": what stands before the last ";" belongs to the role before.
            last = max(piece.raw.rfind(";", start, mark.start), piece.raw.rfind("\n", start, mark.start))
            split = last if last >= start and (opened or not claimed) else start
            yield opened, cut(piece, start, mark.start if opened and last < start else split, strip=_EDGES)
            if not opened or last >= start:
                yield mark.label, cut(piece, split, mark.start, strip=_EDGES)
            opened = None
        joint = _JOINT.match(piece.raw, mark.end)
        start, claimed = joint.end() if joint else mark.end, True
    yield opened, cut(piece, start, len(piece.raw), strip=_EDGES)
