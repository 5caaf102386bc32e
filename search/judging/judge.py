"""The chances that a passage plans a step and, if so, whole: weighted sums of signals, learned from labelled plans."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.frameworks import Framework
from indexer.step_words import load_words
from search.engine import Engine
from search.judging.clauses import Clause
from search.judging.signals import NAMES, Knowledge, Signals, read_signals
from search.judging.weights import Sum, Weights, load_weights
from search.judging.wordings import Wordings, WordingSpace
from search.passages import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Made once for each model and framework, as it takes a second; the framework is kept so that its id stays its own.
_spaces: dict[tuple[str, int], tuple[Framework, WordingSpace]] = {}
_MOST_SPACES = 8
_making = threading.Lock()
# Sum of a cosine and a likeness in letters by which a wording of the whole step may be nearer than one of a part.
_MUCH_NEARER = 0.15
# Clear of the rounding of float32.
_HAIR = 1e-4


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the judge thinks of the passages of a plan.

    Attributes:
        weights: what it was taught.
        read: chance of each passage that was read to plan each step, whole or in part: float32 ``(n,)`` by step id.
        unread: the same of the text that became no task or duty.
        whole: chance of each passage that was read, should it plan the step, to plan it whole: float32 ``(n,)``.
        cued: ids of the steps of which a passage that was read holds a cue that is not taken back.
        clauses: of the passages that were read, then of the others, the clause most like the step, by step id.
        parts: per passage, in the same order, number of the wording of a part of the step that this clause is nearest
            to; ``None`` where a wording of the whole is much nearer.
    """

    weights: Weights
    read: dict[str, NDArray[np.float32]]
    unread: dict[str, NDArray[np.float32]]
    whole: dict[str, NDArray[np.float32]]
    cued: frozenset[str]
    clauses: dict[str, tuple[Clause, ...]]
    parts: dict[str, tuple[int | None, ...]]

    def find(self, step: str) -> tuple[int, ...]:
        """Returns the numbers of the passages that were read and plan a step: whole ones first, then the likeliest."""
        chances, whole = self.read[step], self.whole[step] >= self.weights.whole_from
        found = [number for number, chance in enumerate(chances) if chance >= self.weights.covered_from]
        return tuple(sorted(found, key=lambda number: (not whole[number], -chances[number], number)))

    def covers(self, step: str, passage: int) -> bool:
        """Whether a passage that plans a step plans it whole."""
        return bool(self.whole[step][passage] >= self.weights.whole_from)


def judge_passages(
    engine: Engine, framework: Framework, read: Sequence[Passage], unread: Sequence[Passage]
) -> Opinion | None:
    """Judges the passages of a plan; ``None`` where nothing was learned for this framework and the model in use."""
    import numpy as np

    weights, words = load_weights(framework.id), load_words(framework.id)
    if weights is None or words is None or weights.model != engine.index.manifest.model or weights.signals != NAMES:
        return None
    known = Knowledge(framework, _space(engine, framework), words)
    signals = read_signals(read, unread, known, engine.encode_texts)
    ids = [step.id for step in framework.steps]
    chances = weigh(signals.values, ids, weights.there)
    whole = weigh(signals.values[: len(read)], ids, weights.whole)
    # Of passages whose every cue is taken back 5 of 70 planned the step (dev): a person looks, whatever else they say.
    taken_back = signals.values[..., NAMES.index("cue_taken_back")] > 0
    chances = np.where(taken_back, np.minimum(chances, weights.covered_from - _HAIR), chances)
    holds = signals.values[..., NAMES.index("cue")] > 0
    cued = frozenset(step for column, step in enumerate(ids) if holds[: len(read), column].any())
    # Text that became no task is read in blocks, and what stands beside a cue may speak of purposes: a person looks.
    beside = holds.copy()
    beside[: len(read)] = False
    chances = np.where(beside, np.maximum(chances, weights.unclear_from + _HAIR), chances)
    return Opinion(
        weights,
        {step: np.ascontiguousarray(chances[: len(read), column]) for column, step in enumerate(ids)},
        {step: np.ascontiguousarray(chances[len(read) :, column]) for column, step in enumerate(ids)},
        {step: np.ascontiguousarray(whole[:, column]) for column, step in enumerate(ids)},
        cued,
        {step: tuple(row[column] for row in signals.clauses) for column, step in enumerate(ids)},
        {step: _name_parts(signals, column) for column, step in enumerate(ids)},
    )


def _name_parts(signals: Signals, column: int) -> tuple[int | None, ...]:
    likeness = signals.values[:, column, NAMES.index("clause_parts")]
    margins = signals.values[:, column, NAMES.index("clause_over_parts")]
    return tuple(
        int(number) if like > 0 and margin <= _MUCH_NEARER else None
        for number, like, margin in zip(signals.parts[:, column], likeness, margins, strict=True)
    )


def weigh(values: NDArray[np.float32], steps: Sequence[str], learned: Sum) -> NDArray[np.float32]:
    """Returns the chances of signals ``(n, k, len(NAMES))`` for ``k`` step ids: float32 ``(n, k)``, 0..1."""
    import numpy as np

    usual = np.array([learned.bias + learned.steps.get(step, 0.0) for step in steps], np.float32)
    sums = values @ np.array(learned.weights, np.float32) + usual
    chances: NDArray[np.float32] = 1 / (1 + np.exp(-sums))
    return chances


def _space(engine: Engine, framework: Framework) -> WordingSpace:
    key = engine.index.manifest.model, id(framework)
    with _making:
        if key not in _spaces:
            if len(_spaces) >= _MOST_SPACES:
                _spaces.clear()
            space = WordingSpace(Wordings.of(framework), engine.index.space.centre, engine.encode_texts)
            _spaces[key] = framework, space
        return _spaces[key][1]
