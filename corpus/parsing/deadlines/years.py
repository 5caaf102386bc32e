"""Which year a day or period without one is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.parsing.deadlines.mentions import Mention, Span

# A school year runs from September to the next summer; July and August may belong to either end of it.
_SCHOOL_OPENS, _SCHOOL_CLOSES = 9, 6


def assign_years(mentions: Sequence[Mention], through: Sequence[bool], year: int | None) -> list[Mention]:
    """Gives each mention its year; ``None`` stays where the words do not say it.

    A year stands for the mentions before it ("Tháng 7, 8/2023"), else for those after it ("Quý I/2023, quý II"), else
    the plan's year does. A stretch that would end before it begins runs over the turn of the year that is named: "Từ
    01/11 đến 15/01/2025" begins in 2024. Where no year is named, or the periods of a list go backwards, it is not known
    which one is meant.

    Args:
        mentions: in order.
        through: for each mention, whether it and the next are the ends of one stretch.
        year: the plan's.
    """
    named = tuple(_named(mentions, index, year) for index in range(len(mentions)))
    row = _Row(mentions, named, through, year)
    return [replace(one, year=named[index] or row.find(index)) for index, one in enumerate(mentions)]


def assign_school_years(mentions: Sequence[Mention], first: int | None) -> list[Mention]:
    """Gives each mention its year within a school year ("Tháng 9 năm học 2024-2025").

    Args:
        mentions: in order.
        first: the year the school year opens in.
    """
    return [replace(one, year=one.year or _in_school_year(one, first)) for one in mentions]


def _named(mentions: Sequence[Mention], index: int, year: int | None) -> int | None:
    """Returns the year a mention names, "năm sau" counted from the year before it."""
    mention = mentions[index]
    if mention.shift == 0:
        return mention.year
    before = next((one.year for one in reversed(mentions[:index]) if one.year), year)
    return before + mention.shift if before else None


@dataclass(frozen=True, slots=True)
class _Row:
    mentions: Sequence[Mention]
    named: Sequence[int | None]
    through: Sequence[bool]
    year: int | None

    def find(self, index: int) -> int | None:
        """Returns the year of a mention that names none."""
        right = next((place for place in range(index + 1, len(self.named)) if self.named[place]), None)
        if right is not None:
            return self._from_right(index, right)
        left = next((place for place in range(index - 1, -1, -1) if self.named[place]), None)
        if left is not None:
            return self._from_left(index, left)
        opens = index - 1 if index and self.through[index - 1] else index
        turned = self.through[opens] and not self._goes_forward(opens, opens + 1)
        return None if turned else self.year

    def _from_right(self, index: int, right: int) -> int | None:
        named, forward = self.named[right] or 0, self._goes_forward(index, right)
        if self.mentions[right].shift:
            return self.year  # "Tháng 11 đến tháng 01 năm sau"
        if self.through[index] and right == index + 1:
            return named if forward else named - 1
        span = self.mentions[right].span
        if span not in (Span.YEAR, self.mentions[index].span) and self.year not in (None, named):
            return None  # "Quý II và tháng 12/2023" in a plan of another year
        if forward:
            return named
        return self.year if self.year == named - 1 else None

    def _from_left(self, index: int, left: int) -> int | None:
        named, forward = self.named[left] or 0, self._goes_forward(left, index)
        if left == index - 1 and self.through[left]:
            return named if forward else named + 1
        return named if forward and self.year in (None, named) else None

    def _goes_forward(self, first: int, last: int) -> bool:
        """Whether no mention from ``first`` to ``last`` begins before the one before it, were they of one year."""
        pairs = zip(self.mentions[first:last], self.mentions[first + 1 : last + 1], strict=True)
        return all(_in_order(one, two) for one, two in pairs)


def _in_order(one: Mention, two: Mention) -> bool:
    if Span.YEAR in (one.span, two.span):
        return True
    return (one.first, one.day or 0) <= (two.last, two.day or 31)


def _in_school_year(mention: Mention, first: int | None) -> int | None:
    if first is None or mention.span not in (Span.MONTH, Span.QUARTER, Span.DAY):
        return None
    if mention.first >= _SCHOOL_OPENS:
        return first
    return first + 1 if mention.last <= _SCHOOL_CLOSES else None
