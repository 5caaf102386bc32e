"""The index of a store, opened: its units, and the model and words that questions are turned into its terms by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from corpus.abbreviations import digest_shipped
from corpus.concepts import digest_concepts
from indexer.calibration import Calibration, load_built_in
from indexer.centring import centred
from indexer.contract import Attributes, IndexedUnit, IndexQuery, UnitView
from indexer.generation import FORMAT, Manifest
from indexer.kinds import digest_kinds
from indexer.known_vectors import digest_background
from indexer.segmentation import FACES, segment
from indexer.space import Space
from indexer.units import Unit, letter_groups, skeleton_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_METRIC = "centred cosine"


@dataclass(frozen=True)
class Index:
    """An opened index. Positions number the units of this view only; ids are what lasts.

    Attributes:
        manifest: what it was made with.
        space: where its vectors are compared.
        view: its units.
        store_revision: revision of the store that it holds.
    """

    manifest: Manifest
    space: Space
    view: UnitView
    store_revision: int

    @cached_property
    def count(self) -> int:
        """Number of units."""
        return self.view.count

    @property
    def weights(self) -> Calibration:
        """What its signals are weighed by: the calibration of the manifest, or that of the built-in model.

        Where the manifest has none, the order is as good as those weights are for another model, and no chance or band
        holds.
        """
        return self.manifest.calibration or load_built_in()

    def ask(self, query: str, vector: NDArray[np.float32] | None) -> IndexQuery:
        """Turns a question into the terms of the index.

        Args:
            query: the words.
            vector: their embedding, unit length; ``None`` for a query whose words cannot be read, as it lacks accents:
                only its letter groups are scored; neither the model nor the word segmenter (2.5 s at first) is used.
        """
        words = () if vector is None else segment(query)
        placed = profile = None
        if vector is not None:
            placed = centred(vector[None], self.space.centre)[0]
            profile = self.space.kinds.profile_question(vector, query)
        return IndexQuery(words, letter_groups(query), skeleton_words(query), placed, profile)


def index_units(
    units: Sequence[Unit], attributes: Sequence[Attributes], vectors: NDArray[np.float32], space: Space
) -> list[IndexedUnit]:
    """Turns units into what an index takes.

    Args:
        units: the units.
        attributes: of each.
        vectors: of each, as the model gives them: unit rows.
        space: where they are compared.
    """
    placed = centred(vectors, space.centre)
    profiles = space.kinds.profile_tasks(vectors, [unit.text for unit in units])
    return [
        IndexedUnit(unit, segment(unit.text), letter_groups(unit.text), vector, profile, attribute)
        for unit, attribute, vector, profile in zip(units, attributes, placed, profiles, strict=True)
    ]


def describe(model: str, dimension: int, calibration: Calibration | None) -> Manifest:
    """Returns the manifest of an index that this release makes with a model."""
    return Manifest(FORMAT, model, dimension, _METRIC, _tokenizer(), _background(), {}, calibration)


def is_ours(manifest: Manifest) -> bool:
    """Whether this release would make the index with the same words and background."""
    return (manifest.tokenizer, manifest.background) == (_tokenizer(), _background())


def _background() -> str:
    """Returns a digest of the texts that every index is made with beside those of its units."""
    return f"{digest_background()} {digest_concepts()} {digest_kinds()}"


def _tokenizer() -> str:
    return f"underthesea {version('underthesea')}, {FACES}, abbreviations {digest_shipped()}"
