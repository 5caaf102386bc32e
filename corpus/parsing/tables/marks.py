"""Marks in the cells of a table: a cross under a month, "CT" or "PH" under a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.parsing.tables.columns import Column
from corpus.text import fold

# Matched: "X", "xx", "x x", "✓", "●", "→", "[x]", "====". Refused: "-" and "0" (none), "2 lớp", "CT".
_PLAIN = re.compile(r"[(\[]?(?:[x×✕✖✗✘☒☑✓✔√v*●•◉○◯o■□▪█▓▒◆▲△→⟶⇒➔+►]{1,4}(?: [x×]){0,4}|[-–—=_]{3,}>?)[)\]]?")
# A cell that says none. Matched: "-", "0", "–". Refused: "---" (a bar of a Gantt chart).
_NONE = re.compile(r"[-–—0/.]{1,2}")
# Role marks that speak for themselves, on skeletons.
_ROLE_MARKS = (
    (Column.LEAD, re.compile(r"ct|chu tri|dau moi|th|thuc hien|phu trach|chiu trach nhiem")),
    (Column.COORDINATE, re.compile(r"ph|ph[oe]i h[oe]p|tham gia")),
    (Column.ADVISE, re.compile(r"tm|tham muu")),
    (Column.APPROVE, re.compile(r"pd|phe duyet")),
)
# Letters that need a legend: RACI and its Vietnamese kin.
_LETTER = re.compile(r"[a-z]{1,2}(?: ?[/,] ?[a-z]{1,2})?|[^\w\s]{1,3}")
# An entry of a legend, on a skeleton. Matched: "x: chu tri", "(o) phoi hop", "ct = don vi chu tri", "p - phoi hop".
# Refused: "van phong: chu tri".
_LEGEND = re.compile(
    r"(?<!\w)(?:[\"“(\[](?P<bracketed>[a-z]{1,2}|[^\w\s])[\"”)\]] ?[:=–-]?|(?P<bare>[a-z]{1,2}|[^\w\s]) ?[:=–-]) ?"
    r"(?:la |nghia la )?(?:(?:don vi|co quan|bo phan|nguoi) )?"
    r"(?P<role>chu tri|thuc hien chinh|thuc hien|chiu trach nhiem|dau moi|ph[oe]i h[oe]p|tham gia|tham muu|phe duyet)"
)


def is_plain_mark(text: str) -> bool:
    """Tells whether a cell holds a mark that says only "here" ("X", "✓", "●")."""
    return _PLAIN.fullmatch(_folded(text)) is not None


def says_none(text: str) -> bool:
    """Tells whether a cell is filled to say that nothing is meant ("-", "0")."""
    return _NONE.fullmatch(text.strip()) is not None


def is_mark(text: str) -> bool:
    """Tells whether a cell holds a mark of any kind: plain, a role, or a letter that needs a legend."""
    return is_plain_mark(text) or says_none(text) or _LETTER.fullmatch(_folded(text)) is not None or is_role_mark(text)


def is_role_mark(text: str) -> bool:
    """Tells whether a mark names a role by itself ("CT", "Phối hợp")."""
    return any(words.fullmatch(_folded(text)) for _, words in _ROLE_MARKS)


def parse_legend(texts: Iterable[str]) -> dict[str, Column]:
    """Reads what the marks of a table mean where a note says so ("X: chủ trì; O: phối hợp")."""
    legend: dict[str, Column] = {}
    for text in texts:
        for match in _LEGEND.finditer(fold(text)):
            role = next((column for column, words in _ROLE_MARKS if words.match(match["role"])), None)
            if role is not None:
                legend.setdefault(match["bracketed"] or match["bare"], role)
    return legend


def read_marks(marks: Sequence[str], legend: dict[str, Column], above: Column | None) -> dict[str, Column] | None:
    """Finds what each mark of a table means.

    A legend decides, then the mark's own words, then, for a plain mark that is the only one, the heading over the units
    ("Đơn vị chủ trì").

    Args:
        marks: all marks of the table.
        legend: see :func:`parse_legend`.
        above: what the heading over the units names, ``None`` where nothing does.

    Returns:
        The meaning of each mark by its skeleton; ``None`` where one of them stays unknown.
    """
    known: dict[str, Column] = {}
    kinds = {_folded(mark) for mark in marks if not says_none(mark)}
    plain = {kind for kind in kinds if is_plain_mark(kind)}
    for kind in kinds:
        own = next((column for column, words in _ROLE_MARKS if words.fullmatch(kind)), None)
        single = above if kind in plain and len(plain) == 1 else None
        meaning = legend.get(kind) or own or single
        if meaning is None:
            return None
        known[kind] = meaning
    return known


def mark_key(text: str) -> str:
    """Returns the skeleton under which :func:`read_marks` knows a mark."""
    return _folded(text)


def _folded(text: str) -> str:
    return fold(text).strip(" .;:")
