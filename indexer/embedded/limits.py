"""From which size on an index works otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.embedded.neighbours import EXACT_VECTORS


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers that decide how an index works; tests make them small.

    Attributes:
        exact: up to this many units all are kept in memory and every one is scored (10,000 take 87 MB and 7 ms); as
            many may be newer than the file of vectors before it is written anew.
        narrow: up to this many units that a filter matches, every one of them is scored.
        depth: candidates by words, by syllables, and by vector and kinds of work together. Of the ten best of 100,000
            tasks by all signals, with every task scored, 600 find .993, of the hundred best .985.
        nearest: candidates by the vector alone.
        exact_vectors: up to this many units every vector is compared.
    """

    exact: int = 10_000
    narrow: int = 2_000
    depth: int = 600
    nearest: int = 100
    exact_vectors: int = EXACT_VECTORS


DEFAULT_LIMITS = Limits()
