"""How true the bands are: fits the curves of search/bands.py anew and prints what they promise and keep.

Run: python tests/bench/bench_bands.py [--shared ../shared]

The judged questions of ``queries/README.md`` over the tasks of real plans and over those of the samples: a curve that
is fitted on the one is tried on the other, so that neither question nor task was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from search_judgements import OFF_TOPIC
from search_signals import Case, parse_arguments, score_sets
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from search import bands
from search.bands import THRESHOLDS

Array = NDArray[np.float64]
Features = Callable[[Case], Array]
# From this sureness on a question is fitted as one whose words can be told.
SURE = 0.9
CUTS = (0.05, 0.10, 0.15, 0.20, 0.30)


def all_signals(case: Case) -> Array:
    """Returns what the curve for questions with readable words is over."""
    return np.stack([case.scores.dense, case.scores.coverage, case.scores.concept], axis=1).astype(np.float64)


def letters_alone(case: Case) -> Array:
    """Returns what the curve for words that cannot be told is over."""
    return case.scores.coverage[:, None].astype(np.float64)


def fit(cases: Sequence[Case], features: Features) -> LogisticRegression:
    """Fits a curve to every pair of a question and a task."""
    pairs = np.concatenate([features(case) for case in cases])
    return LogisticRegression(C=100).fit(pairs, np.concatenate([case.question.gains > 0 for case in cases]))


def report(title: str, cases: Sequence[Case], features: Features) -> None:
    """Prints the curve, how well it separates on unseen tasks, and what each band and each cut gives there."""
    tried: list[tuple[Case, Array]] = []
    for unseen in ({"samples"}, {"steps", "real"}):
        rest = [case for case in cases if case.judged.name not in unseen]
        there = [case for case in cases if case.judged.name in unseen]
        if rest and there:
            model = fit(rest, features)
            tried += [(case, model.predict_proba(features(case))[:, 1]) for case in there]
    whole = fit(cases, features)
    print(f"\n{title}: {len(cases)} questions; {np.round(whole.coef_[0], 2)}  offset {whole.intercept_[0]:.2f}")
    if not tried:
        print("  only one set of tasks is at hand: not tried on another")
        return
    chances = np.concatenate([each for _, each in tried])
    relevant = np.concatenate([case.question.gains > 0 for case, _ in tried])
    print(f"  AUC on unseen tasks {roc_auc_score(relevant, chances):.3f}")
    edges = [1.01, *(threshold for threshold, _ in THRESHOLDS), 0.05]
    for upper, lower, name in zip(edges, edges[1:], [*(band.value for _, band in THRESHOLDS), "-"], strict=False):
        inside = (chances >= lower) & (chances < upper)
        if inside.any():
            print(f"  from {lower:.2f} {name:12} pairs {inside.sum():5}  relevant {relevant[inside].mean():.2f}")
    for cut in CUTS:
        report_cut(tried, cut)


def report_cut(tried: Sequence[tuple[Case, Array]], cut: float) -> None:
    """Prints what is shown from a chance up: how much of it is relevant, and for which questions nothing is."""
    asked = [(case.question.gains > 0, chances >= cut) for case, chances in tried if case.question.group != OFF_TOPIC]
    off = [(chances >= cut).any() for case, chances in tried if case.question.group == OFF_TOPIC]
    shown = sum(int(near.sum()) for _, near in asked)
    right = sum(int((near & relevant).sum()) for relevant, near in asked)
    recall = np.mean([(near & relevant).sum() / relevant.sum() for relevant, near in asked])
    print(
        f"  cut {cut:.2f}: relevant of what is shown {right / max(shown, 1):.2f}, recall {recall:.2f}, without a hit "
        f"{sum(not near.any() for _, near in asked)} of {len(asked)}, off-topic with one {sum(off)} of {len(off)}"
    )


def main() -> None:
    """Prints the curves, their reliability and the constants in use."""
    cases = [case for _, scored in score_sets(parse_arguments(__doc__)) for case in scored]
    sure = [case for case in cases if case.understood.sureness >= SURE]
    report("words that can be told: centred cosine, coverage, kinds of work", sure, all_signals)
    report("the same by vectors and coverage", sure, lambda case: all_signals(case)[:, :2])
    report("all questions: coverage alone", cases, letters_alone)
    used = (bands.DENSE, bands.COVERAGE, bands.CONCEPT, bands.OFFSET, bands.COVERAGE_ALONE, bands.OFFSET_ALONE)
    print("\nin use:", *used)


if __name__ == "__main__":
    main()
