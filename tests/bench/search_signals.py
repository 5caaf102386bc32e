"""The signals of judged questions over the tasks of their set, by one model, as an index gives them."""

from __future__ import annotations

import argparse
import os
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


def build_parser(description: str | None) -> argparse.ArgumentParser:
    """Builds the parser of the options that the benches of search share."""
    parser = argparse.ArgumentParser(description=(description or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    model = os.environ.get("DOICHIEU_MODEL") or None
    parser.add_argument("--model", default=model, help="name or folder of the model ($DOICHIEU_MODEL, or the built-in)")
    parser.add_argument("--as-found", action="store_true", help="leave the ruined tasks as they were found")
    return parser


def parse_arguments(description: str | None) -> argparse.Namespace:
    """Parses the options that the benches of search share."""
    return build_parser(description).parse_args()


def score_sets(
    arguments: argparse.Namespace, embedder: Embedder | None = None
) -> Iterator[tuple[JudgedSet, list[Case]]]:
    """Yields each judged set with its questions scored, by the model of the arguments if none is given."""
    embedder = embedder or load_embedder(arguments.model)
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
