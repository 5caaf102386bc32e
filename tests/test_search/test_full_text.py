"""Places of words in the text of a plan."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import InvalidRequest
from corpus.ingest import ingest_file
from corpus.reading import read_document
from corpus.store import PlanFilter, Store, open_store
from corpus.text import fold
from search import find_plans
from search.full_text import find_places, read_question

RUINED = (
    "KE HOACH\nDuy tri hé théng quan ly chat lugng nam 2024\n\nII. NOI DUNG\n"
    "1. To chtrc danh gia ndi bd hé théng quan ly chat lugng cua cac phong chuyén mén thudc Uy ban nhan dan huyén\n"
    "2. Hop xem xét cta lanh dao vé két qua danh gia ndi bd va viéc thyc hién muc tiéu chat lugng trong nam\n"
)
ASKED = (
    "đánh giá nội bộ", "danh gia noi bo", '"họp xem xét của lãnh đạo"', "“xem xet”", "19/2014/QĐ-TTg", "19/2014",
    '"mục tiêu chất lượng" 2024', "kiểm lâm 05/3/2014", "của", "ISO 9001:2015", "quản lý chất lượng quản lý",
)  # fmt: skip
WORDS = ("đánh", "giá", "nội", "bộ", "họp", "xem", "xét", "và", "của", "các", "chất", "lượng", "2024")
QUESTIONS = st.sampled_from(ASKED) | st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUESTIONS, year=st.none() | st.sampled_from([2022, 2024]))
def test_every_hit_shows_exact_passages_and_no_plan_without_a_hit_has_a_place(
    sample_store: Store, query: str, year: int | None
) -> None:
    chosen = PlanFilter(year=year)
    answer = find_plans(sample_store, query, chosen, limit=100)
    sought = read_question(query)
    assert answer.total == len(answer.hits)
    for hit in answer.hits:
        assert hit.places is not None
        document = sample_store.texts.load_document(hit.plan.id)
        assert (hit.places.total > 0) == bool(hit.places.passages)
        assert len(hit.places.passages) <= 3
        for passage in hit.places.passages:
            assert document.slice(passage.source) == passage.raw == passage.raw.strip()
            assert passage.matched
            for word in passage.matched:
                assert passage.source.start <= word.start < word.end <= passage.source.end
            wanted = " ".join(" ".join(part.words) for part in sought if part.kind != "number").split()
            if wanted and not any(part.kind == "number" for part in sought):
                assert {fold(document.slice(word)) for word in passage.matched} <= set(wanted)
        if not hit.places.total:
            names = fold(f"{hit.plan.title} {hit.plan.issuer} {hit.plan.name} {hit.plan.id}")
            assert all(word in names for part in sought for word in part.words)
    hits = {hit.plan.id for hit in answer.hits}
    for plan in sample_store.list_plans(chosen):
        if plan.id not in hits:
            places = [find_places(sample_store.texts.load_document(plan.id), [part]).total for part in sought]
            assert 0 in places, (query, plan.id)


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("Đánh giá nội bộ", [("near", ("danh", "gia", "noi", "bo"), ("đánh", "giá", "nội", "bộ"))]),
        ("danh gia gia", [("near", ("danh", "gia"), None)]),
        ('“họp xem xét” "Hoà giải"', [
            ("phrase", ("hop", "xem", "xet"), ("họp", "xem", "xét")), ("phrase", ("hoa", "giai"), ("hòa", "giải")),
        ]),
        ("theo 19/2014/QĐ-TTg ngày", [
            ("number", ("19x2014xqdxttg",), None), ("near", ("theo", "ngay"), ("theo", "ngày")),
        ]),
        ('"05/KH-UBND"', [("number", ("5xkhxubnd",), None)]),
        ("TCVN ISO 9001:2015", [("near", ("tcvn", "iso", "9001", "2015"), None)]),
        ('5" ngoặc lẻ', [("near", ("5", "ngoac", "le"), ("5", "ngoặc", "lẻ"))]),
    ],
)  # fmt: skip
def test_a_question_is_read_as_phrases_numbers_and_words(query: str, parts: list[Any]) -> None:
    assert [(part.kind, part.words, part.accented) for part in read_question(query)] == parts


def test_operators_of_the_engine_are_words_like_any_other(sample_store: Store) -> None:
    for query in (
        "NOT kế hoạch",
        "a AND b",
        "NEAR(kế hoạch)",
        "names : x*",
        "kế* hoạch",
        '"" kế hoạch',
        "'); DROP",
        "^a -b",
    ):
        answer = find_plans(sample_store, query)
        assert answer.total == len(answer.hits)
    assert find_plans(sample_store, " ".join(f"từ{number}" for number in range(280))).total == 0
    assert len(sample_store.list_plans()) == 15


@pytest.mark.parametrize(
    ("query", "code"), [("?!", "QUERY_EMPTY"), ("“…”", "QUERY_EMPTY"), ("a" * 2001, "QUERY_TOO_LONG")]
)
def test_an_impossible_question_is_refused(sample_store: Store, query: str, code: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        find_plans(sample_store, query)
    assert caught.value.code == code


def test_ruined_text_is_shown_as_found_with_the_guess_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "hong.txt"
    path.write_text(RUINED, "utf-8")
    with closing(open_store(tmp_path / "home")) as store:
        ingest_file(store, path)
        for query in ("đánh giá nội bộ", "danh gia noi bo", "danh gia ndi bd", '"đánh giá nội bộ"'):
            (hit,) = find_plans(store, query).hits
            assert hit.places is not None
            assert hit.places.total == 2
            for passage in hit.places.passages:
                assert passage.raw in RUINED
                assert passage.guess is not None
                assert "đánh giá nội bộ" in passage.guess
            marked = {RUINED[word.start : word.end] for one in hit.places.passages for word in one.matched}
            assert marked == {"danh", "gia", "ndi", "bd"}


def test_places_are_counted_and_the_tightest_are_shown() -> None:
    line = "Đánh giá lại công tác nội bộ. " + "từ " * 120
    document = read_document(f"{line}\n{line}\n{line}\nĐánh giá nội bộ.\n{line}".encode(), "a.txt")
    places = find_places(document, read_question("đánh giá nội bộ"))
    assert places.total == 5
    assert len(places.passages) == 3
    assert any("Đánh giá nội bộ." in passage.raw for passage in places.passages)
    starts = [passage.source.start for passage in places.passages]
    assert starts == sorted(starts)
    assert find_places(document, read_question('"đánh giá nội bộ"')).total == 1


def test_a_passage_tells_its_page(sample_store: Store) -> None:
    pages = {
        passage.source.page
        for hit in find_plans(sample_store, "đánh giá nội bộ", limit=100).hits
        if hit.places and hit.plan.name.endswith(".pdf")
        for passage in hit.places.passages
    }
    assert pages
    assert None not in pages
