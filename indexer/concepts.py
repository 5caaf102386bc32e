"""Where a text stands among the kinds of work: what a lay question and an official task may share without one word.

A text's nearness to each concept of :mod:`corpus.concepts` is the mean centred cosine to the concept's nearest
wordings; a softmax over the concepts and "none" makes a profile of them. Two texts about the same work have alike
profiles. On 80 judged paraphrases in other words than their tasks, nDCG@10 of vectors alone is .39, of profiles alone
.64 (``tests/bench/bench_search.py``; the wordings were written by an author who saw neither questions nor tasks).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.concepts import load_concepts
from indexer.centring import centred

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FILE = "concepts.npz"
# Wordings of a concept that a text is compared with, and how sharp the profile is. By profiles alone, paraphrases over
# real tasks have nDCG@10 .71 and .64 (two wordings at .05: .65 and .57), over the samples .58 (.60).
_NEAREST = 3
_TEMPERATURE = 0.04
# Nearness of a text to no concept at all: a text that is no nearer to any has a short profile. Median nearness of
# questions to their nearest concept: names .42, paraphrases .39, off-topic ones .29.
_NONE = 0.3
# Rows whose similarities are held at a time: 1,630 wordings of 4 bytes for each.
_BLOCK = 8_192


class ConceptSpace:
    """Profiles over ``k`` concepts."""

    def __init__(self, wordings: NDArray[np.float32], bounds: NDArray[np.int64], centre: NDArray[np.float32]) -> None:
        """Holds the wordings.

        Args:
            wordings: float32 ``(m, d)``, centred; those of a concept stand together.
            bounds: where the wordings of each concept start, and ``m``: ``(k + 1,)``.
            centre: float32 ``(d,)``, subtracted from every vector.
        """
        self._wordings = wordings
        self._bounds = bounds
        self._centre = centre

    @classmethod
    def build(cls, encode: Callable[[Sequence[str]], NDArray[np.float32]], centre: NDArray[np.float32]) -> ConceptSpace:
        """Builds the space of the shipped table.

        Args:
            encode: embeds texts as documents: unit rows.
            centre: subtracted from every vector.
        """
        import numpy as np

        table = load_concepts()
        counts = [len(concept.wordings) for concept in table]
        vectors = encode([wording for concept in table for wording in concept.wordings])
        return cls(centred(vectors, centre), np.cumsum([0, *counts]), centre)

    def save(self, folder: Path) -> None:
        """Writes the space into ``folder``."""
        import numpy as np

        np.savez(folder / _FILE, wordings=self._wordings, bounds=self._bounds, centre=self._centre)

    @classmethod
    def load(cls, folder: Path) -> ConceptSpace:
        """Reads the space from ``folder``.

        Raises:
            OSError, ValueError, KeyError: the file is missing or not what :meth:`save` writes.
        """
        import numpy as np

        with np.load(folder / _FILE, allow_pickle=False) as saved:
            return cls(saved["wordings"], saved["bounds"], saved["centre"])

    @property
    def count(self) -> int:
        """Number of concepts."""
        return len(self._bounds) - 1

    def profile(self, vectors: NDArray[np.float32]) -> NDArray[np.float16]:
        """Returns the profile of each row of ``(n, d)`` (unit rows, not centred): float16 ``(n, k)``, length below 1.

        Equal rows have equal profiles.
        """
        import numpy as np

        profiles = np.empty((len(vectors), self.count), np.float16)
        for start in range(0, len(vectors), _BLOCK):
            profiles[start : start + _BLOCK] = self._profile(vectors[start : start + _BLOCK])
        return profiles

    def _profile(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        import numpy as np

        likeness = centred(vectors, self._centre) @ self._wordings.T
        nearness = np.empty((len(vectors), self.count), np.float32)
        for number, (start, end) in enumerate(pairwise(self._bounds)):
            nearest = min(_NEAREST, end - start)
            own = likeness[:, start:end]
            nearness[:, number] = np.partition(own, end - start - nearest, axis=1)[:, -nearest:].mean(axis=1)
        nearest_of_all = np.maximum(nearness.max(axis=1, keepdims=True), _NONE)
        share = np.exp((nearness - nearest_of_all) / _TEMPERATURE)
        none = np.exp((_NONE - nearest_of_all) / _TEMPERATURE)
        profile: NDArray[np.float32] = share / np.sqrt((share**2).sum(axis=1, keepdims=True) + none**2)
        return profile
