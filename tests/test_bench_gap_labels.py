"""The labelled plans and sentences of the gap check: whole, true to what they print, and read by our own parser."""

from __future__ import annotations

import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.frameworks import load_framework
from corpus.model import Layer
from corpus.text import fold
from search.judging.weights import load_weights

BENCH = Path(__file__).parent / "bench"
PLANS = sorted((BENCH / "gaps" / "plans").glob("*.yaml"))
STEPS = tuple(f"S{number:02}" for number in range(1, 30))
CONTRARY = "X01"
_NO_WORD = re.compile(r"[\W_]+")


@pytest.fixture(scope="module")
def bench() -> Iterator[Any]:
    sys.path.insert(0, str(BENCH))
    try:
        yield importlib.import_module("gap_labels")
    finally:
        sys.path.remove(str(BENCH))


@pytest.fixture(scope="module")
def reading(bench: Any) -> Any:  # noqa: ARG001 - it puts the folder of the bench on the path
    return importlib.import_module("gap_reading")


@pytest.fixture(scope="module")
def plans(bench: Any) -> dict[str, Any]:
    return {plan.id: plan for plan in bench.load_gap_plans()}


@pytest.fixture(scope="module")
def sentences(bench: Any) -> tuple[Any, ...]:
    loaded: tuple[Any, ...] = bench.load_sentences()
    return loaded


def words(text: str) -> str:
    return _NO_WORD.sub(" ", fold(text)).strip()


def test_every_step_of_the_framework_is_labelled_in_every_plan(plans: dict[str, Any]) -> None:
    known = {step.id for step in load_framework("khung-101").steps}
    assert known == {*STEPS, CONTRARY}
    for plan in plans.values():
        assert set(plan.labels) - {CONTRARY} == set(STEPS), plan.id
        told = any(slip.code == "CERTIFICATION_BODY_HIRED" for slip in plan.slips)
        assert (CONTRARY in plan.labels) == told, plan.id
        assert {mention.step for mention in plan.mentions} <= known, plan.id


def test_a_fifth_at_least_of_each_is_unseen_and_shares_no_voice(plans: dict[str, Any], sentences: Any) -> None:
    for items in (list(plans.values()), list(sentences)):
        unseen = [item for item in items if item.split == "unseen"]
        assert 0.2 <= len(unseen) / len(items) <= 0.4
        assert not {item.voice for item in unseen} & {item.voice for item in items if item.split == "dev"}
    assert len(plans) >= 179
    assert len({plan.voice[0] for plan in plans.values()}) == 8  # D and U are one hand
    assert len(sentences) >= 620
    kinds = {part: {plan.agency_type for plan in plans.values() if plan.split == part} for part in ("dev", "unseen")}
    assert len(kinds["unseen"]) >= 6
    assert kinds["unseen"] <= kinds["dev"]


def test_a_mention_is_no_evidence_of_the_same_step(plans: dict[str, Any]) -> None:
    for plan in plans.values():
        for mention in plan.mentions:
            cell = plan.labels.get(mention.step)
            assert cell is None or mention.quote not in {item.quote for item in cell.evidence}, (plan.id, mention)


def test_every_verdict_is_met_and_a_real_share_of_plans_has_planted_slips(plans: dict[str, Any]) -> None:
    verdicts = Counter(cell.verdict for plan in plans.values() for cell in plan.labels.values())
    assert set(verdicts) == {"covered", "partial", "missing", "not_applicable", "contrary", "ambiguous"}
    planted = [plan for plan in plans.values() if any(slip.quote for slip in plan.slips)]
    clean = [plan for plan in plans.values() if not any(slip.quote for slip in plan.slips)]
    assert len(planted) >= len(plans) / 2
    assert len(clean) >= 8
    codes = {part: {s.code for p in plans.values() if p.split == part for s in p.slips} for part in ("dev", "unseen")}
    assert codes["unseen"] <= codes["dev"]
    assert len(codes["unseen"]) >= 15


def test_every_step_has_enough_wordings_and_hard_negatives_in_both_parts(sentences: Any) -> None:
    assert len({item.id for item in sentences}) == len(sentences)
    assert len({words(item.text) for item in sentences}) == len(sentences)
    known = {*STEPS, CONTRARY}
    assert {step for item in sentences for step in (*item.steps, *item.near)} <= known
    for step in STEPS:
        planned = Counter(item.split for item in sentences if step in item.steps and item.kind in {"plan", "duty"})
        near = Counter(item.split for item in sentences if step in item.near)
        assert planned.total() >= 12, (step, planned)
        assert planned["unseen"] >= 4, (step, planned)
        assert near.total() >= 8, (step, near)
        assert near["unseen"] >= 2, (step, near)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_parser_reads_every_task_of_a_rendered_plan(reading: Any, plans: dict[str, Any], path: Path) -> None:
    plan = plans[path.stem]
    document, parsed = reading.read_clean(plan)
    read = {words(task.content.value) for task in parsed.plan.main_tasks}
    assert [task.content for task in plan.tasks if words(task.content) not in read] == []
    if plan.tasks:
        assert len(parsed.plan.main_tasks) == len(plan.tasks)
    assert parsed.plan.header.year == plan.year
    assert parsed.plan.header.agency_type == plan.agency_type
    text = words(document.text)
    assert [quote for quote in plan.quotes() if words(quote) not in text] == []


def test_a_plan_is_read_damaged_too(reading: Any, plans: dict[str, Any], tmp_path: Path) -> None:
    plan = plans["sxd-hai-tuong-2024"]
    shop = importlib.import_module("rendering.conditions").Shop(tmp_path, [reading.invented(plan)])
    flat, _ = reading.read_damaged(plan, shop, "flattened-26")
    assert flat.quality.layer is Layer.NATIVE
    # Sentences are broken over lines and cells stand below one another: no quote of a long row is whole any more.
    assert plan.tasks[1].content not in flat.text
    assert words(plan.tasks[1].content) in words(flat.text)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("verdict: covered", "verdict: missing"), "missing with evidence of"),
        (("rel: 2", "rel: 3"), "rel"),
        (("quote: Đánh giá nội bộ toàn bộ các phòng", "quote: Đánh giá ngoài"), "not in the plan"),
        (("id: sxd-hai-tuong-2024", "id: other"), "the id is other"),
    ],
)
def test_a_file_that_breaks_the_schema_is_refused(
    bench: Any, tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    name = "sxd-hai-tuong-2024.yaml"
    text = (BENCH / "gaps" / "plans" / name).read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / name).write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(told)):
        bench.load_gap_plans(tmp_path)


def test_the_judge_that_ships_was_taught_with_these_labels() -> None:
    sys.path.insert(0, str(BENCH))
    try:
        teaching = importlib.import_module("gap_judge_teaching")
    finally:
        sys.path.remove(str(BENCH))
    weights = load_weights("khung-101")
    assert weights is not None
    again = "run: python tests/bench/bench_gap_judge.py --write"
    assert weights.learned_from == teaching.digest_lessons(load_framework("khung-101")), again
