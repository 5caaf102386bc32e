"""The embedded index at one revision: what filters, finds and scores."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from indexer.contract import Attribute, FacetCount, IndexQuery, UnitFilter
from indexer.embedded import lexicon as faces
from indexer.embedded.candidates import Found
from indexer.embedded.columns import Columns
from indexer.embedded.forward import Forward, build_forward, join_rows, load_rows
from indexer.embedded.lexicon import Lexicon
from indexer.embedded.limits import Limits
from indexer.embedded.marks import build_restriction
from indexer.embedded.meaning import Meaning
from indexer.embedded.neighbours import Neighbours, join
from indexer.embedded.record import LETTERS, WORDS, select_numbers
from indexer.embedded.rows import RowReader
from indexer.embedded.scoring import compute_norms
from indexer.embedded.sets import distinct, find_common
from indexer.embedded.together import run_together
from indexer.embedded.vocabulary import Vocabulary
from indexer.units import Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LENGTHS = ((WORDS, "words"), (LETTERS, "letters"))


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
        self._lexicon, self._meaning, self._rows = snapshot.lexicon, None, snapshot.rows
        self._limits = limits
        self._lock = threading.Lock()
        self._counts: dict[Attribute, list[FacetCount]] = {}
        rows = self._columns.rows
        self._tail = int(np.searchsorted(self._columns.numbers, snapshot.through, side="right"))
        if snapshot.neighbours is not None:
            self._meaning = Meaning(snapshot.neighbours, self._columns.numbers, self._tail)
        means = {face: float(rows[name].mean()) if len(rows) else 0.0 for face, name in _LENGTHS}
        self._vocabulary = Vocabulary(self._connection, self._lock, len(rows), means)
        self._whole = self._read_forward(np.arange(len(rows)), keep=True) if self._lexicon is None else None

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
            selected, every = self.select(chosen), np.arange(self.count)
            return self._gather(selected, len(selected), every, every, self._whole)
        ruler = self._find_candidates(queries, self._limits.depth, UnitFilter(), None)
        if chosen.is_open and limit <= min(self._limits.depth, len(ruler)) and self.count > self._limits.narrow:
            return self._gather(ruler, self.count, ruler, ruler, self._read_forward(ruler))
        selected = self.select(chosen)
        wanted = min(limit, len(selected))
        if len(selected) <= max(self._limits.narrow, wanted):
            positions = selected
        else:
            positions = self._find_candidates(queries, max(self._limits.depth, wanted), chosen, selected)
        if len(positions) < wanted:
            rest = np.setdiff1d(selected, positions, assume_unique=True)
            positions = distinct(positions, rest[: wanted - len(positions)])
        scored = distinct(positions, ruler)
        return self._gather(positions, len(selected), scored, ruler, self._read_forward(scored))

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
            ruler=np.searchsorted(scored, ruler),
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
        return self._read_forward(wanted).vectors[np.searchsorted(wanted, positions)].astype(np.float32)

    def load_profiles(self, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Returns the profiles over the kinds of work at some positions: float32 ``(len(positions), k)``."""
        import numpy as np

        wanted = distinct(positions)
        return self._read_forward(wanted).profiles[np.searchsorted(wanted, positions)].astype(np.float32)

    def sort(self, positions: NDArray[np.int64], scores: NDArray[np.float32]) -> NDArray[np.int64]:
        """Returns the order of some units by a score, the highest first, equal ones by the unit's id."""
        import numpy as np

        order = np.argsort(-scores, kind="stable")
        ranked = scores[order]
        same = np.flatnonzero(ranked[1:] == ranked[:-1])
        if not len(same):
            return order
        tied = distinct(same, same + 1)  # only of these the ids are read
        ids = [unit.id for unit in self.load_units(positions[order[tied]])]
        by_id = sorted(range(len(tied)), key=lambda place: (-ranked[tied[place]], ids[place]))
        order[tied] = order[tied[by_id]]
        return order

    def _find_candidates(
        self, queries: Sequence[IndexQuery], depth: int, chosen: UnitFilter, selected: NDArray[np.int64] | None
    ) -> NDArray[np.int64]:
        """Returns the best units by each signal of each query, ascending; ``selected`` are those of the filter."""
        import numpy as np

        assert self._lexicon is not None  # noqa: S101 - only a large index looks for candidates
        assert self._meaning is not None  # noqa: S101
        nearest = self._limits.nearest + depth - self._limits.depth
        numbers = self._columns.numbers
        restriction = None if chosen.is_open else build_restriction(self._columns, chosen)
        lookups: list[Callable[[], Sequence[int] | NDArray[np.int64]]] = []
        for query in queries:
            if query.vector is not None:
                lookups.append(partial(self._meaning.find, query, depth, nearest, selected, lambda: self._late_rows))
            for face, tokens in ((faces.WORDS, query.words), (faces.SYLLABLES, query.syllables)):
                lookups.append(partial(self._lexicon.find, face, tokens, depth, restriction))
        found = [np.asarray(best, np.int64) for best in run_together(lookups)]
        wanted = distinct(*found) if found else np.empty(0, np.int64)
        places = np.searchsorted(numbers, wanted)
        alive = places < len(numbers)
        alive[alive] = numbers[places[alive]] == wanted[alive]
        return places[alive] if selected is None else find_common(places[alive], selected)

    @cached_property
    def _late_rows(self) -> NDArray[np.float32]:
        """Reads the rows of the units that are newer than the file of vectors."""
        import numpy as np

        forward = self._read_forward(np.arange(self._tail, self.count))
        return join(forward.vectors, forward.profiles)

    def _read_forward(self, positions: NDArray[np.int64], *, keep: bool = False) -> Forward:
        import numpy as np

        norms = {
            face: compute_norms(self._columns.rows[name][positions], self._vocabulary.mean_lengths[face])
            for face, name in _LENGTHS
        }
        numbers = self._columns.numbers[positions]
        early = 0 if self._rows is None else int(np.searchsorted(numbers, self._rows.last, side="right"))
        parts = [] if self._rows is None or not early else [self._rows.read(numbers[:early])]
        if early < len(numbers) or not parts:
            with self._lock:
                parts.append(load_rows(self._connection, numbers[early:].tolist()))
        return build_forward(join_rows(parts), norms, keep=keep)
