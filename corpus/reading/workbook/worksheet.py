"""One sheet of a workbook: a pass over its XML that keeps texts, merges and what is hidden, within limits."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from corpus.reading.container.archive import Package, declares_entities

# Far above the tables of plans (12 columns, some hundred rows); half a million cells take 17 s and .3 GB to read.
MAX_ROWS = 20_000
MAX_COLUMNS = 256
MAX_CELLS = 500_000
MAX_LOOKED_AT = 2_000_000  # cells, blank ones included: 10 s
MAX_MERGES = 20_000
_LAST_ROW = 1_048_576

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = frozenset(("1", "true"))
_PHONETIC = "rPh"


@dataclass(frozen=True, slots=True)
class Area:
    """A range of cells, both ends included, from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """What a sheet holds.

    Attributes:
        name: as on its tab.
        cells: by row and column (from 1), the texts that are not blank; hidden ones are left out.
        merges: merged ranges.
        hidden_rows: hidden rows that hold text.
        hidden_columns: hidden columns that hold text.
        uncomputed: names of the cells with a formula whose result was not stored.
        failed: names of the cells that show an error such as ``#REF!``.
        cut: whether rows, columns or cells beyond the limits were left out.
    """

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncomputed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    cut: bool = False


@dataclass(frozen=True, slots=True)
class CellValues:
    """How stored values become texts.

    Attributes:
        strings: the shared strings.
        show: takes a number and the index of a cell style, returns what the cell shows.
    """

    strings: tuple[str, ...]
    show: Callable[[float, int], str]


def read_strings(data: bytes) -> tuple[str, ...]:
    """Reads the part with the shared strings; phonetic hints are left out."""
    return tuple(_joined(item) for item in iterate(data, "si"))


def iterate(data: bytes, *names: str) -> Iterator[etree._Element]:
    """Yields the elements called ``names`` (in any namespace) as they end, and forgets them afterwards.

    Raises:
        UnreadableDocument: ``XLSX_DAMAGED`` or ``ARCHIVE_SUSPICIOUS``.
    """
    if declares_entities(data) or b"<!DOCTYPE" in data:
        raise Package.XLSX.suspicious("chứa khai báo DOCTYPE bất thường")
    tags = [f"{{*}}{name}" for name in names]
    try:
        for _, element in etree.iterparse(
            io.BytesIO(data), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        ):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise Package.XLSX.damaged() from error


@dataclass(slots=True)
class _Hidden:
    """What a sheet does not show."""

    columns: list[Area] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    cells: dict[tuple[int, int], str] = field(default_factory=dict)

    def covers(self, row: int, column: int) -> bool:
        return row in self.rows or self.has_column(column)

    def has_column(self, column: int) -> bool:
        return any(area.left <= column <= area.right for area in self.columns)


def read_sheet(data: bytes, name: str, values: CellValues) -> Sheet:
    """Reads the part of one sheet.

    Raises:
        UnreadableDocument: as :func:`iterate`.
    """
    sheet, hidden = Sheet(name), _Hidden()
    place, row_element, looked_at = (0, 0), None, 0
    rows: set[int] = set()
    for element in iterate(data, "col", "c", "row", "mergeCell"):
        kind, parent = etree.QName(element).localname, element.getparent()
        if kind == "col" and element.get("hidden") in _TRUE:
            hidden.columns.append(Area(1, _integer(element.get("min")), _LAST_ROW, _integer(element.get("max"))))
        elif kind == "mergeCell":
            sheet.merges += _areas(element.get("ref") or "") if len(sheet.merges) < MAX_MERGES else ()
        elif kind == "c" and parent is not None:
            looked_at += 1
            if looked_at > MAX_LOOKED_AT:
                sheet.cut = True
                break
            if parent is not row_element:
                row_element, place = parent, (_integer(parent.get("r")) or place[0] + 1, 0)
                if parent.get("hidden") in _TRUE:
                    hidden.rows.add(place[0])
            place = _place(element.get("r") or "") or (place[0], place[1] + 1)
            text = _text(element, values, sheet).strip()
            if text and not _keep(sheet, hidden, rows, place, text):
                sheet.cut = True
    _show_merged(sheet, hidden)
    sheet.hidden_rows.update(row for row, _ in hidden.cells if row in hidden.rows)
    sheet.hidden_columns.update(column for row, column in hidden.cells if row not in hidden.rows)
    return sheet


