"""How the index does with 10,000, 100,000 and a million tasks, beside bm25s, FAISS and numpy on the same tasks.

Run: python tests/bench/bench_index_scale.py [--sizes 10000 100000 1000000] [--vectors FOLDER] [--folder FOLDER]

Tasks are made from those of the sample plans: clauses of two of them, a place and a number; their vectors are those of
the first with noise around them (cosine about .8 between variants). The questions are names of steps and tasks. Each
engine runs in a process of its own. A hybrid question is words to ten hits, all signals scored; the peer's is BM25 of
bm25s plus FAISS flat, every row scored. Times are wall and processor ("cpu") time in milliseconds; on a machine that
others use the second tells more. Recall is of the ten nearest by vectors.

Hybrid question without filter, p50/p95, on two cores that others used too: processor time at 10,000 tasks 6.5/7.8 to
8.9/11.3 ms, at 100,000 14.3/19.0 to 16.5/21.1, at a million 35.9/41.8 to 42.3/50.3; wall at a million 34/44 ms at load
2.4, 63/93 at 4.7, 142/255 at 8. Recall 1.0 (.999 at 100,000).

Since then candidates of a filter and of scales are looked up together, tokens remembered. Before and after in the same
minutes at load 11 to 16, processor time, every score, candidate and order as before; rows were mapped, which is undone:

=======  =========================  =========================  =========================
tasks    every task                 a third of them            a hundredth
=======  =========================  =========================  =========================
10,000   7.0/8.5 and 6.2/7.8        6.0/7.2 and 4.7/5.5        4.2/5.3 and 3.5/4.3
100,000  16.4/22.9 and 12.4/17.9    30.2/38.8 and 19.4/29.9    25.1/32.0 and 13.9/17.1
388,000  43.2/62.3 and 26.7/33.9    69.0/87.5 and 50.4/62.2    66.8/84.1 and 55.7/85.3
=======  =========================  =========================  =========================

Read by place, as they are, 100,000 tasks took 17 to 19 before and 20 to 22 (p50 of three pairs of runs, beside a test
run), a third of them 29 to 32 and 25 to 34: no gain that the noise does not cover.

A million, at load 1.9: wall 38.9/48.6, processor 47.2/58.5; of a third 82.8/106, of a hundredth 85.0/118 wall; 772 MB,
664 of them backed by no file, and 6.5 GB on the disk; recall 1.0. bm25s with FAISS flat in the same hour: wall
675/1,120, processor 794/965; FAISS flat alone p50 284, numpy 147; 1,676 MB. A first run just after the build, before
the files had been read once, took 150/248.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from search_judgements import _sample_units

from corpus.frameworks import list_frameworks, load_framework
from corpus.store import open_store
from indexer import Attribute, Unit, UnitFilter, VectorCache, load_embedder
from indexer.centring import centred
from indexer.contract import Attributes, IndexedUnit, PlanUnits, Value
from indexer.embedded import DEFAULT_LIMITS
from indexer.segmentation import segment
from indexer.space import Space
from indexer.sync import create_generation, open_generation, open_units
from indexer.units import letter_groups
from search.fusion import fuse

PER_PLAN = 20
BATCH = 100  # plans written in a transaction
QUERIES = 120
NOISE = 0.5
PLACES = [
    "An Phú",
    "Bình Minh",
    "Cẩm Sơn",
    "Đông Hòa",
    "Gia Lộc",
    "Hải Thanh",
    "Kim Long",
    "Mỹ Lệ",
    "Phú Thọ",
    "Tân Tiến",
]
WIDE, NARROW = frozenset(["2024", "2025"]), frozenset(["2019"])


@dataclass(frozen=True)
class Base:
    """What tasks are varied from: texts cut into clauses with their words, centred vectors, profiles."""

    clauses: list[list[tuple[str, list[str]]]]
    vectors: NDArray[np.float32]
    profiles: NDArray[np.float16]
    questions: list[str]
    raw: NDArray[np.float32]


def make_base(kept: Path, folder: Path) -> Base:
    """Reads the sample tasks and embeds them and the questions; keeps the space in ``folder``."""
    embedder = load_embedder(None)
    texts = list(dict.fromkeys(unit.text for unit in _sample_units()))
    store = open_store(kept)  # keeps the vectors for the next run
    cache = VectorCache(store.engine)
    space = Space.build(lambda wanted: cache.encode(wanted, embedder))
    raw = cache.encode(texts, embedder)
    store.close()
    steps = [step.title for info in list_frameworks() for step in load_framework(info.id).steps]
    questions = (steps + [" ".join(text.split()[:8]) for text in texts])[:QUERIES]
    clauses = [
        [(part, segment(part)) for part in re.split(r"(?<=[,;.:])\s+", text) if part.strip()] or [(text, segment(text))]
        for text in texts
    ]
    create_generation(folder, embedder, space, DEFAULT_LIMITS)
    vectors = np.stack([embedder.encode_query(question) for question in questions])
    return Base(clauses, centred(raw, space.centre), space.kinds.profile_tasks(raw, texts), questions, vectors)


def vary(base: Base, count: int, seed: int = 1) -> Iterator[tuple[str, list[str], NDArray[np.float32], int]]:
    """Yields text, words, centred vector and the number of the task it was made from."""
    chance, numbers = random.Random(seed), np.random.default_rng(seed)  # noqa: S311
    dimension = base.vectors.shape[1]
    for _ in range(count):
        first, second = chance.randrange(len(base.clauses)), chance.randrange(len(base.clauses))
        parts = [*base.clauses[first], chance.choice(base.clauses[second])]
        place, number = chance.choice(PLACES), str(chance.randrange(20_000))
        text = " ".join([*(part for part, _ in parts), "xã", place, number])
        words = [word for _, cut in parts for word in cut] + ["xã", place.lower().replace(" ", "_"), number]
        moved = base.vectors[first] + numbers.standard_normal(dimension, np.float32) * np.float32(
            NOISE / dimension**0.5
        )
        yield text, words, moved / np.linalg.norm(moved), first


def make_plans(base: Base, count: int, seed: int = 1, prefix: str = "p") -> Iterator[PlanUnits]:
    """Yields plans of twenty tasks, of the years 2019 to 2025: one in a hundred of the first."""
    units: list[IndexedUnit] = []
    made = 0
    for at, (text, words, vector, first) in enumerate(vary(base, count, seed)):
        plan = f"{prefix}{at // PER_PLAN:07d}"
        year = "2019" if made % 100 == 0 else str(2020 + made % 6)
        unit = Unit(f"{plan}#{at % PER_PLAN}", plan, text, main=True, damaged=False)
        attributes = Attributes(year=Value(year, year))
        units.append(IndexedUnit(unit, words, letter_groups(text), vector, base.profiles[first], attributes))
        if len(units) == PER_PLAN or at == count - 1:
            yield PlanUnits(plan, "1", units)
            units, made = [], made + 1


class Clock:
    """Wall and processor time of a block, in milliseconds."""

    def __enter__(self) -> Clock:
        self._start = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall = (time.perf_counter() - self._start[0]) * 1000
        self.processor = (time.process_time() - self._start[1]) * 1000


def memory() -> tuple[float, float]:
    """Returns the resident memory of this process and the part of it that no file backs, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    values = {
        line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines if line.startswith(("VmRSS", "RssAnon"))
    }
    return values["VmRSS"], values["RssAnon"]


