"""Profiles over kinds of work, and the vectors that ship."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from indexer import Embedder
from indexer.concepts import ConceptSpace
from indexer.known_vectors import find_known, list_known_texts
from indexer.letter_likeness import LetterLikeness

CENTRE = np.zeros(4, np.float32)
# Three wordings of each of two concepts and of one other matter, along three axes; letters that no text below has.
WORDINGS = np.float32(
    [
        *([1, 0, 0, 0], [0.9, 0.1, 0, 0], [0.8, 0, 0.2, 0]),
        *([0, 1, 0, 0], [0, 0.9, 0.1, 0], [0, 1, 0, 0.1]),
        *([0, 0, 0, 1], [0.1, 0, 0, 0.9], [0, 0.1, 0, 1]),
    ]
)
LETTERS = ["họp xem xét", "lãnh đạo họp", "xem xét hệ thống", *["đào tạo"] * 3, *["tuyển sinh"] * 3]
BOUNDS = np.array([0, 3, 6, 9])


@pytest.fixture
def space() -> ConceptSpace:
    return ConceptSpace(WORDINGS, LetterLikeness.build(LETTERS), BOUNDS, CENTRE, 2)


def test_a_text_is_of_the_concept_whose_wordings_it_is_like(space: ConceptSpace) -> None:
    rows = np.float32([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    first, second, other, none = space.profile_tasks(rows, ["?"] * 4).astype(np.float32)
    assert first[0] > 0.95
    assert first[1] < 0.05
    assert second[1] > 0.95
    assert first @ second < 0.01
    assert np.linalg.norm(other) < 0.1, "a text about another matter has a short profile"
    assert np.linalg.norm(none) < 0.2, "so has one that is near nothing"


def test_letters_tell_what_vectors_do_not(space: ConceptSpace) -> None:
    between = np.float32([[0.7, 0.7, 0, 0]])
    assert space.profile_tasks(between, ["họp xem xét"])[0].argmax() == 0
    assert space.profile_tasks(between, ["dao tao"])[0].argmax() == 1
    assert np.linalg.norm(space.profile_question(between[0], "tuyển sinh")) < 0.8


def test_a_question_is_of_fewer_concepts_than_a_task(space: ConceptSpace) -> None:
    row = np.float32([0.75, 0.65, 0, 0])
    task, question = space.profile_tasks(row[None], ["?"])[0], space.profile_question(row, "?")
    assert question[1] / question[0] < task[1] / task[0]


def test_profiles_depend_on_no_other_row(space: ConceptSpace) -> None:
    rows = np.random.default_rng(1).normal(size=(40, 4)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    texts = [LETTERS[number % len(LETTERS)] for number in range(40)]
    together = space.profile_tasks(rows, texts)
    assert np.array_equal(together[::-1], space.profile_tasks(rows[::-1], texts[::-1]))
    assert np.array_equal(together[:7], space.profile_tasks(rows[:7], texts[:7]))
    assert (np.linalg.norm(together.astype(np.float32), axis=1) < 1.001).all()
    assert space.profile_tasks(np.empty((0, 4), np.float32), []).shape == (0, 2)


def test_a_saved_space_is_read_back(space: ConceptSpace, tmp_path: Path) -> None:
    space.save(tmp_path)
    read = ConceptSpace.load(tmp_path)
    row = np.float32([0.6, 0.8, 0, 0])
    assert np.array_equal(read.profile_question(row, "họp"), space.profile_question(row, "họp"))
    assert read.count == 2


def test_the_vectors_that_ship_are_those_of_the_model(embedder: Embedder) -> None:
    texts = list_known_texts()
    keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    known = find_known(keys, embedder.model_id)
    assert set(known) == set(keys), "run: python -m indexer.known_vectors"
    chosen = range(0, len(texts), 61)
    exact = embedder.encode_documents([texts[place] for place in chosen])
    shipped = np.stack([known[keys[place]] for place in chosen])
    assert ((exact * shipped).sum(axis=1) > 0.9998).all()


def test_no_vector_ships_for_another_model() -> None:
    key = hashlib.sha256(list_known_texts()[0].encode()).hexdigest()
    assert find_known([key], "other/384") == {}
