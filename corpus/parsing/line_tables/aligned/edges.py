"""Where the columns of an aligned table part: the places across the line that its words leave blank.

A column's edge lies between the words of two headings, where the fewest words of the rows stand over it. A page that
does not repeat the heading has the columns of the page before it, moved a few characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corpus.parsing.line_tables.aligned.heading import Slot
from corpus.parsing.line_tables.aligned.text_lines import TextLine
from corpus.parsing.tables import find_column
from corpus.parsing.tables.periods import parse_period

Costs = npt.NDArray[np.float64]
_SAME = 1e-9
_DOUBLE = 2  # blanks that may stand between two words by a slip
# What a line with no wide gap at an edge costs, where one with a word across it costs 1.
_ONE_BLANK = 0.2
# Characters before the leftmost word of a column up to which its words may begin on other lines.
_SLACK = 2
# How far pages may move a column, and how far one column further than the others, in characters.
_MOST_MOVED, _MOST_APART = 24, 7
_COST_APART, _COST_MOVED = 0.05, 0.005
# Lines in which a column must begin with a wide gap before it to be taken for one that the heading does not tell apart.
_FEWEST_STARTS = 2
# Lines with a word across such an edge, for each one that has a gap there: a full cell moves the next one to the left.
_MOST_ACROSS = 0.15
# How far inside its column the first word of a heading may stand, as where it is centred.
_MOST_INSIDE = 4


@dataclass(frozen=True, slots=True)
class Crossings:
    """How many lines have a word at each place, and how many a lone blank between two words."""

    words: Costs
    blanks: Costs

    @property
    def costs(self) -> Costs:
        """What an edge at each place would cost."""
        return self.words + _ONE_BLANK * self.blanks


def find_edges(heading: Sequence[TextLine], body: Sequence[TextLine], slots: Sequence[Slot]) -> tuple[int, ...]:
    """Returns the place before each column but the first that is blank: words that start behind it belong to it.

    Args:
        heading: the lines of the heading.
        body: lines of rows.
        slots: where the headings of the columns stand.
    """
    rows = [line for line in body if len(line.chunks) > 1]
    crossings = measure_crossings(rows, slots[-1].end)
    slots = _joined(slots, heading, rows)
    edges: list[int] = []
    for left, right in pairwise(slots):
        edges += _inner_edges(heading, rows, crossings, left)
        edges.append(_between(crossings, rows, edges[-1] if edges else -1, left, right))
    return (*edges, *_inner_edges(heading, rows, crossings, slots[-1]))


def move_edges(edges: Sequence[int], lines: Sequence[TextLine]) -> tuple[int, ...]:
    """Returns the edges of a table on a page where its columns may stand a few characters elsewhere."""
    costs = measure_crossings(lines, edges[-1] + _MOST_MOVED + _MOST_APART).costs
    best: tuple[float, list[int]] = (float("inf"), list(edges))
    for moved in range(-_MOST_MOVED, _MOST_MOVED + 1):
        total, found, before = _COST_MOVED * abs(moved), [], 0
        for edge in edges:
            places = range(max(before + 1, edge + moved - _MOST_APART), edge + moved + _MOST_APART + 1)
            options = [(costs[at] + _COST_APART * abs(at - edge - moved), at) for at in places if at < len(costs)]
            if not options:
                total = float("inf")
                break
            cost, before = min(options)
            total += cost
            found.append(before)
        if total < best[0]:
            best = (total, found)
    bounds = [0, *best[1], len(costs) - 1]
    return tuple(
        _near(costs, (left + edge) // 2 + 1, (edge + right) // 2, edge)
        for left, edge, right in zip(bounds, bounds[1:], bounds[2:], strict=False)
    )


def _joined(slots: Sequence[Slot], heading: Sequence[TextLine], rows: Sequence[TextLine]) -> list[Slot]:
    """Joins the parts of a heading with two blanks in it, below which no cell begins at the second part."""
    joined = [slots[0]]
    starts = {chunk.start for line in rows for chunk in line.chunks[1:]}
    for slot in slots[1:]:
        before = joined[-1]
        empty = slot.start - before.end <= _DOUBLE and not any(before.end <= start < slot.end for start in starts)
        if empty and not (_is_named(heading, before) and _is_named(heading, slot)):
            joined[-1] = Slot(before.start, slot.end)
        else:
            joined.append(slot)
    return joined


def _is_named(heading: Sequence[TextLine], slot: Slot) -> bool:
    """Whether the words of a slot are the heading of a column by themselves."""
    words = _words(heading, slot)
    return find_column(words) is not None or parse_period(words) is not None


def _words(heading: Sequence[TextLine], slot: Slot) -> str:
    words = [word.text for line in heading for word in line.words if slot.start <= word.start and word.end <= slot.end]
    return " ".join(words)


def measure_crossings(lines: Sequence[TextLine], width: int) -> Crossings:
    """Counts what stands at each place of the lines."""
    size = max([width, *(line.words[-1].end for line in lines)]) + 2
    words, blanks = np.zeros(size), np.zeros(size)
    for line in lines:
        for word in line.words:
            words[word.start : word.end] += 1.0
        for word, after in pairwise(line.words):
            if after.start - word.end == 1:
                blanks[word.end] += 1.0
    return Crossings(words, blanks)


def _between(crossings: Crossings, rows: Sequence[TextLine], before: int, left: Slot, right: Slot) -> int:
    """Returns the edge between two headings.

    Of several blanks that part them equally well it is the one that leaves the fewest lines with two cells in one
    column, then the one that leaves the cells nearest to their headings.
    """
    runs = _cheapest(crossings.costs, left.end, right.start - 1)
    if not runs:
        return left.end
    inside = [chunk for line in rows for chunk in line.chunks if left.end <= chunk.start < right.start]

    def doubles(edge: int) -> int:
        starts = [[chunk.start for chunk in line.chunks] for line in rows]
        return sum(
            max(0, sum(before < start <= edge for start in line) - 1)
            + max(0, sum(edge < start < right.end for start in line) - 1)
            for line in starts
        )

    def distance(edge: int) -> int:
        return sum(
            max(0, right.start - chunk.end) if chunk.start > edge else max(0, chunk.start - left.end)
            for chunk in inside
        )

    run = min(runs, key=lambda run: (doubles(run[-1]), distance(run[-1]), run[0]))
    return _inside(run)


def _near(costs: Costs, start: int, stop: int, near: int) -> int:
    """Returns the cheapest edge of ``start..stop``, of several the one next to ``near``."""
    runs = _cheapest(costs, start, stop)
    return _inside(min(runs, key=lambda run: min(abs(place - near) for place in run))) if runs else near


def _inside(run: Sequence[int]) -> int:
    """Returns the place of an edge in a blank: towards the right, where most cells begin."""
    return max(run[len(run) // 2], run[-1] - _SLACK)


def _cheapest(costs: Costs, start: int, stop: int) -> list[list[int]]:
    """Returns the runs of neighbouring places of ``start..stop`` that cost the least."""
    stop = min(stop, len(costs) - 1)
    if stop < start:
        return []
    least = costs[start : stop + 1].min() + _SAME
    runs: list[list[int]] = []
    for place in range(start, stop + 1):
        if costs[place] > least:
            continue
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _inner_edges(heading: Sequence[TextLine], rows: Sequence[TextLine], crossings: Crossings, slot: Slot) -> list[int]:
    """Finds edges below one heading that is two: its lines have a blank there, and so have those of the rows."""
    words = [word for line in heading for word in line.words if slot.start <= word.start < slot.end]
    chunks = [chunk for line in heading for chunk in line.chunks if slot.start <= chunk.start and chunk.end <= slot.end]
    starts = [chunk.start for line in rows for chunk in line.chunks[1:]]
    found: set[int] = set()
    for left, right in (pair for chunk in chunks for pair in pairwise(chunk.words)):
        places = range(left.end, right.start + _MOST_INSIDE)
        # The heading may begin a little before its column, as its cells do.
        others = [word for word in words if word is not right]
        free = [
            at
            for at in places
            if at <= right.start + _SLACK and not any(word.start <= at < word.end for word in others)
        ]
        if not free:
            continue
        edge = min(free, key=lambda at: (crossings.costs[at], at))
        begin = sum(edge <= start <= min(right.start + _MOST_INSIDE, slot.end - 1) for start in starts)
        if crossings.words[edge] <= _MOST_ACROSS * begin and begin >= max(_FEWEST_STARTS, crossings.blanks[edge] / 2):
            found.add(edge)
    return sorted(found)
