"""What the words around a day or period make of it: "từ", "trước", "đến hết", "hoặc"."""

from __future__ import annotations

import re
from enum import Enum, auto

# What may stand between such a word and the period it is about.
_BETWEEN = (
    r"(?:(?:la|ngay|vao|dau|giua|cuoi|trong|khoang|thoi diem|thoi gian|thoi han|thang|nam|cac|mung|du kien|"
    r"thu (?:hai|ba|tu|nam|sau|bay))\b:? ?|[:(] ?)*$"
)
# Matched: "truoc ", "xong truoc ngay ". Refused: "truoc het thang" (that is until), "truoc mat".
_BEFORE = re.compile(rf"\btruoc:? {_BETWEEN}")
# Matched: "cham nhat ", "den het ", "han cuoi: ", "khong qua ngay ". Refused: "den voi".
_UNTIL = re.compile(
    r"\b(?:cham nhat|muon nhat|khong qua|toi da|han(?: cuoi(?: cung)?| chot| hoan thanh| nop)?|thoi han|den|"
    rf"toi|het):? ?{_BETWEEN}"
)
# Matched: "tu ", "ke tu ngay ", "bat dau tu cuoi ". Refused: "dau tu cong".
_FROM = re.compile(rf"\b(?:tu|bat dau|khoi dau|ke tu):? {_BETWEEN}")
_AFTER = re.compile(rf"\bsau {_BETWEEN}")
_FROM_NOW = re.compile(r"\btu (?:nay|bay gio)\b")
# Between two periods that bound one stretch. Matched: " den ", " den het ngay ", " - ", " - cuoi ".
# Refused: " - bao cao ".
_THROUGH = re.compile(
    rf"^[ ),]*(?:(?:va )?(?:den|toi)(?: (?:het|truoc|hoan thanh))* ?{_BETWEEN}|-+ ?(?:het )?{_BETWEEN})"
)
_DASH = re.compile(rf"^ ?- ?{_BETWEEN}")
# Matched: "hoac", and "hodc" as recognition without Vietnamese reads it. Refused: "hoc".
_CHOICE = re.compile(r"\bho[a-z]c\b")
_ONWARDS = re.compile(
    r"^[ ,]*(?:tro di|(?:va )?(?:cac|nhung) nam (?:tiep theo|sau|ke tiep|toi)|va (?:tiep theo|ve sau))"
)


class Bound(Enum):
    """What is said of a period."""

    IN = auto()
    FROM = auto()
    BEFORE = auto()
    UNTIL = auto()
    AFTER = auto()


def find_bound(gap: str) -> Bound:
    """Returns what the words before a period say of it."""
    for bound, pattern in ((Bound.UNTIL, _UNTIL), (Bound.BEFORE, _BEFORE), (Bound.FROM, _FROM), (Bound.AFTER, _AFTER)):
        if pattern.search(gap):
            return bound
    return Bound.IN


def is_from_now(gap: str) -> bool:
    """Tells whether a stretch begins when the plan is read ("Từ nay đến 30/6")."""
    return _FROM_NOW.search(gap) is not None


def runs_through(gap: str) -> bool:
    """Tells whether the words between two periods make one stretch of them."""
    return _THROUGH.search(gap) is not None


def is_dash(gap: str) -> bool:
    """Tells whether only a dash joins two periods, which also lists neighbours ("Tháng 7-8")."""
    return _DASH.search(gap) is not None


def is_choice(gap: str) -> bool:
    """Tells whether one of two periods is meant."""
    return _CHOICE.search(gap) is not None


def runs_on(after: str) -> bool:
    """Tells whether a period opens a stretch without an end ("trở đi")."""
    return _ONWARDS.search(after) is not None
