"""The tokens of an index: how many units hold each, in one snapshot of the record."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from indexer.embedded.record import FACES, TokenRow, find_tokens
from indexer.embedded.scoring import Terms, compute_idf

# Tokens that are remembered, known or not, of each kind: some 10 MB at most.
_REMEMBERED = 50_000


class Vocabulary:
    """Looks tokens up; those of earlier questions are remembered, as the snapshot does not change."""

    def __init__(
        self, connection: sqlite3.Connection, lock: threading.Lock, count: int, mean_lengths: Mapping[int, float]
    ) -> None:
        """Takes a snapshot.

        Args:
            connection: to the record, in a reading transaction.
            lock: held while the connection is used.
            count: number of units.
            mean_lengths: mean number of tokens of a unit, for each kind of token.
        """
        self._connection, self._lock = connection, lock
        self.count, self.mean_lengths = count, mean_lengths
        self._remembered: dict[int, dict[str, TokenRow | None]] = {face: {} for face in FACES}

    def look_up(self, face: int, tokens: Sequence[str]) -> Terms:
        """Looks up the distinct tokens of a query; those that no unit holds any more are unknown."""
        import numpy as np

        counts = Counter(tokens)
        known = [row for row in self._find(face, sorted(counts)) if row is not None and row.held]
        return Terms(
            numbers=np.array([row.number for row in known], np.int64),
            times=np.array([counts[row.text] for row in known], np.float64),
            idf=compute_idf(np.array([row.held for row in known], np.int64), self.count),
            distinct=len(counts),
            vocabulary=self._sizes[face],
        )

    def _find(self, face: int, tokens: Sequence[str]) -> list[TokenRow | None]:
        with self._lock:
            remembered = self._remembered[face]
            asked = [token for token in tokens if token not in remembered]
            if asked:
                if len(remembered) > _REMEMBERED:
                    remembered.clear()
                    asked = list(tokens)
                remembered |= dict.fromkeys(asked)
                remembered |= {row.text: row for row in find_tokens(self._connection, face, asked)}
            return [remembered[token] for token in tokens]

    @cached_property
    def _sizes(self) -> dict[int, int]:
        """One more than the highest number of a token of each kind."""
        query = "SELECT max(number) FROM tokens WHERE face = ?"
        with self._lock:
            return {face: (self._connection.execute(query, (face,)).fetchone()[0] or 0) + 1 for face in FACES}
