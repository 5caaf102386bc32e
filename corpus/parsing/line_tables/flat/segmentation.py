"""Cutting the words of a flattened table row into its cells.

Every way to cut a row is scored from right to left: a deadline must read as one, a unit cell opens with a unit word, a
result with the name of a record, and most cells open a line. Unit names that recur in the table weigh more, which is
how "Văn phòng Ban Chỉ đạo ISO" comes apart in one row when "Ban Chỉ đạo ISO" leads another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from corpus.model import Field, Quote, Source, TimeKind
from corpus.parsing.actors.role_marks import count_roles
from corpus.parsing.actors.unit_names import is_initials, opens_unit
from corpus.parsing.deadlines import parse_deadline
from corpus.parsing.line_tables.cell_words import OPEN_WORDS, RECORD, TIME_HEAD, TIME_WORD, UNITS
from corpus.parsing.tables import Column
from corpus.text import fold

# What may stand before the first word of a cell.
_MARKS = '-–+•"“('
_LONGEST = {Column.TIME: 16, Column.RESULT: 40, Column.OTHER: 30}
_LONGEST_UNITS = 45
# Scores of a cut. They were set on rewrapped tables of the samples, column widths 12 to 40 (bench_parsing.py): a cell
# that opens a line, that opens with a unit word or a record, that reads as a deadline; a unit name met in another row
# (at most three times); a cell in mid sentence; each token outside the content; an empty cell.
_LINE_START, _UNIT_WORD, _RECORD_WORD, _DEADLINE, _RECURS = 2.0, 3.0, 1.5, 5.0, 1.5
# Initials that end the name of a unit and open none: "Tổ giúp việc | ISO".
_NO_NAMES = frozenset({"ISO", "HTQLCL", "TCVN", "TTHC", "CNTT"})
# Share of cells that open a line from which all do, and of plausible rows below which a table is looked at once only.
_ON_LINES, _HOPELESS = 0.9, 0.4
_GOES_ON = -6.0  # of a unit cell after a word that leaves a phrase open
_NO_UNIT = -3.5  # of a unit cell that opens with no unit
_ROLE, _LOWER_CASE, _TOKEN_COST, _EMPTY = 4.0, -2.5, -0.05, -1.0
# First words of units that name none alone: a cell that ends with one is cut in the middle of a name, as bad as one
# that begins there. Matched: "Văn phòng Ban Chỉ đạo ISO, Ban | Thư ký". Refused: "Ban ISO Sở", "các phòng, ban".
_HEADS = frozenset({"Ban", "Phòng", "Tổ", "Đoàn", "Hội", "Chi", "Trung", "Văn", "Các", "Bộ", "Ủy", "Đơn"})
_IMPOSSIBLE = float("-inf")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a flattened row."""

    source: Source
    text: str
    opens_line: bool


Cells = Mapping[Column, Sequence[Token]]
"""The tokens of each filled cell of a row."""


@dataclass(frozen=True)
class TokenRow:
    """Words that cells are to be cut from: of one row, or of a whole table."""

    tokens: Sequence[Token]
    lines_only: bool = False
    names: dict[tuple[int, int], float] = field(default_factory=dict)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words on their skeletons."""
        return tuple(fold(token.text) for token in self.tokens)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where a cell may begin: a line start, a capital, or a word that opens a deadline; and the end of the row."""
        inside = (
            index
            for index, token in enumerate(self.tokens)
            if index
            and (
                token.opens_line
                or (
                    (not self.lines_only and (token.text[0].isupper() or TIME_HEAD.match(self.folded[index])))
                    and self.opens_known(index)
                )
            )
        )
        return (*inside, len(self.tokens))

    def opens_known(self, start: int) -> bool:
        """Whether a unit, a role, a record or a deadline opens here, as within a line any cell but the work does."""
        words = self.words(start, start + 5)
        return bool(opens_unit(words) or RECORD.match(words) or TIME_HEAD.match(words) or ":" in words)

    @cached_property
    def labelled(self) -> bool:
        """Whether a role may stand in the row ("Chủ trì: Văn phòng")."""
        return any(":" in token.text for token in self.tokens)

    def goes_on(self, start: int) -> bool:
        """Whether the word before leaves a phrase open."""
        before = self.tokens[start - 1].text if start else ""
        return start > 0 and (before.endswith((",", ";")) or self.folded[start - 1] in OPEN_WORDS)

    def opens_phrase(self, start: int, end: int) -> bool:
        """Whether a cell can begin here: with a capital or a digit, and after no word that leaves a phrase open."""
        if self.goes_on(start):
            return False
        first = next((word for token in self.tokens[start:end] if (word := token.text.strip(_MARKS))), "")
        return first[:1].isupper() or first[:1].isdigit()

    def words(self, start: int, end: int) -> str:
        """Returns some of the words on their skeletons, parted by blanks."""
        return " ".join(self.folded[start:end])


def segment_rows(rows: Sequence[Sequence[Token]], columns: Sequence[Column]) -> list[Cells]:
    """Cuts each row into the cells of ``columns``; the content is never empty."""
    cells = [_segment(TokenRow(row), columns, Counter()) for row in rows]
    if find_plausible_share(cells) < _HOPELESS:
        return cells
    # The second pass knows the unit names of the first, and whether cells stand on lines of their own.
    seen = Counter(
        " ".join(fold(token.text) for token in part) for row in cells for column, part in row.items() if column in UNITS
    )
    opening = [part[0].opens_line for row in cells for column, part in row.items() if column is not columns[0]]
    apart = sum(opening) >= _ON_LINES * len(opening)
    return [_segment(TokenRow(row, lines_only=apart), columns, seen) for row in rows]


