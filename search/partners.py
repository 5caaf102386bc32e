"""The tasks of a plan among those of the whole store: which other plans have each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.store import PlanFilter
from indexer import Unit
from search.bands import Band
from search.candidates import find_candidates
from search.engine import Engine
from search.nearness import Faces, build_faces, compare, find_pair_band, load_faces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Tasks of the index that are looked at for each task of the plan.
MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class NearUnit:
    """A task of another plan, the chance that it is about the same thing, and the band of it."""

    unit: Unit
    chance: float
    band: Band | None


def find_partners(
    engine: Engine, units: Sequence[Unit], chosen: PlanFilter, *, without: Collection[str] = ()
) -> tuple[tuple[NearUnit, ...], ...]:
    """Finds, for each task, the nearest task of each plan that has one near enough; the nearest first, ties by id.

    Of the whole store, the 200 tasks that share most with one of them are compared with all of them.

    Args:
        engine: store, index and model.
        units: the tasks.
        chosen: plans to look in.
        without: ids of plans to leave out.
    """
    import numpy as np

    met: dict[str, int] = {}
    wanted, gone = engine.select(chosen), engine.positions_of(without)
    for unit in units:
        candidates = find_candidates(engine, unit, wanted, most=MOST_COMPARED, gone=gone)
        met.update((candidate.unit.id, candidate.position) for candidate in candidates)
    if not met:
        return ((),) * len(units)
    its = load_faces(engine, np.array([met[id_] for id_ in sorted(met)]))
    chances = compare(build_faces(engine, units), its).chances
    return tuple(_keep_nearest(unit, row, its) for unit, row in zip(units, chances, strict=True))


def _keep_nearest(unit: Unit, chances: NDArray[np.float64], its: Faces) -> tuple[NearUnit, ...]:
    """Keeps the nearest unit of each plan; ``its`` stand in the order of ids."""
    import numpy as np

    nearest: dict[str, NearUnit] = {}
    for at in np.argsort(-chances, kind="stable"):
        chance = float(chances[at])
        if chance < its.least_chance:
            break
        near = its.units[at]
        if near.plan not in nearest:
            band = find_pair_band(unit, near, chance, its.calibration)
            nearest[near.plan] = NearUnit(near, chance, band)
    return tuple(nearest.values())
