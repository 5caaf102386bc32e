"""The cells of an aligned table: each the passages of its lines, other cells between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.model import Source
from corpus.parsing.line_tables.aligned.cutting import Piece


@dataclass(slots=True)
class AlignedCell:
    """A cell: the passages of its lines, and how many columns it covers."""

    pieces: list[Source] = field(default_factory=list)
    width: int = 1


@dataclass(slots=True)
class AlignedRow:
    """A row.

    Attributes:
        cells: by column; a cell that is merged over rows stands in each of them.
        merged: the columns whose cell is that of the row above.
        group: whether it is the title of a group.
    """

    cells: dict[int, AlignedCell] = field(default_factory=dict)
    merged: set[int] = field(default_factory=set)
    group: bool = False

    def add(self, piece: Piece) -> None:
        """Adds the words of a cell on one more line."""
        column = piece.first
        covering = [at for at, cell in self.cells.items() if at < column < at + cell.width]
        cell = self.cells.setdefault(covering[0] if covering else column, AlignedCell())
        cell.width = max(cell.width, piece.last - piece.first + 1)
        first, last = piece.words[0].source, piece.words[-1].source
        cell.pieces.append(Source(first.start, last.end, first.page))
