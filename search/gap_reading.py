"""A plan made ready for the gap check: its passages, and what the learned judge thinks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.abbreviations import shipped_expander
from corpus.frameworks import Framework
from corpus.model import Layer, PlanProblem
from corpus.store import StoredPlan
from indexer import centred
from search.engine import Engine
from search.judging import Opinion, judge_passages
from search.passages import Passage, build_passages, build_unread

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_UNREADABLE_LISTS = frozenset(
    {PlanProblem.TASK_TABLE_UNREADABLE, PlanProblem.TASK_TABLE_PARTLY_READ, PlanProblem.TASK_LIST_NOT_FOUND}
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan made ready for judging.

    Attributes:
        stored: the plan.
        framework: the framework it is judged by.
        passages: ``n`` passages.
        nearness: of each passage to each step, 0..1: its chance by the learned judge, else the centred cosine to the
            nearest example: float32 ``(n,)`` by step id.
        unread: text of the body that is in none of them.
        opinion: what the learned judge says; ``None`` where it says nothing.
        damaged: its letters cannot be trusted.
        incomplete: its task list could not be read, or none was found.
    """

    stored: StoredPlan
    framework: Framework
    passages: tuple[Passage, ...]
    nearness: dict[str, NDArray[np.float32]]
    unread: tuple[Passage, ...]
    opinion: Opinion | None
    damaged: bool
    incomplete: bool

    @property
    def months_unread(self) -> bool:
        """Whether deadlines stand in month columns that were not read."""
        return any(problem.code == PlanProblem.MONTH_COLUMNS_UNREAD for problem in self.stored.problems)


def read_for_gaps(engine: Engine, stored: StoredPlan, framework: Framework) -> Reading:
    """Makes a plan ready for judging."""
    passages = build_passages(stored)
    damaged = stored.document.quality.layer is Layer.DAMAGED
    incomplete = any(problem.code in _UNREADABLE_LISTS for problem in stored.problems)
    unread = build_unread(stored)
    opinion = None if damaged else judge_passages(engine, framework, passages, unread)
    nearness = opinion.read if opinion else _measure_nearness(engine, framework, passages)
    return Reading(stored, framework, passages, nearness, unread, opinion, damaged, incomplete)


def _measure_nearness(
    engine: Engine, framework: Framework, passages: tuple[Passage, ...]
) -> dict[str, NDArray[np.float32]]:
    """Returns the centred cosine of each passage to the nearest example of each step, held to 0..1."""
    examples = [example for step in framework.steps for example in step.examples]
    # Written out as the index holds them, so that what is embedded already is not embedded again.
    written = [shipped_expander().expand(passage.text, guess=False) for passage in passages]
    vectors = engine.encode_texts([*written, *examples])
    cosines = centred(vectors, engine.index.space.centre)
    ours, theirs = cosines[: len(passages)], cosines[len(passages) :]
    nearness: dict[str, NDArray[np.float32]] = {}
    start = 0
    for step in framework.steps:
        block = theirs[start : start + len(step.examples)]
        start += len(step.examples)
        nearness[step.id] = (ours @ block.T).max(axis=1).clip(0, 1) if len(passages) else ours[:, 0]
    return nearness