def exact_nearest(vectors: NDArray[np.float16], query: NDArray[np.float32]) -> NDArray[np.int64]:
    """Returns the ten rows nearest to a query, by every product."""
    scores = np.concatenate(
        [vectors[at : at + 50_000].astype(np.float32) @ query for at in range(0, len(vectors), 50_000)]
    )
    return np.argsort(-scores, kind="stable")[:10]


def build(folder: Path, base: Base, count: int) -> dict[str, float]:
    """Builds the index of ``count`` tasks."""
    units = open_units(folder)
    with Clock() as clock:
        batch: list[PlanUnits] = []
        for plan in make_plans(base, count):
            batch.append(plan)
            if len(batch) == BATCH:
                units.write(batch, ())
                batch = []
        units.write(batch, ())
        units.mend()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"build s": clock.wall / 1000, "build cpu s": clock.processor / 1000, "disk MB": size / 2**20}


def ask(folder: Path, base: Base, count: int) -> dict[str, float]:
    """Opens the index and asks it."""
    segment("đánh giá nội bộ")  # loaded before anything is measured
    before = memory()
    with Clock() as opening:
        index = open_generation(folder)
    found: dict[str, float] = {"open ms": opening.wall}
    filters = {
        "all": UnitFilter(),
        "wide": UnitFilter(((Attribute.YEAR, WIDE),)),
        "narrow": UnitFilter(((Attribute.YEAR, NARROW),)),
    }
    nearest: list[tuple[NDArray[np.float32], set[int]]] = []
    for name, chosen in filters.items():
        walls, processors = [], []
        selected = index.view.select(chosen)
        for words, raw in zip(base.questions, base.raw, strict=True):
            with Clock() as clock:
                query = index.ask(words, raw)
                scores = index.view.find([query], chosen, 10).score(query)
                fused = fuse(scores, index.view.damaged[scores.positions], index.weights.fusion)
                best = index.view.sort(scores.positions, fused)[:10]
                index.view.load_units(scores.positions[best])
            walls.append(clock.wall)
            processors.append(clock.processor)
            if name == "all":
                near = scores.positions[np.argsort(-scores.dense, kind="stable")[:10]]
                nearest.append((query.vector, set(near.tolist())))
        found |= {f"{name} p50": np.median(walls), f"{name} p95": np.percentile(walls, 95)}
        found |= {f"{name} cpu p50": np.median(processors), f"{name} cpu p95": np.percentile(processors, 95)}
        found[f"{name} units"] = len(selected)
    resident, own = memory()
    found |= {"MB": resident - before[0], "own MB": own - before[1]}
    # Last, as the threads of BLAS go on waiting for work for a while, which is processor time of whatever comes next.
    vectors = np.empty((count, base.vectors.shape[1]), np.float16)
    for at, (_, _, vector, _) in enumerate(vary(base, count)):
        vectors[at] = vector
    recall = [len(near & set(exact_nearest(vectors, query).tolist())) / 10 for query, near in nearest]
    return found | {"recall@10": float(np.mean(recall))}


