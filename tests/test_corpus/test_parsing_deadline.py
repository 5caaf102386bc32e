from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Deadline, Field, Quote, Source, TimeKind
from corpus.parsing.deadline import parse_deadline

K = TimeKind


def _read(text: str, year: int | None = 2024) -> Deadline:
    return parse_deadline(Field(text, (Quote(text, Source(0, len(text))),)), year)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


FORMS = [
    ("Trước 25/8/2022", K.BY_DATE, None, "2022-08-25"),
    ("Trước ngày 15 tháng 3 năm 2023", K.BY_DATE, None, "2023-03-15"),
    ("Chậm nhất ngày 20/11", K.BY_DATE, None, "2024-11-20"),
    ("28/02/2025", K.BY_DATE, None, "2025-02-28"),
    ("Trước tháng 6/2024", K.BY_DATE, None, "2024-05-31"),
    ("Từ 01/6 đến 30/7/2022", K.RANGE, "2022-06-01", "2022-07-30"),
    ("Từ 01/11 đến 15/01/2025", K.RANGE, "2024-11-01", "2025-01-15"),
    ("Tháng 01/8 đến 15/9/2022", K.RANGE, "2022-08-01", "2022-09-15"),
    ("Từ tháng 3 đến tháng 5", K.RANGE, "2024-03-01", "2024-05-31"),
    ("Tháng 02/2023", K.MONTH, "2023-02-01", "2023-02-28"),
    ("Tháng 11-12/2025", K.MONTH, "2025-11-01", "2025-12-31"),
    ("Tháng 3-4", K.MONTH, "2024-03-01", "2024-04-30"),
    ("1-2 lần/năm", K.NONE, None, None),
    ("Tuần 2 tháng 3/2025", K.MONTH, "2025-03-01", "2025-03-31"),
    ("Từ 01/6/2025", K.RANGE, "2025-06-01", None),
    ("Tháng 11 đến tháng 01 năm sau", K.RANGE, None, None),
    ("Tháng 12 năm 2024 đến tháng 2", K.RANGE, None, None),
    ("Ngày 15/6 và ngày 15/12 hằng năm", K.RECURRING, None, None),
    ("Năm 2025-2026", K.RANGE, "2025-01-01", "2026-12-31"),
    ("Quý 1 + 2", K.QUARTER, "2024-01-01", "2024-06-30"),
    ("Tháng 01/2026 và quý II", K.RANGE, None, None),
    ("Sau khi được phê duyệt, trước 30/6/2025", K.EVENT, None, "2025-06-30"),
    ("Tháng 02 năm 2024", K.MONTH, "2024-02-01", "2024-02-29"),
    ("Tháng 7, 8/2023", K.MONTH, "2023-07-01", "2023-08-31"),
    ("Tháng 6/2023 và tháng 12/2023", K.MONTH, "2023-06-01", "2023-12-31"),
    ("Quý II/2023", K.QUARTER, "2023-04-01", "2023-06-30"),
    ("Trong Quý I năm 2024", K.QUARTER, "2024-01-01", "2024-03-31"),
    ("Quý III hoặc Quý IV năm 2024", K.QUARTER, "2024-07-01", "2024-12-31"),
    ("Quý 4", K.QUARTER, "2024-10-01", "2024-12-31"),
    ("6 tháng đầu năm", K.RANGE, "2024-01-01", "2024-06-30"),
    ("6 tháng cuối năm 2025", K.RANGE, "2025-07-01", "2025-12-31"),
    ("Năm 2023", K.YEAR, "2023-01-01", "2023-12-31"),
    ("Cả năm", K.YEAR, "2024-01-01", "2024-12-31"),
    ("Trong năm học 2024-2025", K.YEAR, None, None),
    ("Thường xuyên", K.RECURRING, None, None),
    ("Thường xuyên trong năm", K.RECURRING, None, None),
    ("Định kỳ hằng tháng", K.RECURRING, None, None),
    ("Theo quy định", K.AS_REGULATED, None, None),
    ("Theo lịch của đoàn kiểm tra", K.AS_REGULATED, None, None),
    ("Văn phòng", K.NONE, None, None),
]
EVENTS = [
    ("Sau khi tổ chức đánh giá nội bộ", "tổ chức đánh giá nội bộ"),
    ("Ngay sau khi thẩm định xong", "thẩm định xong"),
    ("Khi có sự thay đổi", "có sự thay đổi"),
    ("Trước mùa mưa bão", "mùa mưa bão"),
    ("Trong 15 ngày kể từ ngày nhận báo cáo", "ngày nhận báo cáo"),
]


@pytest.mark.parametrize(("text", "kind", "start", "end"), FORMS)
def test_words_of_time_give_a_kind_and_days(text: str, kind: TimeKind, start: str | None, end: str | None) -> None:
    found = _read(text)
    assert (found.kind, found.start, found.end) == (kind, _day(start), _day(end))
    assert found.text.value == text


@pytest.mark.parametrize(("text", "event"), EVENTS)
def test_a_deadline_that_waits_for_an_event_names_it(text: str, event: str) -> None:
    found = _read(text)
    assert (found.kind, found.relative_to, found.start, found.end) == (K.EVENT, event, None, None)


@pytest.mark.parametrize("text", ["Trước 31/9/2024", "29/02/2023", "Ngày 45/13/2024"])
def test_an_impossible_date_gives_no_day_and_keeps_its_words(text: str) -> None:
    found = _read(text)
    assert (found.start, found.end, found.text.value) == (None, None, text)


@pytest.mark.parametrize("text", ["Tháng 13/2024", "Tháng 00"])
def test_an_impossible_month_gives_no_day(text: str) -> None:
    assert (_read(text).start, _read(text).end) == (None, None)


def test_without_a_year_nothing_is_guessed() -> None:
    found = _read("Quý II", year=None)
    assert (found.kind, found.start, found.end) == (K.QUARTER, None, None)


_PIECES = "trước sau từ đến tháng quý năm ngày 31/9 1/1/2024 02 II IV 2024 6 13 - và hoặc đầu kể khi thường xuyên"
_WORDS = st.sampled_from(_PIECES.split())


@given(st.lists(_WORDS, min_size=1, max_size=8), st.one_of(st.none(), st.integers(2000, 2099)))
def test_any_words_give_days_in_order_or_none(words: list[str], year: int | None) -> None:
    found = _read(" ".join(words), year)
    assert found.start is None or found.end is None or found.start <= found.end
