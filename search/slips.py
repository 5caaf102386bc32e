"""Words of a question that no document has: what was probably meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

from corpus.reading.syllables import is_syllable

# A shorter word becomes too many others by one letter.
_SHORTEST = 4
# The letters that a bare one may stand for; a dot below is the tone that every syllable may have.
_LETTERS = {"a": "aăâ", "e": "eê", "o": "oôơ", "u": "uư", "d": "dđ"}
_TONE = "\u0323"


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that no document has, and the words one letter away that documents have, in order."""

    word: str
    meant: tuple[str, ...]


def find_slips(words: Sequence[str], known: Collection[str]) -> tuple[Slip, ...]:
    """Finds the words of a question, folded, that are not known, each with what was probably meant.

    One letter added, left out, put for another or swapped with its neighbour is a slip, if the word as typed is no
    Vietnamese syllable ("phuogn"): who asks for "nuôi trồng" means it, and not "người". Digits are never one. Where a
    word has nothing near, the question asks for something that is not there, and no word is changed. The last word may
    be the beginning of a known one.
    """
    from rapidfuzz.distance import OSA

    slips: list[Slip] = []
    for place, word in enumerate(words, start=1):
        if word in known or (place == len(words) and any(other.startswith(word) for other in known)):
            continue
        near = () if len(word) < _SHORTEST or not word.isalpha() or _is_bare_syllable(word) else known
        meant = [other for other in near if other.isalpha() and OSA.distance(word, other, score_cutoff=1) <= 1]
        if not meant:
            return ()
        slips.append(Slip(word, tuple(sorted(meant))))
    return tuple(slips)


def _is_bare_syllable(word: str) -> bool:
    """Tells whether an accent-free word is a syllable with its accents left out: "luat", "quyen"; not "phuog"."""
    if len(word) > len("nghieng"):
        return False
    spellings = map("".join, product(*(_LETTERS.get(letter, letter) for letter in word)))
    return any(is_syllable(spelling) or is_syllable(spelling + _TONE) for spelling in spellings)
