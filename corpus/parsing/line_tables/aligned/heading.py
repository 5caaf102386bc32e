"""The heading of a task table whose columns stand side by side: its lines, and where across the line each column is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.parsing.body.markers import parse_marker
from corpus.parsing.body.paragraphs import is_uppercase
from corpus.parsing.line_tables.aligned.text_lines import Chunk, TextLine
from corpus.parsing.line_tables.heading_words import is_heading_word
from corpus.parsing.tables import WORK, Column, find_column, parse_ordinal
from corpus.parsing.tables.marks import is_plain_mark
from corpus.parsing.tables.names import find_name
from corpus.parsing.tables.periods import parse_period
from corpus.text import fold

_FEWEST_COLUMNS = 3
_MOST_LINES = 10
_MOST_ABOVE = 5  # lines of a heading above the name of the column of numbers
_BESIDE = 1  # characters beside a heading within which another stands below it
_HEADING_WORDS = 0.6  # share of the words of a line above or below its first that must be words of headings
_WORDS = re.compile(r"[a-z]+")
_PERIODS = frozenset({"thang", "quy", "tuan", "nam"})
# A group that opens the rows. Matched: "A. Soát xét tài liệu", "II KIỂM TRA", "Phần I: Xây dựng". Refused: "Thời gian".
_OPENS_GROUP = re.compile(r"(?:Phần |PHẦN )?(?:[A-ZĐ]|[IVX]{1,4})(?:[.:)/]|\s)\s*\S|(?:Giai đoạn|GIAI ĐOẠN) [\dIVX]+\b")
# Matched: "(1)", "[2]", "(5)=(3)+(4)". Refused: "1", "1.1".
_COLUMN_NUMBER = re.compile(r"[(\[]\d{1,2}[)\]]\S*")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the words of a column's heading stand across the line."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AlignedHeading:
    """A heading.

    Attributes:
        start: number of its first line.
        stop: one past its last, where rows begin at the top of their cells: the line of the first number.
        early_stop: one past its last, where numbers stand in the middle of their rows: the first line of other words.
        slots: one for each column that has words of its own there, from left to right.
        numbered: whether the first column holds the numbers of the rows.
    """

    start: int
    stop: int
    early_stop: int
    slots: tuple[Slot, ...]
    numbered: bool


def find_heading(lines: Sequence[TextLine], first: int) -> AlignedHeading | None:
    """Finds the next heading of a task table from ``lines[first]`` on."""
    for place in range(first, len(lines)):
        numbered = _names_ordinals(lines[place])
        if not (numbered or _names_work(lines[place])):
            continue
        if not numbered and any(_names_ordinals(line) for line in lines[place + 1 : place + _MOST_ABOVE]):
            continue  # the name of the column of numbers stands in the middle of a heading of several lines
        stop = _find_rows(lines, place) if numbered else _find_end(lines, place)
        if stop is None:
            continue
        start = place
        while start > first and not lines[start].apart and _goes_above(lines[start - 1], lines[place]):
            start -= 1
        slots = find_slots(lines[start:stop])
        if len(slots) >= _FEWEST_COLUMNS:
            early = min(stop, _find_end(lines, place) or stop)
            return AlignedHeading(start, stop, early, slots, numbered)
    return None


def find_slots(lines: Sequence[TextLine]) -> tuple[Slot, ...]:
    """Returns where the columns have their words; a chunk over several others heads all of them and is left out."""
    placed = [
        (number, chunk)
        for number, line in enumerate(lines)
        for chunk in line.chunks
        if len(find_parts(chunk, lines[number + 1 :])) < 2
    ]
    slots: list[Slot] = []
    depths: list[list[int]] = []
    for number, chunk in sorted(placed, key=lambda one: (one[1].start, one[1].end)):
        if slots and chunk.start < slots[-1].end:
            slots[-1] = Slot(slots[-1].start, max(slots[-1].end, chunk.end))
            depths[-1].append(number)
        else:
            slots.append(Slot(chunk.start, chunk.end))
            depths.append([number])
    inner = [
        place
        for place in range(1, len(slots) - 1)
        if max(depths[place]) < min(*depths[place - 1], *depths[place + 1])  # between the two that it heads
    ]
    return tuple(slot for place, slot in enumerate(slots) if place not in inner)


def find_parts(chunk: Chunk, below: Sequence[TextLine]) -> list[Chunk]:
    """Returns the headings of one line below that a heading stands over, where they are several."""
    for line in below:
        parts = [other for other in line.chunks if other.overlaps(chunk.start - _BESIDE, chunk.end + _BESIDE + 1)]
        if len(parts) > 1:
            return parts
    return []


def opens_group(text: str) -> bool:
    """Tells whether a line heads a group of rows."""
    return _OPENS_GROUP.match(text) is not None


def share_of_heading_words(line: TextLine) -> float:
    """Returns the share (0..1) of the words of a line that headings are made of; periods and column numbers count."""
    words = [word.text for word in line.words]
    known = sum(_is_known(word) for word in words)
    return known / len(words)


def _is_known(word: str) -> bool:
    bare = "".join(_WORDS.findall(fold(word)))
    period = bare in _PERIODS or (parse_period(word, ["thang"]) is not None and not is_plain_mark(word))
    return is_heading_word(bare) or period or _COLUMN_NUMBER.fullmatch(word) is not None


def _names_ordinals(line: TextLine) -> bool:
    """Whether a line opens with the name of the column of numbers and goes on with words of headings."""
    first = line.chunks[0]
    named = find_column(first.text) is Column.ORDINAL or find_column(first.words[0].text) is Column.ORDINAL
    if find_name(first.text) is not None:
        return False  # "Mã", "Mã việc": what stands below are codes ("NV1"), no numbers
    return named and share_of_heading_words(line) >= _HEADING_WORDS


def _names_work(line: TextLine) -> bool:
    kinds = {find_column(chunk.text) for chunk in line.chunks}
    return len(line.chunks) >= _FEWEST_COLUMNS and Column.CONTENT in kinds and len(kinds & WORK) > 0


def _find_rows(lines: Sequence[TextLine], place: int) -> int | None:
    """Returns the number of the first line below a heading: one with a number below the name of their column."""
    named = lines[place].chunks[0]
    for number in range(place + 1, min(len(lines), place + _MOST_LINES)):
        line = lines[number]
        first = line.chunks[0]
        below = first.start <= named.end + 1
        if below and (parse_ordinal(first.words[0].text) is not None or opens_group(line.text)):
            return number
        if line.breaks or (len(line.chunks) == 1 and opens_group(line.text)):
            return number
    return None


def _find_end(lines: Sequence[TextLine], place: int) -> int | None:
    """Returns the number of the first line below a heading that is not made of words of headings."""
    for number in range(place + 1, min(len(lines), place + _MOST_LINES)):
        labelled = any(word.text.endswith(":") for word in lines[number].words)
        if labelled or share_of_heading_words(lines[number]) < _HEADING_WORDS:
            return number
    return None


def _goes_above(line: TextLine, below: TextLine) -> bool:
    """Whether a line above belongs to a heading: nothing but its words, inside the table and not at its left edge."""
    inside = line.chunks[0].start > below.chunks[0].end and parse_marker(line.text) is None
    if len(line.chunks) == 1 and is_uppercase(line.text) and not is_uppercase(below.text):
        return False  # the title of the table
    return inside and share_of_heading_words(line) >= _HEADING_WORDS and line.words[-1].text[-1] not in ".;:"
