"""Two words whose blank was lost: "TRỮLỊCH SỬ", "UBND TỈNH NAMTRẠCH"."""

from __future__ import annotations

from corpus.reading.syllables import is_syllable
from corpus.text import has_accents

# Letters. On the first pages of 78 invented plans, scanned well and badly, all 15 words of five letters and more that
# fall into two syllables in one way were two; shorter ones are abbreviations.
_SHORTEST = 5
_SHORTEST_HALF = 2


def split_glued(word: str) -> tuple[str, ...]:
    """Returns the two words that a recognised one is, or the word itself.

    A word of Vietnamese is one syllable: one with marks that is none, and falls into two in just one way, is two.
    """
    if len(word) < _SHORTEST or not word.isalpha() or not has_accents(word) or is_syllable(word.lower()):
        return (word,)
    cuts = range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
    halves = [(word[:cut], word[cut:]) for cut in cuts]
    whole = [pair for pair in halves if all(is_syllable(half.lower()) for half in pair)]
    return whole[0] if len(whole) == 1 else (word,)
