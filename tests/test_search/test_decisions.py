"""A person decides: verdicts laid over the machine's, both kept, and only while the step asks the same."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InvalidRequest, NotFound
from corpus.frameworks import Framework, Requirement, load_framework
from corpus.model import AgencyType, Decision, Verdict
from corpus.parsing import parse_plan
from corpus.reading import read_document
from corpus.store import PlanDecision, StoredPlan
from search import (
    DecisionState,
    GapReport,
    StepVerdict,
    apply_decisions,
    build_decision,
    preview_decisions,
)
from search.decisions import LONGEST_NAME, LONGEST_REASON, possible_verdicts

KHUNG = load_framework("khung-101")
WHEN = datetime.datetime(2026, 3, 1, 8, 0, tzinfo=datetime.UTC)


def build_report(framework: Framework = KHUNG) -> GapReport:
    """A report in which the machine finds nothing."""
    document = read_document("KẾ HOẠCH\nDuy trì hệ thống quản lý chất lượng".encode(), "p.txt")
    parsed = parse_plan(document, "p")
    items = tuple(StepVerdict(step, Verdict.MISSING, 0.9, (), (), ("Không thấy.",)) for step in framework.steps)
    return GapReport(framework, StoredPlan(parsed.plan, document, ()), AgencyType.SO, items, ())


def decide(step: str, verdict: Verdict = Verdict.COVERED, report: GapReport | None = None) -> Decision:
    return build_decision(report or build_report(), step, verdict, reason="Có ở mục III.", who="Thanh tra", when=WHEN)


def change_step(step_id: str, **values: object) -> Framework:
    steps = tuple(replace(step, **values) if step.id == step_id else step for step in KHUNG.steps)
    return replace(KHUNG, version="9.9.9", steps=steps)


def test_a_persons_verdict_stands_and_the_machines_is_kept() -> None:
    report = apply_decisions(build_report(), [decide("S19")])
    item = next(item for item in report.items if item.step.id == "S19")
    assert (item.verdict, item.standing) == (Verdict.MISSING, Verdict.COVERED)
    assert item.reasons == ("Không thấy.",)
    assert item.human is not None
    assert item.human.decision.machine is Verdict.MISSING
    assert item.human.decision.version == KHUNG.version
    assert report.summary[Verdict.COVERED] == 1
    assert report.summary[Verdict.MISSING] == len(KHUNG.steps) - 1
    others = [item for item in report.items if item.step.id != "S19"]
    assert all(item.human is None and item.standing is item.verdict for item in others)


def test_the_latest_decision_counts_and_other_frameworks_do_not() -> None:
    made = [decide("S19"), decide("S19", Verdict.PARTIAL), replace(decide("S19"), framework="van-thu")]
    report = apply_decisions(build_report(), made)
    assert {item.step.id: item.standing for item in report.items}["S19"] is Verdict.PARTIAL
    assert report.dropped == ()


@pytest.mark.parametrize(
    "values",
    [
        {"asks": "Tổ chức đánh giá nội bộ hai lần một năm."},
        {"title": "Đánh giá nội bộ và tự đánh giá"},
        {"requirement": Requirement.OPTIONAL},
    ],
)
def test_a_step_that_asks_otherwise_needs_review_and_is_not_silently_decided(values: dict[str, object]) -> None:
    report = apply_decisions(build_report(change_step("S19", **values)), [decide("S19"), decide("S20")])
    items = {item.step.id: item for item in report.items}
    human = items["S19"].human
    assert human is not None
    assert human.state is DecisionState.NEEDS_REVIEW
    assert items["S19"].standing is Verdict.MISSING
    assert human.decision.asked.asks == KHUNG.step("S19").asks  # type: ignore[union-attr]
    assert items["S20"].standing is Verdict.COVERED
    assert report.summary[Verdict.COVERED] == 1


@pytest.mark.parametrize("values", [{"cues": ()}, {"examples": ("Khác",)}, {"note": "Mới."}, {"counters": ()}])
def test_words_for_the_machine_may_change_under_a_decision(values: dict[str, object]) -> None:
    report = apply_decisions(build_report(change_step("S19", **values)), [decide("S19")])
    assert {item.step.id: item.standing for item in report.items}["S19"] is Verdict.COVERED


def test_a_decision_on_a_step_that_is_gone_is_shown_apart() -> None:
    fewer = replace(KHUNG, steps=tuple(step for step in KHUNG.steps if step.id != "S19"))
    report = apply_decisions(build_report(fewer), [decide("S19"), decide("S20")])
    assert [(one.decision.step, one.state) for one in report.dropped] == [("S19", DecisionState.DROPPED)]
    assert report.summary[Verdict.COVERED] == 1


def test_an_upgrade_is_previewed() -> None:
    made = [PlanDecision("p", decide("S19")), PlanDecision("p", decide("S20")), PlanDecision("q", decide("S21"))]
    new = change_step("S19", asks="Khác hẳn.")
    new = replace(new, steps=tuple(step for step in new.steps if step.id != "S21"))
    fates = preview_decisions(new, made)
    assert [(fate.plan, fate.decision.step, fate.state) for fate in fates] == [
        ("p", "S19", DecisionState.NEEDS_REVIEW),
        ("p", "S20", DecisionState.STANDS),
        ("q", "S21", DecisionState.DROPPED),
    ]
    assert {fate.state for fate in preview_decisions(KHUNG, made)} == {DecisionState.STANDS}


@pytest.mark.parametrize(
    ("step", "verdict", "reason", "who"),
    [
        ("S19", Verdict.COVERED, " ", "A"),
        ("S19", Verdict.COVERED, "Vì thế.", "\n"),
        ("S19", Verdict.COVERED, "x" * (LONGEST_REASON + 1), "A"),
        ("S19", Verdict.COVERED, "Vì thế.", "x" * (LONGEST_NAME + 1)),
        ("S19", Verdict.CONTRARY, "Vì thế.", "A"),
        ("X01", Verdict.COVERED, "Vì thế.", "A"),
        ("X01", Verdict.MISSING, "Vì thế.", "A"),
    ],
)
def test_what_cannot_be_decided_is_refused(step: str, verdict: Verdict, reason: str, who: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        build_decision(build_report(), step, verdict, reason=reason, who=who, when=WHEN)
    assert caught.value.code == "DECISION_INVALID"


def test_a_time_without_zone_and_an_unknown_step_are_refused() -> None:
    with pytest.raises(InvalidRequest):
        build_decision(build_report(), "S19", Verdict.COVERED, reason="a", who="b", when=WHEN.replace(tzinfo=None))
    with pytest.raises(NotFound) as caught:
        decide("S99")
    assert caught.value.code == "STEP_NOT_FOUND"


def test_a_contrary_rule_may_be_cleared_by_a_person() -> None:
    report = apply_decisions(build_report(), [decide("X01", Verdict.NOT_APPLICABLE)])
    assert report.items[-1].standing is Verdict.NOT_APPLICABLE


@given(st.lists(st.tuples(st.sampled_from([step.id for step in KHUNG.steps]), st.integers(0, 4)), max_size=12))
def test_the_summary_counts_every_step_once_and_no_machine_verdict_is_lost(made: list[tuple[str, int]]) -> None:
    report = build_report()
    decisions = []
    for step_id, number in made:
        step = KHUNG.step(step_id)
        assert step is not None
        possible = possible_verdicts(step)
        decisions.append(decide(step_id, possible[number % len(possible)], report))
    decided = apply_decisions(report, decisions)
    assert sum(decided.summary.values()) == len(KHUNG.steps)
    assert [replace(item, human=None) for item in decided.items] == list(report.items)
    last = {decision.step: decision.verdict for decision in decisions}
    assert {item.step.id: item.standing for item in decided.items if item.human} == last
    assert apply_decisions(decided, decisions) == decided
