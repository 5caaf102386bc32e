"""How tasks are spread, as people read it: each value with its count and the address of the question narrowed to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from api.labels import AGENCY_TYPES, NONE_NAMED, UNKNOWN
from corpus.model import AgencyType
from indexer import Attribute, FacetCount
from search import Facet
from search.filters import WHOLE

FACET_TITLES = {
    Attribute.YEAR: "Năm",
    Attribute.AGENCY_TYPE: "Loại hình cơ quan",
    Attribute.PLACE: "Nơi ban hành",
    Attribute.GRADE: "Chất lượng chữ",
    Attribute.LEAD: "Đơn vị chủ trì",
    Attribute.SECTION: "Mục",
}
# Filtered by a name, which may be a part of it; the others by a code.
_NAMED = frozenset([Attribute.PLACE, Attribute.LEAD, Attribute.SECTION])
# Tells which page of an answer; a narrower question begins at its first.
_PAGES = frozenset(["page", "offset"])


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value as shown, how many tasks have it, and where they are asked for; ``None`` where nothing asks for it."""

    name: str
    tasks: int
    address: str | None


@dataclass(frozen=True, slots=True)
class FacetLinks:
    """The values of an attribute, most frequent first.

    Attributes:
        title: what is counted by.
        links: the values that are told.
        more: how many values are left out.
        clear: address of the question without its filter by this attribute; ``None`` where it has none.
    """

    title: str
    links: tuple[FacetLink, ...]
    more: int
    clear: str | None


def show_value(facet: Facet, count: FacetCount) -> str:
    """Returns a value as it reads; ``không nêu`` for tasks that have none, ``chưa rõ`` for plans without a year."""
    if not count.value.key:
        return NONE_NAMED if facet.attribute in _NAMED else UNKNOWN
    return AGENCY_TYPES[AgencyType(count.value.key)] if facet.attribute is Attribute.AGENCY_TYPE else count.value.label


def build_facet_links(path: str, asked: Iterable[tuple[str, str]], facets: Iterable[Facet]) -> tuple[FacetLinks, ...]:
    """Builds what stands beside a page of hits.

    Args:
        path: address of the page.
        asked: names and values of its question, as asked.
        facets: how its tasks are spread.
    """
    kept = [(name, value) for name, value in asked if name not in _PAGES and value]

    def build(facet: Facet) -> FacetLinks:
        own = facet.attribute.value
        others = [(name, value) for name, value in kept if name != own]

        def address(count: FacetCount) -> str | None:
            if facet.attribute in _NAMED:
                return f"{path}?{urlencode([*others, (own, f'{WHOLE}{count.value.label}')])}"
            return f"{path}?{urlencode([*others, (own, count.value.key)])}" if count.value.key else None

        return FacetLinks(
            title=FACET_TITLES[facet.attribute],
            links=tuple(FacetLink(show_value(facet, one), one.units, address(one)) for one in facet.values),
            more=facet.distinct - len(facet.values),
            clear=f"{path}?{urlencode(others)}" if len(others) < len(kept) else None,
        )

    return tuple(map(build, facets))
