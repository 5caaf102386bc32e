"""Taking apart the lines of a table recognised across its columns: a beam search over cuts and row boundaries.

Every line is cut into one fragment for each column, some of them empty, and begins a new row or goes on with the last.
What decides is how well a fragment goes on from the fragment above it (the language model), whether a wrapped line
could have taken its first word (the widths of the columns), what stands in its column, marks that survived, the row
numbers, and whether the cells of a row are whole and stand at its top or in its middle.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corpus.parsing.line_tables.continuity import Continuity
from corpus.parsing.line_tables.letter_widths import BLANK
from corpus.parsing.line_tables.line_cuts import NEVER, cut_line
from corpus.parsing.line_tables.prepared_lines import Measures, PreparedLine, prepare_line
from corpus.parsing.line_tables.segmentation import UNITS
from corpus.parsing.line_tables.weaving_costs import CellCosts
from corpus.parsing.line_tables.woven import WovenLine
from corpus.parsing.line_tables.woven_rows import OpenCell, Piece, Reading, WovenRow, grow
from corpus.parsing.tables import Column
from corpus.reading.restoration.language_model import START

Scores = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int64]

# Matched: "1", "12.", "1.1", "3)". Refused: "2023", "1/2023".
_ORDINAL = re.compile(r"(?P<number>\d{1,2})(?:\.(?P<sub>\d{1,2}))?[.)]?")
# What a row number is misread as.
_MISREAD = re.compile(r"[Il!iz]|[Il]0|lo|ó")
# Scores in nats, set by trying others on every other sample plan: interleaved in four styles, and recognised from page
# images with and without Vietnamese (bench_flattened.py).
_SCALE = 0.85  # of the language model, whose words do not stand by themselves as much as it believes
_PIECE = -0.7  # of every fragment: fewer are likelier
_NEW_ROW = -2.0
# Of the number of a row: as expected, for each step it is off, misread, a second one, none, one left in the
# text, and the number of the next row left there.
_ORDINAL_RIGHT, _ORDINAL_OFF, _ORDINAL_MISREAD, _ORDINAL_TWICE = -1.5, -3.0, -5.0, -12.0
_NO_ORDINAL, _ORDINAL_INSIDE, _NEXT_INSIDE = -2.5, -3.0, -9.0
# Of a fragment that goes on: with a capital, with an item of a list, after lines on which its cell had none.
_CAPITAL_INSIDE, _ITEM_INSIDE = -0.8, 1.0
_GAP, _LONGEST_GAP = -2.0, 4
# For each letter by which the line above could have taken its first word, or by which it is wider than its column.
_SLACK = 0.5
_ROOM, _MOST_ROOM = -1.2, -5.0
_OVER, _MOST_OVER = -0.8, -12.0
# For each line by which a cell stands neither at the top of its row nor in its middle.
_UNALIGNED, _MOST_UNALIGNED = -0.8, -3.2
_UNALIGNED_NUMBER = -1.5  # the same of the number of a row
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
    """

    def __init__(
        self,
        lines: Sequence[WovenLine],
        columns: Sequence[Column],
        continuity: Continuity,
        *,
        gap: float | None = None,
    ) -> None:
        self.columns = tuple(columns)
        self.lines = lines
        self._continuity = continuity
        self._beam = _BEAM
        self._cells = CellCosts()
        self._measures = Measures(())
        self._ready = [
            prepare_line(line, self.columns, continuity, bar=_BAR, gap=_WIDE if gap is None else gap) for line in lines
        ]

    def weave(self, measures: Measures, beam: int | None = None) -> tuple[WovenRow, ...]:
        """Returns the best rows.

        Args:
            measures: what is known of the table so far.
            beam: how many readings are kept after each line.
        """
        self._measures = measures
        self._beam = beam or _BEAM
        blank = (OpenCell(),) * len(self.columns)
        states = [Reading(0.0, blank, 0, 1, None, ())]
        for number in range(len(self._ready)):
            states = self._step(states, number, parts=number > 0)
        closed = [self._close(state, len(self._ready)) for state in states]
        return max(closed, key=lambda state: state.score).rows

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
        first = self._start_scores(options, number, line)
        found = cut_line(
            first,
            self._second_scores(options, line),
            self._fragments(options, line),
            self._ordinals(options, line),
            self._without(options, line),
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

    def _start_scores(self, options: Sequence[Reading], number: int, line: PreparedLine) -> Scores:
        """Scores where a fragment starts: by what goes before it in its column; shape (options, columns, n)."""
        cells = [state.cells for state in options]
        first = np.array([[cell.first for cell in row] for row in cells], dtype=np.int64)[:, :, None]
        second = np.array([[cell.second for cell in row] for row in cells], dtype=np.int64)[:, :, None]
        length = np.array([[cell.length for cell in row] for row in cells])[:, :, None]
        empty = np.array([[not cell.pieces for cell in row] for row in cells])[:, :, None]
        ended = np.array([[cell.ended for cell in row] for row in cells])[:, :, None]
        gaps = np.array(
            [[number - 1 - cell.pieces[-1][0] if cell.pieces else 0 for cell in row] for row in cells], dtype=float
        )[:, :, None]
        costs = line.costs
        widths = np.array(self._measures.widths)
        follow = self._continuity.follow(first, second, line.firsts[None, None, :])
        follow = np.where(line.firsts == START, 0.0, follow)  # the mark of a list is no word
        room = np.clip(widths[None, :, None] - (length + BLANK + costs.sizes[None, None, :]) - _SLACK, 0, None)
        breaks = ended | costs.bullets[None, None, :]
        inside = (
            np.where(breaks, 0.0, np.maximum(_MOST_ROOM, _ROOM * room))
            + _GAP * np.minimum(gaps, _LONGEST_GAP)
            + np.where(costs.letters[None, None, :] & ~breaks, _CAPITAL_INSIDE, 0.0)
            + np.where(costs.bullets[None, None, :], _ITEM_INSIDE, 0.0)
        )
        return np.asarray(
            _PIECE
            + self._measures.parted(line)[None, None, :]
            + _SCALE * follow
            + np.where(empty, costs.opening[None], inside),
            dtype=np.float64,
        )

    def _second_scores(self, options: Sequence[Reading], line: PreparedLine) -> Scores:
        """Returns what the second word of a fragment gains by what stands in its column; (options, columns, n)."""
        before = np.array([[cell.second for cell in state.cells] for state in options], dtype=np.int64)[:, :, None]
        scores = np.zeros((*before.shape[:2], line.size))
        if line.size > 1:
            third = line.firsts[1:]
            known = (line.lasts[:-1] != START) & (third != START)
            follow = self._continuity.follow(before, line.lasts[None, None, :-1], third[None, None, :])
            own = np.diff(line.chained)[1:] - line.inner[1:]
            scores[:, :, :-1] = np.where(known, _SCALE * (follow - own), 0.0)
        return scores

    def _fragments(self, options: Sequence[Reading], line: PreparedLine) -> tuple[Scores, Scores, Scores]:
        """Returns what a fragment i..j adds to its start: by column, the same of events, and whose cells are events."""
        costs = line.costs
        widths = np.array(self._measures.widths)
        over = np.maximum(_MOST_OVER, _OVER * np.clip(costs.lengths[None] - widths[:, None, None] - _SLACK, 0, None))
        chained = _SCALE * (line.chained[None, :] - line.chained[:, None])
        # The first word was scored by what goes before it in its column, not on its line.
        own = _SCALE * (np.diff(line.chained) - line.inner)
        chained = chained.copy()
        chained[:-1] -= own[:, None]
        open_ = np.array([[cell.event for cell in state.cells] for state in options])
        empty = np.array([[not cell.pieces for cell in state.cells] for state in options])
        heads = np.concatenate([costs.event_heads, [False]])
        events = (open_[:, :, None] | (empty[:, :, None] & heads[None, None, :])).astype(float)
        return costs.kinds + over + chained[None], costs.events + over + chained[None], events

    def _ordinals(self, options: Sequence[Reading], line: PreparedLine) -> Scores:
        """Scores the first word as the number of the row, shape (options,); never where it cannot be one."""
        match = _ORDINAL.fullmatch(line.words[0])
        if match is None and not _MISREAD.fullmatch(line.words[0]):
            return np.full(len(options), NEVER)
        if match is None:
            return np.array([_ORDINAL_TWICE if state.number is not None else _ORDINAL_MISREAD for state in options])
        value = int(match["number"])
        return np.array(
            [
                _ORDINAL_TWICE
                if state.number is not None
                else _ORDINAL_RIGHT + _ORDINAL_OFF * min(3, abs(value - state.expected))
                for state in options
            ]
        )

    def _without(self, options: Sequence[Reading], line: PreparedLine) -> Scores:
        """Scores the first word as part of a cell though it looks as the number of a row, shape (readings,)."""
        match = _ORDINAL.fullmatch(line.words[0])
        if match is None:
            return np.zeros(len(options))
        value = int(match["number"])
        following = [state.expected if state.number is None else state.expected + 1 for state in options]
        return np.array([_NEXT_INSIDE if value == number else _ORDINAL_INSIDE for number in following])

    def _extend(self, state: Reading, number: int, line: PreparedLine, cuts: tuple[int, ...], score: float) -> Reading:
        seen, numbered = state.number, state.numbered
        if cuts[0] == 1:
            match = _ORDINAL.fullmatch(line.words[0])
            seen, numbered = int(match["number"]) if match else -1, number
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
            if column in UNITS and text:
                score += _RECURS * min(_MOST_RECURRING, self._measures.units[text])
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
