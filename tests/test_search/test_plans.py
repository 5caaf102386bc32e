"""Lists of plans."""

from __future__ import annotations

import pytest

from corpus.model import AgencyType
from corpus.store import PlanFilter, PlanSummary
from search import Engine, PlanHits, find_plans


def listed(answer: PlanHits) -> tuple[PlanSummary, ...]:
    return tuple(hit.plan for hit in answer.hits)


@pytest.mark.parametrize(
    ("query", "stem"),
    [
        ("kiểm lâm", "chi-cuc-kiem-lam-2026"),
        ("KIEM LAM 2026", "chi-cuc-kiem-lam-2026"),
        ("so-noi-vu-2024.docx", "so-noi-vu-2024"),
        ("sông trầm 2022", "ubnd-huyen-song-tram-2022"),
    ],
)
def test_the_plan_whose_title_issuer_or_name_holds_the_words_comes_first(
    torchless_engine: Engine, query: str, stem: str
) -> None:
    answer = find_plans(torchless_engine.store, query)
    assert answer.hits[0].plan.id.rpartition("-")[0] == stem
    scores = [hit.score or 0 for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert find_plans(torchless_engine.store, "không có kế hoạch nào như thế cả").hits == ()


def test_without_words_the_filter_lists_everything_in_the_order_of_ids(torchless_engine: Engine) -> None:
    every = listed(find_plans(torchless_engine.store))
    assert [plan.id for plan in every] == sorted(plan.id for plan in torchless_engine.store.list_plans())
    schools = find_plans(torchless_engine.store, " ", PlanFilter(agency_type=AgencyType.TRUONG))
    assert listed(schools) == tuple(plan for plan in every if plan.agency_type is AgencyType.TRUONG)
    assert len(schools.hits) == schools.total == 3
    assert find_plans(torchless_engine.store, "", PlanFilter(year=1999)).hits == ()


@pytest.mark.parametrize("query", ["", "huyện"])
@pytest.mark.parametrize("size", [1, 2, 4])
def test_pages_of_plans_hold_each_plan_once(torchless_engine: Engine, query: str, size: int) -> None:
    whole = find_plans(torchless_engine.store, query)
    pages = [find_plans(torchless_engine.store, query, limit=size, offset=at) for at in range(0, whole.total, size)]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert len({hit.plan.id for hit in whole.hits}) == whole.total
    assert {page.total for page in pages} == {whole.total}
    beyond = find_plans(torchless_engine.store, query, limit=size, offset=whole.total)
    assert (beyond.hits, beyond.total) == ((), whole.total)
