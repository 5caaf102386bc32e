"""The signals of a question as it is understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.text import fold
from indexer import Candidates, Scores, UnitFilter
from search.questions.understanding import Understanding

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from indexer import Index
    from indexer.contract import IndexQuery

_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Scored:
    """The candidates of a question, and their scores in the same order."""

    candidates: Candidates
    scores: Scores


def score_question(
    index: Index,
    question: Understanding,
    vector: NDArray[np.float32] | None,
    chosen: UnitFilter | None = None,
    *,
    limit: int = 1,
) -> Scored:
    """Scores units by what a question means, and their letter groups by what was typed too: the better counts.

    Args:
        index: the index.
        question: the question.
        vector: the embedding of ``question.meant``; ``None`` where none of its words can be told.
        chosen: the units to score; ``None`` for every one.
        limit: a large index scores at least so many of them, and those that may be the best.
    """
    queries = list(_ask(index, question, vector))
    candidates = index.view.find(queries, chosen or UnitFilter(), limit)
    meant, *typed = (candidates.score(query) for query in queries)
    return Scored(candidates, _join(meant, typed[0]) if typed else meant)


def _ask(index: Index, question: Understanding, vector: NDArray[np.float32] | None) -> tuple[IndexQuery, ...]:
    """Returns what is meant, and what was typed where its letter groups are others."""
    typed = index.ask(question.letters, None)
    if vector is None:
        return (typed,)
    meant = index.ask(" ".join((question.meant, *question.shorts)), vector)
    return (meant,) if fold(question.letters) == fold(question.meant) else (meant, typed)


def _join(meant: Scores, typed: Scores) -> Scores:
    import numpy as np

    scale = max(meant.best_skeleton, _LEAST) / max(typed.best_skeleton, _LEAST)
    return replace(
        meant,
        skeleton=np.maximum(meant.skeleton, typed.skeleton * np.float32(scale)),
        coverage=np.maximum(meant.coverage, typed.coverage),
        best_coverage=max(meant.best_coverage, typed.best_coverage),
    )
