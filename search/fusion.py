"""One score out of four: how the signals of a unit are weighed.

Letters and words tell best where the question's own words stand in a task; where they stand in none, a question is in
other words than any task, and vectors and kinds of work tell better. So words and letters lose weight to kinds of work
the less of the question is found in the best unit.

The weights belong to the calibration of a model (:mod:`indexer.calibration`). Those of the built-in one lie amid the
best 20 of 300 choices on steps and samples (``tests/bench/search_weights.py``); its gate parts names (medians of the
share of letter groups in the best unit .64–.90) from paraphrases (.34–.39) and off-topic questions (.33–.38). Of a
question whose words cannot be told e5 and the word index read other words (nDCG .21 and .49, letter groups .80).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from indexer import Scores
    from indexer.calibration import Fusion, SignalWeights

_EPSILON = 1e-9


def fuse(scores: Scores, damaged: NDArray[np.bool_], fusion: Fusion, *, sureness: float = 1.0) -> NDArray[np.float32]:
    """Returns one score for each unit: float32 ``(n,)``, higher is nearer.

    Args:
        scores: the signals of ``n`` units; BM25 is scaled by the best unit of the index: a filter reorders none.
        damaged: whether each unit's text is ruined and not restored, ``(n,)``.
        fusion: how the signals are weighed.
        sureness: how far the words of the question can be relied on, 0..1.
    """
    import numpy as np

    lexical = scores.lexical / max(scores.best_lexical, _EPSILON)
    skeleton = scores.skeleton / max(scores.best_skeleton, _EPSILON)
    low, high = fusion.gate
    found = min(max((scores.best_coverage - low) / (high - low), 0.0), 1.0)

    def weigh(weights: SignalWeights, found: float = 1.0) -> NDArray[np.float32]:
        meaning = weights.dense * scores.dense + (weights.concept + weights.instead * (1 - found)) * scores.concept
        wording = weights.lexical * lexical + weights.skeleton * skeleton
        return (meaning + (fusion.least + (1 - fusion.least) * found) * wording).astype(np.float32)

    read = np.where(damaged, weigh(fusion.damaged), weigh(fusion.clean, found))
    fused: NDArray[np.float32] = (sureness * read + (1 - sureness) * weigh(fusion.unread)).astype(np.float32)
    return fused
