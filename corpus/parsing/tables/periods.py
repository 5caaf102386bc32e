"""Columns that stand for months, quarters, weeks or halves of a year, and the words for those that a row marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from corpus.text import fold

_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_NUMBER = r"(?P<number>\d{1,2}|[ivx]{1,4})"
_YEAR = r"(?: ?[/.-] ?| nam | )?(?P<year>20\d\d)?"
# On skeletons. Matched: "t1", "th.2", "thang 03", "thang xi/2026", "t.12". Refused: "tt", "thang thuc hien".
_MONTH = re.compile(rf"(?:t|th|thang)[ .]{{0,2}}{_NUMBER}{_YEAR}")
# Matched: "1/2026", "03-2026". Refused: "15/3".
_MONTH_OF_YEAR = re.compile(r"(?P<number>\d{1,2}) ?[/.-] ?(?P<year>20\d\d)")
# Matched: "quy i", "q1", "q.iv", "quy 3/2026". Refused: "quy trinh".
_QUARTER = re.compile(rf"(?:q|quy)[ .]{{0,2}}{_NUMBER}{_YEAR}")
# Matched: "tuan 1", "tuan iv", "w2". Refused: "tuan le".
_WEEK = re.compile(rf"(?:tuan|w)[ .]{{0,2}}{_NUMBER}")
# Matched: "6 thang dau nam", "sau thang cuoi nam". Refused: "6 thang".
_HALF = re.compile(rf"(?:0?6|sau) thang (?P<half>dau|cuoi)(?: nam)?{_YEAR}")
# Matched: "nam 2026", "2026". Refused: "nam thu hai".
_WHOLE_YEAR = re.compile(r"(?:nam )?(?P<year>20\d\d)")
_BARE = re.compile(r"\d{1,2}|[ivx]{1,4}")
# A year that the heading above names: "Thời gian thực hiện năm 2026".
_YEAR_ABOVE = re.compile(r"\b20\d\d\b")
_MONTHS_ABOVE = re.compile(r"\bthang\b")
_QUARTERS_ABOVE = re.compile(r"\bquy\b")


class Unit(StrEnum):
    """What a period column stands for; of "1 2 3 4" below "Thời gian" it is not said."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    UNSAID = "unsaid"


# The highest number of each unit.
_LAST = {Unit.WEEK: 5, Unit.MONTH: 12, Unit.QUARTER: 4, Unit.HALF: 2, Unit.YEAR: 2099, Unit.UNSAID: 4}


@dataclass(frozen=True, slots=True)
class Period:
    """One period column.

    Attributes:
        unit: week, month, quarter, half or year.
        number: 1..12 of a month, 1..4 of a quarter, 1..5 of a week of a month, 1..2 of a half, or the year.
        month: of a week, 1..12.
        year: that the heading names, ``None`` where it names none.
        later: it lies in the year after the one that the first column belongs to (T9 … T12, T1: a school year).
    """

    unit: Unit
    number: int
    month: int | None = None
    year: int | None = None
    later: bool = False


def parse_period(heading: str, above: Sequence[str] = ()) -> Period | None:
    """Reads the heading of a period column.

    Args:
        heading: the lowest heading of the column.
        above: the headings over it, from the top; a bare number is a month or a week only below one that says so.

    Returns:
        The period, ``None`` where the heading names none.
    """
    folded = fold(heading).strip(" .:()")
    over = [fold(text).strip(" .:()") for text in above]
    named = next((found for text in reversed(over) if (found := set(_YEAR_ABOVE.findall(text)))), set())
    year = int(min(named)) if len(named) == 1 else None  # "năm học 2025-2026" names two
    if _BARE.fullmatch(folded) and over:
        return _bare(_number(folded), over, year)
    if match := _WEEK.fullmatch(folded):
        month = next((upper for text in reversed(over) if (upper := _month(text))), None)
        return _checked(Unit.WEEK, _number(match["number"]), month.year or year, month.number) if month else None
    if month_named := _month(folded):
        return month_named if month_named.year else _checked(Unit.MONTH, month_named.number, year)
    return _longer(folded, year)


def _longer(folded: str, year: int | None) -> Period | None:
    """Reads a quarter, half or year."""
    if match := _QUARTER.fullmatch(folded):
        return _checked(Unit.QUARTER, _number(match["number"]), int(match["year"]) if match["year"] else year)
    if match := _HALF.fullmatch(folded):
        named = int(match["year"]) if match["year"] else year
        return Period(Unit.HALF, 1 if match["half"] == "dau" else 2, None, named)
    match = _WHOLE_YEAR.fullmatch(folded)
    return Period(Unit.YEAR, int(match["year"])) if match else None


