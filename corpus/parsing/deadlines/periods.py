"""Days and periods → one interval: stretches, lists, and what each is bounded by."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.model import Frequency, Interval, TimeKind
from corpus.parsing.deadlines.bounds import (
    Bound,
    find_bound,
    is_choice,
    is_dash,
    is_from_now,
    runs_on,
    runs_through,
)
from corpus.parsing.deadlines.mentions import Mention, Span
from corpus.parsing.deadlines.years import assign_school_years, assign_years

_KINDS = {
    Span.DAY: TimeKind.BY_DATE,
    Span.MONTH: TimeKind.MONTH,
    Span.QUARTER: TimeKind.QUARTER,
    Span.HALF: TimeKind.RANGE,
    Span.YEAR: TimeKind.YEAR,
    Span.SEMESTER: TimeKind.RANGE,
    Span.SCHOOL_YEAR: TimeKind.YEAR,
}


_OPEN = Interval(None, None)


@dataclass(frozen=True, slots=True)
class Period:
    """What the words of a deadline come to; the attributes are those of :class:`corpus.model.Deadline`."""

    kind: TimeKind
    interval: Interval = _OPEN
    parts: tuple[Interval, ...] = ()
    alternative: bool = False
    impossible: bool = False
    every: Frequency | None = None
    relative_to: str | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the periods named: a mention, or a stretch between two."""

    kind: TimeKind
    span: Span
    bound: Bound
    interval: Interval


def build_period(words: str, mentions: Sequence[Mention], year: int | None) -> Period | None:
    """Builds the period that tidy words mean.

    Args:
        words: the words.
        mentions: what :func:`find_mentions` found in them.
        year: of the plan.

    Returns:
        The period, without days where a day does not exist or a year is not known; ``None`` where nothing is mentioned.
    """
    school = next((one for one in mentions if one.span is Span.SCHOOL_YEAR), None)
    mentions, gaps, after = _spread_years(words, mentions)
    if not mentions:
        return None
    bounds = _inherit([find_bound(gap) for gap in gaps], mentions)
    through = _find_stretches(mentions, gaps, bounds)
    dated = assign_school_years(mentions, school.year) if school else assign_years(mentions, through, year)
    parts: list[_Part] = []
    index = 0
    while index < len(dated):
        if through[index]:
            parts.append(_stretch(dated[index], dated[index + 1], bounds[index + 1]))
            index += 2
            continue
        part = _single(dated[index], bounds[index])
        if part.bound is Bound.UNTIL and is_from_now(gaps[index]):
            part = replace(part, kind=TimeKind.RANGE)
        parts.append(part)
        index += 1
    if len(parts) == 1 and runs_on(after):
        parts = [replace(parts[0], kind=TimeKind.RANGE, interval=Interval(parts[0].interval.start, None))]
    period = _join(parts, alternative=any(map(is_choice, gaps[1:])), bracketed=gaps[-1].endswith("("))
    if any(not _exists(one) for one in dated):
        return replace(period, interval=_OPEN, parts=(), impossible=True)
    return period


def _spread_years(words: str, mentions: Sequence[Mention]) -> tuple[list[Mention], list[str], str]:
    """Lets a year beside shorter periods date them ("quý II trong năm 2025") unless it bounds them ("đến hết năm").

    Returns:
        The mentions left, the words before each, and the words after the last.
    """
    shorter = any(one.span not in (Span.YEAR, Span.SCHOOL_YEAR) for one in mentions)
    kept: list[Mention] = []
    gaps: list[str] = []
    end, waiting = 0, None
    for one in mentions:
        gap = words[end : one.start]
        if shorter and one.span is Span.SCHOOL_YEAR:
            continue
        bounded = words[one.start : one.end].startswith(("het ", "cuoi ", "ca nam")) or find_bound(gap) is not Bound.IN
        joined = bool(kept) and (runs_through(gap) or bounded)
        if shorter and one.span is Span.YEAR and not joined and not (bounded and not kept):
            if kept and kept[-1].year is None:
                kept[-1] = replace(kept[-1], year=one.year, shift=0) if one.year else _shift(kept[-1], one)
            elif not one.bare:
                waiting = one.year
            continue
        kept.append(replace(one, year=waiting) if waiting and one.year is None else one)
        gaps.append(gap + ("het " if words.startswith("het ", one.start) else ""))
        end = one.end
    return kept, gaps, words[end:]


def _shift(mention: Mention, year: Mention) -> Mention:
    return replace(mention, shift=year.shift)


def _inherit(bounds: list[Bound], mentions: Sequence[Mention]) -> list[Bound]:
    """Lets "trước" stand for every day of a list: "Trước 15/6 và 15/12"."""
    for index in range(1, len(bounds)):
        same = mentions[index].span is mentions[index - 1].span
        if bounds[index] is Bound.IN and same and bounds[index - 1] in (Bound.BEFORE, Bound.UNTIL):
            bounds[index] = bounds[index - 1]
    return bounds


