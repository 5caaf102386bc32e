"""Vectors are embedded once and kept."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.errors import IndexOutOfDate
from corpus.store import Store, open_store
from indexer.vectors import DocumentEncoder, LazyEncoder, VectorCache


class CountingEncoder:
    """Embeds a text as a random unit vector of its own, and keeps what it was asked for."""

    def __init__(self, model_id: str = "fake/6", dimension: int = 6) -> None:
        self.model_id = model_id
        self.dimension = dimension
        self.embedded: list[str] = []

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.embedded += texts
        if progress is not None:
            progress(len(texts))
        return np.stack([self.vector(text) for text in texts])

    def vector(self, text: str) -> NDArray[np.float32]:
        seed = zlib.crc32(f"{self.model_id} {text}".encode("utf-8", "surrogatepass"))
        row = np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)
        return row / np.linalg.norm(row)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    yield opened
    opened.close()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=5) | st.just("\ud800"), max_size=20))
def test_each_text_has_its_vector_in_the_order_asked(store: Store, texts: list[str]) -> None:
    encoder = CountingEncoder()
    found = VectorCache(store.engine).encode(texts, encoder)
    assert found.shape == (len(texts), 6)
    assert found.dtype == np.float32
    assert found.flags["C_CONTIGUOUS"]
    for row, text in zip(found, texts, strict=True):
        assert (row == encoder.vector(text)).all()


def test_equal_texts_are_embedded_once_and_known_ones_never_again(store: Store) -> None:
    encoder = CountingEncoder()
    VectorCache(store.engine).encode(["a", "b", "a"], encoder)
    assert sorted(encoder.embedded) == ["a", "b"]
    again = VectorCache(store.engine).encode(["b", "c", "a"], encoder)
    assert encoder.embedded[2:] == ["c"]
    assert (again == np.stack([encoder.vector(text) for text in "bca"])).all()


def test_another_model_has_vectors_of_its_own(store: Store) -> None:
    first, second = CountingEncoder("one/6"), CountingEncoder("two/4", 4)
    cache = VectorCache(store.engine)
    cache.encode(["a"], first)
    assert (cache.encode(["a"], second) == second.vector("a")).all()
    assert second.embedded == ["a"]


def test_what_was_embedded_before_an_interruption_is_kept(store: Store) -> None:
    class Interrupted(CountingEncoder):
        def encode_documents(
            self, texts: Sequence[str], progress: Callable[[int], None] | None = None
        ) -> NDArray[np.float32]:
            if self.embedded:
                raise KeyboardInterrupt
            return super().encode_documents(texts, progress)

    texts = [f"nhiệm vụ {number}" for number in range(600)]
    first = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        VectorCache(store.engine).encode(texts, first)
    second = CountingEncoder()
    VectorCache(store.engine).encode(texts, second)
    assert first.embedded
    assert sorted(first.embedded + second.embedded) == sorted(texts)


def test_progress_counts_the_missing_texts_only(store: Store) -> None:
    cache, encoder = VectorCache(store.engine), CountingEncoder()
    cache.encode(["a"], encoder)
    seen: list[tuple[int, int]] = []
    cache.encode([f"{number}" for number in range(300)] + ["a"], encoder, lambda *counts: seen.append(counts))
    assert seen == [(256, 300), (300, 300)]


def test_several_threads_may_open_and_fill_a_cache_at_once(store: Store) -> None:
    encoder, results, failures = CountingEncoder(), [], []

    def fill() -> None:
        try:
            results.append(VectorCache(store.engine).encode(["a", "b", "c"], encoder))
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must see it
            failures.append(error)

    threads = [threading.Thread(target=fill) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert all((result == results[0]).all() for result in results)


def test_a_lazy_encoder_loads_its_model_once_and_only_for_a_new_text(store: Store) -> None:
    encoder, loads = CountingEncoder(), []

    def load() -> DocumentEncoder:
        loads.append(1)
        return encoder

    cache, lazy = VectorCache(store.engine), LazyEncoder(encoder.model_id, encoder.dimension, load)
    cache.encode(["a"], encoder)
    assert (cache.encode(["a"], lazy) == encoder.vector("a")).all()
    assert not loads
    cache.encode(["b"], lazy)
    cache.encode(["c"], lazy)
    assert len(loads) == 1


def test_a_lazy_encoder_refuses_a_model_that_is_not_the_one_named(store: Store) -> None:
    lazy = LazyEncoder("other/6", 6, CountingEncoder)
    with pytest.raises(IndexOutOfDate) as caught:
        VectorCache(store.engine).encode(["a"], lazy)
    assert caught.value.code == "INDEX_OTHER_MODEL"
