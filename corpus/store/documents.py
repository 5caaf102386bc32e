"""Which document a mention is of: what all plans say of its number, weighed in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from corpus.citations.bodies import only_longest
from corpus.citations.keys import comparable_key
from corpus.store.values import DocumentId
from corpus.text import fold

# Length of what follows the mark in a key with a year; a law that is only named has the whole day, if it is known.
_YEAR = len("2019")


class Naming(NamedTuple):  # no dataclass: thousands are made for one question
    """What a mention names its document by.

    Attributes:
        stem: its key folded, without what follows ``@``.
        issued: what follows, or ``None``.
        body: see :class:`corpus.citations.bodies.IssuingBody`.
    """

    stem: str
    issued: str | None
    body: str


class _Meant(NamedTuple):
    """The document of a mention by a plan of ``first_year`` or later, or of an unknown year, and by an earlier one."""

    document: DocumentId
    earlier: DocumentId
    first_year: int = 0


def identify(key: str) -> DocumentId:
    """Returns the id of a document of a key: folded, so that spellings of a named law meet, and VB as CV."""
    stem, _, issued = key.partition("@")
    return DocumentId(fold(comparable_key(stem)), issued)


class Documents:
    """The documents that some numbers and names may mean, as all plans name them.

    A mention without a year is of the one document of that number whose year is known, if the plans cite just one and
    the mentioning plan is not older; else it is of a document of its own. A law named with a year is the one of the
    only day in that year with which plans name it.

    A number that many bodies give is a document for each of them. A mention that does not tell the body, or only its
    kind ("UBND tỉnh"), is of the one document of that number that it may mean, if there is just one; else it is of a
    document of its own.
    """

    def __init__(self, namings: Iterable[Naming]) -> None:
        self._namings: dict[str, list[Naming]] = defaultdict(list)
        for naming in namings:
            self._namings[naming.stem].append(naming)
        self._found: dict[Naming, _Meant] = {}
        self._issued: dict[Naming, str] = {}
        self._bodies: dict[tuple[str, str], set[str]] = {}

    def find(self, naming: Naming, year: int | None) -> DocumentId:
        """Finds the document of a mention; ``year`` is that of the plan, if known."""
        meant = self._found.get(naming)
        if meant is None:
            meant = self._found[naming] = self._find(naming)
        return meant.document if year is None or year >= meant.first_year else meant.earlier

    def _find(self, naming: Naming) -> _Meant:
        if self._namings[naming.stem] == [naming]:
            document = DocumentId(naming.stem, naming.issued or "", naming.body)
            return _Meant(document, document)
        document = self._choose(naming, self._find_issued(naming))
        if naming.issued is not None or not document.issued:
            return _Meant(document, document)
        return _Meant(document, self._choose(naming, ""), int(document.issued[:_YEAR]))

    def _choose(self, naming: Naming, issued: str) -> DocumentId:
        if not naming.body:
            return DocumentId(naming.stem, issued)
        body = only_longest(naming.body, self._list_bodies(naming.stem, issued))
        if naming.issued is None and self._is_torn(naming, issued, body):
            issued = ""  # the year of several documents says nothing of another one
        return DocumentId(naming.stem, issued, body)

    def _find_issued(self, naming: Naming) -> str:
        """Finds the year or day of a naming: its own, or the only one with which the document is named elsewhere."""
        known = self._issued.get(naming)
        if known is None:
            known = self._issued[naming] = self._choose_issued(naming)
        return known

    def _choose_issued(self, naming: Naming) -> str:
        dated = {other.issued for other in self._namings[naming.stem] if other.issued and _may_agree(naming, other)}
        if naming.issued is None:
            return next(iter(dated)) if len(dated) == 1 else ""
        if len(naming.issued) == _YEAR:
            days = [issued for issued in dated if issued.startswith(f"{naming.issued}-")]
            return days[0] if len(days) == 1 else naming.issued
        return naming.issued

    def _list_bodies(self, stem: str, issued: str) -> set[str]:
        """Lists the bodies with which a number of a year is named."""
        known = self._bodies.get((stem, issued))
        if known is None:
            named = {other.body for other in self._namings[stem] if self._find_issued(other) == issued}
            known = self._bodies[stem, issued] = named
        return known

    def _is_torn(self, naming: Naming, issued: str, body: str) -> bool:
        """Tells whether a mention may be of several bodies' documents of that year."""
        others = self._list_bodies(naming.stem, issued)
        return body == naming.body and any(other != body and other.startswith(body) for other in others)


def _may_agree(first: Naming, second: Naming) -> bool:
    """Tells whether two bodies may be one: one name is the more complete one of the other, or none is told."""
    return first.body.startswith(second.body) or second.body.startswith(first.body)
