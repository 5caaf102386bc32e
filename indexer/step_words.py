"""What the words of a text tell: how likely it plans each step whole, each in part, or none.

Multinomial logistic regression over tf–idf of words and word pairs (Manning, Raghavan and Schütze, Introduction to
Information Retrieval, 2008, 6.2–6.4), learned from the worded examples of the steps and their parts, other kinds of
work, and what was labelled in plans and sentences (``tests/bench/bench_gap_judge.py``). Questions find tasks by it
(:mod:`indexer.kinds`), and the gap check weighs it among its signals (:mod:`search.judging`).
"""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"\w\w+")
# Shares are held to this distance from 0 and 1: beyond it the training says nothing.
_SUREST = 1e-4


def count_terms(text: str) -> Counter[str]:
    """Counts the words of a text and the pairs of neighbours among them, in lower case."""
    words = _WORD.findall(text.lower())
    return Counter((*words, *(" ".join(pair) for pair in pairwise(words))))


@dataclass(frozen=True)
class WordModel:
    """A softmax over ``k`` steps, what plans none of them, and, last, each of the steps in part.

    Attributes:
        terms: the ``v`` words and pairs that it knows.
        rarity: weight of one standing of each: float32 ``(v,)``.
        weights: float32 ``(v, 2 * k + 1)``.
        bias: float32 ``(2 * k + 1,)``; ``-inf`` for what nothing was told of.
        learned_from: digest of what it learned from, as in ``search.judging.weights.Weights``.
    """

    terms: Sequence[str]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    learned_from: str = ""

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {term: number for number, term in enumerate(self.terms)}

    def weigh_terms(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Returns the numbers of the known terms of a text and their weights in it: a row of unit length."""
        import numpy as np

        known = [(self._numbers[term], count) for term, count in count_terms(text).items() if term in self._numbers]
        if not known:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        numbers = np.array([number for number, _ in known])
        values = (1 + np.log([count for _, count in known])) * self.rarity[numbers]
        return numbers, (values / np.linalg.norm(values)).astype(np.float32)

    @property
    def count(self) -> int:
        """``k``: number of steps."""
        return len(self.bias) // 2

    def share(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns the share of each step, whole or in part: float32 ``(n, k)``; what a row lacks to 1 is of none."""
        whole, parts = self._share(texts)
        return whole + parts

    def tell(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Returns the log odds of each step, whole or in part, and whole: float32 ``(n, k)`` each, within ±9.3."""
        whole, parts = self._share(texts)
        return _log_odds(whole + parts), _log_odds(whole)

    def _share(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Returns the share of each step whole, and of each in part: float32 ``(n, k)`` both."""
        import numpy as np

        sums = np.empty((len(texts), len(self.bias)), np.float32)
        for row, text in enumerate(texts):
            numbers, values = self.weigh_terms(text)
            sums[row] = values @ self.weights[numbers] + self.bias
        sums -= sums.max(axis=1, keepdims=True, initial=-np.inf)
        shares = np.exp(sums)
        shares /= shares.sum(axis=1, keepdims=True)
        return shares[:, : self.count], shares[:, self.count + 1 :]


def _log_odds(shares: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    held = np.clip(shares, _SUREST, 1 - _SUREST)
    odds: NDArray[np.float32] = np.log(held / (1 - held))
    return odds


def pack_words(model: WordModel) -> bytes:
    """Returns the bytes of the file of a model; its weights are kept in 16 bits."""
    import numpy as np

    file = io.BytesIO()
    np.savez_compressed(
        file,
        terms=np.frombuffer("\n".join(model.terms).encode(), np.uint8),
        rarity=model.rarity.astype(np.float32),
        weights=model.weights.astype(np.float16),
        bias=model.bias.astype(np.float32),
        learned_from=np.frombuffer(model.learned_from.encode(), np.uint8),
    )
    return file.getvalue()


def unpack_words(packed: bytes) -> WordModel:
    """Reads the bytes of the file of a model.

    Raises:
        OSError, ValueError, KeyError: they are not what :func:`pack_words` returns.
    """
    import numpy as np

    with np.load(io.BytesIO(packed), allow_pickle=False) as parts:
        return WordModel(
            parts["terms"].tobytes().decode().split("\n"),
            parts["rarity"],
            parts["weights"].astype(np.float32),
            parts["bias"],
            parts["learned_from"].tobytes().decode(),
        )


@cache
def load_words(framework: str) -> WordModel | None:
    """Loads what was learned of words for a shipped framework, ``None`` where nothing was."""
    packed = _read(framework)
    return None if packed is None else unpack_words(packed)


@cache
def digest_words(framework: str) -> str:
    """Returns a digest of what was learned of words for a shipped framework."""
    return hashlib.sha256(_read(framework) or b"").hexdigest()[:16]


def _read(framework: str) -> bytes | None:
    for item in (files("indexer") / "data").iterdir():
        if item.name == f"{framework}-words.npz":
            return item.read_bytes()
    return None
