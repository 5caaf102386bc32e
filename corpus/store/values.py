"""What the store is asked by and answers with."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from corpus.citations.bodies import IssuingBody
from corpus.model import AgencyType, Citation, CitationKind, Correction, Document, Plan, Problem


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """Which plans a question is about; ``None`` leaves a field open.

    ``agency`` is part of the issuer's name, or of its superior's, accents optional.
    """

    year: int | None = None
    agency_type: AgencyType | None = None
    agency: str | None = None
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan in the store with the reading it rests on.

    ``plan`` and ``problems`` are as people corrected them; ``corrections`` says what was corrected, in order.
    """

    plan: Plan
    document: Document
    problems: tuple[Problem, ...]
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What the store knows of some bytes: the plan read from them, and whether this release's parser read it."""

    plan_id: str
    current: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """One line about a plan, for lists; ``similar`` holds the ids of its near-duplicates, sorted."""

    id: str
    title: str | None
    issuer: str | None
    agency_type: AgencyType
    year: int | None
    date: datetime.date | None
    grade: str
    layer: str
    name: str
    main_tasks: int
    similar: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredCitation:
    """A citation together with the plan it stands in, and the body that gave its number, as far as the plan tells."""

    plan: PlanSummary
    citation: Citation
    body: IssuingBody

    @property
    def is_backref(self) -> bool:
        """Whether it only points back to a document ("Quyết định này")."""
        return self.citation.kind is CitationKind.BACKREF


class DocumentId(NamedTuple):  # no dataclass: hundreds of thousands are counted for one question
    """What a cited document is known by.

    Attributes:
        stem: its key folded, without what follows ``@``.
        issued: what follows, a year or a day; ``""`` where no plan gives it.
        body: id of the body that gave it (:class:`corpus.citations.bodies.IssuingBody`).
    """

    stem: str
    issued: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class CitedMention:
    """A mention with the id of the document that it is of."""

    document: DocumentId
    stored: StoredCitation


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """The id of a cited document and the number of plans that cite it, copies once."""

    document: DocumentId
    plans: int


class Fit(IntEnum):
    """How a mention has the words of a question: scattered, in one run, or in one run that its type and name begin."""

    SCATTERED = 0
    ADJACENT = 1
    LEADING = 2


@dataclass(frozen=True, slots=True)
class WordedDocument:
    """The id of a document that has the words of a question, and how the mention that fits best has them."""

    document: DocumentId
    fit: Fit


@dataclass(frozen=True, slots=True)
class PlanBases:
    """The id of a plan and those of the documents that it and its copies rest on."""

    plan: str
    documents: frozenset[DocumentId]


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """What one plan says of a document that it cites.

    Attributes:
        plan: id of the plan.
        family: smallest id of the plan and its near-duplicates, which all say what one of them says.
        key: key of the document.
        date: day of issue as the plan has it, or ``None``.
        issuer: issuing body as the plan has it, or ``None``.
    """

    plan: str
    family: str
    key: str
    date: datetime.date | None
    issuer: str | None
