"""Excel workbooks (.xlsx, .xlsm): the visible sheets in order, each as paragraphs and tables.

openpyxl is not used: it loads a whole sheet before any limit can be checked (a cell of four bytes becomes an object),
fails on a style it does not know, and shows either formulas or results, not both. The tests read with it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.model import Problem, Severity
from corpus.reading.builder import Reading, TextBuilder
from corpus.reading.container.archive import Archive, Package
from corpus.reading.encodings import recover_lines
from corpus.reading.word.xml_part import parse_part
from corpus.reading.workbook.layout import lay_out
from corpus.reading.workbook.number_format import BUILT_IN, format_number
from corpus.reading.workbook.worksheet import CellValues, Sheet, read_sheet, read_strings

MAX_SHEETS = 256
# Of all sheets together; it bounds the time of a workbook of many large sheets to half a minute.
MAX_SHEET_BYTES = 64 * 1024 * 1024
_MAIN = re.compile(r"xl/workbook\d*\.xml")
_NAMED = 5  # cells that a message names
_ON = frozenset(("1", "true"))


@dataclass(frozen=True, slots=True)
class _Tab:
    name: str
    part: str
    visible: bool


def read_workbook(data: bytes) -> Reading:
    """Reads an Excel workbook.

    Title rows become paragraphs, the rest rows with a cell a used column; a merged cell has its text once. Numbers and
    dates read as a Vietnamese Excel shows them, formulas as their stored results. Hidden rows, columns and sheets are
    left out and reported.

    Raises:
        UnreadableDocument: ``XLSX_DAMAGED``, ``XLSX_ENCRYPTED`` or ``ARCHIVE_SUSPICIOUS``.
    """
    archive = Archive(data, Package.XLSX)
    main = min((name for name in archive.names if _MAIN.fullmatch(name)), default="xl/workbook.xml")
    workbook = _part(archive, main)
    if workbook is None:
        raise Package.XLSX.damaged()
    tabs = list(_tabs(archive, workbook, main))
    values = _values(archive, workbook)
    sheets, size = [], 0
    for tab in tabs[:MAX_SHEETS]:
        content = archive.read(tab.part) if tab.visible else None
        if content is not None:
            size += len(content)
            sheets.append(
                read_sheet(content, tab.name, values) if size <= MAX_SHEET_BYTES else Sheet(tab.name, cut=True)
            )
    decoded = _recover(sheets)
    builder = TextBuilder()
    _lay_down([sheet for sheet in sheets if sheet.cells], builder)
    problems = [*([decoded] if decoded else []), *_problems(sheets, tabs)]
    return Reading(builder.text, builder.blocks, wrapped=False, problems=tuple(problems))


def _part(archive: Archive, name: str) -> etree._Element | None:
    content = archive.read(name)
    return None if content is None else parse_part(content, Package.XLSX)


def _named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yields the elements called ``names``, in the transitional or the strict namespace."""
    yield from root.iter(*(f"{{*}}{name}" for name in names))


def _tabs(archive: Archive, workbook: etree._Element, main: str) -> Iterator[_Tab]:
    """Yields the sheets in the order of their tabs; charts and macro sheets hold no cells."""
    folder, file = posixpath.split(main)
    relations = _part(archive, f"{folder}/_rels/{file}.rels")
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
        for relation in ([] if relations is None else _named(relations, "Relationship"))
        if (relation.get("Type") or "").endswith("/worksheet")
    }
    for sheet in _named(workbook, "sheet"):
        relation_id = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        if relation_id in targets:
            visible = (sheet.get("state") or "visible") == "visible"
            yield _Tab(sheet.get("name") or "", targets[relation_id], visible)


def _values(archive: Archive, workbook: etree._Element) -> CellValues:
    styles = _part(archive, "xl/styles.xml")
    codes = dict(BUILT_IN)
    formats: list[str] = []
    if styles is not None:
        codes |= {int(item.get("numFmtId") or 0): item.get("formatCode") or "" for item in _named(styles, "numFmt")}
        for table in _named(styles, "cellXfs"):
            formats += [codes.get(int(item.get("numFmtId") or 0), "") for item in _named(table, "xf")]
    from_1904 = any(item.get("date1904") in _ON for item in _named(workbook, "workbookPr"))

    def show(number: float, style: int) -> str:
        code = formats[style] if style < len(formats) else ""
        return format_number(number, code, from_1904=from_1904)

    strings = archive.read("xl/sharedStrings.xml")
    return CellValues(() if strings is None else read_strings(strings), show)


def _recover(sheets: list[Sheet]) -> Problem | None:
    """Decodes cells that were typed in TCVN3 or VNI fonts, in place; returns the note about it."""
    places = [(sheet, place) for sheet in sheets for place in sorted(sheet.cells)]
    recovery = recover_lines([sheet.cells[place] for sheet, place in places])
    for (sheet, place), text in zip(places, recovery.lines, strict=True):
        sheet.cells[place] = text
    return recovery.problem()


def _lay_down(sheets: list[Sheet], builder: TextBuilder) -> None:
    tables = 0
    for sheet in sheets:
        if len(sheets) > 1 and sheet.name.strip():
            builder.paragraph(sheet.name.strip())
        for item in lay_out(sheet):
            if isinstance(item, str):
                builder.paragraph(item)
                continue
            for row in item.rows:
                builder.row(row, tables)
            tables += 1


def _problems(sheets: list[Sheet], tabs: list[_Tab]) -> Iterator[Problem]:
    counts = (
        (sum(not tab.visible for tab in tabs), "trang tính"),
        (sum(len(sheet.hidden_rows) for sheet in sheets), "hàng"),
        (sum(len(sheet.hidden_columns) for sheet in sheets), "cột"),
    )
    hidden = ", ".join(f"{count} {what}" for count, what in counts if count)
    if hidden:
        message = f"Bảng tính có {hidden} bị ẩn, không được đọc; hãy bỏ ẩn rồi nạp lại nếu cần."
        yield Problem("HIDDEN_CELLS", Severity.INFO, message)
    if uncomputed := [f"{sheet.name}!{cell}" for sheet in sheets for cell in sheet.uncomputed]:
        message = (
            f"{len(uncomputed)} ô công thức ({_some(uncomputed)}) chưa có kết quả nên để trống; "
            "hãy mở bằng Excel, lưu lại rồi nạp lại."
        )
        yield Problem("FORMULA_NOT_COMPUTED", Severity.WARNING, message)
    if failed := [f"{sheet.name}!{cell}" for sheet in sheets for cell in sheet.failed]:
        message = f"{len(failed)} ô công thức báo lỗi ({_some(failed)}); hãy sửa trong Excel rồi nạp lại."
        yield Problem("FORMULA_FAILED", Severity.WARNING, message)
    if len(tabs) > MAX_SHEETS or any(sheet.cut for sheet in sheets):
        message = "Bảng tính quá lớn nên chỉ đọc phần đầu; hãy tách thành nhiều tệp rồi nạp lại."
        yield Problem("TABLE_CUT", Severity.WARNING, message)


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
