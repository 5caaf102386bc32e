"""What passages are held against: the worded examples of every step, their look-alikes, and other kinds of work."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.abbreviations import shipped_expander
from corpus.concepts import load_concepts, load_other_matters, load_second_author
from corpus.frameworks import Framework
from indexer import centred
from indexer.letter_likeness import LetterLikeness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A passage is as near to a step as the mean of its nearest wordings of that step; one alone may be a chance.
_NEAREST = 4


@dataclass(frozen=True)
class Wordings:
    """The texts of ``k`` steps, of look-alikes and parts of each, and of work outside the steps.

    Attributes:
        steps: ways to word each step.
        counters: look-alikes of each step that are not the step.
        others: ways to word each other kind of work.
        parts: what is no more than a part of each step.
    """

    steps: tuple[tuple[str, ...], ...]
    counters: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, ...], ...]
    parts: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, framework: Framework) -> Wordings:
        """Collects the wordings of a framework: its own, and those of :mod:`corpus.concepts` for the same step ids."""
        concepts = (*load_concepts(), *load_second_author())
        ids = {step.id for step in framework.steps}
        told = {step: [w for c in concepts if c.step == step for w in c.wordings] for step in ids}
        kinds: dict[str, list[str]] = {}
        for concept in concepts:
            if concept.step not in ids:
                kinds.setdefault(concept.id, []).extend(concept.wordings)
        kinds |= {matter.id: list(matter.wordings) for matter in load_other_matters()}
        return cls(
            tuple(tuple(dict.fromkeys((*step.examples, *told[step.id]))) for step in framework.steps),
            tuple(step.counter_examples for step in framework.steps),
            tuple(map(tuple, kinds.values())),
            tuple(tuple(text for part in step.parts for text in part.examples) for step in framework.steps),
        )

    @cached_property
    def texts(self) -> list[str]:
        """All of them: steps, then look-alikes, then others, then parts."""
        return [text for kinds in self._all for kind in kinds for text in kind]

    @property
    def sizes(self) -> list[int]:
        """How many texts each kind has, in the same order."""
        return [len(kind) for kinds in self._all for kind in kinds]

    @property
    def _all(self) -> tuple[tuple[tuple[str, ...], ...], ...]:
        return self.steps, self.counters, self.others, self.parts

    @cached_property
    def digest(self) -> str:
        """Hex SHA-256 of all texts and where each kind begins."""
        every = [[list(kind) for kind in kinds] for kinds in self._all]
        return hashlib.sha256(repr(every).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike ``n`` texts are to ``k`` steps.

    Attributes:
        vectors: mean centred cosine to the nearest wordings: float32 ``(n, k)``.
        letters: the same by letters.
        both: the same by the sum.
        nearest_vectors: to the nearest wording alone.
        nearest_letters: the same by letters.
        nearest_both: the same by the sum.
        counters: by the sum, to the nearest look-alike; 0 for a step that has none.
        others: by the sum, to the nearest wording of other work: float32 ``(n,)``.
        parts: by the sum, to the nearest wording of a part; 0 for a step that has none.
        part_numbers: which of the step's wordings of parts that is: int64 ``(n, k)``, 0 for a step that has none.
    """

    vectors: NDArray[np.float32]
    letters: NDArray[np.float32]
    both: NDArray[np.float32]
    nearest_vectors: NDArray[np.float32]
    nearest_letters: NDArray[np.float32]
    nearest_both: NDArray[np.float32]
    counters: NDArray[np.float32]
    others: NDArray[np.float32]
    parts: NDArray[np.float32]
    part_numbers: NDArray[np.int64]


class WordingSpace:
    """The wordings made ready to be compared with."""

    def __init__(
        self, wordings: Wordings, centre: NDArray[np.float32], encode: Callable[[Sequence[str]], NDArray[np.float32]]
    ) -> None:
        """Embeds the wordings.

        Args:
            wordings: ``m`` texts.
            centre: float32 ``(d,)``, subtracted from every vector.
            encode: embeds texts as documents: unit rows.
        """
        import numpy as np

        expander = shipped_expander()
        self._vectors = centred(encode(wordings.texts), centre)
        self._letters = LetterLikeness.build([expander.expand(text, guess=False) for text in wordings.texts])
        self._bounds = np.cumsum([0, *wordings.sizes])
        self._count = len(wordings.steps)
        self._centre = centre

    def compare(self, vectors: NDArray[np.float32], texts: Sequence[str]) -> Likeness:
        """Compares texts with every wording.

        Args:
            vectors: ``(n, d)``, unit rows, not centred.
            texts: the ``n`` texts, abbreviations written out.
        """
        import numpy as np

        by_vectors = centred(vectors, self._centre) @ self._vectors.T
        by_letters = self._letters.score_all(texts)
        both = by_vectors + by_letters
        k, bounds = self._count, self._bounds
        spans = list(pairwise(bounds[: k + 1]))
        parts_at = len(bounds) - 1 - k
        part_spans = list(pairwise(bounds[parts_at:]))
        return Likeness(
            _mean_of_nearest(by_vectors, spans),
            _mean_of_nearest(by_letters, spans),
            _mean_of_nearest(both, spans),
            _nearest(by_vectors, spans),
            _nearest(by_letters, spans),
            _nearest(both, spans),
            _nearest(both, list(pairwise(bounds[k : 2 * k + 1]))),
            both[:, bounds[2 * k] : bounds[parts_at]].max(axis=1, initial=0),
            _nearest(both, part_spans),
            np.stack(
                [
                    both[:, start:end].argmax(axis=1) if end > start else np.zeros(len(both), np.int64)
                    for start, end in part_spans
                ],
                axis=1,
            ),
        )


def _nearest(scores: NDArray[np.float32], spans: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    import numpy as np

    return np.stack([scores[:, start:end].max(axis=1, initial=0) for start, end in spans], axis=1)


def _mean_of_nearest(scores: NDArray[np.float32], spans: Sequence[tuple[int, int]]) -> NDArray[np.float32]:
    import numpy as np

    found = np.zeros((len(scores), len(spans)), np.float32)
    for step, (start, end) in enumerate(spans):
        nearest = min(_NEAREST, end - start)
        if nearest:
            own = scores[:, start:end]
            found[:, step] = np.partition(own, end - start - nearest, axis=1)[:, -nearest:].mean(axis=1)
    return found
