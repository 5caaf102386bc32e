"""How long a first question on the command line takes, from nothing: small and large stores, beside plain imports.

Run: python tests/bench/bench_cold_start.py [--tasks 300 100000] [--runs 9] [--home FOLDER]

A store is written from the sample plans: each copy's tasks name a place and a number of their own. Its index is made
with noise for vectors (a question's own vector is of the real model), as what they say costs no time. Every run is a
process of its own: the interpreter alone, the interpreter with the libraries that an answer cannot do without, and
``doichieu tasks``; one after the other, so that other work on the machine meets all alike. Medians of wall and of
processor time, in seconds; the ratio to the libraries tells most on a busy machine. Bytecode is kept, as where the
program is installed.

Processor time of imports that moved to where they are used, on a busy machine: yaml 25 ms, rapidfuzz 25. Of others:
openvino .3 to .4 s, sqlalchemy.orm .35 to .45, the tables of the store .3, joblib (underthesea reads its rules with it)
.14. Whole answers were not timed when this was written: two cores were at load 15 to 17.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import update
from sqlalchemy.orm import Session

from corpus.model import Document, Plan
from corpus.parsing import parse_plan
from corpus.parsing.parsed import ParsedPlan
from corpus.reading import read_document
from corpus.samples import load_samples
from corpus.store import Store, open_store
from corpus.store.full_text import build_text_row
from corpus.store.records import build_document_row, build_plan_row
from corpus.store.schema import StateRow, TaskRow
from indexer import DEFAULT_MODEL_ID
from indexer.sync import sync_index

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "đánh giá nội bộ"
PLACES = ("An Phú", "Bình Minh", "Cẩm Sơn", "Đông Hòa", "Gia Lộc", "Hải Thanh", "Kim Long", "Mỹ Lệ", "Phú Thọ")
# What an answer needs: the tables, the vectors, the model, the words; FAISS and tantivy in a large store alone.
LIBRARIES = "import numpy, sqlalchemy.orm, pydantic, typer, openvino, joblib"
COMMANDS = {
    "interpreter": ["-c", "pass"],
    "libraries": ["-c", LIBRARIES],
    "doichieu tasks": ["-c", "from api.cli import main; main()", "tasks", QUESTION],
}
BATCH = 50


class Noise:
    """Vectors of no meaning, the same for the same text."""

    model_id = DEFAULT_MODEL_ID
    dimension = int(DEFAULT_MODEL_ID.rpartition("/")[2])

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Returns unit rows."""
        seeds = [int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little") for text in texts]
        rows = np.stack([np.random.default_rng(seed).standard_normal(self.dimension, np.float32) for seed in seeds])
        if progress is not None:
            progress(len(texts))
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def copy_plan(document: Document, plan: Plan, number: int) -> tuple[Document, Plan]:
    """Returns another document with another plan: ids and the words of tasks differ."""
    sha256 = hashlib.sha256(f"{document.sha256} {number}".encode()).hexdigest()
    name = f"{plan.id}-{number}"
    where = f"{PLACES[number % len(PLACES)]} {number}"
    tasks = tuple(
        replace(
            task,
            id=f"{name}#{task.id.partition('#')[2]}",
            content=replace(task.content, value=f"{task.content.value} tại xã {where}"),
        )
        for task in plan.tasks
    )
    return replace(document, sha256=sha256), replace(plan, id=name, tasks=tasks)


def fill(store: Store, count: int) -> None:
    """Writes copies of the sample plans until the store holds that many tasks; without links and citations."""
    read = [read_document(sample.path.read_bytes(), sample.path.name) for sample in load_samples()]
    parsed = [
        (document, parse_plan(document, sample.path.stem))
        for document, sample in zip(read, load_samples(), strict=True)
    ]
    made = number = 0
    while made < count:
        with Session(store.engine) as session, session.begin():
            for _ in range(BATCH):
                if made >= count:
                    break
                document, found = parsed[number % len(parsed)]
                copied, plan = copy_plan(document, found.plan, number)
                session.add(build_document_row(copied, 0))
                session.flush()
                row = build_plan_row(copied, ParsedPlan(plan, found.problems), plan)
                session.add(row)
                session.flush()
                session.add(build_text_row(copied, row))
                session.add_all(
                    TaskRow(id=task.id, plan=plan.id, main=task.main, content=task.content.value) for task in plan.tasks
                )
                made, number = made + len(plan.tasks), number + 1
            session.execute(update(StateRow).where(StateRow.name == "revision").values(value=StateRow.value + 1))


def make_home(home: Path, count: int) -> None:
    """Makes a store of ``count`` tasks and its index, unless the folder holds one."""
    if (home / "index" / "CURRENT").is_file():
        return
    with closing(open_store(home)) as store:
        fill(store, count)
        index = sync_index(store, Noise())
        print(f"made a store of {store.count_plans():,} plans, {index.count:,} tasks", flush=True)


def run(arguments: Sequence[str], home: Path) -> tuple[float, float]:
    """Runs the interpreter and returns wall and processor time, in seconds."""
    environment = {**os.environ, "DOICHIEU_HOME": str(home), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(home: Path, runs: int) -> dict[str, tuple[float, float]]:
    """Returns medians of wall and processor time for each command; a first run of each, uncounted, writes bytecode."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in COMMANDS}
    for at in range(runs + 1):
        for name, arguments in COMMANDS.items():
            taken = run(arguments, home)
            if at:
                found[name].append(taken)
    return {
        name: (statistics.median(wall for wall, _ in taken), statistics.median(used for _, used in taken))
        for name, taken in found.items()
    }


def main() -> None:
    """Prints a block for each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tasks", type=int, nargs="+", default=[300, 20_000])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--home", type=Path, help="folder that keeps the stores for the next run (default: temporary)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for count in arguments.tasks:
            home = (arguments.home or Path(temporary)) / str(count)
            make_home(home, count)
            found = measure(home, arguments.runs)
            print(f"{count:,} tasks, load {os.getloadavg()[0]:.1f}")
            for name, (wall, used) in found.items():
                print(f"  {name:16} wall {wall:.2f} s, processor {used:.2f} s", flush=True)
            ours, libraries = found["doichieu tasks"], found["libraries"]
            print(f"  {ours[0] / libraries[0]:.2f} and {ours[1] / libraries[1]:.2f} of the libraries alone")


if __name__ == "__main__":
    main()
