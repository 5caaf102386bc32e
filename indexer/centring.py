"""Vectors around a centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def centred(vectors: NDArray[np.float32], centre: NDArray[np.float32]) -> NDArray[np.float32]:
    """Subtracts ``centre`` from each row of ``(n, d)`` and normalises: float32, C-contiguous.

    A row equal to the centre becomes zero.
    """
    import numpy as np

    moved = vectors - centre
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.ascontiguousarray(moved / np.maximum(lengths, 1e-9), np.float32)
