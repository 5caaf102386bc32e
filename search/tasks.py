"""Who has done this task, and how did they word it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from corpus.errors import InvalidRequest, NotFound
from corpus.model import Document, Layer, Source, Task
from corpus.reading.restoration.typed import State
from corpus.store import PlanFilter, PlanSummary
from corpus.text import normalise, skeleton
from indexer import Calibration, Index, Scores, Unit, UnitFilter
from indexer.units import build_text, read_words
from search.bands import Band, estimate_chances, find_band, find_band_of_letters
from search.engine import Engine
from search.facets import Facet
from search.filters import TaskFilter
from search.fusion import fuse
from search.paging import DEFAULT_LIMIT, check_page
from search.questions import Understanding, score_question, understand

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST_QUERY = 2_000
# Units loaded at a time: as many as a page shows, and some whose tasks are gone.
_LOADED = 64
_WORD = re.compile(r"[a-z0-9]+")
# Words too common to mark in a hit.
_UNMARKED = frozenset(
    ["va", "cua", "cac", "cho", "theo", "tai", "trong", "ve", "la", "co", "duoc", "tren", "den", "tu", "voi", "do"]
)


@dataclass(frozen=True, slots=True)
class SignalScores:
    """The scores of one hit: centred cosine, likeness of the kinds of work, BM25 of words, BM25 of letter groups.

    A question of which no word can be told has only the last: ``dense`` and ``concept`` are ``None``, ``lexical`` is 0.
    """

    dense: float | None
    concept: float | None
    lexical: float
    skeleton: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A task that answers a question.

    Attributes:
        task: the task with its passages.
        plan: the plan it stands in.
        score: fused score, comparable within one answer only.
        band: calibrated nearness; ``None`` where the model in use is not calibrated.
        scores: every signal.
        matched: ranges of the document's text whose words the question shares.
        guess: what the ruined words of the task probably say, by which it was found; ``None`` where they are sound.
    """

    task: Task
    plan: PlanSummary
    score: float
    band: Band | None
    scores: SignalScores
    matched: tuple[Source, ...]
    guess: str | None = None


@dataclass(frozen=True, slots=True)
class TaskOfPlan:
    """A task with the plan it stands in."""

    task: Task
    plan: PlanSummary


@dataclass(frozen=True, slots=True)
class TaskHits:
    """The answer: a page of the hits, best first, and how many tasks are near enough to be one.

    Attributes:
        query: the question as typed, or the words of the task that was asked about.
        total: number of hits.
        hits: the page: ``limit`` of them at most, after the first ``offset``.
        understood: what the question was read as; ``None`` where it was taken as typed.
        offset: number of hits before the page.
        limit: see ``hits``.
        like: the task that was asked about; ``None`` for a question in words.
        filtered: number of tasks that the filter matches, near or not, as the index knows them.
        facets: how those are spread; ``None`` where nobody asked.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    understood: str | None = None
    offset: int = 0
    limit: int = DEFAULT_LIMIT
    like: TaskOfPlan | None = None
    filtered: int = 0
    facets: tuple[Facet, ...] | None = None


def find_tasks(
    engine: Engine,
    query: str,
    chosen: PlanFilter | TaskFilter | None = None,
    *,
    limit: int = DEFAULT_LIMIT,
    offset: int = 0,
) -> TaskHits:
    """Finds the tasks nearest to a question; ties in the order of ids.

    Filters are applied before ranking. Every signal is computed for every task of the filter, in a large index for
    those that may be the best by any of them. A task that is not near enough for the lowest band is no hit; without
    calibration every task is one.

    Args:
        engine: store, index and model.
        query: words; accents may be left out, abbreviations used.
        chosen: plans or tasks to look in.
        limit: number of hits at most, from 1.
        offset: number of hits that stand before the first one, from 0. The pages of one question hold each hit once; in
            a large index those among its first candidates (600 by each signal) do.

    Raises:
        InvalidRequest: the question is empty or too long, a filter holds no letter or digit, the limit is below 1 or
            the offset below 0.
        IndexOutOfDate: the model in use did not make the index.
    """
    words = check_query(query)
    check_page(limit, offset)
    question = understand(words, engine.expander)
    ranked = _rank(engine, question, engine.select(TaskFilter.of(chosen)), offset + limit)
    page = TaskLoader(engine).load_page(question, ranked.items(), limit, offset)
    total = ranked.total - page.gone
    return TaskHits(query, total, page.hits, question.notice, offset, limit, filtered=ranked.filtered)


def check_query(query: str) -> str:
    """Returns the question normalised, on one line, without blanks around it.

    Raises:
        InvalidRequest: it holds no letter or digit (``QUERY_EMPTY``) or is longer than 2,000 characters
            (``QUERY_TOO_LONG``).
    """
    words = normalise(query)
    if not any(char.isalnum() for char in words):
        raise InvalidRequest("Câu hỏi trống; hãy nhập vài từ của nhiệm vụ cần tìm.", code="QUERY_EMPTY")
    if len(words) > LONGEST_QUERY:
        raise InvalidRequest("Câu hỏi dài quá 2.000 ký tự.", code="QUERY_TOO_LONG")
    return words


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit that answers a question, with its scores."""

    unit: Unit
    score: float
    band: Band | None
    scores: SignalScores


