"""The slips that the bench of citation checks plants: each changes what is printed, and names what is printed."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.frameworks import load_framework

BENCH = Path(__file__).parent / "bench"
# Every code of search/citations; a missing basis is a paragraph taken away, which the truth of the draft tells.
CODES = {
    "BASIS_MISSING",
    "CITATION_AFTER_PLAN",
    "CITATION_DATE_DIFFERS",
    "CITATION_DATE_IMPOSSIBLE",
    "CITATION_DUPLICATE",
    "CITATION_FORM",
    "CITATION_ISSUER_DIFFERS",
    "CITATION_SUPERSEDED",
    "CITATION_SUSPENDED",
    "CITATION_YEAR_DIFFERS",
    "STANDARD_EDITION",
}


@pytest.fixture(scope="module")
def bench() -> Iterator[Any]:
    sys.path.insert(0, str(BENCH))
    try:
        yield importlib.import_module
    finally:
        sys.path.remove(str(BENCH))


def test_the_samples_hold_slips_of_every_code_and_print_them(bench: Any) -> None:
    slips, truth = bench("planted_slips"), bench("check_truth")
    framework, planted = load_framework("khung-101"), Counter[str]()
    for plan in bench("rendering.labelled").sample_plans():
        for draft in slips.plant_slips(plan):
            assert draft.plan.body != plan.body or "CITATION_SUSPENDED" in {slip.code for slip in draft.slips}
            printed = "\n".join(item.p for item in draft.plan.body if item.p)
            for slip in draft.slips:
                assert slip.subject == "line ends" or slip.subject.partition(" ")[2] in printed
            before = truth.plan_truth(plan, set(), framework).owed
            planted.update(slip.code for slip in truth.draft_truth(draft, set(), framework).owed - before)
    assert set(planted) == CODES


def test_a_basis_printed_with_a_wrong_year_is_not_missing(bench: Any) -> None:
    truth, framework = bench("check_truth"), load_framework("khung-101")
    plans = {plan.id: plan for plan in bench("rendering.labelled").sample_plans()}
    missing = truth.plan_truth(plans["ubnd-huyen-song-tram-2022"], set(), framework).owed
    assert "TT 26/2014/TT-BKHCN" not in {slip.subject for slip in missing}


def test_every_label_names_a_plan_and_a_code(bench: Any) -> None:
    known = {path.stem for path in (BENCH / "plans").glob("*.yaml")}
    known |= {plan.id for plan in bench("rendering.labelled").sample_plans()}
    for plan, slips in bench("check_truth").load_labels().items():
        assert plan in known
        assert {slip.code for slip in slips} <= CODES
