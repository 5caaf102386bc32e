"""Word documents: a walk over the XML of the body in document order.

python-docx is not used to open or walk: it loads every part before any limit can be checked, repeats merged cells, and
drops tracked insertions, text boxes and content controls. Kept: what Word shows with all changes accepted, automatic
labels included. Left out: deletions, hidden text, headers and footers, notes, field codes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.errors import UnreadableDocument
from corpus.model import Problem, Severity
from corpus.reading.builder import CellText, Reading, TextBuilder
from corpus.reading.container.archive import entry_names, read_entry
from corpus.reading.encodings import recover_lines
from corpus.reading.word.fonts import Fonts, names_legacy_font
from corpus.reading.word.numbering import Numbering
from corpus.reading.word.runs import GONE, MARKUP, Runs, alternatives
from corpus.reading.word.xml_part import attribute, child, integer, parse_part, value, word_name

_MAX_COLUMNS = 63  # what Word allows


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[CellText, ...]
    table: int


class _Walk:
    """One pass over a body; counts tables and numbered paragraphs as it meets them."""

    def __init__(self, numbering: Numbering, runs: Runs) -> None:
        self._numbering = numbering
        self._runs = runs
        self._tables = 0

    def items(self, container: etree._Element) -> Iterator[str | _Row]:
        """Yields the paragraphs (as text) and table rows under ``container``, wrappers looked through."""
        carried = ""  # text of a paragraph whose mark was deleted: it runs on into the next one
        for element in _content(container, ("p", "tbl")):
            if word_name(element) == "tbl":
                yield from self._table(element)
                continue
            label = self._numbering.label(element)
            boxes: list[etree._Element] = []
            text = carried + self._runs.read(element, boxes)
            carried = ""
            if child(element, "pPr", "rPr", "del") is not None:
                carried = text
            elif text.strip():
                yield f"{label} {text}" if label else text
            elif any(char.isalnum() for char in label):  # the numbered but empty cell of an STT column
                yield label
            for box in boxes:
                yield from self.items(box)
        if carried.strip():
            yield carried

    def _table(self, table: etree._Element) -> Iterator[_Row]:
        number = self._tables
        self._tables += 1
        first = True
        for row in _content(table, ("tr",)):
            if child(row, "trPr", "del") is not None:
                continue
            cells = tuple(self._cells(row, first=first))
            if cells:
                yield _Row(cells, number)
                first = False

    def _cells(self, row: etree._Element, *, first: bool) -> Iterator[CellText]:
        """Yields a cell for each grid column; a merge restarts in the first row, where nothing is above."""
        yield from _blanks(value(row, "trPr", "gridBefore"))
        for cell in _content(row, ("tc",)):
            properties = child(cell, "tcPr")
            span = integer(value(properties, "gridSpan"), 1, low=1, high=_MAX_COLUMNS)
            below = _continues(child(properties, "vMerge")) and not first
            if below or _continues(child(properties, "hMerge")):
                yield from [CellText(None, "above" if below else "left")] * span
            else:
                yield CellText(self._flatten(cell))
                yield from [CellText(None, "left")] * (span - 1)
        yield from _blanks(value(row, "trPr", "gridAfter"))

    def _flatten(self, cell: etree._Element) -> str:
        """Returns the text of a cell: paragraphs and rows of nested tables by lines, nested cells by tabs."""
        lines = []
        for item in self.items(cell):
            if isinstance(item, _Row):
                lines.append("\t".join(nested.text for nested in item.cells if nested.text is not None))
            else:
                lines.append(item)
        return "\n".join(lines)


def _blanks(count: str | None) -> list[CellText]:
    return [CellText("")] * integer(count, 0, high=_MAX_COLUMNS)


def _continues(merge: etree._Element | None) -> bool:
    return merge is not None and attribute(merge, "val") != "restart"


def _content(container: etree._Element, names: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yields the elements called ``names``, through content controls, tracked insertions and other wrappers."""
    inside = alternatives(container) if container.tag == f"{MARKUP}AlternateContent" else container
    for element in inside:
        name = word_name(element)
        if name in names:
            yield element
        elif name not in GONE:
            yield from _content(element, names)


