"""Work described in running text: numbered items with labelled lines, bullets, and the duties of units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from corpus.model import Field, Source, hull
from corpus.parsing.actors import Duty, find_duty, opens_unit
from corpus.parsing.outline import Part, Placed, find_part
from corpus.parsing.tables import Column
from corpus.text import cut, field, fold, skeleton, strip_end

# A labelled line of an item, on skeletons. Matched: "- Đơn vị thực hiện: Văn phòng", "Thời gian hoàn thành: Quý I",
# "Sản phẩm: Báo cáo". Refused: "Thời gian qua: các đơn vị …" (no such label), "Nội dung: …".
_LABEL = re.compile(
    r"\s*(?:[-–—+*•●]|[a-z]\))? ?(?P<label>(?:(?:don vi|co quan|bo phan|phong|ca nhan|to chuc|nguoi)(?: \S+){0,2}? )?"
    r"(?:chu tri|ph[oe]i h[oe]p|tham muu|phe duyet|trach nhiem|phu trach|thuc hien)(?: thuc hien| chinh)?"
    r"|(?:thoi gian|thoi han|tien do|thoi diem|han)(?: thuc hien| hoan thanh)?|hoan thanh"
    r"|(?:ket qua|san pham|dau ra)(?: thuc hien| dau ra| hoan thanh| can dat)?) ?: ?"
)
# Who a duty belongs to, where one sentence names both: "Văn phòng Sở có trách nhiệm …", "Giao Thư ký ISO theo dõi …".
_SUBJECT = re.compile(
    r"(?P<unit>.{3,120}?)(?: (?:co trach nhiem|chiu trach nhiem|la dau moi|la co quan thuong truc)\b|:(?!\d))"
)
_ASSIGNED = re.compile(
    r"giao (?P<unit>.{3,60}?) (?:chu tri|tham muu|theo doi|tong hop|phoi hop|to chuc|xay dung|thuc hien|bo tri|"
    r"phan cong|lap|ra soat|bao cao|kiem tra|huong dan|la )"
)
# What a labelled line holds by the first words of its label, on skeletons; any other label names a duty.
_TIME_LABEL = re.compile(r"thoi|tien do|han|hoan thanh")
_RESULT_LABEL = re.compile(r"ket qua|san pham|dau ra")
_DUTY_COLUMNS = {
    Duty.LEAD: Column.LEAD,
    Duty.COORDINATE: Column.COORDINATE,
    Duty.ADVISE: Column.ADVISE,
    Duty.APPROVE: Column.APPROVE,
}
# Matched: "Thanh tra Sở: Giám sát việc thực hiện". Refused: "Thanh tra Sở:", "ISO 9001:2015".
_SAYS_WHAT = re.compile(r":\s+\S")
# A bare heading of an item list ("1. Mục đích") is no work; a paragraph of fewer words is never one on its own.
_FEWEST_WORDS = 4
_LONGEST_NAME = 6


@dataclass(slots=True)
class Item:
    """A piece of work found in running text, before its fields are read.

    Attributes:
        path: labels of the headings above and of the item itself.
        cells: content and labelled fields by column.
        detail: paragraphs that describe the work below its heading.
        units: units by role that are known apart, where a table has a column for each.
        group: heading the item stands under.
        main: an item of the task list (``False``: a duty).
        source: the whole item.
        ordinal: number as printed, ``None`` for a bullet.
    """

    path: tuple[str, ...]
    cells: dict[Column, Field]
    group: str | None
    main: bool
    source: Source
    ordinal: str | None = None
    detail: list[Field] = dataclass_field(default_factory=list)
    units: Mapping[Column, tuple[Field, ...]] = dataclass_field(default_factory=dict)


def find_items(placed: Sequence[Placed], *, has_table: bool, damaged: bool = False) -> list[Item]:
    """Finds the work in the task parts of a plan.

    Numbered items that carry labelled lines, and their siblings, are tasks. Without labels, the bullets below numbered
    headings are tasks, or the numbered items themselves where there are no bullets. Where the plan has a task table
    these are duties (``main=False``), as the table is the task list.
    """
    entries = [entry for entry in placed if entry.part is Part.TASKS and entry.path and not entry.annex]
    labelled = {entry.path for entry in entries if parse_label(entry.paragraph.field) and entry.path}
    parents = {path[:-1] for path in labelled}
    items: list[Item] = []
    current: Item | None = None
    heading: Placed | None = None
    for entry in entries:
        path = entry.path
        label = parse_label(entry.paragraph.field)
        if label is not None and current is not None and labelled:
            _add_label(current, *label)
            current.source = hull(current.source, entry.paragraph.source)
        elif _numbered(entry) and path[:-1] in parents and len(path) > 1:
            current = _item(entry, heading, main=not has_table)
            items.append(current)
        elif entry.heading:
            current, heading = None, entry
        elif current is not None and labelled:
            current.detail.append(_body(entry))
            current.source = hull(current.source, entry.paragraph.source)
    if labelled:
        return items
    return _unlabelled(entries, main=not has_table, damaged=damaged)


def find_duties(placed: Sequence[Placed]) -> list[Item]:
    """Finds the duties of units in the implementation part, each led by the unit of its heading or its sentence."""
    items: list[Item] = []
    bare: list[Placed] = []
    heading: Placed | None = None
    for entry in placed:
        if entry.part is not Part.IMPLEMENTATION or entry.annex:
            continue
        marker = entry.paragraph.marker
        if marker is not None and marker.rank == 1:
            heading = None
            continue
        own = _subject(entry)
        opens = marker is not None and marker.numbered
        if opens and (own is None or len(entry.paragraph.body.split()) <= 12) and _is_heading(entry):
            heading = entry
            bare.append(entry)
            continue
        if opens:
            heading = None
        if marker is not None and marker.label == "+" and items:
            _extend(items[-1], entry)
        elif len(entry.paragraph.body.split()) >= _FEWEST_WORDS:
            lead = own or (_heading_unit(heading) if heading else None)
            group = heading.paragraph.body.strip(" .:") if heading else None
            items.append(_work(entry, group, main=False, lead=lead))
            bare = [other for other in bare if other is not heading]
    # A "heading" with nothing below it is a duty in one sentence.
    single = [entry for entry in bare if len(entry.paragraph.body.split()) > _LONGEST_NAME]
    return items + [_work(entry, None, main=False, lead=_subject(entry)) for entry in single]


def parse_label(text: Field) -> tuple[str, Field] | None:
    """Reads a labelled line into its label and its value, ``None`` where the line is none."""
    first = text.quotes[0]
    folded = skeleton(first.raw)
    match = _LABEL.match(folded.text)
    if match is None:
        return None
    start, end = folded.origin(match.start("label"), match.end("label"))
    label = " ".join(first.raw[start:end].split())
    value_start = folded.offsets[match.end()]
    quotes = [piece for piece in (cut(first, value_start, len(first.raw)), *text.quotes[1:]) if piece.raw]
    return (label, strip_end(field(quotes), " ;.,")) if quotes else None


def _add_label(item: Item, label: str, value: Field) -> None:
    folded = fold(label)
    if _TIME_LABEL.match(folded):
        item.cells.setdefault(Column.TIME, value)
    elif _RESULT_LABEL.match(folded):
        item.cells.setdefault(Column.RESULT, value)
    elif (duty := find_duty(label)) is not None:
        column = _DUTY_COLUMNS[duty]
        known = item.cells.get(column)
        item.cells[column] = field([*known.quotes, *value.quotes]) if known else value


def _numbered(entry: Placed) -> bool:
    return entry.paragraph.marker is not None and entry.paragraph.marker.numbered


def _item(entry: Placed, heading: Placed | None, *, main: bool) -> Item:
    path = entry.path
    group = heading.paragraph.field.value if heading and heading.path == path[:-1] and len(path) > 2 else None
    return _work(entry, group, main=main)


def _work(entry: Placed, group: str | None, *, main: bool, lead: Field | None = None) -> Item:
    marker = entry.paragraph.marker
    cells = {Column.CONTENT: _body(entry)} | ({Column.LEAD: lead} if lead else {})
    ordinal = marker.label if marker is not None and marker.numbered else None
    return Item(entry.path, cells, group, main, entry.paragraph.source, ordinal)


def _unlabelled(entries: Sequence[Placed], *, main: bool, damaged: bool) -> list[Item]:
    bullets = [entry for entry in entries if entry.paragraph.marker and entry.paragraph.marker.label == "-"]
    items: list[Item] = []
    heading: Placed | None = None
    for entry in entries:
        marker = entry.paragraph.marker
        rank = marker.rank if marker else None
        if rank == 1:
            continue
        if entry.heading and (bullets or _names_part(entry, damaged=damaged)):
            heading = entry
        elif entry.heading or rank == 6:
            group = heading.paragraph.body.strip(" .:") if heading else None
            if len(entry.paragraph.body.split()) >= _FEWEST_WORDS:
                items.append(_work(entry, group, main=main))
        elif items and (rank == 7 or rank is None):
            _extend(items[-1], entry)
    return items


def _names_part(entry: Placed, *, damaged: bool) -> bool:
    """Whether a heading only names what follows ("1. Nội dung công việc"), and is no work itself."""
    return (
        len(entry.paragraph.body.split()) <= _LONGEST_NAME
        and find_part(entry.paragraph.skeleton, damaged=damaged) is not None
    )


def _extend(item: Item, entry: Placed) -> None:
    item.detail.append(_body(entry))
    item.source = hull(item.source, entry.paragraph.source)


def _body(entry: Placed) -> Field:
    """Returns the paragraph without its numbering mark."""
    paragraph = entry.paragraph
    if paragraph.marker is None:
        return paragraph.field
    first = paragraph.field.quotes[0]
    body = paragraph.body
    start = first.raw.find(body.split(" ", 1)[0]) if body else 0
    return field([cut(first, max(start, 0), len(first.raw)), *paragraph.field.quotes[1:]])


def _is_heading(entry: Placed) -> bool:
    body = entry.paragraph.body.strip()
    if _SAYS_WHAT.search(body):
        return False
    return len(body.split()) <= 25 and (body.endswith(":") or (opens_unit(body) and not body.endswith((";", "./."))))


def _heading_unit(heading: Placed) -> Field:
    subject = _subject(heading)
    return subject or strip_end(_body(heading), " :;.,")


def _subject(entry: Placed) -> Field | None:
    """Returns the unit that a sentence gives work to, ``None`` where it names none."""
    body = _body(entry)
    first = body.quotes[0]
    folded = skeleton(first.raw)
    match = _ASSIGNED.match(folded.text) or _SUBJECT.match(folded.text)
    if match is None:
        return None
    unit = cut(first, *folded.origin(*match.span("unit")))
    return field([unit]) if opens_unit(unit.raw) else None
