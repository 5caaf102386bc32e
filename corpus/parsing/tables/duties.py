"""Who does the work of a row where one column holds several roles, or each unit has a column of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Field, Quote
from corpus.parsing.actors.roles import parse_roles
from corpus.parsing.tables.columns import Column
from corpus.text import cut, field, skeleton

_LEADS = r"ct|(?:don vi |co quan )?chu tri|dau moi"
_HELPS = r"ph|(?:don vi |co quan )?ph[oe]i h[oe]p"
# A short label in the cell, on its skeleton; actors.parse_roles reads those with a colon. Matched: "ct - van phong",
# "ph: cac phong". Refused: "phong to chuc", "chu tich".
_LABEL = re.compile(rf"(?:(?<=^)|(?<=[ ;,.(/-]))(?:(?P<lead>{_LEADS})|(?P<help>{_HELPS})) ?(?::|[-–](?= ))")
# A role behind the unit. Matched: "van phong (chu tri)", "thanh tra (ph)". Refused: "phong (ban)".
_SUFFIX = re.compile(rf"\((?:(?P<lead>{_LEADS})|(?P<help>{_HELPS}))\)")
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
    parts = _by_suffixes(piece) if len(cell.quotes) == 1 else []
    if not parts and (len(cell.quotes) > 1 or parse_roles(cell, "") is not None):
        return SplitDuties({Column.LEAD: cell}, sure=True)  # labelled: read as any cell of several roles
    parts = parts or _by_labels(piece)
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


def _by_labels(piece: Quote) -> list[tuple[Column, Quote]]:
    folded = skeleton(piece.raw)
    labels = list(_LABEL.finditer(folded.text))
    if not labels:
        return []
    parts = [(Column.LEAD, cut(piece, 0, folded.offsets[labels[0].start()], strip=_EDGES))]
    ends = [label.start() for label in labels[1:]] + [len(folded.text)]
    for label, end in zip(labels, ends, strict=True):
        column = Column.LEAD if label["lead"] else Column.COORDINATE
        parts.append((column, cut(piece, *folded.origin(label.end(), end), strip=_EDGES)))
    return parts


def _by_suffixes(piece: Quote) -> list[tuple[Column, Quote]]:
    """Gives each listed unit the role behind it; the others hold the other role."""
    folded = skeleton(piece.raw)
    roles = [(folded.offsets[match.start()], match) for match in _SUFFIX.finditer(folded.text)]
    if not roles:
        return []
    rest = Column.COORDINATE if any(match["lead"] for _, match in roles) else Column.LEAD
    cuts = [0, *(match.end() for match in _PARTS.finditer(piece.raw)), len(piece.raw)]
    parts: list[tuple[Column, Quote]] = []
    for start, end in pairwise(cuts):
        role = next(((at, match) for at, match in roles if start <= at < end), None)
        if role is None:
            parts.append((rest, cut(piece, start, end, strip=_EDGES)))
        else:
            at, match = role
            parts.append((Column.LEAD if match["lead"] else Column.COORDINATE, cut(piece, start, at, strip=_EDGES)))
    return parts
