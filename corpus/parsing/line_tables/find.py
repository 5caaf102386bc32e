"""Task tables that came as plain lines, whatever became of their cells: flattened, aligned, interleaved or unreadable.

Those whose columns keep their places across the line (:mod:`.aligned`) are laid out as tables before. A heading whose
columns stand side by side on a line has rows that do so too; one that names a column on each line
has rows of one cell after another. Where the likelier reading fails the other is tried, and where both fail the
lines are kept as passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Block, Document, Field, Layer, Source
from corpus.parsing.line_tables.flat.find import find_flattened
from corpus.parsing.line_tables.flat.listed import find_listed
from corpus.parsing.line_tables.headings import find_heading, stand_side_by_side
from corpus.parsing.line_tables.unreadable import find_unreadable
from corpus.parsing.line_tables.woven.interleaved import find_interleaved
from corpus.parsing.tables import RawTask


@dataclass(frozen=True, slots=True)
class LineTables:
    """What was read of the tables that came as lines.

    Attributes:
        tasks: one for each row that came apart.
        passages: lines of rows that did not, to be found and shown; no field of them is claimed.
        partly: whether a row or a cell of what was read is not claimed.
        sources: the range of each table.
        periods_unread: the table whose marks below period columns have lost their columns.
    """

    tasks: tuple[RawTask, ...] = ()
    passages: tuple[Field, ...] = ()
    sources: tuple[Source, ...] = ()
    partly: bool = False
    periods_unread: Source | None = None

    def holds(self, source: Source) -> bool:
        """Tells whether a line belongs to one of the tables."""
        return any(table.start <= source.start < table.end for table in self.sources)


def find_line_tables(document: Document, lines: Sequence[Block]) -> LineTables:
    """Finds the task tables among the lines of a document; empty where there are none."""
    texts = [document.slice(line.source) for line in lines]
    heading = find_heading(texts)
    if heading is None or not stand_side_by_side(heading):
        return (
            _listed(document, lines, late=True)  # else the column before "TT" would be read as the last of each row
            or _flattened(document, lines)
            or _listed(document, lines)
            or _unreadable(document, lines)
        )
    if document.quality.layer is Layer.DAMAGED:  # what stands side by side there is no cell after another
        return _interleaved(document, lines) or _unreadable(document, lines)
    return _interleaved(document, lines) or _flattened(document, lines) or _unreadable(document, lines)


def _flattened(document: Document, lines: Sequence[Block]) -> LineTables | None:
    tables = find_flattened(document, lines)
    if not tables:
        return None
    return LineTables(
        tuple(task for table in tables for task in table.tasks),
        tuple(passage for table in tables for passage in table.passages),
        tuple(table.source for table in tables),
        any(table.partly for table in tables),
        periods_unread=next((table.source for table in tables if table.periods_unread), None),
    )


def _listed(document: Document, lines: Sequence[Block], *, late: bool = False) -> LineTables | None:
    if document.quality.layer is Layer.DAMAGED:
        return None
    tables = find_listed(document, lines, late=late)
    if not tables:
        return None
    return LineTables(
        tuple(task for table in tables for task in table.tasks), sources=tuple(table.source for table in tables)
    )


def _interleaved(document: Document, lines: Sequence[Block]) -> LineTables | None:
    table = find_interleaved(document, lines)
    if table is None:
        return None
    periods = table.source if table.periods_unread else None
    return LineTables(table.tasks, table.passages, (table.source,), table.partly, periods)


def _unreadable(document: Document, lines: Sequence[Block]) -> LineTables:
    table = find_unreadable(document, lines)
    return LineTables((), table.passages, (table.source,)) if table else LineTables()
