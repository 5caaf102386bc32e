"""Restoring what a person typed: without accents, with the keys of telex, or copied from a ruined text.

The language model is that of :mod:`.restore`; only how letters come out differs: fingers leave marks out, but do not
take "c" for "e".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from corpus.reading.restoration.channel import Channel, bare
from corpus.reading.restoration.options import Suggester, Weights
from corpus.reading.restoration.restore import Restorer, is_vietnamese, load_restorer
from corpus.reading.restoration.telex import decode_telex, mend_slip
from corpus.reading.restoration.words import Kind, Token, find_tokens
from corpus.reading.syllables import is_accented, is_syllable
from corpus.text import fold, reading_text

# Times, as the channel counts, that a marked letter is typed bare; and that it is typed whole, by telex.
_BARE, _WHOLE = 3000.0, 1000.0
# What is never read as other words: numbers and what is joined to them, codes in capitals. Matched: "19/2014/qd-ttg",
# "9001:2015", "10A1", "5S", "101/QĐ-BKHCN". Refused: "t6" and "d4o", which a recognition left.
_FIXED = re.compile(r"(?<!\w)\d[^\s,;()]*[/:.\-][^\s,;()]*|(?<!\w)(?:\d+[A-Z]\w?|[A-Z]\d+)(?!\w)")
_ASCII = re.compile(r"[a-z]+")


class State(StrEnum):
    """How the words of a question are written."""

    SOUND = "sound"
    UNACCENTED = "unaccented"
    RUINED = "ruined"


@dataclass(frozen=True, slots=True)
class TypedReading:
    """What was probably meant.

    Attributes:
        text: the words with accents; the text itself where they are sound.
        state: how they were written.
        sureness: mean probability of the words, 0..1; 1 where they are sound.
    """

    text: str
    state: State
    sureness: float


def read_typed(text: str, kept: Sequence[tuple[int, int]] = ()) -> TypedReading:
    """Reads a question as it was probably meant.

    One whose accents are right is left as it is, and so are numbers, symbols and what is ``kept`` in any.

    Args:
        text: one line, composed letters.
        kept: half-open ranges of code points that stay as they are, in order: abbreviations.

    Raises:
        ModelUnavailable: the data of the restoration are missing or damaged.
    """
    fixed = [*kept, *(match.span() for match in _FIXED.finditer(text))]
    words = [
        token
        for token in find_tokens(text)
        if token.kind is Kind.WORD and not any(start < token.end and token.start < end for start, end in fixed)
    ]
    state = judge_words([token.text for token in words])
    if state is State.SOUND:
        return TypedReading(text, state, 1.0)
    if state is State.UNACCENTED:
        text, fixed = _mend(text, words, fixed)
        restorer = _typist()
    else:
        restorer = load_restorer()
    guesses = [
        guess
        for guess in restorer.guess(text, [(0, len(text))], chance=1.0)
        if not any(start < guess[0].source.end and guess[0].source.start < end for start, end in fixed)
        and any(char.isalpha() for char in guess[0].text)
    ]
    if not guesses:
        return TypedReading(text, state, 0.0)
    read = reading_text(text, [word for word, _ in guesses], 0, len(text))
    return TypedReading(read, state, sum(posterior for _, posterior in guesses) / len(guesses))


def judge_words(words: Sequence[str]) -> State:
    """Judges whether words carry their accents, lack them, or went through a recognition without Vietnamese.

    Ruined are words of which none has a letter that only Vietnamese has ("ộ", "đ"), while one is spelt as no word can
    be: with a mark ("tiéu"), with a digit inside ("t6"), or two in bare letters ("Khdo sdt").
    """
    if not any(is_accented(word) for word in words):
        digits = any(_is_spoilt(word) for word in words)
        lower = any(word.islower() or word.istitle() or is_bare_word(word) for word in words)
        return State.RUINED if digits else State.UNACCENTED if lower else State.SOUND
    if any(map(is_vietnamese, words)):
        return State.SOUND
    bare_ones = sum(word.islower() and _ASCII.fullmatch(word) is not None and not is_bare_word(word) for word in words)
    return State.RUINED if any(map(_is_spoilt, words)) or bare_ones > 1 else State.SOUND


def _is_spoilt(word: str) -> bool:
    letters = unicodedata.normalize("NFC", word)
    if any(char.isdigit() for char in letters):
        return any(char.islower() for char in letters)
    return is_accented(letters) and not letters.isupper() and not is_syllable(letters)


def _mend(text: str, words: Sequence[Token], fixed: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Lays what keys and fingers meant over a text; returns it with the fixed ranges where they stand in it."""
    parts: list[str] = []
    moved = list(fixed)
    end = grown = 0
    for word in words:
        meant = mend_word(word.text)
        if meant != word.text:
            longer = len(meant) - len(word.text)
            moved = [(a + longer, b + longer) if a >= word.end + grown else (a, b) for a, b in moved]
            grown += longer
            parts += (text[end : word.start], meant)
            end = word.end
    return "".join((*parts, text[end:])), moved


def mend_word(word: str) -> str:
    """Returns a word without accents as it was meant to be typed; itself where nothing is known."""
    if not _ASCII.fullmatch(word) or is_bare_word(word):
        return word
    read = decode_telex(word)
    if read is not None and is_bare_word(read) and is_syllable(read):
        return read
    return mend_slip(word, is_bare_word) or word


def is_bare_word(word: str) -> bool:
    """Tells whether the letters of a word, marks aside, are those of a Vietnamese word: "co", "Ban"; not "htqlcl"."""
    return fold(word) in _bare_words()


@cache
def _bare_words() -> frozenset[str]:
    return frozenset(fold(word) for word in load_restorer().lexicon.words if word and is_syllable(word))


@cache
def _typist() -> Restorer:
    restorer = load_restorer()
    small = {letter for word in restorer.lexicon.words for letter in word}
    letters = sorted(small | {letter.upper() for letter in small if len(letter.upper()) == 1})
    channel = Channel(
        {letter: {bare(letter): _BARE} | ({letter: _WHOLE} if bare(letter) != letter else {}) for letter in letters}
    )
    return replace(restorer, suggester=Suggester(restorer.lexicon, channel, Weights()), channel=channel)
