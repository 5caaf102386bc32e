"""Where an aligned table ends: at running text, at closing words, or at words that head no rows."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.parsing.body.markers import parse_marker
from corpus.parsing.body.outline import opens_annex, opens_closing
from corpus.parsing.body.paragraphs import is_uppercase
from corpus.parsing.body.parts import find_part
from corpus.parsing.line_tables.aligned.cutting import Columns, heads_group
from corpus.parsing.line_tables.aligned.heading import AlignedHeading, opens_group, share_of_heading_words
from corpus.parsing.line_tables.aligned.text_lines import TextLine
from corpus.parsing.tables import parse_ordinal
from corpus.text import fold

# Lines of running text in a row after which no row is looked for.
_MOST_WIDE = 3
# Share of the width of a table from which a line without a gap is running text.
_WIDE = 0.5
# Lines below the title of a group within which its first row stands, and how many of them may go over an edge.
_MOST_TITLES, _MOST_TORN = 12, 1
# Characters by which a word of a row may stand over an edge.
_SLACK = 3
# Share of words of headings from which a line is taken for one repeated on a new page.
_REPEATED = 0.8


def find_stop(lines: Sequence[TextLine], heading: AlignedHeading) -> int:
    """Returns one past the last line that may belong to a table: before its closing words or much running text."""
    width = heading.slots[-1].end - heading.slots[0].start
    stop, wide = heading.stop, 0
    for number in range(heading.stop, len(lines)):
        line = lines[number]
        folded = fold(line.text)
        if opens_closing(folded) or opens_annex(line.text):
            break
        if len(line.chunks) > 1:
            stop, wide = number + 1, 0
        elif line.chunks[0].end - line.chunks[0].start >= _WIDE * width:
            wide += 1
            if wide > _MOST_WIDE:
                break
        else:
            stop = number + 1
    return stop


def count_lines(page: Sequence[TextLine], below: Sequence[TextLine], columns: Columns, *, numbered: bool) -> int:
    """Returns how many lines of a page belong to the table: up to running text, or to words that head no rows."""
    for number, line in enumerate(page):
        heads = _may_head(line, columns)
        if heads and not _heads_rows(below[number + 1 :], columns, numbered=numbered):
            return number
        apart = line.apart and not line.breaks
        if apart and is_uppercase(line.text) and not heads and not _is_row(line, columns, numbered=numbered):
            return number
    return len(page)


def _may_head(line: TextLine, columns: Columns) -> bool:
    """Whether a line may be the title of a group or of another part of the plan, or running text."""
    if heads_group(line, columns):
        return True
    if len(line.chunks) > 1:
        return False
    marked = parse_marker(line.text) is not None
    label = marked and len(line.words) > 1 and columns.at(line.words[0].start) == 0
    part = find_part(fold(line.text)) is not None and (line.apart or marked)
    return label or part or opens_group(line.text) or _is_torn(line, columns)


def _is_torn(line: TextLine, columns: Columns) -> bool:
    return len(line.chunks) == 1 and any(columns.crossed(word.start, word.end) for word in line.words)


def _heads_rows(lines: Sequence[TextLine], columns: Columns, *, numbered: bool) -> bool:
    """Whether rows stand below the title of a group: a number comes before more running text than a second title."""
    torn = 0
    for line in lines[:_MOST_TITLES]:
        if len(line.chunks) > 1 and share_of_heading_words(line) >= _REPEATED:
            continue
        if _is_row(line, columns, numbered=numbered):
            return True
        torn += _is_torn(line, columns)
        if torn > _MOST_TORN:
            return False
    return False


def _is_row(line: TextLine, columns: Columns, *, numbered: bool) -> bool:
    """Whether a line has the number of a row and cells beside it, not the number of a paragraph and its words."""
    if len(line.chunks) < 2 or any(columns.crossed(word.start, word.end - _SLACK) for word in line.words):
        return False
    return not numbered or parse_ordinal(line.words[0].text) is not None
