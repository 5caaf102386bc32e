"""The answer to a question about plans."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store import PlanSummary, StoredPlan
from search.comparison import TaskPair
from search.full_text import TextPlaces

DEFAULT_PLANS = 20


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why a plan is like another.

    Attributes:
        pairs: number of tasks of the two that are partners.
        first_share: expected share of the tasks of the plan asked about that have a partner, 0..1.
        second_share: that of the plan found.
        reasons: the strongest pairs, the nearest first.
    """

    pairs: int
    first_share: float
    second_share: float
    reasons: tuple[TaskPair, ...]


@dataclass(frozen=True, slots=True)
class PlanHit:
    """A plan that answers a question.

    Attributes:
        plan: the plan.
        score: comparable within one answer, higher is better; ``None`` in a mere list.
        likeness: why it is like the plan that was asked about.
        places: where its text holds the words that were asked for; none where only its title, agency or file does.
    """

    plan: PlanSummary
    score: float | None = None
    likeness: Likeness | None = None
    places: TextPlaces | None = None


@dataclass(frozen=True, slots=True)
class PlanHits:
    """The answer: a page of plans, and how many there are.

    Attributes:
        query: the question as typed; ``""`` for a list, and where a plan was asked about.
        total: number of hits.
        hits: the page: ``limit`` of them at most, after the first ``offset``.
        offset: number of hits before the page.
        limit: see ``hits``.
        like: the plan that was asked about; ``None`` for a question in words.
        copies: near-duplicates of ``like``, the same plan in other files; they are no hits.
    """

    query: str
    total: int
    hits: tuple[PlanHit, ...]
    offset: int = 0
    limit: int = DEFAULT_PLANS
    like: StoredPlan | None = None
    copies: tuple[PlanSummary, ...] = ()
