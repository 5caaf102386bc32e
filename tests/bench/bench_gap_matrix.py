"""How long many plans take against a framework, beside the same plans one at a time; and that both say the same.

Run: python tests/bench/bench_gap_matrix.py [--plans 1000] [--alone 60] [--home FOLDER] [--real]

Plans are made from the labelled dev plans and the samples (``gap_matrix_plans.py``). Measured, wall and processor time
with that of all processes: the first run, which embeds every clause; the run once everything is embedded, which judges
every plan; the run when nothing has changed. ``--alone`` of the plans are checked one at a time in the same run, with
everything that ``doichieu gaps PLAN`` tells; verdicts, passages and places are compared. ``--home`` keeps the store for
another run; ``--real`` adds the plans of ``../shared/plans``.
"""

from __future__ import annotations

import argparse
import datetime
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TypeVar

from gap_matrix_plans import fill
from sqlalchemy import text

from api.gap_matrix_tables import build_matrix_rows, build_matrix_sheets
from api.settings import count_cores
from api.spreadsheets import build_csv, build_xlsx
from corpus.frameworks import load_framework
from corpus.ingest import ingest_file
from corpus.store import Store, open_store
from indexer import load_embedder, sync_index
from search import Engine, check_gaps
from search.gap_matrix import Crew, GapMatrix, MatrixQuestion, build_matrix, load_details
from search.gap_matrix.findings import build_finding

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
T = TypeVar("T")


def measure(name: str, run: Callable[[], T]) -> tuple[T, float, float]:
    """Runs and prints wall and processor seconds, those of ended child processes too."""
    wall, before = time.perf_counter(), os.times()
    result = run()
    wall, after = time.perf_counter() - wall, os.times()
    spent = sum(after[:4]) - sum(before[:4])
    print(f"{name:58} {wall:7.1f} s wall, {spent:7.1f} s processor", flush=True)
    return result, wall, spent


def forget_findings(store: Store) -> None:
    """Deletes what is kept of earlier runs; vectors stay."""
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM judged_plans"))


def compare_alone(engine: Engine, matrix: GapMatrix, count: int) -> None:
    """Checks plans one at a time, and compares."""
    rows = matrix.rows[:: max(1, len(matrix.rows) // count)][:count]
    framework = matrix.question.framework
    stored = [engine.store.load_plan(row.plan.id) for row in rows]
    reports, wall, spent = measure(
        f"{len(rows)} plans one at a time (check_gaps)",
        lambda: [check_gaps(engine, plan, framework) for plan in stored],
    )
    print(f"   {1000 * wall / len(rows):.0f} ms wall, {1000 * spent / len(rows):.0f} ms processor a plan")
    found = [details.finding for details in load_details(engine, matrix, rows)]
    alone = [build_finding(item) for report in reports for item in report.items]
    print(f"   the same findings: {sum(a == b for a, b in zip(found, alone, strict=True))} of {len(alone)}")


def main() -> None:
    """Prints every measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--plans", type=int, default=1000)
    parser.add_argument("--alone", type=int, default=60)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--real", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() if options.home is None else nullcontext(options.home) as folder:
        home = Path(folder)
        store = open_store(home)
        if store.count_plans() < options.plans:
            measure(f"reading {options.plans} plans", lambda: fill(store, home / "files", options.plans))
        if options.real:
            for path in sorted((SHARED / "plans").glob("*/*.txt")):
                ingest_file(store, path)
        embedder = load_embedder(None)
        index, *_ = measure("index", lambda: sync_index(store, embedder))
        engine = Engine(store, index, lambda: embedder)
        question = MatrixQuestion(load_framework("khung-101"))
        crew = Crew(home, partial(load_embedder, None), count_cores())

        def run() -> GapMatrix:
            return build_matrix(engine, question, crew=crew)

        measure("first run, clauses embedded", run)
        forget_findings(store)
        matrix, wall, _ = measure("once embedded, every plan judged", run)
        size = f"{len(matrix.rows)} plans × {len(matrix.steps)} steps"
        print(f"   {size}, {matrix.plans} counted, {len(matrix.aside)} aside")
        print(f"   {1000 * wall / len(matrix.rows):.0f} ms wall a plan")
        measure("again, nothing changed", run)
        compare_alone(engine, matrix, options.alone)
        sheets, *_ = measure(
            "tables of the workbook", lambda: build_matrix_sheets(engine, matrix, datetime.date(2026, 1, 1))
        )
        book, *_ = measure("workbook", lambda: build_xlsx(sheets))
        print(f"   {len(book) / 1e6:.1f} MB")
        measure("CSV", lambda: build_csv(build_matrix_rows(engine, matrix)))
        store.close()


if __name__ == "__main__":
    main()
