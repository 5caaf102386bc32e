"""Every engine keeps the contract of an index, and gives the scores that a plain one gives by the definitions."""

from __future__ import annotations

import datetime
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexer import Unit
from indexer.contract import (
    Attribute,
    Attributes,
    Candidates,
    FacetCount,
    Finding,
    IndexedUnit,
    IndexQuery,
    PlanUnits,
    Scores,
    UnitFilter,
    UnitIndex,
    UnitView,
    Value,
)
from indexer.embedded import EmbeddedIndex, Limits
from indexer.units import letter_groups, skeleton_words

DIMENSION = 8
WORDS = ["kế_hoạch", "đánh_giá", "nội_bộ", "iso", "9001:2015", "họp", "báo_cáo"]
NAMES = ["Phòng Một", "Ban ISO", "Tổ Hai"]
DAYS = [datetime.date(2024, month, 1) for month in (1, 4, 7, 10)]


def bm25(rows: Sequence[Sequence[str]], query: Sequence[str], k1: float = 1.2, b: float = 0.75) -> list[float]:
    """BM25 as Lucene computes it (Kamphuis et al., 2020, "Lucene (accurate)")."""
    mean = sum(map(len, rows)) / max(len(rows), 1)
    held = Counter(token for row in rows for token in set(row))
    return [
        sum(
            math.log(1 + (len(rows) - held[token] + 0.5) / (held[token] + 0.5))
            * row.count(token)
            / (row.count(token) + k1 * (1 - b + b * len(row) / mean))
            for token in query
            if token in row
        )
        for row in rows
    ]


class PlainIndex:
    """The contract by its definitions, with lists and loops."""

    def __init__(self) -> None:
        self.plans: dict[str, PlanUnits] = {}

    def update(self, replaced: Sequence[PlanUnits], deleted: Sequence[str]) -> None:
        for plan in (*deleted, *(plan.plan for plan in replaced)):
            self.plans.pop(plan, None)
        self.plans |= {plan.plan: plan for plan in replaced}

    def view(self) -> UnitView:
        return PlainView(list(self.plans.values()))

    def verify(self) -> list[Finding]:
        return []


