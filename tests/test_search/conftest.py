"""What tests of search share: a store of the sample plans, indexed by a small encoder of words."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.ingest import ingest_file
from corpus.samples import load_samples
from corpus.store import Store, open_store
from indexer import build_index
from search import Engine


class WordEncoder:
    """Embeds a text as the sum of a random vector for each of its words; counts what it is asked for."""

    def __init__(self, model_id: str = "words/16") -> None:
        self.model_id = model_id
        self.dimension = 16
        self.queries: list[str] = []
        self.documents: list[str] = []

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        self.documents += texts
        if progress is not None:
            progress(len(texts))
        return np.stack([self.vector(text) for text in texts])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        self.queries.append(text)
        return self.vector(text)

    def vector(self, text: str) -> NDArray[np.float32]:
        words = text.lower().split() or [""]
        rows = [
            np.random.default_rng(zlib.crc32(word.encode("utf-8", "replace"))).standard_normal(16) for word in words
        ]
        total = np.sum(rows, axis=0).astype(np.float32)
        return total / np.linalg.norm(total)


def refuse_to_load() -> WordEncoder:
    raise AssertionError("the model was loaded")


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample plans, read once; not to be changed."""
    store = open_store(tmp_path_factory.mktemp("samples") / "store")
    for sample in load_samples():
        ingest_file(store, sample.path)
    yield store
    store.close()


@pytest.fixture(scope="session")
def engine(sample_store: Store) -> Engine:
    """An engine over the sample plans, without bands as its encoder is not calibrated."""
    encoder = WordEncoder()
    return Engine(sample_store, build_index(sample_store, encoder), lambda: encoder)


@pytest.fixture
def torchless_engine(engine: Engine) -> Engine:
    """The same, failing when a question loads the model."""
    return Engine(engine.store, engine.index, refuse_to_load)


@pytest.fixture
def small_store(tmp_path: Path) -> Iterator[Store]:
    """Three plans that a test may change."""
    store = open_store(tmp_path / "small")
    for sample in [sample for sample in load_samples() if sample.format == "txt"][:3]:
        ingest_file(store, sample.path)
    yield store
    store.close()


@pytest.fixture
def word_encoder() -> WordEncoder:
    """A fresh encoder that counts."""
    return WordEncoder()
