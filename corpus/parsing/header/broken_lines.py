"""A number or a day of issue that its blanks broke into lines, as a PDF or a scan gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.model import Quote
from corpus.parsing.header.dateline import BARE_SYMBOL, IssueDay, OfficeNumber, find_day, find_number
from corpus.text import cut, field, fold

# The second half of a number. Matched: "/KH-UBND", "-KH/TU", "KH-UBND" (its slash lost in a scan). Refused: "KHOA NỘI".
_ENDS_NUMBER = re.compile(rf"[/-].*|{BARE_SYMBOL}")
# The first halves, on skeletons. Matched: "so:", "so.", "so: 12". Refused: "so noi vu".
_OPENS_NUMBER = re.compile(r"s[oe06] ?[:;]?[ .…_]*(?:\d{1,5}[a-z]?)?")
# Matched: "lam ky, ngay", "lam ky, ngay 05 thang", "lam ky, ngay 26 thang 01 nam". Refused: "hang ngay", a whole day.
_OPENS_DAY = re.compile(r".*, ?ng[a-z]y[ .…_]*(?:\d{1,2} ?)?(?:(?:th[a-z]ng|/)[ .…_]*(?:\d{1,2} ?)?(?:n[a-z]m|/)?)?")
_LONGEST = 60
_MOST_LINES = 3  # of a day: a place with its "ngày", the month, the year


def find_broken_number(lines: Sequence[Quote]) -> OfficeNumber | None:
    """Finds a number whose digits and symbol stand in two lines below each other ("Số:", "/KH-UBND")."""
    for first, second in pairwise(lines):
        if len(first.raw) > _LONGEST or not _ENDS_NUMBER.fullmatch(fold(second.raw)):
            continue
        if not _OPENS_NUMBER.fullmatch(fold(first.raw)):
            continue
        joined = _Joined((first, second))
        found = find_number(joined.quote)
        if found is not None:
            number = joined.part(found.number.quotes[0]) if found.number else None
            return OfficeNumber(field(number) if number else None, field(joined.part(found.symbol.quotes[0])), 0, 0)
    return None


def find_broken_day(lines: Sequence[Quote]) -> IssueDay | None:
    """Finds a day of issue over lines below each other ("Lam Kỳ, ngày", "tháng 02", "năm 2024")."""
    for index, first in enumerate(lines):
        joined = _Joined((first,))
        for line in lines[index + 1 : index + _MOST_LINES]:
            too_long = max(len(joined.lines[-1].raw), len(line.raw)) > _LONGEST
            if too_long or not _OPENS_DAY.fullmatch(fold(joined.quote.raw)):
                break
            joined = _Joined((*joined.lines, line))
            found = find_day(joined.quote)
            if found is not None:
                place = field(joined.part(found.place.quotes[0])) if found.place else None
                return IssueDay(field(joined.part(found.words.quotes[0])), found.date, place, 0, 0)
    return None


class _Joined:
    """Some lines read as one; what is found in it is cut from the lines it stands in."""

    def __init__(self, lines: tuple[Quote, ...]) -> None:
        self.lines = lines
        text = " ".join(line.raw for line in lines)
        self.quote = Quote(text, replace(lines[0].source, end=lines[0].source.start + len(text)))

    def part(self, found: Quote) -> list[Quote]:
        """Returns what ``found``, cut from :attr:`quote`, is in the lines."""
        start = found.source.start - self.quote.source.start
        end = start + len(found.raw)
        pieces: list[Quote] = []
        for line in self.lines:
            if start < len(line.raw) and end > 0:
                pieces.append(cut(line, max(start, 0), min(end, len(line.raw))))
            start, end = start - len(line.raw) - 1, end - len(line.raw) - 1
        return [piece for piece in pieces if piece.raw]
