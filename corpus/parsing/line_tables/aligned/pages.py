"""The pages of an aligned table: its lines on each, the columns there, and the heading that stands again at the top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Document
from corpus.parsing.body.paragraphs import is_uppercase
from corpus.parsing.line_tables.aligned.cutting import Columns, Piece, build_columns, cut_heading, cut_line, heads_group
from corpus.parsing.line_tables.aligned.edges import find_edges, move_edges
from corpus.parsing.line_tables.aligned.heading import find_slots, opens_group, share_of_heading_words
from corpus.parsing.line_tables.aligned.text_lines import TextLine
from corpus.parsing.line_tables.page_numbers import is_page_number
from corpus.text import fold

# Share of the words of a heading that may be lost where it stands again.
_MOST_LOST = 0.1
# Share of the words of its first line that must be words of headings.
_HEADING_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class CutLine:
    """A line cut along its columns.

    Attributes:
        pieces: from left to right.
        line: as it stands.
        edges: of the columns on its page.
        group: whether it is the title of a group.
    """

    pieces: tuple[Piece, ...]
    line: TextLine
    edges: tuple[int, ...]
    group: bool = False

    def at(self, column: int) -> str:
        """Returns the words in one column, empty where there are none."""
        return next((piece.text for piece in self.pieces if piece.first == column == piece.last), "")


def part_pages(document: Document, lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Parts lines at the ends of pages; page numbers are left out."""
    blocks = [line.block for line in lines]
    pages: list[list[TextLine]] = [[]]
    for place, line in enumerate(lines):
        if line.breaks and pages[-1]:
            pages.append([])
        if not is_page_number(document, blocks, place):
            pages[-1].append(line)
    return [page for page in pages if page]


def count_repeated(heads: Sequence[TextLine], page: Sequence[TextLine]) -> int:
    """Returns how many lines at the top of a page the heading fills that stands there again, 0 where none does."""
    left = Counter(fold(word.text) for line in heads for word in line.words)
    allowed = _MOST_LOST * left.total()
    if not page or share_of_heading_words(page[0]) < _HEADING_WORDS:
        return 0
    for number, line in enumerate(page[: len(heads) + 1], start=1):
        left -= Counter(fold(word.text) for word in line.words)
        if not left:
            return number
    return min(len(heads), len(page)) if left.total() <= allowed else 0


def find_columns(page: Sequence[TextLine], again: int, before: Columns) -> Columns:
    """Finds the columns of a page.

    Args:
        page: its lines.
        again: how many of them are the heading again.
        before: the columns of the page before.
    """
    rows = plain_lines(page)
    if again:
        heads = page[:again]
        edges = find_edges(heads, plain_lines(page[again:]), find_slots(heads))
        if len(edges) == len(before.edges):
            return build_columns(edges, plain_lines(page[again:]))
    if not rows:
        return before
    return build_columns(move_edges(before.edges, rows), rows)


def plain_lines(page: Sequence[TextLine]) -> list[TextLine]:
    """Leaves out the lines that may go over all columns: titles of groups, and those with no gap."""
    titled = (len(line.chunks) <= 2 and (opens_group(line.text) or is_uppercase(line.text)) for line in page)
    return [line for line, title in zip(page, titled, strict=True) if len(line.chunks) > 1 and not title]


def cut_page(page: Sequence[TextLine], columns: Columns) -> list[CutLine]:
    """Cuts the lines of a page."""
    return [CutLine(cut_line(line, columns), line, columns.edges, heads_group(line, columns)) for line in page]


def drop_heading(page: Sequence[CutLine], again: int, heads: Sequence[TextLine], title: Columns) -> list[CutLine]:
    """Drops the words of a repeated heading from the lines of a page; those of a row may stand on its last line."""
    left: dict[int, list[str]] = {}
    wide: list[str] = []
    for number in range(len(heads)):
        for piece in cut_heading(heads, number, title):
            words = wide if piece.last > piece.first else left.setdefault(piece.first, [])
            words.extend(fold(word.text) for word in piece.words)
    kept: list[CutLine] = []
    for place, line in enumerate(page):
        if place >= again:
            kept.append(line)
            continue
        pieces = [piece for piece in line.pieces if not _take(piece, left.get(piece.first, []), wide)]
        if pieces:
            kept.append(replace(line, pieces=tuple(pieces)))
    return kept


def _take(piece: Piece, own: list[str], wide: list[str]) -> bool:
    """Takes the words of a piece from those of the heading of its column, or of one over several columns."""
    words = [fold(word.text) for word in piece.words]
    for source in (own, wide):
        if all(word in source for word in words):
            for word in words:
                source.remove(word)
            return True
    return False
