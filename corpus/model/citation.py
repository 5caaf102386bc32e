"""A mention of a legal document."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from corpus.model.source import Source

STANDARD = "Tiêu chuẩn"
"""The ``type`` of a citation of a standard (TCVN, ISO, QCVN)."""


class CitationKind(StrEnum):
    """By number, by name and date only, or by pointing back ("Quyết định này")."""

    NUMBERED = "numbered"
    NAMED = "named"
    BACKREF = "backref"


class CitationRole(StrEnum):
    """What the mention does: a legal basis of the plan, the plan's own number, or anything else."""

    BASIS = "basis"
    OWN = "own"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a legal document, with its parts.

    ``raw`` runs from the document-type word (or from ``số``, or the number) through the number, the date and the issuer
    where these follow directly; the title is never part of it. ``text[source.start:source.end] == raw``.

    Attributes:
        raw: the mention as found.
        source: its place in the text as found.
        kind: numbered, named or backref.
        type: document type as a full word (``Quyết định``), or ``None``.
        number: number and symbol as repaired (``19/2014/QĐ-TTg``), or ``None``.
        year: year within the number (2014), else the year of ``date``, else ``None``.
        key: canonical key (``QĐ 19/2014/QĐ-TTg``; with ``@year`` where the number has none and a date does), ``None``
            where the text does not support one.
        issuer: issuing body as written, or ``None``.
        date: date of issue as written, or ``None``.
        title: the trích yếu that follows, or ``None``.
        role: basis, own or mention.
        damaged: the mention was found through recognition errors; ``key`` is then a reading, not a quotation.
    """

    raw: str
    source: Source
    kind: CitationKind
    type: str | None
    number: str | None
    year: int | None
    key: str | None
    issuer: str | None = None
    date: datetime.date | None = None
    title: str | None = None
    role: CitationRole = CitationRole.MENTION
    damaged: bool = False
