"""Two plans side by side, and a plan beside the store, as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from api.bodies.answers import PlanBriefBody, TaskPairBody
from api.bodies.places import Body
from api.bodies.tasks import TaskBody
from search import Band, Comparison, LoneTask, StoreComparison


class LoneTaskBody(Body):
    """A task without a partner; ``nearest`` is near enough too but the partner of another, ``null`` where none is."""

    task: TaskBody
    nearest: TaskBody | None
    score: float | None
    band: Band | None


class CompareBody(Body):
    """The answer of ``compare`` with a second plan; see :class:`search.comparison.Comparison`."""

    first: PlanBriefBody
    second: PlanBriefBody
    copies: bool
    score: float
    first_share: float
    second_share: float
    first_unread: bool
    second_unread: bool
    pairs: list[TaskPairBody]
    only_first: list[LoneTaskBody]
    only_second: list[LoneTaskBody]

    @classmethod
    def from_comparison(cls, compared: Comparison) -> CompareBody:
        """Builds the body of a comparison."""
        return cls(
            first=PlanBriefBody.from_stored(compared.first),
            second=PlanBriefBody.from_stored(compared.second),
            copies=compared.copies,
            score=compared.score,
            first_share=compared.first_share,
            second_share=compared.second_share,
            first_unread=compared.first_unread,
            second_unread=compared.second_unread,
            pairs=[TaskPairBody.from_pair(pair) for pair in compared.pairs],
            only_first=_build_lone(compared.only_first),
            only_second=_build_lone(compared.only_second),
        )


class NearTaskBody(Body):
    """A task of another plan about the same thing."""

    task: TaskBody
    plan: PlanBriefBody
    score: float
    band: Band | None


class TaskInStoreBody(Body):
    """A task, how many other plans have it, and the nearest of theirs."""

    task: TaskBody
    total: int
    nearest: list[NearTaskBody]


class StoreCompareBody(Body):
    """The answer of ``compare`` with the store: a line for each row of the plan's task list."""

    first: PlanBriefBody
    tasks: list[TaskInStoreBody]

    @classmethod
    def from_comparison(cls, compared: StoreComparison) -> StoreCompareBody:
        """Builds the body of a comparison."""
        return cls(
            first=PlanBriefBody.from_stored(compared.first),
            tasks=[
                TaskInStoreBody(
                    task=TaskBody.from_task(line.task),
                    total=line.total,
                    nearest=[
                        NearTaskBody(
                            task=TaskBody.from_task(near.of.task),
                            plan=PlanBriefBody.from_summary(near.of.plan),
                            score=near.score,
                            band=near.band,
                        )
                        for near in line.nearest
                    ],
                )
                for line in compared.tasks
            ],
        )


def _build_lone(lone: Sequence[LoneTask]) -> list[LoneTaskBody]:
    return [
        LoneTaskBody(
            task=TaskBody.from_task(one.task),
            nearest=TaskBody.from_task(one.nearest) if one.nearest else None,
            score=one.score,
            band=one.band,
        )
        for one in lone
    ]
