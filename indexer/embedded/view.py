"""The embedded index at one revision: what filters, finds and scores."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from indexer.contract import Attribute, FacetCount, IndexQuery, UnitFilter
from indexer.embedded.candidates import Found
from indexer.embedded.columns import Columns
from indexer.embedded.forward import LENGTHS, Forward, ForwardReader
from indexer.embedded.lexicon import Lexicon
from indexer.embedded.limits import Limits
from indexer.embedded.lookups import Lookups, Wanted
from indexer.embedded.meaning import Meaning
from indexer.embedded.neighbours import Neighbours
from indexer.embedded.record import select_numbers
from indexer.embedded.rows import RowReader
from indexer.embedded.sets import distinct, stand_in
from indexer.embedded.vocabulary import Vocabulary
from indexer.units import Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was opened.

    Attributes:
        connection: to the record, in a reading transaction.
        columns: of every unit.
        lexicon: ``None`` in an index that is small enough to score every unit.
        neighbours: likewise.
        through: highest number of a unit that ``neighbours`` may hold.
        rows: forward data of most units; the others' are read from the record.
    """

    connection: sqlite3.Connection
    columns: Columns
    lexicon: Lexicon | None = None
    neighbours: Neighbours | None = None
    through: int = -1
    rows: RowReader | None = None


