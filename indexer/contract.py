"""What an index of units must do, so that another engine can stand behind the same questions.

An engine knows nothing of models and word segmentation: it is given tokens and vectors, and gives positions and scores.
``tests/test_indexer/test_contract.py`` holds every engine to this, the embedded one and a plain one in memory alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from indexer.units import Unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Attribute(StrEnum):
    """What units are filtered and counted by."""

    YEAR = "year"
    AGENCY_TYPE = "agency_type"
    PLACE = "place"
    GRADE = "grade"
    SECTION = "section"
    LEAD = "lead"
    MAIN = "main"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an attribute: what it is matched by, and how it is shown.

    Attributes:
        key: what equal values share ("so giao duc va dao tao"); never empty.
        label: as written ("Sở Giáo dục và Đào tạo").
    """

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Attributes:
    """What is known of a unit beside its words; ``None`` and ``()`` where the plan does not say.

    ``due`` is the first and the last day of its deadline, either of them ``None`` where that side is open; whether it
    is a row of the task list and whether its letters are ruined stands in the unit.
    """

    year: Value | None = None
    agency_type: Value | None = None
    place: Value | None = None
    grade: Value | None = None
    section: Value | None = None
    lead: tuple[Value, ...] = ()
    due: tuple[datetime.date | None, datetime.date | None] = (None, None)


@dataclass(frozen=True, slots=True)
class IndexedUnit:
    """A unit as an engine is given it.

    Attributes:
        unit: the unit.
        words: its words, repetitions kept.
        letters: its letter groups, repetitions kept.
        vector: centred, of unit length or zero: float32 ``(d,)``.
        profile: over the kinds of work: float16 ``(k,)``.
        attributes: what it is filtered by.
    """

    unit: Unit
    words: Sequence[str]
    letters: Sequence[str]
    vector: NDArray[np.float32]
    profile: NDArray[np.float16]
    attributes: Attributes = field(default_factory=Attributes)


