"""Tables that go on in a second one, as Word and PDF cut them at a page: the same columns, no other heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import BlockKind, Document
from corpus.parsing.tables.columns import Column
from corpus.parsing.tables.grid import GridRow
from corpus.parsing.tables.head import Head, find_head
from corpus.parsing.tables.labels import Ordinal, Rank, parse_ordinal
from corpus.text import fold

# First words of a letterhead or a signature. Matched: "noi nhan:", "kt. giam doc". Refused: "noi dung".
_CLOSING = re.compile(r"noi nhan|k/?t\. |tm\. |tl\. |tuq\. |kinh gui|cong hoa xa hoi|doc lap|nguoi lap|so ?: ?\d* ?/")


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
    """Joins each table with those that go on with it, in reading order."""
    words = [
        block.source.start
        for block in document.blocks
        if block.kind is BlockKind.PARAGRAPH and any(char.isalpha() for char in document.slice(block.source))
    ]
    joined: list[JoinedTable] = []
    for rows in tables:
        head = find_head(rows)
        last = joined[-1] if joined else None
        if last is not None and last.head is not None:
            end, start = last.rows[-1].block.source.end, rows[0].block.source.start
            apart = bisect_left(words, end) < bisect_left(words, start)
            if _goes_on(last.rows[last.head.first :], last.head, rows, head, apart=apart):
                last.rows.extend(rows)
                continue
        joined.append(JoinedTable(list(rows), head))
    return joined


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
