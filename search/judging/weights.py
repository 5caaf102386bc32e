"""What was learned from labelled plans (``data/<framework>.json``): written by ``tests/bench/bench_gap_judge.py``."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Band:
    """How plans whose best passage has about this chance were labelled, out of plans that taught nothing.

    Attributes:
        chance: the least chance of the band; it reaches to the next.
        cells: steps of labelled plans in it.
        covered: share of them that are covered, where a passage is likelier to be the whole step than a part.
        missing: share of them that the plan misses.
    """

    chance: float
    cells: int
    covered: float
    missing: float


@dataclass(frozen=True, slots=True)
class Sum:
    """A weighted sum of signals; its logistic is a chance.

    Attributes:
        weights: of each signal.
        bias: added to their sum.
        steps: added for a passage of each step, by id.
    """

    weights: tuple[float, ...]
    bias: float
    steps: dict[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """A judge that was learned.

    Attributes:
        framework: id of the framework whose steps it judges.
        model: identity of the embedding model; the vectors of another mean something else.
        learned_from: hex SHA-256 of the labelled texts and of the wordings they were compared with.
        signals: names of the signals, in order.
        there: whether a passage plans a step, whole or in part.
        whole: whether one that does plans it whole.
        unclear_from: least chance of the best passage from which the plan is not said to miss the step.
        covered_from: least chance of a passage that plans the step.
        whole_from: least chance that a passage that plans a step plans it whole, from which the step is covered.
        partial_share: how often a step that was said to be planned in part was labelled so, in plans that taught
            nothing.
        bands: ascending; the first begins at 0.
    """

    framework: str
    model: str
    learned_from: str
    signals: tuple[str, ...]
    there: Sum
    whole: Sum
    unclear_from: float
    covered_from: float
    whole_from: float
    partial_share: float
    bands: tuple[Band, ...]

    def band(self, chance: float) -> Band:
        """Returns the band of a chance, 0..1."""
        return self.bands[max(0, bisect_right(self.bands, chance, key=lambda band: band.chance) - 1)]


WEIGHTS: TypeAdapter[Weights] = TypeAdapter(Weights)
"""Reads and writes the file."""


@cache
def load_weights(framework: str) -> Weights | None:
    """Loads what was learned for a shipped framework, ``None`` where nothing was."""
    for item in (files("search.judging") / "data").iterdir():
        if item.name == f"{framework}.json":
            return WEIGHTS.validate_json(item.read_bytes())
    return None
