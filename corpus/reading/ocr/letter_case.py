"""Marked vowels whose capital looks like the small one: the model mixes "Sở" and "SỞ", "chỉ" and "chỈ"."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_PAIR = 2


def mend_case(words: Sequence[str]) -> list[str]:
    """Returns the words of one line with the case of marked vowels as their word and its neighbours demand.

    A capital marked vowel among small letters becomes small ("TỪng", "chỈ"). A word of two capitals with such a vowel
    ("SỞ") keeps only the first where no neighbour is in capitals; alone in its line it stays as recognised.
    """
    mended = [_mend_word(word) for word in words]
    for place, word in enumerate(mended):
        around = mended[max(0, place - 1) : place] + mended[place + 1 : place + 2]
        told = [other for other in around if sum(char.isalpha() for char in other) >= _PAIR]
        if _is_pair(word) and told and not any(other.isupper() for other in told):
            mended[place] = _lowered(word)
    return mended


def _mend_word(word: str) -> str:
    """Lowers marked capital vowels after the first letter, where all other letters there are small."""
    later = [char for char in word[1:] if char.isalpha()]
    capitals = [char for char in later if char.isupper()]
    small = len(capitals) < len(later)
    return _lowered(word) if capitals and small and all(map(_is_marked_vowel, capitals)) else word


def _is_pair(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return (
        len(letters) == _PAIR and word.isupper() and _is_marked_vowel(letters[1]) and word[:_PAIR] == "".join(letters)
    )


def _lowered(word: str) -> str:
    return word[0] + "".join(char.lower() if _is_marked_vowel(char) else char for char in word[1:])


def _is_marked_vowel(char: str) -> bool:
    decomposed = unicodedata.normalize("NFD", char)
    return char.isupper() and decomposed[0] in "AEIOUY" and len(decomposed) > 1