class EmbeddedView:
    """Answers from one snapshot, whose connection is closed with it. Safe for several threads."""

    def __init__(self, snapshot: Snapshot, limits: Limits) -> None:
        """Takes over what was opened."""
        import numpy as np

        self._connection, self._columns = snapshot.connection, snapshot.columns
        self._lookups: Lookups | None = None
        self._limits = limits
        self._lock = threading.Lock()
        self._counts: dict[Attribute, list[FacetCount]] = {}
        rows = self._columns.rows
        means = {face: float(rows[name].mean()) if len(rows) else 0.0 for face, name in LENGTHS}
        self._forward = ForwardReader(self._connection, self._lock, self._columns, means, snapshot.rows)
        if snapshot.lexicon is not None and snapshot.neighbours is not None:
            tail = int(np.searchsorted(self._columns.numbers, snapshot.through, side="right"))
            meaning = Meaning(snapshot.neighbours, self._columns.numbers, tail)
            self._lookups = Lookups(snapshot.lexicon, meaning, self._columns, limits, self._forward)
        self._vocabulary = Vocabulary(self._connection, self._lock, len(rows), means)
        self._whole = self._forward.read(np.arange(len(rows)), keep=True) if self._lookups is None else None

    def __del__(self) -> None:
        connection = getattr(self, "_connection", None)
        if connection is not None:
            connection.close()

    @property
    def count(self) -> int:
        """Number of units."""
        return len(self._columns)

    @property
    def fingerprints(self) -> dict[str, str]:
        """The fingerprint of each plan, by id."""
        return dict(zip(self._columns.plans, self._columns.fingerprints, strict=True))

    @cached_property
    def damaged(self) -> NDArray[np.bool_]:
        """Whether each unit's text is ruined and not restored: ``(n,)``."""
        return self._columns.rows["damaged"].copy()

    def select(self, chosen: UnitFilter) -> NDArray[np.int64]:
        """Returns the positions of the units that a filter matches, ascending."""
        return self._columns.select(chosen)

    def find_keys(self, attribute: Attribute, part: str) -> frozenset[str]:
        """Returns the keys of an attribute that hold a part of a key: all that any unit has, maybe some that it had."""
        return self._columns.find_keys(attribute, part)

    def count_values(self, attribute: Attribute, positions: NDArray[np.int64]) -> list[FacetCount]:
        """Counts the values of an attribute among some units: most frequent first, then by key."""
        if len(positions) != self.count or (positions[1:] <= positions[:-1]).any():
            return self._columns.count_values(attribute, positions)
        if attribute not in self._counts:  # all units, which a page without a filter counts each time
            self._counts[attribute] = self._columns.count_values(attribute, positions)
        return list(self._counts[attribute])

    def find(self, queries: Sequence[IndexQuery], chosen: UnitFilter, limit: int) -> Found:
        """Finds the units that may be among the ``limit`` best of a filter by any signal of any of the queries."""
        import numpy as np

        if self._whole is not None:
            own, every = self.select(chosen), np.arange(self.count)
            return self._gather(own, len(own), every, every, self._whole)
        assert self._lookups is not None  # noqa: S101 - only a small index keeps all
        selected = None if chosen.is_open else self.select(chosen)
        total = self.count if selected is None else len(selected)
        wanted = min(limit, total)
        if total <= max(self._limits.narrow, wanted):
            found = self._lookups.find(queries, Wanted(chosen, selected, 0))
            positions = self.select(chosen) if selected is None else selected
        else:
            found = self._lookups.find(queries, Wanted(chosen, selected, max(self._limits.depth, wanted)))
            positions = found.own
        if len(positions) < wanted:
            rest = self.select(chosen)
            rest = rest[~stand_in(rest, positions)]
            positions = distinct(positions, rest[: wanted - len(positions)])
        scored = distinct(positions, found.ruler)
        return self._gather(positions, total, scored, found.ruler, self._forward.read(scored))

    def _gather(
        self,
        positions: NDArray[np.int64],
        total: int,
        scored: NDArray[np.int64],
        ruler: NDArray[np.int64],
        forward: Forward,
    ) -> Found:
        import numpy as np

        return Found(
            positions=positions,
            total=total,
            complete=len(positions) == total,
            scored=scored,
            ruler=slice(None) if len(ruler) == len(scored) else np.searchsorted(scored, ruler),
            forward=forward,
            vocabulary=self._vocabulary,
        )

    def load_units(self, positions: NDArray[np.int64]) -> list[Unit]:
        """Returns the units at some positions, in their order."""
        import numpy as np

        columns = self._columns
        wanted = distinct(positions)
        with self._lock:
            rows = list(select_numbers(self._connection, "id, text", "units", columns.numbers[wanted].tolist()))
        built = [
            Unit(
                str(identity),
                columns.plans[columns.plan[at]],
                str(text),
                main=bool(columns.rows["main"][at]),
                damaged=bool(columns.rows["damaged"][at]),
            )
            for at, (identity, text) in zip(wanted.tolist(), rows, strict=True)
        ]
        return [built[place] for place in np.searchsorted(wanted, positions).tolist()]

    def load_vectors(self, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Returns the centred vectors at some positions: float32 ``(len(positions), d)``."""
        import numpy as np

        wanted = distinct(positions)
        return self._forward.read(wanted).vectors[np.searchsorted(wanted, positions)].astype(np.float32)

    def load_profiles(self, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Returns the profiles over the kinds of work at some positions: float32 ``(len(positions), k)``."""
        import numpy as np

        wanted = distinct(positions)
        return self._forward.read(wanted).profiles[np.searchsorted(wanted, positions)].astype(np.float32)

    def sort(self, positions: NDArray[np.int64], scores: NDArray[np.float32]) -> NDArray[np.int64]:
        """Returns the order of some units by a score, the highest first, equal ones by the unit's id."""
        import numpy as np

        order = np.argsort(
            -scores
        )  # in any order where they are equal, as ids decide; a stable one takes six times as long
        ranked = scores[order]
        same = np.flatnonzero(ranked[1:] == ranked[:-1])
        if not len(same):
            return order
        tied = distinct(same, same + 1)  # only of these the ids are read
        ids = [unit.id for unit in self.load_units(positions[order[tied]])]
        by_id = sorted(range(len(tied)), key=lambda place: (-ranked[tied[place]], ids[place]))
        order[tied] = order[tied[by_id]]
        return order
