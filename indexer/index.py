"""The index of a store: its units with their vectors, words and letter groups."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from corpus.abbreviations import digest_shipped
from corpus.concepts import digest_concepts
from corpus.errors import IndexOutOfDate, NotFound
from corpus.frameworks import digest_frameworks
from corpus.store import Store, StoredPlan
from indexer.concepts import ConceptSpace
from indexer.dense import DenseIndex
from indexer.generation import (
    FORMAT,
    Manifest,
    check_files,
    current_generation,
    damaged_index,
    next_generation,
    read_manifest,
    write_manifest,
)
from indexer.known_vectors import background_texts
from indexer.lexical import LexicalIndex
from indexer.segmentation import FACES, segment
from indexer.units import Unit, build_units, letter_groups
from indexer.vectors import DocumentEncoder, VectorCache, check_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_log = logging.getLogger(__name__)
_UNITS, _WORDS, _LETTERS, _PROFILES = "units.json", "words", "letters", "profiles.npy"
_UNIT_LISTS = TypeAdapter(tuple[Unit, ...])
_METRIC = "centred cosine"


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one query for some units, in their order: each float32 ``(len(positions),)``.

    Attributes:
        positions: the units.
        dense: centred cosine, -1..1; zeros where the query was not embedded.
        concept: cosine of the profiles over the kinds of work, 0..1; zeros where the query was not embedded.
        lexical: BM25 over words, 0 and more; zeros where the query was not embedded.
        skeleton: BM25 over letter groups of the skeleton, 0 and more.
        coverage: share of the query's distinct letter groups that stand in the unit, 0..1.
        best_lexical: the highest ``lexical`` of any unit of the index, so that a filter changes no score's scale.
        best_skeleton: the highest ``skeleton`` of any unit of the index.
        best_coverage: the highest ``coverage`` of any unit of the index.
    """

    positions: NDArray[np.int64]
    dense: NDArray[np.float32]
    concept: NDArray[np.float32]
    lexical: NDArray[np.float32]
    skeleton: NDArray[np.float32]
    coverage: NDArray[np.float32]
    best_lexical: float
    best_skeleton: float
    best_coverage: float


