"""Flattened tables whose rows no running number opens: it stands in a later column, or nowhere.

The heading names a column on each line, and the lines below are laid over its columns row after row (:mod:`.cycle`). A
table is read only where most of its rows name a unit or a deadline where one is due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Block, Document, Field, Source
from corpus.parsing.body.markers import parse_marker
from corpus.parsing.body.outline import opens_annex, opens_closing
from corpus.parsing.body.parts import find_part
from corpus.parsing.line_tables.flat.cells import find_tokens, quote_cell
from corpus.parsing.line_tables.flat.cycle import Piece, Row, can_be_work, cut_cycle
from corpus.parsing.line_tables.flat.listed_heading import read_listed_heading
from corpus.parsing.line_tables.flat.openings import (
    GROUP,
    LETTER_GROUP,
    LETTERS,
    MOST_HEADING_LINES,
    ROW_START,
    opens_group,
    read_group,
    read_letter,
)
from corpus.parsing.line_tables.flat.segmentation import Token, find_plausible_share
from corpus.parsing.line_tables.page_numbers import is_page_number
from corpus.parsing.tables import WORK, Column, RawTask, find_column
from corpus.text import fold

_MOST_LINES = 400  # below a heading: two tables of forty rows in narrow columns
# Share of the rows that must be plausible, of those whose work can be one, and of the cells about the work that must be
# filled. Tables of the labelled dev plans without a first column of numbers reach .87 or more; a list of names under
# three words of headings .5, pages from the middle of tables in real programmes .6 to .8.
_MIN_PLAUSIBLE, _MIN_WORKS, _MIN_FILLED = 0.75, 0.8, 0.7
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class ListedTable:
    """A flattened table: one task for each row, and the range of the document that they fill."""

    tasks: tuple[RawTask, ...]
    source: Source


def find_listed(document: Document, lines: Sequence[Block], *, late: bool = False) -> list[ListedTable]:
    """Finds such tables among the lines of ``document``, in order.

    Args:
        document: they stand in.
        lines: to look among.
        late: only tables whose number stands in a later column, not those that have none.
    """
    tables: list[ListedTable] = []
    texts = [document.slice(line.source) for line in lines]
    index = 0
    while index < len(lines):
        below = (
            index > 0 and find_column(texts[index - 1]) is Column.ORDINAL
        )  # the rest of a heading that opens with "TT"
        heading = None if below else read_listed_heading(texts[index : index + MOST_HEADING_LINES])
        tasks: Sequence[RawTask] = ()
        if heading is not None and _is_asked(heading.columns, late=late):
            named = texts[index : index + heading.length]
            tasks = _read_rows(document, lines[index + heading.length :], heading.columns, named)
        first, index = lines[index].source, index + 1
        if tasks:
            source = Source(first.start, tasks[-1].source.end, first.page)
            tables.append(ListedTable(tuple(tasks), source))
            while index < len(lines) and lines[index].source.start < source.end:
                index += 1
    return tables


def _is_asked(columns: Sequence[Column], *, late: bool) -> bool:
    """Whether a table with these columns is looked for: one whose numbers come first is read by them or not at all."""
    return Column.ORDINAL in columns[1:] if late else columns[0] is not Column.ORDINAL


def _read_rows(
    document: Document, lines: Sequence[Block], columns: Sequence[Column], heading: Sequence[str]
) -> list[RawTask]:
    """Reads the rows below a heading, one group after another; none where they are no rows of a table."""
    tasks: list[RawTask] = []
    for group, part in _part(document, lines, heading):
        if not part:
            continue
        rows = cut_cycle(_pieces(document, part, columns), columns)
        if not rows or not _is_plausible(rows, columns):
            break
        tasks += [_task(document, row, group) for row in rows]
        if tasks[-1].source.end < part[-1].source.end:
            break  # the table ended within this group
    return tasks if len(tasks) >= _FEWEST_ROWS else []


def _part(document: Document, lines: Sequence[Block], heading: Sequence[str]) -> list[tuple[str | None, list[Block]]]:
    """Parts the lines of a table at its groups, up to the next part of the plan, its closing or an annex."""
    parts: list[tuple[str | None, list[Block]]] = [(None, [])]
    romans = letters = 0
    skipped = 0  # place of the first line that is not of a heading again
    for place, line in enumerate(lines[:_MOST_LINES]):
        text = document.slice(line.source)
        folded = fold(text)
        if place < skipped or is_page_number(document, lines, place):
            continue
        if text == heading[0] and [document.slice(one.source) for one in lines[place : place + len(heading)]] == list(
            heading
        ):
            skipped = place + len(heading)  # once more, on a new page
            continue
        known = find_part(folded) is not None
        if opens_group(text, romans + 1) and not known:
            parts.append((read_group(text, GROUP), []))
            romans += 1
            continue
        if letters < len(LETTERS) and read_letter(text) == LETTERS[letters] and not known:
            parts.append((read_group(text, LETTER_GROUP), []))
            letters, romans = letters + 1, 0
            continue
        if opens_closing(folded) or opens_annex(text) or _opens_part(text, known=known):
            break
        parts[-1][1].append(line)
    return parts


def _opens_part(text: str, *, known: bool) -> bool:
    """Whether a line opens a part of the plan: with a Roman number, or with a number and a known title."""
    marker = parse_marker(text)
    if marker is None or marker.length == len(text):
        return False
    return marker.rank < 2 or (marker.rank == 2 and known)


def _pieces(document: Document, lines: Sequence[Block], columns: Sequence[Column]) -> list[Piece]:
    """Returns the lines as words, the number that opens one apart where the table has numbers."""
    pieces: list[Piece] = []
    for line in lines:
        tokens = [Token(token.source, token.text, place == 0) for place, token in enumerate(_words(document, line))]
        if Column.ORDINAL in columns and len(tokens) > 1 and ROW_START.match(document.slice(line.source)):
            pieces.append(tokens[:1])
            tokens = [Token(tokens[1].source, tokens[1].text, True), *tokens[2:]]
        pieces.append(tokens)
    return pieces


def _words(document: Document, line: Block) -> list[Token]:
    return find_tokens(document, [line], numbered=False)


def _is_plausible(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    asked = [column for column in columns if column in WORK]
    filled = sum(column in row for row in rows for column in asked)
    works = sum(can_be_work(row) for row in rows)
    enough = filled >= _MIN_FILLED * len(asked) * len(rows) and works >= _MIN_WORKS * len(rows)
    return enough and find_plausible_share(rows) >= _MIN_PLAUSIBLE


def _task(document: Document, row: Row, group: str | None) -> RawTask:
    tokens = [token for part in row.values() for token in part]
    cells: dict[Column, Field] = {
        column: quote_cell(document, part)
        for column, part in row.items()
        if column not in {Column.OTHER, Column.ORDINAL}
    }
    ordinal = row[Column.ORDINAL][0].text.strip(".)") if Column.ORDINAL in row else None
    source = Source(tokens[0].source.start, tokens[-1].source.end, tokens[0].source.page)
    return RawTask(cells, ordinal, group, source)
