"""Tables of a report on paper: names of columns on every page, no row torn that fits on one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from api.reports.paper import SMALL, Line, Words, write

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row

# Plain words, or the paragraphs of a cell.
Cell = str | Sequence[Line]
# A row with a longer cell may run over two pages; any other moves to the next page whole. In the widest column of the
# report a full page of letters of 11 points holds about 2,200 characters.
_LONGEST_WHOLE_CELL = 1_200
# Of headings and of what must be acted on; both are grey on a printer without colours.
_GREY, _RED = "E7E6E6", "F9E2E0"


def add_table(document: Document, widths: Sequence[float], heads: Sequence[str] = (), *, ruled: bool = True) -> Table:
    """Adds a table; its first row, the names of the columns, is repeated on every page.

    Args:
        document: the report.
        widths: of the columns, in centimetres.
        heads: names of the columns; ``()`` for a table without them, which then has no row.
        ruled: with lines between the cells.
    """
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=0, cols=len(widths), style="Table Grid" if ruled else "Normal Table")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    if heads:
        add_row(table, [[[Words(head, bold=True)]] for head in heads], centred=range(len(heads)))
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        _shade(table.rows[0].cells)
        for cell in table.rows[0].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
    return table


def add_row(
    table: Table,
    cells: Sequence[Cell],
    *,
    centred: Sequence[int] = (),
    marked: Sequence[int] = (),
    size: float = SMALL,
) -> None:
    """Adds a row, each cell of one or more paragraphs; it stays on one page unless it is long.

    Args:
        table: a table of as many columns.
        cells: words or paragraphs of each cell.
        centred: columns whose text stands in the middle.
        marked: columns that must catch the eye.
        size: of the letters, in points.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    row = table.add_row()
    for column, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
        cell.width = table.columns[column].width
        for number, line in enumerate([[Words(words)]] if isinstance(words, str) else words):
            paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
            layout = paragraph.paragraph_format
            layout.space_before, layout.space_after = Pt(1), Pt(2)
            if column in centred:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            write(paragraph, line, size=size)
    if max(len(cell.text) for cell in row.cells) <= _LONGEST_WHOLE_CELL:
        _keep_whole(row)
    _shade([row.cells[column] for column in marked], _RED)


def add_band(table: Table, text: str) -> None:
    """Adds a row of one grey cell, a heading that stays with the row after it."""
    add_row(table, [[[Words(text, bold=True)]], *[""] * (len(table.columns) - 1)])
    cells = table.rows[-1].cells
    _shade(cells)
    cells[0].merge(cells[-1]).paragraphs[0].paragraph_format.keep_with_next = True


def _keep_whole(row: _Row) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _shade(cells: Sequence[_Cell], colour: str = _GREY) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for cell in cells:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
