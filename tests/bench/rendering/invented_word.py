"""An invented plan as a Word file, as offices write it: letterhead and signature in tables without borders, merges."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rendering.invented import InventedPlan, Item, Sides, Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_FONT = "Times New Roman"
_A4 = (21.0, 29.7)
# Centimetres, and points of the letters: a font without Vietnamese is replaced by one that is a sixth wider than Times.
_SIDES = (7.2, 10.0)
_SMALL, _CELL = 10, 10.5


def render_word(plan: InventedPlan) -> bytes:
    """Renders ``plan`` as .docx; a part between page breaks that holds a wide table lies on its side."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(13)
    style.paragraph_format.space_after = Pt(6)
    upright = True
    for number, (part, wide) in enumerate(_parts(plan.body)):
        if number == 0 or wide != (not upright):
            _turn(document, wide=wide, new=number > 0)
            upright = not wide
        elif number > 0:
            document.add_page_break()
        for item in part:
            _add(document, item)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _parts(body: Sequence[Item]) -> Iterator[tuple[list[Item], bool]]:
    """Yields the items between page breaks, and whether a table among them is wide."""
    for broken, items in groupby(body, key=lambda item: item.pagebreak is not None):
        if not broken:
            part = list(items)
            yield part, any(item.table is not None and not item.table.upright for item in part)


def _turn(document: Document, *, wide: bool, new: bool) -> None:
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Cm

    section = document.add_section(WD_SECTION.NEW_PAGE) if new else document.sections[0]
    short, long = _A4
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(long if wide else short), Cm(short if wide else long)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(2.2), Cm(1.6)


def _add(document: Document, item: Item) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    if item.letterhead is not None:
        _add_sides(document, _letterhead_rows(item.letterhead), centre=(True, True))
    elif item.signature is not None:
        _add_sides(document, [(item.signature.left, item.signature.right)], centre=(False, True))
    elif item.table is not None:
        _add_table(document, item.table)
    elif item.lines:
        paragraph = document.add_paragraph()
        if item.center is not None:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Cm(1.27)
        for number, line in enumerate(item.lines):
            run = paragraph.add_run(line)
            run.bold = item.center is not None or line.isupper()
            if number + 1 < len(item.lines):
                run.add_break()


def _letterhead_rows(sides: Sides) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Number and date stand in a row of their own, where both sides have them."""
    if len(sides.left) > 1 and len(sides.right) > 1:
        return [(sides.left[:-1], sides.right[:-1]), (sides.left[-1:], sides.right[-1:])]
    return [(sides.left, sides.right)]


def _add_sides(
    document: Document, rows: Sequence[tuple[tuple[str, ...], tuple[str, ...]]], *, centre: tuple[bool, bool]
) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=len(rows), cols=2)
    table.autofit = False
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, lines, width, centred in zip(row.cells, texts, _SIDES, centre, strict=True):
            cell.width = Cm(width)
            _fill(cell, lines, centre=centred, size=_SMALL)


def _fill(cell: _Cell, lines: Sequence[str], *, centre: bool, bold: bool = False, size: float = _CELL) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.bold, run.font.size = bold, Pt(size)


def _add_table(document: Document, source: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=len(source.rows), cols=len(source.widths), style="Table Grid")
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, source.widths, strict=True):
            cell.width = Cm(width)
    for index in range(source.headings):
        table.rows[index]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for index, column, down, wide in source.anchors():
        cell = table.cell(index, column)
        if down * wide > 1:
            cell = cell.merge(table.cell(index + down - 1, column + wide - 1))
        head = index < source.headings
        text = source.rows[index][column]
        _fill(cell, text.split("\n"), centre=head or column == 0, bold=head or wide > 1)
    document.add_paragraph()
