"""How true the nearness of two tasks is, and the alignment of two plans: fits the curves of pairs anew.

Run: python tests/bench/bench_alignment.py [--shared ../shared] [--as-found] [--model MODEL]

Two tasks of different plans are about one thing where one judged question (a step of the framework, or a question by
name over the samples; ``queries/README.md``) has both as what realises it, and about different things where each is
judged and no question has both. Other pairs are not judged and do not count. A curve that is fitted on the real plans
is tried on the samples and the other way about. Recall of an alignment is of the partners that a perfect one has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from search_judgements import JudgedSet, load_sets
from search_signals import parse_arguments
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from indexer import Embedder, centred, load_embedder
from indexer.calibration import choose_calibration, load_built_in
from indexer.space import Space
from indexer.units import letter_groups
from search.alignment import match
from search.bands import list_bands
from search.nearness import Faces, compare

Array = NDArray[np.float64]
BY_NAME = frozenset({"name"})
THRESHOLDS = load_built_in().thresholds

# Columns of the signals that the curves in use are over.
CURVE, LETTERS = (0, 2), (1,)


@dataclass(frozen=True)
class JudgedPairs:
    """The tasks of a set compared with each other; every array is ``(n, n)``.

    ``same`` tells pairs about one thing, ``judged`` those that count.
    """

    name: str
    plans: NDArray[np.str_]
    signals: tuple[Array, Array, Array]
    same: NDArray[np.bool_]
    judged: NDArray[np.bool_]

    def chances(self, model: LogisticRegression) -> Array:
        """Returns the chance of each pair by a curve."""
        flat = np.stack([self.signals[column].ravel() for column in CURVE], axis=1)
        found: Array = model.predict_proba(flat)[:, 1].reshape(self.same.shape)
        return found


def load_pairs(shared: Path, embedder: Embedder, *, restored: bool) -> Iterator[JudgedPairs]:
    """Yields the judged pairs of the real plans, where they are at hand, and of the samples."""
    space = Space.build(embedder.encode_documents)
    for judged in load_sets(shared, restored=restored):
        if judged.name != "real":  # its questions are about the tasks of "steps"
            yield _judge(judged, embedder, space)


def _judge(judged: JudgedSet, embedder: Embedder, space: Space) -> JudgedPairs:
    texts = [unit.text for unit in judged.units]
    vectors = embedder.encode_documents(texts)
    groups = tuple(frozenset(letter_groups(unit.text)) for unit in judged.units)
    profiles = space.kinds.profile_tasks(vectors, texts).astype(np.float32)
    faces = Faces(judged.units, centred(vectors, space.centre), profiles, groups, None)
    near = compare(faces, faces)
    gains = np.stack([question.gains for question in judged.questions if question.group in BY_NAME])
    realised = (gains == 2).astype(np.int64)
    touched = (gains > 0).astype(np.int64)
    same = realised.T @ realised > 0
    known = realised.any(axis=0)
    other = judged.plans[:, None] != judged.plans[None, :]
    counts = other & known[:, None] & known[None, :] & (same | (touched.T @ touched == 0))
    signals = tuple(signal.astype(np.float64) for signal in (near.dense, near.coverage, near.concept))
    return JudgedPairs(judged.name, judged.plans, signals, same & other, counts)  # type: ignore[arg-type]


def fit(sets: list[JudgedPairs], columns: Sequence[int]) -> LogisticRegression:
    """Fits a curve to the judged pairs, each once."""
    features, labels = [], []
    for one in sets:
        chosen = np.triu(one.judged)
        features.append(np.stack([signal[chosen] for signal in one.signals], axis=1)[:, list(columns)])
        labels.append(one.same[chosen])
    return LogisticRegression(C=100).fit(np.concatenate(features), np.concatenate(labels))


def report_curve(title: str, sets: list[JudgedPairs], columns: Sequence[int]) -> None:
    """Prints a curve, how well it separates pairs of the set it was not fitted on, and what each band holds there."""
    whole = fit(sets, columns)
    print(f"\n{title}: {np.round(whole.coef_[0], 2)} offset {whole.intercept_[0]:.2f}")
    tried: list[tuple[NDArray[np.bool_], Array]] = []
    for unseen in sets:
        rest = [one for one in sets if one is not unseen]
        if not rest:
            print("  only one set is at hand: not tried on another")
            return
        chosen = np.triu(unseen.judged)
        features = np.stack([signal[chosen] for signal in unseen.signals], axis=1)[:, list(columns)]
        tried.append((unseen.same[chosen], fit(rest, columns).predict_proba(features)[:, 1]))
        print(f"  AUC on {unseen.name}: {roc_auc_score(*tried[-1]):.3f} ({len(features)} pairs)")
    labels, chances = (np.concatenate([part[side] for part in tried]) for side in (0, 1))
    print(f"  AUC on both {roc_auc_score(labels, chances):.3f}; {labels.sum()} of {len(labels)} pairs about one thing")
    upper = 1.01
    for lower, band in list_bands(THRESHOLDS):
        inside = (chances >= lower) & (chances < upper)
        print(f"  from {lower:.2f} {band.value:12} pairs {inside.sum():4}  about one thing {labels[inside].mean():.2f}")
        upper = lower


def align_nearest_first(chances: Array, rows: list[int], columns: list[int]) -> list[tuple[int, int]]:
    """The peer: takes the nearest pair that is free, again and again."""
    free = chances[np.ix_(rows, columns)].copy()
    chosen = []
    while free.size and free.max() >= THRESHOLDS.related:
        row, column = np.unravel_index(int(free.argmax()), free.shape)
        chosen.append((rows[row], columns[column]))
        free[row], free[:, column] = -1, -1
    return chosen


def report_alignment(sets: list[JudgedPairs]) -> None:
    """Prints precision, recall and F1 of the alignment of every two plans, by the curve fitted on the other set."""
    for unseen in sets:
        rest = [one for one in sets if one is not unseen]
        if not rest:
            return
        chances = unseen.chances(fit(rest, CURVE))
        for name in ("assignment", "nearest first"):
            right = wrong = unjudged = possible = 0
            for first, second in combinations(sorted(set(unseen.plans)), 2):
                rows, columns = (list(np.flatnonzero(unseen.plans == plan)) for plan in (first, second))
                truth = unseen.same[np.ix_(rows, columns)].astype(np.float64)
                possible += int(truth[linear_sum_assignment(truth, maximize=True)].sum())
                if name == "assignment":
                    pairs = [
                        (pair.first, pair.second) for pair in match(chances, rows, columns, least=THRESHOLDS.related)
                    ]
                else:
                    pairs = align_nearest_first(chances, rows, columns)
                for pair in pairs:
                    right += int(unseen.same[pair])
                    wrong += int(unseen.judged[pair] and not unseen.same[pair])
                    unjudged += int(not unseen.judged[pair] and not unseen.same[pair])
            precision, recall = right / max(right + wrong, 1), right / max(possible, 1)
            f1 = 2 * precision * recall / max(precision + recall, 1e-9)
            print(
                f"  {unseen.name:8} {name:14} precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f} "
                f"(pairs right {right}, wrong {wrong}, not judged {unjudged}; of {possible})"
            )


def main() -> None:
    """Prints the curves, the alignments and the constants in use."""
    arguments = parse_arguments(__doc__)
    embedder = load_embedder(arguments.model)
    sets = list(load_pairs(arguments.shared, embedder, restored=not arguments.as_found))
    report_curve("centred cosine, kinds of work", sets, CURVE)
    report_curve("centred cosine, share of letter groups, kinds of work", sets, (0, 1, 2))
    report_curve("centred cosine alone", sets, (0,))
    report_curve("letter groups alone", sets, LETTERS)
    print("\nplans aligned")
    report_alignment(sets)
    used = choose_calibration(embedder.model_id)
    print("\nshipped for this model:", used.pair if used else "none")


if __name__ == "__main__":
    main()
