"""The answers of tasks, plans and citations as JSON."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from api.bodies.citations import CitationBody
from api.bodies.facets import FacetBody, build_facets
from api.bodies.places import Body, QuoteBody, value_of
from api.bodies.tasks import TaskBody
from corpus.model import AgencyType, Citation
from corpus.store import PlanSummary, StoredPlan
from search import Band, Hit, PlanHit, PlanHits, TaskHits, TaskOfPlan, TaskPair, TextPassage


class PlanBriefBody(Body):
    """What an answer says about the plan it comes from; ``layer`` is ``damaged`` where its letters are ruined."""

    id: str
    title: str | None
    issuer: str | None
    year: int | None
    agency_type: AgencyType
    layer: str

    @classmethod
    def from_summary(cls, plan: PlanSummary) -> PlanBriefBody:
        """Builds the body from the summary line of a plan."""
        return cls(
            id=plan.id,
            title=plan.title,
            issuer=plan.issuer,
            year=plan.year,
            agency_type=plan.agency_type,
            layer=plan.layer,
        )

    @classmethod
    def from_stored(cls, stored: StoredPlan) -> PlanBriefBody:
        """Builds the body from a plan, which need not be in the store."""
        header = stored.plan.header
        return cls(
            id=stored.plan.id,
            title=value_of(header.title),
            issuer=value_of(header.issuer),
            year=header.year,
            agency_type=header.agency_type,
            layer=stored.document.quality.layer.value,
        )


class ScoresBody(Body):
    """Every signal of a hit; ``dense`` and ``concept`` are ``null`` where the question was not embedded."""

    dense: float | None
    concept: float | None
    lexical: float
    skeleton: float


class HitBody(Body):
    """A task that answers a question; ``guess`` is what ruined words probably say, ``null`` where they are sound."""

    task: TaskBody
    plan: PlanBriefBody
    score: float
    band: Band | None
    scores: ScoresBody
    matched: list[tuple[int, int]]
    guess: str | None

    @classmethod
    def from_hit(cls, hit: Hit) -> HitBody:
        """Builds the body of a hit."""
        signals = hit.scores
        return cls(
            task=TaskBody.from_task(hit.task),
            plan=PlanBriefBody.from_summary(hit.plan),
            score=hit.score,
            band=hit.band,
            scores=ScoresBody(
                dense=signals.dense, concept=signals.concept, lexical=signals.lexical, skeleton=signals.skeleton
            ),
            matched=[(source.start, source.end) for source in hit.matched],
            guess=hit.guess,
        )


class LikeBody(Body):
    """The task that was asked about."""

    task: TaskBody
    plan: PlanBriefBody

    @classmethod
    def from_task(cls, like: TaskOfPlan) -> LikeBody:
        """Builds the body of a task with its plan."""
        return cls(task=TaskBody.from_task(like.task), plan=PlanBriefBody.from_summary(like.plan))


class TasksBody(Body):
    """The answer of ``tasks``: a page of the hits, best first, and how many tasks are near enough to be one.

    ``understood`` is what the question was read as, ``null`` where it was taken as typed; ``like`` is the task that was
    asked about, ``null`` for a question in words. ``filtered`` counts the tasks that the filter matches, near or not;
    ``facets`` tells how those are spread, by attribute, ``null`` where nobody asked.
    """

    query: str
    like: LikeBody | None
    understood: str | None
    total: int
    offset: int
    limit: int
    filtered: int
    facets: dict[str, FacetBody] | None
    hits: list[HitBody]

    @classmethod
    def from_hits(cls, hits: TaskHits) -> TasksBody:
        """Builds the body of an answer."""
        return cls(
            query=hits.query,
            like=LikeBody.from_task(hits.like) if hits.like else None,
            understood=hits.understood,
            total=hits.total,
            offset=hits.offset,
            limit=hits.limit,
            filtered=hits.filtered,
            facets=None if hits.facets is None else build_facets(hits.facets),
            hits=[HitBody.from_hit(hit) for hit in hits.hits],
        )


class PlanLineBody(PlanBriefBody):
    """One line of a list of plans; ``similar`` holds the ids of its near-duplicates (the same plan in another file)."""

    date: datetime.date | None
    grade: str
    name: str
    main_tasks: int
    similar: list[str]

    @classmethod
    def from_summary(cls, plan: PlanSummary) -> PlanLineBody:
        """Builds the body from the summary line of a plan."""
        return cls(
            id=plan.id,
            title=plan.title,
            issuer=plan.issuer,
            year=plan.year,
            agency_type=plan.agency_type,
            layer=plan.layer,
            date=plan.date,
            grade=plan.grade,
            name=plan.name,
            main_tasks=plan.main_tasks,
            similar=list(plan.similar),
        )


class TaskPairBody(Body):
    """Two tasks about one thing; ``score`` is the chance that it is so."""

    first: TaskBody
    second: TaskBody
    score: float
    band: Band | None

    @classmethod
    def from_pair(cls, pair: TaskPair) -> TaskPairBody:
        """Builds the body of a pair."""
        return cls(
            first=TaskBody.from_task(pair.first),
            second=TaskBody.from_task(pair.second),
            score=pair.score,
            band=pair.band,
        )


class LikenessBody(Body):
    """Why a plan is like the one asked about; see :class:`search.plan_hits.Likeness`."""

    pairs: int
    first_share: float
    second_share: float
    reasons: list[TaskPairBody]


class TextPassageBody(QuoteBody):
    """A passage that holds words of the question (``matched``); ``guess`` is what ruined words of it probably say."""

    matched: list[tuple[int, int]]
    guess: str | None

    @classmethod
    def from_passage(cls, passage: TextPassage) -> TextPassageBody:
        """Builds the body of a passage."""
        place = passage.source
        return cls(
            page=place.page,
            start=place.start,
            end=place.end,
            raw=passage.raw,
            matched=[(source.start, source.end) for source in passage.matched],
            guess=passage.guess,
        )


class PlanHitBody(PlanLineBody):
    """A plan that answers a question.

    ``score`` is ``null`` in a list, ``likeness`` unless a plan was asked about, ``places`` (how many places of the text
    hold the words; 0 where only the title, the agency or the file does) unless words were.
    """

    score: float | None
    likeness: LikenessBody | None
    places: int | None
    passages: list[TextPassageBody]

    @classmethod
    def from_hit(cls, hit: PlanHit) -> PlanHitBody:
        """Builds the body of a hit."""
        like = hit.likeness
        return cls(
            **dict(PlanLineBody.from_summary(hit.plan)),
            score=hit.score,
            likeness=None
            if like is None
            else LikenessBody(
                pairs=like.pairs,
                first_share=like.first_share,
                second_share=like.second_share,
                reasons=[TaskPairBody.from_pair(pair) for pair in like.reasons],
            ),
            places=hit.places.total if hit.places else None,
            passages=[TextPassageBody.from_passage(one) for one in hit.places.passages] if hit.places else [],
        )


class PlansBody(Body):
    """The answer of ``plans``: a page of them, best first, a mere list in the order of ids.

    ``like`` is the plan that was asked about, ``copies`` are its near-duplicates (the same plan in other files).
    """

    query: str
    like: PlanBriefBody | None
    copies: list[PlanLineBody]
    total: int
    offset: int
    limit: int
    plans: list[PlanHitBody]

    @classmethod
    def from_hits(cls, hits: PlanHits) -> PlansBody:
        """Builds the body of an answer."""
        return cls(
            query=hits.query,
            like=PlanBriefBody.from_stored(hits.like) if hits.like else None,
            copies=[PlanLineBody.from_summary(plan) for plan in hits.copies],
            total=hits.total,
            offset=hits.offset,
            limit=hits.limit,
            plans=[PlanHitBody.from_hit(hit) for hit in hits.hits],
        )


class CitationsBody(Body):
    """The answer of ``citations``, in the order of the text."""

    total: int
    citations: list[CitationBody]

    @classmethod
    def from_citations(cls, citations: Sequence[Citation]) -> CitationsBody:
        """Builds the body of an answer."""
        return cls(total=len(citations), citations=[CitationBody.from_citation(citation) for citation in citations])
