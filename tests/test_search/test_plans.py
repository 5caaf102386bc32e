"""Lists of plans."""

from __future__ import annotations

import pytest

from corpus.model import AgencyType
from corpus.store import PlanFilter
from search import Engine, find_plans


@pytest.mark.parametrize(
    ("query", "stems"),
    [
        ("kiểm lâm", ["chi-cuc-kiem-lam-2026"]),
        ("KIEM LAM 2026", ["chi-cuc-kiem-lam-2026"]),
        ("so-noi-vu-2024.docx", ["so-noi-vu-2024"]),
        ("sông trầm 2022", ["ubnd-huyen-song-tram-2022"]),
        ("không có kế hoạch nào như thế", []),
    ],
)
def test_every_word_must_stand_in_the_title_issuer_or_name(
    torchless_engine: Engine, query: str, stems: list[str]
) -> None:
    assert [plan.id.rpartition("-")[0] for plan in find_plans(torchless_engine.store, query)] == stems


def test_without_words_the_filter_lists_everything_in_the_order_of_ids(torchless_engine: Engine) -> None:
    every = find_plans(torchless_engine.store)
    assert [plan.id for plan in every] == sorted(plan.id for plan in torchless_engine.store.list_plans())
    schools = find_plans(torchless_engine.store, " ", PlanFilter(agency_type=AgencyType.TRUONG))
    assert schools == tuple(plan for plan in every if plan.agency_type is AgencyType.TRUONG)
    assert len(schools) == 3
    assert find_plans(torchless_engine.store, "", PlanFilter(year=1999)) == ()
