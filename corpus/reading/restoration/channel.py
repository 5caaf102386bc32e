"""How an OCR without Vietnamese writes a letter: P(found string | clean letter), learned from parallel text.

A letter comes out as a string of nothing to three characters ("ư" as "u", "tr" or "ir"), each letter by itself. Letters
seldom seen fall back on their family (all marks of one base letter) and this on what any engine does: the same letter,
the letter without its marks, its look-alikes. Learned by expectation–maximisation over the best alignments.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

LONGEST = 3
"""Characters that one letter may come out as."""
Counts = Mapping[str, Mapping[str, float]]
"""By clean letter, how often each string was found for it."""

_FAMILY_WEIGHT = 12.0  # pseudo-counts of the letter's family: rare letters (ẵ, Ỹ) have a dozen examples
_GENERAL_WEIGHT = 6.0  # pseudo-counts of what any engine does
_REMEMBERED = 20_000  # rows of some 500 bytes
# Share kept for what any engine does, however often a letter was seen: the texts to come are from engines unseen.
_OTHER_ENGINES = 0.02
_LOOK_ALIKES = {
    "l": "1I|!i]",
    "i": "1lIj!|",
    "I": "1l|!]",
    "o": "0",
    "O": "0Q",
    "s": "5S",
    "S": "5s$",
    "b": "6h",
    "B": "8E",
    "g": "9q",
    "q": "g",
    "z": "2",
    "Z": "2",
    "c": "e(¢",
    "C": "GC(",
    "e": "c€",
    "u": "ui",
    "n": "nr",
    "h": "bn",
    "D": "PBOb",
    "đ": "d",
    "Đ": "DPBb",
    "G": "C6",
    "Q": "OQ",
    "t": "+f",
    "f": "t",
    "y": "v",
    "v": "y",
    "a": "d4",
    "A": "4",
    "E": "F",
    "F": "E",
    "H": "I",
    "M": "N",
    "N": "M",
    "r": "t",
    "T": "I",
    "V": "Y",
    "Y": "V",
    "j": "i",
}
_STRINGS_ALIKE = {
    "m": ("rn", "in", "nn"),
    "n": ("ri", "ii"),
    "d": ("cl", "ci"),
    "h": ("li",),
    "w": ("vv",),
    "u": ("ii",),
    "ư": ("tr", "ir", "w"),
    "ơ": ("o'",),
    "đ": ("cl",),
}


@lru_cache(maxsize=4096)
def bare(letter: str) -> str:
    """Returns a letter without its marks, in its own case: ``"Ặ"`` gives ``"A"``, ``"đ"`` gives ``"d"``."""
    if letter in "đĐ":
        return "d" if letter == "đ" else "D"
    return unicodedata.normalize("NFD", letter)[0]


@lru_cache(maxsize=65536)
def _general(letter: str, found: str) -> float:
    """What any engine does with a letter, roughly: no data."""
    base = bare(letter)
    if found == "":
        return 0.002
    alike = {part for name in (base, letter) for part in (*_LOOK_ALIKES.get(name, ""), *_STRINGS_ALIKE.get(name, ()))}
    if len(found) == 1:
        return _general_letter(letter, base, found, alike)
    if found in alike:
        return 0.004
    if len(found) == 2:
        return 0.0003 if base in (bare(found[0]), bare(found[1])) else 0.000008
    return 0.00001 if base in found else 0.0000004


def _general_letter(letter: str, base: str, found: str, alike: set[str]) -> float:
    stripped = bare(found)
    if found == letter:
        return 0.30
    if stripped == base:
        return 0.45 if found == base else 0.04
    if stripped.lower() == base.lower():
        return 0.01
    return 0.012 if found in alike else 0.0004


class Channel:
    """P(found string | clean letter)."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._totals = {letter: sum(strings.values()) for letter, strings in counts.items()}
        family: dict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for letter, strings in counts.items():
            if bare(letter) != letter:
                for found, times in strings.items():
                    # Every member speaks equally loud: "ế" is a hundred times as common as "ễ".
                    family[bare(letter)][found] += times / self._totals[letter]
        self._family = {
            base: {found: share / sum(strings.values()) for found, share in strings.items()}
            for base, strings in family.items()
        }
        self._rows: dict[tuple[str, str], npt.NDArray[np.float32]] = {}
        self._known: dict[tuple[str, str], float] = {}

    def probability(self, letter: str, found: str) -> float:
        """Returns P(found | letter)."""
        known = self._known.get((letter, found))
        if known is None:
            known = self._known[letter, found] = self._probability(letter, found)
        return known

    def _probability(self, letter: str, found: str) -> float:
        general = _general(letter, found)
        # A letter without marks is no example for its marked family, nor they for it.
        siblings = self._family.get(bare(letter)) if bare(letter) != letter else None
        seen, total = self._counts.get(letter, {}).get(found, 0.0), self._totals.get(letter, 0.0)
        if siblings is not None:
            seen += _FAMILY_WEIGHT * siblings.get(found, 0.0)
            total += _FAMILY_WEIGHT
        learned = (seen + _GENERAL_WEIGHT * general) / (total + _GENERAL_WEIGHT)
        return (1 - _OTHER_ENGINES) * learned + _OTHER_ENGINES * general

    def row(self, letters: str, found: str) -> npt.NDArray[np.float32]:
        """Returns P(found | letter) for each of ``letters``, shape (len(letters),)."""
        key = (letters, found)
        row = self._rows.get(key)
        if row is None:
            if len(self._rows) >= _REMEMBERED:
                self._rows.clear()
            row = np.array([self._probability(letter, found) for letter in letters], dtype=np.float32)
            self._rows[key] = row
        return row

    def total(self, clean: str, found: str) -> float:
        """Returns log P(found | clean) over all alignments; minus infinity where none is possible."""
        sums = [1.0] + [0.0] * len(found)
        for letter in clean:
            after = [0.0] * len(sums)
            for start, mass in enumerate(sums):
                if mass > 0:
                    for end in range(start, min(len(found), start + LONGEST) + 1):
                        after[end] += mass * self.probability(letter, found[start:end])
            sums = after
        return math.log(sums[-1]) if sums[-1] > 0 else -math.inf

    def align(self, clean: str, found: str) -> tuple[str, ...]:
        """Returns what each letter of ``clean`` most probably came out as; ``()`` where no alignment is possible."""
        best: list[list[tuple[float, int]]] = [[(1.0, 0)] + [(0.0, 0)] * len(found)]
        for letter in clean:
            row = [(0.0, 0)] * (len(found) + 1)
            for start, (mass, _) in enumerate(best[-1]):
                if mass > 0:
                    for end in range(start, min(len(found), start + LONGEST) + 1):
                        value = mass * self.probability(letter, found[start:end])
                        if value > row[end][0]:
                            row[end] = (value, start)
            best.append(row)
        if best[-1][-1][0] <= 0:
            return ()
        strings: list[str] = []
        end = len(found)
        for row in reversed(best[1:]):
            start = row[end][1]
            strings.append(found[start:end])
            end = start
        return tuple(reversed(strings))


def learn(pairs: Iterable[tuple[tuple[str, str], int]], rounds: int = 4) -> Counts:
    """Learns the channel.

    Args:
        pairs: ((clean word, found word), times), both composed and in their own case.
        rounds: of aligning and counting.
    """
    known: Sequence[tuple[tuple[str, str], int]] = sorted(pairs)
    counts: Counts = {}
    for _ in range(rounds):
        channel = Channel(counts)
        fresh: dict[str, Counter[str]] = defaultdict(Counter)
        for (clean, found), times in known:
            for letter, string in zip(clean, channel.align(clean, found), strict=False):
                fresh[letter][string] += times
        counts = fresh
    return {letter: dict(sorted(strings.items())) for letter, strings in sorted(counts.items())}
