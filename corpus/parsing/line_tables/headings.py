"""The heading of a task table that came as plain lines: which columns it has, in which order, over which lines.

Its cells may follow one another, stand side by side on one line, or be cut into fragments over several lines; every
word is known to belong to some kinds of column, and the order of columns is the one its lines fit best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from corpus.parsing.body.markers import parse_marker
from corpus.parsing.line_tables.heading_words import (
    UNIT_WORD,
    columns_of,
    names_periods,
    opens_with_ordinal,
    read_words,
)
from corpus.parsing.tables import Column
from corpus.text import fold

# What must be seen of a column before a heading is said to have it; on the words of its lines in reading order, where
# fragments of other columns may stand between.
_SIGNS: Mapping[Column, tuple[frozenset[str], ...]] = {
    Column.ORDINAL: (frozenset({"tt"}), frozenset({"stt"})),
    Column.CONTENT: (
        frozenset({"noi", "dung"}),
        frozenset({"cong", "viec"}),
        frozenset({"nhiem", "vu"}),
        frozenset({"hoat", "dong"}),
        frozenset({"hang", "muc"}),
        frozenset({"dau", "viec"}),
    ),
    Column.LEAD: (
        frozenset({"chu", "tri"}),
        frozenset({"dau", "moi"}),
        frozenset({"trach", "nhiem"}),
        frozenset({"phan", "cong"}),
        frozenset({"phu", "trach"}),
        frozenset({"to", "chuc"}),
        frozenset({"don", "vi"}),
        frozenset({"co", "quan"}),
        frozenset({"bo", "phan"}),
        frozenset({"ca", "nhan"}),
        frozenset({"nguoi"}),
    ),
    Column.COORDINATE: (frozenset({"phoi", "hop"}),),
    Column.ADVISE: (frozenset({"tham", "muu"}),),
    Column.APPROVE: (frozenset({"phe", "duyet"}),),
    Column.TIME: (
        frozenset({"thoi", "gian"}),
        frozenset({"thoi", "han"}),
        frozenset({"thoi", "diem"}),
        frozenset({"tien", "do"}),
        frozenset({"hoan", "thanh"}),
    ),
    Column.RESULT: (
        frozenset({"ket", "qua"}),
        frozenset({"san", "pham"}),
        frozenset({"minh", "chung"}),
        frozenset({"dau", "ra"}),
    ),
    Column.OTHER: (frozenset({"ghi", "chu"}), frozenset({"kinh", "phi"})),
    Column.ROLE: (),
}
# The same where a line opens with "TT".
_RARE_SIGNS: Mapping[Column, tuple[frozenset[str], ...]] = {
    Column.CONTENT: (frozenset({"dung"}), frozenset({"viec"})),
    Column.LEAD: (frozenset({"tri"}),),
    Column.COORDINATE: (frozenset({"phoi"}), frozenset({"ho", "tro"})),
    Column.TIME: (frozenset({"khi", "xong"}), frozenset({"bat", "dau"}), frozenset({"han"})),
    Column.RESULT: (frozenset({"ho", "so"}), frozenset({"so", "luu"})),
    Column.ROLE: (frozenset({"lanh", "dao"}), frozenset({"theo", "doi"}), frozenset({"giam", "sat"})),
}
_DOING = frozenset({"thuc", "hien"})
_MAX_LINES = 6
_MAX_WORDS = 30
_FEWEST_COLUMNS = 3
# Columns that one line names where they stand side by side; "Sản phẩm/Kết quả" alone names no two.
_SIDE_BY_SIDE = 3
# Share of the words of a heading's line that must be words of headings. Real headings with recognition errors reach
# .6; a sentence about contents and units half.
_KNOWN_SHARE = 0.6
_USUAL = tuple(Column)
_NAMED = 0.05  # of each column of units that a line names: "Phòng, đơn vị | Phòng, đơn vị" names two


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a table.

    Attributes:
        columns: from left to right.
        start: number of its first line.
        stop: one past the number of its last line.
        words: the column of each word, by line.
        periods: whether it names columns of months or quarters besides.
    """

    columns: tuple[Column, ...]
    start: int
    stop: int
    words: tuple[tuple[Column, ...], ...] = ()
    periods: bool = False


