"""The days on which the work of a row may be done, by the words of its deadline, narrowed to what they surely say."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from corpus.model import Deadline, Quote, Source, TimeKind
from corpus.parsing.body.sentence_times import find_sentence_time
from corpus.parsing.deadlines import parse_deadline
from corpus.text import field, fold, skeleton
from search.checks.reading import CheckedPlan

# A part of the one month or quarter that a deadline names, folded. Matches "dau thang 9", "tuan 2 thang 9", "cuoi quy
# iii"; refuses "dau nam".
_PART = re.compile(
    r"\b(?:(?P<part>(?:nua|tuan) (?:dau|cuoi)|dau|giua|trung tuan|cuoi|thuong tuan|ha tuan)"
    r"|tuan (?:thu )?(?P<week>[1-5]|i{1,3}|iv|nhat|hai|ba|tu))"
    r"(?: cua)? (?:(?P<month>thang|t)|(?P<quarter>quy))\b"
)
_DAYS = {
    "dau": (1, 10),
    "thuong tuan": (1, 10),
    "giua": (11, 20),
    "trung tuan": (11, 20),
    "cuoi": (21, 31),
    "ha tuan": (21, 31),
    "nua dau": (1, 15),
    "nua cuoi": (16, 31),
    "tuan dau": (1, 7),
    "tuan cuoi": (22, 31),
}
# The months of a quarter, counted from 0.
_MONTHS = {"dau": (0, 0), "giua": (1, 1), "cuoi": (2, 2), "nua dau": (0, 1), "nua cuoi": (1, 2)}
_WEEKS = {"i": 1, "nhat": 1, "ii": 2, "hai": 2, "iii": 3, "ba": 3, "iv": 4, "tu": 4}
# The first or last quarter, or months, of the year, folded. Matches "quy cuoi nam 2026", "hai thang cuoi nam".
_OF_YEAR = re.compile(
    r"\b(?:(?P<quarter>quy)|(?P<months>\d{1,2}|hai|ba|bon) thang) (?P<part>dau|cuoi)(?: cung)?(?: cua)?(?: tien)? nam\b"
)
_COUNTS = {"hai": 2, "ba": 3, "bon": 4}
# A day that only closes the time for the work, folded. Matches "truoc ngay 30/9", "cham nhat"; refuses "ngay 30/9".
_BY = re.compile(r"\b(?:truoc|cham nhat|muon nhat|khong qua|toi da|den|han|het)\b")
# A time in a sentence, folded. Matches "trong thang 5/2026", "truoc ngay 30/6", "cuoi quy iii"; refuses "ngay lam".
_MENTION = re.compile(
    r"(?:\b(?:truoc|trong|vao|cham nhat|den het|dau|giua|cuoi|tuan (?:thu )?(?:\d|nhat|hai|ba|tu|dau|cuoi)) )*"
    r"\b(?:(?:thang \d{1,2}|quy (?:i{1,3}|iv|[1-4]))(?:(?:/| nam )20\d\d)?|(?:ngay )?\d{1,2}/\d{1,2}(?:/20\d\d)?)\b"
)


@dataclass(frozen=True, slots=True)
class Span:
    """When work is done.

    Attributes:
        text: the words of the plan.
        place: where they stand.
        start: the first day; the last one where the words name no other (``closed`` tells).
        end: the last day, ``None`` where the work may go on.
        closed: the words name only the last day, so that the work may be done long before.
    """

    text: str
    place: Source
    start: datetime.date
    end: datetime.date | None
    closed: bool


def read_span(time: Deadline) -> Span | None:
    """Returns when a deadline falls, ``None`` where it is no time of its own or comes back again and again."""
    if time.kind is TimeKind.RECURRING:
        return None
    start, end = _narrow(time)
    first = start or end
    if first is None:
        return None
    closed = start is None and _BY.search(fold(time.text.value)) is not None
    # "Ngay sau đánh giá nội bộ, trước 30/10": the day only closes the time for it.
    closed = closed or (start is None and time.relative_to is not None)
    if end is None and time.kind is not TimeKind.RANGE:
        end = start
    return Span(time.text.value, time.text.source, first, end, closed)


def find_time(plan: CheckedPlan, place: Source) -> Deadline | None:
    """Returns the one time that the words of a place name, ``None`` where they name none or several."""
    raw = plan.text[place.start : place.end]
    words = field([Quote(raw, place)])
    year = plan.period.first.year if plan.period else None
    found = find_sentence_time(words)
    if found is None:
        folded = skeleton(raw)
        mentions = list(_MENTION.finditer(folded.text))
        if len(mentions) != 1:
            return None
        start, end = folded.origin(*mentions[0].span())
        found = field([Quote(raw[start:end], Source(place.start + start, place.start + end, place.page))])
    return parse_deadline(found, year)


def _narrow(time: Deadline) -> tuple[datetime.date | None, datetime.date | None]:
    """Returns the first and last day, narrowed to the part of a month, quarter or year that the words name."""
    start, end, words = time.start, time.end, fold(time.text.value)
    if start is None or end is None or time.parts or start.day != 1 or start.year != end.year:
        return start, end
    if (of_year := _OF_YEAR.search(words)) and (start.month, end.month) == (1, 12):
        count = 3 if of_year["quarter"] else _COUNTS.get(of_year["months"]) or int(of_year["months"])
        first, last = (13 - count, 12) if of_year["part"] == "cuoi" else (1, count)
        return _months(start, max(first, 1), min(last, 12))
    part = _PART.search(words)
    if part and part["quarter"] and part["part"] in _MONTHS and end.month - start.month == 2:
        first, last = (start.month + month for month in _MONTHS[part["part"]])
        return _months(start, first, last)
    if part and not part["quarter"] and start.month == end.month:
        week = _WEEKS.get(part["week"]) or int(part["week"] or 0)
        day, until = _DAYS[part["part"]] if part["part"] else (7 * week - 6, 7 * week)
        return start.replace(day=min(day, end.day)), end.replace(day=min(until, end.day))
    return start, end


def _months(day: datetime.date, first: int, last: int) -> tuple[datetime.date, datetime.date]:
    """Returns the first and the last day of months of a year."""
    return day.replace(month=first, day=1), day.replace(month=last, day=calendar.monthrange(day.year, last)[1])
