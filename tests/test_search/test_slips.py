"""Slips as offices make them when they copy a plan, and what only looks like one: all rows of ``slip_cases.tsv``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.model import Severity
from corpus.store import Store, open_store
from search import Check

from .slip_plans import OFFICES, SLOTS, Case, load_cases, write_plan
from .test_plan_checks import check

CASES = load_cases()
# Codes that tell a slip of the table, where they are not the slip's own.
CODES = {
    "LEFTOVER_YEAR": {"LEFTOVER_YEAR", "DEADLINE_OUTSIDE_YEAR"},
    "DEADLINE_OUTSIDE_YEAR": {"DEADLINE_OUTSIDE_YEAR", "IMPOSSIBLE_DATE"},
    "THIRD_PARTY_CERTIFICATION": {"CONTRARY_RULE"},
    "ORDER_TRAINING_AFTER_AUDIT": {"ORDER_REVERSED"},
    "ORDER_REVIEW_BEFORE_AUDIT": {"ORDER_REVERSED"},
    "ORDER_DECLARE_BEFORE_CONFIRM": {"ORDER_REVERSED"},
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("slips"))
    yield opened
    opened.close()


def codes_of(case: Case) -> set[str]:
    return CODES.get(case.code, {case.code})


def find(store: Store, case: Case) -> list[Check]:
    found = check(store, write_plan(case.plan, case.slot, case.text))
    return [one for one in found if one.code in codes_of(case)]


def test_the_table_is_well_formed() -> None:
    assert len(CASES) == len(set(CASES))
    assert {case.told for case in CASES} == {"yes", "no", "hint", "missed"}
    assert {case.plan for case in CASES} <= set(OFFICES)
    assert {case.slot for case in CASES} <= SLOTS
    for code in {case.code for case in CASES}:
        of_code = [case.told for case in CASES if case.code == code]
        assert min(of_code.count("yes"), of_code.count("no")) >= 10, code


@pytest.mark.parametrize("plan", OFFICES)
def test_a_plan_of_each_office_has_none_of_these_slips(store: Store, plan: str) -> None:
    codes = set.union(*(codes_of(case) for case in CASES))
    assert [one for one in check(store, write_plan(plan)) if one.code in codes] == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.told == "yes"], ids=lambda case: f"{case.code}-{case.plan}"
)
def test_a_slip_is_told(store: Store, case: Case) -> None:
    assert find(store, case), case.text


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.told == "no"], ids=lambda case: f"{case.code}-{case.plan}"
)
def test_a_look_alike_is_not_told(store: Store, case: Case) -> None:
    assert find(store, case) == [], case.text


@pytest.mark.parametrize("case", [case for case in CASES if case.told == "hint"], ids=lambda case: case.code)
def test_what_may_be_meant_is_one_hint(store: Store, case: Case) -> None:
    (one,) = find(store, case)
    assert one.severity is Severity.INFO


@pytest.mark.parametrize("case", [case for case in CASES if case.told == "missed"], ids=lambda case: case.code)
def test_what_is_missed_is_known(store: Store, case: Case) -> None:
    assert find(store, case) == [], "told now: mark it yes"
