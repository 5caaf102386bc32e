"""The time of a row: from a column of times, from a start and an end, or from marks under months and quarters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.model import Field, Quote, Source, TimeKind
from corpus.parsing.deadlines import parse_deadline
from corpus.parsing.tables.marks import is_plain_mark, says_none
from corpus.parsing.tables.periods import Period, Unit, describe
from corpus.text import field, fold, normalise

# Matched: "15/3", "20/3 - 25/3", "truoc 05.4.2026", "ngay 15 thang 3", "thang 3". Refused: "15", "2 lop".
_DATE = re.compile(r"(?<!\d)\d{1,2}(?: ?[/.-] ?| thang )\d{1,2}(?!\d)|\b(?:thang|quy) (?:\d|[ivx]+\b)")
# A day of the month that the column names. Matched: "ngay 15". Refused: "15" (may be a count).
_DAY = re.compile(r"ngay (\d{1,2})")

_WITHOUT_DAYS = frozenset({TimeKind.RECURRING, TimeKind.EVENT, TimeKind.AS_REGULATED})


def join_bounds(start: Field | None, end: Field | None) -> Field | None:
    """Joins the cells of a start and an end into one time: "Từ 01/3/2026 đến 15/3/2026"."""
    if start is None or end is None or start.value == end.value:
        only = start or end
        if only is None or start == end or (start and end):
            return only
        if start is not None:
            return Field(f"Từ {_lower(start.value)}", start.quotes)
        return Field(f"Đến {'ngày ' if only.value[0].isdigit() else ''}{_lower(only.value)}", only.quotes)
    return Field(f"Từ {_lower(start.value)} đến {_lower(end.value)}", (*start.quotes, *end.quotes))


def read_periods(marked: Mapping[int, Quote], periods: Sequence[Period | None]) -> Field | None:
    """Reads the cells of a row under period columns.

    Args:
        marked: the cells by column; one that is merged over several columns stands in each of them.
        periods: what each column stands for, ``None`` for other columns.

    Returns:
        The time in words with the cells as quotes; ``None`` where a cell holds neither a mark nor a date. Words in a
        cell that spans several columns ("Thường xuyên") are the time themselves; so are words alone in the row that
        name no days, where a format has lost the merge.
    """
    quotes = tuple(dict.fromkeys(marked.values()))
    texts = [piece.raw for piece in quotes]
    columns = [period for period in periods if period]
    found = [period for place in sorted(marked) if (period := periods[place])]
    if len(quotes) == 1 and len(marked) > 1 and not is_plain_mark(texts[0]):
        return field(quotes)
    if len(quotes) == 1 and _says_when(texts[0]):
        return field(quotes)
    dates = [_date(piece.raw, period) for piece, period in zip(marked.values(), found, strict=True)]
    if all(dates) and len(quotes) == len(marked):
        return Field(normalise(", ".join(date for date in dates if date)), quotes)
    if not all(date or is_plain_mark(piece.raw) for date, piece in zip(dates, marked.values(), strict=True)):
        return None
    words = describe(found, columns)
    return Field(words, quotes) if words else None


def _says_when(text: str) -> bool:
    if is_plain_mark(text) or _DATE.search(fold(text)):
        return False
    return parse_deadline(field([Quote(text, Source(0, len(text)))]), None).kind in _WITHOUT_DAYS


def drop_empty(marked: Mapping[int, Quote]) -> dict[int, Quote]:
    """Leaves out the cells that say none ("-", "0")."""
    return {place: piece for place, piece in sorted(marked.items()) if not says_none(piece.raw)}


def _date(text: str, period: Period) -> str | None:
    folded = fold(text)
    if _DATE.search(folded):
        return text
    day = _DAY.fullmatch(folded)
    if day is None or period.unit is not Unit.MONTH:
        return None
    return f"{day[1]}/{period.number}{f'/{period.year}' if period.year else ''}"


def _lower(text: str) -> str:
    """Lowers the first letter of words that go on a sentence ("Tháng 4" → "tháng 4"); "IV" stays."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