def _keep(sheet: Sheet, hidden: _Hidden, rows: set[int], place: tuple[int, int], text: str) -> bool:
    """Keeps a text, shown or hidden; returns whether it lay within the limits."""
    row, column = place
    if len(sheet.cells) + len(hidden.cells) >= MAX_CELLS or column > MAX_COLUMNS:
        return False
    if hidden.covers(row, column):
        hidden.cells[place] = text
        return True
    if row not in rows and len(rows) >= MAX_ROWS:
        return False
    rows.add(row)
    sheet.cells[place] = text
    return True


def _show_merged(sheet: Sheet, hidden: _Hidden) -> None:
    """Moves the text of a merged range whose first cell is hidden to the first one that is shown, as Excel does."""
    for place, area in enumerate(sheet.merges):
        if (area.top, area.left) in hidden.cells:
            rows = range(area.top, min(area.bottom, area.top + MAX_ROWS) + 1)
            columns = range(area.left, min(area.right, MAX_COLUMNS) + 1)
            row = next((row for row in rows if row not in hidden.rows), None)
            column = next((column for column in columns if not hidden.has_column(column)), None)
            if row is not None and column is not None:
                sheet.cells[row, column] = hidden.cells.pop((area.top, area.left))
                sheet.merges[place] = Area(row, column, area.bottom, area.right)


def _text(cell: etree._Element, values: CellValues, sheet: Sheet) -> str:
    """Returns what a cell shows; notes in ``sheet`` a formula without a result, and an error."""
    parts = {etree.QName(part).localname: part for part in cell if isinstance(part.tag, str)}
    kind, name = cell.get("t") or "n", cell.get("r") or ""
    if kind == "inlineStr":
        return _joined(parts["is"]) if "is" in parts else ""
    if "f" in parts and "v" not in parts:
        sheet.uncomputed.append(name)
    if kind == "e":
        sheet.failed.append(name)
    stored = (parts["v"].text if "v" in parts else None) or ""
    return _shown(stored, kind, _integer(cell.get("s")), values)


def _shown(stored: str, kind: str, style: int, values: CellValues) -> str:
    """Returns the text of a stored value of a cell type (ECMA-376-1, 18.18.11)."""
    if kind == "s":
        number = _integer(stored.strip())
        return values.strings[number] if stored.strip().isdecimal() and number < len(values.strings) else ""
    if kind == "b" and stored:
        return "TRUE" if stored.strip() in _TRUE else "FALSE"
    if kind != "n":
        return _unescaped(stored)
    try:
        value = float(stored)
    except ValueError:
        return stored
    return values.show(value, style) if math.isfinite(value) else stored


def _joined(item: etree._Element) -> str:
    """Returns the text of a rich string without its phonetic hints."""
    texts = item.iter("{*}t")
    return _unescaped(
        "".join(text.text or "" for text in texts if etree.QName(text.getparent()).localname != _PHONETIC)
    )


def _unescaped(text: str) -> str:
    """Undoes the escapes of characters that XML cannot hold: ``_x000D_`` is a carriage return."""
    text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _integer(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else 0


def _place(reference: str) -> tuple[int, int] | None:
    """Returns row and column (from 1) of ``B12``; ``None`` for anything else."""
    match = _REFERENCE.fullmatch(reference)
    if match is None or not 1 <= int(match.group(2)) <= _LAST_ROW:
        return None
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match.group(2)), column


def _areas(reference: str) -> tuple[Area, ...]:
    """Returns the range ``A1:C2``; nothing for anything else."""
    ends = [_place(end) for end in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return ()
    (top, left), (bottom, right) = ends[0], ends[1]
    return (Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right)),)
