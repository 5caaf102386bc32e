"""The faces of a text: normalised (face 2) and skeleton (face 3), each mapped back to the text as found (face 1).

Legacy encodings are no matter here: a reader decodes them, so that the text as found is Unicode already.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text.tones import place_tones

# Blanks that are not one space. Matched: "\n", "  ", " \n ". Refused: " ".
_BLANKS = re.compile(r"[^\S ]\s*| \s+")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
# The two letters that carry no combining mark and so survive NFD: "đ" and its capital, and the eth that TCVN3 and
# English OCR write for it.
ETH_AS_STROKED = str.maketrans("Ðð", "Đđ")
_READ = {**ETH_AS_STROKED, **dict.fromkeys(map(ord, _INVISIBLE))}
_STROKED = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})


def normalise(text: str) -> str:
    """Returns face 2 of a passage: NFC, eth read as Đ, no invisible characters, one line, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_READ)).split())


class _Folding(dict[int, str]):
    """For :meth:`str.translate`: each letter without its marks, in lower case; what only marks a letter is dropped."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code).translate(_STROKED))
        folded = "".join(char for char in decomposed if not unicodedata.combining(char)).lower()
        self[code] = folded
        return folded


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Face:
    """A text derived from the text as found, with the place each of its code points comes from.

    Attributes:
        text: the derived text.
        offsets: for each code point of ``text`` the offset of the code point it comes from, plus one final entry: the
            length of the original. ``len(offsets) == len(text) + 1``.
    """

    text: str
    offsets: tuple[int, ...]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Returns the range of the original text that ``text[start:end]`` comes from."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


class Skeleton(Face):
    """Face 3: accent-free lower case with single spaces, for matching only."""

    __slots__ = ()


class SeamlessFace(Face):
    """A face of which the origins of adjacent parts meet, so that nothing of the original lies between them."""

    __slots__ = ()

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Returns the range of the original text that ``text[start:end]`` comes from, up to where the next begins."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end]


class Normalised(SeamlessFace):
    """Face 2: composed letters, one line, single spaces, each tone mark on the letter where it is customary."""

    __slots__ = ()


def normalised(text: str) -> Normalised:
    """Builds face 2 of ``text`` with its offsets: ``"Hoà   bình"`` becomes ``"Hòa bình"``.

    A combining mark belongs to its letter, invisible characters and blanks to the character before them, so
    ``offsets`` never decrease and the ranges of adjacent parts meet.
    """
    chars: list[str] = []
    offsets: list[int] = []
    for start, cluster in _clusters(text):
        if cluster.isspace():
            if chars and chars[-1] != " ":
                chars.append(" ")
                offsets.append(start)
            continue
        for char in unicodedata.normalize("NFC", cluster).translate(ETH_AS_STROKED):
            chars.append(char)
            offsets.append(start)
    if chars and chars[-1] == " ":
        chars.pop()
        offsets.pop()
    return Normalised(place_tones("".join(chars)), (*offsets, len(text)))


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Yields each visible character with its combining marks, and where it starts."""
    start, cluster = 0, ""
    for position, char in enumerate(text):
        if char in _INVISIBLE:
            continue
        if cluster and not cluster.isspace() and unicodedata.combining(char):
            cluster += char
            continue
        if cluster:
            yield start, cluster
        start, cluster = position, char
    if cluster:
        yield start, cluster


def skeleton(text: str) -> Skeleton:
    """Builds the skeleton of ``text``: ``"Quyết  định số"`` becomes ``"quyet dinh so"``.

    đ is folded to d, which neither NFD nor SQLite's ``unaccent`` does. Line breaks become spaces.
    """
    chunks: list[str] = []
    offsets: list[int] = []
    at = len(text) - len(text.lstrip())
    for blank in _BLANKS.finditer(text, at):
        _fold_chunk(text, at, blank.start(), chunks, offsets)
        chunks.append(" ")
        offsets.append(blank.start())
        at = blank.end()
    _fold_chunk(text, at, len(text), chunks, offsets)
    offsets.append(len(text))
    return Skeleton("".join(chunks), tuple(offsets))


def _fold_chunk(text: str, start: int, end: int, chunks: list[str], offsets: list[int]) -> None:
    """Folds a piece of a text whose only blanks are single spaces."""
    folded = text[start:end].translate(_FOLDING)
    chunks.append(folded)
    if len(folded) == end - start:
        offsets.extend(range(start, end))
        return
    for position in range(start, end):
        offsets.extend([position] * len(_FOLDING[ord(text[position])]))


def fold(text: str) -> str:
    """Returns the skeleton of ``text`` without its offsets, trimmed."""
    return " ".join(text.translate(_FOLDING).split())


def has_accents(text: str) -> bool:
    """Tells whether ``text`` carries any Vietnamese mark, so that its accents can be trusted in a query."""
    return text.translate(_FOLDING) != text.lower()
