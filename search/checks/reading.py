"""A plan made ready for the checks: its time, and the places of its text where words may be looked for."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.model import AgencyType, CitationKind, Source
from corpus.store import StoredPlan
from corpus.text import Skeleton, fold, normalise, skeleton
from search.citations.reading import CitedPlan

# Years of a title that is of more than one, folded. Matches "giai doan 2021-2025", "cac nam 2025 va 2026", "thang
# 5/2023 den thang 4/2024"; refuses "nam 2025", "den nam 2030".
_YEARS = re.compile(
    r"(?P<first>20\d\d) ?(?:[-–—/]|den(?: het)?(?: nam)?|va(?: nam)?) ?(?:(?:thang|quy) [\divx]+[/ ])?(?P<last>20\d\d)"
)
_SCHOOL_YEAR = re.compile(r"nam hoc (?P<first>20\d\d)")
# Characters of a clause before and behind a place that may say how it is meant: a table row has fewer than 200.
_BEFORE, _AFTER = 120, 80
# Where the next paragraph begins in text that is wrapped. Matches "\n\n", "\n- ", "\n2. "; refuses "\nChính phủ".
_NEXT_PARAGRAPH = re.compile(r"\n\s*(?:\n|[-+*•]|\d+[.)])")
# A school year runs from August to the next one's July.
_SCHOOL_OPENS, _SCHOOL_CLOSES = (8, 1), (7, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """The days a plan is for, both inclusive."""

    first: datetime.date
    last: datetime.date

    @property
    def years(self) -> range:
        """The calendar years it touches."""
        return range(self.first.year, self.last.year + 1)

    def __str__(self) -> str:
        if self.first.year == self.last.year:
            return str(self.first.year)
        return f"{self.first.year}–{self.last.year}"


@dataclass(frozen=True, slots=True)
class Words:
    """Words found in a plan.

    Attributes:
        match: on the skeleton of the text as found.
        source: their place in the text.
        raw: as found, on one line.
    """

    match: re.Match[str]
    source: Source
    raw: str


@dataclass(frozen=True)
class CheckedPlan:
    """A plan with what several checks ask of it."""

    stored: StoredPlan

    @cached_property
    def cited(self) -> CitedPlan:
        """Its citations, clauses and day of issue."""
        return CitedPlan(self.stored)

    @property
    def damaged(self) -> bool:
        """Whether its letters cannot be trusted."""
        return self.cited.damaged

    @property
    def text(self) -> str:
        """The text as found."""
        return self.stored.document.text

    @cached_property
    def skeleton(self) -> Skeleton:
        """The whole text without accents, in small letters and on one line."""
        return skeleton(self.text)

    @cached_property
    def period(self) -> Period | None:
        """The days it is for, by its title, else by its year; ``None`` where neither is known."""
        header = self.stored.plan.header
        title = fold(header.title.value) if header.title else ""
        if match := _SCHOOL_YEAR.search(title):
            opens = int(match["first"])
            return Period(datetime.date(opens, *_SCHOOL_OPENS), datetime.date(opens + 1, *_SCHOOL_CLOSES))
        spans = [(int(match["first"]), int(match["last"])) for match in _YEARS.finditer(title)]
        if spans and (span := spans[-1])[0] < span[1]:
            return Period(datetime.date(span[0], 1, 1), datetime.date(span[1], 12, 31))
        if header.year is None:
            return None
        return Period(datetime.date(header.year, 1, 1), datetime.date(header.year, 12, 31))

    @property
    def is_school(self) -> bool:
        """Whether its work may follow school years."""
        return self.stored.plan.header.agency_type is AgencyType.TRUONG

    def find(self, pattern: re.Pattern[str]) -> Iterator[Words]:
        """Finds words of a skeleton anywhere in the text, none that reach over two cells or paragraphs."""
        at = 0
        while (match := pattern.search(self.skeleton.text, at)) is not None:
            start, end = self.skeleton.origin(*match.span())
            found = self.text[start:end]
            if "\t" in found or _NEXT_PARAGRAPH.search(found) or ("\n" in found and not self.stored.document.wrapped):
                at = match.start() + 1
                continue
            at = max(match.end(), match.start() + 1)
            yield Words(match, Source(start, end, self._page(start)), normalise(found))

    @cached_property
    def issuers(self) -> tuple[Source, ...]:
        """Where its issuer and the superior of that stand in the header."""
        header = self.stored.plan.header
        return tuple(part.source for part in (header.issuer, header.parent_issuer) if part is not None)

    def before(self, place: Source) -> str:
        """Returns the part of the clause (within its cell) that leads up to a place, folded."""
        return fold(self.text[self._clause(place).start : place.start])

    def around(self, place: Source) -> str:
        """Returns the clause of a place (within its cell) as far as it is near, folded.

        Cells that became lines have no ends of sentences, and their neighbours' words say nothing of them.
        """
        clause = self._clause(place)
        start, end = max(clause.start, place.start - _BEFORE), min(clause.end, place.end + _AFTER)
        return fold(self.text[start:end])

    def quotes_document(self, place: Source) -> bool:
        """Tells whether a place belongs to a cited document: the mention, its title, or the block of bases."""
        return self.cited.in_bases(place) or holds(self._cited_places, place)

    def is_deadline(self, place: Source) -> bool:
        """Tells whether a place lies in the deadline of a task."""
        return holds(self._deadlines, place)

    def in_title(self, place: Source) -> bool:
        """Tells whether a place lies in the plan's own title."""
        return self.cited.in_header(place)

    def headings(self, place: Source) -> tuple[str, ...]:
        """Returns the titles of the sections around a place, folded, the outermost first."""
        open_sections: list[tuple[int, str]] = []
        for section in self.stored.plan.sections:
            if section.source.start > place.start:
                break
            open_sections = [one for one in open_sections if one[0] < section.level]
            open_sections.append((section.level, fold(section.title)))
        return tuple(title for _, title in open_sections)

    def _clause(self, place: Source) -> Source:
        clause = self.cited.clause(place)
        cut = self.text.rfind("\t", clause.start, place.start)
        end = self.text.find("\t", place.end, clause.end)
        return Source(cut + 1 if cut >= 0 else clause.start, end if end >= 0 else clause.end)

    def _page(self, start: int) -> int | None:
        starts = [block.source.start for block in self.stored.document.blocks]
        index = bisect_right(starts, start) - 1
        return self.stored.document.blocks[index].source.page if index >= 0 else None

    @cached_property
    def _cited_places(self) -> tuple[Source, ...]:
        mentions = [one for one in self.stored.plan.citations if one.kind is not CitationKind.BACKREF]
        parts = (part for one in mentions for part in (one.source, one.title_source) if part is not None)
        return tuple(parts)

    @cached_property
    def _deadlines(self) -> tuple[Source, ...]:
        return tuple(task.time.text.source for task in self.stored.plan.tasks if task.time is not None)


def holds(places: Iterable[Source], place: Source) -> bool:
    """Tells whether a place begins in one of some others."""
    return any(part.start <= place.start < part.end for part in places)
