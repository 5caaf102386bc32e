"""Plain text: cutting the decoded text into lines, and rows parted by tabs or pipes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.errors import UnreadableDocument
from corpus.model import Block, BlockKind, Cell, Source
from corpus.reading.builder import Reading
from corpus.reading.encodings import decode_bytes
from corpus.reading.text.pipe_tables import PipeRow, find_pipe_rows

# A line is what stands between line ends and form feeds; U+2028 and the like stay inside it.
_LINE = re.compile(r"[^\r\n\f]+")
_LINE_END = re.compile(r"\r\n|\r|\n")
# The mark of a heading in Markdown, which is no word of it. Matches "## Mục tiêu"; refuses "#1".
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
# Matches the bell and escape of a binary file; refuses tab, line ends, form feed and the Ctrl-Z of old editors.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
# A few stray controls come with real files (TCVN3 remains); a binary that happens to decode holds far more.
_MAX_CONTROL_SHARE = 0.01


def read_text(data: bytes) -> Reading:
    """Reads a plain text; line ends and normal form stay as found, a byte order mark does not.

    Text in an old encoding (TCVN3, VNI, windows-1258, UTF-8 encoded twice) is decoded, with the problem
    ``LEGACY_ENCODING``; a file broken in a few places is read around them, with ``BYTES_NOT_READ``.

    Raises:
        UnreadableDocument: ``UNKNOWN_ENCODING`` or ``UNKNOWN_FORMAT``.
    """
    decoded = decode_bytes(data)
    text = decoded.text
    if "\x00" in text or len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise UnreadableDocument(
            "Tệp không phải văn bản thuần; hãy dùng tài liệu Word (.docx), PDF có lớp chữ hoặc tệp .txt.",
            code="UNKNOWN_FORMAT",
        )
    blocks, last_page = _cut(text)
    return Reading(text, blocks, wrapped=True, pages=last_page, problems=decoded.problems)


def _cut(text: str) -> tuple[tuple[Block, ...], int | None]:
    """Returns the blocks and the number of pages (``None`` without form feeds)."""
    paged = "\f" in text
    lines = list(_LINE.finditer(text))
    piped = _piped(text, lines) if "|" in text else {}
    tables = _Tables()
    blocks: list[Block] = []
    page, previous_end = 1, 0
    for number, match in enumerate(lines):
        start, end = match.span()
        gap = text[previous_end:start]
        page += gap.count("\f")
        if len(_LINE_END.findall(gap)) > 1 or not match.group().strip():
            tables.end()
        previous_end = end
        row = piped.get(number)
        if not match.group().strip() or (number in piped and row is None):
            continue
        source = Source(start, end, page if paged else None)
        if row is not None:
            cells = tuple(Cell(Source(start + left, start + right, source.page)) for left, right in row.cells)
            blocks.append(Block(BlockKind.ROW, source, cells, tables.piped(row.table)))
        elif tables.holds(match.group()):
            blocks.append(Block(BlockKind.ROW, source, _cells(match.group(), source), tables.number))
        else:
            heading = _HEADING.match(match.group())
            begin = start + (heading.end() if heading else 0)
            blocks.append(Block(BlockKind.PARAGRAPH, Source(begin, end, source.page)))
    return tuple(blocks), page if paged else None


def _piped(text: str, lines: Sequence[re.Match[str]]) -> dict[int, PipeRow | None]:
    """Returns the pipe row of each line that is one, by its number; an empty line between two lines ends a table."""
    shown: list[str] = []
    numbers: list[int] = []
    end = 0
    for number, line in enumerate(lines):
        if len(_LINE_END.findall(text[end : line.start()])) > 1:
            shown.append("")
            numbers.append(-1)
        shown.append(line.group())
        numbers.append(number)
        end = line.end()
    return {numbers[place]: row for place, row in find_pipe_rows(shown).items()}


class _Tables:
    """Numbers the tables of a text in reading order, and knows which lines parted by tabs are rows."""

    def __init__(self) -> None:
        self.number = -1
        self._columns = 0  # of the table that the previous line belongs to, 0 outside a table
        self._piped: int | None = None

    def end(self) -> None:
        """Ends the table parted by tabs that is open."""
        self._columns = 0

    def piped(self, table: int) -> int:
        """Returns the number of the pipe table that is the ``table``-th of its kind."""
        self.end()
        if table != self._piped:
            self._piped = table
            self.number += 1
        return self.number

    def holds(self, line: str) -> bool:
        """Tells whether a line is a row; a tab that only indents makes none, except among rows with as many cells."""
        count = line.count("\t") + 1
        if count > 1 and (count == self._columns or "\t" in line.strip()):
            self.number += self._columns == 0
            self._columns = count
            return True
        self.end()
        return False


def _cells(line: str, source: Source) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    start = source.start
    for piece in line.split("\t"):
        cells.append(Cell(Source(start, start + len(piece), source.page)))
        start += len(piece) + 1
    return tuple(cells)
