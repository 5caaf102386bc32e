"""The signals of a question as it is understood."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.text import fold
from search.questions.understanding import Understanding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from indexer import Index, Scores

_LEAST = 1e-9


def score_question(
    index: Index, question: Understanding, vector: NDArray[np.float32] | None, positions: NDArray[np.int64]
) -> Scores:
    """Scores units by what a question means, and their letter groups by what was typed too: the better counts.

    Args:
        index: the index.
        question: the question.
        vector: the embedding of ``question.meant``; ``None`` where none of its words can be told.
        positions: the units to score.
    """
    import numpy as np

    if vector is None:
        return index.score(question.letters, None, positions)
    meant = index.score(" ".join((question.meant, *question.shorts)), vector, positions)
    if fold(question.letters) == fold(question.meant):
        return meant
    typed = index.score(question.letters, None, positions)
    scale = max(meant.best_skeleton, _LEAST) / max(typed.best_skeleton, _LEAST)
    return replace(
        meant,
        skeleton=np.maximum(meant.skeleton, typed.skeleton * np.float32(scale)),
        coverage=np.maximum(meant.coverage, typed.coverage),
        best_coverage=max(meant.best_coverage, typed.best_coverage),
    )
