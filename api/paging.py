"""Pages of an answer: which one is asked for, and the links to those beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from api.requests import parse_limit
from corpus.errors import InvalidRequest

_MOST_DIGITS = 9
_PAGE = "page"


@dataclass(frozen=True, slots=True)
class Paging:
    """A page: ``limit`` hits at most, after the first ``offset``."""

    limit: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Pager:
    """What stands under a page of hits: its number, how many there are, and the addresses of those beside it."""

    number: int
    count: int
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class PagingWords:
    """A page as a person asks for it; ``None`` and blank leave a field open."""

    limit: str | int | None = None
    offset: str | int | None = None
    page: str | int | None = None


def parse_paging(words: PagingWords, default: int) -> Paging:
    """Reads which page is asked for: by its number, from 1, or by how many hits stand before it.

    Args:
        words: as asked.
        default: number of hits of a page where none is given.

    Raises:
        InvalidRequest: a number cannot be one (``LIMIT_INVALID``, ``OFFSET_INVALID``, ``PAGE_INVALID``), or both ways
            are used at once (``PAGING_AMBIGUOUS``).
    """
    limit = parse_limit(words.limit, default)
    offset, page = _trim(words.offset), _trim(words.page)
    if offset and page:
        raise InvalidRequest("Chỉ dùng một trong hai: số trang, hoặc số kết quả bỏ qua.", code="PAGING_AMBIGUOUS")
    if page:
        if not _is_number(page) or int(page) < 1:
            raise InvalidRequest("Số trang phải là số nguyên từ 1 trở lên.", code="PAGE_INVALID")
        return Paging(limit, (int(page) - 1) * limit)
    if offset and not _is_number(offset):
        raise InvalidRequest("Số kết quả bỏ qua phải là số nguyên từ 0 trở lên.", code="OFFSET_INVALID")
    return Paging(limit, int(offset or 0))


def build_pager(path: str, asked: Iterable[tuple[str, str]], total: int, paging: Paging) -> Pager | None:
    """Builds the links under a page of hits; ``None`` where everything fits on the first.

    Args:
        path: address of the page.
        asked: names and values of its question, as asked.
        total: number of hits of the question.
        paging: the page shown.
    """
    count = -(-total // paging.limit)
    number = paging.offset // paging.limit + 1
    if count <= 1 and number == 1:
        return None
    kept = [(name, value) for name, value in asked if name != _PAGE and value]

    def link(page: int) -> str:
        return f"{path}?{urlencode([*kept, (_PAGE, page)])}"

    return Pager(
        number,
        count,
        link(max(min(number - 1, count), 1)) if number > 1 else None,
        link(number + 1) if number < count else None,
    )


def _trim(words: str | int | None) -> str:
    return "" if words is None else str(words).strip()


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit() and len(words) <= _MOST_DIGITS
