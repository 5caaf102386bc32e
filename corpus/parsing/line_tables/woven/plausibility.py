"""What a row of a table that came as lines must look like before any of it is claimed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpus.parsing.actors.role_marks import count_roles
from corpus.parsing.actors.unit_names import opens_unit
from corpus.parsing.line_tables.cell_words import UNITS
from corpus.parsing.line_tables.woven.costs import is_cut_short, is_doubled, reads_as_deadline
from corpus.parsing.tables import Column

_SHORTEST_CONTENT = 2  # words
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
