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


def stand_in(values: NDArray[np.int64], many: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tells of each value whether it stands in ``many``, which is ascending.

    Only so many look-ups are made as there are values (1,300 in 330,000: .14 ms); ``numpy.isin`` sorts both (2.5 ms).
    """
    import numpy as np

    places = np.searchsorted(many, values)
    there = places < len(many)
    there[there] = many[places[there]] == values[there]
    return there
