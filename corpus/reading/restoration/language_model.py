"""A trigram model of syllables, stored as sorted keys and quantised logarithms (see :mod:`.kneser_ney`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]
Logs = npt.NDArray[np.float32]

START, UNKNOWN, NUMBER, SYMBOL = 0, 1, 2, 3
"""Ids of what is not a word: the beginning of a sentence, a word not in the list, a number, a document symbol."""
RESERVED = ("<s>", "<unk>", "<num>", "<sym>")
STEP = 0.05
"""Nats a quantum of the stored logarithms: 255 quanta reach e^-12.75, past the rarest n-gram counted here."""


@dataclass(frozen=True, slots=True)
class NGrams:
    """N-grams of one order, sorted by key.

    Attributes:
        keys: ``context * vocabulary + word``; the context is a word for bigrams, the row of a bigram for trigrams.
        logs: natural logarithm of the interpolated probability.
    """

    keys: Ids
    logs: Logs

    def find(self, keys: Ids) -> tuple[Ids, npt.NDArray[np.bool_]]:
        """Returns for each key its row and whether it is there; the row of a missing key means nothing.

        There must be n-grams of this order.
        """
        rows = np.searchsorted(self.keys, keys)
        np.minimum(rows, len(self.keys) - 1, out=rows)
        return rows, self.keys[rows] == keys


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """P(word | two words before).

    Attributes:
        unigrams: by word id, log probability.
        word_backoffs: by word id, log weight of falling back from a bigram.
        bigrams: keys and logs.
        pair_backoffs: by bigram row, log weight of falling back from a trigram.
        trigrams: keys and logs.
        order: 3, or less to measure what the higher orders bring.
    """

    unigrams: Logs
    word_backoffs: Logs
    bigrams: NGrams
    pair_backoffs: Logs
    trigrams: NGrams
    order: int = 3

    def score(self, first: Ids, second: Ids, third: Ids) -> Logs:
        """Scores every chain of three words.

        Args:
            first: ids, shape (a,).
            second: ids, shape (b,).
            third: ids, shape (c,).

        Returns:
            Log probabilities of ``third`` after ``first, second``, shape (a, b, c).
        """
        size = len(self.unigrams)
        shape = (len(first), len(second), len(third))
        if self.order == 1:
            return np.broadcast_to(self.unigrams[third], shape)
        rows, known = self.bigrams.find(second[:, None] * size + third)
        lower = np.where(known, self.bigrams.logs[rows], self.word_backoffs[second][:, None] + self.unigrams[third])
        if self.order == 2:
            return np.broadcast_to(lower, shape)
        context, seen = self.bigrams.find(first[:, None] * size + second)
        scores = np.where(seen, self.pair_backoffs[context], np.float32(0))[:, :, None] + lower
        if len(self.trigrams.keys):
            at, after = np.nonzero(seen)
            rows, known = self.trigrams.find(context[at, after][:, None] * size + third)
            scores[at, after] = np.where(known, self.trigrams.logs[rows], scores[at, after])
        return np.asarray(scores, dtype=np.float32)

    def follow(self, first: Ids, second: Ids, third: Ids) -> Logs:
        """Scores chains one by one: log probability of ``third`` after ``first, second``; the shapes broadcast."""
        size = len(self.unigrams)
        rows, known = self.bigrams.find(second * size + third)
        scores = np.where(known, self.bigrams.logs[rows], self.word_backoffs[second] + self.unigrams[third])
        if self.order >= 3 and len(self.trigrams.keys):
            context, seen = self.bigrams.find(first * size + second)
            rows, known = self.trigrams.find(context * size + third)
            backed = np.where(seen, self.pair_backoffs[context], np.float32(0)) + scores
            scores = np.where(seen & known, self.trigrams.logs[rows], backed)
        return np.asarray(scores, dtype=np.float32)


def _dequantise(steps: npt.NDArray[np.generic]) -> Logs:
    return np.asarray(steps.astype(np.float32) * np.float32(-STEP), dtype=np.float32)


def read_model(arrays: Mapping[str, npt.NDArray[np.generic]], order: int = 3) -> LanguageModel:
    """Reads the model from the arrays that :func:`.kneser_ney.estimate` made."""
    bigram_keys = np.cumsum(arrays["bigram_gaps"].astype(np.int64))
    trigram_keys = np.cumsum(arrays["trigram_gaps"].astype(np.int64))
    return LanguageModel(
        _dequantise(arrays["unigrams"]),
        _dequantise(arrays["word_backoffs"]),
        NGrams(bigram_keys, _dequantise(arrays["bigram_logs"])),
        _dequantise(arrays["pair_backoffs"]),
        NGrams(trigram_keys, _dequantise(arrays["trigram_logs"])),
        order,
    )
