"""Sets of positions are those that Python's own sets give."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.embedded.sets import distinct, stand_in

numbers = st.lists(st.integers(0, 40), max_size=20)


@given(few=numbers, many=numbers)
def test_distinct_values_and_those_that_stand_in_others_are_those_of_sets(few: list[int], many: list[int]) -> None:
    first, second = np.array(few, np.int64), np.array(many, np.int64)
    assert distinct(first, second).tolist() == sorted({*few, *many})
    assert stand_in(first, distinct(second)).tolist() == [value in many for value in few]
