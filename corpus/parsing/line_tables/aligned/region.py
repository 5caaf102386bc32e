"""The lines of an aligned table: from its heading to its end, cut along the columns of each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.model import Document, Source
from corpus.parsing.line_tables.aligned.cutting import Columns, build_columns, cut_heading
from corpus.parsing.line_tables.aligned.edges import find_edges
from corpus.parsing.line_tables.aligned.ending import count_lines, find_stop
from corpus.parsing.line_tables.aligned.heading import AlignedHeading, find_slots
from corpus.parsing.line_tables.aligned.pages import (
    CutLine,
    count_repeated,
    cut_page,
    drop_heading,
    find_columns,
    part_pages,
    plain_lines,
)
from corpus.parsing.line_tables.aligned.text_lines import TextLine
from corpus.parsing.tables import Column, find_column, parse_ordinal
from corpus.parsing.tables.marks import is_plain_mark

# Share of lines that may not keep to the columns. Of 144 aligned tables one has .54, one .38, the rest .24 at most; of
# 35 whose cells are parted by two blanks wherever they end, all have .85 or more.
_MOST_UNCLEAR = 0.6
# Share of the rows whose number may stand beside no first line of work where rows begin at the top of their cells.
_MOST_INNER = 0.15
# Share of the cells of a column that must be numbers, and of these that must count on, to be those of the rows.
_NUMBERS, _COUNTING = 0.6, 0.8


@dataclass(frozen=True, slots=True)
class Region:
    """An aligned table.

    Attributes:
        heading: its lines of the heading.
        body: the lines below, headings that pages repeat left out.
        columns: how many it has.
        ordinal: the column that holds the numbers of the rows, ``None`` where there is none.
        content: the column of the work.
        start: number of its first line.
        stop: one past its last.
        middle: whether the numbers stand in the middle of their rows.
        unread: the first line whose marks are left out, as its page does not say which columns they stand in.
    """

    heading: tuple[CutLine, ...]
    body: tuple[CutLine, ...]
    columns: int
    ordinal: int | None
    content: int
    start: int
    stop: int
    middle: bool = False
    unread: Source | None = None

    def opens(self, line: CutLine) -> bool:
        """Tells whether a line has the number of a row."""
        return self.ordinal is not None and parse_ordinal(line.at(self.ordinal)) is not None


def find_region(document: Document, lines: Sequence[TextLine], heading: AlignedHeading) -> Region | None:
    """Finds the lines of the table below a heading; ``None`` where its columns are not clear."""
    region = _find(document, lines, heading)
    if region is None or not _is_clear(region):
        return None
    if not _stands_in_the_middle(region):
        return region
    slots = find_slots(lines[heading.start : heading.early_stop])
    early = replace(heading, stop=heading.early_stop, slots=slots)
    found = _find(document, lines, early) if len(slots) > 1 else None
    return replace(found, middle=True) if found else None


def _is_clear(region: Region) -> bool:
    """Whether the columns keep their places: few lines have a word over an edge, or two cells in one column."""
    lines = [line for line in region.body if not line.group and len(line.line.chunks) > 1]
    return sum(map(_is_unclear, lines)) <= _MOST_UNCLEAR * len(lines)


def _is_unclear(line: CutLine) -> bool:
    columns = Columns(line.edges, ())
    cells = [columns.at(chunk.start) for chunk in line.line.chunks]
    return len(set(cells)) < len(cells) or any(columns.crossed(word.start, word.end) for word in line.line.words)


def _stands_in_the_middle(region: Region) -> bool:
    """Whether the numbers of rows stand in the middle of their cells: the work begins on a line above them."""
    rows = [line for line in region.body if not line.group and region.opens(line)]
    inner = sum(not line.at(region.content) or line.at(region.content)[0].islower() for line in rows)
    return inner > _MOST_INNER * len(rows)


def _find(document: Document, lines: Sequence[TextLine], heading: AlignedHeading) -> Region | None:
    stop = find_stop(lines, heading)
    heads = lines[heading.start : heading.stop]
    pages = part_pages(document, lines[heading.stop : stop])
    if not any(len(line.chunks) > 1 for page in pages for line in page):
        return None
    edges = find_edges(heads, plain_lines(pages[0]), heading.slots)
    title = build_columns(edges, [*heads, *plain_lines(pages[0])])
    columns = build_columns(edges, plain_lines(pages[0]))
    body: list[CutLine] = []
    below = lines[heading.stop : stop]
    last = heading.stop
    unread: Source | None = None
    for number, page in enumerate(pages):
        again = count_repeated(heads, page)
        if number:
            columns = find_columns(page, again, columns)
        below = below[below.index(page[0]) :]
        count = count_lines(below[: below.index(page[-1]) + 1], below, columns, numbered=heading.numbered)
        if count == 0:
            break
        kept = [line for line in page if line in below[:count]]
        cut = cut_page(kept, columns)
        last = lines.index(kept[-1]) + 1
        if number and not again and (marked := _find_marks(cut)):
            unread = unread or marked.line.block.source
            cut = [_without_marks(line) for line in cut]
        body += drop_heading(cut, again, heads, title)
        if len(kept) < len(page):
            break
    if not body:
        return None
    top = tuple(CutLine(cut_heading(heads, number, title), line, edges) for number, line in enumerate(heads))
    ordinal = 0 if heading.numbered else _find_ordinals(body, len(edges) + 1)
    content = _find_content(top, len(edges) + 1, ordinal)
    return Region(top, tuple(body), len(edges) + 1, ordinal, content, heading.start, last, unread=unread)


def _find_marks(page: Sequence[CutLine]) -> CutLine | None:
    """Returns the first line with marks; which columns they stand in is not known on a page without the heading."""
    return next((line for line in page if any(is_plain_mark(piece.text) for piece in line.pieces)), None)


def _without_marks(line: CutLine) -> CutLine:
    return replace(line, pieces=tuple(piece for piece in line.pieces if not is_plain_mark(piece.text)))


def _find_ordinals(body: Sequence[CutLine], columns: int) -> int | None:
    """Returns the first column whose cells are numbers that count on."""
    for column in range(columns):
        cells = [text for line in body if not line.group and (text := line.at(column))]
        labels = [found.label for text in cells if (found := parse_ordinal(text)) and found.value]
        values = [[int(part) for part in label.split(".") if part.isdigit()] for label in labels]
        rising = sum(first < second for first, second in pairwise(values))
        if len(labels) > 1 and len(labels) >= _NUMBERS * len(cells) and rising >= _COUNTING * (len(labels) - 1):
            return column
    return None


def _find_content(heading: Sequence[CutLine], columns: int, ordinal: int | None) -> int:
    """Returns the column that is headed as the work, else the one beside the numbers."""
    for column in range(columns):
        words = " ".join(text for line in heading if (text := line.at(column)))
        if find_column(words) is Column.CONTENT:
            return column
    return ordinal + 1 if ordinal is not None else 0
