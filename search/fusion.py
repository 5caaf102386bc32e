"""One score out of three: how the signals of a unit are weighed.

Measured by ``tests/bench/bench_search.py`` on 30 framework-step queries over 107 tasks of five plans, the 58 of two
ruined ones restored (nDCG@10 over all tasks; step names / names with descriptions): dense .73/.74, letter groups
.85/.89, z-score sum of the three .87/.92, this weighing .87/.91 (clean tasks alone .93/.93, restored ones .86/.91).
With the ruined tasks as found it gave .82/.86.

The weights were chosen by hand on those same queries, so expect less elsewhere. Around them the measure is flat: shares
of .4/.2/.4 or .33/.33/.33 changed it on clean tasks by .02 at most.
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
    """Weights of the three signals for one kind of text."""

    dense: float
    lexical: float
    skeleton: float


# Words and vectors of ruined text that nothing was guessed of say little, its letter groups much.
CLEAN = Weights(dense=0.5, lexical=0.25, skeleton=0.25)
DAMAGED = Weights(dense=0.15, lexical=0.0, skeleton=0.75)
# A question whose words cannot be told: e5 and the word index read other words in it (nDCG .21 and .49, letter groups
# .80). One that was restored stands between this and the others by how sure its words are: nDCG@10 over the questions
# without accents .93/.88, .78/.90 and .82, against .90/.87, .75/.81 and .79 by letter groups alone.
UNREAD = Weights(dense=0.0, lexical=0.0, skeleton=1.0)


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

    def weigh(weights: Weights) -> NDArray[np.float32]:
        mixed: NDArray[np.float32] = (
            weights.dense * scores.dense + weights.lexical * lexical + weights.skeleton * skeleton
        )
        return mixed

    read = np.where(damaged, weigh(DAMAGED), weigh(CLEAN))
    fused: NDArray[np.float32] = (sureness * read + (1 - sureness) * weigh(UNREAD)).astype(np.float32)
    return fused
