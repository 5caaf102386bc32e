"""Estimating the trigram model from counts: interpolated, modified Kneser–Ney.

Source: Chen and Goodman, "An empirical study of smoothing techniques for language modeling", 1999.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpus.reading.restoration.language_model import START, STEP

Ids = npt.NDArray[np.int64]

# Law opens its sentences with other words ("Kiến nghị") than the items of plans ("Kiện toàn"): half of what stands at a
# beginning is taken from the words at large.
_EVEN = 0.5


def estimate(ids: Ids, documents: Ids, size: int, *, least_documents: int) -> dict[str, npt.NDArray[np.generic]]:
    """Estimates the model.

    Args:
        ids: sentences laid end to end, each behind two :data:`START`.
        documents: for each id the number of its document.
        size: number of word ids.
        least_documents: a trigram seen in fewer documents is counted for its context but not kept.

    Returns:
        The arrays of the file; see :func:`read_model`.
    """
    starts = ids == START
    tri = ~starts[2:]
    bi = ~starts[1:]
    pairs, pair_of, pair_counts = np.unique(ids[:-1] * size + ids[1:], return_inverse=True, return_counts=True)
    kept_pair = bi[np.unique(pair_of, return_index=True)[1]]
    # Trigrams over rows of pairs, then documents apart.
    keys = pair_of[:-1].astype(np.int64) * size + ids[2:]
    tri_keys, tri_counts = np.unique(keys[tri], return_counts=True)
    documents_of = np.unique(keys[tri] * (int(documents.max()) + 1) + documents[2:][tri])
    spread = np.unique(documents_of // (int(documents.max()) + 1), return_counts=True)[1]
    # Kneser–Ney: lower orders count in how many contexts a word stands, but after a beginning how often.
    middle = tri_keys // size
    word = tri_keys % size
    second = pairs[middle] % size
    distinct = np.bincount(np.searchsorted(pairs, second * size + word), minlength=len(pairs)).astype(np.float64)
    first_word = (pairs // size == START) & (pairs % size != START)
    continuation = np.where(first_word, pair_counts, distinct) * kept_pair
    uni_counts = np.bincount(pairs[kept_pair] % size, minlength=size).astype(np.float64)
    uni_counts[START] = 0

    p1 = _smooth_unigrams(uni_counts)
    p2, back1 = _interpolate(pairs // size, continuation, p1[pairs % size], size)
    opening = pairs // size == START
    p2[opening] = _EVEN * p1[pairs[opening] % size] + (1 - _EVEN) * p2[opening]
    back1[START] = _EVEN + (1 - _EVEN) * back1[START]
    p3, back2 = _interpolate(
        middle, tri_counts.astype(np.float64), p2[np.searchsorted(pairs, second * size + word)], len(pairs)
    )
    keep3 = (spread >= least_documents) & (second != START)
    back2 = _refit(middle, p3, p2[np.searchsorted(pairs, second * size + word)], keep3, back2)
    return _arrays(size, pairs, kept_pair, p1, p2, back1, back2, (tri_keys, p3, keep3))


def _smooth_unigrams(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Adds half a context to every word, so that one with a reserved id but never counted keeps a chance."""
    raised = counts + 0.5
    raised[START] = 1e-9
    return np.asarray(raised / raised.sum())


def _discounts(counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Returns the discounts of n-grams seen once, twice and more often (Chen and Goodman, equation 26)."""
    n1, n2, n3, n4 = (max(1, int((counts == times).sum())) for times in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    wanted = np.array([0.0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3])
    return np.asarray(np.clip(wanted, [0.0, 0.1, 0.1, 0.1], [0.0, 0.95, 1.5, 2.0]))


def _interpolate(
    contexts: Ids, counts: npt.NDArray[np.float64], lower: npt.NDArray[np.float64], size: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Returns the interpolated probability of each n-gram, and by context the weight of the lower order."""
    taken = _discounts(counts)[np.minimum(counts, 3).astype(np.int64)]
    totals = np.bincount(contexts, weights=counts, minlength=size)
    freed = np.bincount(contexts, weights=taken, minlength=size)
    weights = np.divide(freed, totals, out=np.ones(size), where=totals > 0)
    totals = np.maximum(totals, 1e-12)
    return (counts - taken) / totals[contexts] + weights[contexts] * lower, weights


def _refit(
    contexts: Ids,
    higher: npt.NDArray[np.float64],
    lower: npt.NDArray[np.float64],
    keep: npt.NDArray[np.bool_],
    weights: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """Gives the mass of dropped n-grams to the lower order, so that each context still sums to one."""
    size = len(weights)
    left = 1 - np.bincount(contexts[keep], weights=higher[keep], minlength=size)
    under = 1 - np.bincount(contexts[keep], weights=lower[keep], minlength=size)
    return np.where(under > 1e-9, np.maximum(left, 1e-6) / np.maximum(under, 1e-9), weights)


def _arrays(  # noqa: PLR0913, PLR0917 - the parts of one file
    size: int,
    pairs: Ids,
    kept_pair: npt.NDArray[np.bool_],
    p1: npt.NDArray[np.float64],
    p2: npt.NDArray[np.float64],
    back1: npt.NDArray[np.float64],
    back2: npt.NDArray[np.float64],
    trigrams: tuple[Ids, npt.NDArray[np.float64], npt.NDArray[np.bool_]],
) -> dict[str, npt.NDArray[np.generic]]:
    """Quantises and lays out; the pair of two beginnings is kept, for it is a context."""
    keys, p3, keep3 = trigrams
    stored = kept_pair | (pairs == START * size + START)
    row = np.cumsum(stored) - 1
    return {
        "unigrams": _quantise(p1),
        "word_backoffs": _quantise(back1),
        "bigram_gaps": np.diff(pairs[stored], prepend=0).astype(np.uint32),
        "bigram_logs": _quantise(p2[stored]),
        "pair_backoffs": _quantise(back2[stored]),
        "trigram_gaps": np.diff(row[keys[keep3] // size] * size + keys[keep3] % size, prepend=0).astype(np.uint32),
        "trigram_logs": _quantise(p3[keep3]),
    }


def _quantise(probabilities: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    logs = -np.log(np.clip(probabilities, 1e-30, 1.0))
    return np.clip(np.round(logs / STEP), 0, 255).astype(np.uint8)
