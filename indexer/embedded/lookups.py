"""Candidates of a question in a large index: those of a filter, and those that scales are taken from.

Scales are those of the best units by words and by syllables of all, so that a filter changes no score. Both are the
first ones of one long list where the filter matches enough units of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from indexer.contract import IndexQuery, UnitFilter
from indexer.embedded import lexicon as faces
from indexer.embedded.columns import Columns
from indexer.embedded.forward import ForwardReader
from indexer.embedded.lexicon import Lexicon, Restriction
from indexer.embedded.limits import Limits
from indexer.embedded.marks import build_restriction
from indexer.embedded.meaning import Meaning
from indexer.embedded.neighbours import join
from indexer.embedded.sets import distinct, stand_in
from indexer.embedded.together import run_together

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A list is longer by this than the share of units that a filter matches asks for, as it may match fewer of the best.
_SPARE = 1.25
# A list is at most so many times as long as what is wanted of it; a longer one takes more time than two lists.
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What candidates are looked up for.

    Attributes:
        chosen: the filter.
        selected: positions of the units that it matches, ascending; ``None`` for every unit.
        depth: candidates by each signal; 0 where only those that scales are taken from are wanted.
    """

    chosen: UnitFilter
    selected: NDArray[np.int64] | None
    depth: int


@dataclass(frozen=True, slots=True)
class Looked:
    """Units as positions, ascending, or as numbers, best first: of the filter, and those that scales are taken from."""

    own: NDArray[np.int64]
    ruler: NDArray[np.int64]


@dataclass(frozen=True)
class Lookups:
    """Looks candidates up.

    Attributes:
        lexicon: by words and syllables.
        meaning: by vectors and kinds of work.
        columns: of every unit.
        limits: how many.
        forward: reads the vectors of units that are newer than the file of vectors.
    """

    lexicon: Lexicon
    meaning: Meaning
    columns: Columns
    limits: Limits
    forward: ForwardReader

    def find(self, queries: Sequence[IndexQuery], wanted: Wanted) -> Looked:
        """Returns the best units of a filter by each signal, and those of all by words and by syllables."""
        restriction = None
        if wanted.selected is not None and wanted.depth:
            restriction = build_restriction(self.columns, wanted.chosen)
        tasks: list[Callable[[], Looked]] = []
        for query in queries:
            if query.vector is not None and wanted.depth:
                tasks.append(partial(self._find_by_meaning, query, wanted))
            for face, tokens in ((faces.WORDS, query.words), (faces.SYLLABLES, query.syllables)):
                tasks += self._ask_lexicon(face, tokens, wanted, restriction)
        found = run_together(tasks)
        own = self._place([one.own for one in found])
        if wanted.selected is not None:
            own = own[stand_in(own, wanted.selected)]
        return Looked(own, self._place([one.ruler for one in found]))

    def _find_by_meaning(self, query: IndexQuery, wanted: Wanted) -> Looked:
        nearest = self.limits.nearest + wanted.depth - self.limits.depth
        found = self.meaning.find(query, wanted.depth, nearest, wanted.selected, lambda: self._late_rows)
        return Looked(found, found[:0])

    @cached_property
    def _late_rows(self) -> NDArray[np.float32]:
        import numpy as np

        late = self.forward.read(np.arange(self.meaning.tail, len(self.columns)))
        return join(late.vectors, late.profiles)

    def _ask_lexicon(
        self, face: str, tokens: Sequence[str], wanted: Wanted, restriction: Restriction | None
    ) -> list[Callable[[], Looked]]:
        """Returns the look-ups of tokens: one list where it has both, else one for each."""
        if restriction is None or wanted.selected is None:
            return [partial(self._find_of_all, face, tokens, wanted.depth)]
        length = int(wanted.depth * _SPARE * len(self.columns) / max(len(wanted.selected), 1))
        if length <= _LONGEST * wanted.depth:
            return [partial(self._find_both, face, tokens, wanted, restriction, length)]
        return [
            partial(self._find_of_all, face, tokens, 0),
            partial(self._find_of_filter, face, tokens, wanted.depth, restriction),
        ]

    def _find_of_all(self, face: str, tokens: Sequence[str], depth: int) -> Looked:
        found = self.lexicon.find(face, tokens, max(depth, self.limits.depth))
        return Looked(found[:depth], found[: self.limits.depth])

    def _find_of_filter(self, face: str, tokens: Sequence[str], depth: int, restriction: Restriction) -> Looked:
        found = self.lexicon.find(face, tokens, depth, restriction)
        return Looked(found, found[:0])

    def _find_both(
        self, face: str, tokens: Sequence[str], wanted: Wanted, restriction: Restriction, length: int
    ) -> Looked:
        assert wanted.selected is not None  # noqa: S101 - else there is no restriction
        found = self.lexicon.find(face, tokens, length)
        own = found[stand_in(found, self.columns.numbers[wanted.selected])][: wanted.depth]
        if len(own) < wanted.depth and len(found) == length:  # there may be more, behind
            own = self._find_of_filter(face, tokens, wanted.depth, restriction).own
        return Looked(own, found[: self.limits.depth])

    def _place(self, numbers: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        """Returns the positions of units by number, each once, ascending; those that are not there are left out."""
        import numpy as np

        wanted = distinct(*numbers) if numbers else np.empty(0, np.int64)
        places = np.searchsorted(self.columns.numbers, wanted)
        return places[stand_in(wanted, self.columns.numbers)]
