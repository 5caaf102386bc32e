"""What a score means: the calibrated chance that a hit is about the question, in words.

Curves and thresholds belong to the calibration of a model (:mod:`indexer.calibration`), where it stands what they were
measured on; a model without one has no bands.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.text import fold
from indexer.units import letter_groups

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from indexer import Scores
    from indexer.calibration import QuestionCurve, Thresholds


class Band(StrEnum):
    """How near a hit is, in words."""

    VERY_NEAR = "rất gần"
    NEAR = "gần"
    RELATED = "có liên quan"


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


def estimate_chances(
    scores: Scores, damaged: NDArray[np.bool_], curve: QuestionCurve, *, sureness: float = 1.0
) -> NDArray[np.float64]:
    """Returns the calibrated chance that each unit is about the question: float64 ``(n,)``, 0..1.

    Unlike the fused score it depends on no other unit. The curve is over the centred cosine, the share of the
    question's letter groups found in the unit and the cosine of the profiles over kinds of work.

    Args:
        scores: the signals of ``n`` units by the calibrated model.
        damaged: whether each unit's text is ruined and not restored, ``(n,)``.
        curve: of that model.
        sureness: how far the words of the question can be relied on, 0..1; the curves are mixed by it.
    """
    import numpy as np

    alone = curve.coverage_alone * scores.coverage.astype(np.float64) + curve.offset_alone
    meaning = curve.dense * scores.dense.astype(np.float64) + curve.concept * scores.concept
    both = meaning + curve.coverage * scores.coverage + curve.offset
    read = np.where(damaged, alone, sureness * both + (1 - sureness) * alone)
    chances: NDArray[np.float64] = 1 / (1 + np.exp(-read))
    return chances


def list_bands(thresholds: Thresholds) -> tuple[tuple[float, Band], ...]:
    """Lists the bands with the least chance of each, from near to far."""
    return (
        (thresholds.very_near, Band.VERY_NEAR),
        (thresholds.near, Band.NEAR),
        (thresholds.related, Band.RELATED),
    )


def find_band(chance: float, thresholds: Thresholds) -> Band | None:
    """Returns the band of a chance, ``None`` below the lowest: nothing close enough."""
    return next((band for least, band in list_bands(thresholds) if chance >= least), None)


def find_band_of_letters(chance: float, query: str, text: str, thresholds: Thresholds) -> Band | None:
    """Returns the band where letters are all there is to go by: a question without accents, or ruined text.

    The letter groups of a short question may lie scattered over a long task ("nau pho bo" in "… phó … bộ …"), so a task
    that holds no stretch like the question is no nearer than related.
    """
    band = find_band(chance, thresholds)
    from rapidfuzz import fuzz  # here: a question whose words can be read needs none

    if band is None or fuzz.partial_ratio(fold(query), fold(text)) >= LIKE_THE_QUESTION:
        return band
    return Band.RELATED
