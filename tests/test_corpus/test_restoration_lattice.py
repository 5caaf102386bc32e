import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.reading.restoration.kneser_ney import estimate
from corpus.reading.restoration.language_model import START, LanguageModel, read_model
from corpus.reading.restoration.lattice import Span, choose


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    sentences = [[4, 5, 6, 7], [4, 5, 7], [8, 6, 7], [5, 5, 4], [7, 8, 4, 6]] * 3
    ids = np.array([word for sentence in sentences for word in (START, START, *sentence)])
    return read_model(estimate(ids, np.zeros(len(ids), dtype=np.int64), 9, least_documents=1))


def span(start: tuple[int, int], end: tuple[int, int], ids: list[int], scores: list[float], weight: float) -> Span:
    return Span(start, end, np.array(ids), np.array(scores), tuple(map(str, ids)), weight)


def paths(spans: list[Span]) -> list[list[int]]:
    last = max(part.end for part in spans)
    done, open_ = [], [[number] for number, part in enumerate(spans) if part.start == spans[0].start]
    while open_:
        way = open_.pop()
        if spans[way[-1]].end == last:
            done.append(way)
        open_ += [[*way, number] for number, part in enumerate(spans) if part.start == spans[way[-1]].end]
    return done


def posteriors_by_trying_all(spans: list[Span], model: LanguageModel) -> dict[tuple[int, int], float]:
    masses: dict[tuple[int, int], float] = {}
    for way in paths(spans):
        for options in itertools.product(*(range(len(spans[number].ids)) for number in way)):
            score, before = 0.0, (START, START)
            for number, option in zip(way, options, strict=True):
                word = int(spans[number].ids[option])
                score += float(model.score(np.array([before[0]]), np.array([before[1]]), np.array([word]))[0, 0, 0])
                score += float(spans[number].scores[option])
                before = (before[1], word)
            for step in zip(way, options, strict=True):
                masses[step] = masses.get(step, 0.0) + math.exp(score)
            masses[-1, -1] = masses.get((-1, -1), 0.0) + math.exp(score)
    return {step: mass / masses[-1, -1] for step, mass in masses.items() if step[0] >= 0}


_scores = st.floats(-4, 0)
_words = st.lists(st.integers(4, 8), min_size=1, max_size=3, unique=True)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_posteriors_are_those_of_trying_every_reading(model: LanguageModel, data: st.DataObject) -> None:
    def draw(start: tuple[int, int], end: tuple[int, int], weight: float) -> Span:
        ids = data.draw(_words)
        return span(start, end, ids, [data.draw(_scores) for _ in ids], weight)

    # Three words; the first two may be one, the last may be two.
    spans = [
        draw((0, 0), (1, 0), 1.0),
        draw((0, 0), (2, 0), 2.0),
        draw((1, 0), (2, 0), 1.0),
        draw((2, 0), (3, 0), 1.0),
        draw((2, 0), (2, 2), 0.5),
        draw((2, 2), (3, 0), 0.5),
    ]
    expected = posteriors_by_trying_all(spans, model)
    chosen = choose(spans, model)
    assert chosen[0].span in (0, 1)
    for choice in chosen:
        assert choice.posterior == pytest.approx(expected[choice.span, choice.option], abs=1e-6)
        assert choice.posterior == max(
            mass for step, mass in expected.items() if step[0] == choice.span
        ) or math.isclose(
            choice.posterior, max(mass for step, mass in expected.items() if step[0] == choice.span), abs_tol=1e-6
        )


def test_the_chosen_way_leads_from_the_first_node_to_the_last(model: LanguageModel) -> None:
    spans = [
        span((0, 0), (1, 0), [4], [-9.0], 1.0),
        span((0, 0), (2, 0), [5], [0.0], 2.0),
        span((1, 0), (2, 0), [4], [-9.0], 1.0),
        span((2, 0), (3, 0), [6, 7], [0.0, -3.0], 1.0),
    ]
    assert [(choice.span, choice.option) for choice in choose(spans, model)] == [(1, 0), (3, 0)]


def test_nothing_is_chosen_from_nothing(model: LanguageModel) -> None:
    assert choose([], model) == ()
