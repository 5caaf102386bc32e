"""The places that the header of a plan names: what completes "UBND tỉnh" in its text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.citations.bodies.names import CITY, PROVINCE, BodyName, Place, Rank, read_name
from corpus.citations.tables import load_provinces
from corpus.model import AgencyType, Header
from corpus.text import fold

# Agencies of a province; the place of their letters is the province (NĐ 30/2020/NĐ-CP, Phụ lục I, Mục II, khoản 4).
_OF_PROVINCE = frozenset({AgencyType.SO, AgencyType.VP_UBND_TINH})


@dataclass(frozen=True, slots=True)
class HeaderPlaces:
    """The places of a header.

    Attributes:
        agencies: issuer and superior, as written.
        places: one of each kind that the header names just once.
        province: the province, ``None`` where it is not sure.
    """

    agencies: tuple[BodyName, ...] = ()
    places: tuple[Place, ...] = ()
    province: Place | None = None

    def of_level(self, level: str) -> Place | None:
        """Returns the place of a kind ("huyện"), ``None`` where the header names none or several."""
        if self.province is not None and self.province.level == level:
            return self.province
        return next((place for place in self.places if place.level == level), None)

    @property
    def district(self) -> Place | None:
        """The only place of a district's rank."""
        found = [place for place in self.places if place.rank is Rank.DISTRICT and place != self.province]
        return found[0] if len(found) == 1 else None

    def above(self, place: Place) -> tuple[Place, ...]:
        """Returns the district and the province above a place that the header names; ``()`` for any other place."""
        province = self.province
        if (
            place.name is None
            or not place.level
            or (province is not None and place.id == province.id)
            or place.rank is Rank.PROVINCE
        ):
            return ()
        if place.id not in {its.id for its in self.places}:
            return ()
        district = self.district if place.rank is Rank.COMMUNE else None
        return tuple(above for above in (district, province) if above is not None)

    def of_agency(self, organ: str) -> Place | None:
        """Returns the place of the plan's agency or its superior, by the organ; its superior's where it has none."""
        named = [agency for agency in self.agencies if agency.organ == organ]
        if not named or self.agencies.count(named[0]) > 1:
            return None
        below = self.agencies[self.agencies.index(named[0]) :]
        return next((place for agency in below for place in agency.places if place.name), None)


def read_header(header: Header) -> HeaderPlaces:
    """Reads the places of a header; words that are only guessed at name none."""
    fields = [field for field in (header.issuer, header.parent_issuer) if field and field.guess is None]
    agencies = tuple(read_name(field.value) for field in fields)
    named = [place for agency in agencies for place in agency.places if place.name]
    written = header.place if header.place and header.place.guess is None else None
    if written is not None:
        named += [place for place in read_name(written.value).places if place.name]
    single = tuple(_single(named))
    province = _find_province(header, agencies, single)
    return HeaderPlaces(agencies, single, province)


def _single(places: Iterable[Place]) -> Iterable[Place]:
    """Yields the places that are the only one of their kind, each once."""
    by_level: dict[str, dict[str, Place]] = {}
    for place in places:
        by_level.setdefault(place.level, {}).setdefault(place.id, place)
    for named in by_level.values():
        if len(named) == 1:
            yield from named.values()


def _find_province(header: Header, agencies: tuple[BodyName, ...], places: tuple[Place, ...]) -> Place | None:
    found = [place for place in places if place.rank is Rank.PROVINCE]
    if found:
        return found[0] if len(found) == 1 else None
    named = {place.level for agency in agencies for place in agency.places if place.name}
    if PROVINCE in named:  # several
        return None
    # Only a city of a province's rank has departments.
    city = next((place for place in places if place.level == CITY), None)
    if city is not None:
        return city if any(agency.organ.startswith("so ") for agency in agencies) else None
    if header.agency_type not in _OF_PROVINCE or header.place is None or header.place.guess is not None:
        return None
    known = load_provinces().get(fold(header.place.value))
    return Place(known.level, known.name) if known else None
