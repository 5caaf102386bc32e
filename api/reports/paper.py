"""A sheet of A4 as Nghị định số 30/2020/NĐ-CP, Phụ lục I lays it out, and what a report writes on it.

Every word that reaches the file goes through :func:`write`, which drops what XML cannot hold.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.exports import drop_controls
from corpus.office_package import fix_dates

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY, SMALL = 13, 11
# Centimetres between the margins: 21 less 3 on the left and 1.5 on the right.
WIDTH = 16.5
# A title in the properties of a Word file holds no more.
_LONGEST_TITLE = 255


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a paragraph in one hand."""

    text: str
    bold: bool = False
    italic: bool = False


Line = Sequence[Words]


def open_paper(title: str, day: datetime.date) -> Document:
    """Opens an empty report: margins, type, page numbers from the second page on, Vietnamese for the spelling check.

    Args:
        title: for the properties of the file.
        day: of the report; its bytes depend on nothing else but what is written on it.
    """
    import docx
    from docx.shared import Cm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.header_distance = Cm(1)
    _number_pages(section)
    _set_styles(document)
    properties = document.core_properties
    properties.title = drop_controls(title)[:_LONGEST_TITLE]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = datetime.datetime.combine(day, datetime.time())
    return document


def pack(document: Document) -> bytes:
    """Returns the bytes of the Word file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return fix_dates(buffer.getvalue())


def write(paragraph: Paragraph, line: Line, *, size: float | None = None) -> None:
    """Writes words at the end of a paragraph; nothing for no words, so that the paragraph stays an empty one."""
    from docx.shared import Pt

    for words in line:
        text = drop_controls(words.text)
        if not text:
            continue
        run = paragraph.add_run(text)
        run.bold, run.italic = words.bold or None, words.italic or None
        if size is not None:
            run.font.size = Pt(size)


def add_heading(document: Document, text: str, level: int = 1) -> None:
    """Adds a heading, which the reader's navigation pane shows, too."""
    write(document.add_paragraph(style=f"Heading {level}"), [Words(text)])


def add_text(document: Document, *line: Words, keep: bool = False) -> None:
    """Adds a paragraph of running text; with ``keep`` on the page of the next one."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(1)
    paragraph.paragraph_format.space_before = Pt(3)  # off the table above
    paragraph.paragraph_format.keep_with_next = keep or None
    write(paragraph, line)


def add_centred(holder: Document | _Cell, line: Line, *, size: float = BODY) -> Paragraph:
    """Adds a centred paragraph."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = holder.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    write(paragraph, line, size=size)
    return paragraph


def add_rule(holder: Document | _Cell, indent: float) -> None:
    """Adds a thin line, ``indent`` centimetres in from both sides of its place, as below the name of an agency."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    paragraph = holder.add_paragraph()
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().append(borders)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Cm(indent)
    layout.space_before, layout.space_after = Pt(4), Pt(4)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)


def add_blank_lines(document: Document, count: int) -> None:
    """Adds dotted lines to write on by hand."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Cm, Pt

    for _ in range(count):
        paragraph = document.add_paragraph("\t")
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(6)


def _number_pages(section: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(number.add_run("2")._r)
    number._p.append(field)


def _set_styles(document: Document) -> None:
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in list(fonts.attrib):  # the fonts of the theme would go before ours
            del fonts.attrib[attribute]
        for attribute in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{attribute}"), FONT)
        style.font.size = Pt(BODY)
        style.font.color.rgb = RGBColor(0, 0, 0)
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(0 if name == "Normal" else 10), Pt(3)
        layout.line_spacing_rule = WD_LINE_SPACING.SINGLE
        layout.widow_control = True
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
