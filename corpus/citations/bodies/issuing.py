"""Which body gave a number that every province gives: as the citing plan writes it, completed by its header."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.citations.bodies.names import BodyName, Place, read_name
from corpus.citations.bodies.places import HeaderPlaces
from corpus.citations.keys import plain_key
from corpus.citations.registry.bodies import find_body, is_shared, name_plainly
from corpus.model import Citation
from corpus.text import fold

# Organs that every province, district or agency has; one of them without a place may be any of many.
_EVERYWHERE = (
    "uy ban nhan dan", "hoi dong", "cap uy", "dang uy", "so ", "phong ", "chi cuc", "van phong", "thanh tra", "ban ",
    "trung tam", "cong an", "truong ", "benh vien", "kho bac", "cuc ", "toa an", "vien kiem sat",
)  # fmt: skip
# Of those, the ones of the whole country. Matches "ban chi dao trung uong", "toa an nhan dan toi cao"; refuses
# "ban chi dao", "van phong uy ban nhan dan".
_OF_NATION = ("trung uong", "quoc gia", "chinh phu", "toi cao", "quoc hoi")
# What opens an id, and what closes organ, kind and name of a place.
_SLASHES_WITH_PLACE = 4


@dataclass(frozen=True, slots=True)
class IssuingBody:
    """Who gave a number.

    Attributes:
        id: organ and places, folded, the own place first: ``/uy ban nhan dan/tinh/lao cai/``. A less complete name of a
            body begins the more complete one; ``/`` is a body that is not named. ``""`` where the number itself tells.
        name: as it reads, completed ("UBND tỉnh Lào Cai"); ``None`` where none is named.
    """

    id: str = ""
    name: str | None = None


_TOLD = IssuingBody()
_NAMELESS = IssuingBody("/")


def is_whole(body_id: str) -> bool:
    """Tells whether an id is of one body: it has a place with its name, or is of no sort that every place has."""
    if not body_id or body_id.count("/") >= _SLASHES_WITH_PLACE:
        return True
    organ = body_id.split("/")[1]
    everywhere = f"{organ} ".startswith(_EVERYWHERE) and not any(word in organ for word in _OF_NATION)
    return bool(organ) and not everywhere


def only_longest(body_id: str, others: Iterable[str]) -> str:
    """Returns the most complete of the ids that go on from ``body_id``, if these are of one body; else itself."""
    longer = [other for other in others if other.startswith(body_id)]
    longest = max(longer, key=len, default=body_id)
    return longest if all(longest.startswith(other) for other in longer) else body_id


def name_bodies(citations: Sequence[Citation], header: HeaderPlaces) -> tuple[IssuingBody, ...]:
    """Names the issuing body of each mention of a plan, as far as the plan tells.

    A mention without issuer, "Kế hoạch này" too, has that of the plan's other mentions of the document, if these name
    one. Ruined letters name none.
    """
    bodies = [_name_body(citation, header) for citation in citations]
    keys = [_split(citation.key or "") for citation in citations]
    mentions: dict[str, list[tuple[str, IssuingBody]]] = defaultdict(list)
    for body, (stem, issued) in zip(bodies, keys, strict=True):
        if body is not _TOLD:
            mentions[stem].append((issued, body))
    return tuple(
        body if body is _TOLD else _complete_from(body, issued, mentions[stem])
        for body, (stem, issued) in zip(bodies, keys, strict=True)
    )


def _complete_from(body: IssuingBody, issued: str, mentions: Sequence[tuple[str, IssuingBody]]) -> IssuingBody:
    """Returns the body of a mention as completely as the plan's mentions of that number name it."""
    same = {other.id: other for its_issued, other in mentions if not issued or not its_issued or its_issued == issued}
    return same[only_longest(body.id, same)]


def _split(key: str) -> tuple[str, str]:
    stem, _, issued = key.partition("@")
    return fold(plain_key(stem)), issued


def _name_body(citation: Citation, header: HeaderPlaces) -> IssuingBody:
    if not is_shared(citation.key or ""):
        return _TOLD
    if not citation.issuer or citation.damaged:
        return _NAMELESS
    if (national := find_body(citation.issuer)) is not None:
        return IssuingBody(f"/{name_plainly(national)}/", national)
    written = read_name(citation.issuer)
    if not written.organ:
        return _NAMELESS
    places = tuple(_complete(written, header))
    id_ = f"/{written.organ}/{''.join(place.id for place in places)}"
    return IssuingBody(id_, written.show(places))


def _complete(name: BodyName, header: HeaderPlaces) -> Iterator[Place]:
    """Yields the places of a body, the own first; a place of the header is followed by those above it there.

    A district that only the text names may be of another province than the plan.
    """
    own = name.places[0] if name.places else _find_own(name.organ, header)
    if own is not None and own.name is None:
        own = header.of_level(own.level) or own
    if own is None:
        return
    yield own
    above = header.above(own)
    written = name.places[1:]
    yield from written
    if all(any(place.id == its.id for its in above) for place in written):
        yield from (place for place in above if place.id not in {its.id for its in written})


def _find_own(organ: str, header: HeaderPlaces) -> Place | None:
    """Finds the place of a body that is named without one: a department of the province, a room of the district."""
    if organ.startswith("so "):
        return header.province
    if organ.startswith("phong "):
        return header.district
    return header.of_agency(organ)
