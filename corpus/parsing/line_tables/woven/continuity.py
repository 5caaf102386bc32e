"""How well one word goes on from another: by the language model that also restores damaged words, and by this document.

A plan repeats its names and terms, many of them abbreviations that no model knows ("HTQLCL"). Pairs of words that its
running text has are therefore likelier in its tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corpus.reading.restoration.language_model import NUMBER, START, SYMBOL, UNKNOWN
from corpus.reading.restoration.restore import Restorer, load_restorer
from corpus.reading.restoration.words import Kind, find_tokens, spell

Ids = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]
_KINDS = {Kind.NUMBER: NUMBER, Kind.SYMBOL: SYMBOL, Kind.ADDRESS: UNKNOWN}
_NO_WORDS = frozenset({START, UNKNOWN, NUMBER, SYMBOL})
_ENDS = (".", ";", ":", "!", "?")
_SHARE = 0.15  # of the document in the mixture
_STRANGE = -7.0  # of a word that no model knows, whatever goes before it
_MOST_OWN = 1 << 20  # more words than a document can add to those of the model


class Continuity:
    """Scores what may stand after what, in nats.

    Args:
        restorer: holds the language model and its words.
        texts: running text of the document, one passage each.
    """

    def __init__(self, restorer: Restorer, texts: Iterable[str] = ()) -> None:
        self._model = restorer.model
        self._known = restorer.lexicon.ids
        self._size = len(restorer.model.unigrams)
        self._own: dict[str, int] = {}
        pairs: list[int] = []
        for text in texts:
            ids = [
                one for word in text.split() for one in (*self.ids(word), *((START,) if ends_sentence(word) else ()))
            ]
            pairs += [a * _MOST_OWN + b for a, b in pairwise(ids) if START not in (a, b)]
        self._pairs, counts = np.unique(np.array([-1, *pairs], dtype=np.int64), return_counts=True)
        heads = self._pairs // _MOST_OWN
        order = np.cumsum(counts)
        first = np.searchsorted(heads, heads, side="left")
        last = np.searchsorted(heads, heads, side="right") - 1
        total = order[last] - order[first] + counts[first]
        self._shares = counts / (total + 1)

    def ids(self, word: str) -> tuple[int, ...]:
        """Returns the ids of the words in a string without blanks ("xã/thị" has two), ``()`` for mere punctuation."""
        return tuple(
            self._id(token.text) if token.kind is Kind.WORD else _KINDS[token.kind] for token in find_tokens(word)
        )

    def knows(self, word: str) -> bool | None:
        """Tells whether the model knows the words of a string, ``None`` where it holds none (a number, a mark)."""
        ids = [one for one in self.ids(word) if one not in _NO_WORDS]
        return all(one < self._size for one in ids) if ids else None

    def _id(self, word: str) -> int:
        spelled = spell(word)
        known = self._known.get(spelled)
        if known is None:
            known = self._own.setdefault(spelled, self._size + len(self._own))
        return known

    def follow(self, first: Ids, second: Ids, third: Ids) -> Scores:
        """Scores ``third`` after ``first, second``; the shapes broadcast. What a document added counts as unknown."""
        at_large = self._model.follow(*(np.where(ids < self._size, ids, UNKNOWN) for ids in (first, second, third)))
        at_large = np.where((third < self._size) & (third != UNKNOWN), at_large, _STRANGE)
        wanted = second * _MOST_OWN + third
        rows = np.minimum(np.searchsorted(self._pairs, wanted), len(self._pairs) - 1)
        own = np.where(self._pairs[rows] == wanted, self._shares[rows], 0.0)
        return np.asarray(np.log((1 - _SHARE) * np.exp(at_large) + _SHARE * own), dtype=np.float64)

    def chain(self, words: Sequence[tuple[int, ...]], opens: Sequence[bool]) -> Scores:
        """Scores each word after the words before it on its line, or as the first of a sentence where it ``opens``.

        Returns:
            Shape (len(words),).
        """
        flat = [START, START]
        place: list[int] = []  # of the word that each id from the third on belongs to, -1 for a beginning
        for number, (word, fresh) in enumerate(zip(words, opens, strict=True)):
            if fresh and place:
                flat += [START, START]
                place += [-1, -1]
            flat += word
            place += [number] * len(word)
        sums = np.zeros(len(words))
        if place:
            ids, at = np.array(flat, dtype=np.int64), np.array(place)
            scores = self.follow(ids[:-2], ids[1:-1], ids[2:])
            np.add.at(sums, at[at >= 0], scores[at >= 0])
        return sums

    def inner(self, words: Sequence[tuple[int, ...]]) -> Scores:
        """Scores the words inside each string after its first; shape (len(words),)."""
        return np.array(
            [
                float(self.chain([word], [False])[0] - self.chain([word[:1]], [False])[0]) if word[1:] else 0.0
                for word in words
            ]
        )


def load_continuity(texts: Iterable[str]) -> Continuity:
    """Loads the model, once for all threads, and adds the words of a document.

    Raises:
        ModelUnavailable: ``RESTORATION_DATA_DAMAGED``.
    """
    return Continuity(load_restorer(), texts)


def ends_sentence(word: str) -> bool:
    """Tells whether what follows ``word`` is not bound to it."""
    return word.endswith(_ENDS)
