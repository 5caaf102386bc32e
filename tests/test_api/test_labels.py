"""How values read on screen."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from api import labels
from corpus.frameworks import Requirement, Strength
from corpus.model import (
    AgencyType,
    Annex,
    CitationRole,
    Deadline,
    Field,
    Frequency,
    Layer,
    Quote,
    Severity,
    Source,
    TimeKind,
)
from search import Verdict

DAY = datetime.date(2024, 3, 5)


def deadline(words, kind, start=None, end=None):
    return Deadline(Field(words, (Quote(words, Source(0, len(words))),)), kind, start, end)


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (None, "chưa rõ"),
        (deadline("Trước 05/3/2024", TimeKind.BY_DATE, None, DAY), "Trước 05/3/2024"),
        (deadline("Trước 5/3/2024", TimeKind.BY_DATE, None, DAY), "Trước 5/3/2024"),
        (deadline("Trước ngày 05/3", TimeKind.BY_DATE, None, DAY), "Trước ngày 05/3 (chậm nhất 05/03/2024)"),
        (deadline("15/3/2024", TimeKind.BY_DATE, None, DAY), "15/3/2024 (chậm nhất 05/03/2024)"),
        (
            deadline("Tháng 3", TimeKind.MONTH, datetime.date(2024, 3, 1), datetime.date(2024, 3, 31)),
            "Tháng 3 (01/03/2024 – 31/03/2024)",
        ),
        (deadline("Từ mùng 5", TimeKind.RANGE, DAY), "Từ mùng 5 (từ 05/03/2024)"),
        (deadline("Hằng tháng", TimeKind.RECURRING), "Hằng tháng (định kỳ)"),
        (deadline("Khi cần", TimeKind.EVENT), "Khi cần"),
    ],
)
def test_a_deadline_reads_in_the_words_of_the_plan_with_the_days_they_mean(time, expected):
    assert labels.show_time(time) == expected


def test_what_a_deadline_rests_on_is_said():
    event = dataclasses.replace(deadline("Sau khi đánh giá", TimeKind.EVENT), reference="p#II.6")
    assert labels.show_time(event) == "Sau khi đánh giá (theo nhiệm vụ II.6)"
    monthly = dataclasses.replace(deadline("Định kỳ tháng", TimeKind.RECURRING), every=Frequency.MONTH)
    assert labels.show_time(monthly) == "Định kỳ tháng (hằng tháng)"
    slip = dataclasses.replace(deadline("31/9/2024", TimeKind.BY_DATE), impossible=True)
    assert labels.show_time(slip) == "31/9/2024 (ngày không có trong lịch)"


def test_a_guess_is_said_to_be_one():
    words = dataclasses.replace(deadline("Théng 3", TimeKind.MONTH).text, guess="Tháng 3")
    assert labels.show_field(words) == "Théng 3 (máy đoán: Tháng 3)"
    assert labels.show_units([words]) == "Théng 3 (máy đoán: Tháng 3)"


def test_an_annex_is_named_with_what_it_says_it_belongs_to():
    def words(text):
        return Field(text, (Quote(text, Source(0, len(text))),))

    annex = Annex(words("PHỤ LỤC"), "I", words("TIẾN ĐỘ"), None, words("41"), words("KH-UBND"), DAY, None, Source(0, 9))
    assert labels.show_annex(annex) == "PHỤ LỤC I – TIẾN ĐỘ (kèm theo văn bản số 41/KH-UBND, 05/03/2024)"
    bare = dataclasses.replace(annex, label=None, title=None, number=None, symbol=None, date=None)
    assert labels.show_annex(bare) == "PHỤ LỤC"


def test_unknown_is_never_blank():
    assert {labels.show_text(None), labels.show_text(""), labels.show_field(None), labels.show_date(None)} == {
        "chưa rõ"
    }
    assert labels.show_units(()) == "không nêu"
    assert labels.show_units((), asked=False) == "chưa rõ"


def test_a_place_names_its_page_where_there_is_one():
    assert labels.show_place(Source(1203, 1260, 2)) == "trang 2, vị trí 1203–1260"
    assert labels.show_place(Source(1203, 1260)) == "vị trí 1203–1260"


def test_every_value_has_a_label():
    for kind, shown in (
        (Verdict, labels.VERDICTS),
        (Requirement, labels.REQUIREMENTS),
        (AgencyType, labels.AGENCY_TYPES),
        (CitationRole, labels.ROLES),
        (Severity, labels.SEVERITIES),
        (Layer, labels.LAYERS),
        (Strength, labels.STRENGTHS),
    ):
        assert set(shown) == set(kind)
        assert len(set(shown.values())) == len(shown)
