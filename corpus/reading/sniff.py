"""Telling what bytes are by their content, never by a file name."""

from __future__ import annotations

import codecs
import re

from corpus.errors import UnreadableDocument
from corpus.reading.container.archive import ZIP_MAGICS
from corpus.reading.container.compound import OLE_MAGIC
from corpus.reading.encodings import guess_utf16
from corpus.reading.media_type import MediaType, not_supported, unknown_format
from corpus.reading.options import MAX_BYTES
from corpus.reading.web.mhtml import is_message, is_mhtml

__all__ = ["MediaType", "sniff"]

_HEAD = 1024  # a PDF may begin with that much foreign matter (ISO 32000-1, implementation note 13 of Annex H)
_MARKUP_HEAD = 8 * 1024  # the root element of a flat OpenDocument declares some 40 namespaces before it says its kind

# First bytes that tell a format by themselves.
_MAGIC = (
    (b"{\\rtf", MediaType.RTF),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"II+\x00", MediaType.TIFF),  # BigTIFF
    (b"MM\x00+", MediaType.TIFF),
)
_IMAGE = ("Ảnh dạng này", "chuyển thành PNG, JPEG hoặc TIFF rồi tải lên")
_PACKED = ("Tệp nén dạng này", "giải nén rồi tải lên từng tệp, hoặc nén lại dạng .zip")
# Matches the first bytes of the format named by its advice. The bitmap asks for its header size too: "BM.01 ..." may
# begin a form.
_REFUSED = (
    (re.compile(rb"GIF8[79]a"), _IMAGE),
    (re.compile(rb"BM.{4}\x00{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00", re.DOTALL), _IMAGE),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), _IMAGE),
    (re.compile(rb".{4}ftyp(?:hei[cfmsx]|hev[cmsx]|mif1|msf1|avi[fs])", re.DOTALL), _IMAGE),
    (re.compile(rb"\x00\x00\x00\x0cjP  |AT&TFORM"), _IMAGE),
    (re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08|BZh[1-9]1AY&SY|\xfd7zXZ\x00|MSCF\x00{4}"), _PACKED),
    (re.compile(rb".{257}ustar", re.DOTALL), _PACKED),
)

# Matches what may stand before the first element: white space, an XML declaration, comments.
_PROLOGUE = r"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*"
# Matches "<!DOCTYPE html>" and "<html lang=...>"; refuses a plan that begins with "<Kính gửi>".
_HTML = re.compile(
    _PROLOGUE + r"<(?:!doctype\s+html|(?:html|head|body|meta|title|style|script|link)[\s>/])", re.IGNORECASE | re.DOTALL
)
# Matches "<table border=1>", as programs export under the name .xls; refuses "<p" without an end.
_FRAGMENT = re.compile(_PROLOGUE + r"<(?:table|center|font|div|p|span|h[1-6])(?:\s[^<>]*)?>", re.IGNORECASE | re.DOTALL)
# Matches '<?mso-application progid="Word.Document"?>' after an XML declaration; refuses a text that mentions it.
_OFFICE_XML = re.compile(_PROLOGUE + r"<\?mso-application\s+progid=[\"'](Word\.Document|Excel\.Sheet)[\"']", re.DOTALL)
# Matches the root of a flat OpenDocument with its kind; refuses one of a drawing.
_FLAT_OPEN_DOCUMENT = re.compile(
    _PROLOGUE + r"<office:document\s[^>]*office:mimetype=[\"']application/vnd\.oasis\.opendocument\.(text|spreadsheet)",
    re.DOTALL,
)
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_TEXT = tuple(mark for mark, _ in _WIDE_MARKS)


