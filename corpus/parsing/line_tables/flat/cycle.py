"""Cutting the lines of a flattened table whose rows no number opens: its columns come round again and again.

Every way to lay the lines over the columns, row after row, is scored as the cells of one row are
(:mod:`.segmentation`): deadlines, units and records show where a row goes on, and where the next begins. How wide a
column is shows which breaks of a line were needed: where the next word had room, a new cell begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.parsing.body.unit_phrases import is_unit
from corpus.parsing.line_tables.cell_words import UNITS
from corpus.parsing.line_tables.flat.segmentation import Token, TokenRow, score_cell
from corpus.parsing.tables import Column
from corpus.text import CAPITALS, fold

# A number of a row, or a code. Matched: "1", "02.", "3)", "NV4". Refused: "2024", "Quý".
_NUMBER = re.compile(rf"(?:(?![TQ]\d)[{CAPITALS}]{{1,4}}[.-]?)?\d{{1,2}}(?:\.\d{{1,2}})?[.)]?")
_LONGEST = {Column.TIME: 4, Column.ORDINAL: 1}
_MOST_LINES = 16  # of a cell
# What a number gains where one is due, and what its lack costs: less than a deadline, which is surer.
_NUMBERED, _NOT_NUMBERED = 4.0, -2.0
# Of each break of a line within a cell where the next word had room on the line before; a list ends its lines so.
_NEEDLESS_BREAK = -2.0
_NO_LEAD = -0.3  # of an empty cell of leads: who coordinates is the likelier one to be left out
_LISTED = (";", ".", ":")
_IMPOSSIBLE = float("-inf")

Piece = Sequence[Token]
"""A line of the table, or the number that opens it or what follows that."""
Row = Mapping[Column, Sequence[Token]]
"""The words of each filled cell of a row."""


@dataclass(frozen=True)
class _Table:
    row: TokenRow
    pieces: Sequence[Piece]
    starts: Sequence[int]  # number of the first word of each piece, and of the end
    columns: Sequence[Column]

    def score(self, place: int, start: int, end: int, seen: Counter[str], widths: Mapping[Column, int]) -> float:
        column = self.columns[place]
        if column is Column.ORDINAL:
            if start == end:
                return _NOT_NUMBERED
            return _NUMBERED if _NUMBER.fullmatch(self.pieces[start][0].text) else _IMPOSSIBLE
        score = score_cell(self.row, column, self.starts[start], self.starts[end], seen)
        if start == end and column is Column.LEAD:
            score += _NO_LEAD
        width = widths.get(column, 0)
        if score == _IMPOSSIBLE or not width:
            return score
        return score + _NEEDLESS_BREAK * sum(self._breaks(line, width) for line in range(start, end - 1))

    @cached_property
    def _lengths(self) -> list[int]:
        return [_width(piece) for piece in self.pieces]

    def _breaks(self, line: int, width: int) -> bool:
        """Whether the line ends although the first word of the next had room in a column of ``width``."""
        last = self.pieces[line][-1].text
        return not last.endswith(_LISTED) and self._lengths[line] + 1 + len(self.pieces[line + 1][0].text) <= width

    def rows(self, bounds: Sequence[tuple[int, int, int]]) -> Sequence[Row]:
        """Returns the rows that cells (place of the column, first piece, end) make."""
        rows: list[dict[Column, Sequence[Token]]] = []
        for place, start, end in bounds:
            if place == 0:
                rows.append({})
            if end > start:
                rows[-1][self.columns[place]] = self.row.tokens[self.starts[start] : self.starts[end]]
        return rows


def cut_cycle(pieces: Sequence[Piece], columns: Sequence[Column]) -> Sequence[Row]:
    """Lays pieces over columns, row after row; what fits no row at the end is left out.

    Args:
        pieces: lines, in order.
        columns: none twice, but for :attr:`Column.OTHER`.
    """
    tokens = [token for piece in pieces for token in piece]
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    table = _Table(TokenRow(tokens), pieces, starts, columns)
    rows = table.rows(_lay(table, Counter(), {}))
    # The second pass knows the names of units and how wide each column is.
    names = [cell for row in rows for column, cell in row.items() if column in UNITS]
    seen = Counter(" ".join(fold(token.text) for token in cell) for cell in names)
    return table.rows(_lay(table, seen, _find_widths(rows, columns)))


def _find_widths(rows: Sequence[Row], columns: Sequence[Column]) -> dict[Column, int]:
    """Returns the longest line of each column, in letters."""
    widths: dict[Column, int] = {}
    for column in columns:
        lines = [line for row in rows for line in _lines(row.get(column, ()))]
        widths[column] = max(map(_width, lines), default=0)
    return widths


def _lines(cell: Sequence[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = []
    for token in cell:
        if token.opens_line or not lines:
            lines.append([])
        lines[-1].append(token)
    return lines


def _width(line: Sequence[Token]) -> int:
    return sum(len(token.text) for token in line) + len(line) - 1


def _lay(table: _Table, seen: Counter[str], widths: Mapping[Column, int]) -> list[tuple[int, int, int]]:
    """Finds the best cells by dynamic programming over the lines; returns place of the column, first piece and end."""
    count, size = len(table.columns), len(table.pieces)
    best = [[_IMPOSSIBLE] * count for _ in range(size + 1)]
    came = [[0] * count for _ in range(size + 1)]  # where the cell before begins
    best[0][0] = 0.0
    # An empty cell leaves the line to the next column; that of the work, which is never empty, comes last.
    last = table.columns.index(Column.CONTENT)
    order = [*range(last + 1, count), *range(last + 1)]
    for start in range(size + 1):
        for place in order:
            here, column = best[start][place], table.columns[place]
            if here == _IMPOSSIBLE:
                continue
            longest = min(size, start + _LONGEST.get(column, _MOST_LINES))
            for end in range(start + (column is Column.CONTENT), longest + 1):
                gain = here + table.score(place, start, end, seen, widths)
                following = (place + 1) % count
                if gain > best[end][following]:
                    best[end][following], came[end][following] = gain, start
    end, place = max(range(size + 1), key=lambda end: (best[end][0], end)), 0
    cells: list[tuple[int, int, int]] = []
    while end or place:
        start = came[end][place]
        place = (place - 1) % count
        cells.append((place, start, end))
        end = start
    return cells[::-1]


def can_be_work(row: Row) -> bool:
    """Whether the work of a row can be one: it opens in capitals or with a number, and is no unit."""
    content = " ".join(token.text for token in row[Column.CONTENT]).lstrip('-–+•"“( ')
    return not content[:1].islower() and not is_unit(content)
