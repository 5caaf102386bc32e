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
class Clause:
    """A place inside a document that a mention names, in front of it or behind ("điểm a khoản 2 Điều 4").

    A list ("khoản 1, 3 và 5 Điều 4") gives one clause for each member; all have the same words.

    Attributes:
        raw: the words as found.
        source: their place in the text as found.
        article: number of the Điều (``4``, ``4a``), or ``None``.
        paragraph: number of the khoản, or ``None``.
        point: letter of the điểm, or ``None``.
    """

    raw: str
    source: Source
    article: str | None = None
    paragraph: str | None = None
    point: str | None = None


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
        name: name of a law as written, without its type word (``Tổ chức chính quyền địa phương``), or ``None``.
        date_source: place of the date, ``None`` where there is none; so for ``issuer_source`` and ``title_source``.
        clauses: the places inside the document that the mention names.
        antecedent: the mention that a back reference or a short form was resolved by; its ``key`` is that one's.
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
    name: str | None = None
    date_source: Source | None = None
    issuer_source: Source | None = None
    title_source: Source | None = None
    clauses: tuple[Clause, ...] = ()
    antecedent: Source | None = None
