"""A plan made ready for checking its citations: which mention stands where, and when the plan was issued."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.citations import canonical_key
from corpus.citations.keys import plain_key
from corpus.model import (
    STANDARD,
    BlockKind,
    Citation,
    CitationKind,
    CitationRole,
    Field,
    Layer,
    Severity,
    Source,
)
from corpus.store import StoredPlan
from corpus.text import fold, normalise

# Added to what is said of words that recognition has ruined: it is at most a hint where to look.
DAMAGED = "Chữ ở đây bị hỏng; cần kiểm tra trên bản gốc."
RECOGNISED = "Chữ được nhận dạng từ ảnh; nên so với bản gốc."
# A clause ends where paragraphs are kept whole. Matches ";", ". ", a line end; refuses the points of "13.01.2022" and
# of "TP. Hải".
_CLAUSE_END = re.compile(r";|(?<!\bTP)\.(?=\s|$)|\n")
# The same where a line end may be anywhere in a sentence. Matches "\n- Tổ chức", "\nCăn cứ"; refuses "\nChính phủ".
_WRAPPED_CLAUSE_END = re.compile(r";|(?<!\bTP)\.(?=\s|$)|\n(?=\s*(?:[-+*•] |[\dIVX]{1,4}(?:\.\d+)*[.)] |Căn cứ ))")
# Characters of a clause that are looked at; the longest clause of the real plans has 500.
_CLAUSE_WINDOW = 1_500
# Opens a paragraph of the opening block, folded. Matches "can cu quyet dinh", "- theo de nghi cua"; refuses "nam 2025
# nha truong".
_OPENS = re.compile(r"\W{0,3}(?:can cu|thuc hien|thi hanh|theo|xet|tren co so)\b")
# A second sentence: no paragraph of bases has one. Matches "Kế hoạch. Khi Đảng"; refuses "TP. Hải Phòng", "số 1".
_CAPITALS = "".join(letter for code in (*range(0x41, 0x5B), *range(0xC0, 0x1EFA)) if (letter := chr(code)).isupper())
_SECOND_SENTENCE = re.compile(rf"(?<!TP)(?<!\bTT)\.\s+[{_CAPITALS}][^\W\d_]*\s+[^\W\d_]")
# What leads up to a document that opens a basis, folded. Matches "can cu ", "- thuc hien ", ""; refuses "thuc hien chi
# dao cua bo chinh tri, ".
_LEADS_UP = re.compile(r"\W*(?:(?:can cu|thuc hien|thi hanh|theo)(?: vao)?|va)?\W*")


@dataclass(frozen=True, slots=True)
class IssueDays:
    """The days between which a plan was issued, both inclusive; equal where it has a date."""

    earliest: datetime.date
    latest: datetime.date

    def after(self, day: datetime.date) -> bool | None:
        """Tells whether the plan was issued on ``day`` or later; ``None`` where that depends."""
        if day <= self.earliest:
            return True
        return None if day <= self.latest else False


@dataclass(frozen=True)
class CitedPlan:
    """A plan with its citations sorted by what may be said of them."""

    stored: StoredPlan

    @property
    def text(self) -> str:
        """The text as found."""
        return self.stored.document.text

    @property
    def damaged(self) -> bool:
        """Whether the letters of the whole document cannot be trusted."""
        return self.stored.document.quality.layer is Layer.DAMAGED

    @property
    def recognised(self) -> bool:
        """Whether the text was recognised from an image."""
        return self.stored.document.quality.layer is Layer.OCR

    @cached_property
    def days(self) -> IssueDays | None:
        """When it was issued: on its date, or else between January before its year and the end of that year.

        A plan for a year is often signed in the last months of the year before. ``None`` where nothing tells.
        """
        header = self.stored.plan.header
        if header.date is not None:
            return IssueDays(header.date, header.date)
        if header.year is None:
            return None
        return IssueDays(datetime.date(header.year - 1, 1, 1), datetime.date(header.year, 12, 31))

    @cached_property
    def documents(self) -> tuple[Citation, ...]:
        """The mentions of other documents by number, in the order of the text; short forms are left to full ones."""
        return tuple(
            citation
            for citation in self.stored.plan.citations
            if citation.kind is CitationKind.NUMBERED
            and citation.role is not CitationRole.OWN
            and citation.type != STANDARD
            and citation.antecedent is None
            and not self._is_own(citation)
        )

    @cached_property
    def standards(self) -> tuple[Citation, ...]:
        """The mentions of standards."""
        return tuple(citation for citation in self.stored.plan.citations if citation.type == STANDARD)

    @cached_property
    def bases(self) -> tuple[Citation, ...]:
        """The documents cited as bases, without those that only stand in the title of another."""
        return tuple(
            citation
            for citation in self.documents
            if citation.role is CitationRole.BASIS and not self.in_title(citation.source)
        )

    @cached_property
    def opening(self) -> tuple[Field, ...]:
        """The opening block as it must be: one paragraph for each basis, one right after the other.

        It stops at the first paragraph that is prose, a heading, or stands elsewhere (a plan issued by a decision has
        an opening block of its own).
        """
        parts: list[Field] = []
        for part in self.stored.plan.bases:
            gap = self.text[parts[-1].source.end : part.source.start] if parts else ""
            if any(char.isalnum() for char in gap) or part.value.isupper() or not _OPENS.match(fold(part.value)):
                break
            if _SECOND_SENTENCE.search(part.value):
                break
            parts.append(part)
        return tuple(parts)

    def opens_basis(self, citation: Citation) -> bool:
        """Tells whether a paragraph of the opening block (or a part of it after a semicolon) begins with a mention."""
        inside = any(part.source.start <= citation.source.start < part.source.end for part in self.opening)
        return inside and _LEADS_UP.fullmatch(self.clause_before(citation.source)) is not None

    @cached_property
    def titles(self) -> tuple[Source, ...]:
        """Where the titles of cited documents stand."""
        return tuple(one.title_source for one in self.stored.plan.citations if one.title_source is not None)

    def in_title(self, place: Source) -> bool:
        """Tells whether a place lies within the title of a cited document."""
        return any(title.start <= place.start < title.end for title in self.titles)

    def in_bases(self, place: Source) -> bool:
        """Tells whether a place lies within the opening block."""
        return any(part.source.start <= place.start < part.source.end for part in self.stored.plan.bases)

    def in_header(self, place: Source) -> bool:
        """Tells whether a place stands in the plan's own title, which is set over several lines."""
        title = self.stored.plan.header.title
        return title is not None and title.source.start <= place.start < title.source.end

    def in_table(self, place: Source) -> bool:
        """Tells whether a place stands in a table, whose other columns may hold what a cell leaves out."""
        return any(start <= place.start < end for start, end in self._rows)

    @cached_property
    def _rows(self) -> tuple[tuple[int, int], ...]:
        blocks = self.stored.document.blocks
        return tuple((block.source.start, block.source.end) for block in blocks if block.kind is BlockKind.ROW)

    def grade(self, severity: Severity, *citations: Citation) -> Severity:
        """Returns how much a finding about some mentions may weigh: no more than a hint where words are ruined."""
        return Severity.INFO if self.damaged or any(citation.damaged for citation in citations) else severity

    def caution(self, *citations: Citation) -> str:
        """Returns what must be added to a finding because of how the words were read, with a blank before it."""
        if self.damaged or any(citation.damaged for citation in citations):
            return f" {DAMAGED}"
        return f" {RECOGNISED}" if self.recognised else ""

    def clause(self, place: Source) -> Source:
        """Returns the clause that a place stands in, as a range of the text as found."""
        start = max(0, place.start - _CLAUSE_WINDOW)
        ends = [match.end() for match in self._clause_end.finditer(self.text, start, place.start)]
        limit = min(len(self.text), place.end + _CLAUSE_WINDOW)
        match = self._clause_end.search(self.text, place.end, limit)
        return Source(ends[-1] if ends else start, match.start() if match else limit)

    def clause_before(self, place: Source) -> str:
        """Returns the part of the clause that leads up to a place, accent-free and in small letters."""
        return fold(normalise(self.text[self.clause(place).start : place.start]))

    def clause_after(self, place: Source) -> str:
        """Returns what follows a place up to the end of its clause, as found."""
        return self.text[place.end : self.clause(place).end]

    def clause_around(self, place: Source) -> str:
        """Returns what stands before and after a place in its clause, folded."""
        return f"{self.clause_before(place)} {fold(normalise(self.clause_after(place)))}"

    @property
    def _clause_end(self) -> re.Pattern[str]:
        return _WRAPPED_CLAUSE_END if self.stored.document.wrapped else _CLAUSE_END

    def _is_own(self, citation: Citation) -> bool:
        return citation.key is not None and plain_key(citation.key) in self._own_keys

    @cached_property
    def _own_keys(self) -> frozenset[str]:
        return frozenset(self._find_own_keys())

    def _find_own_keys(self) -> Iterator[str]:
        plan = self.stored.plan
        for citation in plan.citations:
            if citation.role is CitationRole.OWN and citation.key:
                yield plain_key(citation.key)
        header = plan.header
        if header.number and header.symbol:
            key = canonical_key(
                header.kind.value if header.kind else None, f"{header.number.value}/{header.symbol.value}"
            )
            if key:
                yield key
        for (
            citation
        ) in plan.citations:  # "Kèm theo Kế hoạch số …": the plan itself, even where the number is misprinted
            if citation.key and any(
                part.source.start <= citation.source.start < part.source.end for part in plan.annexes
            ):
                yield plain_key(citation.key)
