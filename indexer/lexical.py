"""The lexical index: BM25 over token lists, with a score for any row asked for."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    import bm25s
    import numpy as np
    from numpy.typing import NDArray

_COUNT = "count"
_PARAMETERS = "params.index.json"


class LexicalIndex:
    """BM25 (k1 1.2, b 0.75, Lucene's idf) over ``n`` rows.

    bm25s scores every row at once, so a candidate that another signal found has its lexical score too. Rows without
    tokens keep their position and score 0.
    """

    def __init__(self, index: bm25s.BM25 | None, count: int) -> None:
        self._index = index
        self.count = count

    @classmethod
    def build(cls, rows: Sequence[Sequence[str]]) -> LexicalIndex:
        """Builds the index over the tokens of each row; a token is any text that is not empty."""
        vocabulary: dict[str, int] = {}
        # bm25s guesses what it is given by the first row, which may be empty here: it is given numbers and vocabulary.
        numbers = [[vocabulary.setdefault(token, len(vocabulary)) for token in row] for row in rows]
        if not vocabulary:
            return cls(None, len(rows))
        index = _bm25s().BM25(method="lucene", k1=1.2, b=0.75)
        index.index((numbers, vocabulary), show_progress=False)
        return cls(index, len(rows))

    def score(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """Returns the BM25 score of every row for the tokens of a query: float32 ``(n,)``, 0 and more.

        A token that is repeated counts each time.
        """
        import numpy as np

        known = self._known(tokens)
        if self._index is None or not known:
            return np.zeros(self.count, np.float32)
        scores: NDArray[np.float32] = self._index.get_scores_from_ids(known)
        return scores

    def cover(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """Returns the share of the distinct tokens of a query that each row holds: float32 ``(n,)``, 0..1."""
        import numpy as np

        held = np.zeros(self.count, np.float32)
        distinct = set(tokens)
        if self._index is None or not distinct:
            return held
        ends, rows = self._index.scores["indptr"], self._index.scores["indices"]
        for number in self._known(distinct):
            held[rows[ends[number] : ends[number + 1]]] += 1  # a row stands once under a token
        return held / np.float32(len(distinct))

    def save(self, folder: Path) -> None:
        """Writes the index into ``folder`` (created when absent)."""
        folder.mkdir(exist_ok=True)
        if self._index is not None:
            self._index.save(folder, corpus=None, show_progress=False)
        (folder / _COUNT).write_text(str(self.count), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Reads the index from ``folder``, whole into memory.

        Raises:
            OSError, ValueError, KeyError: a file is missing or not what :meth:`save` writes.
        """
        count = int((folder / _COUNT).read_text(encoding="utf-8"))
        if not (folder / _PARAMETERS).exists():
            return cls(None, count)
        return cls(_bm25s().BM25.load(folder, load_corpus=False, show_progress=False), count)

    def _known(self, tokens: Sequence[str] | set[str]) -> list[int]:
        """Returns the numbers of the tokens that stand in a row; the empty token, which bm25s adds, stands in none."""
        if self._index is None:
            return []
        vocabulary: dict[str, int] = self._index.vocab_dict
        return [vocabulary[token] for token in tokens if token and token in vocabulary]


def _bm25s() -> ModuleType:
    bm25s = import_module("bm25s")

    # Importing it sets its logger to DEBUG, and each build would write a line on a terminal that shows the root logger.
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s
