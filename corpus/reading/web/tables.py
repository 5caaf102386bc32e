"""Tables of HTML: cells laid on a grid, and layout tables told from real ones."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.reading.builder import CellText

# Far above the tables of plans (5 to 12 columns, some hundred rows); they bound what spans may ask for.
MAX_COLUMNS = 256
MAX_GRID = 1_000_000
MAX_SPAN = 1_000  # what HTML allows for colspan
MAX_NESTING = 16
"""Tables within tables deeper than this are taken apart into running text."""


@dataclass(slots=True)
class TableCell:
    """One ``td`` or ``th``: what it holds, in order, and how far it reaches."""

    items: list[str | HtmlTable] = field(default_factory=list)
    across: int = 1
    down: int = 1

    def text(self) -> str:
        """Returns the text: paragraphs and rows of nested tables by lines, nested cells by tabs."""
        lines: list[str] = []
        for item in self.items:
            if isinstance(item, str):
                lines.append(item)
            else:
                rows = item.grid().rows
                lines.extend("\t".join(cell.text for cell in row if cell.text is not None) for row in rows)
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out.

    Attributes:
        rows: the rows that hold text, a cell a grid column; columns where no cell begins are left out.
        cut: whether rows or columns beyond the limits were left out.
    """

    rows: tuple[tuple[CellText, ...], ...]
    cut: bool


@dataclass(slots=True)
class HtmlTable:
    """A table as written: rows of cells with their spans."""

    written: list[list[TableCell]] = field(default_factory=list)
    presentation: bool = False

    def is_layout(self) -> bool:
        """Tells a table that only places text on the page.

        It says so itself, or its text stands in one column, or most of its text is in a real table inside it.
        """
        if self.presentation:
            return True
        placed, _ = _place(self.written)
        if len({column for row in placed for column, cell in row if cell.items}) < 2:
            return True
        cells = [cell for row in self.written for cell in row]
        inner = [item for cell in cells for item in cell.items if isinstance(item, HtmlTable) and len(item.written) > 1]
        return bool(inner) and 2 * sum(table.size() for table in inner) > self.size()

    def size(self) -> int:
        """Counts the characters of all cells."""
        items = [item for row in self.written for cell in row for item in cell.items]
        return sum(len(item) if isinstance(item, str) else item.size() for item in items)

    def flow(self) -> Iterator[str | HtmlTable]:
        """Yields what a layout table holds, cell by cell."""
        for row in self.written:
            for cell in row:
                yield from cell.items

    def grid(self) -> Grid:
        """Lays the table out."""
        placed, cut = _place(self.written)
        starts = sorted({column for row in placed for column, _ in row})
        kept = starts[:MAX_COLUMNS]
        most = MAX_GRID // max(len(kept), 1)
        rows = _rows(placed[:most], kept)
        return Grid(tuple(rows), cut or len(starts) > len(kept) or len(placed) > most)


def _place(written: Sequence[Sequence[TableCell]]) -> tuple[list[list[tuple[int, TableCell]]], bool]:
    """Finds the grid column where each cell begins, past the cells that reach down into its row.

    Returns:
        The cells of each row with their columns, and whether some were left out.
    """
    placed: list[list[tuple[int, TableCell]]] = []
    reaching: list[tuple[int, int, int]] = []  # first column, column after the last, rows left; in order
    work = 0
    for row in written:
        work += len(reaching) + len(row)
        if work > 4 * MAX_GRID:
            return placed, True
        at, places, taken = 0, [], iter(reaching)
        obstacle = next(taken, None)
        for cell in row:
            while obstacle and at >= obstacle[0]:
                at = max(at, obstacle[1])
                obstacle = next(taken, None)
            places.append((at, cell))
            at += cell.across
        reaching = [(first, end, left - 1) for first, end, left in reaching if left > 1]
        reaching += [(start, start + cell.across, cell.down - 1) for start, cell in places if cell.down > 1]
        reaching.sort()
        placed.append(places)
    return placed, False


def _rows(placed: list[list[tuple[int, TableCell]]], starts: list[int]) -> Iterator[tuple[CellText, ...]]:
    covered: dict[int, int] = {}  # by place in ``starts``, how many more rows a cell from above reaches down
    for row in placed:
        cells = [CellText(None, "above") if covered.get(place) else CellText("") for place in range(len(starts))]
        covered = {place: left - 1 for place, left in covered.items() if left > 1}
        for start, cell in row:
            first = bisect.bisect_left(starts, start)
            if first >= len(starts):
                continue
            end = bisect.bisect_left(starts, start + cell.across)
            cells[first:end] = [CellText(cell.text()), *[CellText(None, "left")] * (end - first - 1)]
            if cell.down > 1:
                covered.update(dict.fromkeys(range(first, end), cell.down - 1))
        if any(cell.text and cell.text.strip() for cell in cells):
            yield tuple(cells)
