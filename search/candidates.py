"""The tasks of the store that may be near to a task: what the index finds by its words and its vector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.reading.restoration.typed import State
from indexer import Unit, UnitFilter
from search.engine import Engine
from search.fusion import fuse
from search.questions import Understanding, score_question
from search.tasks import SignalScores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from indexer.contract import UnitView


@dataclass(frozen=True, slots=True)
class Candidate:
    """A task of the index with what it was found by; ``score`` is comparable within one answer only."""

    unit: Unit
    position: int
    score: float
    scores: SignalScores


def find_candidates(
    engine: Engine, unit: Unit, wanted: UnitFilter, *, most: int, gone: NDArray[np.int64]
) -> tuple[Candidate, ...]:
    """Finds the tasks of the index that share most with a task, best first, ties by id.

    The task is asked as it stands: its own vector of the store, no restoration. No model is loaded for an indexed task.

    Args:
        engine: store, index and model.
        unit: the task; it is found itself, too.
        wanted: the tasks to look in, as :meth:`Engine.select` gives them.
        most: number of tasks at most.
        gone: positions to leave out, before ranking, as :meth:`Engine.positions_of` gives them.
    """
    import numpy as np

    view = engine.index.view
    if not len(view.select(wanted)):
        return ()
    question = ask_as_it_stands(unit)
    vector = None if unit.damaged else engine.encode_texts([unit.text])[0]
    # As many more as may be left out again: the filters of an index choose units, none leaves any out.
    scores = score_question(engine.index, question, vector, wanted, limit=most + len(gone)).scores
    fused = fuse(scores, view.damaged[scores.positions], engine.index.weights.fusion, sureness=question.sureness)
    order = _find_best(view, scores.positions, fused, ~np.isin(scores.positions, gone), most)
    return tuple(
        Candidate(
            found,
            int(scores.positions[row]),
            float(fused[row]),
            SignalScores(
                None if vector is None else float(scores.dense[row]),
                None if vector is None else float(scores.concept[row]),
                float(scores.lexical[row]),
                float(scores.skeleton[row]),
            ),
        )
        for row, found in zip(order.tolist(), view.load_units(scores.positions[order]), strict=True)
    )


def _find_best(
    view: UnitView, positions: NDArray[np.int64], fused: NDArray[np.float32], kept: NDArray[np.bool_], most: int
) -> NDArray[np.int64]:
    """Returns the rows of the best of those that are kept, best first, ties by id."""
    import numpy as np

    rows = np.flatnonzero(kept)
    if len(rows) > most:  # what is below the last of them needs no order
        rows = rows[fused[rows] >= np.partition(fused[rows], -most)[-most]]
    return rows[view.sort(positions[rows], fused[rows])][:most]


def ask_as_it_stands(unit: Unit) -> Understanding:
    """Returns the words of a task as a question that needs no guessing; ruined ones have only their letters."""
    return Understanding(
        typed=unit.text,
        letters=unit.text,
        meant=unit.text,
        shorts=(),
        marked=unit.text,
        sureness=0.0 if unit.damaged else 1.0,
        state=State.RUINED if unit.damaged else State.SOUND,
    )
