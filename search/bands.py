"""What a score means: the calibrated chance that a hit is about the question, in words."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from corpus.text import fold
from indexer.units import letter_groups

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from indexer import Scores

# Logistic curves over the centred cosine, the share of the question's letter groups found in the unit and the cosine of
# the profiles over kinds of work, printed by tests/bench/bench_bands.py from 360 questions with accents (33 of them
# off-topic) over 107 tasks of five plans and 267 of the samples. Fitted on the one set of tasks and tried on the other:
# AUC .949 (.930 before letters counted in profiles); over the share alone, for words that cannot be told, .890 leaving
# out one query. They hold for these weights only; another model has no bands until it is calibrated.
CALIBRATED_MODEL = "multilingual-e5-small-1571fc98-1/384"
DENSE, COVERAGE, CONCEPT, OFFSET = 5.4, 2.4, 6.7, -5.91
COVERAGE_ALONE, OFFSET_ALONE = 9.23, -6.28


class Band(StrEnum):
    """How near a hit is, in words."""

    VERY_NEAR = "rất gần"
    NEAR = "gần"
    RELATED = "có liên quan"


# Measured share of relevant tasks in each band: .87, .44, .25. From .15 up, 12 of 327 on-topic questions have no hit
# (six of them in other words than any task) and none of 33 off-topic ones has one: nine had before other matters were
# told. Of what is shown .54 is relevant.
THRESHOLDS = ((0.70, Band.VERY_NEAR), (0.40, Band.NEAR), (0.15, Band.RELATED))


# Similarity (0..100) of the most alike stretch. Over the same 30 names without accents and 14 off-topic questions, the
# two upper bands hold 4 off-topic tasks of 69 on clean text without this and none of 26 with it; .46 of them are
# relevant without and .62 with it, on ruined text .77 of 26 and all of 11.
LIKE_THE_QUESTION = 80


def share_of_groups(query: str, text: str) -> float:
    """Returns the share of the question's distinct letter groups that stand in ``text``, 0..1.

    For texts outside the index; units have it in :attr:`indexer.Scores.coverage`.
    """
    groups = set(letter_groups(query))
    return len(groups & set(letter_groups(text))) / len(groups) if groups else 0.0


def estimate_chances(scores: Scores, damaged: NDArray[np.bool_], *, sureness: float = 1.0) -> NDArray[np.float64]:
    """Returns the calibrated chance that each unit is about the question: float64 ``(n,)``, 0..1.

    Unlike the fused score it depends on no other unit.

    Args:
        scores: the signals of ``n`` units by the calibrated model.
        damaged: whether each unit's text is ruined and not restored, ``(n,)``.
        sureness: how far the words of the question can be relied on, 0..1; the curves are mixed by it.
    """
    import numpy as np

    alone = COVERAGE_ALONE * scores.coverage.astype(np.float64) + OFFSET_ALONE
    meaning = DENSE * scores.dense.astype(np.float64) + CONCEPT * scores.concept
    both = meaning + COVERAGE * scores.coverage + OFFSET
    read = np.where(damaged, alone, sureness * both + (1 - sureness) * alone)
    chances: NDArray[np.float64] = 1 / (1 + np.exp(-read))
    return chances


def find_band(chance: float) -> Band | None:
    """Returns the band of a chance, ``None`` below the lowest: nothing close enough."""
    return next((band for threshold, band in THRESHOLDS if chance >= threshold), None)


def find_band_of_letters(chance: float, query: str, text: str) -> Band | None:
    """Returns the band where letters are all there is to go by: a question without accents, or ruined text.

    The letter groups of a short question may lie scattered over a long task ("nau pho bo" in "… phó … bộ …"), so a task
    that holds no stretch like the question is no nearer than related.
    """
    band = find_band(chance)
    if band is None or fuzz.partial_ratio(fold(query), fold(text)) >= LIKE_THE_QUESTION:
        return band
    return Band.RELATED
