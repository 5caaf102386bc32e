"""Cutting one line into a fragment for each column: the best few cuts, for many readings of what precedes at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int64]
_FROM_EACH = 3  # cuts kept for each reading: what is worse than the third never wins later
NEVER = -1e9
"""Score of what cannot be."""


def cut_line(
    first: Scores, second: Scores, fragments: tuple[Scores, Scores, Scores], leads: Scores, without: Scores
) -> list[tuple[float, int, tuple[int, ...]]]:
    """Cuts a line of n words by dynamic programming over its columns.

    Args:
        first: score of a fragment that starts at a word; shape (readings, columns, n).
        second: what its second word adds; shape (readings, columns, n).
        fragments: what a fragment i..j adds, by column, shape (columns, n + 1, n + 1); the same for a deadline that
            waits for an event; and where the latter counts (0 or 1), shape (readings, columns, n + 1).
        leads: score of the first word as the number of the row, shape (readings,).
        without: score of a line without one, shape (readings,).

    Returns:
        (score, number of the reading, cuts), several for each reading: ``cuts[c]..cuts[c + 1]`` are the words of
        column c, and what stands before ``cuts[0]`` is the number.
    """
    plain, eventful, events = fragments
    options, columns, size = first.shape
    best = np.full((options, size + 1, _FROM_EACH), NEVER)
    best[:, 0, 0] = without
    best[:, 1, 0] = leads
    back: list[Ids] = []
    span = np.arange(size + 1)
    longer = (span[None, :] >= span[:, None] + 2).astype(float)
    allowed = np.where(span[:, None] < span[None, :], 0.0, NEVER)
    for column in range(columns):
        kinds = plain[column][None] + events[:, column, :, None] * (eventful[column] - plain[column])[None]
        starts = np.concatenate([first[:, column], np.full((options, 1), NEVER)], axis=1)
        seconds = np.concatenate([second[:, column], np.zeros((options, 1))], axis=1)
        gain = starts[:, :, None] + seconds[:, :, None] * longer[None] + kinds + allowed[None]
        gain[:, span, span] = 0.0  # an empty cell on this line
        totals = (best[:, :, None, :] + gain[:, :, :, None]).transpose(0, 2, 1, 3).reshape(options, size + 1, -1)
        chosen = np.argpartition(-totals, _FROM_EACH - 1, axis=2)[:, :, :_FROM_EACH]
        best = np.take_along_axis(totals, chosen, axis=2)
        back.append(chosen)
    found: list[tuple[float, int, tuple[int, ...]]] = []
    for option in range(options):
        for rank in range(_FROM_EACH):
            score = float(best[option, size, rank])
            if score <= NEVER / 2:
                continue
            cuts, place, at = [size], size, rank
            for chosen in reversed(back):
                place, at = divmod(int(chosen[option, place, at]), _FROM_EACH)
                cuts.append(place)
            found.append((score, option, tuple(reversed(cuts))))
    return found
