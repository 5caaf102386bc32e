"""Taking apart the lines of a table recognised across its columns: a beam search over cuts and row boundaries.

Every line is cut into one fragment for each column, some of them empty, and begins a new row or goes on with the last.
What decides is how well a fragment goes on from the fragment above it (the language model), whether a wrapped line
could have taken its first word (the widths of the columns), what stands in its column, marks that survived, the row
numbers (all these in :mod:`.fragment_scores` and :mod:`.weaving_costs`), and whether the cells of a row are whole and
stand at its top or in its middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from corpus.parsing.line_tables.cell_words import NAMED
from corpus.parsing.line_tables.woven.continuity import Continuity
from corpus.parsing.line_tables.woven.costs import CellCosts
from corpus.parsing.line_tables.woven.fragment_scores import (
    read_ordinal,
    score_fragments,
    score_ordinals,
    score_seconds,
    score_starts,
    score_without_ordinal,
)
from corpus.parsing.line_tables.woven.line_cuts import cut_line
from corpus.parsing.line_tables.woven.lines import WovenLine
from corpus.parsing.line_tables.woven.prepared_lines import Measures, PreparedLine, prepare_line
from corpus.parsing.line_tables.woven.rows import OpenCell, Piece, Reading, WovenRow, grow
from corpus.parsing.tables import Column

# Scores in nats, set by trying others on every other sample plan: interleaved in four styles, and recognised from page
# images with and without Vietnamese (bench_flattened.py).
_NEW_ROW = -2.0
_NO_ORDINAL = -2.5  # of a row without a number
# For each line by which a cell stands neither at the top of its row nor in its middle.
_UNALIGNED, _MOST_UNALIGNED = -0.8, -3.2
_UNALIGNED_NUMBER = -1.5  # the same of the number of a row
# Of a row whose work goes on to its last line, as the longest cell does.
_REACHES = 1.0
# Of a fragment that goes over a mark or a wide gap.
_BAR, _WIDE = -6.0, -2.0
# For each other row that names the same unit.
_RECURS, _MOST_RECURRING = 0.8, 3
_HOPELESS = 18.0  # a reading this far behind is dropped
_BEAM = 16
_ROW_BEAM = 32  # readings of one row that are weighed against each other


class Weaver:
    """Takes apart the rows of one table.

    Args:
        lines: of the table, or of one group of it.
        columns: without the ordinal.
        continuity: the language model.
        gap: cost of a fragment that goes over a wide gap; that of text whose gaps mean little where left out.
        goes_on: whether a group stands above, whose numbers those of this one may go on from.
    """

    def __init__(
        self,
        lines: Sequence[WovenLine],
        columns: Sequence[Column],
        continuity: Continuity,
        *,
        gap: float | None = None,
        goes_on: bool = False,
    ) -> None:
        self.columns = tuple(columns)
        self.lines = lines
        self._continuity = continuity
        self._beam = _BEAM
        self._cells = CellCosts()
        self._measures = Measures(())
        self._first = (read_ordinal(lines[0].words[0].text) if goes_on else None) or 1
        self._ready = [
            prepare_line(line, self.columns, continuity, bar=_BAR, gap=_WIDE if gap is None else gap) for line in lines
        ]

    def weave(self, measures: Measures, beam: int | None = None) -> tuple[WovenRow, ...]:
        """Returns the rows of the best reading, as :meth:`read` does."""
        return self.read(measures, beam).rows

    def read(self, measures: Measures, beam: int | None = None) -> Reading:
        """Returns the best reading of all lines.

        Args:
            measures: what is known of the table so far.
            beam: how many readings are kept after each line.
        """
        self._measures = measures
        self._beam = beam or _BEAM
        blank = (OpenCell(),) * len(self.columns)
        states = [Reading(0.0, blank, 0, self._first, None, ())]
        for number in range(len(self._ready)):
            states = self._step(states, number, parts=number > 0)
        closed = [self._close(state, len(self._ready)) for state in states]
        return max(closed, key=lambda state: state.score)

    def certainties(self, row: WovenRow) -> tuple[float, ...]:
        """Returns for each cell the share (0..1) that the readings of the row's lines which have it hold of all.

        Readings count by their likelihood, in the measures of the last :meth:`weave`. Where the row begins and ends is
        taken for granted.
        """
        self._beam = _ROW_BEAM
        blank = (OpenCell(),) * len(self.columns)
        states = [Reading(0.0, blank, row.start, row.number or 1, None, ())]
        for number in range(row.start, row.stop):
            states = self._step(states, number, parts=False)
        closed = [self._close(state, row.stop) for state in states]
        scores = np.array([state.score for state in closed])
        weights = np.exp(scores - scores.max())
        same = np.array(
            [[one == other for one, other in zip(state.rows[0].cells, row.cells, strict=True)] for state in closed]
        )
        return tuple(float(share) for share in weights @ same / weights.sum())

    def _step(self, beam: Sequence[Reading], number: int, *, parts: bool) -> list[Reading]:
        """Reads one more line; with ``parts`` it may begin a new row."""
        options = list(beam)
        if parts:
            options += [self._close(state, number) for state in beam]
            best_so_far = max(state.score for state in options)
            options = [state for state in options if state.score > best_so_far - _HOPELESS]
        line = self._ready[number]
        found = cut_line(
            score_starts(options, number, line, self._measures, self._continuity),
            score_seconds(options, line, self._continuity),
            score_fragments(options, line, self._measures),
            score_ordinals(options, line),
            score_without_ordinal(options, line),
        )
        best: dict[tuple[object, ...], tuple[float, int, tuple[int, ...]]] = {}
        for gained, option, cuts in found:
            state = options[option]
            score = state.score + gained
            key = (state.start, state.expected, state.number, cuts, tuple(cell.pieces for cell in state.cells))
            if key not in best or best[key][0] < score:
                best[key] = (score, option, cuts)
        kept = sorted(best.values(), key=lambda entry: -entry[0])[: self._beam]
        return [self._extend(options[option], number, line, cuts, score) for score, option, cuts in kept]

    def _extend(self, state: Reading, number: int, line: PreparedLine, cuts: tuple[int, ...], score: float) -> Reading:
        seen, numbered = state.number, state.numbered
        if cuts[0] == 1:
            value = read_ordinal(line.words[0])
            seen, numbered = -1 if value is None else value, number
        cells = list(state.cells)
        for place, (start, end) in enumerate(pairwise(cuts)):
            if start < end:
                cells[place] = grow(cells[place], number, line, start, end)
        return Reading(score, tuple(cells), state.start, state.expected, seen, state.rows, numbered)

    def _close(self, state: Reading, stop: int) -> Reading:
        score = state.score + _NEW_ROW
        for column, cell in zip(self.columns, state.cells, strict=True):
            text = self.text(cell.pieces)
            score += self._cells.score(column, text)
            if column in NAMED and text:
                score += _RECURS * min(_MOST_RECURRING, self._measures.units[text])
            if column is Column.CONTENT and cell.pieces and cell.pieces[-1][0] == stop - 1:
                score += _REACHES
            if cell.pieces:
                before, after = cell.pieces[0][0] - state.start, stop - 1 - cell.pieces[-1][0]
                score += max(_MOST_UNALIGNED, _UNALIGNED * min(before, abs(before - after)))
        if state.numbered is not None:
            before, after = state.numbered - state.start, stop - 1 - state.numbered
            score += max(_MOST_UNALIGNED, _UNALIGNED_NUMBER * min(before, abs(before - after)))
        if state.number is None:
            score += _NO_ORDINAL * self._measures.numbered
        seen = state.number if state.number is not None and state.number > 0 else None
        row = WovenRow(tuple(cell.pieces for cell in state.cells), seen, state.start, stop)
        blank = (OpenCell(),) * len(self.columns)
        return Reading(score, blank, stop, (seen or state.expected) + 1, None, (*state.rows, row))

    def length(self, piece: Piece) -> float:
        """Returns the width of a fragment, in usual letters."""
        line, start, end = piece
        return float(self._ready[line].costs.lengths[start, end])

    def marks(self, piece: Piece) -> tuple[tuple[bool, bool], ...]:
        """Returns whether a mark and whether a wide gap stand before a fragment; ``()`` for the first of its line."""
        number, start, _ = piece
        line = self._ready[number]
        return ((bool(line.barred[start]), bool(line.gapped[start])),) if start else ()

    def text(self, pieces: Sequence[Piece]) -> str:
        """Returns the words of a cell with single blanks."""
        return " ".join(word for line, start, end in pieces for word in self._ready[line].words[start:end])

    def texts(self, row: WovenRow) -> dict[Column, str]:
        """Returns the words of each cell of a row."""
        return {column: self.text(pieces) for column, pieces in zip(self.columns, row.cells, strict=True)}
