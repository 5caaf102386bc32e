"""The tables of the corpus. The plan itself is one JSON record; the columns beside it are for queries."""

from __future__ import annotations

import datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Tables of the corpus."""


class DocumentRow(Base):
    """An original file as read: ``record`` holds blocks and quality, ``text`` the text as found."""

    __tablename__ = "documents"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    text: Mapped[str]
    record: Mapped[str]


class PlanRow(Base):
    """A parsed plan; ``record`` is the whole :class:`corpus.model.Plan` and ``problems`` what its reading met.

    ``fingerprint`` changes whenever the plan as people corrected it, or the text it was read from, changes.
    """

    __tablename__ = "plans"

    id: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[str] = mapped_column(ForeignKey("documents.sha256", ondelete="CASCADE"), unique=True)
    parser_version: Mapped[int]
    title: Mapped[str | None]
    issuer: Mapped[str | None]
    issuer_skeleton: Mapped[str]
    agency_type: Mapped[str]
    date: Mapped[datetime.date | None]
    year: Mapped[int | None] = mapped_column(index=True)
    grade: Mapped[str]
    layer: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(server_default="")
    record: Mapped[str]
    problems: Mapped[str]


class TaskRow(Base):
    """One task of a plan, for look-up by id and for counting."""

    __tablename__ = "tasks"

    id: Mapped[str] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), index=True)
    main: Mapped[bool]
    content: Mapped[str]


class CitationRow(Base):
    """One mention of a legal document in a plan; ``record`` is the whole :class:`corpus.model.Citation`.

    ``stem`` is the key folded and without what follows ``@``, which is ``issued`` (a year or a day of issue);
    ``digits`` is the number in the key, ``words`` what a question in words is matched with. ``body`` and ``body_name``
    are id and name of the :class:`corpus.citations.bodies.IssuingBody`.
    """

    __tablename__ = "citations"
    __table_args__ = (
        Index("citations_key", "key"),
        Index("citations_stem", "stem", "issued", "body", "role", "plan", "kind"),
        Index("citations_plan_role", "plan", "role", "stem", "issued", "kind"),
        Index("citations_digits", "digits", "key"),
        # Words are looked for in the whole index, which is a tenth of the table.
        Index("citations_words", "words", "stem", "issued", "body", "plan", "role", "kind"),
    )

    plan: Mapped[str] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None]
    role: Mapped[str]
    kind: Mapped[str]
    stem: Mapped[str | None]
    issued: Mapped[str | None]
    digits: Mapped[str | None]
    words: Mapped[str]
    body: Mapped[str]
    body_name: Mapped[str | None]
    record: Mapped[str]


class ShinglesRow(Base):
    """What a plan's near-duplicates are found by: hashes of its shingles (little-endian, 32 bits) and its number."""

    __tablename__ = "shingles"

    plan: Mapped[str] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[str | None]
    shingles: Mapped[bytes]


class BucketRow(Base):
    """A bucket that a plan falls into; near-duplicates share one."""

    __tablename__ = "buckets"

    bucket: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    plan: Mapped[str] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True, index=True)


class SimilarRow(Base):
    """One direction of a link between two near-duplicates; ``score`` is the Jaccard similarity of their shingles."""

    __tablename__ = "similar_plans"

    plan: Mapped[str] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True)
    other: Mapped[str] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True, index=True)
    score: Mapped[float]


class TextRow(Base):
    """The whole text of a plan as it is searched; triggers keep the words of each face in the table ``plan_words``.

    ``names`` are title, agency, file and id; sound text stands in ``folded`` and ``accented``, text whose accents
    cannot be told in ``unsure``; ``found`` is ruined text as found, ``numbers`` those of documents, each as one word.
    All but ``accented`` are folded.
    """

    __tablename__ = "plan_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), unique=True, index=True)
    names: Mapped[str]
    folded: Mapped[str]
    accented: Mapped[str]
    unsure: Mapped[str]
    found: Mapped[str]
    numbers: Mapped[str]


class CorrectionRow(Base):
    """One correction by a person; it belongs to the original, and so outlives every reading of it."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str] = mapped_column(index=True)
    record: Mapped[str]


class DecisionRow(Base):
    """One verdict by a person on a step; it belongs to the original and to the ids of framework and step."""

    __tablename__ = "decisions"
    __table_args__ = (
        Index("decisions_document", "document", "framework", "step"),
        Index("decisions_framework", "framework"),
        {"sqlite_autoincrement": True},  # an id taken back is never given again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str]
    framework: Mapped[str]
    step: Mapped[str]
    record: Mapped[str]


class StateRow(Base):
    """Named counters of the store; ``revision`` grows with every change of a plan."""

    __tablename__ = "state"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
