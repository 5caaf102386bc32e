"""Which tasks a question is about: those of some plans, and of them those with a place, a lead unit or a deadline."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.errors import InvalidRequest
from corpus.model import Grade
from corpus.store import PlanFilter
from indexer import Attribute
from indexer.attributes import build_key

if TYPE_CHECKING:
    from indexer.contract import UnitView

# What stands before a whole name; alone it stands for tasks that have none.
WHOLE = "="


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks a question is about: all conditions hold, ``None`` leaves a field open.

    ``place``, ``section`` and ``lead`` are part of a name, accents, case and punctuation optional ("tu phap"); with
    ``=`` before it the whole of it ("=Sở Tư pháp"), and ``=`` alone stands for tasks that have none.

    Attributes:
        plans: the plans they stand in.
        place: where the plan was issued.
        section: the heading that a task stands under.
        lead: a unit that leads it.
        grade: how well the text of the plan can be trusted.
        due_from: first day of a period that the deadline touches; a task without a deadline touches none.
        due_to: last day of that period; either may be left open.
    """

    plans: PlanFilter = field(default_factory=PlanFilter)
    place: str | None = None
    section: str | None = None
    lead: str | None = None
    grade: Grade | None = None
    due_from: datetime.date | None = None
    due_to: datetime.date | None = None

    @property
    def due(self) -> tuple[datetime.date | None, datetime.date | None] | None:
        """The period that deadlines touch; ``None`` where any task will do."""
        return None if self.due_from is None and self.due_to is None else (self.due_from, self.due_to)

    @classmethod
    def of(cls, chosen: PlanFilter | TaskFilter | None) -> TaskFilter:
        """Returns the filter of every task of the chosen plans, or the one that was given."""
        return chosen if isinstance(chosen, TaskFilter) else cls(chosen or PlanFilter())

    def find_values(self, view: UnitView) -> list[tuple[Attribute, frozenset[str]]]:
        """Returns the keys of each attribute that fit the words of this filter, as an index knows them.

        Raises:
            InvalidRequest: the words of a field hold no letter or digit (``FILTER_EMPTY``).
        """
        named = ((Attribute.PLACE, self.place), (Attribute.SECTION, self.section), (Attribute.LEAD, self.lead))
        found = [(attribute, find_keys(view, attribute, words)) for attribute, words in named if words is not None]
        if self.grade is not None:
            found.append((Attribute.GRADE, frozenset([self.grade.value])))
        return found


def find_keys(view: UnitView, attribute: Attribute, words: str) -> frozenset[str]:
    """Returns the keys of an attribute that a name fits; see :class:`TaskFilter`.

    Raises:
        InvalidRequest: the words hold no letter or digit (``FILTER_EMPTY``).
    """
    key, whole = read_name(words)
    return frozenset([key]) if whole else view.find_keys(attribute, key)


def fits_name(words: str, name: str | None) -> bool:
    """Tells whether a name (``None``: there is none) fits the words of a filter; see :class:`TaskFilter`.

    Raises:
        InvalidRequest: the words hold no letter or digit (``FILTER_EMPTY``).
    """
    key, whole = read_name(words)
    own = build_key(name or "")
    return own == key if whole else key in own


def read_name(words: str) -> tuple[str, bool]:
    """Reads the words of a filter by a name: its key, and whether the whole name is meant.

    Raises:
        InvalidRequest: the words hold no letter or digit (``FILTER_EMPTY``).
    """
    name = words.strip()
    if name == WHOLE:
        return "", True
    key = build_key(name)
    if not key:
        raise InvalidRequest(f"Bộ lọc “{name[:40]}” không có chữ hay số nào.", code="FILTER_EMPTY")
    return key, name.startswith(WHOLE)
