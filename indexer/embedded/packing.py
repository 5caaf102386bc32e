"""The bytes of the record: columns of units, and tokens with their frequencies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A token and its frequency share 32 bits: 16 million tokens of a kind, far more than Vietnamese has syllables and
# letter groups, and frequencies up to 255, beyond which BM25 (k1 1.2) grows by less than .5 %.
_SHIFT = 8
MOST_TOKENS = 1 << (32 - _SHIFT)
_MOST_TIMES = (1 << _SHIFT) - 1
NO_DAY = 0
"""Stands for a day that is not known; the others count from 1 January of the year 1."""


class Ragged(NamedTuple):
    """Rows of different lengths behind each other: row ``i`` is ``entries[bounds[i]:bounds[i + 1]]``."""

    entries: NDArray[np.uint32]
    bounds: NDArray[np.int64]


def column_type() -> np.dtype[np.void]:
    """Returns the columns of a unit; values of attributes are codes, 0 where there is none."""
    import numpy as np

    codes = [(name, "<u4") for name in ("year", "agency_type", "place", "grade", "section")]
    rest = [("start", "<i4"), ("end", "<i4"), ("words", "<u4"), ("letters", "<u4"), ("leads", "<u2")]
    return np.dtype([*codes, *rest, ("main", "?"), ("damaged", "?")])


def pack_tokens(counts: dict[int, int]) -> bytes:
    """Packs the frequencies of a unit's tokens, by number of the token."""
    import numpy as np

    tokens = np.fromiter(counts, np.uint32, len(counts))
    times = np.fromiter(counts.values(), np.int64, len(counts))
    return (tokens << np.uint32(_SHIFT) | np.minimum(times, _MOST_TIMES).astype(np.uint32)).astype("<u4").tobytes()


def unpack_rows(blobs: Iterable[bytes]) -> Ragged:
    """Returns packed rows as one."""
    import numpy as np

    rows = list(blobs)
    bounds = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, rows), np.int64, len(rows)) // 4, out=bounds[1:])
    return Ragged(np.frombuffer(b"".join(rows), "<u4"), bounds)


def tokens_of(entries: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Returns the number of the token of each entry."""
    import numpy as np

    return entries >> np.uint32(_SHIFT)


def times_of(entries: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Returns the frequency of each entry."""
    import numpy as np

    return entries & np.uint32(_MOST_TIMES)
