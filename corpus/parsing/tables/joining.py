"""Tables that go on in a second one, as Word and PDF cut them at a page: the same columns, no other heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Block, BlockKind, Document
from corpus.parsing.tables.columns import Column
from corpus.parsing.tables.grid import GridRow
from corpus.parsing.tables.head import Head, find_head
from corpus.parsing.tables.labels import Ordinal, Rank, parse_ordinal, split_label
from corpus.text import fold, quote

# First words of a letterhead or a signature. Matched: "noi nhan:", "kt. giam doc". Refused: "noi dung".
_CLOSING = re.compile(r"noi nhan|k/?t\. |tm\. |tl\. |tuq\. |kinh gui|cong hoa xa hoi|doc lap|nguoi lap|so ?: ?\d* ?/")

# The longest line that heads a group, and the fewest cells of a row that goes on below one.
_LONGEST_GROUP, _FEWEST_CELLS = 200, 3


@dataclass(slots=True)
class JoinedTable:
    """A table with the ones that go on with it.

    Attributes:
        rows: the rows of all of them.
        head: its heading, ``None`` where it lists no tasks.
    """

    rows: list[GridRow]
    head: Head | None


def join_tables(document: Document, tables: Sequence[list[GridRow]]) -> list[JoinedTable]:
    """Joins each table with those that go on with it, in reading order.

    Plain text holds a group heading that was merged over the table as a line of its own between the rows: it becomes a
    row again where the numbers go on below it.
    """
    paragraphs = [
        block
        for block in document.blocks
        if block.kind is BlockKind.PARAGRAPH and any(char.isalpha() for char in document.slice(block.source))
    ]
    starts = [block.source.start for block in paragraphs]
    joined: list[JoinedTable] = []
    for rows in tables:
        head = find_head(rows)
        last = joined[-1] if joined else None
        if last is not None and last.head is not None:
            end, start = last.rows[-1].block.source.end, rows[0].block.source.start
            between = paragraphs[bisect_left(starts, end) : bisect_left(starts, start)]
            before = last.rows[last.head.first :]
            if head is None and (group := _group_row(document, between)) and _counts_on(before, last.head, rows):
                last.rows.extend([group, *rows])
                continue
            if _goes_on(before, last.head, rows, head, apart=bool(between)):
                last.rows.extend(rows)
                continue
        joined.append(JoinedTable(list(rows), head))
    return joined


def _group_row(document: Document, between: Sequence[Block]) -> GridRow | None:
    """Returns the only line between two tables as a row where it heads a group ("B. KIỂM TRA")."""
    if len(between) != 1:
        return None
    source = between[0].source
    words = quote(document.text, source.start, source.end, page=source.page)
    label = split_label(words.raw)
    lettered = label is not None and label[0].rank in {Rank.CAPITAL, Rank.ROMAN}
    return GridRow(between[0], (words,)) if lettered and len(words.raw) <= _LONGEST_GROUP else None


def _counts_on(before: Sequence[GridRow], above: Head, rows: Sequence[GridRow]) -> bool:
    """Whether the first row has the next number of a table, or the first below its heading, and fits its columns."""
    ordinal = above.place(Column.ORDINAL)
    first, last = _labels(rows[:1], ordinal), _last_number(before, ordinal)
    if not first or first[0].rank is not Rank.NUMBER or (before and last is None):
        return False
    return first[0].value == (last.value if last else 0) + 1 and _fits(above, rows)


def _fits(above: Head, rows: Sequence[GridRow]) -> bool:
    """Whether rows have no more cells than the table has columns; text leaves out the blank ones at the end."""
    width = max(len(row.quotes) for row in rows)
    return _FEWEST_CELLS <= width <= len(above.columns)


def _goes_on(
    before: Sequence[GridRow], above: Head, rows: Sequence[GridRow], head: Head | None, *, apart: bool
) -> bool:
    """Whether ``rows`` go on with a table; where words stand between them (``apart``), the numbering must say so."""
    if len(above.columns) != max(len(row.quotes) for row in rows):
        return False
    if any(_CLOSING.match(fold(piece.raw)) for row in rows for piece in row.filled):
        return False
    if head is not None:
        return not apart and head.rows == above.rows
    content, ordinal = above.place(Column.CONTENT), above.place(Column.ORDINAL)
    if content is None or not any(row.text(content) for row in rows):
        return False
    first, last = _labels(rows[:1], ordinal), _labels(before[-1:], ordinal)
    if first and first[0].rank is Rank.NUMBER and (numbers := _last_number(before, ordinal)):
        return first[0].value == numbers.value + 1 or not apart
    return not apart and (bool(first) or not last or _labels(rows, ordinal) != [])


def _labels(rows: Sequence[GridRow], place: int | None) -> list[Ordinal]:
    return [] if place is None else [found for row in rows if (found := parse_ordinal(row.text(place)))]


def _last_number(rows: Sequence[GridRow], place: int | None) -> Ordinal | None:
    if place is None:
        return None
    labels = (parse_ordinal(row.text(place)) for row in reversed(rows))
    return next((found for found in labels if found and found.rank is Rank.NUMBER), None)
