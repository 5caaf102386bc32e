"""How alike two texts are, however they were read: shingles, and buckets that find candidates without comparing all.

Shingles and MinHash after Broder, "On the resemblance and containment of documents" (1997); buckets after Leskovec,
Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3. Libraries (datasketch) keep their index in memory or in
Redis; ours is a table of the store, and the rest is this page.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

from corpus.model import Document
from corpus.text import fold

Shingles = NDArray[np.uint32]
"""Hashes of the shingles of a text, ascending, each once; shape ``(n,)``."""

# Jaccard similarity of shingles from which two texts are near-duplicates. Pairs of one plan in another format, scanned,
# signed, in a legacy encoding or ruined by an English OCR reach .44 or more (237 pairs); of 5,600 pairs of different
# plans one agency's two plans on one template have .55, all others at most .16 (tests/bench/bench_near_duplicates.py).
SIMILAR = 0.30
# Below that a text is a form or a cover page, whose few phrases stand in many documents.
_FEWEST_SHINGLES = 50
_SYLLABLES = 3  # in a shingle; with 4, the lowest pair of one plan falls to .37 and the highest of two to .12
_WORD = re.compile(r"[a-z0-9]+")
# What recognition confuses most, accents aside: vowels with each other and with digits, i with l, j and 1. "quan ly",
# "quan iy" and "qu4n ly" become "qan a"; "hoi" and "hop" stay apart.
_CONFUSED = re.compile(r"[aeiouy0-9lj]+")
# 85 buckets of 3 minima: two texts share one with probability .90 at .30 and .9995 at .44, and .29 at .16.
_BUCKETS, _ROWS = 85, 3


def build_shingles(document: Document) -> Shingles:
    """Builds the shingles of a text, guesses at ruined words in their place; empty where there is too little text."""
    words = [_CONFUSED.sub("a", word) for word in _WORD.findall(fold(_restored_text(document)))]
    grams = {" ".join(words[at : at + _SYLLABLES]) for at in range(len(words) - _SYLLABLES + 1)}
    if len(grams) < _FEWEST_SHINGLES:
        return np.empty(0, np.uint32)
    return np.unique(np.fromiter((zlib.crc32(gram.encode()) for gram in grams), np.uint32, len(grams)))


def build_buckets(shingles: Shingles) -> tuple[int, ...]:
    """Returns the numbers (64 bits, signed) of the buckets a text falls into; texts that share none are not alike."""
    if not shingles.size:
        return ()
    factors, shifts = _permutations()
    # Multiply-shift: the upper half of the product is as good as random (Dietzfelbinger et al. 1997).
    minima = ((shingles.astype(np.uint64)[:, None] * factors + shifts) >> np.uint64(32)).min(axis=0)
    rows = minima.astype("<u4").reshape(_BUCKETS, _ROWS)
    return tuple(_bucket(number, row.tobytes()) for number, row in enumerate(rows))


def compare(first: Shingles, second: Shingles) -> float:
    """Returns the Jaccard similarity of two texts, 0..1; 0 where one has too little text."""
    shared = np.intersect1d(first, second, assume_unique=True).size
    return shared / (first.size + second.size - shared) if shared else 0.0


def _restored_text(document: Document) -> str:
    parts, at = [], 0
    for word in document.restored:
        parts += [document.text[at : word.source.start], word.text]
        at = word.source.end
    return "".join([*parts, document.text[at:]])


@cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Returns odd factors and shifts, the same for ever: buckets are kept in the store."""
    count = _BUCKETS * _ROWS
    numbers = np.frombuffer(hashlib.shake_256(b"doichieu 1").digest(16 * count), "<u8").astype(np.uint64)
    return numbers[:count] | np.uint64(1), numbers[count:]


def _bucket(number: int, row: bytes) -> int:
    digest = hashlib.blake2b(number.to_bytes(2) + row, digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
