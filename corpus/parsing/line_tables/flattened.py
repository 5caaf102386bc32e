"""Task tables flattened into lines, as a PDF viewer or a clerk pastes them: one cell after another, over many lines.

The heading lines name the columns and the running number starts each row; :mod:`.segmentation` cuts the rows into
cells. A table whose rows do not come apart well (interleaved columns of a scan) is left to :mod:`.unreadable`: no cell
is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from corpus.model import Block, Document, Field, Source
from corpus.parsing.body.markers import parse_marker, roman_value
from corpus.parsing.body.outline import opens_annex, opens_closing
from corpus.parsing.body.parts import find_part
from corpus.parsing.line_tables.headings import heading_words, is_heading_line, is_heading_word
from corpus.parsing.line_tables.segmentation import Token, find_plausible_share, segment_rows
from corpus.parsing.line_tables.woven import is_page_number
from corpus.parsing.tables import Column, RawTask, find_columns
from corpus.text import CAPITALS, field, fold, quote

_UNIT = r"don vi|co quan|bo phan|phong|nguoi|to chuc|ca nhan"
_DUTY = r"chu tri|ph[oe]i h[oe]p|thuc hien|phu trach|trach nhiem|tham muu|dau moi|phan cong|phe duyet"
# Names of columns in a flattened heading, on skeletons; each starts a column. Matched: "stt", "noi dung cong viec",
# "don vi chu tri", "to chuc/ca nhan thuc hien", "thoi gian hoan thanh", "san pham/ket qua". Refused: "ngay", "theo".
_HEADINGS = re.compile(
    r"\b(?:(?:so )?s?tt"
    r"|(?:noi dung|nhiem vu|cong viec|hoat dong|hang muc|dau viec)"
    r"(?: (?:noi dung|nhiem vu|cong viec|hoat dong|trien khai|thuc hien))*"
    rf"|(?:(?:{_UNIT})[ ,/]*)+(?:{_DUTY})?(?: thuc hien| chinh)?|(?:{_DUTY})(?: thuc hien| chinh)?"
    r"|(?:thoi gian|thoi han|thoi diem|tien do)(?: thuc hien| hoan thanh)?|hoan thanh"
    r"|(?:ket qua|san pham|minh chung|dau ra)(?:[ /](?:ket qua|san pham|dau ra|thuc hien|hoan thanh|can dat|du kien))*"
    r"|ghi chu|(?:nguon )?kinh phi)(?![a-z])"
)
# Share of the words of a heading that its column names must cover: "STT Nội dung Chủ trì Thời gian" has all of them,
# a sentence that speaks of contents, units and times at most half.
_HEADING_COVERED = 0.8
_HEADING_OPENS = re.compile(r"(?:so )?s?tt\b")
_MAX_HEADING_LINES = 24
# Likeness (0..100) of a slip to the word that was meant: two letters that changed places in one of four make 75.
_SLIP, _SHORTEST_MENDED = 75, 4
# Matched: "1 Lập kế hoạch", "12.", "3) Rà soát", "01", "1.2 Rà soát". Refused: "2 cơ quan trở lên" (in mid
# sentence), "02/2023", "9001:2015".
_ROW_START = re.compile(rf"\s*(?P<number>\d{{1,2}})(?:\.(?P<sub>\d{{1,2}}))?[.)]?(?:\s+(?=[{CAPITALS}\d\"“(])|\s*$)")
# Matched: "I XÂY DỰNG", "II. DUY TRÌ", "I" (a cell of its own). Refused: "ISO", "IV/2024".
_GROUP = re.compile(rf"\s*(?P<label>[IVX]{{1,5}})(?:[.)]\s*|\s+(?=[{CAPITALS}])|\s*$)")
_TOKEN = re.compile(r"\S+")
# The text after the table joins the last row where no heading follows; a row twice as long as any other is cut there.
_SHORTEST_LAST_ROW = 60
_MAX_ROW_TOKENS = 250
# Share of plausible rows below which a table is not read. Tables of the samples, rewrapped at 12 to 40 columns, reach
# .88 or more; other numbered lists under a heading of this kind, in laws and programmes, .14 and .56.
_MIN_PLAUSIBLE = 0.7


@dataclass(frozen=True, slots=True)
class FlattenedTable:
    """A flattened table: its tasks and the range of the document they fill."""

    tasks: tuple[RawTask, ...]
    source: Source


Number = tuple[int, int]
"""The number of a row, and what follows its point: (3, 0) for "3", (1, 2) for "1.2"."""
_FIRST: tuple[Number, ...] = ((1, 0), (1, 1))


@dataclass(slots=True)
class _Row:
    number: Number
    group: str | None
    dotted: bool
    lines: list[Block]


def find_flattened(document: Document, lines: Sequence[Block]) -> list[FlattenedTable]:
    """Finds the flattened task tables among the lines of ``document``, in order.

    A heading of three columns or more, two running numbers from 1, and rows that come apart plausibly are required.
    """
    tables: list[FlattenedTable] = []
    while (table := _find_next(document, lines)) is not None:
        tables.append(table)
        lines = [line for line in lines if line.source.start >= table.source.end]
    return tables


def _find_next(document: Document, lines: Sequence[Block]) -> FlattenedTable | None:
    for index, line in enumerate(lines):
        if not _HEADING_OPENS.match(fold(document.slice(line.source)[:20])):
            continue
        length, columns = _read_heading(document, lines[index : index + _MAX_HEADING_LINES])
        if columns is None:
            continue
        rows = _chain_rows(document, lines[index + length :])
        if len(rows) >= 2 and (tasks := _read_rows(document, rows, columns)):
            return FlattenedTable(
                tuple(tasks), Source(line.source.start, rows[-1].lines[-1].source.end, line.source.page)
            )
    return None


def _read_heading(document: Document, lines: Sequence[Block]) -> tuple[int, tuple[Column, ...] | None]:
    """Reads the heading over one or several lines, up to row 1 or a group; returns its length and columns."""
    words: list[str] = []
    for length, line in enumerate(lines):
        text = document.slice(line.source)
        start = _ROW_START.match(text)
        if length and ((start and _number(start) in _FIRST) or _group(text, 1)):
            return length, _columns(" ".join(words))
        words.append(fold(text))
    return 0, None


def _columns(folded: str) -> tuple[Column, ...] | None:
    folded = " ".join(_mended(word) for word in folded.split())
    headings = [match[0].strip(" ,/") for match in _HEADINGS.finditer(folded)]
    covered = sum(len(heading.split()) for heading in headings)
    if len(headings) < 3 or covered < _HEADING_COVERED * len(folded.split()):
        return None
    columns = find_columns(headings)
    return columns if columns is not None and columns[0] is Column.ORDINAL else None


def _mended(word: str) -> str:
    """Returns the word of headings that ``word`` is a slip of ("gain" for "gian"), else the word itself."""
    if len(word) < _SHORTEST_MENDED or is_heading_word(word) or not word.isalpha():
        return word
    close = [known for known in heading_words() if fuzz.ratio(word, known) >= _SLIP]
    return close[0] if len(close) == 1 else word


def _chain_rows(document: Document, lines: Sequence[Block]) -> list[_Row]:
    """Groups the lines after a heading into rows by the running number (1, 2, 3).

    Ends at the next part of the plan, at its closing or at an annex. Where a group ("I XÂY DỰNG") stands before row 1,
    later groups continue the table, and the number may start again from 1.
    """
    rows: list[_Row] = []
    group: str | None = None
    groups = 0
    repeated = _find_repeated(document, lines)
    for index, line in enumerate(lines):
        if index in repeated or is_page_number(document, lines, index):
            continue
        text = document.slice(line.source)
        folded = fold(text)
        marker = parse_marker(text)
        if (not rows or groups) and _group(text, groups + 1) and find_part(folded) is None:
            group, groups = _group_heading(text), groups + 1
            continue
        if (marker is not None and marker.rank == 1) or opens_closing(folded) or opens_annex(text):
            break
        match = _ROW_START.match(text)
        number = _number(match) if match else None
        dotted = marker is not None and marker.rank == 2
        if rows and dotted and not rows[0].dotted:
            break  # "4. Trách nhiệm …" below a table that numbers its rows "1", "2"
        restarts = number in _FIRST and bool(rows) and rows[-1].group != group
        if number is not None and (_goes_on(rows[-1].number if rows else None, number) or restarts):
            rows.append(_Row(number, group, dotted, [line]))
        elif rows and rows[-1].group == group:
            rows[-1].lines.append(line)
        elif group is not None:
            group = f"{group.rstrip()} {' '.join(text.split())}"  # a group heading over several lines
    return _trim_last(document, rows)


def _number(match: re.Match[str]) -> Number:
    return int(match["number"]), int(match["sub"] or 0)


def _goes_on(last: Number | None, number: Number) -> bool:
    """Whether a row may have ``number`` after ``last``: 4 after 3, 1.3 or 2.1 after 1.2."""
    if last is None:
        return number in _FIRST
    first, sub = last
    return number == (first + 1, 0) if sub == 0 else number in {(first, sub + 1), (first + 1, 1)}


def _find_repeated(document: Document, lines: Sequence[Block]) -> set[int]:
    """Returns the lines of headings that stand again inside the table, on a new page."""
    repeated: set[int] = set()
    for index, line in enumerate(lines):
        if not _HEADING_OPENS.match(fold(document.slice(line.source)[:20])):
            continue
        stop = index
        while stop < min(len(lines), index + _MAX_HEADING_LINES) and is_heading_line(
            document.slice(lines[stop].source)
        ):
            stop += 1
        texts = [document.slice(one.source) for one in lines[index:stop]]
        columns = [_columns(fold(" ".join(texts[:length]))) or () for length in range(1, len(texts) + 1)]
        widest = max(columns, key=len, default=())
        if widest:  # the lines up to its last column; "nội bộ" below is of the row that goes on
            repeated.update(range(index, index + 1 + columns.index(widest)))
    return repeated


def _group(text: str, value: int) -> bool:
    match = _GROUP.match(text)
    return match is not None and roman_value(match["label"]) == value


def _group_heading(text: str) -> str:
    match = _GROUP.match(text)
    title = " ".join(text[match.end() :].split()) if match else ""
    return f"{match['label'] if match else ''}. {title}"


def _trim_last(document: Document, rows: list[_Row]) -> list[_Row]:
    if len(rows) < 2:
        return rows
    longest = max(_count_tokens(document, row.lines) for row in rows[:-1])
    limit = max(_SHORTEST_LAST_ROW, 2 * longest)
    last = rows[-1].lines
    while len(last) > 1 and _count_tokens(document, last) > limit:
        last.pop()
    return rows


def _count_tokens(document: Document, lines: Sequence[Block]) -> int:
    return sum(len(document.slice(line.source).split()) for line in lines)


def _read_rows(document: Document, rows: Sequence[_Row], columns: Sequence[Column]) -> list[RawTask]:
    """Returns one task for each row, ``[]`` where too few rows come apart plausibly."""
    tokens = [_tokens(document, row.lines) for row in rows]
    if not all(0 < len(row) <= _MAX_ROW_TOKENS for row in tokens):
        return []
    segments = segment_rows(tokens, columns[1:])
    if find_plausible_share(segments) < _MIN_PLAUSIBLE:
        return []
    return [
        RawTask(
            {column: _field(document, part) for column, part in cells.items() if column is not Column.OTHER},
            f"{row.number[0]}.{row.number[1]}" if row.number[1] else str(row.number[0]),
            row.group,
            Source(row.lines[0].source.start, row.lines[-1].source.end, row.lines[0].source.page),
        )
        for row, cells in zip(rows, segments, strict=True)
    ]


def _tokens(document: Document, lines: Sequence[Block]) -> list[Token]:
    tokens: list[Token] = []
    for index, line in enumerate(lines):
        text = document.slice(line.source)
        start = _ROW_START.match(text) if index == 0 else None
        for position, match in enumerate(_TOKEN.finditer(text, start.end() if start else 0)):
            begin = line.source.start + match.start()
            tokens.append(Token(Source(begin, begin + len(match[0]), line.source.page), match[0], position == 0))
    return tokens


def _field(document: Document, part: Sequence[Token]) -> Field:
    """Quotes a cell; where a heading or a page number stands between its lines, in several passages."""
    runs: list[list[Token]] = []
    for token in part:
        if not runs or document.text[runs[-1][-1].source.end : token.source.start].strip():
            runs.append([])
        runs[-1].append(token)
    return field(
        [quote(document.text, run[0].source.start, run[-1].source.end, page=run[0].source.page) for run in runs]
    )
