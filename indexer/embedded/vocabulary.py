"""The tokens of an index: how many units hold each, in one snapshot of the record."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.embedded.record import find_tokens
from indexer.embedded.scoring import Terms, compute_idf


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Looks tokens up.

    Attributes:
        connection: to the record, in a reading transaction.
        lock: held while the connection is used.
        count: number of units.
        mean_lengths: mean number of tokens of a unit, for each kind of token.
    """

    connection: sqlite3.Connection
    lock: threading.Lock
    count: int
    mean_lengths: Mapping[int, float]

    def look_up(self, face: int, tokens: Sequence[str]) -> Terms:
        """Looks up the distinct tokens of a query; those that no unit holds any more are unknown."""
        import numpy as np

        counts = Counter(tokens)
        with self.lock:
            rows = list(find_tokens(self.connection, face, sorted(counts)))
            last = self.connection.execute("SELECT max(number) FROM tokens WHERE face = ?", (face,)).fetchone()[0]
        known = [row for row in rows if row.held]
        return Terms(
            numbers=np.array([row.number for row in known], np.int64),
            times=np.array([counts[row.text] for row in known], np.float64),
            idf=compute_idf(np.array([row.held for row in known], np.int64), self.count),
            distinct=len(counts),
            vocabulary=(last or 0) + 1,
        )
