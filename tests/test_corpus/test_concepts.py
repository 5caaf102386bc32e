"""The shipped kinds of work."""

from __future__ import annotations

import unicodedata

from corpus.concepts import digest_concepts, load_concepts, load_other_matters
from corpus.frameworks import load_framework

FEWEST = 10


def test_every_concept_is_told_in_many_ways_and_each_wording_is_of_one() -> None:
    concepts = load_concepts()
    wordings = [wording for concept in concepts for wording in concept.wordings]
    assert len({concept.id for concept in concepts}) == len({concept.name for concept in concepts}) == len(concepts)
    assert len(set(wordings)) == len(wordings)
    assert all(len(concept.wordings) >= FEWEST for concept in concepts)
    assert all(unicodedata.is_normalized("NFC", wording) and len(wording.split()) > 1 for wording in wordings)


def test_every_step_of_the_framework_is_some_kind_of_work() -> None:
    steps = {step.id for step in load_framework("khung-101").steps}
    told = {concept.step for concept in load_concepts() if concept.step is not None}
    assert told <= steps
    assert {step for step in steps if step.startswith("S")} <= told


def test_the_digest_is_of_the_table() -> None:
    assert len(digest_concepts()) == 64
    assert digest_concepts() == digest_concepts()


def test_other_matters_are_told_in_words_that_no_concept_has() -> None:
    others = load_other_matters()
    wordings = [wording for other in others for wording in other.wordings]
    assert len({other.id for other in others}) == len(others)
    assert len(set(wordings)) == len(wordings)
    assert not set(wordings) & {wording for concept in load_concepts() for wording in concept.wordings}
    assert not {other.id for other in others} & {concept.id for concept in load_concepts()}
    assert all(unicodedata.is_normalized("NFC", wording) for wording in wordings)
