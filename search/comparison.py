"""What two plans have in common, task by task, and what only one of them has; or a plan and the whole store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import PlanProblem, Task
from corpus.store import PlanFilter, StoredPlan
from indexer import Unit
from indexer.units import build_units
from search.alignment import align, find_main
from search.bands import Band
from search.engine import Engine
from search.nearness import Faces, build_faces, find_pair_band
from search.partners import find_partners
from search.tasks import TaskOfPlan

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class TaskPair:
    """A task of the first plan with its partner in the second; ``score`` is the chance that they are about one thing.

    ``band`` is ``None`` where the model in use is not calibrated; partners are then found by letters alone.
    """

    first: Task
    second: Task
    score: float
    band: Band | None


@dataclass(frozen=True, slots=True)
class LoneTask:
    """A task without a partner, and what comes nearest to it in the other plan: near enough, but another's partner."""

    task: Task
    nearest: Task | None = None
    score: float | None = None
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side.

    Attributes:
        first: the first plan.
        second: the second.
        pairs: partners in the order of the first plan.
        only_first: rows of the first plan's task list without a partner, in order.
        only_second: those of the second.
        first_share: expected share of the first plan's tasks with a partner, 0..1.
        second_share: that of the second.
        score: the same of both together.
        copies: the store knows the two as the same plan in two files.
    """

    first: StoredPlan
    second: StoredPlan
    pairs: tuple[TaskPair, ...]
    only_first: tuple[LoneTask, ...]
    only_second: tuple[LoneTask, ...]
    first_share: float
    second_share: float
    score: float
    copies: bool

    @property
    def first_unread(self) -> bool:
        """Whether tasks of the first plan could not all be read: it may have what only the second seems to have."""
        return is_partly_read(self.first)

    @property
    def second_unread(self) -> bool:
        """Whether tasks of the second plan could not all be read."""
        return is_partly_read(self.second)


@dataclass(frozen=True, slots=True)
class TaskInStore:
    """A task of a plan, the nearest task of each other plan that has one, the nearest first, and how many have one."""

    task: Task
    total: int
    nearest: tuple[NearTask, ...]


@dataclass(frozen=True, slots=True)
class NearTask:
    """A task of another plan with the chance that it is about the same thing."""

    of: TaskOfPlan
    score: float
    band: Band | None


@dataclass(frozen=True, slots=True)
class StoreComparison:
    """A plan beside all other plans of a store: a line for each row of its task list, in order."""

    first: StoredPlan
    tasks: tuple[TaskInStore, ...]

    @property
    def only_first(self) -> tuple[Task, ...]:
        """Tasks that no other plan has."""
        return tuple(line.task for line in self.tasks if not line.total)


# Problems under which a plan may have tasks that were not read.
_UNREAD = frozenset(
    [PlanProblem.TASK_LIST_NOT_FOUND, PlanProblem.TASK_TABLE_UNREADABLE, PlanProblem.TASK_TABLE_PARTLY_READ]
)
# Other plans shown for a task of a plan that is compared with the store.
MOST_SHOWN = 3


def compare_plans(engine: Engine, first: StoredPlan, second: StoredPlan) -> Comparison:
    """Aligns the tasks of two plans, of the store or just read, one to one.

    Raises:
        ModelUnavailable: a task was never embedded and the model cannot be loaded.
    """
    faces = tuple(build_faces(engine, build_units(plan)) for plan in (first, second))
    aligned = align(*faces)
    pairs = tuple(
        TaskPair(
            first.plan.tasks[pair.first],
            second.plan.tasks[pair.second],
            pair.chance,
            _band(faces[0], pair.first, faces[1], pair.second, pair.chance),
        )
        for pair in aligned.pairs
    )
    paired = {pair.first for pair in aligned.pairs}, {pair.second for pair in aligned.pairs}
    return Comparison(
        first,
        second,
        pairs,
        _find_lone(first, second, faces, aligned.chances, [row for row in aligned.first_main if row not in paired[0]]),
        _find_lone(
            second, first, faces[::-1], aligned.chances.T, [row for row in aligned.second_main if row not in paired[1]]
        ),
        aligned.first_share,
        aligned.second_share,
        aligned.score,
        second.plan.id in engine.store.find_similar(first.plan.id),
    )


def compare_with_store(engine: Engine, first: StoredPlan, chosen: PlanFilter | None = None) -> StoreComparison:
    """Finds, for each row of a plan's task list, the plans that have the same task.

    The plan itself and its near-duplicates do not count; of each other plan the nearest task does.
    """
    units = build_units(first)
    rows = find_main(units)
    found = find_partners(
        engine, [units[row] for row in rows], chosen or PlanFilter(), without=list_family(engine, first)
    )
    shown = {near.unit.plan for line in found for near in line[:MOST_SHOWN]}
    plans = {plan: (engine.plan_summary(plan), engine.store.load_plan(plan).plan.tasks) for plan in sorted(shown)}

    def describe(unit: Unit) -> TaskOfPlan | None:
        summary, tasks = plans[unit.plan]
        task = next((task for task in tasks if task.id == unit.id), None)
        return None if task is None else TaskOfPlan(task, summary)

    lines = []
    for row, line in zip(rows, found, strict=True):
        nearest = [(near, of) for near in line[:MOST_SHOWN] if (of := describe(near.unit)) is not None]
        lines.append(
            TaskInStore(
                first.plan.tasks[row], len(line), tuple(NearTask(of, near.chance, near.band) for near, of in nearest)
            )
        )
    return StoreComparison(first, tuple(lines))


def is_partly_read(stored: StoredPlan) -> bool:
    """Tells whether a plan may have tasks that were not read."""
    return any(problem.code in _UNREAD for problem in stored.problems)


def list_family(engine: Engine, stored: StoredPlan) -> tuple[str, ...]:
    """Lists the ids of a plan and its near-duplicates in the store."""
    return (stored.plan.id, *engine.store.find_similar(stored.plan.id))


def _band(first: Faces, row: int, second: Faces, column: int, chance: float) -> Band | None:
    return find_pair_band(first.units[row], second.units[column], chance, first.calibration)


def _find_lone(
    plan: StoredPlan, other: StoredPlan, faces: tuple[Faces, ...], chances: NDArray[np.float64], rows: list[int]
) -> tuple[LoneTask, ...]:
    lone: list[LoneTask] = []
    for row in rows:
        column = int(chances[row].argmax()) if chances.shape[1] else -1
        if column < 0 or chances[row, column] < faces[0].least_chance:
            lone.append(LoneTask(plan.plan.tasks[row]))
            continue
        chance = float(chances[row, column])
        band = _band(faces[0], row, faces[1], column, chance)
        lone.append(LoneTask(plan.plan.tasks[row], other.plan.tasks[column], chance, band))
    return tuple(lone)
