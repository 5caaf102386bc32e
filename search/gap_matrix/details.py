"""What stands behind each cell: passages, reasons, a person's words; read a few plans at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.frameworks import Step
from search.engine import Engine
from search.gap_matrix.findings import Finding
from search.gap_matrix.kept import KeptFindings
from search.gap_matrix.matrix import GapMatrix
from search.gap_matrix.rows import Cell, MatrixRow


@dataclass(frozen=True, slots=True)
class CellDetails:
    """One step of one plan: the cell, and the machine's finding."""

    row: MatrixRow
    step: Step
    cell: Cell
    finding: Finding


def load_details(engine: Engine, matrix: GapMatrix, rows: Sequence[MatrixRow] | None = None) -> Iterator[CellDetails]:
    """Yields the details of every cell, by plan id and in the order of the framework.

    Args:
        engine: what the matrix was built with.
        matrix: the matrix.
        rows: some of its rows; ``None`` is all of them.
    """
    framework = matrix.question.framework
    wanted = {row.plan.id: row for row in (matrix.rows if rows is None else rows)}
    for plan, findings in KeptFindings(engine.store.engine, framework.id).load_findings(wanted):
        row = wanted[plan]
        for step, cell, finding in zip(framework.steps, row.cells, findings, strict=True):
            yield CellDetails(row, step, cell, finding)
