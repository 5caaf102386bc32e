"""A rule grammar of written Vietnamese syllables: no word list, no data.

A syllable is onset + rime + tone. The rimes are written as nucleus and the codas it takes; the orthography decides
which onset letter stands before which vowel (k/c, gh/g, ngh/ng, q before a glide), and a syllable closed by a stop
(p, t, c, ch) takes only the tones sắc and nặng. These are the rules of the common school grammars; where old and new
spelling differ (hoà/hòa, quí/quý) both are accepted. Checked on 203 administrative texts: what the grammar refuses
there is abbreviations, words run together, misprints and names of places in other languages (Đắk).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_TONES = frozenset((_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT))
_STOP_TONES = frozenset((_ACUTE, _DOT))
_STOPS = ("ch", "p", "t", "c")

# Nucleus (with its glide, if any) -> what may follow it; "-" is nothing.
_CODAS = {
    "a": "- i o u y m n ng nh p t c ch",
    "ă": "m n ng p t c",
    "â": "u y m n ng p t c",
    "e": "- o m n ng p t c",
    "ê": "- u m n nh p t ch",
    "i": "- a u m n nh p t ch",
    "o": "- i m n ng p t c",
    "oo": "ng c",
    "ô": "- i m n ng p t c",
    "ơ": "- i m n p t",
    "u": "- a i m n ng p t c",
    "ư": "- a i u m ng t c",
    "y": "-",
    "iê": "u m n ng p t c",
    "yê": "u m n ng t",
    "uô": "i m n ng t c",
    "ươ": "i u m n ng p t c",
    "oa": "- i o y m n ng nh p t c ch",
    "oă": "m n ng t c",
    "oe": "- o n t",
    "uâ": "y n ng t",
    "uê": "- n nh ch",
    "uơ": "-",
    "uy": "- a u n nh p t ch",
    "uyê": "n t",
}
# After "qu" the u is the glide; "ôc" is for "quốc" alone.
_CODAS_AFTER_QU = {
    "a": _CODAS["a"],
    "ă": _CODAS["ă"],
    "â": "y n ng t",
    "e": "- o n t",
    "ê": "- n nh t ch",
    "i": "- n t",
    "ô": "c",
    "ơ": "- n t",
    "y": "- n nh p t ch",
    "yê": "n t",
}
# A tone belongs to a vowel. Matches (decomposed) "ñy", which TCVN3 and VNI give when read as Latin; refuses "đã".
_STRAY_TONE = re.compile("[^aeiouy\u0302\u0306\u031b][\u0300\u0301\u0303\u0309\u0323]")
_ONSETS = ("ngh", "ng", "nh", "ph", "th", "tr", "ch", "gh", "gi", "kh", *"bcdđghklmnprstvx")
_FRONT_ONLY = frozenset(("k", "gh", "ngh"))  # kẻ, ghi, nghệ – never "ka"
_BACK_ONLY = frozenset(("c", "g", "ng"))  # cá, gò, ngô – never "ce"; "gi" has its own rule
_FRONT_VOWELS = tuple("eêiy")


def _rimes(codas: dict[str, str]) -> frozenset[str]:
    return frozenset(
        nucleus + ("" if coda == "-" else coda) for nucleus, allowed in codas.items() for coda in allowed.split()
    )


_RIMES = _rimes(_CODAS)
_RIMES_AFTER_QU = _rimes(_CODAS_AFTER_QU)


def _split_tone(word: str) -> tuple[str, str]:
    """Returns the word without its tone marks (vowel quality kept, NFC) and the marks found."""
    tones: list[str] = []
    letters: list[str] = []
    for char in unicodedata.normalize("NFD", word.lower()):
        (tones if char in _TONES else letters).append(char)
    return unicodedata.normalize("NFC", "".join(letters)), "".join(tones)


def _splits(letters: str) -> list[tuple[str, str]]:
    """Returns each way to cut ``letters`` into an onset and a rime, not yet checked."""
    cuts = [("", letters)]
    cuts += [(onset, letters[len(onset) :]) for onset in _ONSETS if letters.startswith(onset)]
    if letters.startswith("gi"):  # "gì" and "giếng" write the i of onset and rime once
        cuts.append(("gi", letters[1:]))
    return cuts


def _fits(onset: str, rime: str) -> bool:
    if rime not in _RIMES:
        return False
    front = rime.startswith(_FRONT_VOWELS)
    return not ((onset in _FRONT_ONLY and not front) or (onset in _BACK_ONLY and front))


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Tells whether ``word`` is spelt like a Vietnamese syllable, accented or not: ``quyết``, ``ban``; not ``quyét``.

    Args:
        word: one word in any case and any normal form.
    """
    letters, tones = _split_tone(word)
    if not letters or len(tones) > 1 or _STRAY_TONE.search(unicodedata.normalize("NFD", word.lower())):
        return False
    if letters.endswith(_STOPS) and tones not in _STOP_TONES:
        return False
    if letters.startswith("qu"):
        return letters[2:] in _RIMES_AFTER_QU
    return any(_fits(onset, rime) for onset, rime in _splits(letters))


@lru_cache(maxsize=65536)
def is_accented(word: str) -> bool:
    """Tells whether ``word`` carries a Vietnamese mark: a tone, a vowel mark or đ."""
    return any(char == "đ" or unicodedata.combining(char) for char in unicodedata.normalize("NFD", word.lower()))
