"""How true the bands are: fits the curves anew, prints what they promise and keep, and writes a calibration.

Run: python tests/bench/bench_bands.py [--shared ../shared] [--model MODEL] [--write CALIBRATION.json]

The judged questions of ``queries/README.md`` over the tasks of real plans and over those of the samples: a curve that
is fitted on the one is tried on the other, so that neither question nor task was seen; where only the samples are at
hand, on questions that were left out. A calibration that is written
has the curves fitted to all, those of pairs too (``bench_alignment.py``); weights and thresholds are the built-in ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import bench_alignment
import numpy as np
from numpy.typing import NDArray
from search_judgements import OFF_TOPIC
from search_signals import Case, build_parser, score_sets
from search_weights import BEST, CHOICES, choose_fusion, measure_groups
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from indexer import load_embedder
from indexer.calibration import (
    Calibration,
    PairCurve,
    QuestionCurve,
    choose_calibration,
    load_built_in,
    write_calibration,
)
from search.bands import list_bands

Array = NDArray[np.float64]
Features = Callable[[Case], Array]
# From this sureness on a question is fitted as one whose words can be told.
SURE = 0.9
# Parts of the questions where only one set of tasks is at hand.
FOLDS = 5
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


def part(cases: Sequence[Case]) -> tuple[str, list[list[Case]]]:
    """Parts questions for curves to be fitted on all parts but the one they are tried on, and tells what is unseen."""
    samples = [case for case in cases if case.judged.name == "samples"]
    real = [case for case in cases if case.judged.name != "samples"]
    if samples and real:
        return "tasks", [samples, real]
    return "questions (one set of tasks is at hand)", [list(cases[number::FOLDS]) for number in range(FOLDS)]


def report(title: str, cases: Sequence[Case], features: Features) -> float:
    """Prints the curve, what each band and each cut gives on what is unseen, and returns the AUC there."""
    tried: list[tuple[Case, Array]] = []
    unseen, parts = part(cases)
    for there in parts:
        model = fit([case for other in parts if other is not there for case in other], features)
        tried += [(case, model.predict_proba(features(case))[:, 1]) for case in there]
    whole = fit(cases, features)
    print(f"\n{title}: {len(cases)} questions; {np.round(whole.coef_[0], 2)}  offset {whole.intercept_[0]:.2f}")
    chances = np.concatenate([each for _, each in tried])
    relevant = np.concatenate([case.question.gains > 0 for case, _ in tried])
    area = float(roc_auc_score(relevant, chances))
    print(f"  AUC on unseen {unseen} {area:.3f}")
    bands = list_bands(load_built_in().thresholds)
    edges = [1.01, *(threshold for threshold, _ in bands), 0.05]
    for upper, lower, name in zip(edges, edges[1:], [*(band.value for _, band in bands), "-"], strict=False):
        inside = (chances >= lower) & (chances < upper)
        if inside.any():
            print(f"  from {lower:.2f} {name:12} pairs {inside.sum():5}  relevant {relevant[inside].mean():.2f}")
    for cut in CUTS:
        report_cut(tried, cut)
    return area


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


def calibrate(model: str, cases: Sequence[Case], pairs: list[bench_alignment.JudgedPairs], area: float) -> Calibration:
    """Makes the calibration of a model from all judged questions and pairs of tasks; ``area`` is what is told of it."""
    built_in = load_built_in()
    sure = find_sure(cases)
    both, alone = fit(sure, all_signals), fit(cases, letters_alone)
    dense, concept, offset = _read(bench_alignment.fit(pairs, bench_alignment.CURVE))
    letters, offset_alone = _read(bench_alignment.fit(pairs, bench_alignment.LETTERS))
    judged = sum(int(np.triu(one.judged).sum()) for one in pairs)
    choosing = [case for case in cases if case.judged.name != "real"]
    of = dict.fromkeys(case.judged.name for case in choosing)
    fusion = choose_fusion(choosing, built_in.fusion)
    ranked = float(np.mean(list(measure_groups(choosing, fusion).values())))
    return Calibration(
        model,
        f"{len(sure)} câu hỏi có dấu ({len(cases)} câu kể cả không dấu) và {judged} cặp nhiệm vụ đã chấm, các bộ "
        f"{', '.join(dict.fromkeys(case.judged.name for case in cases))}; AUC khi thử trên phần chưa thấy: {area:.3f}; "
        f"trọng số xếp hạng: giữa {BEST} lựa chọn tốt nhất trong {CHOICES} trên các bộ {', '.join(of)}, nDCG@10 trung "
        f"bình các nhóm {ranked:.3f}; ngưỡng lấy của mô hình đi kèm.",
        fusion,
        QuestionCurve(*_read(both), *_read(alone)),
        PairCurve(dense, concept, offset, letters, offset_alone, built_in.pair.same_letters),
        built_in.thresholds,
    )


def find_sure(cases: Sequence[Case]) -> list[Case]:
    """Returns the questions whose words can be told."""
    return [case for case in cases if case.understood.sureness >= SURE]


def _read(curve: LogisticRegression) -> list[float]:
    """Returns the slopes of a curve and its offset, to two digits as they are printed."""
    return [round(float(number), 2) for number in (*curve.coef_[0], curve.intercept_[0])]


def main() -> None:
    """Prints the curves, their reliability and the calibration that ships, and writes one where asked."""
    parser = build_parser(__doc__)
    parser.add_argument("--write", type=Path, help="file to write the calibration of the model to")
    arguments = parser.parse_args()
    embedder = load_embedder(arguments.model)
    cases = [case for _, scored in score_sets(arguments, embedder) for case in scored]
    sure = find_sure(cases)
    area = report("words that can be told: centred cosine, coverage, kinds of work", sure, all_signals)
    report("the same by vectors and coverage", sure, lambda case: all_signals(case)[:, :2])
    report("all questions: coverage alone", cases, letters_alone)
    used = choose_calibration(embedder.model_id)
    print("\nshipped for this model:", used.question if used else "none")
    if arguments.write is not None:
        pairs = bench_alignment.load_pairs(arguments.shared, embedder, restored=not arguments.as_found)
        write_calibration(arguments.write, calibrate(embedder.model_id, cases, list(pairs), area))
        print(f"written: {arguments.write.name}")


if __name__ == "__main__":
    main()
