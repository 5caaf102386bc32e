"""A damaged text as it was probably meant, for reading by machines and for finding."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from corpus.model import RestoredWord
from corpus.text.faces import SeamlessFace


class Restored(SeamlessFace):
    """The text as found with the guesses laid over its ruined words.

    Within a guess the places run on in proportion: the middle of the guess comes from the middle of the word.
    """

    __slots__ = ()

    def place(self, offset: int) -> int:
        """Returns where the code point at ``offset`` of the text as found stands in this face."""
        return bisect_left(self.offsets, offset)


def restored(text: str, words: Sequence[RestoredWord]) -> Restored:
    """Lays the guesses over ``text``, with the place that each code point comes from.

    Args:
        text: the text as found.
        words: in order, not overlapping.
    """
    parts: list[str] = []
    offsets: list[int] = []
    end = 0
    for word in words:
        start, stop, length = word.source.start, word.source.end, len(word.text)
        parts += (text[end:start], word.text)
        offsets += range(end, start)
        offsets += (start + index * (stop - start) // length for index in range(length))
        end = stop
    parts.append(text[end:])
    offsets += range(end, len(text) + 1)
    return Restored("".join(parts), tuple(offsets))


def reading_text(text: str, words: Sequence[RestoredWord], start: int, end: int) -> str:
    """Lays the guesses over ``text[start:end]``; a word that reaches over either end stays as found.

    Args:
        text: the text as found.
        words: in order, not overlapping.
        start: first code point.
        end: one past the last.
    """
    parts: list[str] = []
    place = start
    for number in range(bisect_left(words, start, key=lambda word: word.source.start), len(words)):
        word = words[number]
        if word.source.end > end:
            break
        parts += (text[place : word.source.start], word.text)
        place = word.source.end
    parts.append(text[place:end])
    return "".join(parts)
