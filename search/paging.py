"""Pages of an answer: the hits from one place on."""

from __future__ import annotations

from corpus.errors import InvalidRequest

DEFAULT_LIMIT = 10


def check_page(limit: int, offset: int) -> None:
    """Refuses a page that cannot be.

    Raises:
        InvalidRequest: the limit is below 1 (``LIMIT_INVALID``) or the offset below 0 (``OFFSET_INVALID``).
    """
    if limit < 1:
        raise InvalidRequest("Số kết quả phải từ 1 trở lên.", code="LIMIT_INVALID")
    if offset < 0:
        raise InvalidRequest("Số kết quả bỏ qua phải từ 0 trở lên.", code="OFFSET_INVALID")
