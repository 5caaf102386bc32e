from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from indexer.embedding.batches import batch_by_length


def test_texts_of_like_length_share_a_batch() -> None:
    assert list(batch_by_length([3, 9, 2, 8, 2], 18)) == [[1, 3], [0, 2, 4]]


def test_a_text_longer_than_a_batch_stands_alone() -> None:
    assert list(batch_by_length([5, 100, 5], 10)) == [[1], [0, 2]]


@given(st.lists(st.integers(1, 600)), st.integers(1, 2000))
def test_every_text_is_in_one_batch_and_no_batch_of_several_is_too_long(lengths: list[int], most: int) -> None:
    batches = list(batch_by_length(lengths, most))
    assert sorted(place for batch in batches for place in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or max(lengths[place] for place in batch) * len(batch) <= most for batch in batches)
    assert all(
        min(lengths[place] for place in former) >= max(lengths[place] for place in latter)
        for former, latter in pairwise(batches)
    )