def add(folder: Path, base: Base, count: int) -> dict[str, float]:
    """Adds plans one by one, deletes them again, and opens the index after each, while the view before is in use."""
    units = open_units(folder)
    view = units.view()
    walls, processors, opens, deletes = [], [], [], []
    plans = list(make_plans(base, 5 * PER_PLAN, seed=2, prefix="late"))
    for plan in plans:
        with Clock() as clock:
            units.update([plan], ())
        walls.append(clock.wall)
        processors.append(clock.processor)
        with Clock() as clock:
            view = units.view()
        opens.append(clock.wall)
    assert view.count == count + len(plans) * PER_PLAN
    for plan in plans:
        with Clock() as clock:
            units.update((), [plan.plan])
        deletes.append(clock.wall)
    return {
        "add ms": np.median(walls), "add cpu ms": np.median(processors),
        "open again ms": np.median(opens), "delete ms": np.median(deletes),
    }  # fmt: skip


def ask_peers(_folder: Path, base: Base, count: int) -> dict[str, float]:
    """Builds bm25s and FAISS flat over the same tasks, and asks both; numpy's product beside them."""
    import bm25s
    import faiss

    segment("đánh giá nội bộ")
    before = memory()
    vocabulary: dict[str, int] = {}
    with Clock() as building:
        rows, vectors = [], np.empty((count, base.vectors.shape[1]), np.float32)
        for at, (_, words, vector, _) in enumerate(vary(base, count)):
            rows.append([vocabulary.setdefault(word, len(vocabulary)) for word in words])
            vectors[at] = vector
        lexical = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        lexical.index((rows, vocabulary), show_progress=False)
        dense = faiss.IndexFlatIP(vectors.shape[1])
        dense.add(vectors)
    del rows, vectors
    resident, own = memory()
    every = np.arange(count)
    walls, processors, flats, products = [], [], [], []
    copied = faiss.rev_swig_ptr(dense.get_xb(), count * dense.d).reshape(count, -1)
    space = Space.load(_folder)
    for words, raw in zip(base.questions, base.raw, strict=True):
        query = centred(raw[None], space.centre)
        with Clock() as clock:
            known = [vocabulary[word] for word in segment(words) if word in vocabulary]
            scores = lexical.get_scores_from_ids(known) if known else np.zeros(count, np.float32)
            near, positions = dense.search(query, count)
            both = np.empty(count, np.float32)
            both[positions[0]] = near[0]
            both += scores / max(scores.max(initial=0), 1e-9)
            every[np.argpartition(-both, 10)[:10]]
        walls.append(clock.wall)
        processors.append(clock.processor)
        with Clock() as clock:
            dense.search(query, 10)
        flats.append(clock.wall)
        with Clock() as clock:
            np.argpartition(-(copied @ query[0]), 10)[:10]
        products.append(clock.wall)
    return {
        "build s": building.wall / 1000, "build cpu s": building.processor / 1000,
        "p50": np.median(walls), "p95": np.percentile(walls, 95),
        "cpu p50": np.median(processors), "cpu p95": np.percentile(processors, 95),
        "FAISS flat p50": np.median(flats), "numpy p50": np.median(products),
        "MB": resident - before[0], "own MB": own - before[1],
    }  # fmt: skip


def apart(work: Callable[[Path, Base, int], dict[str, float]], *arguments: Any) -> dict[str, float]:
    """Does something in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def main() -> None:
    """Prints a block for each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--vectors", type=Path, help="folder that keeps vectors for the next run (default: temporary)")
    parser.add_argument("--folder", type=Path, help="where indexes are built (default: temporary)")
    parser.add_argument("--no-peers", action="store_true")
    arguments = parser.parse_args()
    kept = arguments.vectors or Path(tempfile.mkdtemp())
    with tempfile.TemporaryDirectory(dir=arguments.folder) as root:
        for size in arguments.sizes:
            folder = Path(root) / str(size)
            folder.mkdir()
            base = make_base(kept, folder)
            ours: dict[str, float] = {}
            for work in (build, ask, add):
                found = apart(work, folder, base, size)
                report(size, f"embedded index, {work.__name__}", found)
                ours |= found
            if not arguments.no_peers:
                peers = apart(ask_peers, folder, base, size)
                report(size, "bm25s + FAISS flat", peers)
                for ours_name, peer in (
                    ("all p50", "p50"),
                    ("all p95", "p95"),
                    ("all cpu p50", "cpu p50"),
                    ("MB", "MB"),
                ):
                    print(f"  {ours_name}: {ours[ours_name] / peers[peer]:.2f} of the peers'")


def report(size: int, name: str, values: dict[str, float]) -> None:
    """Prints the measures of an engine."""
    print(f"{size:,} tasks, {name}: " + ", ".join(f"{key} {value:,.4g}" for key, value in values.items()), flush=True)


if __name__ == "__main__":
    main()
