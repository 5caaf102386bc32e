"""How near two tasks are: one calibrated chance for a pair, the same whichever of the two is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indexer import Unit
from indexer.units import letter_groups
from search.bands import CALIBRATED_MODEL, THRESHOLDS, Band, find_band, find_band_of_letters
from search.engine import Engine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

# A logistic curve over centred cosine and likeness of the kinds of work, which counts letters already, printed by
# tests/bench/bench_alignment.py from 9,512 judged pairs of tasks of two plans, 618 of them about one thing; fitted on
# real plans and tried on the samples and the other way about: AUC .943. Of the pairs in the three bands .68, .40 and
# .26 are about one thing. The curve over letters alone (AUC .860) is for ruined text that nothing was guessed of, for
# models that are not calibrated, and for pairs of nearly the same letters, whatever kind of work they are.
DENSE, CONCEPT, OFFSET = 3.72, 7.30, -5.37
LETTERS_ALONE, OFFSET_ALONE = 10.96, -5.62
SAME_LETTERS = 0.9
# From this chance on two tasks may be partners: the lowest band.
LEAST_CHANCE = THRESHOLDS[-1][0]


@dataclass(frozen=True)
class Faces:
    """What ``n`` tasks are compared by.

    Attributes:
        units: the tasks.
        dense: centred vectors, ``(n, d)``.
        profiles: profiles over the kinds of work, ``(n, k)``.
        groups: the distinct letter groups of each.
        calibrated: whether the curve holds for the model of the vectors.
    """

    units: tuple[Unit, ...]
    dense: NDArray[np.float32]
    profiles: NDArray[np.float32]
    groups: tuple[frozenset[str], ...]
    calibrated: bool

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
        engine.index.manifest.model == CALIBRATED_MODEL,
    )


def compare(first: Faces, second: Faces) -> Nearness:
    """Compares each task of ``first`` with each of ``second``; swapping the two transposes the result."""
    import numpy as np

    dense = first.dense @ second.dense.T
    concept = first.profiles @ second.profiles.T
    coverage = _share_groups(first.groups, second.groups)
    alone = LETTERS_ALONE * coverage + OFFSET_ALONE
    read = alone
    if first.calibrated and second.calibrated:
        both = DENSE * dense.astype(np.float64) + CONCEPT * concept + OFFSET
        both = np.where(coverage >= SAME_LETTERS, np.maximum(both, alone), both)
        read = np.where(first.damaged[:, None] | second.damaged[None, :], alone, both)
    return Nearness(1 / (1 + np.exp(-read)), dense, concept, coverage)


def find_pair_band(first: Unit, second: Unit, chance: float, *, calibrated: bool) -> Band | None:
    """Returns the band of a pair; ``None`` below the lowest, and for a model that is not calibrated."""
    if not calibrated:
        return None
    if first.damaged or second.damaged:
        return find_band_of_letters(chance, first.text, second.text)
    return find_band(chance)


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
