"""Checks of what a person asks with: years, kinds of agency, limits, plans and frameworks by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import InvalidRequest
from corpus.model import AgencyType, CitationRole
from corpus.store import PlanFilter, Store, StoredPlan

if TYPE_CHECKING:
    from corpus.frameworks import Framework

# Plans for quality management systems begin with the decision of 2006; nobody plans for the next century.
FIRST_YEAR, LAST_YEAR = 1945, 2100
MOST_HITS = 1_000
DEFAULT_HITS = 10
# What a plan may cite a document as; its own number is no citation.
ROLE_CODES = (CitationRole.BASIS.value, CitationRole.MENTION.value)


@dataclass(frozen=True, slots=True)
class FilterWords:
    """A filter as a person writes it; ``None`` and blank leave a field open."""

    year: str | int | None = None
    agency_type: str | None = None
    agency: str | None = None
    plan: str | None = None


def build_filter(store: Store, words: FilterWords) -> PlanFilter:
    """Builds the filter of a question.

    Raises:
        InvalidRequest: the year or the kind of agency cannot be one, or the plan's name fits several.
        NotFound: there is no such plan.
    """
    return PlanFilter(
        year=parse_year(words.year),
        agency_type=parse_agency_type(words.agency_type),
        agency=(words.agency or "").strip() or None,
        plan=store.resolve_plan(words.plan) if words.plan else None,
    )


def parse_year(words: str | int | None) -> int | None:
    """Reads a year from 1945 to 2100; blank is ``None``.

    Raises:
        InvalidRequest: it is no such year (``YEAR_INVALID``).
    """
    if words is None or not str(words).strip():
        return None
    digits = str(words).strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9 and FIRST_YEAR <= int(digits) <= LAST_YEAR):
        raise InvalidRequest(
            f"Năm “{digits[:20]}” không hợp lệ; hãy nhập năm từ {FIRST_YEAR} đến {LAST_YEAR}.", code="YEAR_INVALID"
        )
    return int(digits)


def parse_agency_type(words: str | None) -> AgencyType | None:
    """Reads a kind of agency by its code; blank is ``None``.

    Raises:
        InvalidRequest: there is no such kind (``AGENCY_TYPE_INVALID``).
    """
    code = (words or "").strip()
    if not code:
        return None
    try:
        return AgencyType(code)
    except ValueError as error:
        known = ", ".join(AgencyType)
        raise InvalidRequest(
            f"Không có loại hình cơ quan “{code[:40]}”; các loại hình: {known}.", code="AGENCY_TYPE_INVALID"
        ) from error


def parse_limit(words: str | int | None, default: int = DEFAULT_HITS) -> int:
    """Reads a number of hits from 1 to 1,000; blank is ``default``.

    Raises:
        InvalidRequest: it is no such number (``LIMIT_INVALID``).
    """
    digits = str(words if words is not None else "").strip() or str(default)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9 and 1 <= int(digits) <= MOST_HITS):
        raise InvalidRequest(f"Số kết quả phải từ 1 đến {MOST_HITS}.", code="LIMIT_INVALID")
    return int(digits)


def parse_role(words: str | None) -> CitationRole | None:
    """Reads the role of a document in a plan, ``basis`` or ``mention``; blank is ``None``.

    Raises:
        InvalidRequest: there is no such role (``ROLE_INVALID``).
    """
    code = (words or "").strip()
    if not code:
        return None
    if code not in ROLE_CODES:
        known = ", ".join(ROLE_CODES)
        raise InvalidRequest(f"Không có vai trò “{code[:40]}”; các vai trò: {known}.", code="ROLE_INVALID")
    return CitationRole(code)


def choose_framework(name: str | None, stored: StoredPlan | None = None) -> Framework:
    """Loads the shipped framework of that id; blank is the one that the title of the plan names.

    Raises:
        NotFound: there is no such framework (``FRAMEWORK_NOT_FOUND``).
    """
    from corpus.frameworks import find_framework, load_framework  # a question about tasks needs none

    words = (name or "").strip()
    title = stored.plan.header.title if stored else None
    return load_framework(words) if words else find_framework((title.guess or title.value) if title else None)
