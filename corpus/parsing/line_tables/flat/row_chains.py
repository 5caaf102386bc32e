"""The rows of a flattened table: its lines chained by the running number that opens each row, below their groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Block, Document
from corpus.parsing.body.markers import parse_marker
from corpus.parsing.body.outline import opens_annex, opens_closing
from corpus.parsing.body.parts import find_part
from corpus.parsing.line_tables.flat.heading import read_flat_heading
from corpus.parsing.line_tables.flat.openings import (
    FIRST,
    GROUP,
    LETTER_GROUP,
    LETTERS,
    MOST_HEADING_LINES,
    ROW_START,
    Number,
    opens_group,
    opens_heading,
    read_code,
    read_group,
    read_letter,
    read_number,
)
from corpus.parsing.line_tables.headings import is_heading_line
from corpus.parsing.line_tables.page_numbers import is_page_number
from corpus.text import fold

# The text after the table joins the last row where no heading follows; a row twice as long as any other is cut there.
_SHORTEST_LAST_ROW = 60
_LINES_OF_ROW = 3
# A line so much wider than any of the rows above is no line of a cell, but the text below the table.
_WIDER, _NARROWEST = 1.6, 45


@dataclass(slots=True)
class FlatRow:
    """A row that is not cut into cells yet.

    Attributes:
        number: as printed.
        group: heading it stands under.
        code: letters before the number ("NV" of "NV1").
        dotted: whether its number is written as that of a heading ("4.").
        lines: of the row, the one with its number first.
        numbered: whether it has a number of its own.
    """

    number: Number
    group: str | None
    dotted: bool
    lines: list[Block]
    code: str = ""
    numbered: bool = True

    @property
    def ordinal(self) -> str | None:
        """The number as one quotes it: "3", "1.2", "NV1"; ``None`` where it is that of the row before."""
        if not self.numbered:
            return None
        number = f"{self.number[0]}.{self.number[1]}" if self.number[1] else str(self.number[0])
        spaced = " " if self.code[1:].islower() else ""
        return f"{self.code}{spaced}{number}"


def chain_rows(document: Document, lines: Sequence[Block]) -> list[FlatRow]:
    """Groups the lines after a heading into rows by the running number (1, 2, 3).

    Ends at the next part of the plan, at its closing or at an annex. Where a group ("I XÂY DỰNG", "A. CHUẨN BỊ") stands
    before row 1, later groups continue the table, and the number may start again from 1.
    """
    rows: list[FlatRow] = []
    group: str | None = None
    groups = letters = 0
    repeated = _find_repeated(document, lines)
    for index, line in enumerate(lines):
        if index in repeated or (index and is_page_number(document, lines, index)):  # the first is row 1, or a group
            continue
        text = document.slice(line.source)
        folded = fold(text)
        marker = parse_marker(text)
        lettered = read_letter(text) if (not rows or letters) and letters < len(LETTERS) else None
        if lettered == LETTERS[letters : letters + 1] and find_part(folded) is None:
            group, letters, groups = read_group(text, LETTER_GROUP), letters + 1, 0
            continue
        if (not rows or groups or letters) and opens_group(text, groups + 1) and find_part(folded) is None:
            group, groups = read_group(text, GROUP), groups + 1
            continue
        if rows and read_letter(text) and find_part(folded) is not None:
            break
        if (marker is not None and marker.rank == 1) or opens_closing(folded) or opens_annex(text):
            break
        match = ROW_START.match(text)
        if match and rows and read_code(match) != rows[0].code:
            match = None  # "T5 Báo cáo" in a table that numbers its rows "1", "2"
        number = read_number(match) if match else None
        dotted = marker is not None and marker.rank == 2
        if rows and dotted and not rows[0].dotted:
            break  # "4. Trách nhiệm …" below a table that numbers its rows "1", "2"
        restarts = number in FIRST and bool(rows) and rows[-1].group != group
        slips = number is not None and bool(rows) and _slips(rows[-1], number)
        if number is not None and (_goes_on(rows[-1].number if rows else None, number) or restarts or slips):
            rows.append(FlatRow(number, group, dotted, [line], read_code(match) if match else ""))
        elif rows and rows[-1].group == group:
            rows[-1].lines.append(line)
        elif group is not None:
            group = f"{group.rstrip()} {' '.join(text.split())}"  # a group heading over several lines
    return _under_topics(document, _trim_last(document, rows))


def _under_topics(document: Document, rows: Sequence[FlatRow]) -> list[FlatRow]:
    """Makes groups of the rows that only head others: "1 Chuẩn bị" above "1.1 …"."""
    kept: list[FlatRow] = []
    topic: str | None = None
    for place, row in enumerate(rows):
        first, sub = row.number
        if sub == 0 and rows[place + 1 : place + 2] and rows[place + 1].number == (first, 1):
            words = " ".join(document.slice(line.source) for line in row.lines).split()
            topic = f"{first}. {' '.join(words[1:])}"
            continue
        topic = topic if sub else None
        kept.append(replace(row, group=topic or row.group))
    return kept


def _goes_on(last: Number | None, number: Number) -> bool:
    """Whether a row may have ``number`` after ``last``: 4 after 3, 1.3 or 2.1 after 1.2."""
    if last is None:
        return number in FIRST
    first, sub = last
    if sub == 0:
        return number in {(first + 1, 0), (first, 1)}
    return number in {(first, sub + 1), (first + 1, 1), (first + 1, 0)}


def _slips(last: FlatRow, number: Number) -> bool:
    """Whether a row may have ``number`` by a slip of the typist: that of the last once more, or the one after the next.

    A line that goes on a cell may open with a number too, so the last row must have the lines of several cells.
    """
    first, sub = last.number
    return sub == number[1] == 0 and number[0] in {first, first + 2} and len(last.lines) >= _LINES_OF_ROW


def _find_repeated(document: Document, lines: Sequence[Block]) -> set[int]:
    """Returns the lines of headings that stand again inside the table, on a new page."""
    repeated: set[int] = set()
    for index, line in enumerate(lines):
        if not opens_heading(document.slice(line.source)):
            continue
        stop = index
        while stop < min(len(lines), index + MOST_HEADING_LINES) and is_heading_line(
            document.slice(lines[stop].source)
        ):
            stop += 1
        texts = [document.slice(one.source) for one in lines[index:stop]]
        read = [read_flat_heading(texts[:length]) for length in range(1, len(texts) + 1)]
        columns = [heading.columns if heading else () for heading in read]
        widest = max(columns, key=len, default=())
        if widest:  # the lines up to its last column; "nội bộ" below is of the row that goes on
            repeated.update(range(index, index + 1 + columns.index(widest)))
    return repeated


def _trim_last(document: Document, rows: list[FlatRow]) -> list[FlatRow]:
    if len(rows) < 2:
        return rows
    longest = max(_count_tokens(document, row.lines) for row in rows[:-1])
    limit = max(_SHORTEST_LAST_ROW, 2 * longest)
    last = rows[-1].lines
    widest = max(line.source.end - line.source.start for row in rows[:-1] for line in row.lines)
    for place, line in enumerate(last[1:], 1):
        if line.source.end - line.source.start > max(_NARROWEST, _WIDER * widest):
            del last[place:]
            break
    while len(last) > 1 and _count_tokens(document, last) > limit:
        last.pop()
    return rows


def _count_tokens(document: Document, lines: Sequence[Block]) -> int:
    return sum(len(document.slice(line.source).split()) for line in lines)
