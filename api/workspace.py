"""One home opened: its store, its index and its language model, each when a question first needs it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol, Self

from api.settings import Settings
from api.watcher import Watcher
from corpus.abbreviations import Expander, load_expander
from corpus.errors import IndexOutOfDate
from corpus.store import Store, open_store
from indexer import (
    DEFAULT_MODEL_ID,
    Calibration,
    Finding,
    Index,
    LazyEncoder,
    check_index,
    load_embedder,
    mend_index,
    open_index,
    read_calibration,
    sync_index,
)
from indexer.vectors import DocumentEncoder
from search import Engine
from search.engine import QueryEncoder

if TYPE_CHECKING:
    from corpus.citations.registry import Registry
    from search.gap_matrix import Crew

_log = logging.getLogger(__name__)


class Encoder(QueryEncoder, DocumentEncoder, Protocol):
    """A language model that embeds both questions and documents."""


EncoderLoader = Callable[[str | None], Encoder]


class Workspace:
    """The store, index and model of one home, shared by the threads of a server.

    An index that does not match the store or the model is brought up to date before anything is answered from it.
    """

    def __init__(
        self, settings: Settings, *, load: EncoderLoader = load_embedder, watcher: Watcher | None = None
    ) -> None:
        self.settings = settings
        self.watcher = watcher or Watcher()
        self._load = load
        self._store: Store | None = None
        self._encoder: Encoder | None = None
        self._index: Index | None = None
        self._registry: Registry | None = None
        self._expander: Expander | None = None
        self._store_lock = threading.Lock()
        self._encoder_lock = threading.Lock()
        self._index_lock = threading.Lock()
        # Held by whoever judges many plans, so that no plan is judged twice at once.
        self.judging = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def store(self) -> Store:
        """The store, opened (and created or migrated) on first use."""
        with self._store_lock:
            if self._store is None:
                self._store = open_store(self.settings.folder)
            return self._store

    @property
    def registry(self) -> Registry:
        """The registry of legal documents with the user's own files, loaded on first use.

        Raises:
            RegistryError: a file named in the settings cannot be used.
        """
        if self._registry is None:
            from corpus.citations.registry import load_registry

            self._registry = load_registry(self.settings.registry_files)
        return self._registry

    @property
    def expander(self) -> Expander:
        """What writes out abbreviations, by the user's own files too; loaded on first use.

        Raises:
            AbbreviationsError: a file named in the settings cannot be used.
        """
        if self._expander is None:
            self._expander = load_expander(self.settings.abbreviation_files)
        return self._expander

    @cached_property
    def calibration(self) -> Calibration | None:
        """The user's own calibration of the model, read on first use; ``None`` where the settings name none.

        Raises:
            CalibrationError: the file cannot be used.
        """
        path = self.settings.calibration
        return None if path is None else read_calibration(path.expanduser())

    def encoder(self) -> Encoder:
        """Returns the language model, loaded once; the first call takes seconds.

        Raises:
            ModelUnavailable: the model named in the settings cannot be loaded.
        """
        with self._encoder_lock:
            if self._encoder is None:
                self._encoder = self._load(self.settings.model)
            return self._encoder

    def engine(self) -> Engine:
        """Returns what questions about tasks work with: the index at the store's present revision, and the model."""
        return Engine(self.store, self.index(), self.encoder, self.expander)

    def crew(self) -> Crew | None:
        """Returns the processes that may share long work; ``None`` where another process cannot load the model."""
        if self._load is not load_embedder:
            return None
        from search.gap_matrix import Crew

        return Crew(self.settings.folder, partial(load_embedder, self.settings.model), self.settings.workers)

    def index(self) -> Index:
        """Returns the index at the store's present revision, opened anew and brought up to date where needed."""
        with self._index_lock:
            if self._index is None or self._index.store_revision != self.store.revision:
                self._index = self._open_or_follow()
            return self._index

    def check_index(self) -> list[Finding]:
        """Reads the whole index and tells what is wrong with it."""
        return check_index(self.store, self._model_id(), calibration=self.calibration)

    def mend_index(self) -> list[Finding]:
        """Mends the index, and tells what is still wrong with it."""
        with self._index_lock:
            self._index = None
            return mend_index(self.store, self._document_encoder(), self.watcher.progress, calibration=self.calibration)

    @property
    def is_empty(self) -> bool:
        """Whether the store holds no plan."""
        return not self.store.count_plans()

    def close(self) -> None:
        """Closes the database file and ends what the watcher shows."""
        self.watcher.close()
        if self._store is not None:
            self._store.close()

    def _open_or_follow(self) -> Index:
        model = self._model_id()
        try:
            return open_index(self.store, model, calibration=self.calibration)
        except IndexOutOfDate as error:
            _log.info("index of the home is out of date: %s", error.code)
            self.watcher.announce("Đang lập chỉ mục tìm kiếm…")
        return sync_index(self.store, self._document_encoder(), self.watcher.progress, calibration=self.calibration)

    def _model_id(self) -> str:
        """Returns the identity of the model in use, without loading it where it is the built-in one."""
        return DEFAULT_MODEL_ID if self._waits_for_built_in else self.encoder().model_id

    def _document_encoder(self) -> DocumentEncoder:
        """Returns the model for documents; the built-in one is loaded only when a text has to be embedded."""
        if not self._waits_for_built_in:
            return self.encoder()
        dimension = int(DEFAULT_MODEL_ID.rpartition("/")[2])  # what the identity of a model ends with
        return LazyEncoder(DEFAULT_MODEL_ID, dimension, self.encoder)

    @property
    def _waits_for_built_in(self) -> bool:
        return self.settings.model is None and self._load is load_embedder and self._encoder is None
