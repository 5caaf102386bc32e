"""The duties of units in the implementation part of a plan: bullets below their names, and sentences that name them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Field
from corpus.parsing.body.formulae import closes
from corpus.parsing.body.items import Item, build_item, read_body
from corpus.parsing.body.labels import read_labels
from corpus.parsing.body.parts import Part, find_bare_part
from corpus.parsing.body.placement import Placed
from corpus.parsing.body.sentences import Order, read_order
from corpus.parsing.body.unit_phrases import is_unit, strip_before_unit
from corpus.parsing.body.work_items import leave_work
from corpus.parsing.tables import Column
from corpus.text import cut, field, fold, skeleton, strip_end

# A paragraph of fewer words is no duty on its own.
_FEWEST_WORDS = 4
_LONGEST_HEADING = 40
# One or two deadlines among duties are reports to be made, no list of work.
_FEWEST_TIMED = 3
# Where one sentence ends and the next begins. Matched: "Kế hoạch. Phòng Nội vụ có". Refused: "TP. Hồ Chí Minh" (no unit
# with a duty follows), "9001:2015. ".
_SENTENCE_END = re.compile(r"(?<=[^\W\d_A-Z])[.;] (?=\S)")
# So much of a sentence tells who its subject is.
_SENTENCE_HEAD = 300
# What gives work to a unit in no uncertain words, after its name.
_GIVEN = re.compile(r" (?:co trach nhiem|chiu trach nhiem|chu tri|la dau moi)\b")
# Parts of the unit that heads the list. Matched: "Các thành viên". Refused: "Các thành viên Ban Chỉ đạo".
_MEMBERS = re.compile(r"(?:(?:cac|tung|moi) )?(?:thanh vien|ca nhan|don vi minh)$")
# Below a list of duties these speak of all units again, not of the last one.
_CONCLUDES = re.compile(
    r"(?:trong qua trinh|yeu cau|de nghi|can cu|tren co so|neu |moi |ke hoach|dinh ky|co gi|giao |cac |ket qua|khi co)"
)


@dataclass(frozen=True, slots=True)
class _Heading:
    """The unit that the duties below it belong to; no lead where the heading names none."""

    entry: Placed
    lead: Field | None
    coordinate: Field | None


def find_duties(placed: Sequence[Placed]) -> list[Item]:
    """Finds the duties of the implementation part, each led by the unit of its sentence or of the heading above it."""
    entries = [entry for entry in placed if entry.part is Part.IMPLEMENTATION and not entry.annex]
    items: list[Item] = []
    headings: list[_Heading] = []
    for index, entry in enumerate(entries):
        following = entries[index + 1] if index + 1 < len(entries) else None
        headings = [one for one in headings if _covers(one.entry, entry)]
        if entry.marker is not None and entry.marker.rank <= 1 and entry.heading:
            headings = []
            if not is_unit(entry.paragraph.body) and not _says_duty(entry, following):
                continue
        elif entry.heading and (entry.marker is None or find_bare_part(entry.paragraph.skeleton)):
            continue
        if _is_heading(entry, following):
            headings.append(_open(entry))
            continue
        heading = headings[-1] if headings else None
        if heading is not None and heading.lead is None and len(headings) > 1:
            heading = _Heading(heading.entry, headings[-2].lead, heading.coordinate)
        if entry.bullet > 1 and items and not (heading and heading.entry.bullet):
            items[-1].extend(read_body(entry))
        elif len(entry.paragraph.body.split()) >= _FEWEST_WORDS:
            applying = _applying(heading, entry, items)
            if not closes(entry, applying is not None, last=following is None and bool(items)):
                items.extend(_duties(entry, applying))
    return items


def _covers(heading: Placed, entry: Placed) -> bool:
    """Whether an entry stands below a heading: deeper numbers, bullets below them, text until the next heading."""
    if entry.path[: len(heading.path)] != heading.path or entry.paragraph.source.start < heading.paragraph.source.start:
        return False
    if entry.marker is not None and entry.marker.numbered:
        return len(entry.path) > len(heading.path)
    if heading.bullet and entry.bullet:
        return entry.bullet > heading.bullet
    return not (heading.marker is None and entry.heading)


def list_as_work(duties: Sequence[Item]) -> None:
    """Takes the duties of a plan that lists no work elsewhere for its list, where most of a part say when."""
    sections: dict[str, list[Item]] = {}
    for duty in duties:
        sections.setdefault(duty.path[0] if duty.path else "", []).append(duty)
    for listed in sections.values():
        timed = sum(Column.TIME in duty.cells for duty in listed)
        if timed >= _FEWEST_TIMED and 2 * timed >= len(listed):
            for duty in listed:
                duty.main = True
                leave_work(duty)


def _is_heading(entry: Placed, following: Placed | None) -> bool:
    """Whether a paragraph heads the duties below it: it names a unit and no work, or ends with a colon."""
    body = entry.paragraph.body.strip()
    if following is None or len(body.split()) > _LONGEST_HEADING or not _stands_below(following, entry):
        return False
    if body.endswith(":"):
        return not entry.bullet or _open(entry).lead is not None
    if body.endswith((";", "./.")) or ((entry.marker is None or entry.bullet) and body.endswith(".")):
        return False
    return entry.marker is not None and is_unit(strip_before_unit(read_body(entry)).value)


def _stands_below(entry: Placed, heading: Placed) -> bool:
    if entry.marker is None:
        return not entry.heading
    if heading.bullet:
        return entry.bullet > heading.bullet
    if heading.marker is None:
        return entry.bullet > 0 or len(entry.path) > len(heading.path)
    return len(entry.path) > len(heading.path) or entry.bullet > 0


def _says_duty(entry: Placed, following: Placed | None) -> bool:
    """Whether a top-level heading is itself a duty in one sentence ("Điều 3. Văn phòng có trách nhiệm …")."""
    return following is None and read_order(read_body(entry), plain=False).lead is not None


def _open(entry: Placed) -> _Heading:
    body = strip_end(read_body(entry), " :;.,")
    unit = strip_before_unit(body)
    if is_unit(unit.value):
        return _Heading(entry, unit, None)
    order = read_order(body, plain=True)
    return _Heading(entry, order.lead, order.coordinate)


def _applying(heading: _Heading | None, entry: Placed, items: Sequence[Item]) -> _Heading | None:
    """Returns the heading where it speaks of ``entry``: plain text after a list of duties may speak of all units."""
    if heading is None or entry.marker is not None:
        return heading
    after_list = bool(items) and items[-1].source.start > heading.entry.paragraph.source.start
    listed = after_list and items[-1].path == entry.path and _CONCLUDES.match(entry.paragraph.skeleton)
    return None if listed else heading


def _duties(entry: Placed, heading: _Heading | None) -> Iterator[Item]:
    """Yields the duties of one paragraph: one for each sentence where several sentences name units of their own."""
    body = read_body(entry)
    group = heading.entry.paragraph.body.strip(" .:") if heading else None
    parts = _split_sentences(body)
    for part in parts:
        if len(parts) > 1:
            item = Item(entry.path, {Column.CONTENT: part}, group, False, part.source)
        else:
            item = build_item(entry, group, main=False)
        order = read_order(part, plain=True)
        if heading is not None and order.lead is not None and _MEMBERS.match(fold(order.lead.value)):
            order = Order(None, order.coordinate, order.time)
        lead = order.lead or (heading.lead if heading else None)
        coordinate = order.coordinate or (heading.coordinate if heading else None)
        for column, value in ((Column.LEAD, lead), (Column.COORDINATE, coordinate), (Column.TIME, order.time)):
            if value is not None:
                item.cells.setdefault(column, value)
        yield item


def _split_sentences(text: Field) -> list[Field]:
    """Cuts a paragraph before each sentence that gives work to a unit of its own; one field where only one does."""
    if len(text.quotes) > 1 or read_labels(text)[1]:
        return [text]
    piece = text.quotes[0]
    folded = skeleton(piece.raw)
    starts = [0]
    for end in _SENTENCE_END.finditer(folded.text):
        begin = folded.offsets[end.end()]
        rest = field([cut(piece, begin, begin + _SENTENCE_HEAD)])
        lead = read_order(rest, plain=False).lead
        if lead is not None and _GIVEN.match(folded.text, folded.text.find(" ", end.end() + len(lead.value))):
            starts.append(folded.offsets[end.end()])
    bounds = [*starts, len(piece.raw)]
    return [
        field([cut(piece, start, end, strip=" ;\n\t")])
        for start, end in itertools.pairwise(bounds)
        if piece.raw[start:end].strip()
    ]
