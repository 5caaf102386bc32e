"""A plan as a PDF with a text layer, set in DejaVu Serif (Bitstream Vera licence), whose subset is embedded."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from corpus.samples.source import LineKind, SampleSource

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable, SimpleDocTemplate, Table

# Debian package fonts-dejavu-core. It has no italic of the serif, so the Căn cứ block stays upright.
FONTS = Path("/usr/share/fonts/truetype/dejavu")
_REGULAR, _BOLD = "DejaVuSerif", "DejaVuSerif-Bold"
_COUNTRY = "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br/><b>Độc lập - Tự do - Hạnh phúc</b>"


def render_pdf(source: SampleSource) -> bytes:
    """Renders ``source``; the same source always gives the same bytes.

    Raises:
        FileNotFoundError: the DejaVu fonts are absent.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import cm
    from reportlab.platypus import PageBreak, SimpleDocTemplate

    _register_fonts()
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        topMargin=2.2 * cm,
        bottomMargin=2 * cm,
        leftMargin=2.2 * cm,
        rightMargin=1.6 * cm,
        title=source.title,
        author="",
        invariant=1,
    )
    story = [_letterhead(source), _centred("<b>KẾ HOẠCH</b>"), _centred(f"<b>{escape(source.title)}</b>")]
    story += [_text(line) for line in (*source.bases.splitlines(), source.opening)]
    for line in source.body_lines():
        if line.kind is LineKind.TABLE:
            story.append(_task_table(source))
        else:
            heading = line.kind in (LineKind.HEADING, LineKind.SUBHEADING, LineKind.ITEM)
            story.append(_text(line.text, bold=heading))
    story.append(_closing(source))
    if source.annex:
        note = _centred(escape(source.annex.note))
        story += [
            PageBreak(),
            *(_centred(f"<b>{escape(text)}</b>") for text in (source.annex.label, source.annex.title)),
        ]
        story += [note, _task_table(source)]
    template.build(story, onLaterPages=_page_number)
    return buffer.getvalue()


@cache
def _register_fonts() -> None:
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (_REGULAR, _BOLD):
        path = FONTS / f"{name}.ttf"
        if not path.is_file():
            raise FileNotFoundError(f"{path.name} is absent; on Debian: apt-get install fonts-dejavu-core")
        pdfmetrics.registerFont(TTFont(name, str(path)))
    for bold, name in ((0, _REGULAR), (1, _BOLD)):
        for italic in (0, 1):
            addMapping(_REGULAR, bold, italic, name)


def _style(size: float, *, centre: bool = False, justify: bool = False, indent: float = 0) -> ParagraphStyle:
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        "plan",
        fontName=_REGULAR,
        fontSize=size,
        leading=size * 1.35,
        alignment=TA_CENTER if centre else TA_JUSTIFY if justify else TA_LEFT,
        firstLineIndent=indent,
        spaceAfter=5 if justify or centre else 0,
    )


def _centred(markup: str, size: float = 11.5) -> Flowable:
    from reportlab.platypus import Paragraph

    return Paragraph(markup, _style(size, centre=True))


def _text(text: str, *, bold: bool = False) -> Flowable:
    from reportlab.platypus import Paragraph

    markup = f"<b>{escape(text)}</b>" if bold else escape(text)
    return Paragraph(markup, _style(11, justify=True, indent=24))


def _cell(text: str, *, bold: bool = False, centre: bool = False) -> Flowable:
    from reportlab.platypus import Paragraph

    markup = escape(text).replace("\n", "<br/>")
    return Paragraph(f"<b>{markup}</b>" if bold else markup, _style(9, centre=centre))


def _letterhead(source: SampleSource) -> Table:
    from reportlab.lib.units import cm
    from reportlab.platypus import Table, TableStyle

    header = source.header
    issuer = "<br/>".join(f"<b>{escape(line)}</b>" for line in header.issuer_lines)
    left = f"{escape(header.parent)}<br/>{issuer}" if header.parent else issuer
    rows = [
        [_centred(left, 9), _centred(_COUNTRY, 9)],
        [_centred(escape(header.number_line), 9.5), _centred(escape(header.place_line), 9.5)],
    ]
    return Table(rows, colWidths=[7.4 * cm, 9.6 * cm], style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))


def _task_table(source: SampleSource) -> Table:
    """The ruled table; its head is repeated on every page it reaches."""
    from reportlab.lib import colors
    from reportlab.lib.units import cm
    from reportlab.platypus import Table, TableStyle

    text = source.table
    if text is None:
        raise ValueError(f"{source.id}: no table")
    rows = [[_cell(head, bold=True, centre=True) for head in text.heads]]
    everywhere = (0, 0), (-1, -1)
    rules: list[tuple[object, ...]] = [
        ("GRID", *everywhere, 0.5, colors.black),
        ("VALIGN", *everywhere, "TOP"),
        ("LEFTPADDING", *everywhere, 3),
        ("RIGHTPADDING", *everywhere, 3),
    ]
    for row in text.parsed():
        index = len(rows)
        if row.heading:
            rules.append(("SPAN", (1, index), (-1, index)))
        blank = [""] * (len(text.columns) - len(row.cells))
        rows.append([*(_cell(cell or "", bold=row.heading) for cell in row.cells), *blank])
        rules += [("SPAN", (i, index - 1), (i, index)) for i, cell in enumerate(row.cells) if cell is None]
    total = 17.2 / sum(text.widths)
    widths = [width * total * cm for width in text.widths]
    return Table(rows, colWidths=widths, repeatRows=1, style=TableStyle(rules), spaceBefore=4, spaceAfter=8)


def _closing(source: SampleSource) -> Table:
    from reportlab.lib.units import cm
    from reportlab.platypus import Paragraph, Table, TableStyle

    listed = "<br/>".join(escape(line) for line in source.recipients.splitlines())
    office = "<br/>".join(f"<b>{escape(line)}</b>" for line in source.signer)
    if source.signed:
        office += f"<br/>{escape(source.signature[-1])}"
    left = Paragraph(f"<b>Nơi nhận:</b><br/>{listed}", _style(9))
    row = [left, _centred(office, 11)]
    return Table([row], colWidths=[8.6 * cm, 8.4 * cm], style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))


def _page_number(canvas: Canvas, template: SimpleDocTemplate) -> None:
    width, height = template.pagesize
    canvas.setFont(_REGULAR, 11)
    canvas.drawCentredString(width / 2, height - 36, str(canvas.getPageNumber()))
