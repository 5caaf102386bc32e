"""Candidates of a filter and of scales are those that separate look-ups give, in one list or in two."""

from __future__ import annotations

import random

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.contract import Attribute, Attributes, IndexedUnit, IndexQuery, PlanUnits, UnitFilter, Value
from indexer.embedded import EmbeddedIndex, EmbeddedView, Limits
from indexer.embedded import lexicon as faces
from indexer.embedded.lookups import Lookups, Wanted
from indexer.embedded.marks import build_restriction
from indexer.units import Unit, letter_groups, skeleton_words

LIMITS = Limits(exact=0, narrow=0, depth=8, nearest=3, exact_vectors=1000)
SYLLABLES = ["đánh", "giá", "nội", "bộ", "họp", "báo", "cáo", "kế", "hoạch", "tháng", "quý", "sửa", "nộp", "gửi"]
CHANCE = random.Random(4)  # noqa: S311 - plans, not secrets


def make_vector(seed: int) -> NDArray[np.float32]:
    row = np.random.default_rng(seed).standard_normal(8).astype(np.float32)
    return row / np.linalg.norm(row)


def make_plan(number: int) -> PlanUnits:
    """A plan of the years 2020 to 2023; tasks of the last one share no word with the others."""
    plan, year, units = f"p{number:03d}", str(2020 + number % 4), []
    for place in range(5):
        words = CHANCE.choices(["riêng", "biệt"] if year == "2023" else SYLLABLES, k=6)
        unit = Unit(f"{plan}#{place}", plan, " ".join(words), main=True, damaged=False)
        vector = make_vector(CHANCE.randrange(40))
        attributes = Attributes(year=Value(year, year))
        units.append(IndexedUnit(unit, words, letter_groups(unit.text), vector, np.ones(3, np.float16), attributes))
    return PlanUnits(plan, "1", units)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedView:
    index = EmbeddedIndex.create(tmp_path_factory.mktemp("index"), LIMITS)
    index.update([make_plan(number) for number in range(40)], ())
    index.update([make_plan(7)], ["p003", "p020"])
    return index.view()


def lookups(view: EmbeddedView) -> Lookups:
    assert view._lookups is not None
    return view._lookups


@pytest.mark.parametrize(
    "years",
    [
        pytest.param(["2020", "2021", "2022", "2023"], id="all"),
        pytest.param(["2020", "2021"], id="half: one list"),
        pytest.param(["2020"], id="a quarter: two lists"),
        pytest.param(["2022", "2023"], id="half, of which half shares no word: the list is too short"),
        pytest.param(["1999"], id="none"),
    ],
)
@pytest.mark.parametrize("depth", [8, 20])
def test_a_filter_finds_what_it_finds_alone_and_scales_are_those_without_it(
    view: EmbeddedView, years: list[str], depth: int
) -> None:
    own = lookups(view)
    chosen = UnitFilter(((Attribute.YEAR, frozenset(years)),))
    selected = view.select(chosen)
    restriction = build_restriction(own.columns, chosen)
    for seed in range(12):
        words = random.Random(seed).sample(SYLLABLES, 4)  # noqa: S311
        text = " ".join(words)
        query = IndexQuery(words, letter_groups(text), skeleton_words(text), make_vector(seed), None)
        found = own.find([query], Wanted(chosen, selected, depth))
        wanted, ruler = set(), set()
        for face, tokens in ((faces.WORDS, query.words), (faces.SYLLABLES, query.syllables)):
            wanted |= set(own.lexicon.find(face, tokens, depth, restriction).tolist())
            ruler |= set(own.lexicon.find(face, tokens, LIMITS.depth).tolist())
        near = own.meaning.find(
            query, depth, LIMITS.nearest + depth - LIMITS.depth, selected, lambda: np.zeros((0, 16))
        )
        numbers = own.columns.numbers
        assert set(numbers[found.own].tolist()) == wanted | set(near.tolist())
        assert set(numbers[found.ruler].tolist()) == ruler
        assert (np.diff(found.own) > 0).all()
        assert set(found.own.tolist()) <= set(selected.tolist())
        only = own.find([query], Wanted(chosen, selected, 0))
        assert not len(only.own)
        assert only.ruler.tolist() == found.ruler.tolist()


def test_a_longer_list_begins_with_a_shorter_one(view: EmbeddedView) -> None:
    find = lookups(view).lexicon.find
    for depth in (1, 5, 30):
        assert find(faces.WORDS, SYLLABLES, depth).tolist() == find(faces.WORDS, SYLLABLES, 60)[:depth].tolist()
