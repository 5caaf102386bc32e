"""Telex and slips of typing in one word without accents: "danhs" for "dánh", "hoahc" for "hoach", "fuc" for "phuc"."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from corpus.text import place_tones

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VOWELS = frozenset("aeiouyăâêôơư")
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"a": "ă", "o": "ơ", "u": "ư"}
# How people shorten an onset. Matched: "fuc" for "phuc", "zanh" for "danh". Refused: "w", which telex uses.
_ONSETS = (("f", "ph"), ("z", "d"), ("j", "gi"))


def decode_telex(word: str) -> str | None:
    """Reads the keys of telex as letters: ``"dduwowngf"`` is ``"đường"``; ``None`` where there is none among them.

    Args:
        word: small ASCII letters.
    """
    letters: list[str] = []
    tone = ""
    for key in word:
        last = letters[-1] if letters else ""
        vowels = [place for place, letter in enumerate(letters) if letter in _VOWELS]
        if key == "d" and last == "d":
            letters[-1] = "đ"
        elif key in _HATS and last == key:
            letters[-1] = _HATS[key]
        elif key == "w":
            _add_horn(letters, vowels)
        elif key in _TONES and vowels:
            tone = _TONES[key]
        else:
            letters.append(key)
    read = "".join(letters)
    if tone:
        place = _toned(letters)
        letters[place] += tone
        read = place_tones(unicodedata.normalize("NFC", "".join(letters)))
    return read if read != word else None


def _add_horn(letters: list[str], vowels: list[int]) -> None:
    bare = [place for place in vowels if letters[place] in _HORNS]
    if not bare:
        letters.append("ư")
        return
    pair = "".join(letters[place] for place in bare[-2:])
    if pair == "ua" and letters[0] != "q":
        letters[bare[-2]] = "ư"
        return
    if pair == "uo":
        letters[bare[-2]] = "ư"
    letters[bare[-1]] = _HORNS[letters[bare[-1]]]


def _toned(letters: list[str]) -> int:
    """Returns the place of the vowel that carries the tone."""
    vowels = [place for place, letter in enumerate(letters) if letter in _VOWELS]
    if len(vowels) > 1 and (letters[0], letters[vowels[0]]) in {("q", "u"), ("g", "i")}:
        vowels = vowels[1:]
    marked = [place for place in vowels if letters[place] not in "aeiouy"]
    if marked:
        return marked[-1]
    closed = vowels[-1] < len(letters) - 1
    return vowels[-1] if closed or len(vowels) == 1 else vowels[-2]


def mend_slip(word: str, known: Callable[[str], bool]) -> str | None:
    """Returns the known bare word that ``word`` is a slip of the fingers of; ``None`` where there is none.

    Two letters that changed places, and onsets as young people shorten them.

    Args:
        word: small ASCII letters that are no word.
        known: tells whether letters without marks are a word.
    """
    for short, onset in _ONSETS:
        if word.startswith(short) and known(onset + word[len(short) :]):
            return onset + word[len(short) :]
    for place in range(len(word) - 1):
        swapped = f"{word[:place]}{word[place + 1]}{word[place]}{word[place + 2 :]}"
        if known(swapped):
            return swapped
    return None
