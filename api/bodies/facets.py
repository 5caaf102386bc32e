"""How tasks are spread, as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from api.bodies.places import Body
from search import Facet


class FacetValueBody(Body):
    """How many tasks have a value; ``key`` and ``label`` are ``""`` for those that have none."""

    key: str
    label: str
    tasks: int


class FacetBody(Body):
    """The 20 most frequent values of an attribute, of ``distinct`` in all."""

    distinct: int
    values: list[FacetValueBody]


def build_facets(facets: Iterable[Facet]) -> dict[str, FacetBody]:
    """Builds the bodies by attribute: year, agency_type, place, grade, lead, section."""
    return {
        facet.attribute.value: FacetBody(
            distinct=facet.distinct,
            values=[FacetValueBody(key=one.value.key, label=one.value.label, tasks=one.units) for one in facet.values],
        )
        for facet in facets
    }