@dataclass
class PlainView:
    plans: list[PlanUnits]
    units: list[IndexedUnit] = field(init=False)

    def __post_init__(self) -> None:
        self.units = [unit for plan in self.plans for unit in plan.units]

    @property
    def count(self) -> int:
        return len(self.units)

    @property
    def fingerprints(self) -> dict[str, str]:
        return {plan.plan: plan.fingerprint for plan in self.plans}

    @property
    def damaged(self) -> NDArray[np.bool_]:
        return np.array([unit.unit.damaged for unit in self.units], np.bool_)

    def select(self, chosen: UnitFilter) -> NDArray[np.int64]:
        return np.array([at for at, unit in enumerate(self.units) if matches(unit, chosen)], np.int64)

    def find_keys(self, attribute: Attribute, part: str) -> frozenset[str]:
        return frozenset(value.key for unit in self.units for value in values_of(unit, attribute) if part in value.key)

    def count_values(self, attribute: Attribute, positions: NDArray[np.int64]) -> list[FacetCount]:
        labels: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for position in positions:
            for value in values_of(self.units[position], attribute) or [Value("", "")]:
                labels.setdefault(value.key, value.label)
                counts[value.key] += 1
        found = [FacetCount(Value(key, labels[key]), count) for key, count in counts.items()]
        return sorted(found, key=lambda one: (-one.units, one.value.key))

    def find(self, queries: Sequence[IndexQuery], chosen: UnitFilter, limit: int) -> Candidates:  # noqa: ARG002
        positions = self.select(chosen)
        return PlainCandidates(positions, len(positions), True, self)

    def load_units(self, positions: NDArray[np.int64]) -> list[Unit]:
        return [self.units[position].unit for position in positions]

    def load_vectors(self, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.array([self.units[position].vector for position in positions], np.float32)

    def load_profiles(self, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        return np.array([self.units[position].profile for position in positions], np.float32)

    def sort(self, positions: NDArray[np.int64], scores: NDArray[np.float32]) -> NDArray[np.int64]:
        keys = [(-score, self.units[at].unit.id) for at, score in zip(positions, scores, strict=True)]
        return np.array(sorted(range(len(keys)), key=lambda place: keys[place]), np.int64)


@dataclass
class PlainCandidates:
    positions: NDArray[np.int64]
    total: int
    complete: bool
    view: PlainView

    def score(self, query: IndexQuery) -> Scores:
        units = self.view.units
        lexical = np.array(bm25([unit.words for unit in units], query.words), np.float32)
        skeleton = np.array(bm25([unit.letters for unit in units], query.letters), np.float32)
        asked = set(query.letters)
        coverage = np.array([len(asked & set(unit.letters)) / max(len(asked), 1) for unit in units], np.float32)
        dense, concept = np.zeros(len(units)), np.zeros(len(units))
        if query.vector is not None and query.profile is not None:
            dense = np.array([unit.vector @ query.vector for unit in units])
            concept = np.array([unit.profile.astype(np.float32) @ query.profile for unit in units])
        at = self.positions
        best = [float(signal.max(initial=0)) for signal in (lexical, skeleton, coverage)]
        return Scores(at, dense[at], concept[at], lexical[at], skeleton[at], coverage[at], *best)


def matches(indexed: IndexedUnit, chosen: UnitFilter) -> bool:
    for attribute, keys in chosen.values:
        if not {value.key for value in values_of(indexed, attribute) or [Value("", "")]} & keys:
            return False
    if chosen.plans is not None and indexed.unit.plan not in chosen.plans:
        return False
    if chosen.due is None:
        return True
    (first, last), (start, end) = chosen.due, indexed.attributes.due
    lowest, highest = datetime.date.min, datetime.date.max
    known = start is not None or end is not None
    return known and (start or lowest) <= (last or highest) and (end or highest) >= (first or lowest)


def values_of(indexed: IndexedUnit, attribute: Attribute) -> list[Value]:
    if attribute in (Attribute.MAIN, Attribute.DAMAGED):
        word = str(getattr(indexed.unit, attribute.value)).lower()
        return [Value(word, word)]
    value = getattr(indexed.attributes, attribute.value)
    return list(value) if isinstance(value, tuple) else [value] if value is not None else []


def unit_vector(seed: int) -> NDArray[np.float32]:
    row = np.random.default_rng(seed).standard_normal(DIMENSION).astype(np.float32)
    return (row / np.linalg.norm(row)).astype(np.float16).astype(np.float32)


def build_query(words: Sequence[str], seed: int | None) -> IndexQuery:
    text = " ".join(words).replace("_", " ")
    vector = None if seed is None else unit_vector(seed)
    profile = None if vector is None else np.abs(vector)
    known = () if seed is None else tuple(words)
    return IndexQuery(known, letter_groups(text), skeleton_words(text), vector, profile)


def draw_plan(chance: random.Random) -> PlanUnits:
    plan = f"plan-{chance.randrange(6)}"
    units = []
    for number in range(chance.randrange(7)):
        words = chance.choices(WORDS, k=chance.randrange(10))
        text = " ".join(words).replace("_", " ")
        unit = Unit(f"{plan}#{number}", plan, text, main=chance.random() < 0.5, damaged=chance.random() < 0.5)
        vector = unit_vector(chance.randrange(30))
        profile = np.abs(vector).astype(np.float16)
        units.append(IndexedUnit(unit, words, letter_groups(text), vector, profile, draw_attributes(chance)))
    return PlanUnits(plan, chance.choice("abc"), units)


def draw_attributes(chance: random.Random) -> Attributes:
    names = [None, *(Value(name.lower(), name) for name in NAMES)]
    year = chance.choice([None, "2023", "2024"])
    return Attributes(
        year=None if year is None else Value(year, year),
        place=chance.choice(names),
        section=chance.choice(names),
        lead=tuple(name for name in chance.sample(names, chance.randrange(3)) if name is not None),
        due=(chance.choice([None, *DAYS]), chance.choice([None, *DAYS])),
    )


def draw_history(seed: int) -> Iterator[tuple[list[PlanUnits], list[str]]]:
    """Draws changes: plans that are added or replaced, and plans that are deleted, some of them never there."""
    chance = random.Random(seed)  # noqa: S311 - plans, not secrets
    for _ in range(chance.randrange(5)):
        plans = {plan.plan: plan for plan in (draw_plan(chance) for _ in range(chance.randrange(5)))}
        yield list(plans.values()), [f"plan-{number}" for number in chance.sample(range(7), chance.randrange(3))]


SOME_DAY = st.none() | st.sampled_from(DAYS)
KEYS = st.frozensets(st.sampled_from(["", "2023", "2024", "true", "false", *(name.lower() for name in NAMES), "khác"]))
FILTERS = st.builds(
    UnitFilter,
    values=st.lists(st.tuples(st.sampled_from(list(Attribute)), KEYS), max_size=2).map(tuple),
    due=st.none() | st.tuples(SOME_DAY, SOME_DAY),
    plans=st.none() | st.frozensets(st.integers(0, 6).map(lambda number: f"plan-{number}")),
)
QUERIES = st.builds(
    build_query, st.lists(st.sampled_from([*WORDS, "chưa_gặp"]), max_size=5), st.none() | st.integers(0, 30)
)

# Each try writes an index; shrinking a history takes minutes.
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
# Every unit in memory; candidates of words and vectors beside the record, of few units, with lists of vectors.
SMALL, LARGE = Limits(), Limits(exact=0, narrow=0, depth=2, exact_vectors=3)
Make = Callable[[], UnitIndex]


@pytest.fixture(params=["plain", "small", "large"])
def make(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Make:
    def build() -> UnitIndex:
        if request.param == "plain":
            return PlainIndex()
        folder: Path = tmp_path_factory.mktemp("index")
        return EmbeddedIndex.create(folder, SMALL if request.param == "small" else LARGE)

    return build


def ids(view: UnitView, positions: NDArray[np.int64]) -> list[str]:
    return [unit.id for unit in view.load_units(positions)]


def rows_by_id(view: UnitView, candidates: Candidates, query: IndexQuery) -> dict[str, list[float]]:
    scores = candidates.score(query)
    signals = np.stack([scores.dense, scores.concept, scores.lexical, scores.skeleton, scores.coverage], axis=1)
    return dict(zip(ids(view, scores.positions), signals.tolist(), strict=True))


@settings(
    max_examples=60,
    deadline=None,
    phases=WITHOUT_SHRINKING,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 100_000), chosen=FILTERS, query=QUERIES, limit=st.integers(1, 12))
def test_after_any_history_a_filter_finds_all_it_matches_with_the_scores_of_the_definitions(
    make: Make, seed: int, chosen: UnitFilter, query: IndexQuery, limit: int
) -> None:
    index, oracle = make(), PlainIndex()
    for change in draw_history(seed):
        index.update(*change)
        oracle.update(*change)
    view, plain = index.view(), oracle.view()
    assert index.verify() == []
    assert view.count == plain.count
    assert view.fingerprints == plain.fingerprints
    selected = view.select(chosen)
    assert sorted(ids(view, selected)) == sorted(ids(plain, plain.select(chosen)))
    for attribute in Attribute:
        expected = plain.count_values(attribute, plain.select(chosen))
        found = view.count_values(attribute, selected)
        assert [(one.value.key, one.units) for one in found] == [(one.value.key, one.units) for one in expected]
        for part in {one.value.key[1:3] for one in expected if one.value.key[1:3]}:
            wanted = plain.find_keys(attribute, part)
            known = view.find_keys(attribute, part)
            assert wanted <= known
            assert all(part in key for key in known)
            gone = UnitFilter(((attribute, known - wanted),))
            assert not len(view.select(gone))
    candidates = view.find([query], chosen, limit)
    assert candidates.total == len(selected)
    assert len(candidates.positions) >= min(limit, len(selected))
    assert set(candidates.positions.tolist()) <= set(selected.tolist())
    expected_rows = rows_by_id(plain, plain.find([query], chosen, limit), query)
    for unit, row in rows_by_id(view, candidates, query).items():
        np.testing.assert_allclose(row, expected_rows[unit], rtol=1e-4, atol=2e-3, err_msg=unit)
    if limit >= len(selected):
        assert candidates.complete
        assert len(candidates.positions) == len(selected)


@settings(
    max_examples=30,
    deadline=None,
    phases=WITHOUT_SHRINKING,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 100_000), query=QUERIES)
def test_the_best_unit_by_each_signal_is_a_candidate_in_any_filter(make: Make, seed: int, query: IndexQuery) -> None:
    index, oracle = make(), PlainIndex()
    for change in draw_history(seed):
        index.update(*change)
        oracle.update(*change)
    view, plain = index.view(), oracle.view()
    scales = set()
    for chosen in (UnitFilter(), UnitFilter(((Attribute.MAIN, frozenset(["true"])),)), UnitFilter(plans=frozenset())):
        found = view.find([query], chosen, 1)
        scores, exact = found.score(query), plain.find([query], chosen, 1).score(query)
        scales.add((scores.best_lexical, scores.best_skeleton, scores.best_coverage))
        for name in ("lexical", "dense") if query.words else ():
            best = float(getattr(exact, name).max(initial=0))
            assert float(getattr(scores, name).max(initial=0)) == pytest.approx(best, rel=1e-3, abs=2e-3), name
    assert len(scales) == 1, "a filter changes the scale of no score"


def plan(name: str, *texts: str) -> PlanUnits:
    def build() -> Iterator[IndexedUnit]:
        for number, text in enumerate(texts):
            vector = unit_vector(len(text))
            unit = Unit(f"{name}#{number}", name, text, main=True, damaged=False)
            yield IndexedUnit(unit, text.split(), letter_groups(text), vector, np.abs(vector).astype(np.float16))

    return PlanUnits(name, "1", list(build()))


def test_a_view_stays_as_it_was_while_the_index_changes(make: Make) -> None:
    index = make()
    index.update([plan("a", "họp", "báo_cáo"), plan("b", "iso")], ())
    before = index.view()
    index.update([plan("a", "kế_hoạch")], ["b"])
    index.update([plan("c", "họp", "iso")], ())
    query = build_query(["họp", "iso"], 1)
    assert ids(before, np.arange(3)) == ["a#0", "a#1", "b#0"]
    rows = rows_by_id(before, before.find([query], UnitFilter(), 3), query)
    assert [unit for unit, row in sorted(rows.items()) if row[2] > 0] == ["a#0", "b#0"]
    after = index.view()
    rows = rows_by_id(after, after.find([query], UnitFilter(), 3), query)
    assert [unit for unit, row in sorted(rows.items()) if row[2] > 0] == ["c#0", "c#1"]


def test_the_order_is_by_score_then_by_id(make: Make) -> None:
    index = make()
    index.update([plan("b", "họp", "họp", "iso"), plan("a", "họp", "họp")], ())
    view = index.view()
    positions = np.arange(5)
    names = ids(view, positions)
    scores = np.array([{"b#2": 2.0, "b#0": 0.0}.get(name, 1.0) for name in names], np.float32)
    order = view.sort(positions, scores)
    assert [names[place] for place in order] == ["b#2", "a#0", "a#1", "b#1", "b#0"]


def test_units_vectors_and_profiles_come_back_in_the_order_asked(make: Make) -> None:
    index = make()
    made = plan("a", "họp", "báo_cáo", "lone \ud800 surrogate")
    index.update([made], ())
    view = index.view()
    asked = np.array([2, 0, 2])
    assert ids(view, asked) == ["a#2", "a#0", "a#2"]
    np.testing.assert_allclose(view.load_vectors(asked), [made.units[at].vector for at in asked], atol=1e-3)
    np.testing.assert_array_equal(view.load_profiles(asked), [made.units[at].profile for at in asked])
    assert view.load_profiles(asked).dtype == np.float32
    assert view.load_units(np.array([1]))[0] == made.units[1].unit
    assert view.load_units(np.empty(0, np.int64)) == []


def test_an_index_without_units_finds_nothing(make: Make) -> None:
    index = make()
    index.update([PlanUnits("empty", "1", [])], ["unknown"])
    view = index.view()
    query = build_query(["họp"], 1)
    found = view.find([query], UnitFilter(), 5)
    assert (view.count, found.total, found.complete) == (0, 0, True)
    assert found.score(query).best_lexical == 0
    assert list(chain(found.positions, view.damaged)) == []
    assert view.fingerprints == {"empty": "1"}
