"""What tests of search share: a store of the sample plans, indexed by a small encoder of words."""

from __future__ import annotations

import datetime
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import insert

from corpus.ingest import ingest_file
from corpus.model import AgencyType, Citation, CitationKind, CitationRole, Field, Header, Layer, Quote, Source
from corpus.samples import load_samples
from corpus.store import Store, open_store
from corpus.store.records import build_citation_rows, read_places
from corpus.store.schema import CitationRow, DocumentRow, PlanRow, SimilarRow
from corpus.text import fold
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


class CitingPlans:
    """A store whose plans are no more than a header and citations."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def add(
        self,
        plan: str,
        *citations: Citation,
        year: int | None = 2024,
        date: datetime.date | None = None,
        issuer: str = "UBND xã Tam Khuê",
        parent: str | None = None,
        agency_type: AgencyType = AgencyType.UBND_XA,
    ) -> None:
        """Adds a plan that makes these citations, one behind the other."""
        header = Header(issuer=_field(issuer), parent_issuer=_field(parent), agency_type=agency_type)
        placed = [
            replace(citation, source=Source(100 * place, 100 * place + len(citation.raw)))
            for place, citation in enumerate(citations)
        ]
        with self.store.engine.begin() as connection:
            connection.execute(
                insert(DocumentRow).values(
                    sha256=plan, name=f"{plan}.docx", media_type="", size=0, text="", record="{}"
                )
            )
            connection.execute(
                insert(PlanRow).values(
                    id=plan, document=plan, parser_version=0, title=f"Kế hoạch {plan}", issuer=issuer,
                    issuer_skeleton=fold(issuer), agency_type=agency_type.value, date=date, year=year, grade="tốt",
                    layer="native", record="{}", problems="[]",
                )
            )  # fmt: skip
            for row in build_citation_rows(plan, placed, read_places(header, Layer.NATIVE)):
                values = {column.name: getattr(row, column.name) for column in CitationRow.__table__.columns}
                connection.execute(insert(CitationRow).values(values))

    def link(self, first: str, second: str, score: float = 0.9) -> None:
        """Makes two plans near-duplicates."""
        pairs = ({"plan": first, "other": second}, {"plan": second, "other": first})
        with self.store.engine.begin() as connection:
            connection.execute(insert(SimilarRow), [{**pair, "score": score} for pair in pairs])


def _field(value: str | None) -> Field | None:
    return Field(value, (Quote(value, Source(0, len(value))),)) if value else None


def cite(key: str, role: CitationRole = CitationRole.BASIS, **fields: Any) -> Citation:
    """Builds a mention of the document of a key, as the finder would."""
    stem, _, issued = key.partition("@")
    prefix, _, number = stem.partition(" ")
    named = not any(char.isdigit() for char in stem)
    known = {
        "raw": stem,
        "kind": CitationKind.NAMED if named else CitationKind.NUMBERED,
        "type": {"QĐ": "Quyết định", "TT": "Thông tư", "KH": "Kế hoạch"}.get(prefix, prefix),
        "number": None if named else number,
        "year": int(issued[:4]) if issued else None,
        "name": number if named else None,
    }
    return Citation(source=Source(0, len(stem)), key=key, role=role, **(known | fields))


@pytest.fixture
def citing(tmp_path: Path) -> Iterator[CitingPlans]:
    """An empty store that a test fills with citing plans."""
    store = open_store(tmp_path / "citing")
    yield CitingPlans(store)
    store.close()


@pytest.fixture(scope="session")
def mention() -> Callable[..., Citation]:
    """Builds mentions."""
    return cite


@pytest.fixture
def word_encoder() -> WordEncoder:
    """A fresh encoder that counts."""
    return WordEncoder()
