"""The vectors of texts, kept in the store's database file by (text hash, model): a rebuild never embeds twice."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

from sqlalchemy import Engine, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from corpus.errors import IndexOutOfDate
from corpus.store import migrate
from indexer.known_vectors import find_known

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# SQLite takes at most 32,766 bound values in a statement.
_LOOKUP = 10_000
# Texts embedded between two commits: what an interruption loses.
_COMMIT = 256
# Databases whose tables are known to be of this release; alembic's context must not be entered by two threads at once.
_migrated: WeakSet[Engine] = WeakSet()
_migrating = threading.Lock()


class Base(DeclarativeBase):
    """Tables of the indexer."""


class VectorRow(Base):
    """The vector of one text by one model: float32, little-endian."""

    __tablename__ = "vectors"

    text_hash: Mapped[str] = mapped_column(primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    vector: Mapped[bytes]


class DocumentEncoder(Protocol):
    """What the cache needs of an embedder."""

    @property
    def model_id(self) -> str:
        """Identity of what the vectors depend on."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Embeds texts: float32 ``(n, dimension)``, unit rows; ``progress`` gets the number of texts done so far."""
        ...


class LazyEncoder:
    """An embedder that is known by its identity and loaded when a text has to be embedded, as loading takes seconds.

    Attributes:
        model_id: identity of the model.
        dimension: length of its vectors.
    """

    def __init__(self, model_id: str, dimension: int, load: Callable[[], DocumentEncoder]) -> None:
        """Names the model.

        Args:
            model_id: identity of the model that ``load`` returns.
            dimension: length of its vectors.
            load: returns the model; called once.
        """
        self.model_id = model_id
        self.dimension = dimension
        self._load = load
        self._loaded: DocumentEncoder | None = None
        self._lock = threading.Lock()

    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Embeds texts: float32 ``(n, dimension)``, unit rows.

        Raises:
            IndexOutOfDate: the loaded model is another one (``INDEX_OTHER_MODEL``).
        """
        with self._lock:
            if self._loaded is None:
                loaded = self._load()
                check_model(loaded.model_id, self.model_id)
                self._loaded = loaded
        return self._loaded.encode_documents(texts, progress)


def check_model(model_id: str, expected: str) -> None:
    """Refuses vectors of a model that an index was not made with.

    Raises:
        IndexOutOfDate: the two are not the same (``INDEX_OTHER_MODEL``).
    """
    if model_id != expected:
        raise IndexOutOfDate("Chỉ mục được tạo bằng mô hình khác, cần dựng lại.", code="INDEX_OTHER_MODEL")


class VectorCache:
    """Looks vectors up and embeds what is missing. Safe for several threads."""

    def __init__(self, engine: Engine) -> None:
        """Makes the table in the database of ``engine``, once for each.

        Raises:
            StoreError: a newer release made the database.
        """
        with _migrating:
            if engine not in _migrated:
                migrate(engine, versions="indexer:migrations", version_table="indexer_version")
                _migrated.add(engine)
        self._engine = engine

    def encode(
        self, texts: Sequence[str], encoder: DocumentEncoder, progress: Callable[[int, int], None] | None = None
    ) -> NDArray[np.float32]:
        """Returns the vectors of ``texts``, float32 ``(n, dimension)``, C-contiguous with unit rows, in their order.

        Args:
            texts: any texts; equal ones are embedded once.
            encoder: the embedding model; asked to embed only when a text is missing, see :class:`LazyEncoder`.
            progress: called with (texts embedded, texts to embed) while missing ones are embedded.
        """
        import numpy as np

        matrix = np.empty((len(texts), encoder.dimension), np.float32)
        missing: dict[str, str] = {}
        places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            key = _hash(text)
            missing[key] = text
            places.setdefault(key, []).append(place)
        for key, vector in self._load(sorted(places), encoder.model_id).items():
            matrix[places[key]] = vector
            del missing[key]
        # The table of shipped vectors is unpacked only where it may hold one.
        for key, vector in (find_known(list(missing), encoder.model_id) if missing else {}).items():
            matrix[places[key]] = vector
            del missing[key]
        keys = sorted(missing, key=lambda key: (len(missing[key]), key))
        for start in range(0, len(keys), _COMMIT):
            batch = keys[start : start + _COMMIT]
            vectors = encoder.encode_documents(
                [missing[key] for key in batch], _from(start, len(keys), progress) if progress is not None else None
            )
            self._save(batch, encoder.model_id, vectors)
            for key, vector in zip(batch, vectors, strict=True):
                matrix[places[key]] = vector
        return matrix

    def _load(self, hashes: Sequence[str], model: str) -> dict[str, NDArray[np.float32]]:
        import numpy as np

        found: dict[str, NDArray[np.float32]] = {}
        with Session(self._engine) as session:
            for start in range(0, len(hashes), _LOOKUP):
                query = select(VectorRow.text_hash, VectorRow.vector).where(
                    VectorRow.model == model, VectorRow.text_hash.in_(hashes[start : start + _LOOKUP])
                )
                found.update((key, np.frombuffer(blob, "<f4")) for key, blob in session.execute(query).all())
        return found

    def _save(self, hashes: Sequence[str], model: str, vectors: NDArray[np.float32]) -> None:
        rows = [
            {"text_hash": key, "model": model, "vector": vector.astype("<f4").tobytes()}
            for key, vector in zip(hashes, vectors, strict=True)
        ]
        with Session(self._engine) as session, session.begin():
            session.execute(insert(VectorRow).on_conflict_do_nothing(), rows)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _from(start: int, total: int, progress: Callable[[int, int], None]) -> Callable[[int], None]:
    return lambda done: progress(start + done, total)
