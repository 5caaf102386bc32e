"""The rarer names of columns, from ``data/column_names.tsv``: plain words ("Ai làm", "Ra cái gì"), rare office words.

Each row is a whole heading; ``{who}`` and ``{do}`` in it stand for the words of the rows so named, ``[]`` encloses what
may be left out. A heading is looked up on its skeleton, and one with accents as it is, too ("Công đoàn" is no "Công
đoạn").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from corpus.text import fold, has_accents, normalise

_FILE = "column_names.tsv"
_COLUMNS = ("column", "name", "note")
_SLOTS = ("who", "do")
_WORD = re.compile(r"[a-z]+")
# Matched: "{who}" of "{who} cùng làm", "[sẽ ]" of "việc [sẽ ]làm".
_PART = re.compile(r"\{(?P<slot>\w+)\}|\[(?P<optional>[^\]]*)\]|(?P<plain>[^\[{]+)")


def parse_column_names(
    text: str, file: str = _FILE, *, face: Callable[[str], str] = fold
) -> Mapping[str, re.Pattern[str]]:
    """Reads the table: for each column, the pattern of its names, to be matched in full.

    Args:
        text: of the table.
        file: its name, for errors.
        face: of the names, and of the headings to be matched.

    Raises:
        ValueError: a row is no row of such a table, stands twice, or names a slot that has no words.
    """
    rows: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if number == 1:
            if cells != _COLUMNS:
                raise ValueError(f"{file}, row 1: expected {', '.join(_COLUMNS)}")
            continue
        if len(cells) != len(_COLUMNS) or not cells[0] or not cells[1]:
            raise ValueError(f"{file}, row {number}: expected {len(_COLUMNS)} cells, the first two filled")
        if any(cells[1] in names for names in rows.values()):
            raise ValueError(f"{file}, row {number}: {cells[1]} stands twice")
        rows.setdefault(cells[0], []).append(cells[1])
    slots = {slot: "|".join(re.escape(face(name)) for name in rows.pop(slot, ())) for slot in _SLOTS}
    patterns: dict[str, re.Pattern[str]] = {}
    for column, names in rows.items():
        try:
            patterns[column] = re.compile("|".join(_pattern(name, slots, face) for name in names))
        except KeyError as error:
            raise ValueError(f"{file}: no words for {error}") from None
    return patterns


def find_name(heading: str) -> str | None:
    """Returns the column that a heading, without marks at its ends, is a rarer name of; ``None`` where it is none."""
    names = _load()
    found = next((column for column, pattern in names.bare.items() if pattern.fullmatch(fold(heading))), None)
    if found is None or not has_accents(heading):
        return found
    return found if names.accented[found].fullmatch(_accented(heading)) else None


def _accented(text: str) -> str:
    return normalise(text).lower()


@lru_cache(maxsize=1)
def name_words() -> frozenset[str]:
    """Returns the words that occur in rarer names, on skeletons."""
    rows = [line.split("\t")[1] for line in _read().splitlines()[1:]]
    return frozenset(word for name in rows for word in _WORD.findall(re.sub(r"\{\w+\}", " ", fold(name))))


@dataclass(frozen=True, slots=True)
class _Names:
    bare: Mapping[str, re.Pattern[str]]
    accented: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def _load() -> _Names:
    return _Names(parse_column_names(_read()), parse_column_names(_read(), face=_accented))


def _read() -> str:
    return files(__package__).joinpath("data", _FILE).read_text(encoding="utf-8")


def _pattern(name: str, slots: Mapping[str, str], face: Callable[[str], str]) -> str:
    """Writes a name as a pattern; a slot with no words is an error."""
    parts: list[str] = []
    for match in _PART.finditer(name):
        if slot := match["slot"]:
            if not slots.get(slot):
                raise KeyError(slot)
            parts.append(f"(?:{slots[slot]})")
        elif (optional := match["optional"]) is not None:
            parts.append(f"(?:{_pattern(optional, slots, face)})?")
        else:
            parts.append(_spaced(match["plain"], face))
    return "".join(parts)


def _spaced(words: str, face: Callable[[str], str]) -> str:
    """Escapes words and keeps the blanks at their ends."""
    lead, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return re.escape(f"{lead}{face(words.strip())}{tail}") if words.strip() else re.escape(words)
