"""Judging plans one by one: in this process, or in a few that share the work, where there is much of it.

Judging is Python for the most part, so threads would wait for each other. Each process opens store and index itself;
one that dies costs the plan it was at, which is named, and no other.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.errors import DoichieuError, IndexOutOfDate, ModelUnavailable, UnreadableDocument
from corpus.frameworks import Framework
from corpus.isolation import Call, Limits, Pool, Report, Runner
from corpus.store import open_store
from indexer import Calibration, open_index
from search.engine import Engine, QueryEncoder
from search.gap_matrix.findings import JudgedPlan, PlanFailure, build_judged
from search.gaps import judge_steps

_log = logging.getLogger(__name__)

Outcome = JudgedPlan | PlanFailure

# A process takes about 3 s to open everything, in which a plan in this one takes .1 s.
_WORTH_A_CREW = 60
# Plans handed out at once: a process is asked anew some times a second.
_BATCH = 8
# A plan takes .1 s, and some seconds more where the model must be loaded for it; an index of a million tasks, a minute.
_LIMITS = Limits(seconds=600, memory_mb=4096)


@dataclass(frozen=True, slots=True)
class Crew:
    """Processes that may share the work.

    Attributes:
        home: the store.
        load: loads the embedding model; a function of a module, or a partial of one.
        workers: how many processes.
    """

    home: Path
    load: Callable[[], QueryEncoder]
    workers: int


def judge_plans(
    engine: Engine, framework: Framework, plans: Sequence[str], crew: Crew | None = None
) -> Iterator[tuple[Outcome, ...]]:
    """Judges plans and yields what became of them, a few at a time, in the order in which they are done.

    Raises:
        ModelUnavailable: a text is new and the model cannot be loaded.
        IndexOutOfDate: a text is new and the model in use did not make the index.
    """
    if crew is None or crew.workers < 2 or len(plans) < _WORTH_A_CREW:
        for plan in plans:
            yield (judge_plan(engine, framework, plan),)
        return
    frozen, manifest = pickle.dumps(framework), engine.index.manifest
    opened = crew.home, manifest.model, manifest.calibration
    with Pool(_LIMITS, crew.workers) as pool:
        yield from _share_out(pool, lambda batch: Call(_judge_batch, (opened, crew.load, frozen, batch)), plans)


def judge_plan(engine: Engine, framework: Framework, plan: str) -> Outcome:
    """Judges one plan of the store; whatever fails with it is told of it alone.

    Raises:
        ModelUnavailable: a text is new and the model cannot be loaded.
        IndexOutOfDate: a text is new and the model in use did not make the index.
    """
    try:
        stored = engine.store.load_plan(plan)
        return build_judged(stored, judge_steps(engine, stored, framework, stored.plan.header.agency_type))
    except (ModelUnavailable, IndexOutOfDate):  # no plan's own fault
        raise
    except DoichieuError as error:
        return PlanFailure(plan, error.code, error.message)
    except Exception as error:  # noqa: BLE001 - a bug that one plan brings out costs that plan
        _log.warning("plan %s could not be judged: %s", plan, type(error).__name__)
        return PlanFailure(plan, "PLAN_NOT_JUDGED", f"Có lỗi ngoài dự kiến khi đối chiếu ({type(error).__name__}).")


@dataclass(frozen=True, slots=True)
class _Stopped:
    """The error that ended a batch and would end every other."""

    kind: type[DoichieuError]
    message: str
    code: str


def _share_out(
    pool: Runner, build_call: Callable[[tuple[str, ...]], Call[tuple[Outcome, ...] | _Stopped]], plans: Sequence[str]
) -> Iterator[tuple[Outcome, ...]]:
    waiting = [tuple(plans[start : start + _BATCH]) for start in range(0, len(plans), _BATCH)][::-1]
    under_way: list[tuple[tuple[str, ...], Future[tuple[Outcome, ...] | _Stopped]]] = []
    while waiting or under_way:
        while waiting and len(under_way) < pool.workers:
            batch = waiting.pop()
            under_way.append((batch, pool.submit(build_call(batch))))
        pool.wait()
        done = [(batch, future) for batch, future in under_way if future.done()]
        under_way = [(batch, future) for batch, future in under_way if not future.done()]
        for batch, future in done:
            try:
                outcomes = future.result()
            except UnreadableDocument as error:  # the process died, hung or ran out of memory: at which plan?
                if len(batch) > 1:
                    waiting += [(plan,) for plan in batch]
                else:
                    yield (_tell_fault(batch[0], error),)
                continue
            if isinstance(outcomes, _Stopped):
                raise outcomes.kind(outcomes.message, code=outcomes.code)
            yield outcomes


def _tell_fault(plan: str, error: UnreadableDocument) -> PlanFailure:
    code = error.code.replace("READER", "JUDGE")
    return PlanFailure(plan, code, "Việc đối chiếu kế hoạch này dừng đột ngột, quá lâu hoặc cần quá nhiều bộ nhớ.")


def _judge_batch(
    opened: tuple[Path, str, Calibration | None],
    load: Callable[[], QueryEncoder],
    frozen: bytes,
    plans: tuple[str, ...],
    report: Report,
) -> tuple[Outcome, ...] | _Stopped:
    found: list[Outcome] = []
    try:
        engine, framework = _open(*opened, load), _thaw(frozen)
        for number, plan in enumerate(plans, start=1):
            found.append(judge_plan(engine, framework, plan))
            report(number, len(plans))
    except DoichieuError as error:
        return _Stopped(type(error), error.message, error.code)
    return tuple(found)


# What a process of a crew has opened. The loader of the model is another object in each call and no part of the key.
_opened: dict[tuple[Path, str, Calibration | None], Engine] = {}


def _open(home: Path, model: str, calibration: Calibration | None, load: Callable[[], QueryEncoder]) -> Engine:
    key = home, model, calibration
    if key not in _opened:
        store = open_store(home)
        index = open_index(store, model, calibration=calibration)
        _opened[key] = Engine(store, index, lru_cache(maxsize=1)(load))
    return _opened[key]


@lru_cache(maxsize=1)
def _thaw(frozen: bytes) -> Framework:
    framework: Framework = pickle.loads(frozen)  # noqa: S301 - from our own parent
    return framework
