"""Where a text stands among the kinds of work: what a lay question and an official task may share without one word.

A text's nearness to each concept of :mod:`corpus.concepts` is the mean likeness to the concept's nearest wordings, by
vectors and by letters; a softmax over the concepts and "none" makes a profile of them. Two texts about the same work
have alike profiles, though neither is alike in words: the question is like a layman's wording, the task like an
official's. On 80 judged paraphrases in other words than their tasks, nDCG@10 of vectors alone is .38, of profiles by
vectors alone .64, by letters too .75 (``tests/bench/bench_search.py``; the wordings were written by authors who saw
neither questions nor tasks).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.abbreviations import shipped_expander
from corpus.concepts import load_concepts, load_other_matters
from indexer.centring import centred
from indexer.letter_likeness import LetterLikeness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FILE = "concepts.npz"
# How much likeness in letters counts beside the centred cosine, wordings of a concept that a text is compared with, and
# how sharp profiles are: a question names one kind of work, a task often several. Chosen with the weights of
# :mod:`search.fusion` by steps and samples; mean nDCG@10 of the groups of `real`, which chose nothing, was .81 before
# letters counted (three wordings, all at .04) and is .854 with these; .842 with one sharpness for both, .848 with
# letters at .8. Twice as many wordings, by a second author, gave .838 (steps .943 to .938, samples .899 to .898).
_LETTERS = 1.0
_NEAREST = 5
_SHARPNESS_OF_TASKS = 0.10
_SHARPNESS_OF_QUESTIONS = 0.06
# Nearness of a text to no concept at all: a text that is no nearer to any has a short profile.
_NONE = 0.35
# Rows whose similarities are held at a time: some 10 bytes for each wording.
_BLOCK = 512


class ConceptSpace:
    """Profiles over ``k`` concepts."""

    def __init__(
        self,
        wordings: NDArray[np.float32],
        letters: LetterLikeness,
        bounds: NDArray[np.int64],
        centre: NDArray[np.float32],
        count: int,
    ) -> None:
        """Holds the wordings of the concepts, then those of other matters.

        Args:
            wordings: float32 ``(m, d)``, centred; those of a kind stand together.
            letters: likeness to the same ``m`` wordings.
            bounds: where the wordings of each kind start, and ``m``: ``(kinds + 1,)``.
            centre: float32 ``(d,)``, subtracted from every vector.
            count: ``k``: how many kinds are concepts; a text that is nearer to another kind has a short profile.
        """
        self._wordings = wordings
        self._letters = letters
        self._bounds = bounds
        self._centre = centre
        self.count = count

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        """The wordings of each kind, and behind the last ones of a short kind ``m``: ``(kinds, longest)``."""
        import numpy as np

        sizes = np.diff(self._bounds)
        places = self._bounds[:-1, None] + np.arange(sizes.max())
        return np.where(np.arange(sizes.max()) < sizes[:, None], places, len(self._wordings))

    @classmethod
    def build(cls, encode: Callable[[Sequence[str]], NDArray[np.float32]], centre: NDArray[np.float32]) -> ConceptSpace:
        """Builds the space of the shipped tables.

        Args:
            encode: embeds texts as documents: unit rows.
            centre: subtracted from every vector.
        """
        import numpy as np

        concepts = load_concepts()
        kinds = [concept.wordings for concept in concepts] + [matter.wordings for matter in load_other_matters()]
        wordings = [wording for kind in kinds for wording in kind]
        expander = shipped_expander()  # as units and questions are written out
        return cls(
            centred(encode(wordings), centre),
            LetterLikeness.build([expander.expand(wording, guess=False) for wording in wordings]),
            np.cumsum([0, *map(len, kinds)]),
            centre,
            len(concepts),
        )

    def save(self, folder: Path) -> None:
        """Writes the space into ``folder``."""
        import numpy as np

        self._letters.save(folder)
        np.savez(folder / _FILE, wordings=self._wordings, bounds=self._bounds, centre=self._centre, count=self.count)

    @classmethod
    def load(cls, folder: Path) -> ConceptSpace:
        """Reads the space from ``folder``.

        Raises:
            OSError, ValueError, KeyError: a file is missing or not what :meth:`save` writes.
        """
        import numpy as np

        letters = LetterLikeness.load(folder)
        with np.load(folder / _FILE, allow_pickle=False) as saved:
            return cls(saved["wordings"], letters, saved["bounds"], saved["centre"], int(saved["count"]))

    def profile_tasks(self, vectors: NDArray[np.float32], texts: Sequence[str]) -> NDArray[np.float16]:
        """Returns the profile of each task: float16 ``(n, k)``, length below 1; equal tasks have equal profiles.

        Args:
            vectors: ``(n, d)``, unit rows, not centred.
            texts: the ``n`` texts they are of.
        """
        import numpy as np

        profiles = np.empty((len(vectors), self.count), np.float16)
        for start in range(0, len(vectors), _BLOCK):
            rows = slice(start, start + _BLOCK)
            profiles[rows] = self._profile(vectors[rows], texts[rows], _SHARPNESS_OF_TASKS)
        return profiles

    def profile_question(self, vector: NDArray[np.float32], text: str) -> NDArray[np.float32]:
        """Returns the profile of a question: float32 ``(k,)``, length below 1.

        Args:
            vector: float32 ``(d,)`` of unit length, not centred.
            text: its words.
        """
        profile: NDArray[np.float32] = self._profile(vector[None], [text], _SHARPNESS_OF_QUESTIONS)[0]
        return profile

    def _profile(self, vectors: NDArray[np.float32], texts: Sequence[str], sharpness: float) -> NDArray[np.float32]:
        import numpy as np

        moved = centred(vectors, self._centre)
        # Of one text not by BLAS, which wakes a thread for each processor and waits for it.
        alike = np.einsum("ij,kj->ik", moved, self._wordings) if len(moved) == 1 else moved @ self._wordings.T
        likeness = np.full((len(vectors), len(self._wordings) + 1), -np.inf, np.float32)
        likeness[:, :-1] = alike
        for row, text in enumerate(texts):
            likeness[row, :-1] += _LETTERS * self._letters.score(text)
        own = np.sort(likeness.take(self._places, axis=1), axis=2)[:, :, -_NEAREST:]
        nearness = np.where(np.isfinite(own), own, 0).sum(axis=2) / np.minimum(np.diff(self._bounds), _NEAREST)
        nearness = nearness.astype(np.float32)
        nearest_of_all = np.maximum(nearness.max(axis=1, keepdims=True), _NONE)
        share = np.exp((nearness - nearest_of_all) / sharpness)
        none = np.exp((_NONE - nearest_of_all) / sharpness)
        whole = share / np.sqrt((share**2).sum(axis=1, keepdims=True) + none**2)
        profile: NDArray[np.float32] = np.ascontiguousarray(whole[:, : self.count])
        return profile
