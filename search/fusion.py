"""One score out of four: how the signals of a unit are weighed.

Letters and words tell best where the question's own words stand in a task; where they stand in none, a question is in
other words than any task, and vectors and kinds of work tell better. So words and letters lose weight to kinds of work
the less of the question is found in the best unit.

Weights lie amid the best 40 of 500 choices on 60 framework-step questions over five real plans and on the questions
over the sample plans (mean nDCG@10 of the groups .94 and .90; over `real`, which chose nothing, .85). Measured by
``tests/bench/bench_search.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from indexer import Scores

_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the signals for one kind of text; ``instead`` goes to ``concept`` where words and letters fail."""

    dense: float
    concept: float
    lexical: float
    skeleton: float
    instead: float = 0.0


# Words and vectors of ruined text that nothing was guessed of say little, its letter groups much.
CLEAN = Weights(dense=0.36, concept=0.29, lexical=0.15, skeleton=0.20, instead=0.31)
DAMAGED = Weights(dense=0.15, concept=0.0, lexical=0.0, skeleton=0.75)
# A question whose words cannot be told: e5 and the word index read other words in it (nDCG .21 and .49, letter groups
# .80). One that was restored stands between this and the others by how sure its words are.
UNREAD = Weights(dense=0.0, concept=0.0, lexical=0.0, skeleton=1.0)
# Share of the question's letter groups in the best unit of all: up to the first, words and letters have the least of
# their weight, from the second on all of it. Medians: names .64–.90, paraphrases .34–.39, off-topic .33–.38.
GATE = (0.35, 0.75)
LEAST = 0.25


def fuse(scores: Scores, damaged: NDArray[np.bool_], *, sureness: float = 1.0) -> NDArray[np.float32]:
    """Returns one score for each unit: float32 ``(n,)``, higher is nearer.

    Args:
        scores: the signals of ``n`` units; BM25 is scaled by the best unit of the index: a filter reorders none.
        damaged: whether each unit's text is ruined and not restored, ``(n,)``.
        sureness: how far the words of the question can be relied on, 0..1.
    """
    import numpy as np

    lexical = scores.lexical / max(scores.best_lexical, _EPSILON)
    skeleton = scores.skeleton / max(scores.best_skeleton, _EPSILON)
    found = min(max((scores.best_coverage - GATE[0]) / (GATE[1] - GATE[0]), 0.0), 1.0)

    def weigh(weights: Weights, found: float = 1.0) -> NDArray[np.float32]:
        meaning = weights.dense * scores.dense + (weights.concept + weights.instead * (1 - found)) * scores.concept
        wording = weights.lexical * lexical + weights.skeleton * skeleton
        return (meaning + (LEAST + (1 - LEAST) * found) * wording).astype(np.float32)

    read = np.where(damaged, weigh(DAMAGED), weigh(CLEAN, found))
    fused: NDArray[np.float32] = (sureness * read + (1 - sureness) * weigh(UNREAD)).astype(np.float32)
    return fused
