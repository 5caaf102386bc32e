"""Task tables flattened into lines, as a PDF viewer or a clerk pastes them: one cell after another, over many lines.

The heading lines name the columns, the running number starts each row (:mod:`.row_chains`), and the rows are cut into
cells (:mod:`.flat_cells`). A table whose rows do not come apart well (interleaved columns of a scan) is left to
:mod:`.unreadable`: no cell is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Block, Document, Field, Source
from corpus.parsing.line_tables.flat.cells import cut_rows, find_tokens, is_apart, quote_cell
from corpus.parsing.line_tables.flat.heading import FlatHeading, read_flat_heading
from corpus.parsing.line_tables.flat.openings import MOST_HEADING_LINES, opens_heading, opens_rows
from corpus.parsing.line_tables.flat.row_chains import FlatRow, chain_rows
from corpus.parsing.line_tables.flat.segmentation import find_plausible_share
from corpus.parsing.line_tables.flat.unnumbered import part_rows
from corpus.parsing.line_tables.torn_names import find_torn
from corpus.parsing.tables import Column, RawTask
from corpus.text import field, quote

_FEWEST_PERIODS = 3
_MAX_ROW_TOKENS = 250
# Share of plausible rows below which a table is not read. Tables of the samples, rewrapped at 12 to 40 columns, reach
# .88 or more; other numbered lists under a heading of this kind, in laws and programmes, .14 and .56.
_MIN_PLAUSIBLE = 0.7


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
        if not opens_heading(document.slice(line.source)):
            continue
        length, heading = _read_heading(document, lines[index : index + MOST_HEADING_LINES])
        if heading is None or heading.columns.count(Column.CONTENT) > 1:  # a group in the middle of a table
            continue
        length += _count_periods(document, lines[index + length :])
        rows = chain_rows(document, lines[index + length :])
        if len(rows) >= 2 and (read := _read_rows(document, rows, heading)):
            source = Source(line.source.start, rows[-1].lines[-1].source.end, line.source.page)
            return FlattenedTable(read.tasks, source, read.passages, read.partly, heading.periods is not None)
    return None


def _read_heading(document: Document, lines: Sequence[Block]) -> tuple[int, FlatHeading | None]:
    """Reads the heading over one or several lines, up to row 1 or a group; returns its length and columns."""
    texts: list[str] = []
    for length, line in enumerate(lines):
        text = document.slice(line.source)
        if length and opens_rows(text):
            return length, read_flat_heading(texts)
        texts.append(text)
    return 0, None


def _count_periods(document: Document, lines: Sequence[Block]) -> int:
    """Returns how many lines below a heading name months or weeks of its last column: "1", "2", … each on its own.

    Rows never do: what is to be done stands between their numbers.
    """
    count = 0
    for line in lines:
        if document.slice(line.source).strip() != str(count + 1):
            break
        count += 1
    return count if count >= _FEWEST_PERIODS else 0


@dataclass(frozen=True, slots=True)
class _Read:
    tasks: tuple[RawTask, ...]
    passages: tuple[Field, ...]
    partly: bool


def _read_rows(document: Document, rows: Sequence[FlatRow], heading: FlatHeading) -> _Read | None:
    """Returns one task for each row that comes apart, ``None`` where too few do."""
    if heading.periods is None:
        rows = part_rows(document, rows, heading.columns[1:])
    tokens = [find_tokens(document, row.lines, numbered=row.numbered) for row in rows]
    if not all(0 < len(row) <= _MAX_ROW_TOKENS for row in tokens):
        return None
    columns = heading.columns[1:]
    segments = cut_rows(tokens, heading)
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
        if Column.CONTENT not in cells or Column.CONTENT in wrong or not is_apart(cells, columns):
            passages.append(field([quote(document.text, source.start, source.end, page=source.page)]))
            continue
        claimed: dict[Column, Field] = {
            column: quote_cell(document, part)
            for column, part in cells.items()
            if column is not Column.OTHER and column not in wrong
        }
        tasks.append(RawTask(claimed, row.ordinal, row.group, source))
    return _Read(tuple(tasks), tuple(passages), bool(passages) or any(torn))
