"""How alike two texts are in letters: cosine of their letter groups, the rare ones weighing more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.units import letter_groups

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

_FILE = "letters.npz"


@dataclass(frozen=True)
class LetterLikeness:
    """Cosines of any text to each of ``m`` fixed ones.

    A letter group weighs (1 + ln count) · (1 + ln((1 + m) / (1 + rows with it))): tf–idf as in Manning, Raghavan and
    Schütze, Introduction to Information Retrieval (2008), 6.2–6.4, with both counts smoothed. Groups that no fixed text
    has are left out, of the length too.

    Attributes:
        groups: the ``v`` letter groups.
        rarity: weight of one standing of each: ``(v,)``.
        bounds: where the texts of each group start in the two lists below, and their length: ``(v + 1,)``.
        rows: the texts that have the group.
        weights: its weight in each, over the length of the text.
        count: ``m``.
    """

    groups: Sequence[str]
    rarity: NDArray[np.float32]
    bounds: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[np.float32]
    count: int

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {group: number for number, group in enumerate(self.groups)}

    @classmethod
    def build(cls, texts: Sequence[str]) -> LetterLikeness:
        """Builds the cosines to ``texts``."""
        import numpy as np

        counted = [Counter(letter_groups(text)) for text in texts]
        groups = sorted({group for counts in counted for group in counts})
        numbers = {group: number for number, group in enumerate(groups)}
        rows = np.repeat(np.arange(len(texts), dtype=np.int32), [len(counts) for counts in counted])
        columns = np.fromiter((numbers[group] for counts in counted for group in counts), np.int64, len(rows))
        tally = np.fromiter((count for counts in counted for count in counts.values()), np.float64, len(rows))
        standing = np.bincount(columns, minlength=len(groups))
        rarity = 1 + np.log((1 + len(texts)) / (1 + standing))
        weights = (1 + np.log(tally)) * rarity[columns]
        lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(texts)))
        order = np.argsort(columns, kind="stable")
        return cls(
            groups,
            rarity.astype(np.float32),
            np.concatenate([[0], np.cumsum(standing)]),
            rows[order],
            (weights / lengths[rows])[order].astype(np.float32),
            len(texts),
        )

    def score(self, text: str) -> NDArray[np.float32]:
        """Returns the cosines of ``text``: float32 ``(m,)``, 0..1; zeros where it shares no group."""
        import numpy as np

        columns, weights = self._weigh(text)
        if not len(columns):
            return np.zeros(self.count, np.float32)
        starts, sizes = self.bounds[columns], np.diff(self.bounds)[columns]
        # The places of all entries of these groups: each group's start, counted up.
        ends = np.cumsum(sizes)
        places = np.arange(ends[-1]) + np.repeat(starts - ends + sizes, sizes)
        summed = np.bincount(self.rows[places], self.weights[places] * np.repeat(weights, sizes), minlength=self.count)
        return summed.astype(np.float32)

    def score_all(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Returns the cosines of ``n`` texts, float32 ``(n, m)``: to the bit those of :meth:`score`, in half the time.

        SciPy is loaded for it, which one text alone does not need.
        """
        import numpy as np
        from scipy.sparse import csr_array

        weighed = [self._weigh(text) for text in texts]
        bounds = np.cumsum([0, *(len(columns) for columns, _ in weighed)])
        columns = np.concatenate([columns for columns, _ in weighed]) if weighed else np.zeros(0, np.int64)
        weights = np.concatenate([weights for _, weights in weighed]) if weighed else np.zeros(0)
        # Numbers of 32 bits on both sides: with wider ones the product takes a fifth longer.
        parts = (weights, columns.astype(np.int32), bounds.astype(np.int32))
        asked = csr_array(parts, shape=(len(texts), len(self.groups)))
        found: NDArray[np.float32] = (asked @ self._table).toarray().astype(np.float32)
        return found

    @cached_property
    def _table(self) -> csr_array:
        """The weights of the groups in the texts: a sparse matrix ``(v, m)``, in double precision as sums are made."""
        import numpy as np
        from scipy.sparse import csr_array

        parts = (self.weights.astype(np.float64), self.rows, self.bounds.astype(np.int32))
        return csr_array(parts, shape=(len(self.groups), self.count))

    def _weigh(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Returns the known groups of a text in the order they stand in it, and their weights, of length 1."""
        import numpy as np

        numbers = self._numbers
        known = {numbers[group]: count for group, count in Counter(letter_groups(text)).items() if group in numbers}
        if not known:
            return np.zeros(0, np.int64), np.zeros(0)
        columns, tally = (np.fromiter(part, np.int64, len(known)) for part in (known.keys(), known.values()))
        weights = (1 + np.log(tally)) * self.rarity[columns]
        return columns, weights / np.linalg.norm(weights)

    def save(self, folder: Path) -> None:
        """Writes the table into ``folder``."""
        import numpy as np

        np.savez(
            folder / _FILE,
            groups=np.array(self.groups),
            rarity=self.rarity,
            bounds=self.bounds,
            rows=self.rows,
            weights=self.weights,
            count=self.count,
        )

    @classmethod
    def load(cls, folder: Path) -> LetterLikeness:
        """Reads the table from ``folder``.

        Raises:
            OSError, ValueError, KeyError: the file is missing or not what :meth:`save` writes.
        """
        import numpy as np

        with np.load(folder / _FILE, allow_pickle=False) as saved:
            groups = saved["groups"].tolist()
            parts = (saved["rarity"], saved["bounds"], saved["rows"], saved["weights"])
            return cls(groups, *parts, int(saved["count"]))
