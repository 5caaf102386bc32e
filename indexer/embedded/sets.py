"""Sets of positions as sorted arrays.

``numpy.unique`` and what is built on it ask for ``numpy.ma``, whose import takes .25 s, an eighth of what a first
question on the command line takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def distinct(*values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Returns each value of some arrays once, ascending: int64 ``(n,)``."""
    import numpy as np

    ordered = np.sort(np.concatenate(values))
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]
