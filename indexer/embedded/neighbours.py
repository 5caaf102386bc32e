"""Candidates by meaning, from FAISS: a file of those known when it was written; later ones are compared one by one.

A row is the vector of a unit and its profile over the kinds of work, one behind the other, so that one product weighs
both as a question wants them. Exact up to :data:`EXACT_VECTORS` units, by lists of alike rows in 8 bits beyond. Only
the order is used.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    import faiss
    import numpy as np
    from numpy.typing import NDArray

# Up to here every row is compared (20,000 of 496 numbers in 16 bits: 20 MB, about 3 ms).
EXACT_VECTORS = 20_000
# Lists for each square root of the number of rows (FAISS advises 4 to 16), and rows that a list is learned by.
_LISTS, _LEARNED = 4, 40
# Rounds of learning, of which FAISS makes 25: the lists of a million tasks are learned and filled in 139 s of processor
# time, those of 100,000 in 13 s.
_ROUNDS = 10
# Lists compared for a question: of 1/48 the hundred nearest by vectors hold all of the ten nearest, the 600 by vectors
# and kinds of work .990 of the right ones at a million (every list: .990, as 8 bits cost that much; 6.8 ms), .998 at
# 100,000 (.9 ms); 1/64 .989 and .996, 1/128 .981 and .988; 1/32 takes 8.8 ms. Sixty questions of bench_index_scale.
_PROBED = 48
_LEAST_PROBED = 16
_SEED = 11
# FAISS decodes rows whose length is a multiple of this with wide registers; 492 numbers took twelve times as long.
_STEP = 16


# What opened views hold: the next view, after a plan was added, mostly has the same file (400 MB for a million tasks).
_shared: WeakValueDictionary[tuple[str, int], Neighbours] = WeakValueDictionary()


def join(vectors: NDArray[np.floating], profiles: NDArray[np.floating]) -> NDArray[np.float32]:
    """Returns vectors ``(n, d)`` and profiles ``(n, k)`` as rows: float32 ``(n, w)``, zeros behind ``d + k``."""
    import numpy as np

    used = vectors.shape[1] + profiles.shape[1]
    rows = np.zeros((len(vectors), used + -used % _STEP), np.float32)
    rows[:, : vectors.shape[1]] = vectors
    rows[:, vectors.shape[1] : used] = profiles
    return rows


class Block(NamedTuple):
    """Some units: numbers ``(n,)`` int64 and rows float32 ``(n, w)`` (:func:`join`)."""

    numbers: NDArray[np.int64]
    rows: NDArray[np.float32]


class Neighbours:
    """The vectors of a file."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, blocks: Iterator[Block], count: int, exact: int = EXACT_VECTORS) -> Neighbours:
        """Builds the index of ``count`` units, given in blocks; the first ones are what lists are learned by."""
        import faiss

        first = next(blocks)
        blocks, width = chain([first], blocks), first.rows.shape[1]
        if count <= exact:
            flat = faiss.IndexScalarQuantizer(width, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
            index: faiss.Index = faiss.IndexIDMap2(flat)
            for block in blocks:
                index.add_with_ids(block.rows, block.numbers)
            return cls(index)
        return cls(_build_lists(blocks, count, width))

    @property
    def numbers_held(self) -> int:
        """Number of vectors."""
        return int(self._index.ntotal)

    @property
    def width(self) -> int:
        """Length of a row."""
        return int(self._index.d)

    @property
    def is_listed(self) -> bool:
        """Whether vectors are kept in lists of alike ones."""
        import faiss

        return isinstance(self._index, faiss.IndexIVF)

    def find(
        self, asked: NDArray[np.float32], limit: int, allowed: NDArray[np.uint8] | None, share: float
    ) -> list[NDArray[np.int64]]:
        """Returns the numbers of the units whose rows have the highest products with each row asked for, best first.

        Args:
            asked: float32 ``(m, w)``.
            limit: number of units at most for each.
            allowed: a bit for each number, the lowest first: whether its unit may be found; ``None`` allows all.
            share: part of the units that may be found; the fewer, the more lists are compared.
        """
        import faiss

        parameters = faiss.SearchParameters()
        if isinstance(self._index, faiss.IndexIVF):
            lists = self._index.nlist
            by_lists = faiss.SearchParametersIVF()
            by_lists.nprobe = min(lists, int(max(_LEAST_PROBED, lists / _PROBED) / max(share, 1e-6) ** 0.5))
            parameters = by_lists
        if allowed is not None:
            # Held until the search is over: FAISS keeps no reference to it.
            selector = faiss.IDSelectorBitmap(allowed)  # type: ignore[call-arg, arg-type]
            parameters.sel = selector
        _, found = self._index.search(asked, min(limit, max(self.numbers_held, 1)), params=parameters)
        return [numbers[numbers >= 0] for numbers in found]

    def add(self, blocks: Iterator[Block]) -> None:
        """Adds units."""
        for block in blocks:
            self._index.add_with_ids(block.rows, block.numbers)

    def save(self, path: Path) -> int:
        """Writes the file whole or not at all, and returns its checksum."""
        import faiss

        partial = path.with_suffix(".part")
        faiss.write_index(self._index, str(partial))
        check = _checksum(partial)
        partial.replace(path)
        return check

    @classmethod
    def load(cls, path: Path, check: int) -> Neighbours:
        """Reads a file into memory.

        Raises:
            OSError, ValueError, RuntimeError: it is missing or another than was written.
        """
        import faiss

        if _checksum(path) != check:
            raise ValueError("checksum")
        return cls(faiss.read_index(str(path)))


def load_shared(path: Path, check: int) -> Neighbours:
    """Reads a file as :meth:`Neighbours.load` does, unless another view has it in memory; not to be changed."""
    key = (str(path), check)
    found = _shared.get(key)
    if found is None:
        found = _shared[key] = Neighbours.load(path, check)
    return found


def _build_lists(blocks: Iterator[Block], count: int, width: int) -> faiss.Index:
    import faiss
    import numpy as np

    lists = max(min(int(_LISTS * count**0.5), count // _LEARNED), 1)
    quantiser = faiss.IndexFlatIP(width)
    index = faiss.IndexIVFScalarQuantizer(
        quantiser, width, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.cp.seed = _SEED
    index.cp.niter = _ROUNDS
    waiting: list[Block] = []
    learned = 0
    for block in blocks:
        if index.is_trained:
            index.add_with_ids(block.rows, block.numbers)
            continue
        waiting.append(block)
        learned += len(block.numbers)
        if learned >= min(lists * _LEARNED, count):
            index.cp.min_points_per_centroid = 1  # fewer than FAISS wants are no reason for a line on the terminal
            index.train(np.concatenate([one.rows for one in waiting]))
            while waiting:
                one = waiting.pop(0)
                index.add_with_ids(one.rows, one.numbers)
    return index


def _checksum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            found = zlib.crc32(block, found)
    return found
