"""How well tasks are found: each signal and ways of weighing them, on judged questions by group and kind of text.

Run: python tests/bench/bench_search.py [--shared ../shared] [--as-found] [--plans-out] [--keep]

See ``queries/README.md`` for the questions. The texts of real plans are no part of the repository; without them only
the questions over the samples are asked. Measures: nDCG@10 (gains 2 and 1), of the shipped fusion also recall@3 (of the
relevant tasks, at most three) and MRR. ``--plans-out`` ranks the tasks of each plan alone, by weights chosen without
them and by the shipped ones, and does nothing else. The last column is what the shipped fusion is ahead of the best
signal alone. Questions gained and lost against the kept run are told; ``--keep`` keeps this one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from search_baseline import load_baseline, save_baseline, tell_changes
from search_judgements import OFF_TOPIC
from search_signals import Case, Vector, build_parser, score_sets
from search_weights import compute_ndcg, find_damaged, leave_plans_out

from indexer.calibration import load_built_in
from search.bands import estimate_chances, list_bands
from search.fusion import fuse

SHIPPED = "shipped"
SINGLE = ("dense", "words", "letters", "kinds")
WEIGHTS = load_built_in()


def standardise(values: Vector) -> Vector:
    """Returns z-scores."""
    return (values - values.mean()) / (values.std() + 1e-9)


def reciprocal_ranks(values: Vector) -> Vector:
    """Returns 1 / (60 + rank), the summand of RRF (Cormack et al., 2009)."""
    ranks = np.empty(len(values))
    ranks[np.argsort(-values, kind="stable")] = np.arange(1, len(values) + 1)
    return 1 / (60 + ranks)


def signals(case: Case) -> tuple[Vector, Vector, Vector]:
    """Returns the signals that the ways of weighing are compared over."""
    return case.scores.dense, case.scores.lexical, case.scores.skeleton


METHODS: dict[str, Callable[[Case], Vector]] = {
    "raw": lambda case: case.raw,
    "dense": lambda case: case.scores.dense,
    "words": lambda case: case.scores.lexical,
    "letters": lambda case: case.scores.skeleton,
    "kinds": lambda case: case.scores.concept,
    "z-sum": lambda case: sum(standardise(signal) for signal in signals(case)),
    "RRF": lambda case: sum(reciprocal_ranks(signal) for signal in signals(case)),
    SHIPPED: lambda case: fuse(case.scores, find_damaged(case), WEIGHTS.fusion, sureness=case.understood.sureness),
}


def measure(gains: NDArray[np.int64], values: Vector) -> tuple[float, float, float] | None:
    """Returns (nDCG@10, recall@3, reciprocal rank) of a ranking; ``None`` where nothing is relevant."""
    ndcg, relevant = compute_ndcg(gains, values), int((gains > 0).sum())
    if ndcg is None:
        return None
    ranked = gains[np.argsort(-values, kind="stable")]
    return ndcg, float((ranked[:3] > 0).sum()) / min(relevant, 3), 1 / (1 + int(np.argmax(ranked > 0)))


def report(name: str, cases: list[Case]) -> Iterator[tuple[str, float]]:
    """Prints the table of a set, a row for each group of questions and kind of text; yields each question's nDCG@10."""
    rows: dict[tuple[str, str], dict[str, list[tuple[float, float, float]]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        ruined = case.judged.ruined
        for kind, mask in (("clean", ~ruined), ("ruined", ruined)):
            for method, score in METHODS.items() if mask.any() else ():
                found = measure(case.question.gains[mask], score(case)[mask])
                if found is not None:
                    rows[case.question.group, kind][method].append(found)
                    if method == SHIPPED:
                        yield f"{case.judged.name} {case.question.id} {kind}", round(found[0], 3)
    print(f"\n{name:32}   n " + "".join(f"{method:>8}" for method in METHODS) + "     R@3   MRR  ahead")
    for (group, kind), found in sorted(rows.items()):
        means = {method: np.mean(each, axis=0) for method, each in found.items()}
        cells = "".join(f"{means[method][0]:8.3f}" for method in METHODS)
        shipped = means[SHIPPED]
        ahead = shipped[0] - max(means[method][0] for method in SINGLE)
        of_shipped = f"{shipped[1]:.3f} {shipped[2]:.3f}  {ahead:+.3f}"
        print(f"{group + ', ' + kind:32} {len(found[SHIPPED]):3} {cells}   {of_shipped}")


def report_hits(cases: list[Case]) -> None:
    """Prints how often a question has a hit at all, and how far up those of off-topic ones reach."""
    bands = list_bands(WEIGHTS.thresholds)
    for group in sorted({case.question.group for case in cases}):
        asked = [case for case in cases if case.question.group == group]
        best = [
            estimate_chances(case.scores, find_damaged(case), WEIGHTS.question, sureness=case.understood.sureness).max()
            for case in asked
        ]
        reached = [sum(chance >= threshold for chance in best) for threshold, _ in reversed(bands)]
        counts = ", ".join(f"{count} {band.value}" for count, (_, band) in zip(reached, reversed(bands), strict=True))
        mark = "  (should be 0)" if group == OFF_TOPIC else ""
        print(f"  {group:24} of {len(asked)} questions with a hit at least: {counts}{mark}")


def main() -> None:
    """Prints one table for each judged set."""
    parser = build_parser(__doc__)
    parser.add_argument("--plans-out", action="store_true")
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args()
    scored = list(score_sets(arguments))
    if arguments.plans_out:
        for plan, chosen, shipped in leave_plans_out([case for _, cases in scored for case in cases], WEIGHTS.fusion):
            print(f"{plan:40} chosen without it {chosen:.3f}, shipped {shipped:.3f}")
        return
    run: dict[str, float] = {}
    for judged, cases in scored:
        ruined = f", {int(judged.ruined.sum())} of them ruined" if judged.ruined.any() else ""
        run |= report(f"{judged.name}: {len(judged.units)} tasks{ruined}", cases)
        report_hits(cases)
    kept = load_baseline()
    print("\nagainst the kept run:", *tell_changes(run, kept), sep="\n")
    if arguments.keep:
        save_baseline(run, kept)


if __name__ == "__main__":
    main()
