"""Tables of a PDF: cell boxes to grids, and grids stitched over pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.reading.builder import CellText
from corpus.reading.page.geometry import SNAP, Box, Word
from corpus.reading.page.lines import cell_text
from corpus.text import fold

# Points by which the columns of one table may differ between two pages. Chosen, not measured: two border widths of the
# thickest rule, and far less than the narrowest column (STT, about 25).
_COLUMN_DRIFT = 6.0

# How the name of a column begins, without accents. Matches "noi dung cong viec"; refuses "xay dung noi dung".
_COLUMN_NAME = re.compile(
    r"(?:s?tt|so tt|noi dung|cong viec|nhiem vu|hoat dong|don vi|co quan|bo phan|chu tri|phoi hop|trach nhiem"
    r"|nguoi thuc hien|thoi (?:gian|han)|tien do|ket qua|san pham|ghi chu)\b.{0,30}"
)
# Chosen: a task rarely has two cells that begin so, a header of four columns or more has three.
_FEWEST_NAMES = 3
# Share of letters that two readings of one heading have in common; chosen between "Nội dung"/"Nọi đunq" (.88 without
# accents) and the nearest two headings of one table, "Đơn vị chủ trì"/"Đơn vị phối hợp" (.60).
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table on one page.

    Attributes:
        page: 1-based page.
        cells: boxes of its cells.
        words: the words inside them.
    """

    page: int
    cells: tuple[Box, ...]
    words: tuple[Word, ...]

    @property
    def box(self) -> Box:
        """The smallest rectangle around the cells."""
        return Box(
            min(cell.x0 for cell in self.cells),
            min(cell.top for cell in self.cells),
            max(cell.x1 for cell in self.cells),
            max(cell.bottom for cell in self.cells),
        )

    @property
    def edges(self) -> tuple[float, ...]:
        """Left edges of the columns and the right edge of the table, in points."""
        return _cluster([cell.x0 for cell in self.cells] + [self.box.x1])


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table on one page; ``repeated`` marks a header printed again on a further page."""

    cells: tuple[CellText, ...]
    repeated: bool = False


def _cluster(values: Sequence[float], tolerance: float = SNAP) -> tuple[float, ...]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > tolerance:
            kept.append(value)
    return tuple(kept)


def find_table(page: int, cells: Sequence[Box], words: Sequence[Word]) -> PageTable | None:
    """Builds the table of ``cells``; ``None`` for what only looks like one: a frame, a single column, an empty grid."""
    inside = tuple(word for word in words if any(cell.holds(word.box.centre) for cell in cells))
    table = PageTable(page, tuple(cells), inside)
    filled = sum(any(cell.holds(word.box.centre) for word in inside) for cell in cells)
    return table if len(table.edges) > 2 and filled > 1 else None


def continues(above: PageTable, below: PageTable) -> bool:
    """Tells whether ``below`` may carry on ``above``: the columns of one are columns of the other."""
    few, many = sorted((above.edges, below.edges), key=len)
    return all(any(abs(edge - other) <= _COLUMN_DRIFT for other in many) for edge in few)


def grids(chain: Sequence[PageTable]) -> list[list[Row]]:
    """Lays the parts of one table, in page order, on common columns.

    Rows at the top of a further part that repeat the top of the first part are marked. A row cut by a page break stays
    two rows (its second half usually has an empty number cell): a cell has one range of text, so the parser joins them.
    """
    widest = max((part.edges for part in chain), key=len)
    rows = [[Row(cells) for cells in _grid(part, widest)] for part in chain]
    header = rows[0]
    for further in rows[1:]:
        for index, (first, row) in enumerate(zip(header, further, strict=False)):
            if not any(cell.text for cell in row.cells) or not _repeats(_faces(first), _faces(row)):
                break
            further[index] = Row(row.cells, repeated=True)
    return rows


def _faces(row: Row) -> list[str]:
    return [fold(cell.text or "") for cell in row.cells]


def _repeats(header: Sequence[str], row: Sequence[str]) -> bool:
    """Tells whether ``row`` is the row of column names ``header`` again, but for letters that recognition misread.

    Only a row that names columns is known in spite of such letters: two tasks of one unit and one date are alike too,
    and neither may be lost.
    """
    from rapidfuzz.distance import Levenshtein

    if list(header) == list(row):
        return True
    named = sum(_COLUMN_NAME.match(face) is not None for face in header)
    if len(header) != len(row) or named < _FEWEST_NAMES or any(char.isdigit() for face in header for char in face):
        return False
    alike = (Levenshtein.normalized_similarity(*pair) >= _ALIKE for pair in zip(header, row, strict=True))
    return sum(not same for same in alike) <= 1


def _grid(part: PageTable, edges: Sequence[float]) -> list[tuple[CellText, ...]]:
    tops = _cluster([cell.top for cell in part.cells])
    words: dict[Box, list[Word]] = {cell: [] for cell in part.cells}
    for word in part.words:
        words[next(cell for cell in part.cells if cell.holds(word.box.centre))].append(word)
    placed: set[Box] = set()
    rows: list[tuple[CellText, ...]] = []
    for top, bottom in zip(tops, [*tops[1:], part.box.bottom], strict=True):
        row: list[CellText] = []
        for x0, x1 in pairwise(edges):
            slot = ((x0 + x1) / 2, (top + bottom) / 2)
            cell = next((cell for cell in part.cells if cell.holds(slot)), None)
            if cell is None:
                row.append(CellText(""))
            elif cell in placed:
                row.append(CellText(None, "left" if abs(cell.top - top) <= SNAP else "above"))
            else:
                placed.add(cell)
                row.append(CellText(cell_text(words[cell])))
        rows.append(tuple(row))
    return rows
