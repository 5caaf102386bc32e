"""The bodies that give the numbers which every province, district or department gives."""

from corpus.citations.bodies.issuing import IssuingBody, is_only, is_whole, name_bodies, only_longest
from corpus.citations.bodies.names import find_open_place
from corpus.citations.bodies.offices import names_office
from corpus.citations.bodies.places import HeaderPlaces, read_header

__all__ = [
    "HeaderPlaces",
    "IssuingBody",
    "find_open_place",
    "is_only",
    "is_whole",
    "name_bodies",
    "names_office",
    "only_longest",
    "read_header",
]
