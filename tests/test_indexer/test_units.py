"""Units and letter groups."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.abbreviations import shipped_expander
from corpus.ingest import ingest_file
from corpus.model import Layer, RestoredWord, Source
from corpus.samples import load_samples
from corpus.store import StoredPlan, open_store
from corpus.text import fold
from indexer.units import build_text, build_units, letter_groups, read_words


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoredPlan]:
    store = open_store(tmp_path_factory.mktemp("units"))
    sample = next(sample for sample in load_samples() if sample.id == "so-tu-phap-2022")
    plan_id = ingest_file(store, sample.path).plan_id
    assert plan_id is not None
    yield store.load_plan(plan_id)
    store.close()


def test_a_plan_has_one_unit_for_each_task_in_their_order(stored: StoredPlan) -> None:
    units = build_units(stored)
    assert [unit.id for unit in units] == [task.id for task in stored.plan.tasks]
    assert {unit.plan for unit in units} == {stored.plan.id}
    assert not any(unit.damaged for unit in units)
    assert sum(unit.main for unit in units) == len(stored.plan.main_tasks) > 0


def test_the_text_of_a_unit_is_its_content_with_the_paragraphs_that_describe_it(stored: StoredPlan) -> None:
    for unit, task in zip(build_units(stored), stored.plan.tasks, strict=True):
        words = read_words(stored.document, task)
        assert words.startswith(task.content.value)
        assert all(part.value in words for part in task.detail)
        assert unit.text == shipped_expander().expand(words, guess=False)


def test_a_unit_is_found_by_its_abbreviations_written_out(stored: StoredPlan) -> None:
    task = stored.plan.tasks[0]
    at = task.content.quotes[0].source.start
    text = f"{stored.document.text[:at]}HTQLCL{stored.document.text[at + 6 :]}"
    value = f"HTQLCL {task.content.value}"
    written = replace(task, content=replace(task.content, value=value))
    assert build_text(replace(stored.document, text=text), written).startswith("Hệ thống quản lý chất lượng ")


def test_the_words_of_a_ruined_unit_are_those_guessed(stored: StoredPlan) -> None:
    document, plan = stored.document, stored.plan
    place = plan.tasks[0].content.quotes[0].source
    first = Source(place.start, place.start + 2)
    ruined = replace(document, quality=replace(document.quality, layer=Layer.DAMAGED))
    guessed = replace(ruined, restored=(RestoredWord(first, "đoán", confident=False),))
    bare, unit = (build_units(replace(stored, document=one))[0] for one in (ruined, guessed))
    assert (bare.text, bare.damaged) == (build_units(stored)[0].text, True)
    assert unit.text.startswith("đoán")
    assert fold(unit.text[4:]) == fold(bare.text[2:])
    assert not unit.damaged


def test_groups_run_over_the_blanks_between_words() -> None:
    assert letter_groups("Bà Ơ!") == [" ba", "ba ", "a o", " o ", " ba ", "ba o", "a o ", " ba o", "ba o "]


@pytest.mark.parametrize("text", ["", "  ", "—…;", "\ud800"])
def test_text_without_letters_has_no_groups(text: str) -> None:
    assert letter_groups(text) == []


def test_ruined_letters_share_most_groups_with_what_they_stand_for() -> None:
    wanted = set(letter_groups("đánh giá nội bộ"))
    assert len(wanted & set(letter_groups("Dénh gid nội bộ"))) / len(wanted) > 0.4
    assert len(wanted & set(letter_groups("trồng rau sạch"))) / len(wanted) < 0.1


@given(st.text(alphabet="aăâbđeêơư áàạ1./-", max_size=30))
def test_groups_see_no_accents_and_no_form_of_unicode(text: str) -> None:
    assert letter_groups(unicodedata.normalize("NFD", text)) == letter_groups(text) == letter_groups(fold(text))
