"""Restoring the words of damaged passages, and the text to read them by."""

from __future__ import annotations

import math
import re
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import cast

import numpy as np

from corpus.model import RestoredWord, Source
from corpus.reading.restoration.channel import Channel
from corpus.reading.restoration.data import RestorationData, load_data
from corpus.reading.restoration.grammar import mend_symbol
from corpus.reading.restoration.language_model import RESERVED, UNKNOWN, LanguageModel, read_model
from corpus.reading.restoration.lattice import Choice, Span, choose
from corpus.reading.restoration.memory import remember
from corpus.reading.restoration.options import Lexicon, Suggester, Weights
from corpus.reading.restoration.words import Kind, Token, find_tokens

DATA = Path(__file__).parent / "data" / "restoration.bin"
CONFIDENT_FROM = 0.90
"""Posterior from which a guess is confident.

Chosen on every other one of 45 rendered pages of texts in neither model: 95.5 % of the words reach it, 99.0 % of these
right. On the other pages, two of them hardly legible, 94 % at 97.6 %; outside the tables of 002 and 004 96 % at 99 %.
"""

# Letters that only a recognition with Vietnamese writes; "é", "ô" and the like are in every engine's Latin.
_VIETNAMESE = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹđơư]", re.IGNORECASE)
_AROUND = 30  # words either side by which the state of a passage is judged
_SOUND_SHARE = 0.25  # share of words with such a letter in sound text: .38-.62 in windows of 60 words
_LEAST_CHANCE = 1e-5  # of a ruined word in a sound passage: keeps all but a few in 10,000 words as they are
_MARKED_CHANCE = 1e-3  # at most, of one that carries such a letter


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with what its words may be."""

    tokens: Sequence[Token]
    chances: Sequence[float]
    spans: Sequence[Span]

    def word(self, choice: Choice) -> int:
        """Returns the id of the chosen word."""
        return int(self.spans[choice.span].ids[choice.option])


@dataclass(frozen=True, slots=True)
class Restorer:
    """The models together.

    Attributes:
        model: scores chains of words.
        suggester: suggests what a found word may be.
        lexicon: the words and the codes of symbols.
        channel: how letters come out.
        weight: of the model's logarithms.
        confident_from: least posterior of a confident guess, 0..1.
    """

    model: LanguageModel
    suggester: Suggester
    lexicon: Lexicon
    channel: Channel
    weight: float = 1.0
    confident_from: float = CONFIDENT_FROM

    def restore(self, text: str, ranges: Sequence[tuple[int, int]]) -> tuple[RestoredWord, ...]:
        """See :func:`restore_text`."""
        return tuple(word for word, _ in self.guess(text, ranges))

    def guess(
        self, text: str, ranges: Sequence[tuple[int, int]], *, chance: float | None = None
    ) -> list[tuple[RestoredWord, float]]:
        """Restores with the posterior of each guess, to calibrate by.

        Args:
            text: the text as found.
            ranges: see :func:`restore_text`.
            chance: how likely each word was ruined, above 0 to 1; by default the words around it tell.
        """
        tokens = [token for start, end in ranges for token in find_tokens(text, start, end)]
        chances = _chances(tokens) if chance is None else [chance] * len(tokens)
        sentences = [
            _Sentence(
                tokens[start:end], chances[start:end], self.suggester.spans(tokens[start:end], chances[start:end])
            )
            for start, end in _sentences(tokens)
        ]
        first = [(sentence, choose(sentence.spans, self.model, self.weight)) for sentence in sentences]
        read = ([(sentence.word(choice), choice.posterior) for choice in chosen] for sentence, chosen in first)
        memory = remember(read, self.model, len(self.lexicon.words))
        return [
            guess
            for sentence in sentences
            for guess in self._guesses(sentence, choose(sentence.spans, memory, self.weight))
        ]

    def _guesses(self, sentence: _Sentence, chosen: Sequence[Choice]) -> list[tuple[RestoredWord, float]]:
        guesses: list[tuple[RestoredWord, float]] = []
        half: Choice | None = None
        for choice in chosen:
            span = sentence.spans[choice.span]
            if span.end[1]:
                half = choice
                continue
            text, posterior = span.texts[choice.option], choice.posterior
            if half is not None:
                text = f"{sentence.spans[half.span].texts[half.option]} {text}"
                posterior = min(posterior, half.posterior)
                half = None
            covered = sentence.tokens[span.start[0] : max(span.end[0], span.start[0] + 1)]
            unknown = sentence.word(choice) == UNKNOWN
            chance = sentence.chances[span.start[0]]
            guesses.append(self._word(covered, text, posterior, unknown=unknown, chance=chance))
        return guesses

    def _word(
        self, covered: Sequence[Token], text: str, posterior: float, *, unknown: bool, chance: float
    ) -> tuple[RestoredWord, float]:
        token = covered[0]
        if token.kind is Kind.SYMBOL and not mend_symbol(token.text, self.lexicon.codes, self.channel).confident:
            posterior = 0.0
        if token.kind is Kind.WORD and any(char.isdigit() for char in text):
            posterior = 0.0  # a number that was mended, or a word that no one knows
        if unknown and chance > 0.5 and not (text.isupper() and text.isalpha()):
            posterior = 0.0  # no word that is known, in a ruined passage; abbreviations are made up freely
        source = Source(token.start, covered[-1].end)
        return RestoredWord(source, text, posterior >= self.confident_from), posterior


def is_vietnamese(word: str) -> bool:
    """Tells whether a word has a letter that only a recognition, or a keyboard, with Vietnamese writes: "ộ", "đ"."""
    return _VIETNAMESE.search(unicodedata.normalize("NFC", word)) is not None


def _sentences(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    starts = [number for number, token in enumerate(tokens) if token.opens]
    return list(zip(starts, [*starts[1:], len(tokens)], strict=True)) if tokens else []


def _chances(tokens: Sequence[Token]) -> list[float]:
    """Judges for each token how likely it is that what stands there was ruined: by the words around it."""
    counted = [token.kind is Kind.WORD and len(token.text) > 1 for token in tokens]
    marked = [count and is_vietnamese(token.text) for token, count in zip(tokens, counted, strict=True)]
    words, marks = [0, *accumulate(counted)], [0, *accumulate(marked)]
    chances = []
    for place in range(len(tokens)):
        left, right = max(0, place - _AROUND), min(len(tokens), place + _AROUND + 1)
        share = (marks[right] - marks[left]) / max(1, words[right] - words[left])
        chance = max(_LEAST_CHANCE, 1.0 - share / _SOUND_SHARE)
        chances.append(min(chance, _MARKED_CHANCE) if marked[place] else chance)
    return chances


def build_restorer(data: RestorationData, *, order: int = 3, weights: Weights | None = None) -> Restorer:
    """Builds the restorer from its data.

    Args:
        data: as loaded.
        order: of the language model, 1 to 3; below 3 only to measure what the higher orders bring.
        weights: costs; the measured ones where left out.
    """
    words = cast("Sequence[str]", data.tables["words"])
    padded = ("",) * len(RESERVED) + tuple(words)
    ids = {word: number for number, word in enumerate(padded) if word}
    written = cast("Mapping[str, str]", data.tables["written"])
    codes = cast("Mapping[str, int]", data.tables["codes"])
    total = sum(codes.values())
    lexicon = Lexicon(
        padded,
        ids,
        {ids[word]: form for word, form in written.items()},
        {code: math.log(times / total) for code, times in codes.items()},
        tuple((data.arrays["capitals"].astype(np.float64) / 255).tolist()),
    )
    channel = Channel(cast("Mapping[str, Mapping[str, float]]", data.tables["channel"]))
    return Restorer(read_model(data.arrays, order), Suggester(lexicon, channel, weights or Weights()), lexicon, channel)


_lock = threading.Lock()
_loaded: list[Restorer] = []


def load_restorer() -> Restorer:
    """Loads the shipped data, once for all threads.

    Raises:
        ModelUnavailable: ``RESTORATION_DATA_DAMAGED``.
    """
    with _lock:
        if not _loaded:
            _loaded.append(build_restorer(load_data(DATA)))
        return _loaded[0]


def restore_text(text: str, ranges: Sequence[tuple[int, int]]) -> tuple[RestoredWord, ...]:
    """Guesses the words of damaged passages.

    Every word, number and document symbol of the ranges comes back, also where it stays as it is, so that the share of
    confident words says how much of the passage can be relied on. Punctuation between them stays as found.

    Args:
        text: the text as found.
        ranges: half-open ranges of code points, in order, not overlapping; a sentence does not go over their ends.

    Returns:
        In order, not overlapping. Two found words that were one are one guess over both.

    Raises:
        ModelUnavailable: ``RESTORATION_DATA_DAMAGED``, the data that come with the program are missing or damaged.
    """
    return load_restorer().restore(text, ranges)
