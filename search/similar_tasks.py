"""Who else has this task? Tasks similar to a task of the store."""

from __future__ import annotations

from corpus.errors import NotFound
from corpus.store import PlanFilter, StoredPlan
from corpus.text import fold
from indexer import Unit
from indexer.units import build_units
from search.candidates import Candidate, ask_as_it_stands, find_candidates
from search.engine import Engine
from search.filters import TaskFilter
from search.nearness import build_faces, compare, find_pair_band, load_faces
from search.paging import DEFAULT_LIMIT, check_page
from search.tasks import FoundUnit, TaskHits, TaskLoader, TaskOfPlan

# Tasks of the index that are compared with the one asked about: what an answer can hold at most.
MOST_SIMILAR = 200


def find_similar_tasks(
    engine: Engine,
    reference: str,
    chosen: PlanFilter | TaskFilter | None = None,
    *,
    limit: int = DEFAULT_LIMIT,
    offset: int = 0,
) -> TaskHits:
    """Finds the tasks nearest to a task, by its own words and its stored vector; ties in the order of ids.

    Left out are the task itself, tasks of its plan that say the same, and every near-duplicate of its plan (the same
    plan in another file). The 200 tasks that share most with it are compared one by one; those below the lowest band
    are no hits. ``score`` is the calibrated chance of the pair; without calibration every one of them is a hit, by the
    fused score.

    Args:
        engine: store, index and model.
        reference: id of the task, or name of its plan, ``#`` and the number of the task in it.
        chosen: plans or tasks to look in.
        limit: number of hits at most, from 1.
        offset: number of hits before the first one, from 0.

    Raises:
        NotFound: no such plan or task (``PLAN_NOT_FOUND``, ``TASK_NOT_FOUND``).
        InvalidRequest: the plan's name fits several, a filter holds no letter or digit, or there is no such page.
    """
    check_page(limit, offset)
    stored, unit = load_task(engine, reference)
    own = stored.plan.id
    like = TaskOfPlan(next(task for task in stored.plan.tasks if task.id == unit.id), engine.plan_summary(own))
    words, wanted = fold(unit.text), engine.select(TaskFilter.of(chosen))
    gone = engine.positions_of(engine.store.find_similar(own))
    candidates = [
        candidate
        for candidate in find_candidates(engine, unit, wanted, most=MOST_SIMILAR, gone=gone)
        if candidate.unit.plan != own or (candidate.unit.id != unit.id and fold(candidate.unit.text) != words)
    ]
    found = _order_pairs(engine, unit, candidates)
    page = TaskLoader(engine).load_page(ask_as_it_stands(unit), found, limit, offset)
    filtered = len(engine.index.view.select(wanted))
    return TaskHits(like.task.content.value, len(found) - page.gone, page.hits, None, offset, limit, like, filtered)


def load_task(engine: Engine, reference: str) -> tuple[StoredPlan, Unit]:
    """Loads a task as the index would hold it, with its plan.

    Raises:
        NotFound: no such plan or task (``PLAN_NOT_FOUND``, ``TASK_NOT_FOUND``).
        InvalidRequest: the plan's name fits several (``PLAN_AMBIGUOUS``).
    """
    name, _, number = reference.strip().partition("#")
    plan_id = engine.store.resolve_plan(name)
    stored = engine.store.load_plan(plan_id)
    for unit in build_units(stored):
        if unit.id == f"{plan_id}#{number}":
            return stored, unit
    raise NotFound(f"Kế hoạch “{plan_id}” không có nhiệm vụ “{number}”.", code="TASK_NOT_FOUND")


def _order_pairs(engine: Engine, unit: Unit, candidates: list[Candidate]) -> list[FoundUnit]:
    """Orders candidates by the chance of each pair, without those that are not near."""
    import numpy as np

    if not candidates:
        return []
    its = load_faces(engine, np.array([candidate.position for candidate in candidates]))
    if its.calibration is None:
        return [FoundUnit(one.unit, one.score, None, one.scores) for one in candidates]
    chances = compare(build_faces(engine, [unit]), its).chances[0]
    near = [
        FoundUnit(one.unit, float(chance), find_pair_band(unit, one.unit, float(chance), its.calibration), one.scores)
        for one, chance in zip(candidates, chances, strict=True)
        if chance >= its.least_chance
    ]
    return sorted(near, key=lambda item: (-item.score, item.unit.id))
