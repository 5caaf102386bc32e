"""Names of units that a wrong cut tore: the first words in one cell of a row, the rest in another.

A plan names its units again and again. Where another row has "Phòng Khảo thí và Đảm bảo chất lượng", a row with "Phòng
Khảo thí" in one cell and "và Đảm bảo chất lượng" in the next was cut wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.parsing.line_tables.cell_words import UNITS
from corpus.parsing.tables import Column
from corpus.text import fold

_WORD = re.compile(r"\w+")
_REST = 2  # words of the rest by which it is known again


def find_torn(rows: Sequence[Mapping[Column, str]], columns: Sequence[Column]) -> list[set[Column]]:
    """Returns for each row the cells that hold a part of a name which another row has whole."""
    words = [{column: _words(row[column]) for column in columns} for row in rows]
    names = {cells[column] for cells in words for column in columns if column in UNITS}
    return [set(_torn(cells, names)) for cells in words]


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


def _torn(cells: Mapping[Column, tuple[str, ...]], names: set[tuple[str, ...]]) -> Iterator[Column]:
    for column, name in cells.items():
        if column not in UNITS or not name:
            continue
        longer = {
            whole[len(name) :][:_REST] for whole in names if len(whole) > len(name) and whole[: len(name)] == name
        }
        for other, words in cells.items():
            if other is not column and any(_holds(words, rest, name[-1]) for rest in longer):
                yield column
                yield other


def _holds(words: Sequence[str], rest: Sequence[str], before: str) -> bool:
    """Whether ``rest`` stands among ``words`` and not where it belongs, after ``before``."""
    size = len(rest)
    return any(
        tuple(words[place : place + size]) == rest and (place == 0 or words[place - 1] != before)
        for place in range(len(words) - size + 1)
    )
