"""Which body gave a number that every province gives: as the citing plan writes it, completed by its header."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.citations.bodies.names import CITY, KINDS, PROVINCE, BodyName, Place, Rank, read_name
from corpus.citations.bodies.places import HeaderPlaces
from corpus.citations.keys import plain_key
from corpus.citations.registry.bodies import find_body, is_shared, name_plainly
from corpus.citations.tables import load_provinces
from corpus.model import Citation
from corpus.text import fold

# Organs of which the country has one, beside the bodies of its numbers, folded. Matches "bo cong an", "tong cuc thue",
# "ban chi dao trung uong", "truong dai hoc luat"; refuses "bo chi huy quan su", "truong thcs", "ban chi dao",
# "ban chi dao cac chuong trinh muc tieu quoc gia", "doan dai bieu quoc hoi", "uy ban mttq viet nam" (of any place).
_NATIONAL = re.compile(
    r"(?!.*(?:muc tieu quoc gia|doan dai bieu|mttq|mat tran))"
    r"(?:(?:bo (?!chi huy|phan|mon|nhiem|sung|tri )|tong cuc |tong cong ty |tap doan |hoc vien |(?:truong )?dai hoc )\S"
    r"|.*(?<!\S)(?:trung uong|quoc gia|chinh phu|toi cao|quoc hoi|viet nam)(?!\S))"
)
_PROVINCE_ID = fold(PROVINCE)


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
    """Tells whether an id is of a body with a name: one of the nation, or one whose place is named."""
    if not body_id:
        return True
    organ, *places = body_id.strip("/").split("/")
    if not places:
        return _is_national(organ)
    named = places[0] if places[0] not in KINDS else "".join(places[1:2])
    return bool(organ) and bool(named) and named not in KINDS


def is_only(body_id: str) -> bool:
    """Tells whether an id is surely of one body: a whole one of the nation, or of a known province.

    Many provinces have a commune Tân Lập and a district Châu Thành.
    """
    _, *places = body_id.strip("/").split("/")
    if not is_whole(body_id) or not places:
        return is_whole(body_id)
    named = pairwise(places)
    return any(
        (kind == _PROVINCE_ID and name not in KINDS)
        or (kind == fold(CITY) and name in load_provinces() and load_provinces()[name].level == CITY)
        for kind, name in named
    )


def _is_national(organ: str) -> bool:
    return bool(organ) and (find_body(organ) is not None or _NATIONAL.match(organ) is not None)


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
    return IssuingBody(f"/{written.organ}/{_join(written.organ, places)}", written.show(places))


def _join(organ: str, places: tuple[Place, ...]) -> str:
    """Joins the ids of places; of a room, the name of the district stands before its kind, which is often left out."""
    if not (places and organ.startswith("phong ") and places[0].name and places[0].rank is Rank.DISTRICT):
        return "".join(place.id for place in places)
    own, *above = places
    kind = f"{fold(own.level)}/" if own.level else ""
    return f"{own.plain_name}/{kind}{''.join(place.id for place in above)}"


def _complete(name: BodyName, header: HeaderPlaces) -> Iterator[Place]:
    """Yields the places of a body, the own first; a place of the header is followed by those above it there.

    A district that only the text names may be of another province than the plan.
    """
    own = name.places[0] if name.places else _find_own(name.organ, header)
    if own is not None and own.name is None:
        own = header.of_level(own.level) or own
    if own is not None and not own.level and (district := header.district) and district.plain_name == own.plain_name:
        own = district
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
