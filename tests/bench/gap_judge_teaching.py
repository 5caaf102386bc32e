"""What the judge of the gap check is taught with, and how: pairs of passages and steps, and a logistic regression."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from gap_labels import GapPlan, Sentence, load_gap_plans, load_sentences
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from corpus.abbreviations import shipped_expander
from corpus.frameworks import Framework
from corpus.store import StoredPlan
from corpus.text import field, fold, quote
from indexer.step_words import WordModel, count_terms
from search import Engine
from search.judging.clauses import cut_clauses
from search.judging.signals import NAMES, Knowledge, read_signals
from search.judging.weights import Sum
from search.judging.wordings import Wordings, WordingSpace
from search.passages import Passage, build_passage, build_passages, build_unread

# Of 3, 10 and 33 the one in the middle: cross-validated average precision of pairs .891, .891, .889 (one author).
RIDGE = 10.0
# How freely words are weighed. Of 3, 10 and 30: average precision of pairs, no author judged by what he taught, .937,
# .939, .938.
FREEDOM = 10.0
# A word or pair that stands in one text alone says nothing of others.
FEWEST_TEXTS = 2
PLANNED, PARTLY = 2, 1
# A quote that names the passage: shorter passages would be found in any quote.
SHORTEST = 15
"""Least length, in letters, of a passage that is taken to be evidence because a quote holds it."""


@dataclass(frozen=True)
class Lesson:
    """The pairs of one plan or of one voice's sentences.

    Attributes:
        author: whose hand wrote it; what is measured was taught by others.
        values: float32 ``(n, k, signals)``.
        labels: 2 plans the step, 1 in part, 0 not: int ``(n, k)``.
    """

    author: str
    values: NDArray[np.float32]
    labels: NDArray[np.int64]


def squash(text: str) -> str:
    """Returns the text without accents, case and doubled blanks."""
    return " ".join(fold(text).split())


def label_passages(plan: GapPlan, passages: Sequence[Passage], framework: Framework) -> NDArray[np.int64]:
    """Returns what each passage is labelled for each step."""
    labels = np.zeros((len(passages), len(framework.steps)), np.int64)
    for row, passage in enumerate(passages):
        text = squash(passage.text)
        for column, step in enumerate(framework.steps):
            for proof in plan.labels[step.id].evidence if step.id in plan.labels else ():
                said = squash(proof.quote)
                if said in text or (len(text) > SHORTEST and text in said):
                    labels[row, column] = max(labels[row, column], proof.rel)
    return labels


@dataclass(frozen=True)
class Learned:
    """Weights of the signals, a bias for all steps, and one for each: float64 ``(signals,)`` and ``(k,)``."""

    weights: NDArray[np.float64]
    bias: float
    steps: NDArray[np.float64]

    def chances(self, lesson: Lesson) -> NDArray[np.float64]:
        """Returns the chances of the pairs: float64 ``(n, k)``."""
        return 1 / (1 + np.exp(-(lesson.values @ self.weights + self.bias + self.steps)))

    def put(self, framework: Framework) -> Sum:
        """Returns it as it ships."""
        return Sum(
            weights=tuple(round(float(value), 5) for value in self.weights),
            bias=round(self.bias, 5),
            steps={step.id: round(float(value), 3) for step, value in zip(framework.steps, self.steps, strict=True)},
        )


@dataclass(frozen=True)
class Taught:
    """What was learned: whether a passage plans a step, and whether one that does plans it whole."""

    there: Learned
    whole: Learned


def author_of(voice: str) -> str:
    """Returns who wrote a voice: its letter ("D7" and "d2" are one hand)."""
    return voice[0].upper()


# A text and the number of the step that it plans; the number of steps where it plans none, and one and that more for
# each step that it plans in part.
Worded = tuple[str, int]


def teach_words(wordings: Wordings, worded: Sequence[Worded], learned_from: str = "") -> WordModel:
    """Learns what words tell, from these texts and the wordings of the framework."""
    steps = len(wordings.steps)
    expand = partial(shipped_expander().expand, guess=False)
    lessons = [(expand(w), number) for number, kind in enumerate(wordings.steps) for w in kind]
    lessons += [(expand(w), steps) for kind in wordings.others for w in kind]
    parts = enumerate(wordings.parts, steps + 1)
    lessons += [(expand(w), number) for number, kind in parts for w in kind]
    lessons += worded
    counted = [count_terms(text) for text, _ in lessons]
    standing = Counter(term for counts in counted for term in counts)
    terms = sorted(term for term, texts in standing.items() if texts >= FEWEST_TEXTS)
    rarity = 1 + np.log((1 + len(lessons)) / (1 + np.array([standing[term] for term in terms])))
    kinds = 2 * steps + 1
    blank = WordModel(
        terms,
        rarity.astype(np.float32),
        np.zeros((len(terms), kinds), np.float32),
        np.full(kinds, -np.inf, np.float32),  # a kind that nothing was told of is never told
    )
    rows = [blank.weigh_terms(text) for text, _ in lessons]
    bounds = np.cumsum([0, *(len(numbers) for numbers, _ in rows)])
    table = csr_matrix(
        (np.concatenate([values for _, values in rows]), np.concatenate([numbers for numbers, _ in rows]), bounds),
        shape=(len(rows), len(terms)),
    )
    fitted = LogisticRegression(C=FREEDOM, max_iter=500).fit(table, [kind for _, kind in lessons])
    weights, bias = blank.weights, blank.bias
    weights[:, fitted.classes_], bias[fitted.classes_] = fitted.coef_.T, fitted.intercept_
    return replace(blank, weights=weights.astype(np.float16).astype(np.float32), learned_from=learned_from)


class School:
    """Reads lessons and teaches the judge."""

    def __init__(self, engine: Engine, framework: Framework) -> None:
        self.engine = engine
        self.framework = framework
        self._ids = [step.id for step in framework.steps]
        self.wordings = Wordings.of(framework)
        self.space = WordingSpace(self.wordings, engine.index.space.centre, engine.encode_texts)

    def word_plan(self, plan: GapPlan, stored: StoredPlan) -> Iterator[Worded]:
        """Yields what a plan teaches of words: quotes that plan a step, clauses of passages that plan nothing."""
        expander = shipped_expander()
        for step, cell in plan.labels.items():
            if step in self._ids:
                number, part = self._ids.index(step), len(self._ids) + 1 + self._ids.index(step)
                for said, rel in dict.fromkeys((proof.quote, proof.rel) for proof in cell.evidence):
                    yield expander.expand(said, guess=False), number if rel == PLANNED else part
        passages = (*build_passages(stored), *build_unread(stored))
        for passage, labels in zip(passages, label_passages(plan, passages, self.framework), strict=True):
            if not labels.any():
                yield from ((clause.text, len(self._ids)) for clause in cut_clauses(passage))

    def word_sentences(self, sentences: Sequence[Sentence]) -> Iterator[Worded]:
        """Yields what sentences teach of words."""
        for sentence in sentences:
            text = shipped_expander().expand(sentence.text, guess=False)
            yield from ((text, self._ids.index(step)) for step in sentence.steps)
            if not sentence.steps:
                yield text, len(self._ids)

    def _know(self, words: WordModel) -> Knowledge:
        return Knowledge(self.framework, self.space, words)

    def read_plan(self, plan: GapPlan, stored: StoredPlan, words: WordModel) -> Lesson:
        """Returns the pairs of a plan."""
        read, unread = build_passages(stored), build_unread(stored)
        signals = read_signals(read, unread, self._know(words), self.engine.encode_texts)
        labels = label_passages(plan, (*read, *unread), self.framework)
        return Lesson(author_of(plan.voice), signals.values, labels)

    def read_sentences(self, sentences: Sequence[Sentence], words: WordModel) -> Lesson:
        """Returns the pairs of the sentences of one author."""
        passages = [
            build_passage((field([quote(sentence.text, 0, len(sentence.text))]),), None) for sentence in sentences
        ]
        signals = read_signals(passages, (), self._know(words), self.engine.encode_texts)
        labels = [[2 * (step.id in sentence.steps) for step in self.framework.steps] for sentence in sentences]
        return Lesson(author_of(sentences[0].voice), signals.values, np.array(labels))

    def teach(self, lessons: Sequence[Lesson]) -> Taught:
        """Learns from all pairs whether a step is there, and from those where it is, whether it is there whole."""
        return Taught(self._teach(lessons, least=0, wanted=PARTLY), self._teach(lessons, least=PARTLY, wanted=PLANNED))

    def _teach(self, lessons: Sequence[Lesson], *, least: int, wanted: int) -> Learned:
        """Learns which pairs labelled ``least`` or more are labelled ``wanted`` or more.

        By logistic regression (Newton's method) with a ridge on standardised signals and on one bias a step.
        """
        count = len(self.framework.steps)
        values = np.concatenate([lesson.values.reshape(-1, len(NAMES)) for lesson in lessons]).astype(np.float64)
        labels = np.concatenate([lesson.labels.ravel() for lesson in lessons])
        steps = np.tile(np.eye(count), (len(values) // count, 1))
        values, due = np.c_[values, steps][labels >= least], labels[labels >= least] >= wanted
        mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
        scaled = np.c_[(values - mean) / spread, np.ones(len(values))]
        ridge = np.diag([*[RIDGE] * values.shape[1], 0.0])
        weights = np.zeros(scaled.shape[1])
        for _ in range(30):
            chances = 1 / (1 + np.exp(-(scaled @ weights)))
            slope = scaled.T @ (chances - due) + ridge @ weights
            bend = (scaled * (chances * (1 - chances))[:, None]).T @ scaled + ridge
            step = np.linalg.solve(bend, slope)
            weights -= step
            if np.abs(step).max() < 1e-8:
                break
        plain = weights[:-1] / spread
        bias = float(weights[-1] - plain @ mean)
        return Learned(plain[: len(NAMES)], bias, plain[len(NAMES) :])


def digest_lessons(framework: Framework) -> str:
    """Returns a digest of what is learned from: labels, sentences, and the wordings of the framework."""
    learned = hashlib.sha256(Wordings.of(framework).digest.encode())
    for plan in load_gap_plans():
        if plan.split == "dev":
            learned.update(plan.model_dump_json().encode())
    for sentence in load_sentences():
        if sentence.split == "dev":
            learned.update(sentence.model_dump_json().encode())
    return learned.hexdigest()
