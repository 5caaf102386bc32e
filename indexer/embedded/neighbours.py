"""Candidates by vectors, from FAISS: a file of those known when it was written; later ones are compared one by one.

Exact up to :data:`EXACT_VECTORS` units, by lists of alike vectors in 8 bits beyond. Only the order is used.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    import faiss
    import numpy as np
    from numpy.typing import NDArray

# Up to here every vector is compared (100,000 of 384 dimensions in 16 bits: 77 MB, about 10 ms).
EXACT_VECTORS = 100_000
# Lists for each square root of the number of vectors (FAISS advises 4 to 16), and vectors that a list is learned by.
_LISTS, _LEARNED = 4, 40
# Lists compared for a question: 1/32 of them find .99 of the ten nearest (tests/bench/bench_index_scale.py).
_PROBED = 32
_LEAST_PROBED = 16
_SEED = 11


# What opened views hold: the next view, after a plan was added, mostly has the same file (400 MB for a million tasks).
_shared: WeakValueDictionary[tuple[str, int], Neighbours] = WeakValueDictionary()


class Block(NamedTuple):
    """Some units: numbers ``(n,)`` int64 and centred vectors float32 ``(n, d)``."""

    numbers: NDArray[np.int64]
    vectors: NDArray[np.float32]


class Neighbours:
    """The vectors of a file."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, blocks: Iterator[Block], count: int, dimension: int, exact: int = EXACT_VECTORS) -> Neighbours:
        """Builds the index of ``count`` units, given in blocks; the first ones are what lists are learned by."""
        import faiss

        if count <= exact:
            flat = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
            index: faiss.Index = faiss.IndexIDMap2(flat)
            for block in blocks:
                index.add_with_ids(block.vectors, block.numbers)
            return cls(index)
        return cls(_build_lists(blocks, count, dimension))

    @property
    def numbers_held(self) -> int:
        """Number of vectors."""
        return int(self._index.ntotal)

    @property
    def is_listed(self) -> bool:
        """Whether vectors are kept in lists of alike ones."""
        import faiss

        return isinstance(self._index, faiss.IndexIVF)

    def find(
        self, vector: NDArray[np.float32], limit: int, allowed: NDArray[np.uint8] | None, share: float
    ) -> NDArray[np.int64]:
        """Returns the numbers of the units nearest to a centred vector, at most ``limit``.

        Args:
            vector: float32 ``(d,)``.
            limit: number of units.
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
        _, found = self._index.search(vector[None], min(limit, max(self.numbers_held, 1)), params=parameters)
        numbers: NDArray[np.int64] = found[0][found[0] >= 0]
        return numbers

    def add(self, blocks: Iterator[Block]) -> None:
        """Adds units."""
        for block in blocks:
            self._index.add_with_ids(block.vectors, block.numbers)

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


def _build_lists(blocks: Iterator[Block], count: int, dimension: int) -> faiss.Index:
    import faiss
    import numpy as np

    lists = max(min(int(_LISTS * count**0.5), count // _LEARNED), 1)
    quantiser = faiss.IndexFlatIP(dimension)
    index = faiss.IndexIVFScalarQuantizer(
        quantiser, dimension, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.cp.seed = _SEED
    waiting: list[Block] = []
    learned = 0
    for block in blocks:
        if index.is_trained:
            index.add_with_ids(block.vectors, block.numbers)
            continue
        waiting.append(block)
        learned += len(block.numbers)
        if learned >= min(lists * _LEARNED, count):
            index.cp.min_points_per_centroid = 1  # fewer than FAISS wants are no reason for a line on the terminal
            index.train(np.concatenate([one.vectors for one in waiting]))
            while waiting:
                one = waiting.pop(0)
                index.add_with_ids(one.vectors, one.numbers)
    return index


def _checksum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            found = zlib.crc32(block, found)
    return found