@dataclass(frozen=True, slots=True)
class _Ranking:
    """The near units of a question, best first.

    Attributes:
        index: what they stand in.
        scores: of the candidates.
        question: the question.
        fused: score of each candidate.
        calibration: of the model, ``None`` where nobody has measured it.
        chances: of each candidate, without calibration ``None``.
        order: rows of the near ones among the candidates, best first.
        total: how many units are near, as far as that is known.
        filtered: how many units the filter matches.
    """

    index: Index
    scores: Scores
    question: Understanding
    fused: NDArray[np.float32]
    calibration: Calibration | None
    chances: NDArray[np.float64] | None
    order: NDArray[np.int64]
    total: int
    filtered: int

    def _band(self, row: int, unit: Unit) -> Band | None:
        if self.calibration is None or self.chances is None:
            return None
        chance, thresholds = float(self.chances[row]), self.calibration.thresholds
        if self.question.state is State.SOUND and not unit.damaged:
            return find_band(chance, thresholds)
        return find_band_of_letters(chance, self.question.meant, unit.text, thresholds)

    def items(self) -> Iterator[FoundUnit]:
        for start in range(0, len(self.order), _LOADED):
            rows = self.order[start : start + _LOADED]
            units = self.index.view.load_units(self.scores.positions[rows])
            yield from map(self._rank, rows.tolist(), units)

    def _rank(self, row: int, unit: Unit) -> FoundUnit:
        signals = SignalScores(
            float(self.scores.dense[row]) if self.question.sureness else None,
            float(self.scores.concept[row]) if self.question.sureness else None,
            float(self.scores.lexical[row]),
            float(self.scores.skeleton[row]),
        )
        return FoundUnit(unit, float(self.fused[row]), self._band(row, unit), signals)


def _rank(engine: Engine, question: Understanding, units: UnitFilter, limit: int) -> _Ranking:
    import numpy as np

    index = engine.index
    asked = question.sureness and len(index.view.select(units))
    vector = engine.encode_query(question.meant) if asked else None
    scored = score_question(index, question, vector, units, limit=limit)
    scores, filtered = scored.scores, scored.candidates.total
    damaged = index.view.damaged[scores.positions]
    fused = fuse(scores, damaged, index.weights.fusion, sureness=question.sureness)
    calibration = index.manifest.calibration
    if calibration is None:
        order = index.view.sort(scores.positions, fused)
        return _Ranking(index, scores, question, fused, None, None, order, filtered, filtered)
    chances = estimate_chances(scores, damaged, calibration.question, sureness=question.sureness)
    near = np.flatnonzero(chances >= calibration.thresholds.related)
    order = near[index.view.sort(scores.positions[near], fused[near])]
    return _Ranking(index, scores, question, fused, calibration, chances, order, len(near), filtered)


@dataclass(frozen=True, slots=True)
class LoadedPage:
    """The hits of a page, and how many units up to its end are no tasks of the store any more."""

    hits: tuple[Hit, ...]
    gone: int


class TaskLoader:
    """Loads the tasks of hits, each plan once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._plans: dict[str, tuple[PlanSummary, dict[str, Task], Document] | None] = {}

    def load_page(self, question: Understanding, found: Iterable[FoundUnit], limit: int, offset: int) -> LoadedPage:
        """Loads the hits of a page, ``limit`` at most after the first ``offset``, out of what was found, best first."""
        # In an index of the store's present revision every unit is still a task; else each has to be looked at, so that
        # what is gone does not move the hits behind it from one page to another.
        unseen = offset if self._engine.is_current else 0
        hits: list[Hit] = []
        gone = 0
        for item in islice(found, unseen, None):
            if unseen + len(hits) == offset + limit:
                break
            hit = self.find(question, item)
            if hit is None:
                gone += 1
            else:
                hits.append(hit)
        return LoadedPage(tuple(hits[offset - unseen :]), gone)

    def find(self, question: Understanding, item: FoundUnit) -> Hit | None:
        """Returns the hit; ``None`` where the store no longer holds the task with the words that were indexed."""
        if item.unit.plan not in self._plans:
            self._plans[item.unit.plan] = self._load(item.unit.plan)
        plan = self._plans[item.unit.plan]
        if plan is None:
            return None
        summary, tasks, document = plan
        task = tasks.get(item.unit.id)
        if task is None or build_text(document, task) != item.unit.text:
            return None
        accented = question.state is State.SOUND and document.quality.layer is not Layer.DAMAGED
        matched = find_matches(question.marked, document.text, task, accented=accented)
        guess = read_words(document, task) if document.restored else None
        return Hit(task, summary, item.score, item.band, item.scores, matched, guess)

    def _load(self, plan_id: str) -> tuple[PlanSummary, dict[str, Task], Document] | None:
        try:
            summary, stored = self._engine.plan_summary(plan_id), self._engine.store.load_plan(plan_id)
        except NotFound:
            return None
        return summary, {task.id: task for task in stored.plan.tasks}, stored.document


def find_matches(words: str, text: str, task: Task, *, accented: bool) -> tuple[Source, ...]:
    """Returns where the task's passages hold a word of the question, in the order of the text.

    Args:
        words: the question.
        text: the document as found.
        task: the task.
        accented: accents tell words apart ("bố" is not "bộ"); false for a question without them and for ruined text.
    """
    wanted = set(_WORD.findall(skeleton(words).text)) - _UNMARKED
    written = {word.lower() for word in re.findall(r"\w+", normalise(words))}
    found: list[Source] = []
    for part in (task.content, *task.detail):
        for piece in part.quotes:
            folded = skeleton(text[piece.source.start : piece.source.end])
            for match in _WORD.finditer(folded.text):
                start, end = folded.origin(*match.span())
                raw = text[piece.source.start + start : piece.source.start + end]
                if match[0] in wanted and (not accented or normalise(raw).lower() in written):
                    found.append(Source(piece.source.start + start, piece.source.start + end, piece.source.page))
    return tuple(found)
