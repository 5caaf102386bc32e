"""How well tasks are found: each signal and ways of weighing them, on the judged queries over five real plans.

Run: python tests/bench/bench_search.py [--shared ../shared] [--models FOLDER] [--as-found]

The texts and judgements are no part of the repository; without them nothing is measured. Measures: nDCG@10 (gains 2 and
1), recall@3 (of the relevant tasks, at most three), MRR.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.abbreviations import shipped_expander
from corpus.reading.restoration import restore_text
from corpus.text import fold, normalise, reading_text
from indexer import Embedder, Index, Scores, Unit, centred, load_embedder
from indexer.dense import DenseIndex
from indexer.generation import FORMAT, Manifest
from indexer.index import background_texts
from indexer.lexical import LexicalIndex
from indexer.segmentation import segment
from indexer.units import letter_groups
from search.fusion import fuse
from search.questions import Understanding, score_question, understand

Vector = NDArray[np.float32]
_SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@dataclass(frozen=True)
class Query:
    """A judged query: its words by style, and the gain (2, 1 or 0) of each task."""

    name: str
    description: str
    gains: NDArray[np.int64]


@dataclass(frozen=True)
class Gold:
    """The judged tasks with their plans; ``ruined`` tells those of the two plans that a recognition ruined."""

    units: tuple[Unit, ...]
    ruined: NDArray[np.bool_]
    plans: NDArray[np.str_]
    queries: tuple[Query, ...]


@dataclass(frozen=True)
class Case:
    """One question scored over every task."""

    question: Understanding
    scores: Scores
    raw: Vector
    corpus_centred: Vector


def restore(unit: Unit) -> Unit:
    """Returns a ruined unit as the index holds it: its words guessed (here without the rest of its plan)."""
    guesses = restore_text(unit.text, [(0, len(unit.text))])
    return replace(unit, text=reading_text(unit.text, guesses, 0, len(unit.text)), damaged=False)


def write_out(unit: Unit) -> Unit:
    """Returns a unit as the index holds it: its abbreviations written out."""
    return replace(unit, text=shipped_expander().expand(unit.text, guess=False))


def read_gold(shared: Path, *, restored: bool = True) -> Gold:
    """Reads the judgements, or ends the run where they are absent.

    Args:
        shared: the folder with the judgements.
        restored: whether ruined tasks are restored, as they are in an index; else they stay as found.
    """
    path = shared / "gold" / "queries.json"
    if not path.exists():
        sys.exit(f"nothing measured: {path} is absent (judgements over real plans, not shipped)")
    gold = json.loads(path.read_text("utf-8"))
    tasks = gold["tasks"]
    units = tuple(Unit(task["id"], task["plan"], task["text"], True, task["damaged"]) for task in tasks)
    ruined = np.array([unit.damaged for unit in units])
    if restored:
        units = tuple(restore(unit) if unit.damaged else unit for unit in units)
    units = tuple(write_out(unit) for unit in units)
    queries = tuple(
        Query(
            query["name"],
            query["description"],
            np.array([query["relevant"].get(task["id"], 0) for task in tasks]),
        )
        for query in gold["queries"]
    )
    return Gold(units, ruined, np.array([task["plan"] for task in tasks]), queries)


def open_bench(arguments: argparse.Namespace) -> tuple[Gold, Embedder]:
    """Reads the judgements and loads the default model."""
    gold = read_gold(arguments.shared, restored=not arguments.as_found)
    models = arguments.models or Path(os.environ.get("DOICHIEU_TEST_CACHE") or tempfile.mkdtemp())
    return gold, load_embedder(None, models)


def parse_arguments(description: str | None) -> argparse.Namespace:
    """Parses the options that the benches of search share."""
    parser = argparse.ArgumentParser(description=(description or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=_SHARED)
    parser.add_argument(
        "--models", type=Path, help="folder of built models (default: DOICHIEU_TEST_CACHE or temporary)"
    )
    parser.add_argument("--as-found", action="store_true", help="leave the ruined tasks as they were found")
    return parser.parse_args()


def build_bench_index(units: tuple[Unit, ...], vectors: Vector, embedder: Embedder) -> Index:
    """Builds an index in memory as build_index does from a store."""
    texts = [unit.text for unit in units]
    centre = embedder.encode_documents(background_texts()).mean(axis=0)
    manifest = Manifest(FORMAT, embedder.model_id, embedder.dimension, "", "", "", len(units), 0, {})
    return Index(
        manifest,
        units,
        DenseIndex.build(vectors, centre),
        LexicalIndex.build([segment(text) for text in texts]),
        LexicalIndex.build([letter_groups(text) for text in texts]),
    )


def score_query(index: Index, vectors: Vector, words: str, embedder: Embedder) -> Case:
    """Scores every task for a question as it is understood; words and vectors too where it is unsure."""
    question = understand(normalise(words), shipped_expander())
    vector = embedder.encode_query(question.meant)
    mean = vectors.mean(axis=0)
    return Case(
        question=question,
        scores=score_question(index, question, vector, np.arange(len(index.units))),
        raw=vectors @ vector,
        corpus_centred=centred(vectors, mean) @ centred(vector[None], mean)[0],
    )


def standardise(values: Vector) -> Vector:
    """Returns z-scores."""
    return (values - values.mean()) / (values.std() + 1e-9)


def reciprocal_ranks(values: Vector) -> Vector:
    """Returns 1 / (60 + rank), the summand of RRF (Cormack et al., 2009)."""
    ranks = np.empty(len(values))
    ranks[np.argsort(-values, kind="stable")] = np.arange(1, len(values) + 1)
    return 1 / (60 + ranks)


def methods(damaged: NDArray[np.bool_]) -> dict[str, Callable[[Case], Vector]]:
    """The ways of scoring, by name."""

    def signals(case: Case) -> tuple[Vector, Vector, Vector]:
        return case.scores.dense, case.scores.lexical, case.scores.skeleton

    return {
        "dense raw": lambda case: case.raw,
        "dense, corpus mean": lambda case: case.corpus_centred,
        "dense, background": lambda case: case.scores.dense,
        "words": lambda case: case.scores.lexical,
        "letter groups": lambda case: case.scores.skeleton,
        "coverage": lambda case: case.scores.coverage,
        "z-score sum": lambda case: sum(standardise(signal) for signal in signals(case)),
        "RRF": lambda case: sum(reciprocal_ranks(signal) for signal in signals(case)),
        "shipped fusion": lambda case: fuse(case.scores, damaged, sureness=case.question.sureness),
    }


def measure(gains: NDArray[np.int64], values: Vector) -> tuple[float, float, float] | None:
    """Returns (nDCG@10, recall@3, reciprocal rank) of a ranking; ``None`` where nothing is relevant."""
    relevant = int((gains > 0).sum())
    if not relevant:
        return None
    ranked = gains[np.argsort(-values, kind="stable")]
    discounts = 1 / np.log2(np.arange(2, 12))

    def gain(row: NDArray[np.int64]) -> float:
        return float(((2.0 ** row[:10] - 1) * discounts[: len(row[:10])]).sum())

    return (
        gain(ranked) / gain(np.sort(gains)[::-1]),
        float((ranked[:3] > 0).sum()) / min(relevant, 3),
        1 / (1 + int(np.argmax(ranked > 0))),
    )


def styles(query: Query) -> Iterator[tuple[str, str]]:
    """Yields each way of asking a query."""
    yield "name", query.name
    yield "name + description", f"{query.name}. {query.description}"
    yield "name, accent-free", fold(query.name)


def main() -> None:
    """Prints one table for each style of query."""
    gold, embedder = open_bench(parse_arguments(__doc__))
    vectors = embedder.encode_documents([unit.text for unit in gold.units])
    index = build_bench_index(gold.units, vectors, embedder)
    groups = {"clean": ~gold.ruined, "ruined": gold.ruined, "all": np.ones(len(gold.units), bool)}
    cases: dict[str, list[tuple[Query, Case]]] = {}
    for query in gold.queries:
        for style, words in styles(query):
            cases.setdefault(style, []).append((query, score_query(index, vectors, words, embedder)))
    counts = f"{len(gold.queries)} queries, {len(gold.units)} tasks, {int(gold.ruined.sum())} of them ruined"
    print(f"{counts}; {embedder.model_id}")
    print("each cell: nDCG@10  recall@3  MRR")
    for style, asked in cases.items():
        print(f"\n{style:22}" + "".join(f"{group:20}" for group in groups))
        for name, method in methods(index.damaged).items():
            cells = []
            for mask in groups.values():
                rows = [measure(query.gains[mask], method(case)[mask]) for query, case in asked]
                means = np.mean([row for row in rows if row is not None], axis=0)
                cells.append("  ".join(f"{value:.3f}" for value in means))
            print(f"{name:20}  " + "   ".join(cells))


if __name__ == "__main__":
    main()
