"""How the tasks of a filter are spread: how many of each year, agency type, place, grade, lead unit and section."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store import PlanFilter
from indexer import Attribute, FacetCount
from search.engine import Engine
from search.filters import TaskFilter

FACETS = (
    Attribute.YEAR,
    Attribute.AGENCY_TYPE,
    Attribute.PLACE,
    Attribute.GRADE,
    Attribute.LEAD,
    Attribute.SECTION,
)
# Values told of each attribute: a person reads no longer list.
MOST_VALUES = 20


@dataclass(frozen=True, slots=True)
class Facet:
    """How many tasks have each value of an attribute.

    Attributes:
        attribute: what is counted by.
        values: the 20 most frequent, the rest left out; equal ones by key. The key ``""`` stands for tasks that have
            none. A task with several lead units counts under each.
        distinct: how many values there are in all.
    """

    attribute: Attribute
    values: tuple[FacetCount, ...]
    distinct: int


def count_facets(engine: Engine, chosen: PlanFilter | TaskFilter | None = None) -> tuple[Facet, ...]:
    """Counts the tasks that a filter matches, near a question or not, by each attribute of ``FACETS``.

    Raises:
        InvalidRequest: the words of a field of the filter hold no letter or digit (``FILTER_EMPTY``).
    """
    view = engine.index.view
    positions = view.select(engine.select(TaskFilter.of(chosen)))
    return tuple(_build(attribute, view.count_values(attribute, positions)) for attribute in FACETS)


def count_nothing() -> tuple[Facet, ...]:
    """Returns the facets of a filter that no task matches."""
    return tuple(_build(attribute, []) for attribute in FACETS)


def _build(attribute: Attribute, counts: list[FacetCount]) -> Facet:
    return Facet(attribute, tuple(counts[:MOST_VALUES]), len(counts))
