"""Which plans are like this one, and by which of their tasks?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import NotFound
from corpus.store import PlanFilter, PlanSummary, StoredPlan
from indexer import Unit
from indexer.units import build_units
from search.alignment import Alignment, align, find_main
from search.comparison import TaskPair, list_family
from search.engine import Engine
from search.nearness import Faces, build_faces, find_pair_band, load_faces
from search.paging import check_page
from search.partners import find_partners
from search.plan_hits import DEFAULT_PLANS, Likeness, PlanHit, PlanHits

# Plans that are aligned with the one asked about: what an answer can hold at most.
MOST_ALIGNED = 50
# Pairs shown as the reason.
MOST_REASONS = 3


@dataclass(frozen=True)
class _Aligned:
    summary: PlanSummary
    faces: Faces
    alignment: Alignment


def find_similar_plans(
    engine: Engine,
    stored: StoredPlan,
    chosen: PlanFilter | None = None,
    *,
    limit: int = DEFAULT_PLANS,
    offset: int = 0,
) -> PlanHits:
    """Finds the plans whose tasks go best with those of a plan, best first, ties by id.

    Each task votes for the plans that have one near it, by its chance; the 50 plans with most votes are aligned with
    the plan, task by task, and ranked by the share of the tasks of both that have a partner
    (:attr:`search.alignment.Alignment.score`). A plan without a pair is no hit. Near-duplicates of the plan are told
    apart (``copies``); of other plans that lie in the store as several files one stands for all.

    Args:
        engine: store, index and model.
        stored: the plan, of the store or just read.
        chosen: plans to look in.
        limit: number of hits at most, from 1.
        offset: number of hits before the first one, from 0.

    Raises:
        InvalidRequest: there is no such page.
        ModelUnavailable: a task was never embedded and the model cannot be loaded.
    """
    check_page(limit, offset)
    chosen = chosen or PlanFilter()
    family = list_family(engine, stored)
    units = build_units(stored)
    own = build_faces(engine, units)
    found = [one for one in _align(engine, own, _choose(engine, units, chosen, family)) if one.alignment.pairs]
    found.sort(key=lambda one: (-one.alignment.score, one.summary.id))
    hits = tuple(_explain(engine, stored, own, one) for one in found[offset : offset + limit])
    known = (_find_summary(engine, plan) for plan in family if plan != stored.plan.id)
    copies = tuple(plan for plan in known if plan is not None)
    return PlanHits("", len(found), hits, offset, limit, stored, copies)


def _choose(engine: Engine, units: tuple[Unit, ...], chosen: PlanFilter, family: tuple[str, ...]) -> list[str]:
    """Chooses the plans that most tasks vote for; of plans that are copies of each other the one with most votes."""
    asked = [units[place] for place in find_main(units)]
    votes: dict[str, float] = defaultdict(float)
    for line in find_partners(engine, asked, chosen, without=family):
        for near in line:
            votes[near.unit.plan] += near.chance
    families = engine.store.cited.load_families()
    first: dict[str, str] = {}
    for plan in sorted(votes, key=lambda plan: (-votes[plan], plan)):
        first.setdefault(families.of(plan), plan)
    return list(first.values())[:MOST_ALIGNED]


def _align(engine: Engine, own: Faces, plans: list[str]) -> Iterator[_Aligned]:
    if not plans:
        return
    faces = load_faces(engine, engine.positions_of(plans))
    rows: dict[str, list[int]] = defaultdict(list)
    for row, unit in enumerate(faces.units):
        rows[unit.plan].append(row)
    for plan in plans:
        summary = _find_summary(engine, plan)
        if summary is not None:  # else deleted since the index was built
            its = faces.take(rows[plan])
            yield _Aligned(summary, its, align(own, its))


def _explain(engine: Engine, stored: StoredPlan, own: Faces, found: _Aligned) -> PlanHit:
    tasks = {task.id: task for task in engine.store.load_plan(found.summary.id).plan.tasks}
    reasons: list[TaskPair] = []
    for pair in sorted(found.alignment.pairs, key=lambda pair: (-pair.chance, pair.first)):
        one, other = own.units[pair.first], found.faces.units[pair.second]
        if len(reasons) < MOST_REASONS and other.id in tasks:
            band = find_pair_band(one, other, pair.chance, own.calibration)
            reasons.append(TaskPair(stored.plan.tasks[pair.first], tasks[other.id], pair.chance, band))
    aligned = found.alignment
    likeness = Likeness(len(aligned.pairs), aligned.first_share, aligned.second_share, tuple(reasons))
    return PlanHit(found.summary, aligned.score, likeness)


def _find_summary(engine: Engine, plan_id: str) -> PlanSummary | None:
    try:
        return engine.plan_summary(plan_id)
    except NotFound:
        return None
