"""What every question works with: the store, the index and, when a question needs it, the embedding model."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from corpus.abbreviations import Expander, shipped_expander
from corpus.errors import plan_not_found
from corpus.store import PlanFilter, PlanSummary, Store
from indexer import Attribute, Index, LazyEncoder, UnitFilter, VectorCache, centred, check_model
from indexer.vectors import DocumentEncoder
from search.filters import TaskFilter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class QueryEncoder(DocumentEncoder, Protocol):
    """What search needs of an embedder."""

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Embeds a question: float32 ``(d,)`` of unit length."""
        ...


@dataclass(frozen=True)
class Placed:
    """Texts as the index places its units: centred vectors ``(n, d)`` and profiles over kinds of work ``(n, k)``."""

    dense: NDArray[np.float32]
    profiles: NDArray[np.float32]


@dataclass
class Engine:
    """An opened store with its index. It keeps nothing of its own, so that any number of threads may share it.

    It goes on answering from the index as it was opened after the store has changed: plans that are gone are left out
    of its answers, and so are tasks that were read anew with other words; new plans wait until it is opened anew.

    Attributes:
        store: the truth.
        index: as it was when the engine was opened.
        load_query_encoder: returns the embedding model, loading it at the first call only; called by questions that
            need it, as that takes seconds.
        expander: writes out the abbreviations of questions.
    """

    store: Store
    index: Index
    load_query_encoder: Callable[[], QueryEncoder]
    expander: Expander = field(default_factory=shipped_expander)

    @property
    def is_current(self) -> bool:
        """Whether the store is still at the revision the index was built from."""
        return self.store.revision == self.index.store_revision

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Embeds a question: float32 ``(d,)`` of unit length.

        Raises:
            IndexOutOfDate: the model in use did not make the index (``INDEX_OTHER_MODEL``).
            ModelUnavailable: it cannot be loaded.
        """
        encoder = self.load_query_encoder()
        check_model(encoder.model_id, self.index.manifest.model)
        return encoder.encode_query(text)

    def encode_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embeds texts as documents by the model of the index: float32 ``(n, d)`` with unit rows, not centred.

        Vectors are kept in the store; the model is loaded only when a text is met for the first time.

        Raises:
            IndexOutOfDate: a text is new and the model in use did not make the index (``INDEX_OTHER_MODEL``).
            ModelUnavailable: a text is new and the model cannot be loaded.
        """
        manifest = self.index.manifest
        encoder = LazyEncoder(manifest.model, manifest.dimension, self.load_query_encoder)
        return VectorCache(self.store.engine).encode(texts, encoder)

    def select(self, chosen: PlanFilter | TaskFilter) -> UnitFilter:
        """Returns the units of a filter, as the index takes it.

        What the index knows of each unit is asked there. The name of an agency only the store can match; and where the
        store has changed since, it tells which plans are left and what they are now.

        Raises:
            InvalidRequest: the words of a field hold no letter or digit (``FILTER_EMPTY``).
        """
        wanted = TaskFilter.of(chosen)
        values, of = wanted.find_values(self.index.view), wanted.plans
        if of.agency or not self.is_current:
            return UnitFilter(tuple(values), wanted.due, self.store.list_plan_ids(of))
        if of.year is not None:
            values.append((Attribute.YEAR, frozenset([str(of.year)])))
        if of.agency_type is not None:
            values.append((Attribute.AGENCY_TYPE, frozenset([of.agency_type.value])))
        return UnitFilter(tuple(values), wanted.due, None if of.plan is None else frozenset([of.plan]))

    def positions_of(self, plans: Collection[str]) -> NDArray[np.int64]:
        """Returns the positions in the index of the units of some plans, ascending: those of one plan in its order."""
        return self.index.view.select(UnitFilter(plans=frozenset(plans)))

    def place_texts(self, texts: Sequence[str]) -> Placed:
        """Embeds texts as documents and places them as the index places its units; see :meth:`encode_texts`."""
        import numpy as np

        vectors, space = self.encode_texts(texts), self.index.space
        # Rounded as an index keeps them, so that a text has one place, whether it is indexed or not.
        dense, profiles = (
            rows.astype(np.float16).astype(np.float32)
            for rows in (centred(vectors, space.centre), space.kinds.profile_tasks(vectors, texts))
        )
        return Placed(dense, profiles)

    def plan_summary(self, plan_id: str) -> PlanSummary:
        """Returns the summary line of a plan in the store.

        Raises:
            NotFound: no plan has that id.
        """
        for plan in self.store.list_plans(PlanFilter(plan=plan_id)):
            return plan
        raise plan_not_found(plan_id)
