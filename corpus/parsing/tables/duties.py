"""Who does the work of a row where one column holds several roles, or each unit has a column of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Field, Quote
from corpus.parsing.actors.role_marks import RoleMark, find_role_marks
from corpus.parsing.actors.roles import Duty, find_duty
from corpus.parsing.tables.columns import Column
from corpus.text import cut, field

_COLUMNS: dict[Duty | None, Column] = {Duty.LEAD: Column.LEAD, Duty.COORDINATE: Column.COORDINATE}
_PARTS = re.compile(r"[;,\n]")
_SEVERAL = re.compile(r"[;,\n/]|\s(?:và|cùng)\s")
_EDGES = "-–+•.,;:/() \t\r\n"


@dataclass(frozen=True, slots=True)
class SplitDuties:
    """A cell of leads and coordinators.

    Attributes:
        cells: the parts by column.
        sure: ``False`` where the cell lists several units and does not say who leads.
    """

    cells: dict[Column, Field]
    sure: bool


def split_duties(cell: Field, *, slash: bool) -> SplitDuties:
    """Splits a cell below "Chủ trì/Phối hợp" where the cell itself does: by labels, by "(chủ trì)", or by a slash.

    A cell that lists units and does not tell them apart is left whole to the leads and is not sure: that the first unit
    leads is usual but not said.

    Args:
        cell: the cell.
        slash: the heading itself has a slash, so that one in the cell parts the same two roles.
    """
    piece = cell.quotes[0]
    marks = find_role_marks(piece)
    tags = [mark for mark in marks if mark.follows and piece.raw[mark.start] == "("]
    parts = _by_tags(piece, tags) if len(cell.quotes) == 1 and len(tags) == len(marks) else []
    if not parts and (marks or len(cell.quotes) > 1):
        return SplitDuties({Column.LEAD: cell}, sure=True)  # labelled: read as any cell of several roles
    if not parts and slash and piece.raw.count("/") == 1:
        at = piece.raw.index("/")
        parts = [
            (Column.LEAD, cut(piece, 0, at, strip=_EDGES)),
            (Column.COORDINATE, cut(piece, at + 1, len(piece.raw), strip=_EDGES)),
        ]
    found: dict[Column, list[Quote]] = {}
    for column, part in parts:
        if any(char.isalpha() for char in part.raw):
            found.setdefault(column, []).append(part)
    if not found:
        return SplitDuties({Column.LEAD: cell}, sure=not _SEVERAL.search(piece.raw))
    return SplitDuties({column: field(quotes) for column, quotes in found.items()}, sure=True)


def _by_tags(piece: Quote, tags: Sequence[RoleMark]) -> list[tuple[Column, Quote]]:
    """Gives each listed unit the role behind it; the others hold the other role."""
    duties = {mark.start: _COLUMNS.get(find_duty(mark.label)) for mark in tags}
    if not duties or None in duties.values():
        return []
    rest = Column.COORDINATE if Column.LEAD in duties.values() else Column.LEAD
    cuts = [0, *(match.end() for match in _PARTS.finditer(piece.raw)), len(piece.raw)]
    parts: list[tuple[Column, Quote]] = []
    for start, end in pairwise(cuts):
        at = next((at for at in duties if start <= at < end), None)
        column = duties[at] if at is not None else rest
        parts.append((column or rest, cut(piece, start, end if at is None else at, strip=_EDGES)))
    return parts
