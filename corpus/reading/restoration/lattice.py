"""All readings of a sentence at once: posteriors of words by the forward–backward algorithm over a trigram model.

A span is a place between two nodes with the words that may stand there; two found words that may be one make a span of
their own beside the two, one found word that may be two makes two spans over a node of its own. Exact: no beam.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.reading.restoration.language_model import START
from corpus.reading.restoration.memory import Scorer

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Span:
    """The words that may stand between two nodes.

    Attributes:
        start: node it begins at; nodes are tuples that grow along the sentence.
        end: node it ends at.
        ids: of the words, for the language model.
        scores: log P(found | word) of each, shape (len(ids),).
        texts: what each would be written as.
        weight: number of found words that it covers: 1, 2 for a merge, 0.5 for each half of a split.
    """

    start: tuple[int, int]
    end: tuple[int, int]
    ids: Ids
    scores: Floats
    texts: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one span.

    Attributes:
        span: number of the span.
        option: number of the word within it.
        posterior: probability of this word at this place, given the whole sentence, 0..1.
    """

    span: int
    option: int
    posterior: float


_BEFORE = -1
_FIRST = -2


class _Paths:
    """Forward and backward masses over pairs of adjacent spans."""

    def __init__(self, spans: Sequence[Span], model: Scorer, weight: float) -> None:
        self._spans = spans
        self._model = model
        self._weight = weight
        self._first = spans[0].start
        self._into: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, span in enumerate(spans):
            self._into[span.end].append(number)
        self._into[self._first] = [_BEFORE]
        self._alpha: dict[tuple[int, int], Floats] = {(_FIRST, _BEFORE): np.zeros((1, 1))}
        self._steps: dict[tuple[int, int, int], Floats] = {}

    def _ids(self, number: int) -> Ids:
        return np.array([START]) if number < 0 else self._spans[number].ids

    def _behind(self, number: int) -> list[int]:
        if number == _BEFORE:
            return [_FIRST]
        return self._into[self._spans[number].start]

    def posteriors(self) -> list[Floats]:
        """Returns for each span the posterior of each of its words."""
        for last, span in enumerate(self._spans):
            for middle in self._into[span.start]:
                self._alpha[middle, last] = span.scores + _join(
                    [self._step(*chain) for chain in self._chains(middle, last)]
                )
        end = max(span.end for span in self._spans)
        final = [pair for pair in self._alpha if pair[1] >= 0 and self._spans[pair[1]].end == end]
        total = np.logaddexp.reduce(np.concatenate([self._alpha[pair].ravel() for pair in final]))
        beta: dict[tuple[int, int], Floats] = {pair: np.zeros_like(self._alpha[pair]) for pair in final}
        masses: list[Floats] = [np.zeros(len(span.ids)) for span in self._spans]
        for last in range(len(self._spans) - 1, -1, -1):
            for middle in self._into[self._spans[last].start]:
                after = beta.get((middle, last))
                if after is None:
                    continue
                masses[last] += np.exp(self._alpha[middle, last] + after - total).sum(axis=0)
                self._back(middle, last, after, beta)
        return masses

    def _chains(self, middle: int, last: int) -> list[tuple[int, int, int]]:
        return [(first, middle, last) for first in self._behind(middle)]

    def _step(self, first: int, middle: int, last: int) -> Floats:
        """Sums the paths that end in first, middle, last over the words of ``first``."""
        logs = self._weight * self._model.score(self._ids(first), self._ids(middle), self._ids(last))
        self._steps[first, middle, last] = logs
        return _log_sum(self._alpha[first, middle][:, :, None] + logs, axis=0)

    def _back(self, middle: int, last: int, after: Floats, beta: dict[tuple[int, int], Floats]) -> None:
        if middle == _BEFORE:
            return
        onward = self._spans[last].scores + after
        for first in self._behind(middle):
            mass = _log_sum(self._steps[first, middle, last] + onward, axis=2)
            known = beta.get((first, middle))
            beta[first, middle] = mass if known is None else np.logaddexp(known, mass)


def _log_sum(values: Floats, axis: int) -> Floats:
    top = values.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(values - top).sum(axis=axis)) + np.squeeze(top, axis=axis))


def _join(masses: Sequence[Floats]) -> Floats:
    joined = masses[0]
    for mass in masses[1:]:
        joined = np.logaddexp(joined, mass)
    return joined


def choose(spans: Sequence[Span], model: Scorer, weight: float = 1.0) -> tuple[Choice, ...]:
    """Chooses the chain of words with the most expected right words.

    Args:
        spans: in order of their starts; every node lies on a way from the first to the last.
        model: scores chains of words.
        weight: of the model's logarithms against those of the channel.

    Returns:
        One choice for each span of the chosen way, in order.
    """
    if not spans:
        return ()
    masses = _Paths(spans, model, weight).posteriors()
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {spans[0].start: (0.0, (-1, -1))}
    for number, span in enumerate(spans):
        option = int(masses[number].argmax())
        value = best[span.start][0] + span.weight * float(masses[number][option])
        if span.end not in best or value > best[span.end][0]:
            best[span.end] = (value, (number, option))
    chosen: list[Choice] = []
    node = max(best)
    while node != spans[0].start:
        number, option = best[node][1]
        chosen.append(Choice(number, option, min(1.0, float(masses[number][option]))))
        node = spans[number].start
    return tuple(reversed(chosen))
