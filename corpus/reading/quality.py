"""How good a text is: the share of its tokens that are valid accented Vietnamese syllables."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from corpus.model import Grade, Layer, Quality
from corpus.reading.syllables import is_accented, is_syllable

# One word: letters with their marks. "Quyết" yes; the "19" and "/" of "19/2014/QĐ-TTg" no.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")

# Measured on 214 texts (203 good, 11 ruined): administrative texts of many agencies, OCR with and without Vietnamese,
# TCVN3 and VNI read as Latin-1. Ruined documents score .054-.295, good ones .798-.940. In chunks of 60 words (25 tokens
# or more) none of 283 ruined ones reaches .70, and 85 of 18,362 good ones (names, numbers) fall below it.
DAMAGED_BELOW = 0.70
# Below the worst good text of an earlier, wider measurement (289 texts, .778): such a text was not seen good or ruined.
GOOD_FROM = 0.77
# Shorter texts (a signature page, a form with no words filled in) were not separated reliably.
MIN_TOKENS = 25

_ETH = str.maketrans("Ðð", "Đđ")


def _counts(word: str) -> bool:
    """Leaves out what says nothing of accents: single ASCII letters and abbreviations (``ISO``, ``TCVN``, ``QĐ``)."""
    if len(word) == 1:
        return is_accented(word)
    return not (word.isupper() and not is_accented(word.replace("Đ", "D")) and not is_syllable(word))


def score_text(text: str) -> tuple[float, int]:
    """Scores a text in any normal form.

    Returns:
        The share of counted tokens that are valid accented syllables (0..1, 0 without tokens), and their number.
    """
    words = Counter(_WORD.findall(unicodedata.normalize("NFC", text).translate(_ETH)))
    counted = {word: times for word, times in words.items() if _counts(word)}
    total = sum(counted.values())
    if not total:
        return 0.0, 0
    good = sum(times for word, times in counted.items() if is_accented(word) and is_syllable(word))
    return good / total, total


def grade_text(text: str, *, pages: int | None = None) -> Quality:
    """Grades a text that was not recognised by us.

    Fewer than :data:`MIN_TOKENS` tokens cannot be judged: score 0, grade khá, layer native, for a short note is more
    often good than ruined. A text in another language scores low and is called damaged: what is measured is whether the
    text can be trusted *as Vietnamese*.

    Args:
        text: the text, in any normal form.
        pages: number of pages, handed through to the result.
    """
    score, tokens = score_text(text)
    if tokens < MIN_TOKENS:
        return Quality(Grade.FAIR, 0.0, Layer.NATIVE, pages)
    if score < DAMAGED_BELOW:
        return Quality(Grade.POOR, score, Layer.DAMAGED, pages)
    return Quality(Grade.GOOD if score >= GOOD_FROM else Grade.FAIR, score, Layer.NATIVE, pages)