def find_plausible_share(rows: Sequence[Cells]) -> float:
    """Returns the share (0..1) of rows that name a unit or read as a deadline, and do neither of them wrongly."""
    plausible = 0
    for cells in rows:
        named = names_units(cells)
        units = any(column in UNITS for column in cells)
        plausible += named and Column.TIME in cells if _has_times(rows) else named and units
    return plausible / max(len(rows), 1)


def names_units(cells: Cells) -> bool:
    """Tells whether every cell of units opens with one or with a role."""
    units = [" ".join(token.text for token in part) for column, part in cells.items() if column in UNITS]
    return all(opens_unit(unit) or count_roles(unit) > 0 for unit in units)


def _has_times(rows: Sequence[Cells]) -> bool:
    return any(Column.TIME in cells for cells in rows)


def _segment(row: TokenRow, columns: Sequence[Column], seen: Counter[str]) -> Cells:
    """Finds the best cut by dynamic programming from the last column to the first."""
    size = len(row.tokens)
    best: dict[int, tuple[float, tuple[int, ...]]] = {size: (0.0, ())}
    for column in reversed(columns[1:]):
        following, best = best, {}
        longest = size if column is Column.CONTENT else _LONGEST.get(column, _LONGEST_UNITS)
        for start in row.starts:
            options = [
                (score_cell(row, column, start, end, seen) + score, (start, *cuts))
                for end, (score, cuts) in following.items()
                if start <= end <= start + longest
            ]
            if options:
                best[start] = max(options)
    first = columns[0]
    cuts = max(
        (score + (0.0 if first is Column.CONTENT else score_cell(row, first, 0, end, seen)), cuts)
        for end, (score, cuts) in best.items()
    )[1]
    bounds = [0, *cuts, size]
    return {
        column: row.tokens[start:end]
        for column, start, end in zip(columns, bounds, bounds[1:], strict=False)
        if start < end
    }


def score_cell(row: TokenRow, column: Column, start: int, end: int, seen: Counter[str]) -> float:
    """Returns how well the words from ``start`` to ``end`` are a cell of ``column``; minus infinity: they are none.

    Args:
        row: the words.
        column: of the cell.
        start: number of its first word.
        end: one past the number of its last word; an empty cell has the same as ``start``.
        seen: how often names of units stand in the table, on skeletons; empty where that is not known yet.
    """
    length = end - start
    if column is Column.CONTENT:
        opens = _LINE_START * row.tokens[start].opens_line if length else 0.0
        return opens + (0.0 if row.opens_phrase(start, end) else _LOWER_CASE) if length else _IMPOSSIBLE
    if length == 0:
        return 0.0 if column is Column.OTHER else _EMPTY
    if length > _LONGEST.get(column, _LONGEST_UNITS):
        return _IMPOSSIBLE
    score = _TOKEN_COST * length + (_LINE_START if row.tokens[start].opens_line else 0.0)
    if column is Column.TIME:
        return score + _score_deadline(row, start, end)
    if not row.opens_phrase(start, end):
        score += _GOES_ON if column in UNITS and row.goes_on(start) else _LOWER_CASE
    words = row.words(start, min(end, start + 6))
    if column in UNITS:
        roles = count_roles(row.words(start, end)) if row.labelled else 0
        opens = _ROLE * roles if roles else _score_name(row, start, end)
        if row.tokens[end - 1].text in _HEADS:
            opens += _LOWER_CASE
        return score + opens + (_RECURS * min(seen[row.words(start, end)], 3) if seen else 0.0)
    return score + (_RECORD_WORD if column is Column.RESULT and RECORD.match(words) else 0.0)


def _score_name(row: TokenRow, start: int, end: int) -> float:
    key = (start, min(end, start + 6))
    if key not in row.names:
        row.names[key] = _look_up(row, *key)
    return row.names[key]


def _look_up(row: TokenRow, start: int, end: int) -> float:
    text = " ".join(token.text for token in row.tokens[start:end]).lstrip(_MARKS + " ")
    if opens_unit(text):
        return _UNIT_WORD
    first = text.split(" ")[0].strip(",;")
    return 0.0 if is_initials(first) and first not in _NO_NAMES else _NO_UNIT


def _score_deadline(row: TokenRow, start: int, end: int) -> float:
    words = row.words(start, end)
    if not TIME_HEAD.match(words):
        return _IMPOSSIBLE
    source = Source(row.tokens[start].source.start, row.tokens[end - 1].source.end)
    kind = parse_deadline(Field(words, (Quote(words, source),)), 2000).kind
    if kind is TimeKind.NONE:
        return _IMPOSSIBLE
    plain = all(TIME_WORD.fullmatch(word.strip(".,;:()")) for word in row.folded[start:end])
    if plain:
        return _DEADLINE - 2 * _TOKEN_COST * (end - start)  # the longest tail of time words
    if kind is TimeKind.EVENT:
        return _DEADLINE if row.tokens[start].text[0].isupper() else _IMPOSSIBLE
    return _DEADLINE if kind is TimeKind.AS_REGULATED and end - start <= 8 else _IMPOSSIBLE
