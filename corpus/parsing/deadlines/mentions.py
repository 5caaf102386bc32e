"""The days, months, quarters and years that words name, each with what is said before it ("từ", "trước", "đến hết")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

_YEAR = r"(?:19|20)\d\d(?!\d)"
# After a month or quarter. Matched: "/2025", " nam 2025", "-2025", ", nam 2025", "/25". Refused: "/6", " 25".
_OF_YEAR = rf"(?:(?: ?[/.-] ?|,? ?(?:cua )?nam |,? )(?P<year>{_YEAR})|/(?P<short>[1-4]\d)(?![\d/]))?"
# Numbers after these words are no days. Refused: "muc 3.2", "buoc 1/2", "so 15/2025".
_NO_DATE_BEFORE = re.compile(
    r"\b(?:muc|khoan|dieu|diem|buoc|phan|so|tuan|bieu|mau|cap|qd|tt|kh|nd|nq|ct|cv|vb|phien ban)\.? ?$"
)
_NO_DATE_AFTER = re.compile(r" ?(?:gio|h\b|ngay|buoi|nguoi|thang|so|don vi|phong|%)")
# Matched: "25/8/2025", "15/9/25", "30.6", "5 thang 9 nam 2024". Refused: "8/2023", "thang 9/24" (no such day).
_DATE = re.compile(
    r"(?<![\d/.])(?P<day>\d{1,2})(?: ?[/.] ?| thang )(?P<month>\d{1,2})(?!\d)"
    rf"(?:(?: ?[/.-] ?|,? ?nam )(?P<year>{_YEAR})|[/.](?P<short>\d\d)(?!\d))?(?! ?/ ?\d)"
)
# Matched: "30-6-2025", "ngay 30-6". Refused: "thang 11-12/2025", "1-2 lan".
_DASHED_DATE = re.compile(
    rf"(?<![\d/.-])(?:(?P<day>\d{{1,2}})-(?P<month>\d{{1,2}})-(?P<year>{_YEAR})|"
    r"(?<=ngay )(?P<day2>\d{1,2})-(?P<month2>\d{1,2})(?! ?[-/.] ?\d)(?!\d))"
)
# Characters that a bare day and what joins it to a date can take.
_REACH = 30
# Bare days before a date. Matched: "05 den " before "15/6", "ngay 10, " before "11/6". Refused: "dot 1, ".
_DAYS_BEFORE = re.compile(r"(?P<day>\d{1,2}) ?(?:,|;|va|hoac|den|-|\+|&) ?(?:het )?(?:ngay )?$")
_MAY_OPEN_DAYS = re.compile(r"(?:^|[(;,:] ?|\b(?:ngay|tu|vao|cac|truoc|den|trong|va|nhat) |-)$")
# Matched: "6 thang dau nam", "9 thang dau nam 2025", "6 thang cuoi 2025". Refused: "6 thang mot lan".
_HALF = re.compile(
    r"(?<!\d)(?P<count>\d{1,2}) thang (?P<side>dau|cuoi)(?: cua)?(?= nam\b(?! hoc)| ?/? ?20\d\d)(?: nam)?"
    rf"(?:,? ?/? ?(?P<year>{_YEAR}))?(?P<both>,? (?:va )?cuoi nam(?: (?P<year2>{_YEAR}))?)?"
)
_MONTH = re.compile(rf"\bthang (?P<number>\d{{1,2}})(?!\d| ?lan\b){_OF_YEAR}")
_ROMAN = r"(?:iv|i{1,3}|v(?!/v)|vi)(?![a-z\d])"
# Matched: "quy iii", "quy 2/2023", "quy v" (no such quarter). Refused: "quy trinh", "quy che".
_QUARTER = re.compile(rf"\bquy (?P<number>{_ROMAN}|\d{{1,2}}(?!\d| ?lan\b)){_OF_YEAR}")
# One more of a list. Matched: ", 8", " va 8", "-12/2025", "/iv". Refused: ", 02 lan", " - 15/8", ", thang 9".
_JOIN = r" ?(?:,|;|va|hoac|den|-|\+|&|/)+ ?"
_NO_COUNT = r"(?! ?(?:lan|ngay|nguoi|lop|cuoc|dot|buoi|don vi|thang|lop|gio|tuan|quy|nam (?!20))\b)"
_MORE_MONTHS = re.compile(rf"(?!/\d)(?:{_JOIN})(?P<number>\d{{1,2}})(?!\d| ?[.]\d){_OF_YEAR}(?!/\d){_NO_COUNT}")
_MORE_QUARTERS = re.compile(rf"(?:{_JOIN})(?P<number>{_ROMAN}|[1-4](?!\d|[./]\d\b)){_OF_YEAR}{_NO_COUNT}")
# Matched: "02/2025", "8-2025". Refused: "15/8/2025".
_MONTH_YEAR = re.compile(rf"(?<![\d/.])(?P<number>\d{{1,2}}) ?[/-] ?(?P<year>{_YEAR})(?![/\d])")
# Matched: "nam hoc 2024-2025", "nam hoc". And: "hoc ky i", "hoc ky 2".
_SCHOOL_YEAR = re.compile(r"\bnam hoc\b(?: moi)?(?: (?P<year>20\d\d) ?[-/] ?(?:20)?\d\d)?")
_SEMESTER = re.compile(r"\bhoc ky (?:i{1,2}|[12]|he)\b")
# Matched: "2025", "nam 2025", "ca nam", "cuoi nam". Refused: "9001:2015", "hang nam", "nam hoc".
_WHOLE_YEAR = re.compile(
    rf"(?<![\d:/.])(?:(?:(?:ca|trong|suot|toan|het|cuoi|dau|giua) )?nam )?(?P<year>{_YEAR})(?!:)|"
    r"\b(?:ca|trong|suot|toan|het|cuoi|dau|giua|quanh) nam\b(?: nay)?(?! (?:hoc|sau|toi|truoc|ke))|"
    r"\b(?<!cac )(?<!nhung )nam (?P<shift>sau|toi|ke tiep|tiep theo|truoc)\b"
)
# Without any of these, nothing is named.
_ANY = re.compile(r"\d|\bquy |\bnam\b|\bhoc ky ")
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}


class Span(Enum):
    """How long a mention is."""

    DAY = auto()
    MONTH = auto()
    QUARTER = auto()
    HALF = auto()
    YEAR = auto()
    SEMESTER = auto()
    SCHOOL_YEAR = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """A day or period that words name.

    Attributes:
        start: where it begins in the tidy words.
        end: where it ends.
        span: how long it is.
        first: its first month, 1..12; a month that does not exist is kept as it stands.
        last: its last month.
        day: of a day.
        year: as named; of a school year the first of the two.
        shift: years from the year before it ("năm sau": 1), 0 for any other.
        bare: a part of a year without a number ("cuối năm").
    """

    start: int
    end: int
    span: Span
    first: int = 1
    last: int = 12
    day: int | None = None
    year: int | None = None
    shift: int = 0
    bare: bool = False


def find_mentions(words: str) -> list[Mention]:
    """Finds every day and period that tidy words name, in order."""
    if _ANY.search(words) is None:
        return []
    found: list[Mention] = []
    left = words
    for find in (_school, _halves, _dates, _months, _quarters, _months_of_years, _years):
        new = list(find(left))
        found.extend(new)
        left = _mask(left, new)
    return sorted(found, key=lambda one: one.start)


def _mask(words: str, found: Iterable[Mention]) -> str:
    """Hides what was found, so that "8/2023" is no month after "7/8/2023" was read; places stay."""
    for one in found:
        words = f"{words[: one.start]}{'#' * (one.end - one.start)}{words[one.end :]}"
    return words


def _school(words: str) -> Iterator[Mention]:
    for match in _SCHOOL_YEAR.finditer(words):
        yield Mention(match.start(), match.end(), Span.SCHOOL_YEAR, year=int(match["year"]) if match["year"] else None)
    for match in _SEMESTER.finditer(words):
        yield Mention(match.start(), match.end(), Span.SEMESTER)


def _halves(words: str) -> Iterator[Mention]:
    for match in _HALF.finditer(words):
        count = int(match["count"])
        if not 1 <= count < 12:
            continue
        months = (1, count) if match["side"] == "dau" else (13 - count, 12)
        end = match.start("both") if match["both"] else match.end()
        year = int(match["year"]) if match["year"] else None
        yield Mention(match.start(), end, Span.HALF, *months, year=year)
        if match["both"]:
            year = int(match["year2"]) if match["year2"] else None
            yield Mention(match.start("both") + 1, match.end(), Span.HALF, 13 - count, 12, year=year)


def _dates(words: str) -> Iterator[Mention]:
    matches = [*_DATE.finditer(words), *_DASHED_DATE.finditer(words)]
    for match in sorted(matches, key=lambda one: one.start()):
        dashed = match.re is _DASHED_DATE and match["day"] is None
        day, month = int(match["day2" if dashed else "day"]), int(match["month2" if dashed else "month"])
        before = words[: match.start()]
        named = before.endswith("ngay ")
        if not named and (_NO_DATE_BEFORE.search(before) or _NO_DATE_AFTER.match(words, match.end())):
            continue
        year = _year(match)
        if month > 12 and not named and (year is None or before.endswith("thang ")) and "truoc" not in before:
            continue  # "24/24", "tháng 9/24"
        one = Mention(match.start(), match.end(), Span.DAY, month, month, day=day, year=year)
        yield from _before(words, one)
        yield one


def _before(words: str, named: Mention) -> Iterator[Mention]:
    """Yields the bare numbers that share the month of a date, or the year of a month: "05 đến" of "05 đến 15/6"."""
    found: list[Mention] = []
    end = named.start
    while match := _DAYS_BEFORE.search(words[max(0, end - _REACH) : end]):
        number = int(match["day"])
        start = max(0, end - _REACH) + match.start()
        one = Mention(start, start + len(match["day"]), named.span)
        found.append(
            replace(one, first=named.first, last=named.last, day=number, year=named.year)
            if named.span is Span.DAY
            else replace(one, first=number, last=number)
        )
        end = start
    if found and _MAY_OPEN_DAYS.search(words[max(0, end - _REACH) : end]):
        yield from reversed(found)


def _months(words: str) -> Iterator[Mention]:
    yield from _listed(words, _MONTH, _MORE_MONTHS, Span.MONTH, 1)


def _quarters(words: str) -> Iterator[Mention]:
    yield from _listed(words, _QUARTER, _MORE_QUARTERS, Span.QUARTER, 3)


def _listed(words: str, head: re.Pattern[str], more: re.Pattern[str], span: Span, width: int) -> Iterator[Mention]:
    for opening in head.finditer(words):
        match: re.Match[str] | None = opening
        while match:
            number = _ROMANS.get(match["number"]) or int(match["number"])
            start = match.start("number") if match is not opening else match.start()
            yield Mention(start, match.end(), span, (number - 1) * width + 1, number * width, year=_year(match))
            match = more.match(words, match.end())


def _months_of_years(words: str) -> Iterator[Mention]:
    for match in _MONTH_YEAR.finditer(words):
        number = int(match["number"])
        if 1 <= number <= 12 and not _NO_DATE_BEFORE.search(words[: match.start()]):
            one = Mention(match.start(), match.end(), Span.MONTH, number, number, year=int(match["year"]))
            yield from _before(words, one)
            yield one


def _years(words: str) -> Iterator[Mention]:
    for match in _WHOLE_YEAR.finditer(words):
        shift = {None: 0, "truoc": -1}.get(match["shift"], 1)
        year = int(match["year"]) if match["year"] else None
        yield Mention(match.start(), match.end(), Span.YEAR, year=year, shift=shift, bare=not year and not shift)


def _year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    return 2000 + int(groups["short"]) if groups.get("short") else None