@dataclass(frozen=True, slots=True)
class PlanUnits:
    """The units of one plan, which come and go together.

    Attributes:
        plan: id of the plan.
        fingerprint: tells whether the plan in the store is still the one that was indexed.
        units: every unit of it, each with this plan.
    """

    plan: str
    fingerprint: str
    units: Sequence[IndexedUnit]


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """Which units a question is about: all conditions hold; one that is left out holds for every unit.

    Attributes:
        values: for an attribute, the keys of which a unit has one; ``""`` stands for a unit that has none.
        due: first and last day, both inclusive, of a period that the unit's deadline touches; a unit without any day
            is not due. ``None`` on a side leaves it open.
        plans: ids of plans, for what only the store can tell.
    """

    values: tuple[tuple[Attribute, frozenset[str]], ...] = ()
    due: tuple[datetime.date | None, datetime.date | None] | None = None
    plans: frozenset[str] | None = None

    @property
    def is_open(self) -> bool:
        """Whether it holds for every unit."""
        return not self.values and self.due is None and self.plans is None


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """A question as an engine is given it.

    Attributes:
        words: its words, a repeated one counts each time; ``()`` where none can be told.
        letters: its letter groups, likewise.
        syllables: its syllables without accents, which candidates by letters are looked up by.
        vector: centred, unit length: float32 ``(d,)``; ``None`` where it was not embedded.
        profile: over the kinds of work: float32 ``(k,)``; ``None`` where it was not embedded.
    """

    words: Sequence[str]
    letters: Sequence[str]
    syllables: Sequence[str]
    vector: NDArray[np.float32] | None
    profile: NDArray[np.float32] | None


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one query for some units, in their order: each float32 ``(len(positions),)``.

    Attributes:
        positions: the units.
        dense: centred cosine, -1..1; zeros where the query was not embedded.
        concept: cosine of the profiles over the kinds of work, 0..1; zeros where the query was not embedded.
        lexical: BM25 over words, 0 and more; zeros where the query was not embedded.
        skeleton: BM25 over letter groups of the skeleton, 0 and more.
        coverage: share of the query's distinct letter groups that stand in the unit, 0..1.
        best_lexical: the highest ``lexical`` of any unit of the index, so that a filter changes no score's scale; in a
            large index, of the candidates by words and by syllables of all units, whatever the filter.
        best_skeleton: the highest ``skeleton``, likewise.
        best_coverage: the highest ``coverage``, likewise.
    """

    positions: NDArray[np.int64]
    dense: NDArray[np.float32]
    concept: NDArray[np.float32]
    lexical: NDArray[np.float32]
    skeleton: NDArray[np.float32]
    coverage: NDArray[np.float32]
    best_lexical: float
    best_skeleton: float
    best_coverage: float


class Candidates(Protocol):
    """Units to score for a question, and what an engine read of them."""

    @property
    def positions(self) -> NDArray[np.int64]:
        """The units, ascending."""
        ...

    @property
    def total(self) -> int:
        """How many units the filter matches."""
        ...

    @property
    def complete(self) -> bool:
        """Whether the candidates are all of them."""
        ...

    def score(self, query: IndexQuery) -> Scores:
        """Scores every candidate by every signal, exactly."""
        ...


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many units have a value; the key ``""`` stands for units that have none."""

    value: Value
    units: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with an index: a stable code and a Vietnamese sentence."""

    code: str
    message: str


class UnitView(Protocol):
    """An index at one revision. It stays as it is while others write; positions number its units only, ids last."""

    @property
    def count(self) -> int:
        """Number of units."""
        ...

    @property
    def fingerprints(self) -> dict[str, str]:
        """The fingerprint of each plan, by id."""
        ...

    @property
    def damaged(self) -> NDArray[np.bool_]:
        """Whether each unit's text is ruined and not restored: ``(n,)``."""
        ...

    def select(self, chosen: UnitFilter) -> NDArray[np.int64]:
        """Returns the positions of the units that a filter matches, ascending."""
        ...

    def find_keys(self, attribute: Attribute, part: str) -> frozenset[str]:
        """Returns the keys of an attribute that hold a part of a key: all that any unit has, maybe some that it had."""
        ...

    def count_values(self, attribute: Attribute, positions: NDArray[np.int64]) -> list[FacetCount]:
        """Counts the values of an attribute among some units: most frequent first, then by key.

        A unit with several values counts once under each.
        """
        ...

    def find(self, queries: Sequence[IndexQuery], chosen: UnitFilter, limit: int) -> Candidates:
        """Finds the units that may be among the ``limit`` best of a filter by any signal of any of the queries.

        At least ``limit`` of them, or as many as the filter matches. A small index gives every unit of the filter.
        """
        ...

    def load_units(self, positions: NDArray[np.int64]) -> list[Unit]:
        """Returns the units at some positions, in their order."""
        ...

    def load_vectors(self, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Returns the centred vectors at some positions: float32 ``(len(positions), d)``."""
        ...

    def load_profiles(self, positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Returns the profiles over the kinds of work at some positions: float32 ``(len(positions), k)``."""
        ...

    def sort(self, positions: NDArray[np.int64], scores: NDArray[np.float32]) -> NDArray[np.int64]:
        """Returns the order of some units by a score, the highest first, equal ones by the unit's id."""
        ...


class UnitIndex(Protocol):
    """An index that can be changed."""

    def update(self, replaced: Sequence[PlanUnits], deleted: Sequence[str]) -> None:
        """Puts plans in the place of what was known of them, and takes others out; all of it or, if killed, nothing.

        A plan to delete that is not there is passed over.
        """
        ...

    def view(self) -> UnitView:
        """Returns the index as it is now."""
        ...

    def verify(self) -> list[Finding]:
        """Reads everything and tells what is wrong with it."""
        ...
