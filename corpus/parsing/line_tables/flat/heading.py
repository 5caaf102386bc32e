"""The cells of a heading that came as lines: where each begins and ends, and their order where it had two rows.

A cell may be wrapped over several lines, and several cells may stand on one. What a cell names is known from
:mod:`corpus.parsing.tables.columns`; the cut whose cells are all known wins. In a heading of two rows the lower cells
follow the upper ones ("Phân công", "Kết quả", "Chủ trì", "Phối hợp"); they belong in the place of the upper one that
they divide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from corpus.parsing.line_tables.heading_words import heading_words, is_heading_word, is_rare_word
from corpus.parsing.line_tables.headings import is_pair
from corpus.parsing.tables import Column, find_columns
from corpus.parsing.tables.columns import find_column, lead_strength
from corpus.parsing.tables.periods import find_series, parse_period
from corpus.text import fold

_LONGEST_CELL = 12  # words: "Cơ quan, đơn vị, cá nhân chủ trì thực hiện"
# Likeness (0..100) of a slip to the word that was meant: two letters that changed places in one of four make 75.
_SLIP, _SHORTEST_MENDED = 75, 4
# What a cut gains by each word of a known cell and loses by each of an unknown one, and by each cell; by a cell that
# starts within a line, in small letters or not; by a capital inside a cell, at the start of a line or within one. Set
# on the headings of the samples and of the invented plans, wrapped at 12 to 40 letters and on one line.
_KNOWN, _UNKNOWN, _CELL = 1.0, -0.1, -0.5
_SMALL_START, _CAPITAL_LINE, _CAPITAL_INSIDE = -3.0, -8.0, -4.0
_WITHIN_LINE, _CUT_PAIR = -0.3, -6.0  # the latter of a cut within "thời gian" or "thực hiện"
# Of a cell in capitals alone that names two columns, as "NHIỆM VỤ CƠ QUAN" does and "CƠ QUAN PHỐI HỢP" does not.
_TWO_COLUMNS = -4.0
_QUALIFIERS = frozenset({"thuc hien", "hoan thanh", "thuc hien chinh", "dat duoc"})
_QUALIFIED = frozenset({Column.CONTENT, Column.TIME, Column.RESULT})
BARE_UNITS = frozenset({"don vi", "co quan", "bo phan", "phong", "nguoi", "ca nhan", "to chuc", "khoa", "can bo"})
"""Names of a column of units that other words follow: "Đơn vị | chủ trì"."""
_LONGEST_INITIALS = 4
_JOINS = ("/", ",", "-", "–", "(")
# Share of the words of a heading that its known cells must cover, and that must be words of headings: a sentence about
# contents, units and times has half.
_COVERED, _USUAL = 0.7, 0.55
# Words of a cell above which most must be words of headings.
_LONGEST_PLAIN, _KNOWN_SHARE = 6, 0.6
_FEWEST_CELLS = 3
_SUREST = 4  # strength of a name of who leads that has "chủ trì" in it
_UNITS = frozenset({Column.LEAD, Column.COORDINATE, Column.ADVISE, Column.APPROVE})


@dataclass(frozen=True, slots=True)
class FlatHeading:
    """The columns of a heading from left to right.

    Attributes:
        columns: one for all period columns together.
        periods: place of that one in ``columns``, ``None`` where there are no period columns.
        unknown: place of the only column whose name is not known, ``None`` where there is none or more.
    """

    columns: tuple[Column, ...]
    periods: int | None = None
    unknown: int | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    opens_line: bool

    @property
    def capital(self) -> bool:
        return self.text.lstrip("(“\"'")[:1].isupper()

    @property
    def initials(self) -> bool:
        return self.text.isupper() and self.text.isalpha() and len(self.text) <= _LONGEST_INITIALS


def read_flat_heading(lines: Sequence[str]) -> FlatHeading | None:
    """Reads the columns of a heading, ``None`` where its words are no heading of tasks with an ordinal first."""
    return _read(tuple(lines))


@lru_cache(maxsize=1024)
def _read(lines: tuple[str, ...]) -> FlatHeading | None:
    words = [_Word(_mended(word), place == 0) for line in lines for place, word in enumerate(line.split())]
    cells = _cut(words)
    known = sum(len(cell.split()) for cell in cells if _names_column(cell))
    found = [word for line in lines for word in line.split()]  # before slips are mended
    listed = len(lines) >= len(cells)  # a cell a line: words of rarer names, as "ai làm", are no sentence then
    is_usual = _usual if listed else is_heading_word
    usual = sum(is_usual(fold(word).strip(",./()")) or _period(word) for word in found)
    periods_apart = sum(len(cell.split()) for cell in cells if _period(cell))
    if len(cells) < _FEWEST_CELLS or known < _COVERED * len(words) or usual + periods_apart < _USUAL * len(words):
        return None
    cells, periods = _gather_periods(cells)
    cells, periods = _unfold(cells, periods)
    columns = find_columns([cell if place != periods else "" for place, cell in enumerate(cells)])
    if columns is None and periods is not None:
        columns = find_columns([cell if place != periods else "Thời gian" for place, cell in enumerate(cells)])
    if columns is None or columns[0] is not Column.ORDINAL or len(columns) < _FEWEST_CELLS:
        return None
    if periods is not None:
        columns = tuple(Column.OTHER if place == periods else column for place, column in enumerate(columns))
    unknown = [place for place, cell in enumerate(cells) if place != periods and find_column(cell) is None]
    return FlatHeading(columns, periods, unknown[0] if len(unknown) == 1 else None)


def _mended(word: str) -> str:
    """Returns the word of headings that ``word`` is a slip of ("gain" for "gian"), else the word itself."""
    folded = fold(word)
    if len(word) < _SHORTEST_MENDED or _usual(folded) or not folded.isalpha():
        return word
    close = [known for known in heading_words() if fuzz.ratio(folded, known) >= _SLIP]
    if len(close) != 1:
        return word
    return close[0].capitalize() if word[:1].isupper() else close[0]


def _usual(word: str) -> bool:
    return is_heading_word(word) or is_rare_word(word)


def _names_column(cell: str) -> bool:
    words = [fold(word).strip(",./") for word in cell.split()]
    if len(words) > _LONGEST_PLAIN and sum(map(is_heading_word, words)) < _KNOWN_SHARE * len(words):
        return False  # a sentence
    return find_column(cell) is not None or _period(cell)


def _period(cell: str) -> bool:
    return not cell.strip(" .").isdigit() and parse_period(cell) is not None


def _cut(words: Sequence[_Word]) -> list[str]:
    """Cuts words into cells by dynamic programming from left to right."""
    shouted = all(word.text == word.text.upper() for word in words)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(words) + 1):
        options = [
            (best[start][0] + _score(words, start, end, shouted=shouted), start)
            for start in range(max(0, end - _LONGEST_CELL), end)
        ]
        best.append(max(options))
    bounds = [len(words)]
    while bounds[-1]:
        bounds.append(best[bounds[-1]][1])
    return [" ".join(word.text for word in words[start:end]) for start, end in pairwise(reversed(bounds))]


def _score(words: Sequence[_Word], start: int, end: int, *, shouted: bool) -> float:
    cell = " ".join(word.text for word in words[start:end])
    known = _names_column(cell)
    score = _CELL + (_KNOWN if known else _UNKNOWN) * (end - start)
    first = words[start]
    if start and is_pair(words[start - 1].text, first.text):
        score += _CUT_PAIR
    if shouted:
        return score + _TWO_COLUMNS * _names_two(words[start:end]) + _WITHIN_LINE * (not first.opens_line)
    if not first.capital:
        score += _SMALL_START
    elif not first.opens_line:
        score += _WITHIN_LINE
    for before, word in pairwise(words[start:end]):
        if word.capital and not word.initials and not before.text.endswith(_JOINS):
            score += _CAPITAL_LINE if word.opens_line else _CAPITAL_INSIDE
    return score


def _names_two(words: Sequence[_Word]) -> bool:
    for place in range(1, len(words)):
        first, second = (" ".join(word.text for word in part) for part in (words[:place], words[place:]))
        kinds = (find_column(first), find_column(second))
        qualified = fold(second) in _QUALIFIERS and kinds[0] in _QUALIFIED
        if None not in kinds and kinds[0] is not kinds[1] and not qualified and fold(first) not in BARE_UNITS:
            return True
    return False


def _gather_periods(cells: Sequence[str]) -> tuple[list[str], int | None]:
    """Puts one cell in the place of a run of periods, below the column of times that they divide if there is one."""
    found = find_series([parse_period(cell) if _period(cell) else None for cell in cells])
    places = [place for place, period in enumerate(found) if period]
    if not places or places[-1] - places[0] + 1 != len(places):
        return list(cells), None
    first, last = places[0], places[-1] + 1
    above = next((place for place in range(first) if find_column(cells[place]) is Column.TIME), None)
    if above is None:
        return [*cells[:first], cells[first], *cells[last:]], first
    return [*cells[: above + 1], *cells[above + 1 : first], *cells[last:]], above


def _unfold(cells: Sequence[str], periods: int | None) -> tuple[list[str], int | None]:
    """Puts the lower cells of a heading of two rows in the place of the upper cells that they divide."""
    kinds = [find_column(cell) for cell in cells]
    for first in range(2, len(cells) - 1):
        last = first
        while last < len(cells) and kinds[last] in _UNITS:
            last += 1
        above = next((place for place in range(first) if kinds[place] is Column.LEAD), None)
        if above is None or last - first < 2 or lead_strength(cells[first]) <= lead_strength(cells[above]):
            continue
        if kinds[first] is not Column.LEAD or lead_strength(cells[first]) < _SUREST:
            continue
        tail = list(cells[last:])
        upper = list(cells[:first])
        times = next((place for place in range(first) if kinds[place] is Column.TIME), None)
        if tail and times is not None and Column.TIME in kinds[last:]:
            upper[times : times + 1] = tail
            tail = []
            above += 0 if times > above else len(cells[last:]) - 1
        if periods is not None and periods > above:
            periods += last - first - 1
        return [*upper[:above], *cells[first:last], *upper[above + 1 :], *tail], periods
    return list(cells), periods
