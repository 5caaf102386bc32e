"""Who does the work and when, in brackets at the end of an item: "Đánh giá nội bộ (Văn phòng chủ trì; quý III)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Field, Quote, TimeKind
from corpus.parsing.actors.unit_lists import parse_units
from corpus.parsing.actors.unit_names import is_whole
from corpus.parsing.body.items import Item
from corpus.parsing.body.sentence_times import find_leading_time
from corpus.parsing.body.unit_phrases import is_unit
from corpus.parsing.deadlines import parse_deadline
from corpus.parsing.tables import Column
from corpus.text import cut, field, normalise, skeleton

# The last brackets of an item; a label inside may have taken their end ("(Văn phòng chủ trì" of "…; thời gian: …)").
# Matched: "(Chánh Thanh tra).", "(Các chi bộ chủ trì". Refused: "(kèm theo Phụ lục) và báo cáo".
_BRACKETS = re.compile(r"\((?P<inside>[^()]{2,240})\)?[ .;\n]{0,4}$")
_CLAUSE = re.compile(r"[^;]+")
# Matched: "Văn phòng chủ trì", "Thanh tra chủ trì, các phòng phối hợp", "Văn phòng chủ trì, phối hợp với các phòng",
# "Văn phòng thực hiện". Refused: "Văn phòng theo dõi".
_LEADS = re.compile(
    r"(?P<lead>.{3,160}?) (?:chu tri(?: thuc hien)?|chiu trach nhiem|phu trach|thuc hien)"
    r"(?: ?, ?(?:cung )?(?:phoi hop (?:voi|cung) (?P<with>.{3,160})|(?P<joined>.{3,160}?) (?:cung )?phoi hop))? ?$"
)
_HELPS = re.compile(r"(?:phoi hop (?:voi|cung) (?P<with>.{3,160})|(?P<joined>.{3,160}?) (?:cung )?phoi hop) ?$")
_COLUMNS = {"lead": Column.LEAD, "with": Column.COORDINATE, "joined": Column.COORDINATE}
# Matched: "hoàn thành trước ngày 10/4", "thực hiện trong quý II", "xong trước 30/6".
_DONE = re.compile(r"(?:(?:hoan thanh|thuc hien|xong|thoi gian|thoi han)(?: xong)? ?:? ?)")
# Words in brackets name who does the work where at least so many items end in them, and most do.
_FEWEST_ITEMS = 3
# Units in lower case, with their accents. Matched: "các phòng", "văn phòng". Refused: "bản giấy", "số liệu".
_LOWER = re.compile(r"(?:các|toàn|văn phòng|phòng|ban|tổ|khoa|trưởng|thủ trưởng|lãnh đạo|công chức|cán bộ|thư ký)\b")


@dataclass(frozen=True, slots=True)
class _Said:
    """What brackets say.

    Attributes:
        before: the item without them.
        cells: who leads and helps, and when.
        explicit: whether words tell who leads ("chủ trì"); else the list must show it.
    """

    before: Field
    cells: dict[Column, Field]
    explicit: bool


def take_brackets(items: Sequence[Item]) -> None:
    """Takes brackets that say who does the work, or when, from the content of items to their fields.

    Brackets with "chủ trì" say it themselves. Names of units, and times, alone are read where most items with the same
    kind of mark, and three at least, end so: else they may only explain the words before them.
    """
    found = [(item, said) for item in items if (said := _read(item)) is not None]
    marked = Counter(item.ordinal is None for item in items)
    ends = Counter(item.ordinal is None for item, _ in found)
    for item, said in found:
        kind = item.ordinal is None
        if said.explicit or (ends[kind] >= _FEWEST_ITEMS and 2 * ends[kind] > marked[kind]):
            item.cells[Column.CONTENT] = said.before
            for column, value in said.cells.items():
                item.cells.setdefault(column, value)


def _read(item: Item) -> _Said | None:
    *others, last = item.cells[Column.CONTENT].quotes
    match = _BRACKETS.search(last.raw)
    before = cut(last, 0, match.start()) if match else None
    if match is None or before is None or not before.raw:
        return None
    closed = last.raw.rstrip(" .;\n").endswith(")")
    inside = cut(last, *match.span("inside"), strip=" ,.;\n\t")
    if closed and inside.raw and _names_units(whole := field([inside])):
        return _Said(field([*others, before]), {Column.LEAD: whole}, explicit=False)
    cells: dict[Column, Field] = {}
    explicit = False
    for clause in _CLAUSE.finditer(last.raw, *match.span("inside")):
        piece = cut(last, *clause.span(), strip=" ,.;\n\t")
        said, told = _read_clause(piece)
        if not said or cells.keys() & said.keys():
            return None
        cells |= said
        explicit = explicit or told
    if not explicit and not closed:
        return None
    return _Said(field([*others, before]), cells, explicit)


def _read_clause(piece: Quote) -> tuple[dict[Column, Field], bool]:
    """Reads what stands between two semicolons; nothing where any of it is not understood."""
    folded = skeleton(piece.raw)
    if time := _time(piece):
        return {Column.TIME: time}, _DONE.match(folded.text) is not None
    match = _LEADS.match(folded.text) or _HELPS.match(folded.text)
    if match is not None:
        named = {
            _COLUMNS[name]: field([cut(piece, *folded.origin(*match.span(name)))])
            for name, words in match.groupdict().items()
            if words
        }
        return (named, "chu tri" in match[0]) if all(map(_names_units, named.values())) else ({}, False)
    if _names_units(units := field([piece])):
        return {Column.LEAD: units}, False
    head, comma, _ = piece.raw.rpartition(",")
    unit, time = cut(piece, 0, len(head)), _time(cut(piece, len(head) + 1, len(piece.raw))) if comma else None
    if time is not None and _names_units(field([unit])):
        return {Column.LEAD: field([unit]), Column.TIME: time}, False
    return {}, False


def _time(piece: Quote) -> Field | None:
    folded = skeleton(piece.raw)
    done = _DONE.match(folded.text)
    words = cut(piece, folded.offsets[done.end()] if done else 0, len(piece.raw))
    if not words.raw:
        return None
    leading = find_leading_time(field([words]))
    if leading is None or leading[1] is not None or parse_deadline(leading[0], 2000).kind is TimeKind.NONE:
        return None
    return leading[0]


def _names_units(text: Field) -> bool:
    units = parse_units(text)
    return bool(units) and all(
        is_whole(unit.value)
        and is_unit(unit.value)
        and (unit.value[0].isupper() or _LOWER.match(normalise(unit.value)))
        for unit in units
    )
