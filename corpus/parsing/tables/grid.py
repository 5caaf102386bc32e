"""The rows of a table as a grid: the text of each cell, and what merges cover."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Block, Cell, Document, Field, Quote
from corpus.text import field, fold, quote

# Matched: "(1)", "3", "(5)=(3)+(4)", "A", "[2]". Refused: "1.1", "2024", "12 lớp".
_COLUMN_NUMBER = re.compile(r"[(\[]?(?:\d{1,2}|[A-Z])[)\]]?(?: ?= ?[\d()+ /x*-]+)?")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row, each cell with its trimmed text.

    Attributes:
        block: the row as read.
        quotes: for each cell its words, ``None`` where it is blank or covered.
    """

    block: Block
    quotes: tuple[Quote | None, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of each cell, empty for a blank or covered one."""
        return tuple(piece.raw if piece else "" for piece in self.quotes)

    @property
    def filled(self) -> tuple[Quote, ...]:
        """The cells with words, from left to right."""
        return tuple(piece for piece in self.quotes if piece)

    def merged(self, place: int) -> str | None:
        """Returns the side (``"above"``, ``"left"``) from which a merged cell covers ``place``, else ``None``."""
        cells: tuple[Cell, ...] = self.block.cells
        return cells[place].merged if place < len(cells) else None

    def text(self, place: int) -> str:
        """Returns the words of a cell, empty beyond the last one."""
        piece = self.piece(place)
        return piece.raw if piece else ""

    def piece(self, place: int) -> Quote | None:
        """Returns a cell as quoted, ``None`` where it is blank, covered, or beyond the last one."""
        return self.quotes[place] if place < len(self.quotes) else None

    def field(self, place: int) -> Field | None:
        """Returns a cell as a field of its own."""
        piece = self.piece(place)
        return field([piece]) if piece else None

    def span(self, place: int) -> range:
        """Returns the columns that the cell at ``place`` covers."""
        end = place + 1
        while self.merged(end) == "left":
            end += 1
        return range(place, end)

    def numbers_columns(self) -> bool:
        """Tells whether the row only numbers the columns: "(1) | (2) | (3)"."""
        texts = [" ".join(piece.raw.split()) for piece in self.filled]
        return len(texts) >= 2 and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)

    def folded(self) -> tuple[str, ...]:
        """Returns the skeletons of the filled cells, for telling whether two rows are the same."""
        return tuple(fold(piece.raw) for piece in self.filled)


def build_rows(document: Document, blocks: Sequence[Block]) -> list[GridRow]:
    """Builds the grid of one table."""
    return [GridRow(block, tuple(_piece(document, cell) for cell in block.cells)) for block in blocks]


def _piece(document: Document, cell: Cell) -> Quote | None:
    if cell.source is None:
        return None
    piece = quote(document.text, cell.source.start, cell.source.end, page=cell.source.page)
    return piece if piece.raw else None
