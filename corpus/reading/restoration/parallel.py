"""Pairs of words from a clean text and the same text as found."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from corpus.text import fold

_WORD = re.compile(r"\S+")
_EDGES = " \t.,;:!?…()[]{}\"“”'‘’«»|/\\-–—_*+•·="
_FAR = 0.6  # share of letters that may differ without their marks; beyond it the two are not the same word


def pair_words(true: str, found: str) -> Iterator[tuple[str, str]]:
    """Yields (clean word, found word) where one word stands against one word.

    Both texts are aligned letter by letter without their marks, so that words which ran together or fell apart, and
    lines which are missing, do not throw the rest out of step.
    """
    clean_face, found_face = _face(true), _face(found)
    owner: list[int] = [-1] * len(clean_face)
    for block in Levenshtein.opcodes(clean_face, found_face):
        if block.tag in {"equal", "replace"}:
            for step in range(block.src_end - block.src_start):
                owner[block.src_start + step] = block.dest_start + step
    words = [match.span() for match in _WORD.finditer(found_face)]
    word_of = [-1] * len(found_face)
    for number, (start, end) in enumerate(words):
        word_of[start:end] = [number] * (end - start)
    claims: list[tuple[int, int, frozenset[int]]] = []
    for match in _WORD.finditer(clean_face):
        seen = [word_of[owner[at]] for at in range(*match.span()) if owner[at] >= 0]
        claims.append((*match.span(), frozenset(number for number in seen if number >= 0)))
    taken = Counter(number for *_, numbers in claims for number in numbers)
    for start, end, numbers in claims:
        if len(numbers) == 1 and taken[next(iter(numbers))] == 1:
            left, right = words[next(iter(numbers))]
            yield _strip(true[start:end]), _strip(found[left:right])


def count_pairs(true: str, found: str) -> Counter[tuple[str, str]]:
    """Counts the pairs that are letters on the clean side and near each other."""
    counted: Counter[tuple[str, str]] = Counter()
    for clean, ruined in pair_words(true, found):
        if clean.isalpha() and ruined and len(ruined) <= 2 * len(clean) + 1:
            distance = Levenshtein.distance(fold(clean), fold(ruined))
            if distance <= max(2, _FAR * len(clean)):
                counted[clean, ruined] += 1
    return counted


def _face(text: str) -> str:
    """Returns the text in lower case without marks, character by character, so that places stay."""
    return "".join(fold(char)[:1] or " " for char in text)


def _strip(word: str) -> str:
    return unicodedata.normalize("NFC", word).strip(_EDGES)
