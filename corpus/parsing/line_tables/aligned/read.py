"""The aligned task tables of a document, laid out as tables where their columns are clear."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import BlockKind, Document
from corpus.parsing.line_tables.aligned.heading import find_heading
from corpus.parsing.line_tables.aligned.heading_rows import build_heading
from corpus.parsing.line_tables.aligned.region import Region, find_region
from corpus.parsing.line_tables.aligned.relay import LaidTable, RelaidDocument, relay
from corpus.parsing.line_tables.aligned.rows import build_rows
from corpus.parsing.line_tables.aligned.text_lines import TextLine, place_lines
from corpus.parsing.line_tables.cell_words import UNITS, ends_open
from corpus.parsing.line_tables.woven.plausibility import is_plausible
from corpus.parsing.tables import Column, RawTask, read_tables

# Cells that open or end in the middle, for each row of a table, from which it is not claimed.
_MOST_TORN = 0.25


def relay_tables(document: Document) -> RelaidDocument | None:
    """Lays out the aligned task tables of a document; ``None`` without one, or where a table with cells is read."""
    if not document.wrapped:
        return None  # its paragraphs are whole: no lines stand below one another
    lines = place_lines(document, [block for block in document.blocks if block.kind is BlockKind.PARAGRAPH])
    tables: list[LaidTable] = []
    first = 0
    while (heading := find_heading(lines, first)) is not None:
        region = find_region(document, lines, heading)
        table = _lay_out(document, lines, region) if region else None
        if table is not None and region is not None:
            tables.append(table)
            first = region.stop
        else:
            first = heading.stop
    if not tables or any(table.tasks for table in read_tables(document)):
        return None
    return relay(document, tables)


def _lay_out(document: Document, lines: Sequence[TextLine], region: Region) -> LaidTable | None:
    """Lays out a table with the rows of its heading that make most of its columns known."""
    rows = build_rows(region)
    blocks = tuple(line.block for line in lines[region.start : region.stop])
    best: tuple[float, LaidTable] | None = None
    for split in range(len(region.heading)):
        heading = build_heading(region, split)
        if split and len(heading) == 1:
            continue
        table = LaidTable((*heading, *rows), region.columns, blocks, region.unread)
        score = _score(relay(document, [table]))
        if score is not None and (best is None or score >= best[0]):
            best = (score, table)
    return best[1] if best else None


def _score(laid: RelaidDocument) -> float | None:
    """Returns how many cells of its tasks are known, ``None`` where it lists none or many of its cells are torn."""
    tasks = [task for table in read_tables(laid.reading) for task in table.tasks]
    torn = sum(_is_torn(column, cell.value) for task in tasks for column, cell in task.cells.items())
    if not tasks or torn > _MOST_TORN * len(tasks):
        return None
    return sum(_filled(task) for task in tasks)


def _filled(task: RawTask) -> float:
    """Returns how many cells of a task are what their column says."""
    cells = sum(is_plausible(column, cell.value) for column, cell in task.cells.items() if column is not Column.ORDINAL)
    return cells + len(task.units) + 0.5 * len(task.roles)


def _is_torn(column: Column, text: str) -> bool:
    """Whether a cell opens or ends in the middle: work with a small letter, a unit with "và" at its end."""
    if column is Column.CONTENT:
        return text[:1].islower() and len(text.split(maxsplit=1)[0]) > 1
    return column in UNITS and ends_open(text)
