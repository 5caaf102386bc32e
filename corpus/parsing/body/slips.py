"""Numbering slips: a label that repeats, skips or goes back in its series ("1, 2, 2", "I, II, IV")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import (
    PlanProblem,
    Problem,
    Severity,
)
from corpus.parsing.body.markers import Marker, Style, roman_value
from corpus.parsing.body.parts import Part
from corpus.parsing.body.placement import Placed

# Letters of lists in order; the Vietnamese alphabet has đ and no f, j, w, z, and some lists count as in English.
_VIETNAMESE = "abcdđeghiklmnopqrstuvxy"
_ENGLISH = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
# A line without a number of so few words between two lists heads the second, whose numbers may begin again.
_LONGEST_HEADING = 12


@dataclass(slots=True)
class _Series:
    """A run of labels of one kind below one heading: the last one and the highest."""

    last: str
    highest: str


def find_slips(placed: Sequence[Placed]) -> Iterator[Problem]:
    """Yields a problem for each label that does not follow the one before it.

    A list may begin again at 1 below a line that heads it, and may count on from the list of the section before.
    Annexes and what follows the body are left out: their numbers belong to tables and to others' lists.
    """
    series: dict[tuple[tuple[str, ...], str], _Series] = {}
    ever: dict[str, str] = {}
    previous: Placed | None = None
    for entry in placed:
        if entry.annex or entry.part is Part.CLOSING:
            break
        marker = entry.marker
        if marker is not None and marker.numbered and entry.path:
            above = entry.path[:-1]
            series = {key: run for key, run in series.items() if key[0] == above[: len(key[0])]}
            run = series.get((above, marker.series))
            problem = _compare(entry, marker, run, ever.get(marker.series), restarts=_heads(previous))
            if problem is not None:
                yield problem
            highest = marker.label if run is None or not _later(marker, run.highest) else run.highest
            series[above, marker.series] = _Series(marker.label, highest)
            ever[marker.series] = marker.label
        previous = entry


def _compare(entry: Placed, marker: Marker, run: _Series | None, ever: str | None, *, restarts: bool) -> Problem | None:
    label = marker.label
    parent = entry.path[-2] if len(entry.path) > 1 else ""
    if marker.style is Style.DECIMAL and "." in label and parent[:1].isdigit() and "." not in parent:
        expected = f"{parent}.{label.split('.', 1)[1]}"
        if label != expected:
            return _problem(entry, label, expected)
    if run is None:
        opens = label in _starts(marker) or (ever is not None and label in _successors(marker, ever))
        return None if opens else _problem(entry, label, _starts(marker)[0])
    follows = {*_successors(marker, run.last), *_successors(marker, run.highest)}
    if label in follows or (label in _starts(marker) and restarts):
        return None
    return _problem(entry, label, _successors(marker, run.last)[0])


def _problem(entry: Placed, label: str, expected: str) -> Problem:
    message = f"Đánh số “{label}” không theo thứ tự, lẽ ra là “{expected}”."
    return Problem(PlanProblem.NUMBERING_SLIP, Severity.WARNING, message, entry.paragraph.source)


def _heads(entry: Placed | None) -> bool:
    """Whether a line without a number heads the list after it."""
    if entry is None or (entry.marker is not None and entry.marker.numbered):
        return False
    body = entry.paragraph.body.strip()
    return (
        body.endswith(":")
        or entry.paragraph.uppercase
        or (len(body.split()) <= _LONGEST_HEADING and not body.endswith((".", ";", ",")))
    )


def _starts(marker: Marker) -> tuple[str, ...]:
    """Returns the labels that a series of this kind begins with."""
    if marker.style is Style.DECIMAL:
        return (f"{marker.label.rpartition('.')[0]}.1".lstrip("."),)
    first = {Style.LETTER: ("a",), Style.CAPITAL: ("A",), Style.ROMAN: ("I",)}.get(marker.style, ("1",))
    return ("I",) if marker.label[0] in "IVX" and marker.style is not Style.CAPITAL else first


def _successors(marker: Marker, last: str) -> tuple[str, ...]:
    """Returns the labels that may follow ``last``; the first is the one to expect."""
    if marker.style in {Style.LETTER, Style.CAPITAL}:
        found = [
            alphabet[alphabet.index(last.lower()) + 1]
            for alphabet in (_VIETNAMESE, _ENGLISH)
            if last.lower() in alphabet[:-1]
        ]
        return tuple(letter.upper() if marker.style is Style.CAPITAL else letter for letter in found) or (last,)
    if last[0] in "IVXL":
        value = roman_value(last) + 1
        return (_ROMAN[value],) if value < len(_ROMAN) else (last,)
    head, dot, number = last.rpartition(".")
    return (f"{head}{dot}{int(number) + 1}",)


def _later(marker: Marker, highest: str) -> bool:
    """Whether ``highest`` is later than the label."""
    return _value(highest) > _value(marker.label)


def _value(label: str) -> int:
    if label[0] in "IVXL" and len(label) < 6 and set(label) <= set("IVXL"):
        return roman_value(label)
    number = label.rpartition(".")[2]
    return int(number) if number.isdigit() else _ENGLISH.find(label.lower().replace("đ", "d")) + 1
