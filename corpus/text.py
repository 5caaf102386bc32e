"""The faces of a text: normalised (face 2) and skeleton (face 3), each mapped back to the text as found (face 1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Field, Quote, Source

_SPACES = re.compile(r"\s+")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
# The two letters that carry no combining mark and so survive NFD: "đ" and its capital, and the eth that TCVN3 and
# English OCR write for it.
_STROKED = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})

# A range such as À-Ỹ holds small letters too: in Unicode capitals and small letters of Vietnamese alternate.
CAPITALS = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""The capital letters of Vietnamese, for a character class of a pattern."""


def normalise(text: str) -> str:
    """Returns face 2 of a passage: NFC, eth read as Đ, no invisible characters, one line, single spaces."""
    kept = "".join(char for char in text if char not in _INVISIBLE)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", kept).replace("Ð", "Đ").replace("ð", "đ")).strip()


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    decomposed = unicodedata.normalize("NFD", char.translate(_STROKED))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Face 3: accent-free lower case with single spaces, for matching only.

    Attributes:
        text: the skeleton.
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


def skeleton(text: str) -> Skeleton:
    """Builds the skeleton of ``text``: ``"Quyết  định số"`` becomes ``"quyet dinh so"``.

    đ is folded to d, which neither NFD nor SQLite's ``unaccent`` does. Line breaks become spaces.
    """
    chars: list[str] = []
    offsets: list[int] = []
    space = True
    for position, char in enumerate(text):
        if char.isspace():
            if not space:
                chars.append(" ")
                offsets.append(position)
            space = True
            continue
        for folded in _fold_char(char):
            chars.append(folded)
            offsets.append(position)
            space = False
    offsets.append(len(text))
    return Skeleton("".join(chars), tuple(offsets))


def fold(text: str) -> str:
    """Returns the skeleton of ``text`` without its offsets, trimmed."""
    return " ".join("".join(map(_fold_char, text)).split())


def has_accents(text: str) -> bool:
    """Tells whether ``text`` carries any Vietnamese mark, so that its accents can be trusted in a query."""
    return any(_fold_char(char) != char.lower() for char in text)


def quote(text: str, start: int, end: int, *, page: int | None = None) -> Quote:
    """Quotes ``text[start:end]`` without the blanks at either end."""
    raw = text[start:end]
    left = len(raw) - len(raw.lstrip())
    trimmed = raw.strip()
    return Quote(trimmed, Source(start + left, start + left + len(trimmed), page))


def field(quotes: Sequence[Quote]) -> Field:
    """Builds a field whose value is the normalised reading of ``quotes`` joined by spaces."""
    return Field(normalise(" ".join(part.raw for part in quotes)), tuple(quotes))


def cut(piece: Quote, start: int, end: int, *, strip: str | None = None) -> Quote:
    """Quotes ``piece.raw[start:end]`` without the blanks (or the characters of ``strip``) at either end."""
    raw = piece.raw[start:end]
    left = start + len(raw) - len(raw.lstrip(strip))
    trimmed = raw.strip(strip)
    begin = piece.source.start + left
    return Quote(trimmed, Source(begin, begin + len(trimmed), piece.source.page))


def cut_skeleton(piece: Quote, start: int, end: int, *, strip: str | None = None) -> Quote:
    """Quotes the part of ``piece`` that ``start:end`` of its skeleton comes from; see :func:`cut`."""
    return cut(piece, *skeleton(piece.raw).origin(start, end), strip=strip)


def strip_end(text: Field, chars: str) -> Field:
    """Drops ``chars`` from the end of a field's last quote; a field of nothing else is returned unchanged."""
    last = text.quotes[-1]
    kept = last.raw.rstrip(chars)
    if not kept:
        return text
    return field([*text.quotes[:-1], cut(last, 0, len(kept))])
