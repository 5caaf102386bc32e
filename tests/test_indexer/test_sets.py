"""Sets of positions are those that Python's own sets give."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.embedded.sets import distinct, find_common

numbers = st.lists(st.integers(0, 40), max_size=20)


@given(few=numbers, many=numbers)
def test_distinct_and_common_values_are_those_of_sets(few: list[int], many: list[int]) -> None:
    first, second = np.array(few, np.int64), np.array(many, np.int64)
    assert distinct(first, second).tolist() == sorted({*few, *many})
    assert find_common(distinct(first), distinct(second)).tolist() == sorted({*few} & {*many})
