"""The measures of the gap check's judge by pairs of passages and steps, and by what deleting passages does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from gap_judge_teaching import PARTLY, PLANNED, Lesson
from numpy.typing import NDArray


def print_mutations(
    lessons: Sequence[Lesson], chances: Sequence[NDArray[np.float64]], lower: float, upper: float
) -> None:
    """Prints what happens to verdicts by passages alone when all labelled passages of a covered step are deleted."""
    kept = missed = changed = cells = others = 0
    for lesson, own in zip(lessons, chances, strict=True):
        before = own.max(axis=0, initial=0)
        for step in np.flatnonzero((before >= upper) & (lesson.labels == PLANNED).any(axis=0)):
            gone = lesson.labels[:, step] > 0
            after = own[~gone].max(axis=0, initial=0)
            cells += 1
            kept += after[step] >= upper
            missed += after[step] < lower
            # Steps that no deleted passage is labelled for and that were covered: their verdict should stand.
            aside = (before >= upper) & ~(lesson.labels[gone] > 0).any(axis=0) & (lesson.labels == PLANNED).any(axis=0)
            others += aside.sum()
            changed += (after[aside] < upper).sum()
    print(
        f"passages of a covered step deleted, {cells} times: still covered {kept / cells:.3f}, missing"
        f" {missed / cells:.3f}, else unclear; of {others} other covered steps {changed} changed"
    )


def print_pairs(name: str, lessons: Sequence[Lesson], chances: Sequence[NDArray[np.float64]], bound: float) -> None:
    """Prints average precision of pairs, and precision and recall from the chance that says that a step is there."""
    wanted = np.concatenate([lesson.labels.ravel() for lesson in lessons]) >= PARTLY
    told = np.concatenate([own.ravel() for own in chances])
    said = told >= bound
    hits = (wanted & said).sum()
    print(
        f"{name}: {len(wanted)}, {wanted.sum()} of them plan the step, whole or in part; average precision"
        f" {average_precision(told, wanted):.3f}, P {hits / said.sum():.3f} R {hits / wanted.sum():.3f}"
    )


def average_precision(chances: NDArray[np.float64], wanted: NDArray[np.bool_]) -> float:
    """Returns the mean precision at each wanted pair, likeliest first."""
    order = np.argsort(-chances, kind="stable")
    hits = wanted[order]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].mean())
