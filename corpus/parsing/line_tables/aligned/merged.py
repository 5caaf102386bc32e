"""Cells merged over two rows, whose words go on beside the second."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from corpus.parsing.line_tables.aligned.cutting import Piece
from corpus.parsing.line_tables.aligned.pages import CutLine
from corpus.parsing.line_tables.cell_words import ends_open
from corpus.text import fold

# Share of the cells of a column that may open with a small letter where one that does goes on the cell above.
_MOST_SMALL = 0.34
# A deadline that goes on. Matched: "thang 10/2024 hoac thang", "truoc ngay". Refused: "trong 3 thang", "15 ngay".
_WAITS = re.compile(r"(?<!\d )\b(?:thang|quy|ngay|nam)$")


@dataclass(frozen=True, slots=True)
class CellMeasures:
    """What is known of the cells of a table.

    Attributes:
        widths: of the widest line of each column, in characters.
        small: share of the cells of each column that open with a small letter.
        names: the cells of each column, on skeletons.
    """

    widths: dict[int, int]
    small: dict[int, float]
    names: dict[int, set[str]]


def measure_cells(blocks: Sequence[Sequence[CutLine]]) -> CellMeasures:
    """Measures the rows of a table."""
    widths: dict[int, int] = {}
    firsts: dict[int, list[bool]] = {}
    names: dict[int, set[str]] = {}
    for lines in blocks:
        cells: dict[int, list[str]] = {}
        for piece in (piece for line in lines for piece in line.pieces):
            if piece.first == piece.last:
                widths[piece.first] = max(widths.get(piece.first, 0), len(piece.text))
            cells.setdefault(piece.first, []).append(piece.text)
        for column, texts in cells.items():
            firsts.setdefault(column, []).append(texts[0][0].islower())
            names.setdefault(column, set()).add(fold(" ".join(texts)))
    return CellMeasures(widths, {column: sum(small) / len(small) for column, small in firsts.items()}, names)


def find_going_on(
    before: Sequence[CutLine], lines: Sequence[CutLine], measures: CellMeasures, apart: Collection[int]
) -> list[int]:
    """Returns the columns whose cell is merged over two rows: its words go on on the first line of the second.

    They do where the line before is full and the next opens with a small letter, as no other cell of the column does
    (but a few that are merged, too), where the line before ends in a word that goes on, or where both are a name that
    another row has whole.

    Args:
        before: the lines of the row above.
        lines: those of the row.
        measures: of the table.
        apart: the columns of numbers and of the work, which do not go on.
    """
    last = {piece.first: piece.text for piece in before[-1].pieces}
    return [
        piece.first
        for piece in lines[0].pieces
        if piece.first not in apart
        and piece.first in last
        and (_goes_on(last[piece.first], piece, measures) or _is_name(piece.first, before, lines, measures))
    ]


def _goes_on(above: str, piece: Piece, measures: CellMeasures) -> bool:
    full = len(above) + 1 + len(piece.words[0].text) > measures.widths.get(piece.first, 0)
    small = piece.text[0].islower() and measures.small.get(piece.first, 0.0) <= _MOST_SMALL
    return full and (small or ends_open(above) or _WAITS.search(fold(above)) is not None)


def _is_name(column: int, before: Sequence[CutLine], lines: Sequence[CutLine], measures: CellMeasures) -> bool:
    texts = [piece.text for line in (*before, *lines) for piece in line.pieces if piece.first == column]
    return fold(" ".join(texts)) in measures.names.get(column, set())
