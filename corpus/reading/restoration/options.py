"""What each found word may stand for."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.reading.restoration.candidates import Case, Trie
from corpus.reading.restoration.channel import Channel
from corpus.reading.restoration.grammar import mend_number, mend_symbol
from corpus.reading.restoration.language_model import NUMBER, SYMBOL, UNKNOWN
from corpus.reading.restoration.lattice import Span
from corpus.reading.restoration.words import Kind, Token, spell


@dataclass(frozen=True, slots=True)
class Weights:
    """Costs in nats, chosen on rendered pages of texts in neither model (``tests/bench/bench_restoration.py``).

    Attributes:
        channel: weight of the channel's logarithms against the language model's.
        limit: words kept a place.
        unknown: cost of a word that is not in the list, kept as found.
        unknown_letter: and for each of its letters.
        unknown_capital: and for each letter of one in capitals: abbreviations are made up freely.
        other_case: a word in another case than found ("Iy" for "lý").
        merge: two found words are one.
        split: one found word is two.
        number: letters stand for digits.
        digit: one digit stands for a word ("6" for "ở").
        capital: weight of how often a word has a capital inside a sentence.
    """

    channel: float = 0.9
    limit: int = 14
    unknown: float = 8.0
    unknown_letter: float = 2.2
    unknown_capital: float = 0.9
    other_case: float = 2.5
    merge: float = 6.0
    split: float = 6.0
    number: float = 4.0
    digit: float = 1.0
    capital: float = 0.5


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the language model.

    Attributes:
        words: by id; the reserved ones are empty.
        ids: by word.
        written: words that are written in one way only: ``{"ubnd": "UBND"}``.
        codes: parts of document symbols with log of their share.
        capitals: by id, share of places inside a sentence where the word has a capital.
    """

    words: tuple[str, ...]
    ids: Mapping[str, int]
    written: Mapping[int, str]
    codes: Mapping[str, float]
    capitals: Sequence[float]


@dataclass(frozen=True, slots=True)
class Option:
    """One word that a found string may stand for.

    Attributes:
        id: for the language model.
        score: log P(found | word).
        text: as it would be written.
    """

    id: int
    score: float
    text: str


