"""The passes over a woven table: each measures its columns and what parts them by the rows that the last one read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from corpus.model import Block
from corpus.parsing.line_tables.cell_words import NAMED
from corpus.parsing.line_tables.woven.continuity import Continuity
from corpus.parsing.line_tables.woven.letter_widths import BLANK, measure
from corpus.parsing.line_tables.woven.lines import WovenLine, WovenTable
from corpus.parsing.line_tables.woven.prepared_lines import Measures
from corpus.parsing.line_tables.woven.rows import Piece, WovenRow
from corpus.parsing.line_tables.woven.weaving import Weaver
from corpus.parsing.tables import Column

# Shares of a line's width that columns have before anything is known of this table: of wide tables, and of narrow ones,
# whose columns are nearly even.
_WIDE_SHARES = {Column.CONTENT: 2.0, Column.LEAD: 1.1, Column.COORDINATE: 1.1, Column.TIME: 0.8, Column.RESULT: 0.9}
_EVEN_SHARES = {Column.CONTENT: 1.1, Column.LEAD: 1.0, Column.COORDINATE: 1.0, Column.TIME: 0.9, Column.RESULT: 0.9}
_OTHER_SHARE = 0.7
_FIRST_TRUST = 0.5  # in widths that no row of the table has shown yet
_FULL_AT, _EVERY_AT = 90, 95  # percentiles of the widths of fragments that are taken for the width of their column
_FIRST_BEAMS, _LAST_BEAM = (6, 8), 16  # readings kept in each pass; the first two only measure the table
# Share of cuts with a wide gap from which such gaps part the columns, and the cost of a fragment that goes over one.
_GAPS_PART, _OVER_GAP = 0.3, -6.0


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row taken apart.

    Attributes:
        row: its cells and lines.
        lines: of its table, or of its group.
        blocks: of them.
        texts: words of each cell.
        certain: share (0..1) of the likely readings that have the cell, by column.
    """

    row: WovenRow
    lines: Sequence[WovenLine]
    blocks: Sequence[Block]
    texts: Mapping[Column, str]
    certain: Mapping[Column, float]

    def pieces(self, column: Column) -> Sequence[Piece]:
        """Returns the fragments of a cell."""
        return next(pieces for one, pieces in zip(self.texts, self.row.cells, strict=True) if one is column)


@dataclass(frozen=True)
class _Pass:
    """What a pass read: by each weaver its rows, and how likely they are."""

    weavers: Sequence[Weaver]
    rows: Sequence[Sequence[WovenRow]]
    score: float
    measures: Measures


def take_apart(table: WovenTable, columns: Sequence[Column], continuity: Continuity) -> list[TakenRow]:
    """Takes the rows of a table apart, from the likelier of two guesses at the widths of its columns."""
    parts = [list(part) for _, part in groupby(zip(table.lines, table.blocks, strict=True), lambda pair: pair[0].group)]
    weavers = _weavers(parts, columns, continuity)
    first = [
        _pass(weavers, Measures(tuple(_widths(table.lines, columns, shares)), trust=_FIRST_TRUST), _FIRST_BEAMS[0])
        for shares in (_WIDE_SHARES, _EVEN_SHARES)
    ]
    measured = [_measure(one) for one in first]
    if max(one.gapped or 0.0 for one in measured) >= _GAPS_PART:
        weavers = _weavers(parts, columns, continuity, gap=_OVER_GAP)
    second = max((_pass(weavers, one, _FIRST_BEAMS[1]) for one in measured), key=lambda one: one.score)
    found = _pass(weavers, _measure(second), _LAST_BEAM).rows
    return [
        TakenRow(
            row,
            [line for line, _ in part],
            [block for _, block in part],
            weaver.texts(row),
            dict(zip(columns, weaver.certainties(row), strict=True)),
        )
        for weaver, part, rows in zip(weavers, parts, found, strict=True)
        for row in rows
    ]


def _pass(weavers: Sequence[Weaver], measures: Measures, beam: int) -> _Pass:
    read = [weaver.read(measures, beam) for weaver in weavers]
    return _Pass(weavers, [one.rows for one in read], sum(one.score for one in read), measures)


def _weavers(
    parts: Sequence[Sequence[tuple[WovenLine, Block]]],
    columns: Sequence[Column],
    continuity: Continuity,
    *,
    gap: float | None = None,
) -> list[Weaver]:
    return [
        Weaver([line for line, _ in part], columns, continuity, gap=gap, goes_on=place > 0)
        for place, part in enumerate(parts)
    ]


def _widths(lines: Sequence[WovenLine], columns: Sequence[Column], usual: Mapping[Column, float]) -> list[float]:
    lengths = [sum(measure(word.text) + BLANK for word in line.words) for line in lines]
    total = float(np.percentile(lengths, 95)) + len(columns)
    shares = [usual.get(column, _OTHER_SHARE) for column in columns]
    return [total * share / sum(shares) for share in shares]


def _measure(found: _Pass) -> Measures:
    """Measures the columns by their fragments, and what parts them; a line that wraps fills its column."""
    rows = [(weaver, row) for weaver, rows in zip(found.weavers, found.rows, strict=True) for row in rows]
    widths: list[float] = []
    for place, usual in enumerate(found.measures.widths):
        cells = [[weaver.length(piece) for piece in row.cells[place]] for weaver, row in rows]
        full = [length for cell in cells for length in cell[:-1]]
        every = [length for cell in cells for length in cell]
        widest = [
            float(np.percentile(some, at)) for some, at in ((full, _FULL_AT), (every, _EVERY_AT)) if len(some) >= 3
        ]
        widths.append(max(widest, default=usual))
    cuts = [mark for weaver, row in rows for cell in row.cells for piece in cell for mark in weaver.marks(piece)]
    return Measures(
        tuple(widths),
        sum(row.number is not None for _, row in rows) / len(rows),
        sum(barred for barred, _ in cuts) / max(1, len(cuts)),
        sum(gapped and not barred for barred, gapped in cuts) / max(1, len(cuts)),
        Counter(
            weaver.text(cell)
            for weaver, row in rows
            for column, cell in zip(weaver.columns, row.cells, strict=True)
            if column in NAMED
        ),
    )
