"""The words of a list that may stand behind a found string: an exact search of the trie of all words.

The words are walked letter by letter, all prefixes of one length at a time; a row holds, for each place in the found
string, the probability that the prefix came out as what stands before it. Prefixes far behind the best are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from corpus.reading.restoration.channel import LONGEST, Channel

Rows = npt.NDArray[np.floating]
Ids = npt.NDArray[np.int64]

# Within a factor e^-14 of the best of its length: with 1e-4 less than 1 word in 1,000 changed, with 1e-8 none.
_PRUNE = 1e-6


class Case(StrEnum):
    """How a word is written."""

    LOWER = "lower"
    TITLE = "title"
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class _Level:
    """The prefixes of one length.

    Attributes:
        parents: row of each prefix's parent in the level before.
        letters: index of its last letter in the alphabet.
        words: id of the word that ends here, -1 where none does.
    """

    parents: Ids
    letters: Ids
    words: Ids


class Trie:
    """All words of a list, by prefixes."""

    def __init__(self, words: Sequence[str]) -> None:
        """Builds the trie; the id of a word is its place in ``words``, and an empty one is left out."""
        self.small = "".join(sorted({letter for word in words for letter in word}))
        self.capital = "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in self.small)
        place = {letter: number for number, letter in enumerate(self.small)}
        self._levels: list[_Level] = []
        rows: dict[str, int] = {"": 0}
        for length in range(1, max(map(len, words), default=0) + 1):
            prefixes = sorted({word[:length] for word in words if len(word) >= length})
            ends = {word: number for number, word in enumerate(words) if len(word) == length}
            self._levels.append(
                _Level(
                    np.array([rows[prefix[:-1]] for prefix in prefixes], dtype=np.int64),
                    np.array([place[prefix[-1]] for prefix in prefixes], dtype=np.int64),
                    np.array([ends.get(prefix, -1) for prefix in prefixes], dtype=np.int64),
                )
            )
            rows = {prefix: number for number, prefix in enumerate(prefixes)}

    def search(self, found: str, channel: Channel, case: Case, *, limit: int) -> tuple[Ids, Rows]:
        """Finds the words that most probably came out as ``found``.

        Returns:
            Ids of at most ``limit`` words and log P(found | word), best first, ties by id.
        """
        emissions = {
            alphabet: _emissions(alphabet, found, channel) for alphabet in {self._first(case), self._rest(case)}
        }
        rows = np.zeros((1, len(found) + 1), dtype=np.float64)
        rows[0, 0] = 1
        place = np.zeros(1, dtype=np.int64)  # row of each prefix of the level before, -1 for one that was dropped
        ids: list[Ids] = []
        scores: list[Rows] = []
        for depth, level in enumerate(self._levels):
            if depth > LONGEST * len(found) + 3:
                break
            alive = np.nonzero(place[level.parents] >= 0)[0]
            if not len(alive):
                break
            before = rows[place[level.parents[alive]]]
            tables = emissions[self._first(case) if depth == 0 else self._rest(case)]
            rows = np.zeros_like(before)
            for length, table in enumerate(tables):
                width = len(found) + 1 - length
                rows[:, length:] += before[:, :width] * table[level.letters[alive]]
            ends = (level.words[alive] >= 0) & (rows[:, -1] > 0)
            ids.append(level.words[alive][ends])
            scores.append(rows[ends, -1])
            best = rows.max(axis=1)
            kept = best > best.max(initial=0) * _PRUNE
            rows = rows[kept]
            place = np.full(len(level.letters), -1, dtype=np.int64)
            place[alive[kept]] = np.arange(len(rows))
        return _best(np.concatenate(ids), np.concatenate(scores), limit)

    def _first(self, case: Case) -> str:
        return self.small if case is Case.LOWER else self.capital

    def _rest(self, case: Case) -> str:
        return self.capital if case is Case.UPPER else self.small


def _emissions(alphabet: str, found: str, channel: Channel) -> list[Rows]:
    """Returns by length of string the table (letter, place in ``found``) of P(the string from there | letter)."""
    tables = []
    for length in range(min(LONGEST, len(found)) + 1):
        starts = range(len(found) + 1 - length)
        tables.append(np.stack([channel.row(alphabet, found[start : start + length]) for start in starts], axis=1))
    return tables


def _best(ids: Ids, scores: Rows, limit: int) -> tuple[Ids, Rows]:
    order = np.lexsort((ids, -scores))[:limit]
    return ids[order], np.log(scores[order]).astype(np.float32)