def sniff(data: bytes, max_bytes: int = MAX_BYTES) -> MediaType:
    """Returns the format of ``data``, which may hold ``max_bytes`` at most.

    Raises:
        UnreadableDocument: ``EMPTY_FILE``, ``FILE_TOO_LARGE``, ``UNKNOWN_FORMAT``, ``FORMAT_NOT_SUPPORTED``,
            ``ARCHIVE_SUSPICIOUS``; ``DOCX_ENCRYPTED``, ``DOC_ENCRYPTED``, ``ODT_ENCRYPTED``, ``ODS_ENCRYPTED``;
            ``DOCX_DAMAGED``, ``XLSX_DAMAGED``, ``ODT_DAMAGED``, ``DOC_DAMAGED`` or ``ZIP_DAMAGED``.
    """
    if not data:
        raise UnreadableDocument(
            "Tệp rỗng, không có nội dung; hãy kiểm tra lại tệp và tải lên lần nữa.", code="EMPTY_FILE"
        )
    if len(data) > max_bytes:
        limit = max_bytes // (1024 * 1024)
        raise UnreadableDocument(f"Tệp lớn hơn {limit} MB; hãy tách hoặc giảm dung lượng tệp.", code="FILE_TOO_LARGE")
    known = _sniff_magic(data)
    if known is not None:
        return known
    if _is_pdf(data):
        return MediaType.PDF
    head = _head_text(data)
    markup = _sniff_markup(head)
    if markup is not None:
        return markup
    if is_message(data):
        if is_mhtml(data):
            return MediaType.HTML
        raise not_supported("Thư điện tử", "lưu riêng nội dung thư và từng tệp đính kèm rồi tải lên")
    if b"\x00" in data and not data.startswith(_WIDE_TEXT) and not guess_utf16(data):
        raise unknown_format()
    return _sniff_text(data, is_fragment=_FRAGMENT.match(head) is not None)


def _sniff_magic(data: bytes) -> MediaType | None:
    """Tells formats by their first bytes. It comes before the PDF: a zip may store one, uncompressed, at its start."""
    if data.startswith(ZIP_MAGICS):
        from corpus.reading.container.package import sniff_zip

        return sniff_zip(data)
    if data.startswith(OLE_MAGIC):
        from corpus.reading.container.package import sniff_compound

        return sniff_compound(data)
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    for pattern, (what, advice) in _REFUSED:
        if pattern.match(data):
            raise not_supported(what, advice)
    return None


def _is_pdf(data: bytes) -> bool:
    """A text that mentions "%PDF-" is no PDF: foreign matter in front is believed only before a real trailer."""
    at = data[:_HEAD].find(b"%PDF-")
    return at >= 0 and (not data[:at].strip(b"\xef\xbb\xbf \t\r\n\x00") or b"startxref" in data)


def _head_text(data: bytes) -> str:
    """Returns the beginning as text whose ASCII is right, whatever the encoding."""
    head = data[:_MARKUP_HEAD]
    for mark, encoding in _WIDE_MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    if b"\x00" in head and (unmarked := guess_utf16(head)):
        return head.decode(unmarked, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _sniff_markup(head: str) -> MediaType | None:
    """Tells HTML, pages saved as one file, and the XML forms of Word, Excel and OpenDocument."""
    if office := _OFFICE_XML.match(head):
        return MediaType.DOC if office.group(1).startswith("Word") else MediaType.XLS
    if flat := _FLAT_OPEN_DOCUMENT.match(head):
        return MediaType.ODT if flat.group(1) == "text" else MediaType.ODS
    if _HTML.match(head):
        return MediaType.HTML
    return None


def _sniff_text(data: bytes, *, is_fragment: bool) -> MediaType:
    """Tells Markdown, which may begin with a tag, from a piece of a page and from plain text."""
    from corpus.reading.text.markdown import looks_like_markdown

    try:
        if looks_like_markdown(data.removeprefix(codecs.BOM_UTF8).decode("utf-8")):
            return MediaType.MARKDOWN
    except UnicodeDecodeError:  # an older encoding, in which nobody wrote Markdown
        pass
    return MediaType.HTML if is_fragment else MediaType.TEXT
