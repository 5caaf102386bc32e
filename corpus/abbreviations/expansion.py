"""Abbreviations in a text written out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from corpus.abbreviations.context import rate_expansions
from corpus.abbreviations.loading import load_abbreviations, load_shipped
from corpus.abbreviations.table import Abbreviation, Strength, Use
from corpus.reading.restoration.typed import is_bare_word
from corpus.text import fold

# A run that may be an abbreviation. A symbol of a document is taken whole, so that its codes are left alone. Matched:
# "HTQLCL", "TN&TKQ", "LĐ-TBXH", "19/2014/QĐ-TTg", "KH-UBND". Within "BCĐ/BĐH" each.
_RUN = re.compile(r"\d[^\s,;()]*[/-][^\s,;()]*|[^\W_]+(?:[&.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Expansion:
    """An abbreviation in a text.

    Attributes:
        start: first code point.
        end: one past the last.
        row: the row of the table.
        full: what it stands for here; ``None`` where nothing around it says.
    """

    start: int
    end: int
    row: Abbreviation
    full: str | None


class Expander:
    """Writes out the abbreviations of a table.

    Attributes:
        own: rows that the shipped table has not, by which no indexed text was written out.
    """

    def __init__(self, rows: Sequence[Abbreviation]) -> None:
        self._rows = rows
        self.own = tuple(row for row in rows if row not in load_shipped())

    @cached_property
    def _exact(self) -> dict[str, Abbreviation]:
        return {row.short: row for row in self._rows}

    @cached_property
    def _folded(self) -> dict[str, Abbreviation]:
        """By short form without accents; where two share it ("TĐ", "TD") the sure one, then the one named first."""
        ranked = sorted(self._rows, key=lambda row: row.strength is not Strength.SURE)
        return {fold(row.short): row for row in reversed(ranked)}

    def find(self, text: str, *, loose: bool = False, guess: bool = True) -> tuple[Expansion, ...]:
        """Finds the abbreviations of a text, in order.

        Args:
            text: any text on one line.
            loose: as people type questions: in any case and without accents too ("htqlcl"), never a syllable ("ban").
            guess: choose the meaning of ambiguous ones by the words around them.
        """
        found: list[Expansion] = []
        for run in _RUN.finditer(text):
            for start, end in self._parts(run):
                row = self._row(text[start:end], loose=loose)
                if row is not None:
                    full = _choose(row, text[:start], text[end:], guess=guess)
                    found.append(Expansion(start, end, row, full))
        return tuple(found)

    def expand(self, text: str, *, loose: bool = False, guess: bool = True) -> str:
        """Returns the text with every abbreviation of known meaning written out."""
        parts: list[str] = []
        end = 0
        for one in self.find(text, loose=loose, guess=guess):
            if one.full is not None:
                parts += (text[end : one.start], one.full)
                end = one.end
        return "".join((*parts, text[end:]))

    def abbreviate(self, text: str, *, own: bool = False) -> tuple[str, ...]:
        """Returns the short forms whose words stand in ``text``, accents aside.

        Args:
            text: on one line.
            own: only those of :attr:`own`.
        """
        words = f" {fold(text)} "
        rows = self.own if own else self._rows
        return tuple(row.short for row in rows if any(f" {fold(full)} " in words for full in row.full))

    def _parts(self, run: re.Match[str]) -> list[tuple[int, int]]:
        if run[0][0].isdigit() or fold(run[0]) in self._folded:
            return [run.span()]
        if "-" in run[0] and run[0].upper() == run[0]:
            return []  # "KH-UBND", "QĐ-TTg" without its number
        return [(run.start() + part.start(), run.start() + part.end()) for part in re.finditer(r"[^\W_]+", run[0])]

    def _row(self, word: str, *, loose: bool) -> Abbreviation | None:
        row = self._exact.get(word)
        if row is not None:
            return row if loose or row.use is not Use.QUESTION else None
        if not loose:
            return None
        row = self._folded.get(fold(word))
        return row if row is not None and not is_bare_word(word) else None


def _choose(row: Abbreviation, before: str, after: str, *, guess: bool) -> str | None:
    if row.strength is Strength.SURE:
        return row.full[0]
    if not guess:
        return None
    rates = rate_expansions(before, row.full, after)
    return row.full[max(range(len(rates)), key=rates.__getitem__)]


def load_expander(paths: Sequence[Path] = ()) -> Expander:
    """Loads the expander of the shipped table with files of the user's own laid over it.

    Raises:
        AbbreviationsError: see :func:`.load_abbreviations`.
    """
    return Expander(load_abbreviations(paths)) if paths else shipped_expander()


@cache
def shipped_expander() -> Expander:
    """Returns the expander of the shipped table."""
    return Expander(load_shipped())
