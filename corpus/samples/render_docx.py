"""A plan as a Word file in the layout of Nghị định 30/2020/NĐ-CP, Phụ lục I: letterhead in a table without borders."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.office_package import fix_dates
from corpus.samples.source import LineKind, Row, SampleSource

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

_COUNTRY = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_FONT = "Times New Roman"


def render_docx(source: SampleSource) -> bytes:
    """Renders ``source``; the same source always gives the same bytes."""
    import docx

    document = docx.Document()
    _page(document, source)
    _letterhead(document, source)
    _centred(document, ("KẾ HOẠCH", source.title), bold=True)
    for base in source.bases.splitlines():
        _text(document, base, italic=True)
    _text(document, source.opening)
    for line in source.body_lines():
        if line.kind is LineKind.TABLE:
            _task_table(document, source)
        else:
            heading = line.kind in (LineKind.HEADING, LineKind.SUBHEADING, LineKind.ITEM)
            _text(document, line.text, bold=heading)
    _closing(document, source)
    if source.annex:
        document.add_page_break()
        _centred(document, (source.annex.label, source.annex.title), bold=True)
        _centred(document, (source.annex.note,), italic=True)
        _task_table(document, source)
    buffer = io.BytesIO()
    document.save(buffer)
    return fix_dates(buffer.getvalue())


def _page(document: Document, source: SampleSource) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(2.5), Cm(1.6)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(6)
    created = dt.datetime.combine(source.expected.date, dt.time(8))
    properties = document.core_properties
    properties.author, properties.title = "", source.title
    properties.created = properties.modified = created


def _letterhead(document: Document, source: SampleSource) -> None:
    header = source.header
    table = document.add_table(rows=2, cols=2)
    left, right = table.rows[0].cells
    last = len(header.left_lines) - len(header.issuer_lines)
    _lines(left, ((text, index >= last) for index, text in enumerate(header.left_lines)))
    _lines(right, ((text, True) for text in _COUNTRY))
    _lines(table.cell(1, 0), [(header.number_line, False)])
    _lines(table.cell(1, 1), [(header.place_line, False)], italic=True)


def _lines(cell: _Cell, lines: Iterable[tuple[str, bool]], *, italic: bool = False, centre: bool = True) -> None:
    """Fills a cell with one paragraph for each (text, bold)."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for index, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, italic, Pt(12)


def _centred(document: Document, lines: Iterable[str], *, bold: bool = False, italic: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for text in lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic


def _text(document: Document, text: str, *, bold: bool = False, italic: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic


def _task_table(document: Document, source: SampleSource) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    text = source.table
    if text is None:
        return
    table = document.add_table(rows=1, cols=len(text.columns), style="Table Grid")
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, text.heads, strict=True):
        _lines(cell, [(head, True)])
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in text.parsed():
        table.add_row()
        _fill(table, row)
    for row_cells in table.rows:
        for cell, width in zip(row_cells.cells, text.widths, strict=True):
            cell.width = Cm(width)
    document.add_paragraph()


def _fill(table: Table, row: Row) -> None:
    """Fills the last row: a group heading spans every column after its ordinal; ``None`` joins the cell above."""
    index = len(table.rows) - 1
    if row.heading:
        table.cell(index, 1).merge(table.cell(index, len(table.columns) - 1))
    for column, cell in enumerate(row.cells):
        if cell is None:
            table.cell(index - 1, column).merge(table.cell(index, column))
        else:
            lines = [(line, row.heading) for line in cell.split("\n")]
            _lines(table.cell(index, column), lines, centre=column == 0)


def _closing(document: Document, source: SampleSource) -> None:
    table = document.add_table(rows=1, cols=2)
    recipients, signature = table.rows[0].cells
    listed = [("Nơi nhận:", True), *((line, False) for line in source.recipients.splitlines())]
    _lines(recipients, listed, centre=False)
    _lines(signature, ((line, line in source.signer) for line in source.signature))
