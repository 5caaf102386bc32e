"""Building the matrix: what is kept of earlier runs is read, the rest is judged and kept."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.frameworks import Framework
from corpus.model import Grade, Verdict
from corpus.store import Families, PlanSummary
from search.decisions import judge_decision
from search.engine import Engine
from search.filters import fits_name, read_name
from search.gap_matrix.basis import digest_basis, with_reading
from search.gap_matrix.counts import count_steps, count_years
from search.gap_matrix.crew import Crew, judge_plans
from search.gap_matrix.findings import JudgedPlan, PlanFailure
from search.gap_matrix.fitting import find_misfit
from search.gap_matrix.kept import KeptFindings, KeptPlan
from search.gap_matrix.matrix import GapMatrix, MatrixQuestion
from search.gap_matrix.rows import Aside, Cell, MatrixRow
from search.gap_report import StepDecision

# Plans judged between two commits: what an interruption loses.
_COMMIT = 32
_GRADES = tuple(Grade)

Progress = Callable[[int, int], None]
"""Called with the number of plans judged and of plans to be judged."""


def build_matrix(
    engine: Engine,
    question: MatrixQuestion,
    *,
    crew: Crew | None = None,
    progress: Progress | None = None,
    seconds: float | None = None,
) -> GapMatrix:
    """Judges every plan of a filter by one framework, and counts.

    What a plan is judged to be is what :func:`search.check_gaps` says of it alone; verdicts of people stand over it as
    in its own report. A plan of another framework, and one that cannot be judged, is set aside and named.

    Args:
        engine: store, index and model.
        question: which plans, by which framework.
        crew: processes that may share the work; ``None`` judges in this one.
        progress: hears how it goes, where there is a plan to be judged.
        seconds: about how long to go on judging; ``None`` is to the end. What is not reached is counted as waiting.

    Raises:
        InvalidRequest: the place holds no letter or digit (``FILTER_EMPTY``).
        ModelUnavailable: a text is new and the model cannot be loaded.
    """
    if question.place is not None:
        read_name(question.place)  # refuses what is no name before anything is judged
    sorted_out = _sort_out(engine, question)
    gathered = _gather(engine, question.framework, sorted_out.fitting, _Run(crew, progress, seconds))
    wanted = [plan for plan in sorted_out.fitting if plan.id in gathered.kept]
    if question.place is not None:
        wanted = [plan for plan in wanted if fits_name(question.place, gathered.kept[plan.id].place)]
    decided = _load_decisions(engine, question.framework)
    rows = [_build_row(question.framework, plan, gathered.kept[plan.id], decided.get(plan.id, {})) for plan in wanted]
    rows = _mark_copies(rows, engine.store.cited.load_families())
    counted = [row for row in rows if row.copy_of is None]
    failed = [
        Aside(plan, gathered.failed[plan.id].code, gathered.failed[plan.id].message)
        for plan in sorted_out.fitting
        if plan.id in gathered.failed
    ]
    aside = [one for one in (*sorted_out.aside, *failed) if _may_be_of_place(engine, question.place, one.plan.id)]
    steps = question.framework.steps
    return GapMatrix(
        question,
        tuple(rows),
        tuple(sorted(aside, key=lambda one: one.plan.id)),
        count_steps(steps, counted),
        count_years(steps, counted),
        gathered.waiting,
        _count_dropped(question.framework, (decided.get(row.plan.id, {}) for row in rows)),
    )


def _may_be_of_place(engine: Engine, place: str | None, plan: str) -> bool:
    """Tells whether a plan that was set aside is of the place that is asked about; yes, where that cannot be read."""
    if place is None:
        return True
    try:
        stated = engine.store.load_plan(plan).plan.header.place
    except Exception:  # noqa: BLE001 - whatever keeps the plan from being judged must not hide it
        return True
    return fits_name(place, stated.value if stated else None)


def empty_matrix(question: MatrixQuestion) -> GapMatrix:
    """Returns the answer where no plan is one of the filter."""
    return GapMatrix(question, (), (), count_steps(question.framework.steps, ()), ())


@dataclass(frozen=True, slots=True)
class _SortedOut:
    fitting: list[PlanSummary]
    aside: list[Aside]


def _sort_out(engine: Engine, question: MatrixQuestion) -> _SortedOut:
    found = _SortedOut([], [])
    for plan in engine.store.list_plans(question.plans):
        misfit = find_misfit(engine.store, plan, question.framework, named=question.named)
        if misfit is None:
            found.fitting.append(plan)
        else:
            found.aside.append(Aside(plan, misfit.code.value, framework=misfit.framework))
    return found


@dataclass(frozen=True, slots=True)
class _Run:
    crew: Crew | None
    progress: Progress | None
    seconds: float | None


@dataclass(frozen=True, slots=True)
class _Gathered:
    kept: dict[str, KeptPlan]
    failed: dict[str, PlanFailure]
    waiting: int


def _gather(engine: Engine, framework: Framework, plans: Sequence[PlanSummary], run: _Run) -> _Gathered:
    """Returns what is found about plans: kept from before, or judged now and kept."""
    basis, readings = digest_basis(engine, framework), engine.store.list_readings()
    bases = {plan.id: with_reading(basis, readings[plan.id]) for plan in plans if plan.id in readings}
    keeper = KeptFindings(engine.store.engine, framework.id)
    kept, failed = keeper.load_verdicts(bases), dict[str, PlanFailure]()
    missing = [plan.id for plan in plans if plan.id in bases and plan.id not in kept]
    until = None if run.seconds is None else time.monotonic() + run.seconds
    fresh: list[JudgedPlan] = []
    done = 0
    try:
        for outcomes in judge_plans(engine, framework, missing, run.crew):
            for outcome in outcomes:
                done += 1
                if isinstance(outcome, PlanFailure):
                    failed[outcome.plan] = outcome
                    continue
                fresh.append(outcome)
                verdicts = tuple((finding.verdict, finding.confidence) for finding in outcome.findings)
                kept[outcome.plan] = KeptPlan(outcome.plan, outcome.place, verdicts)
            if len(fresh) >= _COMMIT:
                keeper.save(fresh, bases)
                fresh.clear()
            if run.progress is not None:
                run.progress(done, len(missing))
            if until is not None and time.monotonic() >= until:
                break
    finally:
        keeper.save(fresh, bases)
    return _Gathered(kept, failed, len(missing) - done)


def _load_decisions(engine: Engine, framework: Framework) -> dict[str, dict[str, StepDecision]]:
    """Loads the latest verdict of people on each step of each plan."""
    found: dict[str, dict[str, StepDecision]] = defaultdict(dict)
    for made in engine.store.decisions.list_standing(framework.id):
        decision = made.decision
        found[made.plan][decision.step] = StepDecision(decision, judge_decision(decision, framework))
    return found


def _build_row(
    framework: Framework, plan: PlanSummary, kept: KeptPlan, decided: Mapping[str, StepDecision]
) -> MatrixRow:
    cells = tuple(
        Cell(verdict, confidence, decided.get(step.id))
        for step, (verdict, confidence) in zip(framework.steps, kept.verdicts, strict=True)
    )
    return MatrixRow(plan, kept.place, cells)


def _mark_copies(rows: Sequence[MatrixRow], families: Families) -> list[MatrixRow]:
    """Marks all files of one plan but one: where people decided most, then of the best text, then of most told."""
    groups: dict[str, list[MatrixRow]] = defaultdict(list)
    for row in rows:
        groups[families.of(row.plan.id)].append(row)
    best = {family: min(group, key=_preference).plan.id for family, group in groups.items()}
    counted = {row.plan.id: best[families.of(row.plan.id)] for row in rows}
    return [row if counted[row.plan.id] == row.plan.id else replace(row, copy_of=counted[row.plan.id]) for row in rows]


def _preference(row: MatrixRow) -> tuple[int, int, int, str]:
    decided = sum(cell.is_decided for cell in row.cells)
    return -decided, _GRADES.index(Grade(row.plan.grade)), row.counts[Verdict.UNCLEAR], row.plan.id


def _count_dropped(framework: Framework, decided: Iterable[Mapping[str, StepDecision]]) -> int:
    known = {step.id for step in framework.steps}
    return sum(step not in known for own in decided for step in own)
