"""The signals of judged questions over the tasks of their set, by the default model, as an index gives them."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from search_judgements import SHARED, JudgedSet, Question, load_sets

from corpus.abbreviations import shipped_expander
from corpus.text import normalise
from indexer import Embedder, Index, Scores, load_embedder
from indexer.contract import Attributes, PlanUnits
from indexer.embedded import Limits
from indexer.index import index_units
from indexer.space import Space
from indexer.sync import create_generation, open_generation
from search.questions import Understanding, score_question, understand

Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Case:
    """A question scored over every task of its set; ``raw`` is the cosine of the vectors as the model gives them."""

    judged: JudgedSet
    question: Question
    understood: Understanding
    scores: Scores
    raw: Vector


def parse_arguments(description: str | None) -> argparse.Namespace:
    """Parses the options that the benches of search share."""
    parser = argparse.ArgumentParser(description=(description or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--as-found", action="store_true", help="leave the ruined tasks as they were found")
    return parser.parse_args()


def score_sets(arguments: argparse.Namespace) -> Iterator[tuple[JudgedSet, list[Case]]]:
    """Yields each judged set with its questions scored."""
    embedder = load_embedder(None)
    for judged in load_sets(arguments.shared, restored=not arguments.as_found):
        vectors = embedder.encode_documents([unit.text for unit in judged.units])
        with tempfile.TemporaryDirectory() as folder:
            index = build_bench_index(judged, vectors, embedder, Path(folder))
            yield judged, [_score(judged, index, vectors, question, embedder) for question in judged.questions]


def build_bench_index(judged: JudgedSet, vectors: Vector, embedder: Embedder, folder: Path) -> Index:
    """Builds an index of the set, as it is built from a store."""
    space = Space.build(embedder.encode_documents)
    units = create_generation(folder, embedder, space, Limits(exact=len(judged.units)))
    indexed = index_units(judged.units, [Attributes()] * len(judged.units), vectors, space)
    units.update([PlanUnits("bench", "", indexed)], ())
    return open_generation(folder)


def _score(judged: JudgedSet, index: Index, vectors: Vector, question: Question, embedder: Embedder) -> Case:
    understood = understand(normalise(question.words), shipped_expander())
    vector = embedder.encode_query(understood.meant)
    return Case(judged, question, understood, score_question(index, understood, vector).scores, vectors @ vector)
