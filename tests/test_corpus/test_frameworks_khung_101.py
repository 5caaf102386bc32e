"""The shipped framework: its steps, its law, and whether its wording tells a step from its neighbours."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.frameworks import CounterKind, Framework, Requirement, Step, Strength, load_framework, match_step
from corpus.model import AgencyType
from corpus.text import fold, normalise, skeleton

LEGAL = Path(__file__).resolve().parents[2].parent / "shared" / "legal"
TEXTS = {
    "QĐ 19/2014/QĐ-TTg": "001_qd-19-2014-qd-ttg.txt",
    "TT 26/2014/TT-BKHCN": "002_tt-26-2014-tt-bkhcn.txt",
}
KHUNG = load_framework("khung-101")
STEPS = {step.id: step for step in KHUNG.steps}


def matched(step: Step, text: str) -> tuple[str, ...]:
    face = skeleton(text)
    found = match_step(step, face.text, mentions=KHUNG.mentions)
    return tuple(text[slice(*face.origin(*span))] for match in found for span in match.spans)


def worded(kind: str) -> list[tuple[str, str]]:
    return [(step.id, text) for step in KHUNG.steps for text in getattr(step, kind)]


def test_it_holds_29_steps_and_one_contrary_rule() -> None:
    assert list(STEPS) == [f"S{number:02}" for number in range(1, 30)] + ["X01"]
    contrary = [step.id for step in KHUNG.steps if step.requirement is Requirement.CONTRARY]
    assert contrary == ["X01"]


def test_its_groups_are_the_four_phases_in_order() -> None:
    assert [group.title.split()[0] for group in KHUNG.groups] == ["Xây", "Áp", "Công", "Duy"]
    assert {step.group for step in KHUNG.steps} == {None, *(group.id for group in KHUNG.groups)}


def test_it_says_that_the_annex_was_not_read_and_marks_what_rests_on_it() -> None:
    unread = {source.document for source in KHUNG.sources if not source.read}
    assert "QĐ 101/QĐ-BKHCN@2019" in unread
    assert any("101/QĐ-BKHCN" in note for note in KHUNG.notes)
    for step in KHUNG.steps:
        for source in step.legal_sources:
            assert source.document in {known.document for known in KHUNG.sources}
            assert (source.strength is Strength.INFERRED) or source.document not in unread


def test_steps_without_a_legal_source_are_the_ones_only_the_standard_or_custom_asks_for() -> None:
    assert {step.id for step in KHUNG.steps if not step.legal_sources} == {"S05", "S28"}
    assert {step.id for step in KHUNG.steps if not step.iso_clauses} == {"S21", "S22", "S25", "X01"}


@pytest.mark.skipif(not LEGAL.is_dir(), reason="không có văn bản luật: quotations were not compared with the law")
def test_every_quotation_stands_in_the_law_word_for_word() -> None:
    law = {key: normalise((LEGAL / name).read_text(encoding="utf-8")) for key, name in TEXTS.items()}
    quotes = [(s.id, q.document, q.quote) for s in KHUNG.steps for q in s.legal_sources if q.quote is not None]
    assert len(quotes) >= 15
    assert [(step, quote) for step, document, quote in quotes if normalise(quote) not in law[document]] == []


@pytest.mark.parametrize(
    ("agency", "day", "expected"),
    [
        (AgencyType.UBND_HUYEN, date(2025, 6, 30), True),
        (AgencyType.UBND_HUYEN, date(2025, 7, 1), False),
        (AgencyType.UBND_XA, date(2025, 7, 1), True),
        (AgencyType.SO, None, True),
        (AgencyType.KHAC, date(2026, 1, 1), None),
    ],
)
def test_no_step_applies_to_a_district_after_june_2025(
    agency: AgencyType, day: date | None, expected: bool | None
) -> None:
    assert {step.applies(agency, day) for step in KHUNG.steps} == {expected}


def test_the_order_of_the_law_is_kept() -> None:
    """QĐ 19/2014 Điều 4: áp dụng, đánh giá nội bộ, xem xét, xác nhận, công bố, thông báo."""
    chain = ["S15", "S19", "S20", "S21", "S22", "S23"]
    for first, second in pairwise(chain):
        assert first in STEPS[second].after


@pytest.mark.parametrize(("step_id", "text"), worded("examples"))
def test_an_example_is_found_as_its_step(step_id: str, text: str) -> None:
    assert matched(STEPS[step_id], text)


@pytest.mark.parametrize(("step_id", "text"), worded("counter_examples"))
def test_a_counter_example_is_not_found_as_the_step(step_id: str, text: str) -> None:
    assert matched(STEPS[step_id], text) == ()


@pytest.mark.parametrize(
    ("step_id", "other", "text"),
    [(step.id, c.step, c.text) for step in KHUNG.steps for c in step.counters if c.kind is CounterKind.OTHER_STEP],
)
def test_a_sentence_of_another_step_is_found_as_that_one(step_id: str, other: str, text: str) -> None:
    assert other != step_id
    assert matched(STEPS[other], text)


def test_every_step_tells_a_past_report_a_purpose_and_another_step_from_itself() -> None:
    kinds = {step.id: {counter.kind for counter in step.counters} for step in KHUNG.steps}
    wanted = {CounterKind.PAST, CounterKind.PURPOSE, CounterKind.OTHER_STEP}
    assert {step: wanted - found for step, found in kinds.items() if wanted - found} == {}


def test_a_part_is_worded_otherwise_than_the_step_and_reads_after_moi_neu() -> None:
    for step in KHUNG.steps:
        wordings = [fold(text) for part in step.parts for text in part.examples]
        assert len(set(wordings)) == len(wordings), step.id
        assert not set(wordings) & {fold(text) for text in step.examples}, step.id
        for part in step.parts:
            assert part.has[0].islower(), step.id
            assert part.lacks[0].islower(), step.id
            assert not part.lacks.endswith("."), step.id


def test_steps_that_show_a_condition_need_it_themselves_or_announce() -> None:
    """Công bố lại đi cùng xác nhận, thông báo; đánh giá thực trạng chỉ có khi xây dựng mới hoặc mở rộng."""
    shown = {step.id: step.condition_steps for step in KHUNG.steps if step.condition_steps}
    assert shown == {"S21": ("S08", "S22"), "S22": ("S08",), "S23": ("S08", "S22")}


def test_phases_rest_on_their_clause_of_article_4() -> None:
    clauses = [[(s.document, s.clause) for s in group.legal_sources] for group in KHUNG.groups]
    assert clauses == [[("QĐ 19/2014/QĐ-TTg", f"Điều 4 khoản {number}")] for number in (1, 2, 3, 4)]


def test_every_step_names_its_record_and_its_usual_time() -> None:
    assert [step.id for step in KHUNG.steps if not (step.record and step.usual_time)] == ["X01"]


def test_every_step_has_enough_different_wordings() -> None:
    for step in KHUNG.steps:
        assert 4 <= len({fold(text) for text in step.examples}) == len(step.examples) <= 8, step.id
        assert len(step.counter_examples) >= 3, step.id
        lengths = sorted(len(text.split()) for text in step.examples)
        assert lengths[0] <= 10, step.id
        assert lengths[-1] >= 16, step.id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đào tạo chuyên gia đánh giá nội bộ", {"S10"}),
        ("Tổ chức đánh giá nội bộ", {"S19"}),
        ("Đánh giá thực trạng áp dụng HTQLCL", {"S08"}),
        ("Khắc phục sau đánh giá nội bộ", {"S17"}),
        ("Theo dõi việc thực hiện mục tiêu chất lượng", {"S18"}),
        ("Xây dựng mục tiêu chất lượng", {"S07"}),
        ("Ban hành chính sách chất lượng", {"S06"}),
        ("Xây dựng quy trình mới", {"S11"}),
        ("Sửa đổi, bổ sung quy trình", {"S12"}),
        ("Thực hiện đúng các quy trình đã được phê duyệt", {"S15"}),
        ("Trình UBND tỉnh công bố thủ tục hành chính", set()),
        ("Công bố lại hệ thống quản lý chất lượng", {"S22"}),
        ("Niêm yết bản công bố hệ thống quản lý chất lượng tại trụ sở", {"S23"}),
        ("Báo cáo kết quả áp dụng HTQLCL về Sở Khoa học và Công nghệ", {"S24"}),
        ("Tổng kết công tác ISO, bình xét thi đua", {"S28"}),
        ("Chấp hành việc kiểm tra của Sở Khoa học và Công nghệ", {"S25"}),
        ("Kiểm tra, đôn đốc các phòng thực hiện kế hoạch", {"S18"}),
        ("Giám đốc xác nhận hiệu lực của HTQLCL", {"S21"}),
        ("Thuê tổ chức chứng nhận đánh giá, cấp giấy chứng nhận ISO 9001:2015", {"X01"}),
        ("Cơ quan không thuê tổ chức chứng nhận đánh giá hệ thống", set()),
        ("Năm 2025, Sở đã tổ chức đánh giá nội bộ, họp xem xét của lãnh đạo và báo cáo kết quả áp dụng ISO.", set()),
        ("Sở Khoa học và Công nghệ tổ chức đánh giá nội bộ", {"S19"}),
        ("Sở Giáo dục và Đào tạo tổ chức đánh giá nội bộ HTQLCL", {"S19"}),
        ("Sở Giáo dục và Đào tạo xây dựng quy trình mới", {"S11"}),
        ("Sở Xây dựng áp dụng các quy trình ISO", {"S15"}),
    ],
)
def test_a_step_is_told_from_its_neighbours(text: str, expected: set[str]) -> None:
    assert {step.id for step in KHUNG.steps if matched(step, text)} == expected


def test_the_matched_words_are_words_of_the_passage() -> None:
    text = "Ban Chỉ đạo tổ chức\nĐánh giá  nội bộ trong quý III"
    assert matched(STEPS["S19"], text) == ("Đánh giá  nội bộ",)


def confusions(framework: Framework) -> list[tuple[str, str, str]]:
    return [
        (step.id, other.id, text)
        for step in framework.steps
        for text in step.examples
        for other in framework.steps
        if other.id != step.id and matched(other, text)
    ]


def test_the_examples_of_a_step_seldom_look_like_another_step() -> None:
    total = sum(len(step.examples) for step in KHUNG.steps)
    found = confusions(KHUNG)
    assert len(found) <= 0.08 * total, found
