"""Units that were read for a question, to be scored by every signal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.contract import IndexQuery, Scores
from indexer.embedded.forward import Forward
from indexer.embedded.record import LETTERS, WORDS
from indexer.embedded.scoring import TokenScores, multiply
from indexer.embedded.vocabulary import Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates: ``positions`` are those of the filter, ``ruler`` those that scales are taken from.

    Attributes:
        positions: units to score, ascending.
        total: units that the filter matches.
        complete: whether the candidates are all of them.
        scored: units whose forward data were read, ascending; holds ``positions`` and ``ruler``.
        ruler: places in ``scored``; a slice for all.
        forward: forward data of ``scored``.
        vocabulary: what the tokens of a question are looked up in.
    """

    positions: NDArray[np.int64]
    total: int
    complete: bool
    scored: NDArray[np.int64]
    ruler: NDArray[np.int64] | slice
    forward: Forward
    vocabulary: Vocabulary

    def score(self, query: IndexQuery) -> Scores:
        """Scores every candidate by every signal, exactly."""
        import numpy as np

        letters = self._score_tokens(LETTERS, query.letters)
        words = self._score_tokens(WORDS, query.words)
        every = len(self.positions) == len(self.scored)  # nothing is looked up, nor copied
        places = slice(None) if every else np.searchsorted(self.scored, self.positions)
        zeros = np.zeros(len(self.positions), np.float32)
        vectors, profiles = self.forward.vectors[places], self.forward.profiles[places]
        return Scores(
            positions=self.positions,
            dense=zeros if query.vector is None else multiply(vectors, query.vector),
            concept=zeros if query.profile is None else multiply(profiles, query.profile),
            lexical=words.bm25[places],
            skeleton=letters.bm25[places],
            coverage=letters.coverage[places],
            best_lexical=float(words.bm25[self.ruler].max(initial=0)),
            best_skeleton=float(letters.bm25[self.ruler].max(initial=0)),
            best_coverage=float(letters.coverage[self.ruler].max(initial=0)),
        )

    def _score_tokens(self, face: int, tokens: Sequence[str]) -> TokenScores:
        rows = self.forward.words if face == WORDS else self.forward.letters
        return rows.score(self.vocabulary.look_up(face, tokens))
