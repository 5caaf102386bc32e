"""Plain ways to tell which steps a plan has, to compare with: the step's title and question against each passage."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from gap_judge_score import Cell
from gap_labels import GapPlan
from numpy.typing import NDArray

from corpus.abbreviations import shipped_expander
from corpus.frameworks import Framework
from corpus.store import StoredPlan
from indexer import centred
from indexer.units import skeleton_words
from search import Engine, Verdict
from search.passages import build_passages

Plans = Sequence[tuple[GapPlan, StoredPlan]]
# The usual constants of BM25 (Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, 11.4.3).
_K1, _B = 1.2, 0.75


def score_cosine(engine: Engine, framework: Framework, plans: Plans) -> list[NDArray[np.float64]]:
    """Returns per plan the centred cosine of the nearest passage to each step: ``(k,)``."""
    asked = centred(engine.encode_texts(_descriptions(framework)), engine.index.space.centre)
    scores = []
    for _, stored in plans:
        passages = centred(engine.encode_texts(_texts(stored)), engine.index.space.centre)
        scores.append((passages @ asked.T).max(axis=0).astype(np.float64))
    return scores


def score_bm25(framework: Framework, plans: Plans) -> list[NDArray[np.float64]]:
    """Returns per plan the BM25 of the best passage for each step, over that of the description itself: ``(k,)``."""
    bags = [[Counter(skeleton_words(text)) for text in _texts(stored)] for _, stored in plans]
    every = [bag for own in bags for bag in own]
    standing = Counter(word for bag in every for word in bag)
    usual = sum(bag.total() for bag in every) / len(every)

    def bm25(asked: Counter[str], bag: Counter[str]) -> float:
        stretch = _K1 * (1 - _B + _B * bag.total() / usual)
        return sum(
            math.log(1 + (len(every) - standing[word] + 0.5) / (standing[word] + 0.5))
            * (bag[word] * (_K1 + 1) / (bag[word] + stretch))
            for word in asked
            if word in bag
        )

    steps = [Counter(skeleton_words(text)) for text in _descriptions(framework)]
    return [np.array([max(bm25(step, bag) for bag in own) / bm25(step, step) for step in steps]) for own in bags]


def judge_by(scores: Sequence[NDArray[np.float64]], framework: Framework, plans: Plans, bound: float) -> list[Cell]:
    """Returns the verdicts: covered from ``bound`` on, else missing."""
    return [
        Cell(step.id, plan.labels[step.id], Verdict.COVERED if score >= bound else Verdict.MISSING)
        for (plan, _), row in zip(plans, scores, strict=True)
        for step, score in zip(framework.steps, row, strict=True)
        if step.id in plan.labels
    ]


def choose_bound(scores: Sequence[NDArray[np.float64]], framework: Framework, plans: Plans) -> float:
    """Returns the bound under which most verdicts are right."""

    def right(bound: float) -> int:
        return sum(cell.label.allows(cell.verdict) for cell in judge_by(scores, framework, plans, bound))

    return max((float(bound) for bound in np.quantile(np.concatenate(scores), np.linspace(0, 1, 101))), key=right)


def _descriptions(framework: Framework) -> list[str]:
    return [f"{step.title}. {step.asks}" for step in framework.steps]


def _texts(stored: StoredPlan) -> list[str]:
    expander = shipped_expander()
    return [expander.expand(passage.text, guess=False) for passage in build_passages(stored)] or [""]
