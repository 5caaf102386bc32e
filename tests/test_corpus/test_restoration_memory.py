import numpy as np
import pytest

from corpus.reading.restoration.memory import Floats, Ids, Memory, remember

SIZE = 10


class Even:
    """Gives every word the same chance."""

    def score(self, first: Ids, second: Ids, third: Ids) -> Floats:
        return np.full((len(first), len(second), len(third)), -np.log(SIZE))


def chances(model: object, before: int) -> list[float]:
    assert isinstance(model, Memory)
    everything = np.arange(SIZE)
    scores: list[float] = np.exp(model.score(np.array([0]), np.array([before]), everything))[0, 0].tolist()
    return scores


def test_what_was_read_before_is_likelier_and_most_of_all_after_the_same_word() -> None:
    memory = remember([[(5, 1.0), (6, 1.0)]] * 3 + [[(7, 1.0), (8, 1.0)]], Even(), SIZE)
    after = chances(memory, 5)
    assert after[6] == max(after)
    assert after[6] > after[5] > after[9]
    assert after[6] > after[8] > after[9]


def test_the_chances_after_a_remembered_word_do_not_exceed_one() -> None:
    memory = remember([[(5, 1.0), (6, 1.0), (5, 1.0), (7, 1.0)]] * 9, Even(), SIZE)
    assert 0.9 <= sum(chances(memory, 5)) <= 1


@pytest.mark.parametrize(
    "sentences",
    [
        [],
        [[(5, 0.5), (6, 0.5)]],
        [[(5, 1.0), (6, 0.5), (7, 1.0)]],  # no two certain words side by side
        [[(1, 1.0), (2, 1.0)]],  # an unknown word, a number: what is no word is not remembered
    ],
)
def test_nothing_certain_leaves_the_model_as_it_is(sentences: list[list[tuple[int, float]]]) -> None:
    model = Even()
    assert remember(sentences, model, SIZE) is model
