"""Cutting a line along the columns of its table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.parsing.body.paragraphs import is_uppercase
from corpus.parsing.line_tables.aligned.heading import find_parts, opens_group
from corpus.parsing.line_tables.aligned.text_lines import Chunk, TextLine, Word
from corpus.parsing.tables import parse_ordinal
from corpus.parsing.tables.marks import is_plain_mark

# Characters by which the last word of a cell may stand over the next column, and its first over the one before.
_OVER_NEXT, _OVER_LAST = 4, 2
# Share of the cells of a column that begin at the same place where it is set flush left.
_FLUSH = 0.6
# Characters from that place within which a word with one blank before it begins a cell.
_NEAR = 1
# Characters by which a full cell lets the next one begin further to the left, where it is no column of marks.
_MOVED, _WIDE = 3, 10


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table on one page.

    Attributes:
        edges: where each column but the first begins; words that start there or behind it belong to it.
        starts: where the cells of each column begin that is set flush left, ``None`` for the others.
    """

    edges: tuple[int, ...]
    starts: tuple[int | None, ...]

    def at(self, place: int) -> int:
        """Returns the column of what begins at a place."""
        return bisect_right(self.edges, place)

    def width(self, column: int) -> int:
        """Returns how wide a column is, the last one without end."""
        left = self.edges[column - 1] if column else 0
        return self.edges[column] - left if column < len(self.edges) else _WIDE

    def crossed(self, start: int, end: int) -> range:
        """Returns the columns whose left edge lies inside a range."""
        return range(bisect_right(self.edges, start) + 1, bisect_left(self.edges, end) + 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of one cell on one line.

    Attributes:
        words: from left to right.
        first, last: the columns it covers.
    """

    words: tuple[Word, ...]
    first: int
    last: int

    @property
    def text(self) -> str:
        """Its words, a blank between two."""
        return " ".join(word.text for word in self.words)


def build_columns(edges: Sequence[int], lines: Sequence[TextLine]) -> Columns:
    """Finds which columns are set flush left, and where."""
    plain = Columns(tuple(edges), ())
    begins: list[Counter[int]] = [Counter() for _ in range(len(edges) + 1)]
    for line in lines:
        for chunk in line.chunks:
            begins[plain.at(chunk.start)][chunk.start] += 1
    starts: list[int | None] = []
    for column in begins:
        place = column.most_common(1)[0][0] if column else 0
        near = sum(count for start, count in column.items() if abs(start - place) <= _NEAR)
        starts.append(place if near and near >= _FLUSH * column.total() else None)
    return Columns(tuple(edges), tuple(starts))


def cut_line(line: TextLine, columns: Columns) -> tuple[Piece, ...]:
    """Cuts a line into the pieces of its cells; what goes over several columns is one piece."""
    if heads_group(line, columns):
        *labelled, title = line.chunks
        first = 0 if _stands_in_the_middle(line, columns) else columns.at(title.start)
        labels = [Piece(chunk.words, columns.at(chunk.start), columns.at(chunk.start)) for chunk in labelled]
        return (*labels, Piece(title.words, first, len(columns.edges)))
    pieces: list[Piece] = []
    for chunk in line.chunks:
        for part in _cut_chunk(chunk, columns):
            if pieces and pieces[-1].last >= part.first:
                before = pieces.pop()
                pieces.append(Piece((*before.words, *part.words), before.first, max(before.last, part.last)))
            else:
                pieces.append(part)
    return tuple(pieces)


def cut_heading(lines: Sequence[TextLine], number: int, columns: Columns) -> tuple[Piece, ...]:
    """Cuts a line of a heading; a heading over several others covers their columns."""
    pieces: list[Piece] = []
    for chunk in lines[number].chunks:
        parts = find_parts(chunk, lines[number + 1 :])
        if parts:
            pieces.append(Piece(chunk.words, columns.at(parts[0].start), columns.at(parts[-1].start)))
            continue
        runs = [
            Piece(tuple(words), column, column)
            for column, words in groupby(chunk.words, key=lambda word: columns.at((word.start + word.end) // 2))
        ]
        torn = any(columns.crossed(word.start, word.end) for word in chunk.words)
        pieces += [Piece(chunk.words, runs[0].first, runs[-1].last)] if torn and runs[1:] else runs
    return tuple(pieces)


def heads_group(line: TextLine, columns: Columns) -> bool:
    """Tells whether a line is the heading of a group: nothing but a label and words that go on over an edge."""
    *before, title = line.chunks
    named = opens_group(line.text) or is_uppercase(title.text)
    if _stands_in_the_middle(line, columns):
        return True
    if len(before) > 1 or columns.at(title.start) > 1:
        return False
    if before and (parse_ordinal(before[0].text) is None or columns.at(before[0].end - 1) > 0):
        return False
    crossed = columns.crossed(title.start, title.end)
    torn = any(columns.crossed(word.start, word.end) for word in title.words)
    return len(crossed) > 0 and (named or torn) and (named or len(crossed) > 1 or columns.at(title.start) == 0)


def _stands_in_the_middle(line: TextLine, columns: Columns) -> bool:
    """Whether a title stands alone on its line, below no column: it is set in the middle of the table."""
    title = line.chunks[0]
    column = columns.at(title.start)
    named = opens_group(line.text) or is_uppercase(title.text)
    return len(line.chunks) == 1 and named and column > 0 and columns.starts[column] != title.start


def _cut_chunk(chunk: Chunk, columns: Columns) -> list[Piece]:
    words = chunk.words
    first = columns.at(words[0].start)
    over = columns.crossed(words[0].start, words[0].end)
    if over and columns.edges[over[0] - 1] - words[0].start <= _OVER_LAST:
        first = over[0]  # set a little further to the left than on other lines
    last = columns.at(words[-1].end - 1)
    if last <= first:
        return [Piece(words, first, first)]
    cuts = [_cut_before(words, column, columns) for column in range(first + 1, last + 1)]
    if None not in cuts and len(set(cuts)) == len(cuts):
        places = [0, *(cut for cut in cuts if cut is not None), len(words)]
        return [Piece(words[start:end], first + at, first + at) for at, (start, end) in enumerate(pairwise(places))]
    if (
        last == first + 1
        and words[-1].start < columns.edges[first]
        and words[-1].end - columns.edges[first] <= _OVER_NEXT
    ):
        return [Piece(words, first, first)]
    return [Piece(words, first, last)]


def _cut_before(words: Sequence[Word], column: int, columns: Columns) -> int | None:
    """Returns the word at which a cell of ``column`` begins with one blank before it, ``None`` where none does."""
    edge, start = columns.edges[column - 1], columns.starts[column]
    wide = column == 1 or min(columns.width(column - 1), columns.width(column)) >= _WIDE
    if not wide and not all(is_plain_mark(word.text) for word in words):
        return None
    options: list[tuple[bool, int, int]] = []
    for place, (before, word) in enumerate(pairwise(words), start=1):
        small = word.text[0].islower()
        off = abs(word.start - (edge if start is None else start))
        begins = columns.at(word.start) == column if start is None else off <= _NEAR or edge <= word.start <= start
        moved = wide and edge - _MOVED <= word.start < edge and word.text[0].isupper()
        if (begins or moved) and before.start < edge:
            options.append((small, off, place))
    return min(options)[2] if options else None
