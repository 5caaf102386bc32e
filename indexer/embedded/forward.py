"""What exact scores are computed from: of each unit its tokens, vector and profile."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.embedded.packing import Ragged, unpack_rows
from indexer.embedded.record import LETTERS, WORDS, select_numbers
from indexer.embedded.rows import Rows
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


def load_rows(connection: sqlite3.Connection, numbers: Sequence[int]) -> Rows:
    """Reads the forward data of units from the record; ``numbers`` is ascending, and each of them is there."""
    found = list(select_numbers(connection, "words, letters, vector, profile", "forward", numbers))
    words, letters, vectors, profiles = zip(*found, strict=True) if found else ((), (), (), ())
    return Rows(unpack_rows(words), unpack_rows(letters), _stack(vectors), _stack(profiles))


def join_rows(parts: Sequence[Rows]) -> Rows:
    """Returns rows behind each other as one."""
    import numpy as np

    parts = [part for part in parts if len(part.vectors)] or parts[:1]
    if len(parts) == 1:
        return parts[0]
    return Rows(
        _chain([part.words for part in parts]),
        _chain([part.letters for part in parts]),
        np.concatenate([part.vectors for part in parts]),
        np.concatenate([part.profiles for part in parts]),
    )


def build_forward(rows: Rows, norms: Mapping[int, NDArray[np.float64]], *, keep: bool = False) -> Forward:
    """Makes rows ready to be scored.

    Args:
        rows: of ``n`` units.
        norms: of both kinds of tokens, for each unit (:func:`indexer.embedded.scoring.compute_norms`).
        keep: for many questions.
    """
    import numpy as np

    words, letters, vectors, profiles = rows
    if not keep:
        tokens = (ScannedTokens(words, norms[WORDS]), ScannedTokens(letters, norms[LETTERS]))
        return Forward(*tokens, vectors, profiles)
    return Forward(
        SortedTokens(words, norms[WORDS]),
        SortedTokens(letters, norms[LETTERS]),
        vectors.astype(np.float32),
        profiles.astype(np.float32),
    )


def _chain(parts: Sequence[Ragged]) -> Ragged:
    import numpy as np

    sizes = np.concatenate([np.diff(part.bounds) for part in parts])
    return Ragged(np.concatenate([part.entries for part in parts]), np.concatenate([[0], np.cumsum(sizes)]))


def _stack(rows: Sequence[bytes]) -> NDArray[np.float16]:
    import numpy as np

    width = len(rows[0]) // 2 if rows else 0
    return np.frombuffer(b"".join(rows), "<f2").reshape(len(rows), width)
