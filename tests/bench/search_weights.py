"""Chooses how the signals of a question are weighed: amid the best of many choices, by nDCG@10 of all groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import astuple, replace

import numpy as np
from numpy.typing import NDArray
from search_signals import Case

from indexer.calibration import Fusion, SignalWeights
from search.fusion import fuse

CHOICES, BEST = 300, 20
_DISCOUNTS = 1 / np.log2(np.arange(2, 12))


def compute_ndcg(gains: NDArray[np.int64], values: NDArray[np.floating]) -> float | None:
    """Returns nDCG@10 of a ranking; ``None`` where nothing is relevant."""
    if not gains.any():
        return None

    def gain(row: NDArray[np.int64]) -> float:
        return float(((2.0 ** row[:10] - 1) * _DISCOUNTS[: len(row[:10])]).sum())

    return gain(gains[np.argsort(-values, kind="stable")]) / gain(np.sort(gains)[::-1])


def find_damaged(case: Case) -> NDArray[np.bool_]:
    """Tells which tasks of the set are ruined and not restored."""
    return np.array([unit.damaged for unit in case.judged.units])


def measure_groups(
    cases: Sequence[Case], fusion: Fusion, plans: Sequence[NDArray[np.bool_]] | None = None
) -> dict[tuple[str, str, str], float]:
    """Returns the mean nDCG@10 of each set, group and kind of text.

    Args:
        cases: the questions.
        fusion: how signals are weighed.
        plans: which tasks of its set are ranked for each question; ``None`` for all.
    """
    found: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for number, case in enumerate(cases):
        values = fuse(case.scores, find_damaged(case), fusion, sureness=case.understood.sureness)
        ruined = case.judged.ruined
        for kind, mask in (("clean", ~ruined), ("ruined", ruined)):
            ranked = mask if plans is None else mask & plans[number]
            measured = compute_ndcg(case.question.gains[ranked], values[ranked]) if ranked.any() else None
            if measured is not None:
                found[case.judged.name, case.question.group, kind].append(measured)
    return {key: float(np.mean(values)) for key, values in found.items()}


def choose_fusion(
    cases: Sequence[Case], start: Fusion, plans: Sequence[NDArray[np.bool_]] | None = None, choices: int = CHOICES
) -> Fusion:
    """Chooses the weights of readable text, the gate and the least weight of words: see :func:`measure_groups`.

    The mean of the best few choices lies amid them, which a single best one, by chance, need not. Weights of ruined
    text and of unread questions stay those of ``start``.
    """
    chance = np.random.default_rng(1)
    tried = []
    for _ in range(choices):
        dense, concept, lexical, skeleton = chance.dirichlet([2, 2.5, 1, 1.3])
        instead, low, high, least = (
            chance.uniform(*span) for span in ((0, 0.8), (0.28, 0.42), (0.62, 0.82), (0.05, 0.5))
        )
        fusion = _make(start, (dense, concept, lexical, skeleton, instead, low, high, least))
        tried.append((float(np.mean(list(measure_groups(cases, fusion, plans).values()))), fusion))
    tried.sort(key=lambda one: -one[0])
    rows = [(*astuple(fusion.clean), *fusion.gate, fusion.least) for _, fusion in tried[:BEST]]
    return _make(start, np.mean(rows, axis=0).round(2).tolist())


def _make(start: Fusion, numbers: Sequence[float]) -> Fusion:
    *weights, low, high, least = map(float, numbers)
    return replace(start, clean=SignalWeights(*weights), gate=(low, high), least=least)


def leave_plans_out(cases: Sequence[Case], shipped: Fusion) -> list[tuple[str, float, float]]:
    """Ranks the tasks of each plan alone, by weights chosen without them.

    Returns:
        Each plan with the mean nDCG@10 of its groups by those weights and by the shipped ones.
    """
    found = []
    for plan in sorted({str(name) for case in cases for name in case.judged.plans}):
        own = [case.judged.plans == plan for case in cases]
        chosen = choose_fusion(cases, shipped, [~mask for mask in own], choices=CHOICES // 3)
        means = [float(np.mean(list(measure_groups(cases, fusion, own).values()))) for fusion in (chosen, shipped)]
        found.append((plan, means[0], means[1]))
    return found
