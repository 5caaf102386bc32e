"""Two words whose blank was lost: "TRỮLỊCH SỬ", "UBND TỈNH NAMTRẠCH"."""

from __future__ import annotations

import re

from corpus.reading.syllables import is_syllable
from corpus.text import has_accents

# Matched: "NAMTRẠCH:". Refused: "QĐ-UBND", "VPĐK". On the first pages of 78 invented plans, scanned well and badly,
# none of the 17 words of five letters and more that fall into two syllables was one; shorter ones are abbreviations.
_LETTERS = re.compile(r"(\W*)([^\W\d_]{5,})(\W*)")
_SHORTEST_HALF = 2


def split_glued(word: str) -> tuple[str, ...]:
    """Returns the two words that a recognised one is, signs around them kept, or the word itself.

    A word of Vietnamese is one syllable: one with marks that is none, and falls into two in just one way, is two.
    """
    match = _LETTERS.fullmatch(word)
    if match is None or not has_accents(match[2]) or is_syllable(match[2].lower()):
        return (word,)
    before, letters, after = match.groups()
    cuts = range(_SHORTEST_HALF, len(letters) - _SHORTEST_HALF + 1)
    halves = [(letters[:cut], letters[cut:]) for cut in cuts]
    whole = [pair for pair in halves if all(is_syllable(half.lower()) for half in pair)]
    return (before + whole[0][0], whole[0][1] + after) if len(whole) == 1 else (word,)
