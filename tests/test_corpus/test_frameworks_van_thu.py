"""The second framework that ships: another kind of plan, other steps, its own law; the code knows neither."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.frameworks import CounterKind, Strength, find_framework, load_framework, match_step
from corpus.model import AgencyType
from corpus.text import fold, normalise, skeleton

LEGAL = Path(__file__).resolve().parents[2].parent / "shared" / "legal" / "011_nd-30-2020-nd-cp-toan-van.txt"
KHUNG = load_framework("van-thu-30")
EXAMPLES = [(step.id, text) for step in KHUNG.steps for text in step.examples]


def steps_of(text: str) -> set[str]:
    face = skeleton(text).text
    return {step.id for step in KHUNG.steps if match_step(step, face, mentions=KHUNG.mentions)}


def test_every_step_has_its_law_its_wording_and_its_look_alikes() -> None:
    assert [step.id for step in KHUNG.steps] == [f"V{number:02}" for number in range(1, 15)]
    for step in KHUNG.steps:
        assert step.legal_sources, step.id
        assert len({fold(text) for text in step.examples}) >= 4, step.id
        kinds = {counter.kind for counter in step.counters}
        assert kinds >= {CounterKind.PAST, CounterKind.PURPOSE, CounterKind.OTHER_STEP}, step.id
    quoted = [source for step in KHUNG.steps for source in step.legal_sources if source.strength is Strength.QUOTED]
    assert len(quoted) >= 12


@pytest.mark.skipif(not LEGAL.is_file(), reason="không có văn bản luật: quotations were not compared with the law")
def test_every_quotation_stands_in_the_decree_word_for_word() -> None:
    law = re.sub(r"\s+", " ", normalise(LEGAL.read_text(encoding="utf-8")))
    quotes = [(step.id, source.quote) for step in KHUNG.steps for source in step.legal_sources if source.quote]
    assert [(step, quote) for step, quote in quotes if normalise(quote) not in law] == []


@pytest.mark.parametrize(("step_id", "text"), EXAMPLES)
def test_an_example_is_found_as_its_step(step_id: str, text: str) -> None:
    assert step_id in steps_of(text)


def test_few_examples_are_found_as_another_step_too() -> None:
    others = Counter((step_id, other) for step_id, text in EXAMPLES for other in steps_of(text) if other != step_id)
    assert others.total() <= len(EXAMPLES) // 10, others


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tập huấn kỹ năng lập hồ sơ công việc", {"V10"}),
        ("Kiểm tra việc lập hồ sơ của các phòng", {"V12"}),
        ("Lập hồ sơ công việc theo Danh mục hồ sơ", {"V07"}),
        ("Năm 2025, các phòng đã giao nộp hồ sơ và đã được tập huấn về văn thư.", set()),
        ("Nhằm nâng cao chất lượng công tác văn thư", set()),
        ("Đánh giá nội bộ hệ thống quản lý chất lượng", set()),
    ],
)
def test_a_step_is_told_from_its_neighbours(text: str, expected: set[str]) -> None:
    assert steps_of(text) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Công tác văn thư, lưu trữ năm 2026 của UBND xã Hòa Lạc Trung", "van-thu-30"),
        ("Thực hiện công tác văn thư năm 2025", "van-thu-30"),
        ("Duy trì, cải tiến hệ thống quản lý chất lượng theo TCVN ISO 9001:2015 năm 2026", "khung-101"),
        ("Áp dụng ISO 9001:2015 trong công tác văn thư", "khung-101"),  # of two subjects: the default
        ("Phòng cháy, chữa cháy năm 2026", "khung-101"),
        ("", "khung-101"),
        (None, "khung-101"),
    ],
)
def test_the_title_of_a_plan_chooses_its_framework(title: str | None, expected: str) -> None:
    assert find_framework(title).id == expected


def test_every_kind_of_state_agency_must_do_its_steps() -> None:
    bound = {step.applies(agency) for step in KHUNG.steps for agency in (AgencyType.SO, AgencyType.UBND_XA)}
    assert bound == {True}
    assert KHUNG.bases[0].document == "NĐ 30/2020/NĐ-CP"
