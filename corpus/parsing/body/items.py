"""Pieces of work found in running text, before their fields are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from corpus.model import Field, Quote, Source, hull
from corpus.parsing.body.labels import Label, read_labels
from corpus.parsing.body.markers import Style, parse_marker
from corpus.parsing.body.phrases import read_phrase
from corpus.parsing.body.placement import Placed
from corpus.parsing.tables import Column
from corpus.text import cut, field, fold

# Roles that neither lead nor help; kept by the printed name. Matched: "Giám sát", "Lãnh đạo chỉ đạo". Refused: "Kinh
# phí".
_WATCHES = re.compile(r"giam sat|theo doi|chi dao|kiem tra")


@dataclass(slots=True)
class Item:
    """A piece of work found in running text, before its fields are read.

    Attributes:
        path: labels of the headings above and of the item itself.
        cells: content and labelled fields by column.
        detail: paragraphs that describe the work below its heading.
        group: heading the item stands under.
        main: an item of the task list (``False``: a duty).
        source: the whole item.
        ordinal: number as printed, ``None`` for a bullet.
        units: units by role that are known apart, where a table has a column for each.
        parted: whether a sentence behind the name of the work was taken apart from it.
        spread: whether other cells may stand between the passages of one, as where a table came as lines.
        roles: who else has a hand in the work, by the printed name of the role.
        inherited: what the heading above says of all work below it; what the item says itself goes before.
    """

    path: tuple[str, ...]
    cells: dict[Column, Field]
    group: str | None
    main: bool
    source: Source
    ordinal: str | None = None
    detail: list[Field] = dataclass_field(default_factory=list)
    units: Mapping[Column, tuple[Field, ...]] = dataclass_field(default_factory=dict)
    parted: bool = False
    spread: bool = False
    roles: Mapping[str, Field] = dataclass_field(default_factory=dict)
    inherited: Mapping[Column, Field] = dataclass_field(default_factory=dict)

    def add_labels(self, labels: Iterable[Label]) -> None:
        """Takes over the values of labels; units named twice for one role are joined, of the rest the first counts."""
        quotes: dict[Column, list[Quote]] = {}
        for label in labels:
            column = label.column
            if label.value is not None and column is Column.OTHER and _WATCHES.search(fold(label.name)):
                self.roles = {**self.roles, label.name: label.value}
            once = column in {Column.TIME, Column.RESULT}
            if label.value is None or column is Column.OTHER or (once and (column in quotes or column in self.cells)):
                continue
            quotes.setdefault(column, []).extend(label.value.quotes)
        if helped := _read_help(quotes.get(Column.LEAD, ())):
            quotes[Column.LEAD] = list(helped[Column.LEAD].quotes)
            quotes.setdefault(Column.COORDINATE, []).extend(helped[Column.COORDINATE].quotes)
        for column, found in quotes.items():
            known = self.cells[column].quotes if column in self.cells else ()
            self.cells[column] = field([*known, *found])

    def fill(self, cells: Mapping[Column, Field]) -> None:
        """Takes over what is not known yet."""
        for column, value in cells.items():
            self.cells.setdefault(column, value)

    def extend(self, text: Field) -> None:
        """Adds a paragraph that describes the work."""
        self.detail.append(text)
        self.source = hull(self.source, text.source)


def _read_help(lead: Sequence[Quote]) -> Mapping[Column, Field] | None:
    """Reads who helps beside who leads in one value: "Phòng A; có sự phối hợp của Phòng B"."""
    said = read_phrase(lead[0]) if len(lead) == 1 else None
    return said.cells if said is not None and said.cells.keys() == {Column.LEAD, Column.COORDINATE} else None


def build_item(entry: Placed, group: str | None, *, main: bool) -> Item:
    """Builds the item of one paragraph; labels inside it ("… Chủ trì: Văn phòng; thời gian: Quý I") become cells."""
    text = read_body(entry)
    before, labels = read_labels(text)
    marker = entry.marker
    ordinal = marker.label if marker is not None and marker.numbered else None
    item = Item(entry.path, {Column.CONTENT: before or text}, group, main, entry.paragraph.source, ordinal)
    if before is not None:
        item.add_labels(labels)
    return item


def read_body(entry: Placed) -> Field:
    """Returns the paragraph without its numbering mark, nor a second one ("1. Nội dung 1: Đào tạo")."""
    text = entry.paragraph.field
    if entry.marker is None:
        return text
    body = _without_mark(text)
    second = parse_marker(body.quotes[0].raw)
    return _without_mark(body) if second is not None and second.style is Style.STEP else body


def _without_mark(text: Field) -> Field:
    first, *others = text.quotes
    marker = parse_marker(first.raw)
    rest = cut(first, marker.length if marker else 0, len(first.raw))
    quotes = [quote for quote in (rest, *others) if quote.raw]
    return field(quotes) if quotes else text
