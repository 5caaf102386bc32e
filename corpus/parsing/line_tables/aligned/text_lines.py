"""Lines of a text with the place of every word across the line, counted in characters as a text viewer shows them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.model import Block, Document, Source

_WORD = re.compile(r"\S+")
_TAB = 8
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Word:
    """A word.

    Attributes:
        start: characters before it on its line.
        end: the same and its own.
        text: as found.
        source: its place in the document.
    """

    start: int
    end: int
    text: str
    source: Source


@dataclass(frozen=True)
class TextLine:
    """A line.

    Attributes:
        words: from left to right.
        block: the line as read.
        breaks: whether a page ends before it.
        apart: whether a blank line or a page end stands before it.
    """

    words: tuple[Word, ...]
    block: Block
    breaks: bool
    apart: bool

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """The words between wide gaps."""
        runs: list[list[Word]] = []
        for word in self.words:
            if runs and word.start - runs[-1][-1].end <= 1:
                runs[-1].append(word)
            else:
                runs.append([word])
        return tuple(Chunk(tuple(run)) for run in runs)

    @property
    def text(self) -> str:
        """Its words, a blank between two."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words of a line with no more than one blank between two."""

    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        """Characters before it on its line."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """The same and its own."""
        return self.words[-1].end

    @property
    def text(self) -> str:
        """Its words, a blank between two."""
        return " ".join(word.text for word in self.words)

    def overlaps(self, start: int, end: int) -> bool:
        """Tells whether it stands over some of a range of the line."""
        return self.start < end and start < self.end


def place_lines(document: Document, blocks: Sequence[Block]) -> list[TextLine]:
    """Places the words of each line across it."""
    lines: list[TextLine] = []
    end = 0
    for block in blocks:
        between = document.text[end : block.source.start]
        end = block.source.end
        begin = document.text.rfind("\n", 0, block.source.start) + 1
        begin = max(begin, document.text.rfind("\f", 0, block.source.start) + 1)
        words = _words(document.text[begin : block.source.end], begin, block.source)
        lines.append(TextLine(words, block, "\f" in between, between.count("\n") > 1 or "\f" in between))
    return lines


def _words(text: str, begin: int, source: Source) -> tuple[Word, ...]:
    places = _places(text)
    return tuple(
        Word(
            places[match.start()],
            places[match.end()],
            match[0],
            Source(begin + match.start(), begin + match.end(), source.page),
        )
        for match in _WORD.finditer(text)
        if begin + match.start() >= source.start
    )


def _places(text: str) -> list[int]:
    """Returns how many characters stand before each code point: marks over letters take no place of their own."""
    places: list[int] = []
    place = 0
    for char in text:
        places.append(place)
        if char == "\t":
            place += _TAB - place % _TAB
        elif char not in _INVISIBLE and not unicodedata.combining(char):
            place += 1
    return [*places, place]
