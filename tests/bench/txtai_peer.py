"""Builds and asks a txtai hybrid index over given texts and vectors; :mod:`bench_txtai` runs it.

It stands alone, as txtai lives in an environment of its own: nothing of the project is imported here. It is called
with ``build`` or ``ask``, a folder and a number of hits. The folder holds ``texts.txt`` (one task a line) and
``vectors.npy`` (one row each) for the first, ``questions.json`` and ``questions.npy`` for the second; what it found
goes into ``build.json`` and ``ask.json``. txtai is used as its documentation shows: ``hybrid`` (FAISS beside BM25, both
with its own settings), vectors by ``external``, texts kept nowhere.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from txtai import Embeddings

_REPEATS = 2
"""Times each question is asked: the first of a term reads it, later ones find it in txtai's cache of 500 terms."""


def read_lines(path: Path) -> Iterator[str]:
    """Yields the lines of a file."""
    with path.open(encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in file)


def memory() -> tuple[float, float]:
    """Returns the resident memory of this process and the part of it that no file backs, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    values = {
        line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.startswith(("VmRSS", "RssAnon"))
    }
    return values["VmRSS"], values["RssAnon"]


def build(folder: Path) -> dict[str, Any]:
    """Builds the index, and saves it."""
    vectors = np.load(folder / "vectors.npy", mmap_mode="r")
    given = 0

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        nonlocal given
        given += len(texts)
        return vectors[given - len(texts) : given].astype(np.float32)

    embeddings = Embeddings(method="external", transform=embed, hybrid=True, content=False)
    start, used = time.perf_counter(), time.process_time()
    embeddings.index((at, text, None) for at, text in enumerate(read_lines(folder / "texts.txt")))
    embeddings.config.pop("transform", None)  # a function, which cannot be saved
    embeddings.save(str(folder / "txtai"))
    size = sum(path.stat().st_size for path in (folder / "txtai").rglob("*") if path.is_file())
    wall, cpu = time.perf_counter() - start, time.process_time() - used
    return {"build s": wall, "build cpu s": cpu, "disk MB": size / 2**20}


def ask(folder: Path, limit: int) -> dict[str, Any]:
    """Opens the index and asks every question; returns the hits of the last time."""
    questions = json.loads((folder / "questions.json").read_text("utf-8"))
    vectors = dict(zip(questions, np.load(folder / "questions.npy"), strict=True))

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([vectors[text] for text in texts])

    before = memory()
    embeddings = Embeddings()
    embeddings.load(str(folder / "txtai"))
    embeddings.model.transform = embed
    found: dict[str, Any] = {}
    for name in ("first", "again")[:_REPEATS]:
        walls, processors, hits = [], [], []
        for question in questions:
            start, used = time.perf_counter(), time.process_time()
            hits.append(embeddings.search(question, limit))
            walls.append((time.perf_counter() - start) * 1000)
            processors.append((time.process_time() - used) * 1000)
        found |= {f"{name} p50": np.median(walls), f"{name} p95": np.percentile(walls, 95)}
        found |= {f"{name} cpu p50": np.median(processors), f"{name} cpu p95": np.percentile(processors, 95)}
    resident, own = memory()
    near = [[int(one) for one, _ in embeddings.ann.search(vectors[question][None], 10)[0]] for question in questions]
    return found | {"MB": resident - before[0], "own MB": own - before[1], "hits": hits, "near": near}


def main() -> None:
    """Does what is asked, and writes what was found."""
    work, folder, limit = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    found = build(folder) if work == "build" else ask(folder, limit)
    (folder / f"{work}.json").write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main()
