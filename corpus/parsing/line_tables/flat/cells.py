"""The cells of the rows of a flattened table: their words, cut by what the heading says of the columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Block, Document, Field, Source
from corpus.parsing.line_tables.cell_words import UNITS
from corpus.parsing.line_tables.flat.heading import FlatHeading
from corpus.parsing.line_tables.flat.openings import ROW_START
from corpus.parsing.line_tables.flat.segmentation import Cells, Token, names_units, segment_rows
from corpus.parsing.tables import Column
from corpus.text import field, quote

# A mark below a period column, alone on its line.
_PERIOD_MARK = re.compile(r"\s*[xX×✓✔√+*]\s*")
_TOKEN = re.compile(r"\S+")
_MOSTLY = 0.6  # share of the rows that must have a deadline in a column whose name is not known


def find_tokens(document: Document, lines: Sequence[Block], *, numbered: bool = True) -> list[Token]:
    """Returns the words of a row, without its number where it is ``numbered``."""
    tokens: list[Token] = []
    for index, line in enumerate(lines):
        text = document.slice(line.source)
        start = ROW_START.match(text) if index == 0 and numbered else None
        for position, match in enumerate(_TOKEN.finditer(text, start.end() if start else 0)):
            begin = line.source.start + match.start()
            tokens.append(Token(Source(begin, begin + len(match[0]), line.source.page), match[0], position == 0))
    return tokens


def cut_rows(rows: Sequence[Sequence[Token]], heading: FlatHeading) -> list[Cells]:
    """Cuts the rows of a table into the cells of its columns."""
    columns = heading.columns
    if heading.periods is not None:
        return _cut_beside(rows, columns[1:], heading.periods - 1)
    if heading.unknown is not None and Column.TIME not in columns:
        # "Khi nào xong": what a column holds may tell what its name does not.
        named = [Column.TIME if place == heading.unknown else column for place, column in enumerate(columns)]
        timed = segment_rows(rows, named[1:])
        if sum(Column.TIME in cells for cells in timed) >= _MOSTLY * len(rows):
            return timed
    return segment_rows(rows, columns[1:])


def _cut_beside(rows: Sequence[Sequence[Token]], columns: Sequence[Column], periods: int) -> list[Cells]:
    """Cuts the rows of a table with period columns: their marks part what stands before them from what stands after.

    In which columns the marks stood is lost, so no time is claimed.
    """
    before: list[Sequence[Token]] = []
    after: list[Sequence[Token]] = []
    for row in rows:
        marks = [place for place, token in enumerate(row) if _is_mark(row, place)]
        before.append(row[: marks[0]] if marks else row)
        after.append(row[marks[-1] + 1 :] if marks else ())
    left = segment_rows(before, columns[:periods])
    right = columns[periods + 1 :]
    if len(right) != 1:
        return left  # what follows the marks cannot be told apart without the work
    return [{**cells, right[0]: rest} if rest else cells for cells, rest in zip(left, after, strict=True)]


def _is_mark(row: Sequence[Token], place: int) -> bool:
    alone = row[place].opens_line and (place + 1 == len(row) or row[place + 1].opens_line)
    return place > 0 and alone and _PERIOD_MARK.fullmatch(row[place].text) is not None


def is_apart(cells: Cells, columns: Sequence[Column]) -> bool:
    """Tells whether a row came apart: where the table has units or times, its work did not swallow all of them."""
    other = UNITS | {Column.TIME}
    return not other & set(columns) or (bool(other & set(cells)) and (Column.TIME in cells or names_units(cells)))


def quote_cell(document: Document, part: Sequence[Token]) -> Field:
    """Quotes a cell; where a heading or a page number stands between its lines, in several passages."""
    runs: list[list[Token]] = []
    for token in part:
        if not runs or document.text[runs[-1][-1].source.end : token.source.start].strip():
            runs.append([])
        runs[-1].append(token)
    return field(
        [quote(document.text, run[0].source.start, run[-1].source.end, page=run[0].source.page) for run in runs]
    )
