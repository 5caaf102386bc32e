"""What a document has said so far: its own words and pairs of words, mixed into the language model.

A plan repeats its names and terms. Words read with near certainty in a first reading of the whole document make the
same words likelier in a second: a tenth fewer wrong words on rendered pages, and 1 % more of all words confident at the
same precision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.reading.restoration.language_model import RESERVED

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.floating]

CERTAIN = 0.9
"""Posterior from which a word of the first reading is remembered."""
_SHARE = 0.1  # of the memory in the mixture: .05 and .15 are within .1 % of it
_PAIR_SHARE = 0.7  # of pairs within the memory, against single words


class Scorer(Protocol):
    """What scores chains of three words; see :meth:`.language_model.LanguageModel.score`."""

    def score(self, first: Ids, second: Ids, third: Ids) -> Floats:
        """Returns log probabilities, shape (a, b, c)."""


@dataclass(frozen=True, slots=True)
class Memory:
    """A language model that remembers one document.

    Attributes:
        model: the model at large.
        singles: by word id, share of the remembered words.
        keys: ``word * len(singles) + next word`` of remembered pairs, sorted.
        shares: for each pair, the share of the second word after the first.
    """

    model: Scorer
    singles: Floats
    keys: Ids
    shares: Floats

    def score(self, first: Ids, second: Ids, third: Ids) -> Floats:
        """Scores every chain of three words; see :class:`Scorer`."""
        wanted = second[:, None] * len(self.singles) + third
        rows = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        pairs = np.where(self.keys[rows] == wanted, self.shares[rows], 0.0)
        own = _PAIR_SHARE * pairs + (1 - _PAIR_SHARE) * self.singles[third]
        at_large = self.model.score(first, second, third)
        return np.asarray(np.log((1 - _SHARE) * np.exp(at_large) + _SHARE * own))


def remember(sentences: Iterable[Sequence[tuple[int, float]]], model: Scorer, size: int) -> Scorer:
    """Builds the memory of a document.

    Args:
        sentences: (word id, posterior) as read first.
        model: the model at large; returned as it is where nothing is certain.
        size: number of word ids.
    """
    words: list[int] = []
    keys: list[int] = []
    for sentence in sentences:
        certain = [w if posterior >= CERTAIN and w >= len(RESERVED) else None for w, posterior in sentence]
        words += [word for word in certain if word is not None]
        keys += [a * size + b for a, b in pairwise(certain) if a is not None and b is not None]
    if not keys:
        return model
    singles = np.bincount(words, minlength=size) / len(words)
    pairs, counts = np.unique(np.array(keys, dtype=np.int64), return_counts=True)
    before = np.bincount(pairs // size, weights=counts, minlength=size)
    # One more than was seen: a word seen once is no rule for what follows it.
    return Memory(model, singles, pairs, counts / (before[pairs // size] + 1))
