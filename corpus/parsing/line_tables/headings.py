"""The heading of a task table that came as plain lines: which columns it has, in which order, over which lines.

Its cells may follow one another, stand side by side on one line, or be cut into fragments over several lines; every
word is known to belong to some kinds of column, and the order of columns is the one its lines fit best.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from corpus.parsing.tables import Column
from corpus.text import fold

# Words of headings on skeletons, with the columns they may stand in. "thực hiện" stands in any; "đơn vị" in a column
# of units, "hoàn thành" in one of time.
_ANY = frozenset({Column.CONTENT, Column.LEAD, Column.COORDINATE, Column.TIME, Column.RESULT})
_UNIT = frozenset({Column.LEAD, Column.COORDINATE, Column.ADVISE, Column.APPROVE})
_WORDS: Mapping[str, frozenset[Column]] = {
    **dict.fromkeys(("tt", "stt"), frozenset({Column.ORDINAL})),
    **dict.fromkeys(
        ("noi", "dung", "nhiem", "vu", "cong", "viec", "hoat", "dong", "hang", "muc", "dau", "buoc", "trien", "khai"),
        frozenset({Column.CONTENT}),
    ),
    **dict.fromkeys(("thuc", "hien"), _ANY),
    **dict.fromkeys(
        ("don", "vi", "co", "quan", "bo", "phan", "phong", "to", "chuc", "ca", "nhan", "nguoi", "nhan/don"), _UNIT
    ),
    **dict.fromkeys(("chu", "tri", "trach", "nhiem", "phu", "moi", "chinh"), frozenset({Column.LEAD})),
    **dict.fromkeys(("phoi", "hop"), frozenset({Column.COORDINATE})),
    **dict.fromkeys(("tham", "muu"), frozenset({Column.ADVISE})),
    **dict.fromkeys(("phe", "duyet"), frozenset({Column.APPROVE})),
    **dict.fromkeys(("thoi", "gian", "han", "diem", "tien", "thanh", "hoan"), frozenset({Column.TIME})),
    **dict.fromkeys(
        ("ket", "qua", "san", "pham", "minh", "chung", "ra", "kien", "du", "dat", "can"), frozenset({Column.RESULT})
    ),
    **dict.fromkeys(("ghi", "chu", "kinh", "phi"), frozenset({Column.OTHER})),
}
# Words of two columns: "nhiệm" of "nhiệm vụ" and "trách nhiệm", "đầu" of "đầu việc", "đầu mối" and "đầu ra", "phân" of
# "bộ phận" and "phân công".
_MORE: Mapping[str, frozenset[Column]] = {
    "nhiem": frozenset({Column.CONTENT, Column.LEAD}),
    "dau": frozenset({Column.CONTENT, Column.LEAD, Column.RESULT}),
    "chu": frozenset({Column.LEAD, Column.OTHER}),
    "cong": frozenset({Column.CONTENT, Column.LEAD}),
    "phan": _UNIT,
    "do": frozenset({Column.TIME}),
    "hoan": frozenset({Column.TIME, Column.RESULT}),
    "thanh": frozenset({Column.TIME, Column.RESULT}),
    "hop": frozenset({Column.COORDINATE}),
}
_KNOWN = {**_WORDS, **_MORE}
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
}
_DOING = frozenset({"thuc", "hien"})
_WORD = re.compile(r"[a-z]+")
_MAX_LINES = 6
_MAX_WORDS = 30
_FEWEST_COLUMNS = 3
# Columns that one line names where they stand side by side; "Sản phẩm/Kết quả" alone names no two.
_SIDE_BY_SIDE = 3
# Share of the words of a heading's line that must be words of headings. Real headings with recognition errors reach
# .6; a sentence about contents and units half.
_KNOWN_SHARE = 0.6
_USUAL = tuple(Column)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a table.

    Attributes:
        columns: from left to right.
        start: number of its first line.
        stop: one past the number of its last line.
        words: the column of each word, by line.
    """

    columns: tuple[Column, ...]
    start: int
    stop: int
    words: tuple[tuple[Column, ...], ...] = ()


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


def heading_words() -> tuple[str, ...]:
    """Returns the words of headings, on skeletons."""
    return tuple(_KNOWN)


def is_heading_word(word: str) -> bool:
    """Tells whether a word, on its skeleton, is one of headings."""
    return word in _KNOWN


def is_pair(first: str, second: str) -> bool:
    """Tells whether two words are one name of headings ("thời gian", "thực hiện")."""
    pair = frozenset({fold(first), fold(second)})
    return pair == _DOING or any(pair in signs for signs in _SIGNS.values())


def stand_side_by_side(heading: Heading) -> bool:
    """Tells whether a line of a heading names several columns, so that its rows are likely to stand so too."""
    return any(len(set(line)) >= _SIDE_BY_SIDE for line in heading.words)


@lru_cache(maxsize=4096)
def is_heading_line(line: str) -> bool:
    """Tells whether most words of a line are words of headings, and none is a number."""
    words = _WORD.findall(fold(line))
    if not words or len(words) > _MAX_WORDS or any(char.isdigit() for char in line):
        return False
    known = sum(word in _KNOWN for word in words)
    return known >= _KNOWN_SHARE * len(words)


def _read(lines: Sequence[str], start: int, stop: int) -> Heading | None:
    """Reads the columns off as many of the lines as are needed, the fewest first that name all columns seen."""
    seen = _columns_seen(lines[start:stop])
    if len(seen) < _FEWEST_COLUMNS or Column.CONTENT not in seen:
        return None
    rows = [_words(line) for line in lines[start:stop]]
    head = (Column.ORDINAL,) if Column.ORDINAL in seen else ()
    rest = [column for column in _USUAL if column in seen and column is not Column.ORDINAL]
    orders = [(*head, *order) for order in permutations(rest)] if len(rest) <= 6 else [(*head, *rest)]
    best = max(orders, key=lambda order: sum(_fit(row, order)[0] for row in rows))
    placed = tuple(tuple(_fit(row, best)[1]) for row in rows)
    return Heading(best, start, stop, placed)


def _columns_seen(lines: Sequence[str]) -> set[Column]:
    words = {word for line in lines for word in _WORD.findall(fold(line))}
    seen = {column for column, signs in _SIGNS.items() if any(sign <= words for sign in signs)}
    if "ghi" not in words and not {"kinh", "phi"} <= words:
        seen.discard(Column.OTHER)
    return seen


def _words(line: str) -> list[frozenset[Column]]:
    """Returns the columns that each known word of a line may stand in."""
    words = ("".join(_WORD.findall(fold(word))) for word in re.split(r"[\s|/,]+", line))
    return [_KNOWN[word] for word in words if word in _KNOWN]


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
            options.append((running[0] + gain, [*running[1], column]))
        best = options
    return max(best, key=lambda option: option[0])
