"""One deadline: which of its statements decides the kind, and what the others add."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.model import Deadline, Field, TimeKind
from corpus.parsing.deadlines.bounds import Bound, find_bound
from corpus.parsing.deadlines.events import find_event, is_sudden
from corpus.parsing.deadlines.frequencies import Recurrence, find_recurrence
from corpus.parsing.deadlines.mentions import Mention, Span, find_mentions
from corpus.parsing.deadlines.periods import Period, build_period
from corpus.parsing.deadlines.wording import tidy
from corpus.text import fold, normalise, skeleton

# Matched: "theo quy dinh", "theo lich cua", "dung thoi han", "trong thoi gian quy dinh".
# Refused: "theo thang", "quy dinh".
_REGULATED = re.compile(
    r"\btheo (?!thang|quy [\di]|tung|nam\b|hoc ky|tuan|dinh ky|doi\b)[a-z]|"
    r"\bdung (?:quy dinh|thoi (?:han|gian)|han|tien do|ke hoach)\b|"
    r"\bthoi (?:gian|han) (?:duoc )?(?:quy dinh|ghi trong|yeu cau)\b"
)
# A place left to be filled in. Matched: "ngay .../6", "thang ... nam". Refused: "thang 6...".
_BLANK = re.compile(r"(?:\bngay|\bthang|\bquy|/) ?(?:…|\.{2,}|_{2,})|(?:…|\.{2,}|_{2,}) ?/")
_LUNAR = re.compile(r"\bam lich\b|\bal\b")
# A day without its month. Matched: "truoc ngay 15", "ngay 25". Refused: "truoc 15 ngay", "dot 1 ngay 2 buoi".
_DAY_ONLY = re.compile(r"^(?:.*\b(?:truoc|nhat|den|qua|la) )?ngay (?:\d{1,2}|…|\.{2,})(?: |$|/)")
# Before a period that is a statement of its own. Matched: "theo ke hoach, ", "theo lich (". Refused: "theo ke hoach ".
_APART = re.compile(r"[,;(:-] ?(?:(?:trong|vao|du kien|hoan thanh|la|thang|ngay) )*$|\b(?:trong|vao) (?:ngay )?$")
# A longer text is a paragraph, not a deadline; the longest time of the labelled plans has 63 characters.
_LONGEST = 1000
# Periods that a count of times in a year may be told by, one each.
_ONCE_EACH = frozenset({Span.MONTH, Span.QUARTER})
# Stands for an event that was taken out of the words; no letter of any text.
_HOLE = "\ue000"


def parse_deadline(text: Field, year: int | None) -> Deadline:
    """Reads a deadline.

    Args:
        text: the words of the plan.
        year: year of the plan, for words that name none; ``None`` leaves the interval open.

    Returns:
        A deadline; :attr:`TimeKind.NONE` without interval where the words are not understood. The statement that comes
        first decides the kind, others add to it: "Thường xuyên, khi có thay đổi" recurs and names an event. An
        impossible date (31/9) gives no interval and is said to be one: the words stay, nothing is guessed.
    """
    meant = _read(text.value, year)
    return Deadline(
        text,
        meant.kind,
        meant.interval.start,
        meant.interval.end,
        relative_to=meant.relative_to,
        every=meant.every,
        parts=meant.parts,
        alternative=meant.alternative,
        impossible=meant.impossible,
    )


@lru_cache(maxsize=4096)
def _read(text: str, year: int | None) -> Period:
    if len(text) > _LONGEST:
        return Period(TimeKind.NONE)
    words = fold(text)
    event = find_event(words)
    if event is None:
        return _read_tidy(tidy(words.strip(" .;,:")), year)
    start, end = skeleton(text).origin(event.name, event.name_end)
    rest = f"{words[: event.start]} {_HOLE} {words[event.end :]}".strip(" .;,:")
    return replace(_read_tidy(tidy(rest), year), relative_to=normalise(text[start:end]).strip(" .;,:()"))


def _read_tidy(words: str, year: int | None) -> Period:
    mentions = [] if _BLANK.search(words) else find_mentions(words)
    recurrence, regulated = find_recurrence(words), _REGULATED.search(words)
    if recurrence and recurrence.regular and regulated:
        recurrence = None  # "Định kỳ theo quy định"
    named = [one for one in mentions if one.span is not Span.YEAR]
    if recurrence and len(named) == recurrence.times > 1 and all(one.span in _ONCE_EACH for one in named):
        recurrence, mentions = None, named  # "Hai lần trong năm: tháng 5 và tháng 10"
    kind = _find_kind(words, mentions, recurrence, regulated)
    if kind is None:
        return _dated(words, mentions, year)
    days = [one for one in mentions if one.span is Span.DAY]
    if kind is TimeKind.AS_REGULATED:
        days = [one for one in days if _stands_apart(words[: one.start])]
    if recurrence and kind is TimeKind.RECURRING and recurrence.repeats and not any(one.year for one in days):
        days = []  # "Ngày 15/6 và ngày 15/12 hằng năm"
    dated = _dated(words, days, year) if days else Period(kind)
    every = recurrence.every if recurrence and kind is TimeKind.RECURRING else None
    return replace(dated, kind=kind, every=every)


def _find_kind(
    words: str, mentions: Sequence[Mention], recurrence: Recurrence | None, regulated: re.Match[str] | None
) -> TimeKind | None:
    """Returns the kind of the first statement, ``None`` where that is a period or nothing is said."""
    hole = words.find(_HOLE)
    places: list[tuple[int, TimeKind | None]] = [(mentions[0].start, None)] if mentions else []
    if hole >= 0:
        places.append((hole, TimeKind.EVENT))
    if regulated:
        places.append((regulated.start(), TimeKind.AS_REGULATED))
    if recurrence:
        named = any(one.year for one in mentions)
        whole = all(one.span is Span.YEAR for one in mentions)
        takes_over = bool(mentions) and (whole or (recurrence.repeats and not named))
        start = min(recurrence.start, mentions[0].start - 1) if takes_over else recurrence.start
        places.append((start, TimeKind.RECURRING))
    kind = min(places, key=lambda one: one[0])[1] if places else None
    if kind is TimeKind.AS_REGULATED and any(
        one.span in (Span.MONTH, Span.QUARTER, Span.HALF) and _stands_apart(words[: one.start]) for one in mentions
    ):
        return None  # "Theo kế hoạch, trong quý III"
    return kind


def _stands_apart(before: str) -> bool:
    """Whether a day is a statement of its own, no part of the name of a document."""
    return _APART.search(before) is not None or find_bound(before) in (Bound.BEFORE, Bound.UNTIL)


def _dated(words: str, mentions: Sequence[Mention], year: int | None) -> Period:
    period = build_period(words, mentions, year)
    if period is None:
        return Period(_undated_kind(words))
    return Period(period.kind) if _LUNAR.search(words) else period


def _undated_kind(words: str) -> TimeKind:
    """Returns the kind of words that name no whole date: a blank ("ngày …/6"), a day without a month, or nothing."""
    blank = _BLANK.search(words) is not None
    if _DAY_ONLY.search(words) or (blank and "ngay" in words):
        return TimeKind.BY_DATE
    if blank and "thang" in words:
        return TimeKind.MONTH
    return TimeKind.EVENT if is_sudden(words) else TimeKind.NONE
