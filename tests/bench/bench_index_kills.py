"""Kills whoever changes the store and its index, at random moments, and checks that the next one always sets it right.

Run: python tests/bench/bench_index_kills.py [--kills 200] [--seed 1] [--home FOLDER]

A child saves and deletes plans, lets the index follow and builds it anew, until it gets ``SIGKILL``. Then another opens
the store: the index it opens, or is told to mend, must hold the tasks of the store and of no other plan, find none of a
deleted plan, and pass its own verification. Texts are embedded and cut by cheap stand-ins; limits are drawn anew each
time, so that small and large indexes follow each other. Exit code 1 where anything was wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import indexer.index
from corpus.errors import IndexOutOfDate
from corpus.model import Document
from corpus.parsing import ParsedPlan, parse_plan
from corpus.reading import load_document
from corpus.samples import load_samples
from corpus.store import Store, open_store
from indexer import UnitFilter, build_index, open_index, sync_index
from indexer.embedded import Limits
from indexer.sync import index_home, open_units

MODEL = "checksums/16"
QUERIES = ("đánh giá nội bộ", "báo cáo lãnh đạo", "chữ không có ở đâu cả")
LIMITS = (Limits(), Limits(exact=30, narrow=5, depth=40, exact_vectors=120), Limits(exact=5, narrow=1, depth=9))
# What a child may do next, and how often: saving takes longest, and is hit most of all the same.
STEPS = {"save": 3, "delete": 2, "follow": 8, "build": 3}
LONGEST_LIFE = 1.2
MOST_PLANS = 12


class ChecksumEncoder:
    """Embeds a text by random numbers drawn from its checksum."""

    model_id, dimension = MODEL, 16

    def encode_documents(
        self,
        texts: Sequence[str],
        progress: Callable[[int], None] | None = None,  # noqa: ARG002 - an encoder is called with it
    ) -> NDArray[np.float32]:
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        row = np.random.default_rng(zlib.crc32(text.encode("utf-8", "replace"))).standard_normal(16)
        return (row / np.linalg.norm(row)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan as it was read."""

    document: Document
    parsed: ParsedPlan

    def vary(self, number: int, version: int) -> Reading:
        """Returns it as another plan; a later version of the same plan lacks its first task."""
        name = f"{self.parsed.plan.id}-{number}"
        tasks = tuple(replace(task, id=f"{name}#{at}") for at, task in enumerate(self.parsed.plan.tasks))
        plan = replace(self.parsed.plan, id=name, tasks=tasks[version % 2 :])
        document = replace(self.document, sha256=f"{self.document.sha256[:40]}{number:024d}", name=f"{name}.txt")
        return Reading(document, replace(self.parsed, plan=plan))


def read_samples() -> list[Reading]:
    """Reads a few of the shipped plans."""
    samples = [sample for sample in load_samples() if sample.format == "txt"][:3]
    documents = [load_document(sample.path) for sample in samples]
    return [Reading(one, parse_plan(one, sample.id)) for one, sample in zip(documents, samples, strict=True)]


def change_until_killed(home: Path, readings: list[Reading], seed: int, limits: Limits, said: Connection) -> None:
    """Changes store and index for ever, and says before each step what it is."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    store, encoder = open_store(home), ChecksumEncoder()
    said.send("ready")
    while True:
        step = chance.choices(list(STEPS), list(STEPS.values()))[0]
        plans = sorted(store.list_plan_ids())
        step = "delete" if len(plans) > MOST_PLANS else step
        said.send(step)
        if step == "save":
            one = chance.choice(readings).vary(chance.randrange(6), chance.randrange(2))
            store.save_plan(one.document, b"original", one.parsed)
        elif step == "delete" and plans:
            store.delete_plan(chance.choice(plans))
        elif step == "follow":
            sync_index(store, encoder, limits=limits)
        elif step == "build":
            build_index(store, encoder, limits=limits)


def check(home: Path, limits: Limits, said: Connection) -> None:
    """Says what is wrong after a kill, each as a line; ``[]`` where all is well."""
    try:
        said.send(list(_check(open_store(home), limits)))
    except BaseException as error:  # noqa: BLE001 - whatever stops it is what is looked for
        said.send([f"does not start: {type(error).__name__}: {error}"])


def _check(store: Store, limits: Limits) -> Iterator[str]:
    with contextlib.suppress(IndexOutOfDate):  # which says so, and is mended below
        yield from _compare(store, open_index(store, MODEL, limits), "as left")
    yield from _compare(store, sync_index(store, ChecksumEncoder(), limits=limits), "mended")
    folder = index_home(store) / (index_home(store) / "CURRENT").read_text()
    for finding in open_units(folder, limits).verify():
        yield f"verify: {finding.code}: {finding.message}"


def _compare(store: Store, index: indexer.index.Index, when: str) -> Iterator[str]:
    tasks = {task.id: plan for plan in store.list_plan_ids() for task in store.load_plan(plan).plan.tasks}
    found = [unit.id for unit in index.view.load_units(np.arange(index.count))]
    if sorted(found) != sorted(tasks):
        yield f"{when}: {len(found)} units, the store has {len(tasks)} tasks"
    for words in QUERIES:
        query = index.ask(words, ChecksumEncoder().encode_query(words))
        candidates = index.view.find([query], UnitFilter(), 10)
        hits = index.view.load_units(candidates.positions)
        if len(hits) < min(10, len(tasks)) or not all(tasks.get(unit.id) == unit.plan for unit in hits):
            yield f"{when}: “{words}” finds {len(hits)} units, some of no plan of the store"
        candidates.score(query)


def run(home: Path, kills: int, seed: int) -> int:
    """Kills and checks; returns how often something was wrong."""
    context = multiprocessing.get_context("fork")  # what is imported is imported once
    indexer.index.segment = str.split  # type: ignore[assignment] # the real one takes seconds to load
    chance = random.Random(seed)  # noqa: S311
    readings = read_samples()
    struck: Counter[str] = Counter()
    wrong = 0
    for kill in range(kills):
        limits = chance.choice(LIMITS)
        hears, says = context.Pipe(duplex=False)
        child = context.Process(target=change_until_killed, args=(home, readings, seed * kills + kill, limits, says))
        child.start()
        says.close()
        step = hears.recv()
        time.sleep(chance.uniform(0, LONGEST_LIFE))
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()
        step = _last_said(hears, step)
        struck[step] += 1
        hears, says = context.Pipe(duplex=False)
        checker = context.Process(target=check, args=(home, limits, says))
        checker.start()
        says.close()
        problems = hears.recv() if hears.poll(120) else ["does not answer in two minutes"]
        checker.join(5)
        checker.kill()
        wrong += bool(problems)
        for problem in problems:
            print(f"kill {kill} ({step}): {problem}", flush=True)
        if child.exitcode != -signal.SIGKILL:
            wrong += 1
            print(f"kill {kill} ({step}): the child ended by itself, {child.exitcode}", flush=True)
    hit = ", ".join(f"{step} {count}" for step, count in struck.most_common())
    print(f"{kills} kills ({hit}): {wrong} wrong")
    return wrong


def _last_said(pipe: Connection, said: str) -> str:
    """Returns the last step that a killed child had begun."""
    try:
        while pipe.poll(0):
            said = pipe.recv()
    except (EOFError, OSError):
        pass
    return said


def main() -> None:
    """Kills and tells."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--home", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(1 if run(arguments.home or Path(folder), arguments.kills, arguments.seed) else 0)


if __name__ == "__main__":
    main()