def find_heading(lines: Sequence[str], first: int = 0) -> Heading | None:
    """Finds the first heading among ``lines[first:]``: lines of known words that name three columns or more."""
    place = first
    while place < len(lines):
        if not is_heading_line(lines[place]):
            place += 1
            continue
        stop = place + 1
        while stop < min(len(lines), place + _MAX_LINES) and is_heading_line(lines[stop]):
            stop += 1
        if heading := _read(lines, place, stop):
            return heading
        place = stop
    return None


def is_pair(first: str, second: str) -> bool:
    """Tells whether two words are one name of headings ("thời gian", "thực hiện")."""
    pair = frozenset({fold(first), fold(second)})
    return pair == _DOING or any(pair in signs for signs in _SIGNS.values())


def stand_side_by_side(heading: Heading) -> bool:
    """Tells whether a line of a heading names several columns, so that its rows are likely to stand so too."""
    return any(len(set(line)) >= _SIDE_BY_SIDE for line in heading.words)


@lru_cache(maxsize=4096)
def is_heading_line(line: str) -> bool:
    """Tells whether most words of a line are words of headings, and none is a number or opens a part of the plan."""
    words = read_words(line)
    if not words or len(words) > _MAX_WORDS or any(word.isdigit() for word in words):
        return False
    rare = opens_with_ordinal(line)
    apart = rare or names_periods(line)  # its digits are ruined letters or names of periods
    if not apart and (any(char.isdigit() for char in line) or parse_marker(line) is not None):
        return False
    known = sum(bool(columns_of(word, rare=rare)) for word in words)
    return known >= _KNOWN_SHARE * len(words)


def _read(lines: Sequence[str], start: int, stop: int) -> Heading | None:
    """Reads the columns off as many of the lines as are needed, the fewest first that name all columns seen."""
    rare = any(map(opens_with_ordinal, lines[start:stop]))
    seen = _columns_seen(lines[start:stop], rare=rare)
    if len(seen) < _FEWEST_COLUMNS or Column.CONTENT not in seen:
        return None
    rows = [_words(line, rare=rare) for line in lines[start:stop]]
    head = (Column.ORDINAL,) if Column.ORDINAL in seen else ()
    rest = [column for column in _USUAL if column in seen and column is not Column.ORDINAL]
    orders = [(*head, *order) for order in permutations(rest)] if len(rest) <= 6 else [(*head, *rest)]
    best = max(orders, key=lambda order: sum(_fit(row, order)[0] for row in rows))
    placed = tuple(tuple(_fit(row, best)[1]) for row in rows)
    return Heading(best, start, stop, placed, any(map(names_periods, lines[start:stop])))


def _columns_seen(lines: Sequence[str], *, rare: bool) -> set[Column]:
    words = {word for line in lines for word in read_words(line)}
    signs = {column: (*some, *(_RARE_SIGNS.get(column, ()) if rare else ())) for column, some in _SIGNS.items()}
    seen = {column for column, some in signs.items() if any(sign <= words for sign in some)}
    if "ghi" not in words and not {"kinh", "phi"} <= words:
        seen.discard(Column.OTHER)
    return seen


def _words(line: str, *, rare: bool) -> list[frozenset[Column]]:
    """Returns the columns that each known word of a line may stand in."""
    return [columns for word in read_words(line) if (columns := columns_of(word, rare=rare))]


def _fit(words: Sequence[frozenset[Column]], order: Sequence[Column]) -> tuple[float, list[Column]]:
    """Lays words of one line over columns from left to right; returns how well they fit, and the column of each."""
    best: list[tuple[float, list[Column]]] = [(0.0, []) for _ in order]
    for word in words:
        options: list[tuple[float, list[Column]]] = []
        running: tuple[float, list[Column]] = (float("-inf"), [])
        for place, column in enumerate(order):
            if best[place][0] > running[0]:
                running = best[place]
            gain = 1.0 / len(word) ** 0.25 if column in word else -1.0
            gain += _NAMED * (word == UNIT_WORD and (not running[1] or running[1][-1] is not column))
            options.append((running[0] + gain, [*running[1], column]))
        best = options
    return max(best, key=lambda option: option[0])