def _bare(number: int, over: Sequence[str], year: int | None) -> Period | None:
    """Reads a bare number by the headings above: a week below a month, a month of its quarter, else a month."""
    if month := _month(over[-1]):
        return _checked(Unit.WEEK, number, month.year or year, month.number)
    quarter = next((match for text in reversed(over) if (match := _QUARTER.fullmatch(text))), None)
    if quarter is None and _QUARTERS_ABOVE.search(over[-1]) and not _MONTHS_ABOVE.search(over[-1]):
        return _checked(Unit.QUARTER, number, year)
    if quarter is not None and (number - 1) // 3 + 1 != _number(quarter["number"]):
        return None  # "1 2 3" below "Quý II": its months or those of the year?
    said = quarter is not None or number > _LAST[Unit.QUARTER] or any(map(_MONTHS_ABOVE.search, over))
    return _checked(Unit.MONTH if said else Unit.UNSAID, number, year)


def find_series(periods: Sequence[Period | None]) -> list[Period | None]:
    """Keeps the periods that form a row of them: two quarters, halves or years or three months or weeks at least.

    Months that begin again after December without a year belong to the year after.
    """
    if any(period.unit is Unit.MONTH for period in periods if period):
        unsaid = Unit.UNSAID
        periods = [replace(one, unit=Unit.MONTH) if one and one.unit is unsaid else one for one in periods]
    units = [period.unit for period in periods if period]
    counts = {unit: units.count(unit) for unit in set(units)}
    smallest = {unit: 3 if unit in {Unit.MONTH, Unit.WEEK, Unit.UNSAID} else 2 for unit in counts}
    kept = [period if period and counts[period.unit] >= smallest[period.unit] else None for period in periods]
    if len({period.unit for period in kept if period}) > 1:
        finest = min((period.unit for period in kept if period), key=list(Unit).index)
        kept = [period if period and period.unit is finest else None for period in kept]
    later, last = False, 0
    for place, period in enumerate(kept):
        if period and period.unit in {Unit.MONTH, Unit.QUARTER} and period.year is None:
            later = later or period.number < last
            last = period.number
            kept[place] = replace(period, later=later)
    return kept


def describe(periods: Sequence[Period], columns: Sequence[Period]) -> str | None:
    """Words the periods that a row marks so that :func:`corpus.parsing.deadline.parse_deadline` reads them.

    "Tháng 3, 4"; "Quý I, IV"; "Tháng 11, 12/2025, tháng 1/2026"; "Tuần 4 tháng 3, tuần 1 tháng 4". All twelve months
    and both halves are "Cả năm"; four quarters stay named, as a mark for each is more often work that comes back. A run
    of months stays a list as well: whether the work goes on or comes back each month is not said.

    Returns:
        The words, ``None`` where they could not be read back (years with a gap) or the unit is not said.
    """
    unit = periods[0].unit
    if unit is Unit.WEEK:
        return _describe_weeks(periods, columns)
    if unit is Unit.YEAR:
        return _describe_years(periods)
    whole = {Unit.MONTH: 12, Unit.HALF: 2}.get(unit)
    if len({period.number for period in periods}) == whole:
        years = {(period.year, period.later) for period in periods}
        year, later = years.pop()
        if not years and not later:
            return f"Năm {year}" if year else "Cả năm"
    if unit in {Unit.MONTH, Unit.QUARTER}:
        return _describe_numbers(periods, "tháng" if unit is Unit.MONTH else "quý")
    if unit is Unit.UNSAID or len(periods) > 1:
        return None
    return (
        f"6 tháng {'đầu' if periods[0].number == 1 else 'cuối'} năm{f' {periods[0].year}' if periods[0].year else ''}"
    )


def _describe_years(periods: Sequence[Period]) -> str | None:
    years = [period.number for period in periods]
    if any(second != first + 1 for first, second in pairwise(years)):
        return None
    return f"Năm {years[0]}" if len(years) == 1 else f"Năm {years[0]}-{years[-1]}"


def _describe_numbers(periods: Sequence[Period], noun: str) -> str:
    parts = []
    for (year, later), group in groupby(periods, key=lambda period: (period.year, period.later)):
        names = ", ".join(_name(period) for period in group)
        parts.append(f"{noun} {names}{f'/{year}' if year else ''}{' năm sau' if later else ''}")
    return _capital(", ".join(parts))


def _describe_weeks(periods: Sequence[Period], columns: Sequence[Period]) -> str:
    parts = []
    for (month, year), group in groupby(periods, key=lambda period: (period.month, period.year)):
        marked = list(group)
        of_year = f"/{year}" if year else ""
        if len(marked) == sum(column.month == month for column in columns):
            parts.append(f"tháng {month}{of_year}")
        else:
            parts += [f"tuần {period.number} tháng {month}{of_year}" for period in marked]
    return _capital(", ".join(parts))


def _name(period: Period) -> str:
    return ("I", "II", "III", "IV")[period.number - 1] if period.unit is Unit.QUARTER else str(period.number)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _month(folded: str) -> Period | None:
    match = _MONTH.fullmatch(folded) or _MONTH_OF_YEAR.fullmatch(folded)
    if match is None:
        return None
    return _checked(Unit.MONTH, _number(match["number"]), int(match["year"]) if match["year"] else None)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _ROMAN.get(word, 0)


def _checked(unit: Unit, number: int, year: int | None, month: int | None = None) -> Period | None:
    return Period(unit, number, month, year) if 1 <= number <= _LAST[unit] else None
