"""What a row of a table that came as lines must look like before any of it is claimed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from corpus.parsing.actors.role_marks import count_roles
from corpus.parsing.actors.unit_names import opens_unit
from corpus.parsing.line_tables.cell_words import UNITS
from corpus.parsing.line_tables.woven.costs import is_cut_short, is_doubled, reads_as_deadline
from corpus.parsing.tables import Column
from corpus.text import fold

_SHORTEST_CONTENT = 2  # words
# Share of the lines of a row that its work fills at least, where letters are ruined: it is the longest cell of nearly
# every row, and what it lacks stands in another cell. Of OCR without Vietnamese, restored, .82 of the rows whose work
# fills every line came apart rightly, of those where three lines or more are lacking .25.
_FEWEST_FILLED = 0.66
# Words after which the work itself names a unit. Matched: "xem xét của Lãnh đạo", "gửi Sở". Refused: "mục tiêu Phòng".
_BEFORE_UNIT = frozenset({"cua", "gui", "cho", "voi", "tai", "ve", "do", "trinh", "va", "thuoc"})
# Share of the words of a task's content that may be no words; one in twenty is ruined in restored text.
_MOST_UNSOUND = 0.2
# Signs that recognition leaves where it read no letter, and letters stuck to digits. Matched: "‘I‘}{?E", "pp4;",
# "c!')". Refused: "GD&ĐT;", "01/2024", "(nếu", "“Một", "5S", "9001:2015".
_UNSOUND = re.compile(r"[^\w\s.,;:()/&%+\-–…\"“”'’]|[a-zà-ỹ]\d|\d[a-zà-ỹ]{2}|\w[!?*]\w")


def is_sound(word: str) -> bool:
    """Tells whether a word can be one, not the ruin of another."""
    return _UNSOUND.search(word) is None


def is_plausible(column: Column, text: str) -> bool:
    """Tells whether ``text`` can be the cell of a column: a wrong unit or deadline is worse than none."""
    words = text.split()
    if column is Column.CONTENT:
        unsound = sum(not is_sound(word) for word in words)
        return len(words) >= _SHORTEST_CONTENT and not is_doubled(text) and unsound <= _MOST_UNSOUND * len(words)
    if not text or not all(map(is_sound, words)):
        return False
    if column is Column.TIME:
        return reads_as_deadline(text) and not is_doubled(text)
    if is_doubled(text):
        return False
    return column not in UNITS or _names_unit(text) or text[0].isupper()


def fills_row(texts: Mapping[Column, str], lines: int, height: int) -> bool:
    """Tells whether the work of a row fills its lines, and no name of a unit that was another cell's stands inside it.

    A cell that names roles ("- Trách nhiệm: … - Phối hợp: …") may be longer than the work, and is known by its labels.

    Args:
        texts: of the cells.
        lines: that the work fills.
        height: lines of the row.
    """
    if any(count_roles(text) > 0 for column, text in texts.items() if column in UNITS):
        return True
    words = texts[Column.CONTENT].split()
    inside = any(
        word[:1].isupper() and fold(before) not in _BEFORE_UNIT and opens_unit(" ".join(words[place:]))
        for place, (before, word) in enumerate(pairwise(words), 1)
    )
    return not inside and lines >= _FEWEST_FILLED * height


def _names_unit(text: str) -> bool:
    return opens_unit(text) or count_roles(text) > 0


def find_plausibility(texts: Mapping[Column, str]) -> float:
    """Returns the share (0..1) of what a row should have that it has.

    It is 0 without work, and without both a unit and a deadline.
    """
    timed = is_plausible(Column.TIME, texts.get(Column.TIME, ""))
    named = any(_names_unit(texts[column]) for column in UNITS if texts.get(column))
    if not is_plausible(Column.CONTENT, texts[Column.CONTENT]) or not (timed or named):
        return 0.0
    signs: list[bool] = []
    for column, text in texts.items():
        if column is Column.CONTENT:
            signs.append(not text[:1].islower())
        elif column is Column.TIME:
            signs += [timed, timed]
        elif text or column is Column.LEAD:
            signs.append(is_plausible(column, text) and (column not in UNITS or _names_unit(text)))
        if text:
            signs.append(not is_cut_short(text))
    return sum(signs) / len(signs)
