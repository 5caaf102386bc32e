"""What exact scores are computed from: of each unit its tokens, vector and profile."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.embedded.packing import unpack_rows
from indexer.embedded.record import LETTERS, WORDS, select_numbers
from indexer.embedded.scoring import ScannedTokens, SortedTokens, TokenTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Forward:
    """Forward data of ``n`` units: tokens, vectors ``(n, d)``, profiles ``(n, k)``."""

    words: TokenTable
    letters: TokenTable
    vectors: NDArray[np.floating]
    profiles: NDArray[np.floating]


def load_forward(
    connection: sqlite3.Connection,
    numbers: Sequence[int],
    norms: Mapping[int, NDArray[np.float64]],
    *,
    keep: bool = False,
) -> Forward:
    """Reads the forward data of units.

    Args:
        connection: to the record.
        numbers: of the units, ascending; each of them is there.
        norms: of both kinds of tokens, for each unit (:func:`indexer.embedded.scoring.compute_norms`).
        keep: makes them ready for many questions.
    """
    import numpy as np

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
    if not keep:
        return Forward(
            ScannedTokens(unpack_rows(words), norms[WORDS]),
            ScannedTokens(unpack_rows(letters), norms[LETTERS]),
            _stack(vectors),
            _stack(profiles),
        )
    return Forward(
        SortedTokens(unpack_rows(words), norms[WORDS]),
        SortedTokens(unpack_rows(letters), norms[LETTERS]),
        _stack(vectors).astype(np.float32),
        _stack(profiles).astype(np.float32),
    )


def _stack(rows: Sequence[bytes]) -> NDArray[np.float16]:
    import numpy as np

    width = len(rows[0]) // 2 if rows else 0
    return np.frombuffer(b"".join(rows), "<f2").reshape(len(rows), width)
