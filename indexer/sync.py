"""The index follows the store: plan by plan where it can, as a new generation where it must."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import IndexOutOfDate, NotFound
from corpus.store import Store
from indexer.attributes import build_attributes
from indexer.calibration import Calibration, choose_calibration
from indexer.contract import Attributes, PlanUnits
from indexer.embedded import DEFAULT_LIMITS, DamagedIndex, EmbeddedIndex, Limits
from indexer.generation import (
    Manifest,
    check_files,
    current_generation,
    damaged_index,
    lock_builders,
    next_generation,
    other_calibration,
    read_manifest,
    remove_unfinished,
    replace_manifest,
    stale_index,
    write_manifest,
)
from indexer.index import Index, describe, index_units, is_ours
from indexer.space import Space
from indexer.units import Unit, build_units
from indexer.vectors import DocumentEncoder, VectorCache, check_model

_log = logging.getLogger(__name__)
_UNITS = "units"
# Units that are written in one transaction: what a kill costs, and what is held in memory (10 KB each).
_BATCH = 2_000
# Units whose texts are embedded together, sorted by length.
_CHUNK = 20_000

Progress = Callable[[int, int], None]


def index_home(store: Store) -> Path:
    """Returns the folder of the generations of a store."""
    return store.home / "index"


def open_index(
    store: Store,
    model_id: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    calibration: Calibration | None = None,
) -> Index:
    """Opens the live index of a store.

    Args:
        store: the store that the index follows.
        model_id: identity of the embedding model in use; ``None`` does not check it.
        limits: from which size on it works otherwise.
        calibration: the user's own for the model; ``None`` is the one that ships, if any does.

    Raises:
        IndexOutOfDate: there is none (``INDEX_MISSING``), it is damaged (``INDEX_DAMAGED``), it was made by another
            model (``INDEX_OTHER_MODEL``), it holds another calibration (``INDEX_CALIBRATION``), or the store has
            changed since (``INDEX_STALE``). :func:`sync_index` mends all of them.
        CalibrationError: the calibration is for another model.
    """
    home = index_home(store)
    folder = current_generation(home)
    while True:
        try:
            return _open(folder, store.revision, model_id, limits, calibration)
        except IndexOutOfDate:
            # Builders may have switched twice since and removed what was being read.
            newer = current_generation(home)
            if newer == folder:
                raise
            folder = newer


def sync_index(
    store: Store,
    encoder: DocumentEncoder,
    progress: Progress | None = None,
    limits: Limits = DEFAULT_LIMITS,
    calibration: Calibration | None = None,
) -> Index:
    """Brings the index to what the store holds, and opens it.

    Only plans that were added, changed or deleted are touched. Where there is no index, where another model, segmenter
    or release made it or where its record is damaged, a new generation is built; the one before answers until then.
    A calibration that is another by now is written into the manifest; nothing else of the index depends on it.
    A kill at any point leaves an index that is opened or mended by the next call.

    Args:
        store: the truth.
        encoder: the embedding model; only texts it has not embedded before are embedded.
        progress: called with (texts embedded, texts to embed).
        limits: from which size on the index works otherwise.
        calibration: the user's own for the model; ``None`` is the one that ships, if any does.

    Raises:
        CalibrationError: the calibration is for another model.
    """
    home, calibration = index_home(store), choose_calibration(encoder.model_id, calibration)
    with lock_builders(home):
        remove_unfinished(home)
        try:
            folder = current_generation(home)
            manifest = read_manifest(folder)
            check_model(encoder.model_id, manifest.model)
            if not is_ours(manifest):
                raise stale_index()
            check_files(folder, manifest)
            if manifest.calibration != calibration:
                replace_manifest(folder, replace(manifest, calibration=calibration))
                _log.info("the calibration of generation %s is renewed", folder.name)
            with contextlib.suppress(IndexOutOfDate):
                return _open(folder, store.revision, encoder.model_id, limits, calibration)
            revision = store.revision
            _follow(folder, store, encoder, progress, limits)
            with contextlib.suppress(IndexOutOfDate):
                return _open(folder, revision, encoder.model_id, limits, calibration)
            open_units(folder, limits).mend()
            return _open(folder, revision, encoder.model_id, limits, calibration)
        except (IndexOutOfDate, DamagedIndex) as error:
            _log.info("a new generation is built: %s", getattr(error, "code", "INDEX_DAMAGED"))
        return _build(home, store, encoder, progress, limits, calibration)


def build_index(
    store: Store,
    encoder: DocumentEncoder,
    progress: Progress | None = None,
    limits: Limits = DEFAULT_LIMITS,
    calibration: Calibration | None = None,
) -> Index:
    """Builds a new generation from the store, makes it live and opens it; the one before answers until then.

    See :func:`sync_index`.
    """
    home, calibration = index_home(store), choose_calibration(encoder.model_id, calibration)
    with lock_builders(home):
        return _build(home, store, encoder, progress, limits, calibration)


def open_units(folder: Path, limits: Limits = DEFAULT_LIMITS) -> EmbeddedIndex:
    """Returns the units of a generation, to be changed or viewed."""
    return EmbeddedIndex(folder / _UNITS, limits)


def create_generation(
    folder: Path, encoder: DocumentEncoder, space: Space, limits: Limits, calibration: Calibration | None = None
) -> EmbeddedIndex:
    """Fills an empty folder with a generation that holds no unit yet."""
    space.save(folder)
    write_manifest(folder, describe(encoder.model_id, encoder.dimension, calibration))
    (folder / _UNITS).mkdir()
    return EmbeddedIndex.create(folder / _UNITS, limits)


def open_generation(folder: Path, limits: Limits = DEFAULT_LIMITS) -> Index:
    """Opens a generation, whatever store and model there are.

    Raises:
        IndexOutOfDate: it is damaged (``INDEX_DAMAGED``).
    """
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    return _open_checked(folder, manifest, limits)


def _open_checked(folder: Path, manifest: Manifest, limits: Limits) -> Index:
    units = open_units(folder, limits)
    try:
        mark = units.read_mark()  # first: what changes meanwhile must make this index look old, never new
        return Index(manifest, Space.load(folder), units.view(), mark)
    except (DamagedIndex, OSError, ValueError, KeyError) as error:
        raise damaged_index() from error


def _open(folder: Path, revision: int, model_id: str | None, limits: Limits, calibration: Calibration | None) -> Index:
    manifest = read_manifest(folder)
    if model_id is not None:
        check_model(model_id, manifest.model)
    if not is_ours(manifest):
        raise stale_index()
    if manifest.calibration != choose_calibration(manifest.model, calibration):
        raise other_calibration()
    check_files(folder, manifest)
    try:
        if open_units(folder, limits).read_mark() != revision:
            raise stale_index()
    except (DamagedIndex, OSError) as error:
        raise damaged_index() from error
    return _open_checked(folder, manifest, limits)


def _build(  # noqa: PLR0913, PLR0917 - what its two callers are given
    home: Path,
    store: Store,
    encoder: DocumentEncoder,
    progress: Progress | None,
    limits: Limits,
    calibration: Calibration | None,
) -> Index:
    cache = VectorCache(store.engine)
    with next_generation(home) as folder:
        revision = store.revision
        create_generation(folder, encoder, Space.build(lambda texts: cache.encode(texts, encoder)), limits, calibration)
        _follow(folder, store, encoder, progress, limits)
    _log.info("generation %s of revision %d", folder.name, revision)
    return open_generation(folder, limits)


def _follow(folder: Path, store: Store, encoder: DocumentEncoder, progress: Progress | None, limits: Limits) -> None:
    """Brings a generation to what the store holds."""
    revision = store.revision  # first: what changes meanwhile is found by the next call
    units = open_units(folder, limits)
    wanted, known = store.list_fingerprints(), units.read_fingerprints()
    deleted = sorted(known.keys() - wanted.keys())
    changed = [plan for plan in sorted(wanted) if known.get(plan) != wanted[plan]]
    if deleted:
        units.write((), deleted)
    space, cache = Space.load(folder), VectorCache(store.engine)
    for chunk in _group(_load_plans(store, changed, wanted), _CHUNK):
        vectors = cache.encode([unit.text for plan in chunk for unit in plan.units], encoder, progress)
        start = 0
        for batch in _group(chunk, _BATCH):
            rows: list[PlanUnits] = []
            for plan in batch:
                own = vectors[start : start + len(plan.units)]
                rows.append(PlanUnits(plan.id, plan.fingerprint, index_units(plan.units, plan.attributes, own, space)))
                start += len(plan.units)
            units.write(rows, ())
    units.mend(whole=False)
    units.mark(revision)
    _log.info("index of revision %d: %d plans changed, %d deleted", revision, len(changed), len(deleted))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the index needs of a plan in the store."""

    id: str
    fingerprint: str
    units: tuple[Unit, ...]
    attributes: tuple[Attributes, ...]


def _load_plans(store: Store, plans: Sequence[str], fingerprints: Mapping[str, str]) -> Iterator[_Plan]:
    """Yields plans in the order given. One deleted meanwhile is left out: the store's revision tells of it."""
    for plan in plans:
        with contextlib.suppress(NotFound):
            stored = store.load_plan(plan)
            attributes = build_attributes(stored.plan, stored.document)
            yield _Plan(plan, fingerprints[plan], build_units(stored), attributes)


def _group(plans: Iterable[_Plan], size: int) -> Iterator[list[_Plan]]:
    """Yields plans in order, as many at a time as have ``size`` units or a little more."""
    group: list[_Plan] = []
    for plan in plans:
        group.append(plan)
        if sum(len(one.units) for one in group) >= size:
            yield group
            group = []
    if group:
        yield group
