"""What is known of legal documents themselves: dates, issuers, and whether they are still in force."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.citations.keys import comparable_key
from corpus.citations.references import matches, parse_reference


class Status(StrEnum):
    """Whether a document is in force; ``UNKNOWN`` is the only honest word where nobody has looked."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


class FactStrength(StrEnum):
    """What an entry rests on: a text read in full, an excerpt, an inference, or general knowledge nobody checked.

    An entry of general knowledge is kept for its keeper; no finding ever rests on it.
    """

    READ = "P"
    EXCERPT = "X"
    INFERRED = "D"
    UNCHECKED = "GK"


@dataclass(frozen=True, slots=True)
class ClauseName:
    """A clause by its numbers; ``None`` names the whole above it (``ClauseName("7")`` is Điều 7)."""

    article: str
    paragraph: str | None = None
    point: str | None = None

    def __str__(self) -> str:
        parts = (
            f"điểm {self.point} " if self.point else "",
            f"khoản {self.paragraph} " if self.paragraph else "",
            f"Điều {self.article}",
        )
        return "".join(parts)

    def touches(self, other: ClauseName) -> bool:
        """Tells whether one of the two clauses lies within the other."""
        pairs = ((self.article, other.article), (self.paragraph, other.paragraph), (self.point, other.point))
        return all(ours is None or theirs is None or ours == theirs for ours, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Suspension:
    """Clauses that do not apply for a time.

    Attributes:
        clauses: the clauses, in the order of the file.
        start: first day without them.
        end: first day on which they apply again; ``None`` where none is set.
        by: key of the document that suspends them, or ``None``.
    """

    clauses: tuple[ClauseName, ...]
    start: datetime.date
    end: datetime.date | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class RegisteredDocument:
    """A document as the registry knows it; ``None`` where it does not.

    Attributes:
        key: canonical key (:func:`corpus.citations.canonical_key`).
        type: document type as a full word.
        number: number and symbol, or the symbol of a standard.
        date: day of issue.
        issuer: issuing body.
        title: trích yếu.
        status: whether it is in force.
        superseded_by: keys of the documents that took its place.
        effective_from: first day in force.
        ended_on: first day no longer in force.
        suspension: clauses that do not apply for a time.
        source: where the entry was read.
        checked_on: the day somebody last looked.
        strength: what the entry rests on.
        note: a caution for the reader.
        file: name of the file the entry stands in.
        line: its line there.
    """

    key: str
    type: str
    number: str
    date: datetime.date | None
    issuer: str | None
    title: str | None
    status: Status
    superseded_by: tuple[str, ...]
    effective_from: datetime.date | None
    ended_on: datetime.date | None
    suspension: Suspension | None
    source: str | None
    checked_on: datetime.date | None
    strength: FactStrength
    note: str | None
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Registry:
    """Documents in the order of their keys, each key once."""

    documents: tuple[RegisteredDocument, ...]
    _by_key: dict[str, RegisteredDocument] = field(init=False, repr=False, compare=False)
    _by_number: dict[str, tuple[RegisteredDocument, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numbers: dict[str, tuple[RegisteredDocument, ...]] = {}
        for document in self.documents:
            bare = comparable_key(document.key)
            numbers[bare] = (*numbers.get(bare, ()), document)
        object.__setattr__(self, "_by_key", {document.key: document for document in self.documents})
        object.__setattr__(self, "_by_number", numbers)

    def get(self, key: str) -> RegisteredDocument | None:
        """Returns the document of a key, ``None`` where there is no such entry; a letter may be called ``Văn bản``."""
        return self._by_key.get(key) or self._by_key.get(re.sub(r"\AVB ", "CV ", key))

    def with_number(self, key: str) -> tuple[RegisteredDocument, ...]:
        """Returns every document of the type and number of ``key``, whatever its year of issue.

        A number without a year (``QĐ 101/QĐ-BKHCN``) is given anew every year: where a citation has no date, several
        candidates mean that none is sure, and a single one only that the registry knows of no other.
        """
        return self._by_number.get(comparable_key(key), ())

    def find(self, words: str) -> tuple[RegisteredDocument, ...]:
        """Returns the documents that a person may mean by ``19/2014``, ``Quyết định số 101/QĐ-BKHCN`` or a key."""
        exact = self.get(words)
        if exact is not None:
            return (exact,)
        reference = parse_reference(words)
        return tuple(document for document in self.documents if matches(reference, document.key))
