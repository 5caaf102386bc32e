"""The cue language: what a cue matches, what takes a match back, and where the spans stand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.frameworks import Cue, CueMatch, Mention, Reach, Requirement, Step, match_cues, match_step, parse_cue
from corpus.frameworks.cues import WINDOW_WORDS, _match
from corpus.frameworks.phrases import GAP_WORDS, sentences
from corpus.model import AgencyType
from corpus.text import skeleton

SHORT = {"ĐGNB": ["đánh giá nội bộ"], "HTQLCL": ["hệ thống quản lý chất lượng"], "KH&CN": ["khoa học và công nghệ"]}


def cue(*terms: str) -> Cue:
    return parse_cue(terms, SHORT)


def found(text: str, *cues: Cue, tolerant: bool = False) -> list[list[str]]:
    face = skeleton(text)
    matches = match_cues(cues, face.text, tolerant=tolerant)
    return [[text[slice(*face.origin(*span))] for span in match.spans] for match in matches]


def step(cues: list[Cue], counters: list[Cue]) -> Step:
    return Step(
        id="S1",
        group=None,
        title="",
        asks="",
        requirement=Requirement.CONTRARY,
        condition=None,
        condition_cues=(),
        condition_steps=(),
        agencies=(),
        iso_clauses=(),
        legal_sources=(),
        record=None,
        usual_time=None,
        after=(),
        examples=(),
        cues=tuple(cues),
        counter_cues=tuple(counters),
        counters=(),
    )


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        (["đánh giá nội bộ"], "Tổ chức Đánh giá  nội bộ quý III", [["Đánh giá  nội bộ"]]),
        (["đánh giá nội bộ"], "DANH GIA NOI BO", [["DANH GIA NOI BO"]]),
        (["đánh giá nội bộ"], "đánh giá nội bộc", []),
        (["sửa đổi bổ sung"], "sửa đổi, bổ sung quy trình", [["sửa đổi, bổ sung"]]),
        (["đánh giá nội bộ"], "Đánh giá; nội bộ", []),
        (["họp xem xét"], "Tổ chức họp. Xem xét lại", []),
        (["kiểm tra | đôn đốc"], "đôn đốc rồi kiểm tra", [["đôn đốc"], ["kiểm tra"]]),
        (["rà soát ... quy trình"], "Rà soát, sửa đổi các quy trình", [["Rà soát, sửa đổi các quy trình"]]),
        (["rà soát ... quy trình"], "quy trình được rà soát", []),
        (["niêm yết", "bản công bố"], "bản công bố phải được niêm yết", [["niêm yết", "bản công bố"]]),
        (["niêm yết", "bản công bố"], "niêm yết; gửi bản công bố", []),
        (["đánh giá nội bộ"], "ĐGNB lần 1", [["ĐGNB"]]),
        (["hệ thống quản lý chất lượng"], "duy trì HTQLCL", [["HTQLCL"]]),
        (["sở khoa học và công nghệ"], "gửi Sở KH&CN", [["Sở KH&CN"]]),
        (["đào tạo ... quy trình"], "Sở Giáo dục và Đào tạo rà soát quy trình", []),
        (["xây dựng ... quy trình"], "Sở Xây dựng viết quy trình", []),
        (["xây dựng ... quy trình"], "Sở xây dựng, xây dựng quy trình", [["xây dựng quy trình"]]),
        (["đánh giá nội bộ"], "", []),
    ],
)
def test_a_cue_matches_whole_words_of_one_sentence(terms: list[str], text: str, expected: list[list[str]]) -> None:
    assert found(text, cue(*terms)) == expected


def test_a_gap_holds_up_to_its_limit_and_no_more() -> None:
    for words, hits in ((GAP_WORDS, 1), (GAP_WORDS + 1, 0)):
        assert len(found(f"rà soát {'và ' * words}quy trình", cue("rà soát ... quy trình"))) == hits


def test_a_term_counts_only_within_the_window_of_the_first() -> None:
    for words, hits in ((WINDOW_WORDS, 1), (WINDOW_WORDS + 1, 0)):
        assert len(found(f"rà soát {'và ' * words}quy trình", cue("rà soát", "quy trình"))) == hits


def test_a_gap_starts_at_the_nearest_first_piece() -> None:
    text = "đào tạo ISO, đào tạo đánh giá nội bộ"
    assert found(text, cue("đào tạo ... đánh giá nội bộ")) == [["đào tạo đánh giá nội bộ"]]


@pytest.mark.parametrize("terms", [[], [" | "], ["đánh giá", "..."], ["rà soát ... "], ["; ."]])
def test_a_cue_without_words_is_refused(terms: list[str]) -> None:
    with pytest.raises(ValueError, match="no "):
        parse_cue(terms)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Đào tạo chuyên gia đánh giá nội bộ", []),
        ("Đào tạo chuyên gia đánh giá nội bộ; tổ chức đánh giá nội bộ", [44]),
        ("Đào tạo chuyên gia đánh giá nội bộ và tiến hành đánh giá nội bộ", [48]),
        ("Đánh giá nội bộ", [0]),
    ],
)
def test_a_counter_cue_takes_back_only_what_it_overlaps(text: str, kept: list[int]) -> None:
    audit = step([cue("đánh giá nội bộ")], [cue("chuyên gia đánh giá nội bộ")])
    face = skeleton(text)
    assert [face.origin(*match.spans[0])[0] for match in match_step(audit, face.text)] == kept


@pytest.mark.parametrize(
    ("reach", "text", "kept"),
    [
        (Reach.SENTENCE, "Sở đã tổ chức họp, tập huấn và đánh giá nội bộ", False),
        (Reach.SENTENCE, "Sở đã tổ chức họp. Đánh giá nội bộ", True),
        (Reach.SENTENCE, "Đánh giá nội bộ như đã tổ chức", True),
        (Reach.SENTENCE, "Theo quy trình đã tổ chức đánh giá nội bộ", True),
        (Reach.CLAUSE, "Sở đã tổ chức đợt đánh giá nội bộ", False),
        (Reach.CLAUSE, "Sở đã tổ chức họp, đánh giá nội bộ", True),
        (Reach.NEAR, "đã tổ chức xong đợt đánh giá nội bộ", False),
        (Reach.NEAR, "đã tổ chức họp với các phòng rồi đánh giá nội bộ", True),
    ],
)
def test_a_mention_takes_back_what_follows_within_its_reach(reach: Reach, text: str, kept: bool) -> None:
    past = Mention("past", reach, (cue("đã tổ chức"),), (cue("quy trình đã"),))
    audit = step([cue("đánh giá nội bộ")], [])
    assert bool(match_step(audit, skeleton(text).text, mentions=[past])) is kept


@pytest.mark.parametrize(
    ("text", "exact", "tolerant"),
    [
        ("T6 chire dénh gié nôi bd HTQLCL", 0, 1),
        ("đánh giá nội bộ", 1, 1),
        ("định giá nội thất", 0, 0),
        ("đánh giá cán bộ", 0, 0),
        ("kiểm tra đột xuất", 0, 0),
    ],
)
def test_tolerance_finds_bent_phrases_and_not_their_neighbours(text: str, exact: int, tolerant: int) -> None:
    audit = cue("đánh giá nội bộ")
    assert (len(found(text, audit)), len(found(text, audit, tolerant=True))) == (exact, tolerant)


WORDS = st.sampled_from(["Đánh", "giá", "nội", "bộ", "ĐGNB", "quy trình", "rà soát", ",", ";", ". ", "\n", "đã", "iso"])


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_every_span_maps_back_to_the_words_of_its_phrase(text: str) -> None:
    face = skeleton(text)
    for match in match_cues([cue("đánh giá nội bộ"), cue("rà soát", "quy trình")], face.text):
        for span, allowed in zip(match.spans, match.cue.terms, strict=True):
            words = " ".join(skeleton(text[slice(*face.origin(*span))]).text.replace(",", " ").split())
            assert (f" {words} ",) in allowed


@given(st.text(alphabet="abđê .;,…\n", max_size=60), st.booleans())
def test_any_text_can_be_matched(text: str, tolerant: bool) -> None:
    face = skeleton(text)
    for match in match_cues([cue("ab a ... b"), cue("a", "b")], face.text, tolerant=tolerant):
        assert all(0 <= start < end <= len(face.text) for start, end in match.spans)


def test_a_tolerant_reading_loses_no_exact_match() -> None:
    text = "Rà soát quy trình; đánh giá nội bộ, đánh giá nội bộ lần hai"
    cues = [cue("đánh giá nội bộ"), cue("rà soát ... quy trình")]
    exact = {match.spans for match in match_cues(cues, skeleton(text).text)}
    assert exact <= {match.spans for match in match_cues(cues, skeleton(text).text, tolerant=True)}
    assert len(exact) == 3


def test_a_step_without_rows_for_an_agency_does_not_apply_to_it() -> None:
    assert step([], []).applies(AgencyType.SO, date(2026, 1, 1)) is False
    assert step([], []).applies(AgencyType.KHAC) is None


SAID = ["danh", "gia", "noi", "bo", "dao", "tao", "iso", ".", ";", "to", "chuc"]


@given(st.lists(st.sampled_from(SAID), max_size=14).map(" ".join))
def test_leaving_out_cues_whose_first_words_a_sentence_lacks_leaves_out_no_match(text: str) -> None:
    cues = (
        cue("đánh giá ... nội bộ | iso", "tổ chức"),
        cue("đào tạo | tổ chức đánh giá"),
        cue("iso"),
        cue("nội bộ", "iso"),
    )
    every = [CueMatch(one, spans) for part in sentences(text) for one in cues for spans in _match(one, part, False)]
    assert list(match_cues(cues, text)) == every
