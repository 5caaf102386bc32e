"""A line of a woven table made ready for scoring, and what is known of its table so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from corpus.parsing.line_tables.woven.continuity import Continuity, ends_sentence
from corpus.parsing.line_tables.woven.costs import LineCosts, score_line
from corpus.parsing.line_tables.woven.lines import WovenLine
from corpus.parsing.tables import Column
from corpus.reading.restoration.language_model import START

Scores = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_BULLETS = frozenset("-–+•")
_RAREST = 0.02  # share of cuts that are taken to look as no cut of the table does


@dataclass(frozen=True)
class PreparedLine:
    """The words of a line with their ids and scores.

    Attributes:
        words: from left to right.
        ids: of the language model, several for a word such as "xã/thị".
        costs: what its fragments are worth by themselves.
        firsts: first id of each word; the beginning of a sentence where it has none.
        lasts: the same id where it is the only one.
        inner: scores of what follows the first id inside each word.
        chained: running total of the scores of the words, each after those before it on the line.
        barred, gapped: what was seen before each word.
    """

    words: Sequence[str]
    ids: Sequence[tuple[int, ...]]
    costs: LineCosts
    firsts: Ids
    lasts: Ids
    inner: Scores
    chained: Scores
    barred: Flags
    gapped: Flags

    @property
    def size(self) -> int:
        """Number of words."""
        return len(self.words)


@dataclass(frozen=True, slots=True)
class Measures:
    """What is known of a table from the rows taken apart so far.

    Attributes:
        widths: of its columns, in usual letters.
        numbered: share (0..1) of the rows whose number is seen.
        barred: share of the cuts between two fragments at which a mark is seen.
        gapped: share at which there is no mark but a wide gap.
        units: how many cells name a unit in these words.
        trust: how far (0..1) the widths are to be trusted.
    """

    widths: tuple[float, ...]
    numbered: float = 1.0
    barred: float | None = None
    gapped: float | None = None
    units: Counter[str] = field(default_factory=Counter)
    trust: float = 1.0

    def parted(self, line: PreparedLine) -> Scores:
        """Scores a cut before each word by what is seen there."""
        if self.barred is None or self.gapped is None:
            return np.zeros(line.size)
        plain = 1.0 - self.barred - self.gapped
        shares = np.where(line.barred, self.barred, np.where(line.gapped, self.gapped, plain))
        scores = np.log(np.maximum(shares, _RAREST))
        scores[0] = 0.0  # what stands at the edge of the table parts no cells
        return np.asarray(scores)


def prepare_line(
    line: WovenLine, columns: Sequence[Column], continuity: Continuity, *, bar: float, gap: float
) -> PreparedLine:
    """Looks up and scores the words of a line; ``bar`` and ``gap`` are the costs of a fragment that goes over one."""
    words = [word.text for word in line.words]
    ids = [continuity.ids(word) for word in words]
    return PreparedLine(
        words,
        ids,
        score_line(line, columns, bar=bar, gap=gap),
        np.array([one[0] if one else START for one in ids], dtype=np.int64),
        np.array([one[0] if len(one) == 1 else START for one in ids], dtype=np.int64),
        continuity.inner(ids),
        np.concatenate(([0.0], np.cumsum(continuity.chain(ids, _opens(words, line))))),
        np.array(line.barred),
        np.array(line.gapped),
    )


def _opens(words: Sequence[str], line: WovenLine) -> list[bool]:
    """For each word of a line, whether it is not bound to the word before it."""
    before = ("", *words[:-1])
    return [barred or ends_sentence(word) or word in _BULLETS for word, barred in zip(before, line.barred, strict=True)]
