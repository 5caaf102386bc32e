"""Cells of a task table that hold both who does the work and by when: "Văn phòng Sở, xong trước 15/3/2024".

A column such as "Phân công, thời hạn" names both; what its cells say is told apart by their words.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.model import Field
from corpus.parsing.body.phrases import read_phrase
from corpus.parsing.tables import Column

_BOTH = frozenset({Column.LEAD, Column.TIME})


def part_mixed(cells: Mapping[Column, Field]) -> Mapping[Column, Field]:
    """Parts a cell of who, or of when, that says the other as well; other cells are left as they are.

    Only where the row has no cell for the other, and every word of the cell is understood.
    """
    known = _BOTH & cells.keys()
    if len(known) != 1:
        return cells
    quotes = cells[next(iter(known))].quotes
    said = read_phrase(quotes[0]) if len(quotes) == 1 else None
    if said is None or not said.cells.keys() >= _BOTH:
        return cells
    return {**said.cells, **{column: cell for column, cell in cells.items() if column not in known}}
