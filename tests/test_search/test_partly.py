"""What is said of a step that a plan has only in part."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.frameworks import load_framework
from search.judging import Opinion
from search.judging.weights import load_weights
from search.partly import tell_part

FRAMEWORK = load_framework("khung-101")


def opinion(step: str, *parts: int | None, whole: tuple[float, ...] = ()) -> Opinion:
    weights = load_weights("khung-101")
    assert weights is not None
    chances = np.ones(len(parts), np.float32)
    wholes = np.array(whole or [0.0] * len(parts), np.float32)
    return Opinion(weights, {step: chances}, {}, {step: wholes}, frozenset(), {}, {step: parts})


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((0,), "Mới nêu việc thông báo bằng văn bản; chưa thấy việc niêm yết và đăng tải."),
        ((0, None, 1), "Mới nêu việc thông báo bằng văn bản; chưa thấy việc niêm yết và đăng tải."),
        ((0, 3), "Mới nêu việc thông báo bằng văn bản và việc niêm yết tại trụ sở; chưa thấy đủ việc này."),
        ((None,), "Mới nêu một phần, hoặc nêu chung việc này; chưa đủ để coi là có kế hoạch thực hiện."),
    ],
)
def test_what_is_there_and_what_is_lacking_is_told(parts: tuple[int | None, ...], told: str) -> None:
    step = FRAMEWORK.step("S23")
    assert step is not None
    assert tell_part(step, opinion("S23", *parts), range(len(parts))) == told


def test_whole_passages_come_first_then_the_likeliest() -> None:
    found = opinion("S23", 0, 1, None, whole=(0.2, 0.9, 0.7))
    assert found.find("S23") == (1, 2, 0)
    assert found.covers("S23", 1)
    assert not found.covers("S23", 0)
