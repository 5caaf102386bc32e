"""Plain text: decoding bytes, and cutting the text into lines and tab-separated rows."""

from __future__ import annotations

import codecs
import re

from corpus.errors import UnreadableDocument
from corpus.model import Block, BlockKind, Cell, Layer, Source
from corpus.reading.builder import Reading
from corpus.reading.quality import MIN_TOKENS, grade_text, score_text

# A line is what stands between line ends and form feeds; U+2028 and the like stay inside it.
_LINE = re.compile(r"[^\r\n\f]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
# Matches the bell and escape of a binary file; refuses tab, line ends, form feed and the Ctrl-Z of old editors.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
# A few stray controls come with real files (TCVN3 remains); a binary that happens to decode holds far more.
_MAX_CONTROL_SHARE = 0.01
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_text(data: bytes) -> Reading:
    """Reads a plain text; line ends stay as found, a byte order mark does not.

    Raises:
        UnreadableDocument: ``UNKNOWN_ENCODING`` or ``UNKNOWN_FORMAT``.
    """
    text = decode(data)
    if "\x00" in text or len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise UnreadableDocument(
            "Tệp không phải văn bản thuần; hãy dùng tài liệu Word (.docx), PDF có lớp chữ hoặc tệp .txt.",
            code="UNKNOWN_FORMAT",
        )
    blocks, last_page = _cut(text)
    return Reading(text, blocks, wrapped=True, pages=last_page)


def decode(data: bytes) -> str:
    """Decodes UTF-8 and UTF-16 with a mark; windows-1258 only when the result is undamaged Vietnamese.

    Raises:
        UnreadableDocument: ``UNKNOWN_ENCODING``.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _decoded(data[len(bom) :], encoding)
            break
    else:
        text = _decoded(data, "utf-8")
        if text is None:
            text = _good_windows_1258(data)
    if text is None:
        raise UnreadableDocument(
            "Không nhận ra bảng mã của tệp văn bản (có thể là TCVN3, VNI hoặc tệp hỏng); "
            "hãy lưu lại bằng bảng mã Unicode UTF-8.",
            code="UNKNOWN_ENCODING",
        )
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _good_windows_1258(data: bytes) -> str | None:
    text = _decoded(data, "cp1258")
    if text is None or score_text(text)[1] < MIN_TOKENS or grade_text(text).layer is not Layer.NATIVE:
        return None
    return text


def _cut(text: str) -> tuple[tuple[Block, ...], int | None]:
    """Returns the blocks and the number of pages (``None`` without form feeds)."""
    paged = "\f" in text
    blocks: list[Block] = []
    table = -1
    columns = 0  # of the table that the previous line belongs to, 0 outside a table
    page, previous_end = 1, 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        gap = text[previous_end:start]
        page += gap.count("\f")
        if len(_LINE_END.findall(gap)) > 1 or not match.group().strip():
            columns = 0
        previous_end = end
        if not match.group().strip():
            continue
        source = Source(start, end, page if paged else None)
        # A tab that only indents makes no row, except in a table whose rows have as many cells.
        count = match.group().count("\t") + 1
        if count > 1 and (count == columns or "\t" in match.group().strip()):
            table += columns == 0
            columns = count
            blocks.append(Block(BlockKind.ROW, source, _cells(match.group(), source), table))
        else:
            columns = 0
            blocks.append(Block(BlockKind.PARAGRAPH, source))
    return tuple(blocks), page if paged else None


def _cells(line: str, source: Source) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    start = source.start
    for piece in line.split("\t"):
        cells.append(Cell(Source(start, start + len(piece), source.page)))
        start += len(piece) + 1
    return tuple(cells)
