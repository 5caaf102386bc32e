"""What exact scores are computed from: of each unit its tokens, vector and profile."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.embedded.columns import Columns
from indexer.embedded.packing import Ragged, unpack_rows
from indexer.embedded.record import LETTERS, WORDS, select_numbers
from indexer.embedded.rows import DamagedRows, RowReader, Rows
from indexer.embedded.scoring import ScannedTokens, SortedTokens, TokenTable, compute_norms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_log = logging.getLogger(__name__)
# The kinds of tokens and the column that has how many of each a unit has.
LENGTHS = ((WORDS, "words"), (LETTERS, "letters"))


@dataclass(frozen=True, slots=True)
class Forward:
    """Forward data of ``n`` units: tokens, vectors ``(n, d)``, profiles ``(n, k)``."""

    words: TokenTable
    letters: TokenTable
    vectors: NDArray[np.floating]
    profiles: NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class ForwardReader:
    """Reads forward data of the units of a view.

    Attributes:
        connection: to the record, in a reading transaction.
        lock: held while the connection is used.
        columns: of every unit.
        mean_lengths: mean number of tokens of a unit, for each kind of token.
        files: those that hold most units; the others are read from the record.
    """

    connection: sqlite3.Connection
    lock: threading.Lock
    columns: Columns
    mean_lengths: Mapping[int, float]
    files: RowReader | None

    def read(self, positions: NDArray[np.int64], *, keep: bool = False) -> Forward:
        """Reads units at ascending positions, to be scored once, or with ``keep`` by many questions."""
        import numpy as np

        norms = {
            face: compute_norms(self.columns.rows[name][positions], self.mean_lengths[face]) for face, name in LENGTHS
        }
        numbers = self.columns.numbers[positions]
        parts, early = [], 0
        if self.files is not None:
            early = int(np.searchsorted(numbers, self.files.last, side="right"))
            try:
                parts += [self.files.read(numbers[:early])] if early else []
            except DamagedRows as error:
                _log.warning("%d units are read from the record: %s; doctor --fix mends it", early, error)
                early = 0
        if early < len(numbers) or not parts:
            with self.lock:
                parts.append(load_rows(self.connection, numbers[early:].tolist()))
        return build_forward(join_rows(parts), norms, keep=keep)


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