class Suggester:
    """Suggests the readings of found words; remembers what it has looked up."""

    def __init__(self, lexicon: Lexicon, channel: Channel, weights: Weights) -> None:
        self._lexicon = lexicon
        self._channel = channel
        self._weights = weights
        self._trie = Trie(lexicon.words)
        self._looked_up: dict[str, tuple[Option, ...]] = {}

    def spans(self, tokens: Sequence[Token], ruin: Sequence[float]) -> list[Span]:
        """Suggests the spans of one sentence, in order of their starts.

        Args:
            tokens: of the sentence.
            ruin: for each token the chance that what stands there went through a ruinous recognition, above 0 to 1.
        """
        spans: list[Span] = []
        for place, (token, chance) in enumerate(zip(tokens, ruin, strict=True)):
            own = self._own(token, chance)
            spans.append(_span((place, 0), (place + 1, 0), own, 1.0))
            if token.kind is not Kind.WORD:
                continue
            if place + 1 < len(tokens) and _may_be_one(token, tokens[place + 1]):
                both = self._ruined(token.text + tokens[place + 1].text)
                cost = self._weights.merge - np.log(min(chance, ruin[place + 1]))
                spans.append(_span((place, 0), (place + 2, 0), [_dearer(option, cost) for option in both], 2.0))
            if _may_be_two(token.text, self._ruined(token.text)):
                spans += self._splits(place, token.text, self._weights.split - np.log(chance))
        return spans

    def _own(self, token: Token, chance: float) -> list[Option]:
        if token.kind is Kind.NUMBER:
            return [Option(NUMBER, 0.0, token.text), *self._behind_digit(token.text, chance)]
        if token.kind is Kind.SYMBOL:
            return [Option(SYMBOL, 0.0, mend_symbol(token.text, self._lexicon.codes, self._channel).text)]
        if token.kind is Kind.ADDRESS:
            return [Option(UNKNOWN, 0.0, token.text)]
        cost = -float(np.log(chance))
        options = [_dearer(option, cost + self._case_cost(option.id, token)) for option in self._ruined(token.text)]
        kept = float(np.log1p(-chance)) if chance < 1 else -np.inf
        known = self._lexicon.ids.get(spell(token.text))
        if known is None:
            as_found = np.logaddexp(kept - self._strangeness(token.text, 0.0), -cost - self._strangeness(token.text))
            options.append(Option(UNKNOWN, float(as_found), token.text))
        elif kept > -np.inf:
            score = max((option.score for option in options if option.id == known), default=-np.inf)
            options = [option for option in options if option.id != known]
            options.append(Option(known, float(np.logaddexp(kept, score)), token.text))
        mended = mend_number(token.text)
        if mended is not None:
            options.append(Option(NUMBER, -self._weights.number, mended.text))
        return options

    def _case_cost(self, word: int, token: Token) -> float:
        """Returns how unlikely the word's first letter is in the case found, inside a sentence."""
        first = token.text[0]
        if token.opens or not first.isalpha() or (token.text.isupper() and len(token.text) > 1):
            return 0.0
        share = min(0.95, max(0.05, self._lexicon.capitals[word]))
        return -self._weights.capital * math.log(share if first.isupper() else 1 - share)

    def _behind_digit(self, found: str, chance: float) -> list[Option]:
        """Suggests the words that may have come out as one digit: "6" for "ở"."""
        if len(found) > 1:
            return []
        cost = self._weights.digit - float(np.log(chance))
        return [_dearer(option, cost) for option in self._ruined(found)[:4]]

    def _strangeness(self, found: str, fixed: float | None = None) -> float:
        """Returns the cost of an unknown word, in nats."""
        letters = sum(char.isalpha() for char in found)
        capitals = found.isupper() and letters == len(found) and letters > 1
        each = self._weights.unknown_capital if capitals else self._weights.unknown_letter
        return (self._weights.unknown if fixed is None else fixed) + each * len(found)

    def _ruined(self, found: str) -> tuple[Option, ...]:
        """Looks up what a ruined word may have been, best first."""
        if len(found) > _LONGEST_FOUND:
            return ()
        known = self._looked_up.get(found)
        if known is None:
            if len(self._looked_up) >= _REMEMBERED:
                self._looked_up.clear()
            known = self._looked_up[found] = self._look_up(unicodedata.normalize("NFC", found))
        return known

    def _look_up(self, found: str) -> tuple[Option, ...]:
        best: dict[int, Option] = {}
        for case, cost in self._cases(found):
            ids, scores = self._trie.search(found, self._channel, case, limit=self._weights.limit)
            for word, score in zip(ids.tolist(), scores.tolist(), strict=True):
                written = self._lexicon.written.get(word)
                extra = self._weights.other_case if written and case is not Case.UPPER else 0.0
                value = self._weights.channel * score - cost - extra
                if word not in best or value > best[word].score:
                    best[word] = Option(word, value, written or _write(self._lexicon.words[word], case))
        ranked = sorted(best.values(), key=lambda option: (-option.score, option.id))
        return tuple(ranked[: self._weights.limit])

    def _cases(self, found: str) -> list[tuple[Case, float]]:
        letters = [char for char in found if char.isalpha()]
        capitals = sum(char.isupper() for char in letters)
        other = self._weights.other_case
        if len(letters) > 1 and capitals >= 0.6 * len(letters):
            return [(Case.UPPER, 0.0)]
        if len(found) > 1 and not set(found) - _ROMAN:
            return [(Case.UPPER, 0.0), (Case.LOWER, other)]
        if found[0].isupper():
            return [(Case.TITLE, 0.0), (Case.LOWER, other)]
        if not found[0].isalpha():
            return [(Case.LOWER, 0.0), (Case.TITLE, other)]
        return [(Case.LOWER, 0.0)]

    def _splits(self, place: int, found: str, cost: float) -> list[Span]:
        spans: list[Span] = []
        for cut in range(1, len(found)):
            left, right = self._ruined(found[:cut])[:_HALVES], self._ruined(found[cut:])[:_HALVES]
            if left and right and min(left[0].score / cut, right[0].score / (len(found) - cut)) > _HOPELESS:
                spans.append(_span((place, 0), (place, cut), [_dearer(option, cost) for option in left], 0.5))
                spans.append(_span((place, cut), (place + 1, 0), list(right), 0.5))
        return sorted(spans, key=lambda span: span.start)


_REMEMBERED = 20_000  # found words with their readings: some 40 MB, the words of about 300 pages
_ROMAN = frozenset("IVXl1|!")
_POOR = -2.0  # nats a letter: below it a found string is like no word
_HOPELESS = -3.0  # and below it neither is a half of one
_HALVES = 8  # words kept for each half of a split
_LONGEST_FOUND = 24  # characters: beyond it a found string is no word, nor two
_LONGEST_WORD = 7  # letters of the longest syllable, "nghiêng"


def _may_be_one(left: Token, right: Token) -> bool:
    together = len(left.text) + len(right.text)
    return (
        right.kind is Kind.WORD
        and right.beside
        and together <= _LONGEST_WORD
        and min(len(left.text), len(right.text)) <= 2
    )


def _may_be_two(found: str, options: Sequence[Option]) -> bool:
    if not 4 <= len(found) <= _LONGEST_FOUND:
        return False
    return len(found) > _LONGEST_WORD + 1 or not options or options[0].score / len(found) < _POOR


def _span(start: tuple[int, int], end: tuple[int, int], options: Sequence[Option], weight: float) -> Span:
    return Span(
        start,
        end,
        np.array([option.id for option in options], dtype=np.int64),
        np.array([option.score for option in options], dtype=np.float64),
        tuple(option.text for option in options),
        weight,
    )


def _dearer(option: Option, cost: float) -> Option:
    return Option(option.id, option.score - cost, option.text)


def _write(word: str, case: Case) -> str:
    if case is Case.UPPER:
        return word.upper()
    return word[:1].upper() + word[1:] if case is Case.TITLE else word
