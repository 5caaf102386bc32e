"""PDF files written by hand or bent from sound ones: no pages, pages in a circle, huge boxes, bombs, passwords."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

from corpus.samples.render_pdf import FONTS

from .packages import PLAN, blanks

_FONT = "hostile"
_ASCII = "KE HOACH danh gia noi bo nam 2024"
_PASSWORD = "mat-khau"  # noqa: S105 - a made-up file


def written(text: str = PLAN, pages: int = 1, password: str | None = None, owner: str = "chu") -> bytes:
    """Returns a sound PDF with a text layer; ``password`` opens it, an empty one leaves it open to all."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(_FONT, str(FONTS / "DejaVuSerif.ttf")))
    buffer = io.BytesIO()
    lock = None if password is None else StandardEncryption(password, ownerPassword=owner, strength=128)
    canvas = Canvas(buffer, invariant=1, encrypt=lock)
    for _ in range(pages):
        canvas.setFont(_FONT, 13)
        canvas.drawString(72, 760, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def locked() -> bytes:
    """Returns a PDF that asks for a password."""
    return written(password=_PASSWORD)


def by_hand(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Returns a PDF of ``objects``, numbered from 1, the first being the catalogue."""
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Returns a stream object."""
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), entries, content)


_CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
_FONT_OBJECT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_SHOWN = b"BT /F1 14 Tf 72 700 Td (%s) Tj ET" % _ASCII.encode()


def one_page(content: bytes, box: bytes = b"0 0 595 842", more: bytes = b"", extra: Sequence[bytes] = ()) -> bytes:
    """Returns a PDF of one page with ``content``; ``more`` are further resources, ``extra`` objects from number 6."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %s >> >>"
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return by_hand([_CATALOGUE, tree, page % (box, more), stream(content), _FONT_OBJECT, *extra])


def ascii_page(box: bytes = b"0 0 595 842") -> bytes:
    """Returns a PDF whose text has no accents, on paper of the size of ``box``."""
    return one_page(_SHOWN, box)


def no_pages() -> bytes:
    """Returns a PDF whose page tree is empty."""
    return by_hand([_CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>"])


def pages_in_a_circle() -> bytes:
    """Returns a PDF whose page tree is its own child."""
    return by_hand([_CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])


def many_pages(count: int) -> bytes:
    """Returns a PDF of so many pages, all the same object."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>"
    kids = b"3 0 R " * count
    return by_hand([_CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), page])


def promised_pages(count: int) -> bytes:
    """Returns a PDF that says it has so many pages and has one."""
    fonts = b"/Resources << /Font << /F1 5 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % fonts
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count %d >>" % count
    return by_hand([_CATALOGUE, tree, page, stream(_SHOWN), _FONT_OBJECT])


def inflating(megabytes: int) -> bytes:
    """Returns a PDF whose page content inflates to so many megabytes."""
    packed = b"\x78\x9c" + blanks(megabytes)  # a zlib head before the raw stream
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return by_hand([_CATALOGUE, tree, page, stream(packed, b"/Filter /FlateDecode ")])


def form_in_itself() -> bytes:
    """Returns a PDF whose form draws itself."""
    form = stream(
        b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /X 6 0 R >> >> "
    )
    return one_page(_SHOWN + b" /X Do", more=b"/XObject << /X 6 0 R >>", extra=[form])


def rules(count: int) -> bytes:
    """Returns a PDF of so many rules, crossing one another."""
    drawn = b"".join(
        b"%d 0 m %d 842 l S 0 %d m 595 %d l S\n" % (x, x, x, x) for x in (index % 590 for index in range(count // 2))
    )
    return one_page(drawn + _SHOWN)


def picture_page(width: int, height: int, box: bytes = b"0 0 595 842", pixels: bytes | None = None) -> bytes:
    """Returns a PDF whose page is one grey picture said to be ``width`` × ``height``, white unless told by ``pixels``.

    The picture covers the box; of a picture said to be huge only a beginning is there.
    """
    grey = b"\xff" * min(width * height, 1_000_000) if pixels is None else pixels
    entries = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode "
    picture = stream(zlib.compress(grey), entries + b"/Width %d /Height %d " % (width, height))
    wide, high = box.split()[2:]
    drawn = b"q %s 0 0 %s 0 0 cm /X Do Q" % (wide, high)
    return one_page(drawn, box, b"/XObject << /X 6 0 R >>", [picture])


def circular_tables() -> bytes:
    """Returns a PDF whose cross-reference table names itself as the one before it."""
    data = ascii_page()
    start = data.rindex(b"startxref") + 10
    place = data[start : data.index(b"\n", start)]
    return data.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %s " % place)
