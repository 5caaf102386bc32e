"""Tone marks that small or bold print hides from the recogniser: "TĨNH" for "TỈNH", "Chỉ cục" for "Chi cục".

The model of Tesseract reads letter by letter and takes one tone for another where the mark is a few pixels high. Which
word of those that differ in nothing but the tone stands in a line is told by the words beside it; the trigram model of
:mod:`corpus.reading.restoration` knows them. What is no Vietnamese syllable ("QUYẼT") may have lost any of its marks. A
word is changed only where the model is far surer than its recognition, so that the name of a place, which no model
knows, stays as recognised.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.errors import ModelUnavailable
from corpus.reading.restoration.words import spell
from corpus.reading.syllables import is_syllable
from corpus.text import fold, has_accents

if TYPE_CHECKING:
    from corpus.reading.restoration.language_model import LanguageModel

_LOG = logging.getLogger(__name__)
# By how many nats another tone must fit its neighbours better, for a word of less than that confidence (0..100). On the
# first pages of 78 invented plans, scanned well and badly (43,702 words that align with their text, 243 of them with a
# wrong mark; none of the texts is in the model) 113 words are mended and 1 is spoilt. With 5 nats whatever the
# confidence 33 are spoilt: names of places. Half of the words recognised rightly have a confidence above 96.
_MARGINS = ((96.0, 7.0), (101.0, 11.0))
# Marks above capitals are smaller: "UBND TÍNH" for "TỈNH" comes with 97. With 8 nats 3 words more are mended and none
# is spoilt, nor any of 3,209 words in capitals of the plans themselves; with 6 below 96 "LAM SƠN" becomes "LÀM SƠN".
_MARGINS_OF_CAPITALS = ((96.0, 7.0), (101.0, 8.0))
_UNKNOWN_COST = 6.0  # nats, for a word the model does not know; with 8 one word more is mended, with 10 four
_PASSES = 2  # a word that was mended tells the one before it: "BÊNH TÂT" becomes "BÊNH TẬT", then "BỆNH TẬT"
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SHORTEST = 2  # letters of a word that is mended: "à" and "y" alone are labels as well
# Matched: "TĨNH", "(Chỉ", "lâm,". Refused: "QĐ-TTg", "9001:2015", "x1".
_WORD = re.compile(r"(?P<before>[^\w]*)(?P<word>[^\W\d_]+)(?P<after>[^\w]*)")
_NUMBER = re.compile(r"[^\w]*\d[\d.,/:-]*[^\w]*")
# Words that a name follows, spelt as in the model; a word with a capital up to two places behind one is left alone. Of
# 268 names of districts in eight phrases 6 were spoilt before, 3 behind "SỞ NỘI VỤ" still are.
# Matched: "XÃ SƠN TỊNH", "huyện Cần Đước". Refused: "tỉnh giao", "UBND TĨNH".
_NAME_OPENS = ("xã", "phường", "trấn", "khu", "huyện", "quận", "phố", "tỉnh")
# What the words of a line say nothing over. Matched: "lâm;", "năm 2024.". Refused: "lâm,".
_STOPS = (".", ";", ":", "!", "?")


@dataclass(frozen=True, slots=True)
class _Speller:
    """The words of the language model.

    Attributes:
        model: scores chains of them.
        words: by id.
        ids: by word.
        toneless: ids by what is left of a word without its tone.
        skeletons: ids by what is left of it without any mark.
        openers: ids of :data:`_NAME_OPENS`.
    """

    model: LanguageModel
    words: Sequence[str]
    ids: Mapping[str, int]
    toneless: Mapping[str, tuple[int, ...]]
    skeletons: Mapping[str, tuple[int, ...]]
    openers: frozenset[int]

    def alike(self, word: str) -> tuple[int, ...]:
        """Returns the ids of the words that ``word`` may be, itself among them where it is known."""
        if spell(word) in self.ids or is_syllable(word.lower()):
            return self.toneless.get(_without_tone(spell(word)), ())
        return self.skeletons.get(fold(word), ()) if has_accents(word) else ()


@dataclass(slots=True)
class _Token:
    """A word of the line with the signs around it and its id; of what is no word, ``word`` is empty."""

    before: str
    word: str
    after: str
    id: int

    @property
    def text(self) -> str:
        return self.before + self.word + self.after

    @property
    def opens(self) -> bool:
        return self.before.startswith("(")

    @property
    def stops(self) -> bool:
        return self.text.endswith(_STOPS)


def mend_tones(texts: Sequence[str], confidences: Sequence[float]) -> list[str]:
    """Returns the words of one line with the tone marks that their neighbours demand.

    Args:
        texts: the words, in order.
        confidences: of each, 0..100.
    """
    speller = _speller()
    if speller is None:
        return list(texts)
    line = [_token(text, speller) for text in texts]
    for _ in range(_PASSES):
        mended = [_mend(line, place, confidence, speller) for place, confidence in enumerate(confidences)]
        if not any(mended):
            break
    return [token.text for token in line]


def _mend(line: Sequence[_Token], place: int, confidence: float, speller: _Speller) -> bool:
    """Gives one word of a line the tone that fits best, where it fits far better; tells whether it did."""
    from corpus.reading.restoration.language_model import UNKNOWN

    token = line[place]
    if len(token.word) < _SHORTEST or _in_name(line, place, speller):
        return False
    others = [other for other in speller.alike(token.word) if other != token.id]
    if not others:
        return False
    before, after = _left(line, place), _right(line, place)
    scores, seen = _score(speller.model, before, [token.id, *others], after)
    own = scores[0] - (_UNKNOWN_COST if token.id == UNKNOWN else 0.0)
    best = max(range(1, len(scores)), key=lambda number: scores[number])
    margins = _MARGINS_OF_CAPITALS if token.word.isupper() else _MARGINS
    margin = next(nats for below, nats in margins if confidence < below)
    if not seen[best] or scores[best] - own < margin:
        return False
    token.id = others[best - 1]
    token.word = _written(speller.words[token.id], token.word)
    return True


def _in_name(line: Sequence[_Token], place: int, speller: _Speller) -> bool:
    """Tells whether a word may belong to the name of a place."""
    before = line[max(0, place - 2) : place]
    return line[place].word[0].isupper() and any(token.id in speller.openers for token in before)


def _left(line: Sequence[_Token], place: int) -> tuple[int, int]:
    """Returns the ids of the two words before a place, as far as its sentence reaches."""
    from corpus.reading.restoration.language_model import START

    ids = [START, START]
    for number in (1, 2):
        at = place - number
        if at < 0 or line[at].stops or line[at + 1].opens:
            break
        ids[-number] = line[at].id
    return ids[0], ids[1]


def _right(line: Sequence[_Token], place: int) -> list[int]:
    """Returns the ids of up to two known words behind a place, as far as its sentence reaches."""
    from corpus.reading.restoration.language_model import UNKNOWN

    ids: list[int] = []
    for at in range(place + 1, min(place + 3, len(line))):
        if line[at - 1].stops or line[at].opens or line[at].id == UNKNOWN:
            break
        ids.append(line[at].id)
    return ids


def _score(
    model: LanguageModel, before: tuple[int, int], words: Sequence[int], after: Sequence[int]
) -> tuple[list[float], list[bool]]:
    """Returns for each word the log probability of it and ``after``, and whether a neighbour was met beside it."""
    import numpy as np

    from corpus.reading.restoration.language_model import START, UNKNOWN

    chain = [np.array([id_]) for id_ in before] + [np.array(words)] + [np.array([id_]) for id_ in after]
    scores = np.zeros(len(words))
    for first, second, third in zip(chain, chain[1:], chain[2:], strict=False):
        scores = scores + model.follow(first, second, third)
    seen = np.zeros(len(words), dtype=np.bool_)
    size = len(model.unigrams)
    if before[1] not in (START, UNKNOWN):
        seen |= model.bigrams.find(chain[1] * size + chain[2])[1]
    if after:
        seen |= model.bigrams.find(chain[2] * size + chain[3])[1]
    return scores.tolist(), seen.tolist()


def _token(text: str, speller: _Speller) -> _Token:
    from corpus.reading.restoration.language_model import NUMBER, UNKNOWN

    match = _WORD.fullmatch(unicodedata.normalize("NFC", text))
    if match is None:
        return _Token(text, "", "", NUMBER if _NUMBER.fullmatch(text) else UNKNOWN)
    return _Token(match["before"], match["word"], match["after"], speller.ids.get(spell(match["word"]), UNKNOWN))


def _written(word: str, found: str) -> str:
    if found.isupper():
        return word.upper()
    return word.capitalize() if found[0].isupper() else word


def _without_tone(word: str) -> str:
    kept = (char for char in unicodedata.normalize("NFD", word) if char not in _TONES)
    return unicodedata.normalize("NFC", "".join(kept))


@cache
def _speller() -> _Speller | None:
    """Returns the words of the shipped model, ``None`` where its file is missing or damaged: nothing is mended then."""
    from corpus.reading.restoration.restore import load_restorer

    try:
        restorer = load_restorer()
    except ModelUnavailable as error:
        _LOG.warning("tone marks stay as recognised: %s", error.code)
        return None
    toneless: dict[str, list[int]] = defaultdict(list)
    skeletons: dict[str, list[int]] = defaultdict(list)
    for word, number in restorer.lexicon.ids.items():
        toneless[_without_tone(word)].append(number)
        skeletons[fold(word)].append(number)
    return _Speller(
        restorer.model,
        restorer.lexicon.words,
        restorer.lexicon.ids,
        {form: tuple(ids) for form, ids in toneless.items()},
        {form: tuple(ids) for form, ids in skeletons.items()},
        frozenset(restorer.lexicon.ids[word] for word in _NAME_OPENS if word in restorer.lexicon.ids),
    )
