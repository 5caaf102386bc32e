"""The fields above the body: issuer, number, place, date, kind and title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.model import Field, Header, Quote
from corpus.parsing.body.paragraphs import Paragraph
from corpus.parsing.header.agencies import find_agencies, find_agency_type, has_motto
from corpus.parsing.header.broken_lines import find_broken_day, find_broken_number
from corpus.parsing.header.dateline import IssueDay, OfficeNumber, find_day, find_number, split_lines
from corpus.parsing.header.kinds import find_enacting, find_kind, find_owner, number_behind, read_kind, read_title
from corpus.text import fold

# Matched: "nam 2023", "nam hoc 2023-2024" (its first year), "nim 2024".
# Refused: "giai doan 2021-2025", "den nam 2030", "tam nhin nam 2045", "ngay 03 thang 10 nam 2025" (another document's).
_YEAR = re.compile(
    r"(?<!\bden )(?<!\btu )(?<!\bhet )(?<!nhin )(?<!truoc )(?<!thang \d )(?<!thang \d\d )"
    r"\bn[ai]m (?:hoc )?(?P<year>20\d\d)\b"
)
_ANY_YEAR = re.compile(r"20\d\d")
# Where no kind ends the letterhead it is looked for in so many paragraphs; the sentence that enacts, in so many of the
# body.
_HEAD_PARAGRAPHS = 12
_OPENING_PARAGRAPHS = 15
# From this month on, a plan is often that of the next year.
_YEAR_END = 11


def parse_header(paragraphs: Sequence[Paragraph]) -> tuple[Header, int]:
    """Reads the header of a plan.

    Args:
        paragraphs: all paragraphs of a document, letterhead cells included, in reading order.

    Returns:
        The header, and the index of the first paragraph of the body.
    """
    kind_at = find_kind(paragraphs)
    head = paragraphs[:kind_at] if kind_at is not None else _letterhead(paragraphs)
    title, body = read_title(paragraphs, kind_at) if kind_at is not None else (None, 0)
    number, day = _number(head), _day(head)
    if number is None and kind_at is not None:
        number = number_behind(paragraphs[kind_at])
    agencies = find_agencies(head)
    opening = paragraphs[body : body + _OPENING_PARAGRAPHS]
    enacting = next((paragraph for paragraph in opening if find_enacting(paragraph) is not None), None)
    issuer = agencies[-1] if agencies else _said_issuer(paragraphs[kind_at or 0 : body + 1], enacting)
    parent = agencies[-2] if len(agencies) > 1 else None
    issued = day.date if day else None
    header = Header(
        kind=read_kind(paragraphs[kind_at]) if kind_at is not None else None,
        title=title,
        issuer=issuer,
        parent_issuer=parent,
        number=number.number if number else None,
        symbol=number.symbol if number else None,
        place=day.place if day else None,
        date_text=day.words if day else None,
        date=issued,
        year=find_year(title, issued) or find_year(enacting.field if enacting else None, issued) or _year_of(day),
        agency_type=find_agency_type(issuer.value if issuer else None, parent.value if parent else None),
    )
    return header, body


def find_year(text: Field | None, issued: date | None) -> int | None:
    """Returns the year that a title or sentence is about, ``None`` where it names none.

    Of several years that of ``issued`` counts ("khắc phục kết quả năm 2023, duy trì năm 2024"), or the next one for
    what is issued at the end of a year; the last that is named where neither is.
    """
    years = [int(match["year"]) for match in _YEAR.finditer(fold(text.value))] if text else []
    if not years:
        return None
    if issued and issued.month >= _YEAR_END and issued.year + 1 in years:
        return issued.year + 1
    return issued.year if issued and issued.year in years else years[-1]


def _letterhead(paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Returns the paragraphs down to the last line that only a letterhead has: number, day or motto."""
    lines = [any(map(_is_letterhead, split_lines(paragraph))) for paragraph in paragraphs[:_HEAD_PARAGRAPHS]]
    return paragraphs[: max((index + 1 for index, found in enumerate(lines) if found), default=0)]


def _is_letterhead(line: Quote) -> bool:
    return has_motto(line.raw) or find_number(line) is not None or find_day(line) is not None


def with_signing_day(header: Header, day: IssueDay) -> Header:
    """Gives a header that names no day of issue the one above the signature, as schools and small units have it."""
    named = find_year(header.title, day.date)
    year = named or header.year or _year_of(day)
    return replace(header, place=day.place, date_text=day.words, date=day.date, year=year)


def _said_issuer(title: Sequence[Paragraph], enacting: Paragraph | None) -> Field | None:
    """Returns who issues, where no letterhead tells: from below the title ("(Của Ban …)"), or the enacting sentence."""
    owner = next((found for paragraph in title if (found := find_owner(paragraph))), None)
    return owner or (find_enacting(enacting) if enacting else None)


def _number(head: Sequence[Paragraph]) -> OfficeNumber | None:
    lines = [line for paragraph in head for line in split_lines(paragraph)]
    return next((number for number in map(find_number, lines) if number), None) or find_broken_number(lines)


def _day(head: Sequence[Paragraph]) -> IssueDay | None:
    lines = [line for paragraph in head for line in split_lines(paragraph)]
    days = [day for day in map(find_day, lines) if day]
    whole = next((day for day in days if day.date), None)
    return whole or find_broken_day(lines) or next(iter(days), None)


def _year_of(day: IssueDay | None) -> int | None:
    if day is None:
        return None
    found = _ANY_YEAR.search(day.words.value)
    return int(found[0]) if found else None
