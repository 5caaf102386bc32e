"""Cuts a text into the pieces of multilingual-e5-small: the Unigram tokenizer of XLM-R, ready in a tenth of a second.

The model: Kudo, "Subword Regularization", arXiv:1804.10959. The library tokenizers gives the same ids (a test compares
them) but takes the better part of a second to load 250,000 pieces, which every question at the command line would wait
for. No piece runs over a blank, so that each word is cut once and remembered: Vietnamese has few different syllables.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.embedding.e5_weights import Vocabulary

# What SentencePiece writes for a blank; every word begins with one.
_BLANK = "▁"
# The pieces that stand for no text. As in SentencePiece, and unlike in tokenizers, a text that holds these letters
# ("</s>") is cut like any other, so that no text can end itself early.
_SPECIAL = (b"<s>", b"<pad>", b"</s>", b"<unk>", b"<mask>")
# How much less likely an unknown letter is than the least likely piece; the constant of SentencePiece.
_UNKNOWN_PENALTY = 10.0
# Words whose pieces are remembered; 1,051 tasks of real plans and samples have 2,800 different ones.
_REMEMBERED = 1 << 15


class PieceCutter:
    """Cuts texts into ids of pieces. Safe for several threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._ids = dict(zip(vocabulary.pieces, range(len(vocabulary.pieces)), strict=True))
        for piece in _SPECIAL:
            del self._ids[piece]
        self._scores = vocabulary.scores
        self._longest = max(map(len, self._ids))
        self._start, self._end, self._unknown = vocabulary.start, vocabulary.end, vocabulary.unknown
        self._unknown_score = min(vocabulary.scores) - _UNKNOWN_PENALTY
        self._rules = dict.fromkeys(vocabulary.dropped, "") | dict.fromkeys(vocabulary.blanks, " ")
        self._cut_word = lru_cache(_REMEMBERED)(self._find_likeliest)

    def cut(self, text: str, most: int) -> list[int]:
        """Returns the ids of a text between those of its start and its end.

        Args:
            text: any text with a UTF-8 form.
            most: ids at most, those two among them; what would come after is left out.
        """
        ids = [self._start]
        plain = unicodedata.normalize("NFKC", text.translate(self._rules)).replace(_BLANK, " ")
        for word in filter(None, plain.strip().split(" ")):
            ids += self._cut_word(_BLANK + word)
            if len(ids) >= most:
                break
        del ids[most - 1 :]
        ids.append(self._end)
        return ids

    def _find_likeliest(self, word: str) -> tuple[int, ...]:
        """Returns the likeliest way to cut a word (Viterbi); a run of unknown letters is one unknown piece."""
        letters = word.encode()
        bounds = [0, *accumulate(len(letter.encode()) for letter in word)]
        best = [0.0] + [-inf] * (len(bounds) - 1)
        came: list[tuple[int, int]] = [(0, 0)] * len(bounds)  # where the last piece begins, and its id
        for start, first in enumerate(bounds[:-1]):
            for end in range(start + 1, len(bounds)):
                if bounds[end] - first > self._longest:
                    break
                piece = self._ids.get(letters[first : bounds[end]])
                if piece is None and end > start + 1:
                    continue
                score = best[start] + (self._unknown_score if piece is None else self._scores[piece])
                if score > best[end]:
                    best[end] = score
                    came[end] = (start, self._unknown if piece is None else piece)
        ids: list[int] = []
        end = len(bounds) - 1
        while end:
            end, piece = came[end]
            if not (piece == self._unknown and ids and ids[-1] == self._unknown):
                ids.append(piece)
        return tuple(reversed(ids))
