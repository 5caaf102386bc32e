"""Where a text stands among the kinds of work: by likeness to wordings of concepts, and by its words among the steps.

A profile holds both parts one after the other. Likeness to wordings reaches work outside the steps and words that
nobody labelled; the words learned from labelled plans tell the steps apart better. With weights of the signals chosen
on steps and samples, mean nDCG@10 of the groups of `real`, which chose nothing, was .853 by wordings alone and .894 by
both, with words of four authors (``tests/bench/bench_search.py``); the labelled plans are of made-up agencies, by
authors who saw neither questions nor tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.concepts import ConceptSpace
from indexer.step_words import WordModel, digest_words, load_words, pack_words, unpack_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FRAMEWORK = "khung-101"
"""The framework among whose steps words place a text."""

_FILE = "step_words.npz"
# Each part counts half in a product of two profiles.
_HALF = 0.5**0.5
# What the length of a text's shares is held against: one that plans no step has a short profile. From .05 to .2 the
# mean of all groups moves by .001.
_NONE = 0.1


@dataclass(frozen=True, slots=True)
class KindSpace:
    """Profiles over ``k`` kinds of work: the concepts, then the steps.

    Attributes:
        concepts: tells them by wordings.
        words: tells them by words.
    """

    concepts: ConceptSpace
    words: WordModel

    @classmethod
    def build(cls, encode: Callable[[Sequence[str]], NDArray[np.float32]], centre: NDArray[np.float32]) -> KindSpace:
        """Builds the space of what ships; see :meth:`indexer.concepts.ConceptSpace.build`.

        Raises:
            FileNotFoundError: the words that were learned do not ship.
        """
        words = load_words(FRAMEWORK)
        if words is None:
            raise FileNotFoundError(f"{FRAMEWORK}-words.npz")
        return cls(ConceptSpace.build(encode, centre), words)

    def save(self, folder: Path) -> None:
        """Writes the space into ``folder``."""
        self.concepts.save(folder)
        (folder / _FILE).write_bytes(pack_words(self.words))

    @classmethod
    def load(cls, folder: Path) -> KindSpace:
        """Reads the space from ``folder``.

        Raises:
            OSError, ValueError, KeyError: a file is missing or not what :meth:`save` writes.
        """
        return cls(ConceptSpace.load(folder), unpack_words((folder / _FILE).read_bytes()))

    def profile_tasks(self, vectors: NDArray[np.float32], texts: Sequence[str]) -> NDArray[np.float16]:
        """Returns the profile of each task: float16 ``(n, k)``, length below 1; equal tasks have equal profiles.

        Args:
            vectors: ``(n, d)``, unit rows, not centred.
            texts: the ``n`` texts they are of.
        """
        import numpy as np

        return self._join(self.concepts.profile_tasks(vectors, texts), texts).astype(np.float16)

    def profile_question(self, vector: NDArray[np.float32], text: str) -> NDArray[np.float32]:
        """Returns the profile of a question: float32 ``(k,)``, length below 1.

        Args:
            vector: float32 ``(d,)`` of unit length, not centred.
            text: its words.
        """
        profile: NDArray[np.float32] = self._join(self.concepts.profile_question(vector, text)[None], [text])[0]
        return profile

    def _join(self, concepts: NDArray[np.floating], texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        shares = self.words.share(texts)
        steps = shares / (np.linalg.norm(shares, axis=1, keepdims=True) + _NONE)
        return np.float32(_HALF) * np.concatenate([concepts, steps], axis=1, dtype=np.float32)


def digest_kinds() -> str:
    """Returns a digest of the words that were learned."""
    return digest_words(FRAMEWORK)
