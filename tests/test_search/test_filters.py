"""Filters of tasks: each alone, together, with exact totals and counts that add up."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.errors import InvalidRequest
from corpus.ingest import ingest_file
from corpus.model import AgencyType, Grade
from corpus.store import PlanFilter, PlanSummary, Store
from indexer import Attribute, build_index
from indexer.attributes import build_attributes
from indexer.contract import Attributes
from search import FACETS, Engine, TaskFilter, count_facets, find_similar_tasks, find_tasks
from search.filters import find_keys, fits_name

QUERY = "tổ chức đánh giá nội bộ"
DAYS = [datetime.date(2024, 1, 1), datetime.date(2024, 6, 15), datetime.date(2025, 3, 31), datetime.date(2019, 1, 1)]
NAMES = ["so", "Văn phòng", "phòng", "=", "Sở Tư pháp", "=Sở Tư pháp", "nội dung", "không có tên này", "GIANG"]


@dataclass(frozen=True)
class Known:
    """A task of the store with what is known of it."""

    id: str
    plan: PlanSummary
    attributes: Attributes


def list_known(store: Store) -> list[Known]:
    known = []
    for plan in store.list_plans():
        stored = store.load_plan(plan.id)
        built = build_attributes(stored.plan, stored.document)
        known += [Known(task.id, plan, one) for task, one in zip(stored.plan.tasks, built, strict=True)]
    return known


@pytest.fixture(scope="module")
def known(sample_store: Store) -> list[Known]:
    return list_known(sample_store)


def fits(name: str | None, keys: list[str]) -> bool:
    """Says by the words of the documentation whether a name fits; every name here is plain when folded."""
    plain = {
        "so": "so", "Văn phòng": "van phong", "phòng": "phong", "Sở Tư pháp": "so tu phap", "nội dung": "noi dung",
        "không có tên này": "khong co ten nay", "GIANG": "giang",
    }  # fmt: skip
    if name is None:
        return True
    if name == "=":
        return not keys
    if name.startswith("="):
        return plain[name[1:]] in keys
    return any(plain[name] in key for key in keys)


def keys_of(one: Known, attribute: Attribute) -> list[str]:
    value = getattr(one.attributes, attribute.value)
    return [part.key for part in value] if isinstance(value, tuple) else [value.key] if value else []


def matches(chosen: TaskFilter, one: Known) -> bool:
    start, end = one.attributes.due
    touched = (start or end) and (
        (chosen.due_to is None or (start or datetime.date.min) <= chosen.due_to)
        and (chosen.due_from is None or (end or datetime.date.max) >= chosen.due_from)
    )
    return (
        chosen.plans.year in (None, one.plan.year)
        and chosen.plans.agency_type in (None, one.plan.agency_type)
        and (chosen.grade is None or one.plan.grade == chosen.grade.value)
        and fits(chosen.place, keys_of(one, Attribute.PLACE))
        and fits(chosen.section, keys_of(one, Attribute.SECTION))
        and fits(chosen.lead, keys_of(one, Attribute.LEAD))
        and (chosen.due is None or bool(touched))
    )


ALONE = [
    TaskFilter(),
    TaskFilter(place="GIANG"),
    TaskFilter(section="nội dung"),
    TaskFilter(lead="Văn phòng"),
    TaskFilter(lead="="),
    TaskFilter(grade=Grade.GOOD),
    TaskFilter(due_from=DAYS[1]),
    TaskFilter(due_to=DAYS[1]),
    TaskFilter(due_from=DAYS[0], due_to=DAYS[1]),
    TaskFilter(PlanFilter(year=2024), lead="phòng", due_to=DAYS[1]),
]
ANY = st.builds(
    TaskFilter,
    plans=st.builds(
        PlanFilter,
        year=st.none() | st.sampled_from([2022, 2024, 2025]),
        agency_type=st.none() | st.sampled_from([AgencyType.SO, AgencyType.UBND_XA]),
    ),
    place=st.none() | st.sampled_from(NAMES),
    section=st.none() | st.sampled_from(NAMES),
    lead=st.none() | st.sampled_from(NAMES),
    grade=st.none() | st.sampled_from(list(Grade)),
    due_from=st.none() | st.sampled_from(DAYS),
    due_to=st.none() | st.sampled_from(DAYS),
)


def check_filter(engine: Engine, known: list[Known], chosen: TaskFilter) -> int:
    wanted = sorted(one.id for one in known if matches(chosen, one))
    answer = find_tasks(engine, QUERY, chosen, limit=max(1, len(wanted)))
    assert (answer.filtered, answer.total) == (len(wanted), len(wanted))
    assert sorted(hit.task.id for hit in answer.hits) == wanted
    return len(wanted)


@pytest.mark.parametrize("chosen", ALONE)
def test_a_filter_alone_matches_some_and_finds_them_all(engine: Engine, known: list[Known], chosen: TaskFilter) -> None:
    found = check_filter(engine, known, chosen)
    if chosen in (TaskFilter(), TaskFilter(grade=Grade.GOOD)):  # every sample plan is good
        assert found == len(known)
    else:
        assert 0 < found < len(known)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=ANY)
def test_filters_together_lose_nothing_and_add_nothing(engine: Engine, known: list[Known], chosen: TaskFilter) -> None:
    check_filter(engine, known, chosen)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=ANY)
def test_counts_tell_every_task_of_the_filter(engine: Engine, known: list[Known], chosen: TaskFilter) -> None:
    tasks = [one for one in known if matches(chosen, one)]
    facets = count_facets(engine, chosen)
    assert tuple(facet.attribute for facet in facets) == FACETS
    for facet in facets:
        wanted = Counter(key for one in tasks for key in (keys_of(one, facet.attribute) or [""]))
        ordered = sorted(wanted.items(), key=lambda item: (-item[1], item[0]))
        assert [(one.value.key, one.units) for one in facet.values] == ordered[:20]
        assert facet.distinct == len(wanted)
        if facet.attribute is not Attribute.LEAD:
            assert wanted.total() == len(tasks)


def test_a_value_that_is_counted_is_asked_for_by_its_whole_name(engine: Engine) -> None:
    for facet in count_facets(engine):
        for one in facet.values:
            name = f"={one.value.label}"
            chosen = {
                Attribute.PLACE: TaskFilter(place=name),
                Attribute.SECTION: TaskFilter(section=name),
                Attribute.LEAD: TaskFilter(lead=name),
            }.get(facet.attribute)
            if chosen is not None:
                assert find_tasks(engine, QUERY, chosen, limit=1).filtered == one.units, name


def test_tasks_like_a_task_are_filtered_alike(engine: Engine, known: list[Known]) -> None:
    reference = "so-noi-vu-2024.docx#II.11"
    chosen = TaskFilter(lead="phòng", due_from=DAYS[0])
    wanted = {one.id for one in known if matches(chosen, one)}
    answer = find_similar_tasks(engine, reference, chosen, limit=200)
    assert answer.filtered == len(wanted)
    assert answer.hits
    assert {hit.task.id for hit in answer.hits} <= wanted


def test_a_grade_tells_ruined_plans_apart(small_store: Store, word_encoder: Any, tmp_path: Path) -> None:
    path = tmp_path / "hong.txt"
    path.write_text(
        "KE HOACH\nDuy tri hé théng quan ly chat lugng nam 2024\n\nII. NOI DUNG\n"
        "1. To chtrc danh gia ndi bd hé théng quan ly chat lugng cua cac phong chuyén mén thudc Uy ban nhan dan\n"
        "2. Hop xem xét cta lanh dao vé két qua danh gia ndi bd va viéc thyc hién muc tiéu chat lugng trong nam\n",
        "utf-8",
    )
    ingest_file(small_store, path)
    engine = Engine(small_store, build_index(small_store, word_encoder), lambda: word_encoder)
    known = list_known(small_store)
    found = {grade: check_filter(engine, known, TaskFilter(grade=grade)) for grade in Grade}
    assert sum(found.values()) == len(known) > found[Grade.GOOD] > 0
    (graded,) = [facet for facet in count_facets(engine) if facet.attribute is Attribute.GRADE]
    assert {one.value.key: one.units for one in graded.values} == {g.value: n for g, n in found.items() if n}


@pytest.mark.parametrize("field", ["place", "section", "lead"])
@pytest.mark.parametrize("words", ["…", "=?", " - "])
def test_words_without_a_letter_are_refused(engine: Engine, field: str, words: str) -> None:
    changed: dict[str, Any] = {field: words}
    with pytest.raises(InvalidRequest) as caught:
        find_tasks(engine, QUERY, replace(TaskFilter(), **changed))
    assert caught.value.code == "FILTER_EMPTY"


def test_where_the_store_has_changed_it_tells_which_plans_are_left(small_store: Store, word_encoder: Any) -> None:
    engine = Engine(small_store, build_index(small_store, word_encoder), lambda: word_encoder)
    chosen = TaskFilter(lead="phòng")
    before = find_tasks(engine, QUERY, chosen, limit=1000)
    gone = before.hits[0].plan.id
    small_store.delete_plan(gone)
    after = find_tasks(engine, QUERY, chosen, limit=1000)
    left = [one.id for one in list_known(small_store) if matches(chosen, one)]
    assert sorted(hit.task.id for hit in after.hits) == sorted(left)
    assert after.filtered == len(left) < before.filtered


@pytest.mark.parametrize("words", NAMES)
def test_a_name_fits_words_exactly_where_the_index_finds_its_key(engine: Engine, words: str) -> None:
    for attribute, pick in ((Attribute.PLACE, "place"), (Attribute.SECTION, "section")):
        keys = find_keys(engine.index.view, attribute, words)
        for known in list_known(engine.store):
            value = getattr(known.attributes, pick)
            assert fits_name(words, value.label if value else None) == ((value.key if value else "") in keys)
