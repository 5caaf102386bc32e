"""The lines of a task table recognised across its columns, made ready for taking apart.

A line holds fragments of several cells side by side. What parts them may have survived as ``|`` or as a wide gap; page
numbers and headings repeated on a new page belong to no cell; a heading of a group stands alone on its line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Block, Document, Source
from corpus.parsing.body.markers import parse_marker
from corpus.parsing.body.outline import opens_annex, opens_closing
from corpus.parsing.body.paragraphs import is_uppercase
from corpus.parsing.body.parts import find_part
from corpus.parsing.line_tables.heading_words import rests_of_heading
from corpus.parsing.line_tables.headings import Heading, find_heading, is_heading_line
from corpus.parsing.line_tables.page_numbers import is_page_number
from corpus.parsing.line_tables.woven.groups import Groups
from corpus.parsing.tables import Column
from corpus.text import fold

# A word, without the lines of the table that stick to it: "của|các" is two, "mục_" one.
_WORD = re.compile(r"[^\s|¦_]+")
_BAR = re.compile(r"[|¦]")
_WIDE_GAP = re.compile(r"\s{2,}|\t")
# What stands for no word unless it opens a list. Matched: "‘", ".", "*“". Refused: "-", "+", "1".
# A mark below a period column. Matched: "x", "X", "xX". Refused: "xã".
_PERIOD_MARK = re.compile(r"[xX×✓✔√]{1,3}")
_NOISE = re.compile(r"(?![-–+•])[^\w]+|_+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line with its place."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class WovenLine:
    """A line of a table.

    Attributes:
        words: from left to right.
        barred: for each word, whether a line of the table was seen before it.
        gapped: for each word, whether a wide gap stands before it.
        group: heading of the group it stands under, ``None`` where there are no groups.
    """

    words: tuple[Word, ...]
    barred: tuple[bool, ...]
    gapped: tuple[bool, ...]
    group: str | None = None


@dataclass(frozen=True, slots=True)
class WovenTable:
    """The heading of a table and the lines of its rows, ``blocks[i]`` the block of ``lines[i]``."""

    heading: Heading
    lines: tuple[WovenLine, ...]
    blocks: tuple[Block, ...]
    source: Source


def find_woven(document: Document, blocks: Sequence[Block], first: int = 0) -> WovenTable | None:
    """Finds the first heading from ``blocks[first]`` on, and the lines below it up to the next part of the plan."""
    texts = [document.slice(block.source) for block in blocks]
    heading = find_heading(texts, first)
    if heading is None:
        return None
    lines: list[WovenLine] = []
    kept: list[Block] = []
    columns = heading.columns
    groups, open_group = Groups(), False
    last, again = heading.stop, 0
    for place in range(heading.stop, len(blocks)):
        text = texts[place]
        if heading.periods and not lines and rests_of_heading(text):
            last = place + 1
            continue
        heads = place >= again and groups.open(texts, place, first=not lines)
        if not heads and _ends_table(text):
            break
        last = place + 1
        if place < again:
            continue
        if repeated := _repeated(texts, place, heading):
            again = repeated.stop
            if len(repeated.columns) > len(columns) and set(repeated.columns) > set(columns):
                columns = repeated.columns  # a column of the first heading was not recognised
            continue
        if is_page_number(document, blocks, place):
            continue
        if heads:
            open_group = True
            continue
        if open_group and is_uppercase(text) and not any(char.isdigit() for char in text):
            groups.go_on(text)
            continue
        open_group = False
        line = cut_line(text, blocks[place].source, groups.title, marks=heading.periods)
        if line.words:
            lines.append(line)
            kept.append(blocks[place])
    source = Source(blocks[heading.start].source.start, blocks[last - 1].source.end, blocks[heading.start].source.page)
    if heading.periods:
        columns = tuple(column for column in columns if column is not Column.TIME)  # its marks have lost their columns
    return WovenTable(replace(heading, columns=columns), tuple(lines), tuple(kept), source)


def cut_line(text: str, source: Source, group: str | None = None, *, marks: bool = False) -> WovenLine:
    """Cuts a line into words, and notes what stands between them.

    Args:
        text: of the line.
        source: its place.
        group: heading of the group it stands under.
        marks: whether "x" marks a month or a quarter, and so parts what stands before it from what stands after.
    """
    words: list[Word] = []
    barred: list[bool] = []
    gapped: list[bool] = []
    end = 0
    marked = False
    for match in _WORD.finditer(text):
        if marks and _PERIOD_MARK.fullmatch(match[0]):
            marked = True
            continue
        if _NOISE.fullmatch(match[0]):
            continue
        between = text[end : match.start()]
        start = source.start + match.start()
        words.append(Word(Source(start, start + len(match[0]), source.page), match[0]))
        barred.append(marked or _BAR.search(between) is not None)
        gapped.append(bool(words[1:]) and _WIDE_GAP.search(between) is not None)
        end, marked = match.end(), False
    return WovenLine(tuple(words), tuple(barred), tuple(gapped), group)


def _ends_table(text: str) -> bool:
    folded = fold(text)
    if opens_closing(folded) or opens_annex(text):
        return True
    marker = parse_marker(text)
    if marker is not None and marker.rank == 1 and (is_uppercase(text) or len(marker.label) > 1):
        return True
    return marker is not None and marker.rank <= 2 and find_part(folded, damaged=True) is not None and not _row(text)


def _row(text: str) -> bool:
    """Whether a line that opens with a number goes on in small letters or is long, as a row of a table does."""
    return len(text.split()) > 12


def _repeated(texts: Sequence[str], place: int, first: Heading) -> Heading | None:
    """Reads the heading that stands again from a line on, ``None`` where none does.

    It is as long as the first, or as its columns need: a line of a row below may have words of headings too.
    """
    stop = place
    while stop < min(len(texts), place + first.stop - first.start) and is_heading_line(texts[stop]):
        stop += 1
    return find_heading(texts[:stop], place) if stop > place else None
