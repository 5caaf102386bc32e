"""Vietnamese administrative time → kind and interval: "Quý III hoặc Quý IV năm 2024", "Trước 25/8/2022"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.model import Deadline, Field, TimeKind
from corpus.text import fold

# All patterns run on skeletons (accent-free, lower case, single spaces).
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# Matched: "25/8/2022", "ngay 01-6", "01-6-2024", "ngay 5 thang 9 nam 2024". Refused: "quy 2/2023", "9001:2015", "tuan 2
# thang 3"; "thang 11-12/2025" and "1-2 lan/nam", where the dash joins two months or two numbers.
_DAY = re.compile(
    r"(?<![\d/.-])(?<!tuan )(?:ngay )?(?P<day>\d{1,2})"
    r"(?: ?[/.] ?| thang |(?<=ngay \d)-|(?<=ngay \d\d)-|-(?=\d{1,2}-(?:19|20)\d\d))(?P<month>\d{1,2})"
    r"(?:(?: ?[/.] ?|-| nam )(?P<year>(?:19|20)\d\d))?(?![\d/]|-\d)"
)
# Matched: "thang 6/2023", "thang 7, 8/2023", "thang 02 nam 2023", "thang 3 den thang 5".
# Refused: "hang thang", "6 thang dau nam".
_MONTHS = re.compile(
    r"thang (?P<list>\d{1,2}(?: ?(?:,|va|den|-|–|\+|&|hoac|,? ?thang)+ ?\d{1,2}(?!\d| ?/ ?\d{1,2} ?/))*)"
    r"(?: ?[/-] ?| nam |,? nam )?(?P<year>(?:19|20)\d\d)?"
)
# Matched: "quy iii hoac quy iv nam 2024", "quy 2/2023", "quy i, ii". Refused: "quy trinh", "quy che".
_QUARTER_NAME = r"(?:iv|i{1,3}|[1-4])(?![a-z\d])"
_QUARTERS = re.compile(
    rf"quy (?P<list>{_QUARTER_NAME}(?: ?(?:,|va|den|-|–|\+|&|hoac|quy| )+ ?{_QUARTER_NAME})*)"
    rf"(?: ?[/-] ?|,? nam )?{_YEAR}?"
)
_NUMBER = re.compile(rf"{_QUARTER_NAME}|\d{{1,2}}")
_ROMAN_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# Matched: "6 thang dau nam", "sau thang cuoi nam 2025". Refused: "6 thang mot lan".
_HALF_YEAR = re.compile(rf"(?:6|06|sau) thang (?P<half>dau|cuoi)(?: nam)?(?: ?/? ?{_YEAR})?")
# Matched: "nam hoc 2023-2024", "nam hoc". Refused: "nam 2023".
_SCHOOL_YEAR = re.compile(r"nam hoc(?: (?P<first>20\d\d) ?[-–] ?(?P<last>20\d\d))?")
# Matched: "ca nam", "trong nam 2025", "nam 2023". Refused: "hang nam", "nam hoc".
_DURING_YEAR = re.compile(r"\b(?:ca|trong|suot) nam\b|^nam (?:19|20)\d\d\b")
# Matched: "truoc ngay", "cham nhat", "den het". Refused: "tu 01/6 den".
_BEFORE = re.compile(r"\b(?:truoc|cham nhat|xong|den het|khong qua|han cuoi|muon nhat)\b|^den (?:het |ngay )")
_RANGE_JOIN = re.compile(r"\bden\b|[-–]")
# "Trong 15 ngày kể từ ngày nhận báo cáo": relative to an event, with a number of days.
_COUNTED = re.compile(r"\bke tu (?:khi )?(?P<event>\S.*)$")
# "Trước mùa mưa bão": before an event that is no date.
_BEFORE_EVENT = re.compile(r"^truoc (?!ngay\b|thang|quy|het|\d|nam)(?:khi )?(?P<event>[a-z].*)$")
# "Sau khi tổ chức đánh giá nội bộ", "Ngay sau khi …", "Khi có sự thay đổi", "Sau 15 ngày kể từ ngày …".
_EVENT = re.compile(r"^(?:chi |thuc hien )?(?:ngay )?(?:sau(?! thang)|khi)(?: khi)? (?P<event>\S.*)$")
# Matched: "tu thang 3 den thang 5", "thang 4 den thang 6". Refused: "den thang 6", "thang 6 va thang 12".
_SPAN = re.compile(r"(?:thang|quy) \S+(?: nam \d{4}|/\d{4})? den (?:het )?(?:thang|quy)\b")
# Matched: "thang 01 nam sau", "quy I nam toi". Refused: "nam 2026". Which year is meant depends on what stands before.
_OTHER_YEAR = re.compile(r"\bnam (?:sau|toi|ke tiep|truoc|ngoai)\b")
# Matched: "nam 2025-2026", "giai doan 2025 - 2030". Refused: "nam hoc 2025-2026".
_YEARS = re.compile(r"(?<!hoc )(?P<first>20\d\d) ?[-–] ?(?P<last>20\d\d)")
# Matched: "thuong xuyen", "hang quy", "dinh ky". Refused: "trong thang".
_RECURRING = re.compile(
    r"\bthuong xuyen\b|\bdinh ky\b|\b(?:hang|moi) (?:thang|quy|nam|tuan|6 thang|hoc ky)\b|\blien tuc\b|"
    r"\bcac (?:thang|quy)\b"
)
# Matched: "theo quy dinh", "dung quy dinh". Refused: "quy dinh moi".
_AS_REGULATED = re.compile(r"\btheo (?:quy dinh|yeu cau|ke hoach|lich|thoi gian|huong dan)\b|\bdung quy dinh\b")
# Kinds without days, the first that matches decides.
_UNBOUNDED = ((TimeKind.RECURRING, _RECURRING), (TimeKind.AS_REGULATED, _AS_REGULATED), (TimeKind.YEAR, _SCHOOL_YEAR))


@dataclass(frozen=True, slots=True)
class _Interval:
    start: date | None
    end: date | None


def parse_deadline(text: Field, year: int | None) -> Deadline:
    """Reads a deadline.

    Args:
        text: the words of the plan.
        year: year of the plan, for words that name none; ``None`` leaves the interval open.

    Returns:
        A deadline; :attr:`TimeKind.NONE` without interval where the words are not understood. An impossible date (31/9)
        gives no interval either: the words stay, nothing is guessed.
    """
    skeleton = fold(text.value).strip(" .;,:")
    if match := _EVENT.match(skeleton) or _COUNTED.search(skeleton) or _BEFORE_EVENT.match(skeleton):
        words = text.value.strip(" .;,:").split()
        event = " ".join(words[-len(match["event"].split()) :])
        last = next((day for day in _DAY.finditer(skeleton) if _BEFORE.search(skeleton[: day.start()])), None)
        end = _from_days(skeleton, [last], year)[1].end if last else None  # "Sau khi được duyệt, trước 30/6/2025"
        return Deadline(text, TimeKind.EVENT, end=end, relative_to=event)
    kind, interval = _find_interval(skeleton, year)
    return Deadline(text, kind, interval.start, interval.end)


def _find_interval(skeleton: str, year: int | None) -> tuple[TimeKind, _Interval]:
    days = list(_DAY.finditer(skeleton))
    if _RECURRING.search(skeleton) and not any(match["year"] for match in days):
        return TimeKind.RECURRING, _Interval(None, None)  # "Ngày 15/6 và ngày 15/12 hằng năm"
    if days:
        return _from_days(skeleton, days, year)
    return (
        _find_periods(skeleton, year)
        or _find_years(skeleton, year)
        or (_find_unbounded(skeleton), _Interval(None, None))
    )


def _find_periods(skeleton: str, year: int | None) -> tuple[TimeKind, _Interval] | None:
    """Reads months, quarters and half-years, ``None`` where none is named."""
    periods = [
        _from_periods(skeleton, matches, kind, width, year)
        for pattern, kind, width in ((_QUARTERS, TimeKind.QUARTER, 3), (_MONTHS, TimeKind.MONTH, 1))
        if (matches := list(pattern.finditer(skeleton)))
    ]
    if periods and _OTHER_YEAR.search(skeleton):
        return periods[0][0], _Interval(None, None)
    if len(periods) > 1:  # "Tháng 01/2026 và quý II": whose year the second is in is not said
        named = re.search(_YEAR, skeleton) is not None
        return TimeKind.RANGE, _Interval(None, None) if named else _hull([interval for _, interval in periods])
    if periods:
        return periods[0]
    if match := _HALF_YEAR.search(skeleton):
        first, last = (1, 6) if match["half"] == "dau" else (7, 12)
        return TimeKind.RANGE, _months(int(match["year"]) if match["year"] else year, first, last)
    return None


def _find_years(skeleton: str, year: int | None) -> tuple[TimeKind, _Interval] | None:
    """Reads whole years, ``None`` where none is meant."""
    if (years := _YEARS.search(skeleton)) and int(years["first"]) < int(years["last"]):
        return TimeKind.RANGE, _Interval(date(int(years["first"]), 1, 1), date(int(years["last"]), 12, 31))
    if _find_unbounded(skeleton) is TimeKind.NONE and _DURING_YEAR.search(skeleton):
        named = re.search(_YEAR, skeleton)
        return TimeKind.YEAR, _months(int(named["year"]) if named else year, 1, 12)
    return None


def _find_unbounded(skeleton: str) -> TimeKind:
    """Returns the kind of words that name no days."""
    return next((kind for kind, words in _UNBOUNDED if words.search(skeleton)), TimeKind.NONE)


def _from_days(skeleton: str, matches: list[re.Match[str]], year: int | None) -> tuple[TimeKind, _Interval]:
    last_named = next((int(match["year"]) for match in reversed(matches) if match["year"]), year)
    days = [
        _day(int(match["day"]), int(match["month"]), int(match["year"]) if match["year"] else last_named)
        for match in matches
    ]
    if len(days) == 2 and _RANGE_JOIN.search(skeleton[matches[0].end() : matches[1].start()]):
        start, end = days
        if start and end and start > end:  # "Từ 01/11 đến 15/01/2025": the year stands for the second date only
            start = _day(start.day, start.month, end.year - 1)
        return TimeKind.RANGE, _Interval(start, end)
    if len(days) == 1 and _BEFORE.search(skeleton[: matches[0].start()]):
        return TimeKind.BY_DATE, _Interval(None, days[0])
    known = [day for day in days if day is not None]
    if len(days) == 1 and skeleton.startswith("tu "):
        return TimeKind.RANGE, _Interval(days[0], None)
    if len(days) == 1:
        return TimeKind.BY_DATE, _Interval(None, days[0])
    return TimeKind.RANGE, _Interval(min(known, default=None), max(known, default=None))


def _from_periods(
    skeleton: str, matches: list[re.Match[str]], kind: TimeKind, width: int, year: int | None
) -> tuple[TimeKind, _Interval]:
    """Covers every month or quarter named, from the first to the last ("Quý III hoặc Quý IV")."""
    last_named = next((int(match["year"]) for match in reversed(matches) if match["year"]), year)
    starts: list[date] = []
    ends: list[date] = []
    for match in matches:
        named = int(match["year"]) if match["year"] else last_named
        for word in _NUMBER.findall(match["list"]):
            number = _ROMAN_QUARTERS.get(word) or int(word)
            if named is None or not 1 <= number <= 12 // width:
                continue
            period = _months(named, (number - 1) * width + 1, number * width)
            if period.start and period.end:
                starts.append(period.start)
                ends.append(period.end)
    interval = _Interval(min(starts, default=None), max(ends, default=None))
    if (
        len(matches) == 1
        and len(_NUMBER.findall(matches[0]["list"])) == 1
        and _BEFORE.search(skeleton[: matches[0].start()])
    ):
        before = skeleton[: matches[0].start()].split()
        month_before = interval.start if "truoc" in before and "het" not in before else None
        end = date.fromordinal(month_before.toordinal() - 1) if month_before else interval.end
        return TimeKind.BY_DATE, _Interval(None, end)
    if _SPAN.search(skeleton):
        # "Tháng 12 năm 2024 đến tháng 2": the year of the second is not said, so no day is.
        forward = starts == sorted(starts)
        return TimeKind.RANGE, interval if forward else _Interval(None, None)
    return kind, interval


def _hull(intervals: Sequence[_Interval]) -> _Interval:
    """Returns the interval from the first start to the last end; open where one is open."""
    starts, ends = [one.start for one in intervals], [one.end for one in intervals]
    start = None if None in starts else min(day for day in starts if day)
    end = None if None in ends else max(day for day in ends if day)
    return _Interval(start, end)


def _day(day: int, month: int, year: int | None) -> date | None:
    if year is None:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months(year: int | None, first: int, last: int) -> _Interval:
    if year is None:
        return _Interval(None, None)
    return _Interval(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