@dataclass(frozen=True)
class Index:
    """An opened generation. Positions number the units of this generation only; ids are what lasts."""

    manifest: Manifest
    units: tuple[Unit, ...]
    dense: DenseIndex
    words: LexicalIndex
    letters: LexicalIndex
    profiles: NDArray[np.float16]
    concepts: ConceptSpace

    @cached_property
    def positions_of_plans(self) -> dict[str, NDArray[np.int64]]:
        """Positions of the units of each plan, ascending."""
        import numpy as np

        found: dict[str, list[int]] = {}
        for position, unit in enumerate(self.units):
            found.setdefault(unit.plan, []).append(position)
        return {plan: np.asarray(positions, np.int64) for plan, positions in found.items()}

    @cached_property
    def damaged(self) -> NDArray[np.bool_]:
        """Whether each unit's text is ruined and not restored: ``(n,)``."""
        import numpy as np

        return np.fromiter((unit.damaged for unit in self.units), np.bool_, len(self.units))

    @cached_property
    def id_ranks(self) -> NDArray[np.int64]:
        """Rank of each unit among all by its id: ``(n,)``; what ties are sorted by."""
        import numpy as np

        ranks = np.empty(len(self.units), np.int64)
        ranks[sorted(range(len(self.units)), key=lambda position: self.units[position].id)] = np.arange(len(self.units))
        return ranks

    def score(self, query: str, vector: NDArray[np.float32] | None, positions: NDArray[np.int64]) -> Scores:
        """Scores units for a query by every signal.

        Args:
            query: the words.
            vector: their embedding, unit length; ``None`` for a query whose words cannot be read, as it lacks accents:
                only its letter groups are scored; neither the model nor the word segmenter (2.5 s at first) is used.
            positions: the units to score.
        """
        import numpy as np

        groups = letter_groups(query)
        unread = np.zeros(len(positions), np.float32)
        lexical = None if vector is None else self.words.score(segment(query))
        skeleton, coverage = self.letters.score(groups), self.letters.cover(groups)
        return Scores(
            positions=positions,
            dense=unread if vector is None else self.dense.score(vector, positions),
            concept=unread if vector is None else self._compare_profiles(vector, positions),
            lexical=unread if lexical is None else lexical[positions],
            skeleton=skeleton[positions],
            coverage=coverage[positions],
            best_lexical=0.0 if lexical is None else float(lexical.max(initial=0)),
            best_skeleton=float(skeleton.max(initial=0)),
            best_coverage=float(coverage.max(initial=0)),
        )

    def _compare_profiles(self, vector: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        import numpy as np

        profile = self.concepts.profile(vector[None])[0].astype(np.float32)
        compared: NDArray[np.float32] = self.profiles[positions].astype(np.float32) @ profile
        return compared


def index_home(store: Store) -> Path:
    """Returns the folder of the generations of a store."""
    return store.home / "index"


def open_index(store: Store, model_id: str | None = None) -> Index:
    """Opens the live index of a store.

    Args:
        store: the store the index was built from.
        model_id: identity of the embedding model in use; ``None`` does not check it.

    Raises:
        IndexOutOfDate: there is none (``INDEX_MISSING``), it is damaged (``INDEX_DAMAGED``), it was made by another
            model (``INDEX_OTHER_MODEL``), or the store has changed since (``INDEX_STALE``). :func:`build_index` mends
            all of them.
    """
    home = index_home(store)
    folder = current_generation(home)
    while True:
        try:
            return _load(folder, store, model_id)
        except IndexOutOfDate:
            # Builders may have switched twice since and removed what was being read.
            newer = current_generation(home)
            if newer == folder:
                raise
            folder = newer


def build_index(store: Store, encoder: DocumentEncoder, progress: Callable[[int, int], None] | None = None) -> Index:
    """Builds a new generation from the store and makes it live; the one before goes on answering until then.

    Args:
        store: the truth.
        encoder: the embedding model; only texts it has not embedded before are embedded.
        progress: called with (texts embedded, texts to embed).
    """
    with next_generation(index_home(store)) as folder:
        revision = store.revision
        units = tuple(unit for stored in _load_plans(store) for unit in build_units(stored))
        cache = VectorCache(store.engine)
        vectors = cache.encode([unit.text for unit in units], encoder, progress)
        centre = cache.encode(background_texts(), encoder).mean(axis=0)
        concepts = ConceptSpace.build(lambda texts: cache.encode(texts, encoder), centre)
        index = Index(
            Manifest(
                format=FORMAT,
                model=encoder.model_id,
                dimension=encoder.dimension,
                metric=_METRIC,
                tokenizer=_tokenizer(),
                background=_background(),
                units=len(units),
                store_revision=revision,
                files={},
            ),
            units,
            DenseIndex.build(vectors, centre),
            LexicalIndex.build([segment(unit.text) for unit in units]),
            LexicalIndex.build([letter_groups(unit.text) for unit in units]),
            concepts.profile(vectors),
            concepts,
        )
        index = replace(index, manifest=_save(index, folder))
    _log.info("generation %s: %d units of revision %d", folder.name, len(units), revision)
    return index


def _load_plans(store: Store) -> Iterator[StoredPlan]:
    """Yields the plans in the order of ids. One deleted meanwhile is left out: the store's revision tells of it."""
    for plan in store.list_plans():
        with contextlib.suppress(NotFound):
            yield store.load_plan(plan.id)


def _save(index: Index, folder: Path) -> Manifest:
    import numpy as np

    (folder / _UNITS).write_bytes(_UNIT_LISTS.dump_json(index.units))
    index.dense.save(folder)
    index.words.save(folder / _WORDS)
    index.letters.save(folder / _LETTERS)
    index.concepts.save(folder)
    np.save(folder / _PROFILES, index.profiles)
    return write_manifest(folder, index.manifest)


def _load(folder: Path, store: Store, model_id: str | None) -> Index:
    import numpy as np

    manifest = read_manifest(folder)
    if model_id is not None:
        check_model(model_id, manifest.model)
    made_by = (manifest.tokenizer, manifest.background)
    if manifest.store_revision != store.revision or made_by != (_tokenizer(), _background()):
        raise IndexOutOfDate("Kho dữ liệu đã thay đổi sau khi lập chỉ mục, cần dựng lại.", code="INDEX_STALE")
    check_files(folder, manifest)
    try:
        units = _UNIT_LISTS.validate_json((folder / _UNITS).read_bytes())
        dense = DenseIndex.load(folder)
        words, letters = LexicalIndex.load(folder / _WORDS), LexicalIndex.load(folder / _LETTERS)
        concepts, profiles = ConceptSpace.load(folder), np.load(folder / _PROFILES, allow_pickle=False)
    except (OSError, ValueError, KeyError, RuntimeError) as error:  # RuntimeError is what FAISS raises
        raise damaged_index() from error
    if {len(units), dense.count, words.count, letters.count, len(profiles)} != {manifest.units}:
        raise damaged_index()
    return Index(manifest, units, dense, words, letters, profiles, concepts)


def _background() -> str:
    """Returns a digest of the texts that every index is made with beside those of its units."""
    return f"{digest_frameworks()} {digest_concepts()}"


def _tokenizer() -> str:
    return f"underthesea {version('underthesea')}, {FACES}, abbreviations {digest_shipped()}"
