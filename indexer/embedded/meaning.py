"""Candidates by meaning in a view: from the file of vectors, and one by one of the units that are newer than it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from indexer.contract import IndexQuery
from indexer.embedded.neighbours import Neighbours

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What likeness of kinds of work counts beside the cosine of the vectors; search.fusion weighs them .53 to .92 and .16.
# From .8 to 6 as many of the best are found.
_KINDS = 2.0


@dataclass(frozen=True)
class Meaning:
    """Looks up units by meaning.

    Attributes:
        neighbours: the file.
        numbers: number of each unit of the view, ascending.
        tail: place of the first unit that is newer than the file.
    """

    neighbours: Neighbours
    numbers: NDArray[np.int64]
    tail: int

    def find(
        self,
        query: IndexQuery,
        depth: int,
        nearest: int,
        selected: NDArray[np.int64] | None,
        late_rows: Callable[[], NDArray[np.float32]],
    ) -> NDArray[np.int64]:
        """Returns numbers of units: those of the highest score by vector and kinds of work, and by the vector alone.

        Args:
            query: with a vector.
            depth: units at most by both.
            nearest: units at most by the vector alone.
            selected: positions of the units of a filter, ascending; ``None`` for every unit.
            late_rows: returns the rows of the units from ``tail`` on (:func:`indexer.embedded.neighbours.join`).
        """
        import numpy as np

        asked, depths = self._weigh(query), (depth, nearest)
        first = self.tail if selected is None else int(np.searchsorted(selected, self.tail))
        late = np.arange(self.tail, len(self.numbers)) if selected is None else selected[first:]
        found: list[NDArray[np.int64]] = []
        if len(late):
            orders = np.argsort(-(late_rows()[late - self.tail] @ asked.T), axis=0, kind="stable").T
            found += [self.numbers[late[order[:most]]] for order, most in zip(orders, depths, strict=True)]
        held = self.neighbours.numbers_held
        allowed = None
        if first < held:
            allowed = self._living if selected is None else self._allow(selected[:first])
        early = self.neighbours.find(asked, max(depths), allowed, first / max(held, 1))
        found += [numbers[:most] for numbers, most in zip(early, depths, strict=True)]
        return np.concatenate(found)

    def _weigh(self, query: IndexQuery) -> NDArray[np.float32]:
        """Returns what rows are multiplied with, ``(2, w)``: for vector and kinds of work, for the vector alone."""
        import numpy as np

        vector = np.zeros(0, np.float32) if query.vector is None else query.vector
        asked = np.zeros((2, self.neighbours.width), np.float32)
        asked[:, : len(vector)] = vector
        if query.profile is not None:
            asked[0, len(vector) : len(vector) + len(query.profile)] = _KINDS * query.profile
        return asked

    def _allow(self, positions: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Returns a bit for each number up to the last one that the file may hold: set for the units at positions."""
        import numpy as np

        bits = np.zeros(int(self.numbers[self.tail - 1]) + 1 if self.tail else 1, np.bool_)
        bits[self.numbers[positions]] = True
        return np.packbits(bits, bitorder="little")

    @cached_property
    def _living(self) -> NDArray[np.uint8]:
        """The bits of the units that the file holds and that have not gone since."""
        import numpy as np

        return self._allow(np.arange(self.tail))
