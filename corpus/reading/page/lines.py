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
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def told(self) -> bool:
        """Whether it holds a letter or figure; a speck beside a name that was read as a dash makes no column."""
        return any(char.isalnum() for word in self.words for char in word.text)

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
    long as nothing crosses a common gutter and no line stands between them.
    """
    lines: list[Line] = []
    left: list[_Segment] = []
    right: list[_Segment] = []
    gutter: tuple[float, float] | None = None

    def flush() -> None:
        lines.extend(segment.line for segment in left + right)
        left.clear()
        right.clear()

    for row in _rows(words):
        segments = _segments(row)
        told = [segment for segment in segments if segment.told]
        narrowed = None if gutter is None or _stands_between(told, left, right) else _narrow(gutter, told or segments)
        if narrowed is None:
            flush()
            gutter = None
            if len(told) == 2:
                gutter = narrowed = (told[0].x1, told[1].x0)
        if narrowed is None:
            lines.extend(segment.line for segment in segments)
            continue
        gutter = narrowed
        for segment in segments:
            (left if segment.x1 <= gutter[0] else right).append(segment)
    flush()
    return lines


def _stands_between(row: Sequence[_Segment], left: Sequence[_Segment], right: Sequence[_Segment]) -> bool:
    """Tells whether a line of its own begins right of the middle of one column and ends left of that of the other.

    So stands the short title below a letterhead ("KẾ HOẠCH", in the middle of the page), whose left column is wide and
    whose right one is narrow; a line of a column, centred in it or not, reaches over its middle.
    """
    if len(row) != 1 or not left or not right:
        return False
    return row[0].x0 > _middle(left) and row[0].x1 < _middle(right)


def _middle(column: Sequence[_Segment]) -> float:
    return (min(segment.x0 for segment in column) + max(segment.x1 for segment in column)) / 2


def _narrow(gutter: tuple[float, float], segments: Sequence[_Segment]) -> tuple[float, float] | None:
    """Returns the part of ``gutter`` that ``segments`` leave free, ``None`` when one of them crosses it."""
    start, end = gutter
    for segment in segments:
        if segment.centre < (start + end) / 2:
            start = max(start, segment.x1)
        else:
            end = min(end, segment.x0)
    return (start, end) if start < end else None


def cell_text(words: Sequence[Word]) -> str:
    """Returns the text of a table cell, its visual lines joined by line feeds."""
    return "\n".join(" ".join(word.text for word in row) for row in _rows(words))
