from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Deadline, Field, Frequency, Interval, Quote, Source, TimeKind
from corpus.parsing.deadlines import parse_deadline
from corpus.text import fold

K = TimeKind
# text, kind, days and what else is said of it, in a plan of 2025; "\\n" is a line break.
PHRASES = Path(__file__).with_name("deadline_phrases.tsv")


def _read(text: str, year: int | None = 2024) -> Deadline:
    return parse_deadline(Field(text, (Quote(text, Source(0, len(text))),)), year)


def _interval(days: str) -> Interval:
    return Interval(*(date.fromisoformat(day) if day else None for day in days.split("..")))


def _phrases() -> list[tuple[str, str, str, str]]:
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [(row[0].replace("\\n", "\n"), row[1], row[2], row[3] if len(row) > 3 else "") for row in rows]


def _expected(text: str, kind: str, days: str, more: str) -> Deadline:
    said = dict(part.partition("=")[::2] for part in more.split(";") if part)
    interval = _interval(days)
    return Deadline(
        Field(text, (Quote(text, Source(0, len(text))),)),
        TimeKind(kind),
        interval.start,
        interval.end,
        relative_to=said.get("rel"),
        every=Frequency(said["every"]) if "every" in said else None,
        parts=tuple(map(_interval, said["parts"].split("+"))) if "parts" in said else (),
        alternative="alt" in said,
        impossible="imp" in said,
    )


@pytest.mark.parametrize(("text", "kind", "days", "more"), _phrases())
def test_words_of_time_give_a_kind_days_and_what_else_they_say(text: str, kind: str, days: str, more: str) -> None:
    assert _read(text, 2025) == _expected(text, kind, days, more)


# In plans of other years than the one the words name, or of no known year.
YEARS = [
    ("Tháng 7, 8/2023", 2022, "2023-07-01..2023-08-31"),
    ("Từ 01/6 đến 30/7/2022", 2023, "2022-06-01..2022-07-30"),
    ("Từ 01/11 đến 15/01/2025", None, "2024-11-01..2025-01-15"),
    ("Tháng 12 năm 2024 đến tháng 2", 2024, "2024-12-01..2025-02-28"),
    ("Tháng 12, tháng 01/2026", 2025, "2025-12-01..2026-01-31"),
    ("Tháng 12, tháng 01/2026", 2026, ".."),
    ("Tháng 12, tháng 01/2026", None, ".."),
    ("Tháng 01/2026 và quý II", 2024, ".."),
    ("Quý II và tháng 12/2023", 2023, "2023-04-01..2023-12-31"),
    ("Quý II và tháng 12/2023", 2024, ".."),
    ("Tháng 11 đến tháng 01 năm sau", None, ".."),
    ("Quý IV và tháng 01 năm sau", 2024, "2024-10-01..2025-01-31"),
    ("Từ tháng 3 đến tháng 6 năm sau", 2024, "2024-03-01..2025-06-30"),
    ("29/02", 2024, "..2024-02-29"),
    ("29/02", None, ".."),
    ("Quý II", None, ".."),
    ("Trước tháng 01/2026", None, "..2025-12-31"),
    ("Cả năm", None, ".."),
]


@pytest.mark.parametrize(("text", "year", "days"), YEARS)
def test_a_year_is_taken_from_the_words_then_from_the_plan_and_never_guessed(
    text: str, year: int | None, days: str
) -> None:
    found = _read(text, year)
    assert (Interval(found.start, found.end), found.impossible) == (_interval(days), False)


EVENTS = [
    ("Sau khi tổ chức đánh giá nội bộ", "tổ chức đánh giá nội bộ"),
    ("Ngay sau khi thẩm định xong", "thẩm định xong"),
    ("Trước mùa mưa bão", "mùa mưa bão"),
    ("Trong 15 ngày kể từ ngày nhận báo cáo", "ngày nhận báo cáo"),
    ("SAU KHI  đánh giá\nnội bộ.", "đánh giá nội bộ"),
]


@pytest.mark.parametrize(("text", "event"), EVENTS)
def test_a_deadline_that_waits_for_an_event_names_it(text: str, event: str) -> None:
    found = _read(text)
    assert (found.kind, found.relative_to, found.start, found.end) == (K.EVENT, event, None, None)


def test_a_leap_day_exists_only_in_a_leap_year() -> None:
    assert [_read("29/02", year).impossible for year in (None, 2024, 2025)] == [False, False, True]


def test_days_without_accents_are_read_as_well() -> None:
    assert _read("Truoc ngay 25 thang 8 nam 2022") != _read("Trước ngày 25 tháng 8 năm 2022")  # the words are kept
    assert _read("Truoc ngay 25 thang 8 nam 2022").end == date(2022, 8, 25)


_PIECES = (
    "trước sau từ đến tháng quý năm ngày tuần 31/9 1/1/2024 02 II IV V 2024 6 13 - và hoặc , ; ( ) / . … đầu cuối "
    "kể khi thường xuyên hằng định kỳ lần theo quy định kế hoạch học nay hết chậm nhất 01-15/6 9/24 l5/9 T7 # sau"
)
_WORDS = st.lists(st.sampled_from(_PIECES.split()), min_size=1, max_size=9).map(" ".join)
_YEARS = st.one_of(st.none(), st.integers(1900, 2099))


def _check(found: Deadline) -> None:
    assert found.start is None or found.end is None or found.start <= found.end
    assert not found.impossible or (found.start, found.end, found.parts) == (None, None, ())
    assert found.every is None or found.kind is K.RECURRING
    assert len(found.parts) != 1
    for part in found.parts:
        assert found.start is None or (part.start is not None and part.start >= found.start)
        assert found.end is None or (part.end is not None and part.end <= found.end)


@given(_WORDS, _YEARS)
def test_any_words_of_time_give_days_in_order_with_their_parts_inside(words: str, year: int | None) -> None:
    _check(_read(words, year))


@given(st.text(max_size=60), _YEARS)
def test_any_text_is_read_without_failing(text: str, year: int | None) -> None:
    _check(_read(text, year))


@given(st.text(st.characters(exclude_categories=["Nd", "Nl", "No"]), max_size=30), _WORDS.filter(str.isalpha), _YEARS)
def test_words_without_a_number_give_no_day_but_of_whole_and_half_years(text: str, word: str, year: int | None) -> None:
    found = _read(f"{text} {re.sub(r'[0-9]', '', word)}", year)
    if not re.search(r"\bq(?:u[yi])?\W*[il]|\bthang ", fold(found.text.value)):
        ends = {(day.month, day.day) for day in (found.start, found.end) if day}
        assert ends <= {(1, 1), (6, 30), (7, 1), (12, 31)}


def test_a_long_text_is_no_deadline_and_costs_no_time() -> None:
    assert _read("01, " * 100_000 + "5/6").kind is K.NONE


@given(st.integers(1, 31), st.integers(1, 12), st.integers(2000, 2099), st.sampled_from(["/", "-", "."]))
def test_a_day_is_read_as_the_calendar_has_it(day: int, month: int, year: int, mark: str) -> None:
    found = _read(f"Trước ngày {day:02}{mark}{month}{mark}{year}")
    try:
        assert (found.end, found.impossible) == (date(year, month, day), False)
    except ValueError:
        assert (found.end, found.impossible) == (None, True)
