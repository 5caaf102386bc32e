"""How near two tasks are: one calibrated chance for a pair, the same whichever of the two is asked about.

The curve over centred cosine and likeness of the kinds of work, which counts letters already, belongs to the
calibration of the model (:mod:`indexer.calibration`). The one over letters alone is for ruined text that nothing was
guessed of, for models that are not calibrated, and for pairs of nearly the same letters, whatever kind of work they
are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer import Calibration, Unit
from indexer.calibration import load_built_in
from indexer.units import letter_groups
from search.bands import Band, find_band, find_band_of_letters
from search.engine import Engine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array


@dataclass(frozen=True)
class Faces:
    """What ``n`` tasks are compared by.

    Attributes:
        units: the tasks.
        dense: centred vectors, ``(n, d)``.
        profiles: profiles over the kinds of work, ``(n, k)``.
        groups: the distinct letter groups of each.
        calibration: of the model of the vectors; ``None`` where nobody has measured it: letters alone are compared.
    """

    units: tuple[Unit, ...]
    dense: NDArray[np.float32]
    profiles: NDArray[np.float32]
    groups: tuple[frozenset[str], ...]
    calibration: Calibration | None

    @property
    def weights(self) -> Calibration:
        """What they are compared by: letters mean the same for every model."""
        return self.calibration or load_built_in()

    @property
    def least_chance(self) -> float:
        """The chance from which on two tasks may be partners: that of the lowest band."""
        return self.weights.thresholds.related

    @property
    def damaged(self) -> NDArray[np.bool_]:
        """Whether each text is ruined and not restored: ``(n,)``."""
        import numpy as np

        return np.array([unit.damaged for unit in self.units], np.bool_)

    def take(self, rows: Sequence[int]) -> Faces:
        """Returns the faces of some of the tasks."""
        return replace(
            self,
            units=tuple(self.units[row] for row in rows),
            dense=self.dense[list(rows)],
            profiles=self.profiles[list(rows)],
            groups=tuple(self.groups[row] for row in rows),
        )


@dataclass(frozen=True)
class Nearness:
    """How near each of ``n`` tasks is to each of ``m``; every array is ``(n, m)``.

    Attributes:
        chances: calibrated chance that the two are about one thing, 0..1.
        dense: centred cosine, -1..1.
        concept: likeness of the kinds of work, 0..1.
        coverage: share of letter groups that the two have in common, mean of both directions, 0..1.
    """

    chances: NDArray[np.float64]
    dense: NDArray[np.float32]
    concept: NDArray[np.float32]
    coverage: NDArray[np.float64]


def build_faces(engine: Engine, units: Sequence[Unit]) -> Faces:
    """Builds what tasks of any plan are compared by; vectors come from the store, where every indexed text has one.

    Raises:
        ModelUnavailable: a text was never embedded and the model cannot be loaded.
    """
    placed = engine.place_texts([unit.text for unit in units])
    return _join_faces(engine, units, placed.dense, placed.profiles)


def load_faces(engine: Engine, positions: NDArray[np.int64]) -> Faces:
    """Loads what tasks of the index are compared by, ``n`` of them, at least one; no model is needed."""
    view = engine.index.view
    return _join_faces(engine, view.load_units(positions), view.load_vectors(positions), view.load_profiles(positions))


def _join_faces(
    engine: Engine, units: Sequence[Unit], dense: NDArray[np.float32], profiles: NDArray[np.float32]
) -> Faces:
    return Faces(
        tuple(units),
        dense,
        profiles,
        tuple(frozenset(letter_groups(unit.text)) for unit in units),
        engine.index.manifest.calibration,
    )


def compare(first: Faces, second: Faces) -> Nearness:
    """Compares each task of ``first`` with each of ``second``, of one index; swapping the two transposes the result."""
    import numpy as np

    dense = first.dense @ second.dense.T
    concept = first.profiles @ second.profiles.T
    coverage = _share_groups(first.groups, second.groups)
    curve = first.weights.pair
    alone = curve.letters_alone * coverage + curve.offset_alone
    read = alone
    if first.calibration is not None:
        both = curve.dense * dense.astype(np.float64) + curve.concept * concept + curve.offset
        both = np.where(coverage >= curve.same_letters, np.maximum(both, alone), both)
        read = np.where(first.damaged[:, None] | second.damaged[None, :], alone, both)
    return Nearness(1 / (1 + np.exp(-read)), dense, concept, coverage)


def find_pair_band(first: Unit, second: Unit, chance: float, calibration: Calibration | None) -> Band | None:
    """Returns the band of a pair; ``None`` below the lowest, and for a model that is not calibrated."""
    if calibration is None:
        return None
    if first.damaged or second.damaged:
        return find_band_of_letters(chance, first.text, second.text, calibration.thresholds)
    return find_band(chance, calibration.thresholds)


def _share_groups(first: Sequence[frozenset[str]], second: Sequence[frozenset[str]]) -> NDArray[np.float64]:
    import numpy as np

    vocabulary: dict[str, int] = {}
    one, other = _count_groups(first, vocabulary), _count_groups(second, vocabulary)
    width = len(vocabulary)
    one.resize(len(first), width)
    other.resize(len(second), width)
    shared = (one @ other.T).toarray().astype(np.float64)
    own = np.array([max(len(groups), 1) for groups in first], np.float64)[:, None]
    its = np.array([max(len(groups), 1) for groups in second], np.float64)[None, :]
    share: NDArray[np.float64] = (shared / own + shared / its) / 2
    return share


def _count_groups(rows: Sequence[frozenset[str]], vocabulary: dict[str, int]) -> csr_array:
    """Builds a 0/1 matrix, a row for each set; groups that the vocabulary lacks are added to it."""
    import numpy as np
    from scipy.sparse import csr_array

    columns = [vocabulary.setdefault(group, len(vocabulary)) for row in rows for group in row]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    return csr_array((np.ones(len(columns), np.int32), columns, ends), shape=(len(rows), max(len(vocabulary), 1)))
