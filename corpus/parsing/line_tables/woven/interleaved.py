"""Task tables recognised across their columns: rows and cells where they come apart, passages where they do not."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from corpus.model import Block, Document, Field, Layer, Source
from corpus.parsing.line_tables.headings import stand_side_by_side
from corpus.parsing.line_tables.torn_names import find_torn
from corpus.parsing.line_tables.woven.continuity import Continuity, load_continuity
from corpus.parsing.line_tables.woven.lines import Word, WovenTable, find_woven
from corpus.parsing.line_tables.woven.passes import TakenRow, take_apart
from corpus.parsing.line_tables.woven.plausibility import fills_row, find_plausibility, is_plausible, is_sound
from corpus.parsing.line_tables.woven.rows import Piece
from corpus.parsing.tables import Column, RawTask
from corpus.text import field, fold, quote

_FEWEST_ROWS = 2
_UNCLAIMED = frozenset({Column.OTHER, Column.ROLE})
# Share of plausible rows below which no row is claimed.
_MIN_PLAUSIBLE = 0.5
_MIN_SCORE = 0.7
# Share of rows that can be claimed below which none is.
_MIN_CLAIMED = 0.25
# Certainty from which a cell is claimed, and the content with its row. On held-out OCR without Vietnamese, restored, of
# the cells claimed .87 are right (.83 without it), of the rows .93; 0.6 leaves .85 and .93.
_CERTAIN, _CERTAIN_CONTENT = 0.8, 0.5
# Share of the words of a table that may be ruins (no words, specks between the columns). Restored tables have .012 at
# most; of one with .057 three rows in ten came apart rightly.
_MOST_RUINED = 0.025
_LONE_LETTERS = frozenset("aoiyvx")
_MOST_STRANGE = 0.15  # of the words of a content
_MARKS = ".,;:()[]\"'“”‘’-–"
# Share of words that the language model must know: .94 and more in restored and sound tables, .5 in ruined ones, where
# nothing can be taken apart.
_MIN_KNOWN = 0.8


@dataclass(frozen=True, slots=True)
class InterleavedTable:
    """What was read of a table.

    Attributes:
        tasks: rows that came apart plausibly.
        passages: the lines of the others.
        partly: whether a row or a cell is not claimed.
        source: the whole table.
        periods_unread: whether it had period columns, whose marks have lost their columns.
    """

    tasks: tuple[RawTask, ...]
    passages: tuple[Field, ...]
    partly: bool
    source: Source
    periods_unread: bool = False


def find_interleaved(document: Document, blocks: Sequence[Block]) -> InterleavedTable | None:
    """Reads the first table below a heading of three columns or more, ``None`` where there is none or no row of it."""
    first = 0
    while (table := find_woven(document, blocks, first)) is not None:
        first = table.heading.stop
        numbered = table.heading.columns[0] is Column.ORDINAL
        if not numbered or not stand_side_by_side(table.heading) or len(table.lines) < 2 * _FEWEST_ROWS:
            continue
        inside = table.source
        running = [
            document.slice(block.source) for block in blocks if not inside.start <= block.source.start < inside.end
        ]
        if found := _read(document, table, load_continuity(running)):
            return found
    return None


def _read(document: Document, table: WovenTable, continuity: Continuity) -> InterleavedTable | None:
    if _known_share(table, continuity) < _MIN_KNOWN or _ruined_share(table, continuity) > _MOST_RUINED:
        return None
    columns = table.heading.columns[1:]
    damaged = document.quality.layer is Layer.DAMAGED
    rows = take_apart(table, columns, continuity)
    if len(rows) < _FEWEST_ROWS:
        return None
    trusted = [
        _trusted(row, torn, continuity, damaged=damaged)
        for row, torn in zip(rows, find_torn([row.texts for row in rows], columns), strict=True)
    ]
    share = sum(find_plausibility(row.texts) >= _MIN_SCORE for row in rows) / len(rows)
    claimed = sum(Column.CONTENT in cells for cells in trusted)
    if share < _MIN_PLAUSIBLE or claimed < _MIN_CLAIMED * len(rows):
        return None
    tasks = tuple(
        _task(document, row, columns, cells)
        for row, cells in zip(rows, trusted, strict=True)
        if Column.CONTENT in cells
    )
    passages = tuple(
        _passage(document, row) for row, cells in zip(rows, trusted, strict=True) if Column.CONTENT not in cells
    )
    partly = bool(passages) or any(
        text and column not in cells
        for row, cells in zip(rows, trusted, strict=True)
        for column, text in row.texts.items()
    )
    return InterleavedTable(tasks, passages, partly, table.source, table.heading.periods)


def _trusted(row: TakenRow, torn: Set[Column], continuity: Continuity, *, damaged: bool) -> set[Column]:
    """Returns the cells of a row that can be claimed; without the content, none of the row is."""
    if find_plausibility(row.texts) < _MIN_SCORE:
        return set()
    work, height = row.pieces(Column.CONTENT), row.row.stop - row.row.start
    if damaged and not fills_row(row.texts, len(work), height):
        return set()
    return {
        column
        for column, text in row.texts.items()
        if column not in torn
        and row.certain[column] >= (_CERTAIN_CONTENT if column is Column.CONTENT else _CERTAIN)
        and is_plausible(column, text)
        and _is_known(column, text, continuity)
    }


def _is_known(column: Column, text: str, continuity: Continuity) -> bool:
    """Tells whether the words of a cell in small letters are words; a few of a content may be none."""
    words = [word.strip(_MARKS) for word in text.split()]
    strange = sum(_is_strange(word, continuity) for word in words)
    return strange <= (_MOST_STRANGE * len(words) if column is Column.CONTENT else 0)


def _known_share(table: WovenTable, continuity: Continuity) -> float:
    known = [knows for line in table.lines for word in line.words if (knows := continuity.knows(word.text)) is not None]
    return sum(known) / max(1, len(known))


def _ruined_share(table: WovenTable, continuity: Continuity) -> float:
    words = [word.text for line in table.lines for word in line.words]
    return sum(_is_ruined(word, continuity) for word in words) / max(1, len(words))


def _is_ruined(word: str, continuity: Continuity) -> bool:
    bare = word.strip(_MARKS)
    speck = len(bare) == 1 and not bare.isdigit() and fold(bare) not in _LONE_LETTERS
    return speck or not is_sound(word) or _is_strange(bare, continuity)


def _is_strange(word: str, continuity: Continuity) -> bool:
    return word.islower() and continuity.knows(word) is False


def _task(document: Document, row: TakenRow, columns: Sequence[Column], claimed: Set[Column]) -> RawTask:
    cells: dict[Column, Field] = {
        column: _field(document, row, pieces)
        for column, pieces in zip(columns, row.row.cells, strict=True)
        if column not in _UNCLAIMED and column in claimed
    }
    number = str(row.row.number) if row.row.number is not None else None
    return RawTask(cells, number, row.lines[row.row.start].group, _source(row))


def _field(document: Document, row: TakenRow, pieces: Sequence[Piece]) -> Field:
    runs: list[list[Word]] = []
    for number, start, end in pieces:
        line = row.lines[number]
        for place in range(start, end):
            if place == start or line.barred[place]:
                runs.append([])  # a mark inside a passage is no word of it
            runs[-1].append(line.words[place])
    quotes = [quote(document.text, run[0].source.start, run[-1].source.end, page=run[0].source.page) for run in runs]
    return field(quotes)


def _passage(document: Document, row: TakenRow) -> Field:
    source = _source(row)
    return field([quote(document.text, source.start, source.end, page=source.page)])


def _source(row: TakenRow) -> Source:
    first, last = row.blocks[row.row.start].source, row.blocks[row.row.stop - 1].source
    return Source(first.start, last.end, first.page)
