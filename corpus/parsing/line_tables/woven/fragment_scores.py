"""What the fragments of a line are worth by what stands above them in each reading of the lines so far; in nats."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corpus.parsing.line_tables.woven.continuity import Continuity
from corpus.parsing.line_tables.woven.letter_widths import BLANK
from corpus.parsing.line_tables.woven.line_cuts import NEVER
from corpus.parsing.line_tables.woven.prepared_lines import Measures, PreparedLine
from corpus.parsing.line_tables.woven.rows import Reading
from corpus.reading.restoration.language_model import START

Scores = npt.NDArray[np.float64]

# Matched: "1", "12.", "1.1", "3)". Refused: "2023", "1/2023".
_ORDINAL = re.compile(r"(?P<number>\d{1,2})(?:\.(?P<sub>\d{1,2}))?[.)]?")
# What a row number is misread as.
_MISREAD = re.compile(r"[Il!iz]|[Il]0|lo|ó")
# Scores in nats, set together with those of :mod:`.weaving`.
_SCALE = 0.85  # of the language model, whose words do not stand by themselves as much as it believes
_PIECE = -0.7  # of every fragment: fewer are likelier
# Of the number of a row: as expected, for each step it is off, misread, a second one, one left in the text, and the
# number of the next row left there.
_ORDINAL_RIGHT, _ORDINAL_OFF, _ORDINAL_MISREAD, _ORDINAL_TWICE = -1.5, -3.0, -5.0, -12.0
_ORDINAL_INSIDE, _NEXT_INSIDE = -3.0, -9.0
# Of a fragment that goes on: with a capital, with an item of a list, after lines on which its cell had none.
_CAPITAL_INSIDE, _ITEM_INSIDE = -0.8, 1.0
_GAP, _LONGEST_GAP = -2.0, 4
# For each letter by which the line above could have taken its first word, or by which it is wider than its column.
_SLACK = 0.5
_ROOM, _MOST_ROOM = -1.2, -5.0
_OVER, _MOST_OVER = -0.8, -12.0


def read_ordinal(word: str) -> int | None:
    """Returns the number of a row that a word is, ``None`` where it is none or misread."""
    match = _ORDINAL.fullmatch(word)
    return int(match["number"]) if match else None


def score_starts(
    options: Sequence[Reading], number: int, line: PreparedLine, measures: Measures, continuity: Continuity
) -> Scores:
    """Scores where a fragment of a line starts: by what goes before it in its column; shape (options, columns, n)."""
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
    widths = np.array(measures.widths)
    follow = continuity.follow(first, second, line.firsts[None, None, :])
    follow = np.where(line.firsts == START, 0.0, follow)  # the mark of a list is no word
    room = np.clip(widths[None, :, None] - (length + BLANK + costs.sizes[None, None, :]) - _SLACK, 0, None)
    breaks = ended | costs.bullets[None, None, :]
    inside = (
        np.where(breaks, 0.0, np.maximum(_MOST_ROOM, _ROOM * room)) * measures.trust
        + _GAP * np.minimum(gaps, _LONGEST_GAP)
        + np.where(costs.letters[None, None, :] & ~breaks, _CAPITAL_INSIDE, 0.0)
        + np.where(costs.bullets[None, None, :], _ITEM_INSIDE, 0.0)
    )
    return np.asarray(
        _PIECE + measures.parted(line)[None, None, :] + _SCALE * follow + np.where(empty, costs.opening[None], inside),
        dtype=np.float64,
    )


def score_seconds(options: Sequence[Reading], line: PreparedLine, continuity: Continuity) -> Scores:
    """Returns what the second word of a fragment gains by what stands in its column; (options, columns, n)."""
    before = np.array([[cell.second for cell in state.cells] for state in options], dtype=np.int64)[:, :, None]
    scores = np.zeros((*before.shape[:2], line.size))
    if line.size > 1:
        third = line.firsts[1:]
        known = (line.lasts[:-1] != START) & (third != START)
        follow = continuity.follow(before, line.lasts[None, None, :-1], third[None, None, :])
        own = np.diff(line.chained)[1:] - line.inner[1:]
        scores[:, :, :-1] = np.where(known, _SCALE * (follow - own), 0.0)
    return scores


def score_fragments(
    options: Sequence[Reading], line: PreparedLine, measures: Measures
) -> tuple[Scores, Scores, Scores]:
    """Returns what a fragment i..j adds to its start: by column, the same of events, and whose cells are events."""
    costs = line.costs
    widths = np.array(measures.widths)
    over = measures.trust * np.maximum(
        _MOST_OVER, _OVER * np.clip(costs.lengths[None] - widths[:, None, None] - _SLACK, 0, None)
    )
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


def score_ordinals(options: Sequence[Reading], line: PreparedLine) -> Scores:
    """Scores the first word as the number of the row, shape (options,); never where it cannot be one."""
    value = read_ordinal(line.words[0])
    if value is None and not _MISREAD.fullmatch(line.words[0]):
        return np.full(len(options), NEVER)
    if value is None:
        return np.array([_ORDINAL_TWICE if state.number is not None else _ORDINAL_MISREAD for state in options])
    return np.array(
        [
            _ORDINAL_TWICE
            if state.number is not None
            else _ORDINAL_RIGHT + _ORDINAL_OFF * min(3, abs(value - state.expected))
            for state in options
        ]
    )


def score_without_ordinal(options: Sequence[Reading], line: PreparedLine) -> Scores:
    """Scores the first word as part of a cell though it looks as the number of a row, shape (readings,)."""
    value = read_ordinal(line.words[0])
    if value is None:
        return np.zeros(len(options))
    following = [state.expected if state.number is None else state.expected + 1 for state in options]
    return np.array([_NEXT_INSIDE if value == number else _ORDINAL_INSIDE for number in following])
