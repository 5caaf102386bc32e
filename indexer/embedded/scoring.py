"""Exact scores from what is kept of each unit: BM25, coverage, cosines. A row's scores depend on no other row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.embedded.packing import Ragged, times_of, tokens_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The usual parameters (Robertson & Zaragoza, 2009).
_K1, _B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Terms:
    """The distinct tokens of a query that the index knows, and how many it has in all.

    Attributes:
        numbers: each known token: ``(q,)``.
        times: how often the query has it.
        idf: Lucene's idf of each, float64.
        distinct: number of distinct tokens of the query, known or not.
        vocabulary: one more than the highest number of a token of this kind.
    """

    numbers: NDArray[np.int64]
    times: NDArray[np.float64]
    idf: NDArray[np.float64]
    distinct: int
    vocabulary: int


def compute_idf(held: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Returns Lucene's idf of tokens that ``held`` of ``count`` units hold."""
    import numpy as np

    idf: NDArray[np.float64] = np.log(1 + (count - held + 0.5) / (held + 0.5))
    return idf


@dataclass(frozen=True, slots=True)
class TokenScores:
    """BM25 and coverage of some units: each float32 ``(n,)``."""

    bm25: NDArray[np.float32]
    coverage: NDArray[np.float32]


def score_tokens(rows: Ragged, lengths: NDArray[np.uint32], mean_length: float, terms: Terms) -> TokenScores:
    """Scores units by the tokens of a query: BM25 as Lucene computes it, and the share of the tokens held.

    Args:
        rows: tokens of ``n`` units.
        lengths: number of tokens of each, repetitions counted.
        mean_length: over all units of the index.
        terms: the query.
    """
    import numpy as np

    count = len(lengths)
    slot = np.zeros(terms.vocabulary, np.int32)  # place of a token in the query, from 1; 0 where it is not asked for
    slot[terms.numbers] = np.arange(1, len(terms.numbers) + 1)
    slots = slot[tokens_of(rows.entries)]
    asked = np.flatnonzero(slots)
    terms_met = slots[asked] - 1
    owners = np.searchsorted(rows.bounds, asked, side="right") - 1
    times = times_of(rows.entries[asked]).astype(np.float64)
    norm = _K1 * (1 - _B + _B * lengths / max(mean_length, 1e-9))
    parts = terms.times[terms_met] * terms.idf[terms_met] * times / (times + norm[owners])
    held = np.bincount(owners, minlength=count)
    return TokenScores(
        bm25=np.bincount(owners, parts, minlength=count).astype(np.float32),
        coverage=held.astype(np.float32) / np.float32(max(terms.distinct, 1)),
    )


def multiply(rows: NDArray[np.floating], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Returns the inner product of each row of ``(n, d)`` with a vector: float32 ``(n,)``.

    Not by BLAS, whose sums depend on which rows stand together.
    """
    import numpy as np

    if not len(rows):  # whose width is not known
        return np.zeros(0, np.float32)
    products: NDArray[np.float32] = np.einsum("ij,j->i", rows.astype(np.float32, copy=False), vector)
    return products
