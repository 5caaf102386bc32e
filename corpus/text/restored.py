"""A damaged text as it was probably meant, for reading by machines and for finding."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from corpus.model import RestoredWord


def reading_text(text: str, restored: Sequence[RestoredWord], start: int, end: int) -> str:
    """Lays the guesses over ``text[start:end]``; a word that reaches over either end stays as found.

    Args:
        text: the text as found.
        restored: in order, not overlapping.
        start: first code point.
        end: one past the last.
    """
    parts: list[str] = []
    place = start
    for number in range(bisect_left(restored, start, key=lambda word: word.source.start), len(restored)):
        word = restored[number]
        if word.source.end > end:
            break
        parts += (text[place : word.source.start], word.text)
        place = word.source.end
    parts.append(text[place:end])
    return "".join(parts)
