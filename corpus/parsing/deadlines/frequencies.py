"""How often work comes back: "Định kỳ hằng tháng", "06 tháng/lần", "2 lần/năm"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Frequency

# A unit that stands for itself. Matched: "thang", "6 thang", "quy". Refused: "thang 6", "quy iii", "6 thang dau nam",
# "nam hoc", "nam 2025".
_UNIT = (
    r"(?:(?:\d{1,2}|mot) )?(?:hoc ky|thang|quy|nam|tuan|ngay)\b"
    r"(?! ?(?:\d|i{1,3}\b|iv\b)| (?:dau|cuoi|hoc|he|con|dinh|trinh|che|hoach|uoc|luat|mo)\b)"
)
_UNITS = rf"{_UNIT}(?: ?(?:,|;|/|va|hoac|cung nhu)+ ?(?:hang |moi |ca |bao cao )*{_UNIT})*"
# Matched: "hang thang", "dinh ky 6 thang", "cac quy", "theo quy", "hang quy, nam". Refused: "cac thang 6, 12".
_EVERY = re.compile(
    r"\b(?:(?:hang|moi|tung|cac)|(?:bao cao )?dinh ky(?: (?:vao|theo|bao cao|hang|moi))*|theo(?: tung)?) "
    rf"(?P<units>{_UNITS})"
)
# Whole text. Matched: "thang, quy, 6 thang, nam", "6 thang, hang nam va dot xuat". Refused: "thang", "6 thang".
_LISTED = re.compile(
    rf"^(?P<units>(?:bao cao |so ket |dinh ky )*{_UNIT}"
    rf"(?: ?(?:,|;|/|va|hoac)+ ?(?:ca |hang |tong ket |bao cao )*{_UNIT})+)(?: (?:va|hoac) (?:dinh ky|dot xuat)\b.*)?$"
)
_COUNT = r"(?:\d{1,2}|mot|hai|ba|bon)"
# Matched: "6 thang/lan", "6 thang mot lan", "moi nam 02 lan". Refused: "thang 6 lan 2".
_UNIT_THEN_TIMES = re.compile(
    rf"\b(?:(?P<span>{_COUNT}) )?(?P<unit>thang|quy|nam|tuan|hoc ky) ?/? ?(?:it nhat |toi thieu |to chuc )?"
    rf"(?:(?P<times>{_COUNT}) ?)?lan\b(?! \d| thu)"
)
# Matched: "2 lan/nam", "01 lan trong quy", "1 lan/06 thang", "1-2 lan/nam". Refused: "lan 1: thang 6".
_TIMES_THEN_UNIT = re.compile(
    rf"\b(?P<times>{_COUNT})(?P<more>-{_COUNT})? lan ?(?:/|trong|mot|moi|tren|cho)*? ?(?:(?P<span>{_COUNT}) )?"
    r"(?P<unit>thang|quy|nam|tuan|hoc ky)\b(?! ?\d)"
)
# Matched: "thuong xuyen", "dinh ky", "thuong nien". Refused: "dinh huong".
_PLAIN = re.compile(r"\b(?:thuong xuyen|dinh ky|lien tuc|thuong ky|thuong nien)\b")
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4}
_MONTHS = {"thang": 1, "quy": 3, "nam": 12}
_OF_MONTHS = {1: Frequency.MONTH, 3: Frequency.QUARTER, 6: Frequency.HALF_YEAR, 12: Frequency.YEAR}
_ORDER = (
    Frequency.WEEK,
    Frequency.MONTH,
    Frequency.QUARTER,
    Frequency.SEMESTER,
    Frequency.HALF_YEAR,
    Frequency.YEAR,
)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Words that say that work comes back.

    Attributes:
        start: where they begin.
        every: the shortest period they name ("hằng quý, năm": a quarter); ``None`` where they name none.
        repeats: a period is named, so that a day beside it comes back too ("Trước 15/12 hằng năm").
        regular: only "định kỳ" is said, which leaves open when.
        times: how often within one year, where a count says so ("hai lần trong năm") and no word that it does so every
            year; else 0.
    """

    start: int
    every: Frequency | None
    repeats: bool
    regular: bool
    times: int = 0


def find_recurrence(words: str) -> Recurrence | None:
    """Finds what recurs in tidy words, ``None`` where nothing does."""
    named = [*_EVERY.finditer(words), *_LISTED.finditer(words)]
    counted = [*_UNIT_THEN_TIMES.finditer(words), *_TIMES_THEN_UNIT.finditer(words)]
    plain = list(_PLAIN.finditer(words))
    if not named and not counted and not plain:
        return None
    found = [*map(_counted, counted)] if counted else [one for match in named for one in _units(match["units"])]
    periods = [one for one in found if one is not None]
    return Recurrence(
        start=min(match.start() for match in (*named, *counted, *plain)),
        every=min(periods, key=_ORDER.index, default=None),
        repeats=bool(named or counted),
        regular=not named and not counted and all(match[0] == "dinh ky" for match in plain),
        times=max((_times_in_year(match) for match in counted), default=0) if not named else 0,
    )


def _units(listed: str) -> Iterator[Frequency | None]:
    for part in re.finditer(r"(?:(\d{1,2}|mot) )?(hoc ky|thang|quy|nam|tuan|ngay)\b", listed):
        yield _frequency(part[2], _number(part[1]), 1)


def _counted(match: re.Match[str]) -> Frequency | None:
    if match.re is _TIMES_THEN_UNIT and match["more"]:
        return None
    return _frequency(match["unit"], _number(match["span"]), _number(match["times"]))


def _times_in_year(match: re.Match[str]) -> int:
    more = match.re is _TIMES_THEN_UNIT and match["more"]
    return _number(match["times"]) if match["unit"] == "nam" and _number(match["span"]) == 1 and not more else 0


def _number(word: str | None) -> int:
    return 1 if word is None else _NUMBERS.get(word) or int(word)


def _frequency(unit: str, span: int, times: int) -> Frequency | None:
    """Returns how often "``times`` times in ``span`` units" is, ``None`` where the model has no name for it."""
    if unit in {"tuan", "hoc ky"}:
        named = Frequency.WEEK if unit == "tuan" else Frequency.SEMESTER
        return named if span == times == 1 else None
    if unit == "ngay" or not times or _MONTHS[unit] * span % times:
        return None
    return _OF_MONTHS.get(_MONTHS[unit] * span // times)
