"""From words with boxes to lines in reading order; the two columns of a plan's head are read one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.reading.page.geometry import Box, Word

# Share of the lower word's height by which two words of one line overlap; superscripts overlap by more than half.
_SAME_LINE = 0.5
# Share of the narrower word's width by which two words of one line may cover each other. Chosen: italics lean over a
# little.
_SAME_PLACE = 0.5
# A gap between columns, in heights of a line. In the PDF of a real plan the widest gap inside a justified line is .53
# heights (1.16 in the OCR layer of its scan), the narrowest between the names of agency and state 4.2.
_COLUMN_GAP = 1.5
# Columns of a tight letterhead stand nearer (1.3 heights in a rendered sample); then the gap must also be this many
# times the usual one of its line, which in that sample is .25 heights.
_CLOSE_COLUMNS = 1.2
_TIMES_USUAL = 4.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; ``top`` in points from the upper edge of the page."""

    text: str
    top: float


@dataclass(frozen=True, slots=True)
class _Segment:
    """The words of a line between two wide gaps."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        return self.words[0].box.x0

    @property
    def x1(self) -> float:
        return max(word.box.x1 for word in self.words)

    @property
    def line(self) -> Line:
        return Line(" ".join(word.text for word in self.words), min(word.box.top for word in self.words))


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Groups words into visual lines from top to bottom, each from left to right."""
    rows: list[list[Word]] = []
    anchor = Box(0, 0, 0, 0)
    for word in sorted(words, key=lambda word: (word.box.centre[1], word.box.x0)):
        overlap = min(anchor.bottom, word.box.bottom) - max(anchor.top, word.box.top)
        same = overlap > _SAME_LINE * min(anchor.height, word.box.height)
        if rows and same and not any(_collide(word.box, other.box) for other in rows[-1]):
            rows[-1].append(word)
            if word.box.height > anchor.height:
                anchor = word.box
        else:
            rows.append([word])
            anchor = word.box
    for row in rows:
        row.sort(key=lambda word: (word.box.x0, word.box.top))
    return rows


def _collide(one: Box, other: Box) -> bool:
    """Tells whether two words stand one above the other: two lines beside a taller one touch the same line."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared > _SAME_PLACE * min(one.x1 - one.x0, other.x1 - other.x0)


def _segments(row: Sequence[Word]) -> list[_Segment]:
    height = sorted(word.box.height for word in row)[len(row) // 2]
    gaps = sorted(right.box.x0 - left.box.x1 for left, right in pairwise(row))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    limit = min(_COLUMN_GAP * height, max(_CLOSE_COLUMNS * height, _TIMES_USUAL * usual))
    pieces: list[list[Word]] = [[row[0]]]
    edge = row[0].box.x1
    for word in row[1:]:
        if word.box.x0 - edge > limit:
            pieces.append([])
        pieces[-1].append(word)
        edge = max(edge, word.box.x1)
    return [_Segment(tuple(piece)) for piece in pieces]


def read_lines(words: Sequence[Word]) -> list[Line]:
    """Returns the lines of a piece of page in reading order.

    Where two columns stand side by side, the left one comes first. Columns begin at a line with a wide gap and last as
    long as nothing crosses a common gutter.
    """
    lines: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    gutter: tuple[float, float] | None = None

    def flush() -> None:
        lines.extend(left + right)
        left.clear()
        right.clear()

    for row in _rows(words):
        segments = _segments(row)
        narrowed = None if gutter is None else _narrow(gutter, segments)
        if narrowed is None:
            flush()
            gutter = None
            if len(segments) == 2:
                gutter = narrowed = (segments[0].x1, segments[1].x0)
        if narrowed is None:
            lines.extend(segment.line for segment in segments)
            continue
        gutter = narrowed
        for segment in segments:
            (left if segment.x1 <= gutter[0] else right).append(segment.line)
    flush()
    return lines


def _narrow(gutter: tuple[float, float], segments: Sequence[_Segment]) -> tuple[float, float] | None:
    """Returns the part of ``gutter`` that ``segments`` leave free, ``None`` when one of them crosses it."""
    start, end = gutter
    for segment in segments:
        if (segment.x0 + segment.x1) / 2 < (start + end) / 2:
            start = max(start, segment.x1)
        else:
            end = min(end, segment.x0)
    return (start, end) if start < end else None


def cell_text(words: Sequence[Word]) -> str:
    """Returns the text of a table cell, its visual lines joined by line feeds."""
    return "\n".join(" ".join(word.text for word in row) for row in _rows(words))