def _find_stretches(mentions: Sequence[Mention], gaps: Sequence[str], bounds: Sequence[Bound]) -> list[bool]:
    """Tells for each mention whether it and the next are the ends of one stretch."""
    through = [False] * len(mentions)
    for index in range(len(mentions) - 1):
        if index and through[index - 1]:
            continue
        one, two, gap = mentions[index], mentions[index + 1], gaps[index + 1]
        opens, closes = bounds[index], bounds[index + 1]
        if opens is Bound.FROM and closes in (Bound.UNTIL, Bound.BEFORE):
            through[index] = True
        elif opens in (Bound.IN, Bound.FROM) and runs_through(gap):
            listed = is_dash(gap) and opens is Bound.IN and one.span is two.span and _are_neighbours(one, two)
            through[index] = not listed
    return through


def _are_neighbours(one: Mention, two: Mention) -> bool:
    if one.span not in (Span.MONTH, Span.QUARTER):
        return False
    turn = one.last == 12 and two.first == 1 and one.year is not None and two.year == one.year + 1
    return two.first == one.last + 1 or turn


def _single(mention: Mention, bound: Bound) -> _Part:
    whole = _days(mention)
    kind = TimeKind.BY_DATE if bound in (Bound.BEFORE, Bound.UNTIL) else TimeKind.RANGE
    if bound is Bound.IN:
        kind = _KINDS[mention.span]
        return _Part(kind, mention.span, bound, whole)
    if bound is Bound.FROM:
        interval = Interval(whole.start, None)
    elif bound is Bound.AFTER:
        interval = Interval(_shift_day(whole.end, 1), None)
    elif bound is Bound.BEFORE and mention.span is not Span.DAY:
        interval = Interval(None, _shift_day(whole.start, -1))
    else:
        interval = Interval(None, whole.end)
    return _Part(kind, mention.span, bound, interval)


def _stretch(one: Mention, two: Mention, closes: Bound) -> _Part:
    start, end = _days(one).start, _days(two).end
    if closes is Bound.BEFORE and two.span is not Span.DAY:
        end = _shift_day(_days(two).start, -1)
    backwards = start is not None and end is not None and start > end
    interval = _OPEN if backwards else Interval(start, end)
    return _Part(TimeKind.RANGE, one.span, Bound.FROM, interval)


def _join(parts: Sequence[_Part], *, alternative: bool, bracketed: bool) -> Period:
    if len(parts) == 1:
        part = parts[0]
        day = part.kind is TimeKind.BY_DATE
        return Period(part.kind, Interval(None, part.interval.end) if day else part.interval)
    narrowed = _narrow(parts, bracketed=bracketed)
    if narrowed is not None:
        return _join([narrowed], alternative=False, bracketed=False)
    kinds = {part.kind for part in parts}
    single_days = any(part.span is Span.DAY and part.bound is Bound.IN for part in parts)
    kind = kinds.pop() if len(kinds) == 1 and not single_days else TimeKind.RANGE
    intervals = tuple(part.interval for part in parts)
    if _OPEN in intervals:
        return Period(kind, _OPEN, (), alternative)
    return Period(kind, _hull(intervals), intervals, alternative)


def _narrow(parts: Sequence[_Part], *, bracketed: bool) -> _Part | None:
    """Returns the day or bracket that narrows a period ("Trong quý II, trước ngày 15/6"), ``None`` where none does."""
    whole, day = parts[0], parts[-1]
    if len(parts) != 2 or whole.bound is not Bound.IN or whole.span is Span.DAY:
        return None
    start, end, last = whole.interval.start, whole.interval.end, day.interval.end
    inside = start is not None and end is not None and last is not None and start <= last <= end
    narrower = day.kind is TimeKind.BY_DATE if day.span is Span.DAY else bracketed and day.bound is Bound.IN
    return day if inside and narrower else None


def _hull(intervals: Sequence[Interval]) -> Interval:
    """Returns the interval from the first start to the last end; open where one is open."""
    starts, ends = [one.start for one in intervals], [one.end for one in intervals]
    start = None if None in starts else min(day for day in starts if day)
    end = None if None in ends else max(day for day in ends if day)
    return Interval(start, end)


def _days(mention: Mention) -> Interval:
    if mention.year is None or mention.span in (Span.SEMESTER, Span.SCHOOL_YEAR) or not _exists(mention):
        return _OPEN
    if mention.day is not None:
        day = date(mention.year, mention.first, mention.day)
        return Interval(day, day)
    last = calendar.monthrange(mention.year, mention.last)[1]
    return Interval(date(mention.year, mention.first, 1), date(mention.year, mention.last, last))


def _exists(mention: Mention) -> bool:
    """Whether the calendar has such a day or period; 29/02 of an unknown year is let pass."""
    if not 1 <= mention.first <= mention.last <= 12:
        return False
    leap = 2000
    return mention.day is None or 1 <= mention.day <= calendar.monthrange(mention.year or leap, mention.first)[1]


def _shift_day(day: date | None, days: int) -> date | None:
    return day + timedelta(days) if day else None
