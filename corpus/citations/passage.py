"""A paragraph of a text with its skeleton: where the finder looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from corpus.model import Source
from corpus.text import Skeleton, fold, has_accents, normalise, skeleton

# A blank line ends a paragraph; no citation runs over it. Matches "a\n \n\nb"; refuses "a\nb".
_PARAGRAPH_BREAK = re.compile(r"\n(?:[^\S\n]*\n)+")
# What every mention has: a digit, or a word that points back. Matches "19", "này", "nay", "nêu"; refuses "năm".
_HOLDS = re.compile(r"\d|\bn\S{1,3}y\b|\b(?:n\S{1,3}u|n\S{1,2}i|k\S{1,2}|d\S{1,3}n)\b", re.IGNORECASE)
# Some PDF texts have a blank line after every line ("… của Thủ tướng \n\nChính phủ về việc …"). A full line that no
# mark closes, alone between blank lines, goes on in the next one. Plans of A4 pages set 70 to 95 characters a line.
_FULL_LINE = 60
# What opens a paragraph. Matches "- Kế", "1. Yêu", "a) Các", "Căn cứ"; refuses "Chính phủ", "05/3/2014 của".
_OPENING = re.compile(
    r"\s*(?:[-+*•]|\(?[\w.]{1,5}[.)] |căn cứ|thực hiện|theo đề nghị|xét|điều \d|phụ lục|nơi nhận)", re.IGNORECASE
)


class State(IntEnum):
    """How a piece of text stands to the form it should have; the worst piece decides for the whole."""

    CLEAN = 0  # as it should be, in any case
    BARE = 1  # without a single accent: "Quyet dinh", "QD"
    RUINED = 2  # other characters or wrong accents: "Quyét dinh", "Qb"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, as found and as a skeleton. Positions are indices of ``face.text`` unless said otherwise.

    Attributes:
        text: the paragraph as found.
        offset: where it starts in the whole text.
        face: its skeleton.
    """

    text: str
    offset: int
    face: Skeleton

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """Returns the range of ``text`` behind a range of the skeleton, with the combining marks that follow it."""
        first, last = self.face.origin(start, end)
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return first, last

    def raw(self, start: int, end: int) -> str:
        """Returns the text as found behind a range of the skeleton."""
        first, last = self.bounds(start, end)
        return self.text[first:last]

    def source(self, start: int, end: int) -> Source:
        """Returns the range of the whole text behind a range of the skeleton."""
        first, last = self.bounds(start, end)
        return Source(self.offset + first, self.offset + last)

    def words(self, span: tuple[int, int] | None) -> str | None:
        """Returns the text behind a range of the skeleton on one line, ``None`` for no range."""
        return normalise(self.raw(*span)) if span else None

    def place(self, span: tuple[int, int] | None) -> Source | None:
        """Returns the range of the whole text behind a range of the skeleton, ``None`` for no range."""
        return self.source(*span) if span else None

    def breaks(self, start: int, end: int) -> bool:
        """Tells whether a line ends within a range of the skeleton."""
        return "\n" in self.text[self.face.offsets[start] : self.face.offsets[end]]


def parse_passages(text: str) -> Iterator[Passage]:
    """Yields the paragraphs of ``text`` that may hold a citation, in order."""
    start = line = 0
    breaks = [(match.start(), match.end()) for match in _PARAGRAPH_BREAK.finditer(text)]
    for index, (end, following) in enumerate([*breaks, (len(text), len(text))]):
        if index < len(breaks):
            next_end = breaks[index + 1][0] if index + 1 < len(breaks) else len(text)
            if _goes_on(text[line:end], text[following:next_end]):
                line = following
                continue
        paragraph = text[start:end]
        if _HOLDS.search(paragraph):
            yield Passage(paragraph, start, skeleton(paragraph))
        start = line = following


def _goes_on(line: str, following: str) -> bool:
    """Tells whether ``line`` and ``following``, parted by a blank line, are lines of one paragraph."""
    line, following = line.strip(), following.strip()
    if "\n" in line or "\n" in following or len(line) < _FULL_LINE:
        return False
    return line[-1] not in ".;:!?" and not _OPENING.match(following)


@lru_cache(maxsize=4096)
def judge(raw: str, *expected: str) -> State:
    """Judges ``raw`` against the accented lower-case forms it may have."""
    found = normalise(raw).lower()
    if found in expected:
        return State.CLEAN
    if not has_accents(found) and found in {fold(form) for form in expected}:
        return State.BARE
    return State.RUINED
