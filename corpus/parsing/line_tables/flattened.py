"""Task tables flattened into lines, as a PDF viewer or a clerk pastes them: one cell after another, over many lines.

The heading lines name the columns and the running number starts each row; :mod:`.segmentation` cuts the rows into
cells. A table whose rows do not come apart well (interleaved columns of a scan) is left to :mod:`.unreadable`: no cell
is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Block, Document, Field, Source
from corpus.parsing.body.markers import parse_marker, roman_value
from corpus.parsing.body.outline import opens_annex, opens_closing
from corpus.parsing.body.paragraphs import is_uppercase
from corpus.parsing.body.parts import find_part
from corpus.parsing.line_tables.heading_cells import FlatHeading, read_flat_heading
from corpus.parsing.line_tables.headings import is_heading_line
from corpus.parsing.line_tables.segmentation import UNITS, Cells, Token, find_plausible_share, names_units, segment_rows
from corpus.parsing.line_tables.torn_names import find_torn
from corpus.parsing.line_tables.woven import is_page_number
from corpus.parsing.tables import Column, RawTask
from corpus.text import CAPITALS, field, fold, quote

_HEADING_OPENS = re.compile(r"(?:so )?s?tt\b")
_MAX_HEADING_LINES = 24
# Matched: "1 Lập kế hoạch", "12.", "3) Rà soát", "01", "1.2 Rà soát". Refused: "2 cơ quan trở lên" (in mid
# sentence), "02/2023", "9001:2015".
_ROW_START = re.compile(rf"\s*(?P<number>\d{{1,2}})(?:\.(?P<sub>\d{{1,2}}))?[.)]?(?:\s+(?=[{CAPITALS}\d\"“(])|\s*$)")
# Matched: "I XÂY DỰNG", "II. DUY TRÌ", "I" (a cell of its own). Refused: "ISO", "IV/2024".
_GROUP = re.compile(rf"\s*(?P<label>[IVX]{{1,5}})(?:[.)]\s*|\s+(?=[{CAPITALS}])|\s*$)")
# Matched: "A. CHUẨN BỊ", "B GIAI ĐOẠN ÁP DỤNG". Refused: "A", "B12".
_LETTER_GROUP = re.compile(rf"\s*(?P<label>[A-EĐ])(?:[.)]\s*|\s+)(?=[{CAPITALS}])")
_LETTERS = "ABCDĐE"
# A mark below a period column, alone on its line.
_PERIOD_MARK = re.compile(r"\s*[xX×✓✔√+*]\s*")
_TOKEN = re.compile(r"\S+")
# The text after the table joins the last row where no heading follows; a row twice as long as any other is cut there.
_SHORTEST_LAST_ROW = 60
_MAX_ROW_TOKENS = 250
_LINES_OF_ROW = 3
# A line so much wider than any of the rows above is no line of a cell, but the text below the table.
_WIDER, _NARROWEST = 1.6, 45
# Share of plausible rows below which a table is not read. Tables of the samples, rewrapped at 12 to 40 columns, reach
# .88 or more; other numbered lists under a heading of this kind, in laws and programmes, .14 and .56.
_MIN_PLAUSIBLE = 0.7
_MOSTLY = 0.6  # share of the rows that must have a deadline in a column whose name is not known


@dataclass(frozen=True, slots=True)
class FlattenedTable:
    """A flattened table.

    Attributes:
        tasks: one for each row.
        source: the range of the document they fill.
        passages: the rows that did not come apart.
        partly: whether a row or a cell is not claimed.
        periods_unread: whether it had period columns, whose marks have lost their columns.
    """

    tasks: tuple[RawTask, ...]
    source: Source
    passages: tuple[Field, ...] = ()
    partly: bool = False
    periods_unread: bool = False


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
        length, heading = _read_heading(document, lines[index : index + _MAX_HEADING_LINES])
        if heading is None:
            continue
        rows = _chain_rows(document, lines[index + length :])
        if len(rows) >= 2 and (read := _read_rows(document, rows, heading)):
            source = Source(line.source.start, rows[-1].lines[-1].source.end, line.source.page)
            return FlattenedTable(read.tasks, source, read.passages, read.partly, heading.periods is not None)
    return None


def _read_heading(document: Document, lines: Sequence[Block]) -> tuple[int, FlatHeading | None]:
    """Reads the heading over one or several lines, up to row 1 or a group; returns its length and columns."""
    texts: list[str] = []
    for length, line in enumerate(lines):
        text = document.slice(line.source)
        start = _ROW_START.match(text)
        if length and ((start and _number(start) in _FIRST) or _group(text, 1) or _letter(text) == _LETTERS[0]):
            return length, read_flat_heading(texts)
        texts.append(text)
    return 0, None


def _chain_rows(document: Document, lines: Sequence[Block]) -> list[_Row]:
    """Groups the lines after a heading into rows by the running number (1, 2, 3).

    Ends at the next part of the plan, at its closing or at an annex. Where a group ("I XÂY DỰNG", "A. CHUẨN BỊ") stands
    before row 1, later groups continue the table, and the number may start again from 1.
    """
    rows: list[_Row] = []
    group: str | None = None
    groups = letters = 0
    repeated = _find_repeated(document, lines)
    for index, line in enumerate(lines):
        if index in repeated or is_page_number(document, lines, index):
            continue
        text = document.slice(line.source)
        folded = fold(text)
        marker = parse_marker(text)
        lettered = _letter(text) if (not rows or letters) and letters < len(_LETTERS) else None
        if lettered == _LETTERS[letters : letters + 1] and find_part(folded) is None:
            group, letters, groups = _group_heading(text, _LETTER_GROUP), letters + 1, 0
            continue
        if (not rows or groups or letters) and _group(text, groups + 1) and find_part(folded) is None:
            group, groups = _group_heading(text, _GROUP), groups + 1
            continue
        if rows and _letter(text) and find_part(folded) is not None:
            break
        if (marker is not None and marker.rank == 1) or opens_closing(folded) or opens_annex(text):
            break
        match = _ROW_START.match(text)
        number = _number(match) if match else None
        dotted = marker is not None and marker.rank == 2
        if rows and dotted and not rows[0].dotted:
            break  # "4. Trách nhiệm …" below a table that numbers its rows "1", "2"
        restarts = number in _FIRST and bool(rows) and rows[-1].group != group
        slips = number is not None and bool(rows) and _slips(rows[-1], number)
        if number is not None and (_goes_on(rows[-1].number if rows else None, number) or restarts or slips):
            rows.append(_Row(number, group, dotted, [line]))
        elif rows and rows[-1].group == group:
            rows[-1].lines.append(line)
        elif group is not None:
            group = f"{group.rstrip()} {' '.join(text.split())}"  # a group heading over several lines
    return _under_topics(document, _trim_last(document, rows))


def _under_topics(document: Document, rows: Sequence[_Row]) -> list[_Row]:
    """Makes groups of the rows that only head others: "1 Chuẩn bị" above "1.1 …"."""
    kept: list[_Row] = []
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


def _number(match: re.Match[str]) -> Number:
    return int(match["number"]), int(match["sub"] or 0)


def _goes_on(last: Number | None, number: Number) -> bool:
    """Whether a row may have ``number`` after ``last``: 4 after 3, 1.3 or 2.1 after 1.2."""
    if last is None:
        return number in _FIRST
    first, sub = last
    if sub == 0:
        return number in {(first + 1, 0), (first, 1)}
    return number in {(first, sub + 1), (first + 1, 1), (first + 1, 0)}


def _slips(last: _Row, number: Number) -> bool:
    """Whether a row may have ``number`` by a slip of the typist: that of the last once more, or the one after the next.

    A line that goes on a cell may open with a number too, so the last row must have the lines of several cells.
    """
    first, sub = last.number
    return sub == number[1] == 0 and number[0] in {first, first + 2} and len(last.lines) >= _LINES_OF_ROW


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
        read = [read_flat_heading(texts[:length]) for length in range(1, len(texts) + 1)]
        columns = [heading.columns if heading else () for heading in read]
        widest = max(columns, key=len, default=())
        if widest:  # the lines up to its last column; "nội bộ" below is of the row that goes on
            repeated.update(range(index, index + 1 + columns.index(widest)))
    return repeated


def _group(text: str, value: int) -> bool:
    match = _GROUP.match(text)
    return match is not None and roman_value(match["label"]) == value


def _letter(text: str) -> str | None:
    """Returns the letter of a group whose title is in capitals or follows a mark."""
    match = _LETTER_GROUP.match(text)
    if match is None:
        return None
    marked = text[match.end("label") :].lstrip()[:1] in {".", ")"}
    return match["label"] if marked or is_uppercase(text) else None


def _group_heading(text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.match(text)
    title = " ".join(text[match.end() :].split()) if match else ""
    return f"{match['label'] if match else ''}. {title}"


def _trim_last(document: Document, rows: list[_Row]) -> list[_Row]:
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


@dataclass(frozen=True, slots=True)
class _Read:
    tasks: tuple[RawTask, ...]
    passages: tuple[Field, ...]
    partly: bool


def _read_rows(document: Document, rows: Sequence[_Row], heading: FlatHeading) -> _Read | None:
    """Returns one task for each row that comes apart, ``None`` where too few do."""
    tokens = [_tokens(document, row.lines) for row in rows]
    if not all(0 < len(row) <= _MAX_ROW_TOKENS for row in tokens):
        return None
    columns = heading.columns[1:]
    segments = _segment(tokens, heading)
    apart = sum(Column.CONTENT in cells for cells in segments)
    if find_plausible_share(segments) < _MIN_PLAUSIBLE or apart < _MIN_PLAUSIBLE * len(rows):
        return None
    texts = [
        {column: " ".join(token.text for token in cells.get(column, ())) for column in columns} for cells in segments
    ]
    torn = find_torn(texts, columns)
    tasks: list[RawTask] = []
    passages: list[Field] = []
    for row, cells, wrong in zip(rows, segments, torn, strict=True):
        source = Source(row.lines[0].source.start, row.lines[-1].source.end, row.lines[0].source.page)
        if Column.CONTENT not in cells or Column.CONTENT in wrong or not _is_apart(cells, columns):
            passages.append(field([quote(document.text, source.start, source.end, page=source.page)]))
            continue
        claimed: dict[Column, Field] = {
            column: _field(document, part)
            for column, part in cells.items()
            if column is not Column.OTHER and column not in wrong
        }
        ordinal = f"{row.number[0]}.{row.number[1]}" if row.number[1] else str(row.number[0])
        tasks.append(RawTask(claimed, ordinal, row.group, source))
    return _Read(tuple(tasks), tuple(passages), bool(passages) or any(torn))


def _is_apart(cells: Cells, columns: Sequence[Column]) -> bool:
    """Whether a row came apart: where the table has units or times, its work did not swallow all of them."""
    other = UNITS | {Column.TIME}
    return not other & set(columns) or (bool(other & set(cells)) and (Column.TIME in cells or names_units(cells)))


def _segment(rows: Sequence[Sequence[Token]], heading: FlatHeading) -> list[Cells]:
    columns = heading.columns
    if heading.periods is not None:
        return _segment_beside(rows, columns[1:], heading.periods - 1)
    if heading.unknown is not None and Column.TIME not in columns:
        # "Khi nào xong": what a column holds may tell what its name does not.
        named = [Column.TIME if place == heading.unknown else column for place, column in enumerate(columns)]
        timed = segment_rows(rows, named[1:])
        if sum(Column.TIME in cells for cells in timed) >= _MOSTLY * len(rows):
            return timed
    return segment_rows(rows, columns[1:])


def _segment_beside(rows: Sequence[Sequence[Token]], columns: Sequence[Column], periods: int) -> list[Cells]:
    """Cuts the rows of a table with period columns: their marks part what stands before them from what stands after.

    In which columns the marks stood is lost, so no time is claimed.
    """
    before: list[Sequence[Token]] = []
    after: list[Sequence[Token]] = []
    for row in rows:
        marks = [place for place, token in enumerate(row) if _is_mark(row, place)]
        before.append(row[: marks[0]] if marks else row)
        after.append(row[marks[-1] + 1 :] if marks else ())
    left = segment_rows(before, columns[:periods])
    right = columns[periods + 1 :]
    if len(right) != 1:
        return left  # what follows the marks cannot be told apart without the work
    return [{**cells, right[0]: rest} if rest else cells for cells, rest in zip(left, after, strict=True)]


def _is_mark(row: Sequence[Token], place: int) -> bool:
    alone = row[place].opens_line and (place + 1 == len(row) or row[place + 1].opens_line)
    return place > 0 and alone and _PERIOD_MARK.fullmatch(row[place].text) is not None


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
