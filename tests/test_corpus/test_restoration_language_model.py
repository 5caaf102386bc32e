import random

import numpy as np
import pytest

from corpus.reading.restoration.kneser_ney import estimate
from corpus.reading.restoration.language_model import START, LanguageModel, read_model

WORDS = 12  # ids 0..11, of which 4..11 are words


def build(sentences: list[list[int]], owners: list[int], least: int = 1) -> LanguageModel:
    ids = [word for sentence in sentences for word in (START, START, *sentence)]
    documents = [owner for sentence, owner in zip(sentences, owners, strict=True) for _ in range(len(sentence) + 2)]
    return read_model(estimate(np.array(ids), np.array(documents), WORDS, least_documents=least))


@pytest.fixture(scope="module")
def sentences() -> list[list[int]]:
    draw = random.Random(7)  # noqa: S311
    return [[min(11, 4 + int(draw.expovariate(0.5))) for _ in range(draw.randint(1, 9))] for _ in range(300)]


@pytest.mark.parametrize("least", [1, 2, 1000])
def test_the_chances_of_all_words_sum_to_one_in_every_context(sentences: list[list[int]], least: int) -> None:
    model = build(sentences, [number % 5 for number in range(len(sentences))], least)
    everything = np.arange(WORDS)
    sums = np.exp(model.score(everything, everything, everything).astype(np.float64)).sum(axis=2)
    # Logarithms are stored in steps of .05: each chance may be 2.5 % off.
    assert np.allclose(sums, 1, atol=0.03)


def test_a_chain_seen_often_is_likelier_than_what_its_parts_allow() -> None:
    model = build([[4, 5, 6]] * 9 + [[7, 5, 8]] * 9 + [[9, 10, 11]], [0, 1] * 9 + [2])
    after = model.score(np.array([4]), np.array([5]), np.arange(WORDS))[0, 0]
    assert int(after.argmax()) == 6
    assert after[6] > after[8] > after[9]


def test_a_word_met_in_many_contexts_is_a_better_guess_in_a_new_one_than_a_frequent_word() -> None:
    model = build([[5, 4], [6, 4], [7, 4], [8, 4]] + [[9, 10]] * 9, [0] * 13)
    assert model.unigrams[4] > model.unigrams[10]


def test_chains_of_one_document_alone_are_not_kept() -> None:
    owners = [0, 0, 0, 1, 2]
    sentences = [[4, 5, 6]] * 3 + [[7, 8, 9]] * 2
    kept, all_kept = build(sentences, owners, least=2), build(sentences, owners)
    # Of both sentences the chain of three words, and the one that begins with a beginning.
    assert (len(kept.trigrams.keys), len(all_kept.trigrams.keys)) == (2, 4)


def test_lower_orders_score_the_same_shape() -> None:
    ids = np.array([START, START, 4, 5, 6] * 3)
    for order in (1, 2, 3):
        model = read_model(estimate(ids, np.zeros(15, dtype=np.int64), WORDS, least_documents=1), order)
        assert model.score(np.arange(2), np.arange(3), np.arange(5)).shape == (2, 3, 5)


def test_chains_scored_one_by_one_score_as_in_the_table_of_all(sentences: list[list[int]]) -> None:
    model = build(sentences, [number % 5 for number in range(len(sentences))])
    table = model.score(np.arange(WORDS), np.arange(WORDS), np.arange(WORDS))
    first, second, third = np.meshgrid(np.arange(WORDS), np.arange(WORDS), np.arange(WORDS), indexing="ij")
    assert np.allclose(model.follow(first, second, third), table)