def read_docx(data: bytes) -> Reading:
    """Reads a Word document (.docx).

    Paragraphs are whole (``wrapped=False``) and there are no pages. A table row holds one cell a grid column. Text in
    TCVN3 or VNI is decoded, with the problem ``LEGACY_FONT`` (told by its font) or ``LEGACY_ENCODING`` (by its
    spelling); notes and parts kept in other files are left out, with ``CONTENT_NOT_READ``.

    Raises:
        UnreadableDocument: ``DOCX_DAMAGED``, ``DOCX_ENCRYPTED`` or ``ARCHIVE_SUSPICIOUS``.
    """
    mains = [name for name in entry_names(data) if name.startswith("word/document") and name.endswith(".xml")]
    content = read_entry(data, min(mains, default="word/document.xml"))
    parts = [read_entry(data, name) for name in ("word/numbering.xml", "word/styles.xml")]
    body = None if content is None else child(parse_part(content), "body")
    if body is None:
        raise UnreadableDocument("Tài liệu Word không có phần thân văn bản; hãy lưu lại tệp.", code="DOCX_DAMAGED")
    numbering, styles = (None if part is None else parse_part(part) for part in parts)
    runs = Runs(Fonts.of(styles), legacy=names_legacy_font(content, parts[1]))
    try:
        runs.survey(body)
        items = list(_Walk(Numbering.of(numbering, styles), runs).items(body))
    except RecursionError as error:
        raise UnreadableDocument(
            "Tài liệu Word lồng bảng hoặc khung quá sâu nên không đọc được; hãy lưu nội dung thành tệp mới.",
            code="DOCX_DAMAGED",
        ) from error
    items, spelling = _recover(items)
    builder = TextBuilder()
    for item in items:
        if isinstance(item, _Row):
            builder.row(item.cells, item.table)
        else:
            builder.paragraph(item)
    problems = [problem for problem in (runs.problem(), spelling) if problem] + _left_out(body)
    return Reading(builder.text, builder.blocks, wrapped=False, problems=tuple(problems))


def _recover(items: list[str | _Row]) -> tuple[list[str | _Row], Problem | None]:
    """Decodes paragraphs and cells in an old encoding whose font does not tell it."""
    rows = [item.cells if isinstance(item, _Row) else (CellText(item),) for item in items]
    recovery = recover_lines([cell.text for cells in rows for cell in cells if cell.text is not None])
    problem = recovery.problem()
    if problem is None:
        return items, None
    lines = iter(recovery.lines)
    decoded: list[str | _Row] = []
    for item, cells in zip(items, rows, strict=True):
        if isinstance(item, _Row):
            told = tuple(cell if cell.text is None else CellText(next(lines)) for cell in cells)
            decoded.append(_Row(told, item.table))
        else:
            decoded.append(next(lines))
    return decoded, problem


def _left_out(body: etree._Element) -> list[Problem]:
    """Names what a reader of the text must look up in the file itself."""
    counts = Counter(word_name(element) for element in body.iter())
    problems = []
    if counts["altChunk"] or counts["subDoc"]:
        message = "Tài liệu Word chèn nguyên một tệp khác, phần đó chưa được đọc; hãy mở bằng Word, lưu thành tệp mới."
        problems.append(Problem("CONTENT_NOT_READ", Severity.WARNING, message))
    notes = counts["footnoteReference"] + counts["endnoteReference"]
    if notes:
        message = f"{notes} chú thích cuối trang không được đưa vào văn bản; hãy xem trong tài liệu gốc khi cần."
        problems.append(Problem("CONTENT_NOT_READ", Severity.INFO, message))
    return problems
