"""Many plans against one framework, as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field as JsonField

from api.bodies.answers import PlanLineBody
from api.bodies.decisions import DecisionBody
from api.bodies.gaps import FrameworkBody
from api.bodies.places import Body
from api.gap_matrix_labels import show_aside
from corpus.frameworks import Requirement
from corpus.model import AgencyType, Verdict
from search.gap_matrix import Aside, Cell, GapMatrix, MatrixQuestion, MatrixRow, StepCount, YearCount


class MatrixFilterBody(Body):
    """Which plans were asked about; ``null`` leaves a field open."""

    year: int | None
    agency_type: AgencyType | None
    agency: str | None
    plan: str | None
    place: str | None

    @classmethod
    def from_question(cls, question: MatrixQuestion) -> MatrixFilterBody:
        """Builds the body of a filter."""
        chosen = question.plans
        return cls(
            year=chosen.year,
            agency_type=chosen.agency_type,
            agency=chosen.agency,
            plan=chosen.plan,
            place=question.place,
        )


class StepCountBody(Body):
    """Number of plans by the verdict that stands on a step.

    ``told`` is covered + partial + missing, the denominator of ``missing_rate`` (``null`` where it is 0); ``decided``
    of the verdicts are a person's.
    """

    step: str
    title: str
    requirement: Requirement
    counts: dict[Verdict, int]
    told: int
    missing_rate: float | None = JsonField(ge=0, le=1)
    decided: int

    @classmethod
    def from_count(cls, count: StepCount) -> StepCountBody:
        """Builds the body of the counts of a step."""
        return cls(
            step=count.step.id,
            title=count.step.title,
            requirement=count.step.requirement,
            counts=dict(count.counts),
            told=count.told,
            missing_rate=count.missing_rate,
            decided=count.decided,
        )


class YearCountBody(Body):
    """The plans of one year (``null``: unknown); counts and rate are over the required and conditional steps."""

    year: int | None
    plans: int
    counts: dict[Verdict, int]
    missing_rate: float | None = JsonField(ge=0, le=1)
    steps: list[StepCountBody]

    @classmethod
    def from_year(cls, year: YearCount) -> YearCountBody:
        """Builds the body of a year."""
        return cls(
            year=year.year,
            plans=year.plans,
            counts=year.counts,
            missing_rate=year.missing_rate,
            steps=[StepCountBody.from_count(count) for count in year.steps],
        )


class CellBody(Body):
    """The verdict on one step of one plan.

    ``verdict`` is the person's where one stands; ``machine_verdict`` and ``confidence`` are the machine's.
    """

    verdict: Verdict
    machine_verdict: Verdict
    confidence: float = JsonField(ge=0, le=1)
    decision: DecisionBody | None

    @classmethod
    def from_cell(cls, cell: Cell) -> CellBody:
        """Builds the body of a cell."""
        return cls(
            verdict=cell.standing,
            machine_verdict=cell.verdict,
            confidence=cell.confidence,
            decision=DecisionBody.from_decision(cell.human) if cell.human else None,
        )


class MatrixRowBody(Body):
    """One plan: ``cells`` by step id; ``copy_of`` is the file of the same plan that is counted in place of this one."""

    plan: PlanLineBody
    place: str | None
    copy_of: str | None
    summary: dict[Verdict, int]
    cells: dict[str, CellBody]

    @classmethod
    def from_row(cls, row: MatrixRow, steps: Sequence[str]) -> MatrixRowBody:
        """Builds the body of a row; ``steps`` are the ids of the steps of its cells."""
        return cls(
            plan=PlanLineBody.from_summary(row.plan),
            place=row.place,
            copy_of=row.copy_of,
            summary=row.counts,
            cells={step: CellBody.from_cell(cell) for step, cell in zip(steps, row.cells, strict=True)},
        )


class AsideBody(Body):
    """A plan of the filter that was not judged: ``OTHER_FRAMEWORK``, ``NO_FRAMEWORK``, or the code of an error."""

    plan: PlanLineBody
    code: str
    message: str
    framework: str | None

    @classmethod
    def from_aside(cls, aside: Aside) -> AsideBody:
        """Builds the body of a plan set aside."""
        return cls(
            plan=PlanLineBody.from_summary(aside.plan),
            code=aside.code,
            message=show_aside(aside),
            framework=aside.framework,
        )


class GapMatrixBody(Body):
    """The answer of ``gaps --all``; ``rows`` are a page of ``total``, every count is over all plans, copies once.

    ``summary`` counts plan-steps over every step, ``missing_rate`` is over the required and conditional ones.
    ``steps`` are in the order of the framework; ``most_missed`` are ids of steps: those required or conditional first,
    then those that most plans miss.
    ``aside`` are the plans that were not judged, ``dropped_decisions`` counts verdicts by people on steps that the
    framework has no more.
    """

    framework: FrameworkBody
    filter: MatrixFilterBody
    plans: int
    copies: int
    summary: dict[Verdict, int]
    missing_rate: float | None = JsonField(ge=0, le=1)
    decided: int
    dropped_decisions: int
    steps: list[StepCountBody]
    most_missed: list[str]
    years: list[YearCountBody]
    total: int
    offset: int
    limit: int
    rows: list[MatrixRowBody]
    aside: list[AsideBody]

    @classmethod
    def from_matrix(cls, matrix: GapMatrix, offset: int = 0, limit: int | None = None) -> GapMatrixBody:
        """Builds the body of a matrix with ``limit`` of its rows (``None``: all) after the first ``offset``."""
        framework = matrix.question.framework
        steps = [step.id for step in framework.steps]
        size = len(matrix.rows) if limit is None else limit
        return cls(
            framework=FrameworkBody(
                id=framework.id, version=framework.version, title=framework.title, notes=list(framework.notes)
            ),
            filter=MatrixFilterBody.from_question(matrix.question),
            plans=matrix.plans,
            copies=matrix.copies,
            summary=matrix.counts,
            missing_rate=matrix.missing_rate,
            decided=matrix.decided,
            dropped_decisions=matrix.dropped,
            steps=[StepCountBody.from_count(count) for count in matrix.steps],
            most_missed=[count.step.id for count in matrix.most_missed],
            years=[YearCountBody.from_year(year) for year in matrix.years],
            total=len(matrix.rows),
            offset=offset,
            limit=size,
            rows=[MatrixRowBody.from_row(row, steps) for row in matrix.rows[offset : offset + size]],
            aside=[AsideBody.from_aside(aside) for aside in matrix.aside],
        )
