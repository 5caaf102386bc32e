"""What exact scores are computed from: of each unit its tokens, vector and profile."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.embedded.packing import Ragged, unpack_rows
from indexer.embedded.record import select_numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Forward:
    """Forward data of ``n`` units: tokens, vectors float16 ``(n, d)``, profiles float16 ``(n, k)``."""

    words: Ragged
    letters: Ragged
    vectors: NDArray[np.float16]
    profiles: NDArray[np.float16]


def load_forward(connection: sqlite3.Connection, numbers: Sequence[int]) -> Forward:
    """Reads the forward data of units; ``numbers`` is ascending, and each of them is there."""
    words: list[bytes] = []
    letters: list[bytes] = []
    vectors: list[bytes] = []
    profiles: list[bytes] = []
    for word, letter, vector, profile in select_numbers(
        connection, "words, letters, vector, profile", "forward", numbers
    ):
        words.append(word)
        letters.append(letter)
        vectors.append(vector)
        profiles.append(profile)
    return Forward(unpack_rows(words), unpack_rows(letters), _stack(vectors), _stack(profiles))


def _stack(rows: Sequence[bytes]) -> NDArray[np.float16]:
    import numpy as np

    width = len(rows[0]) // 2 if rows else 0
    return np.frombuffer(b"".join(rows), "<f2").reshape(len(rows), width)
