"""Domain values ↔ the JSON records of the store."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from corpus.citations import parse_reference
from corpus.citations.bodies import HeaderPlaces, IssuingBody, name_bodies, read_header
from corpus.citations.keys import comparable_key
from corpus.citations.wording import build_words
from corpus.model import (
    AgencyType,
    Block,
    Citation,
    Correction,
    Document,
    Header,
    Layer,
    PageReading,
    Plan,
    Problem,
    Quality,
    RestoredWord,
)
from corpus.parsing import PARSER_VERSION, ParsedPlan
from corpus.store.schema import CitationRow, DocumentRow, PlanRow
from corpus.store.values import PlanSummary, StoredPlan
from corpus.text import fold

PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)
PROBLEMS: TypeAdapter[tuple[Problem, ...]] = TypeAdapter(tuple[Problem, ...])
IDS: TypeAdapter[list[str]] = TypeAdapter(list[str])
CITATION: TypeAdapter[Citation] = TypeAdapter(Citation)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known of a document beside its text; a record of an older release lacks the later fields."""

    wrapped: bool
    quality: Quality
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    pages: tuple[PageReading, ...] = ()
    restored: tuple[RestoredWord, ...] = ()


_READING: TypeAdapter[_Reading] = TypeAdapter(_Reading)
_READ: TypeAdapter[tuple[str, Quality, tuple[RestoredWord, ...]]] = TypeAdapter(
    tuple[str, Quality, tuple[RestoredWord, ...]]
)


def build_document_row(document: Document, size: int) -> DocumentRow:
    """Builds the row of a document; ``size`` is the length of its original in bytes."""
    reading = _Reading(
        document.wrapped, document.quality, document.blocks, document.problems, document.pages, document.restored
    )
    return DocumentRow(
        sha256=document.sha256,
        name=document.name,
        media_type=document.media_type,
        size=size,
        text=document.text,
        record=_READING.dump_json(reading).decode(),
    )


def parse_document_row(row: DocumentRow) -> Document:
    """Returns the document of a row."""
    reading = _READING.validate_json(row.record)
    return Document(
        sha256=row.sha256,
        name=row.name,
        media_type=row.media_type,
        text=row.text,
        blocks=reading.blocks,
        quality=reading.quality,
        wrapped=reading.wrapped,
        problems=reading.problems,
        pages=reading.pages,
        restored=reading.restored,
    )


def build_plan_row(document: Document, parsed: ParsedPlan, corrected: Plan) -> PlanRow:
    """Builds the row of a plan read by this release's parser.

    The record is what the parser read; the columns, which lists and filters use, are as people corrected it.
    """
    header = corrected.header
    issuer = header.issuer.value if header.issuer else None
    parent = header.parent_issuer.value if header.parent_issuer else ""
    return PlanRow(
        id=parsed.plan.id,
        document=document.sha256,
        parser_version=PARSER_VERSION,
        title=header.title.value if header.title else None,
        issuer=issuer,
        issuer_skeleton=fold(f"{issuer or ''} {parent}"),
        agency_type=header.agency_type.value,
        date=header.date,
        year=header.year,
        grade=document.quality.grade.value,
        layer=document.quality.layer.value,
        fingerprint=build_fingerprint(document, corrected),
        record=PLAN.dump_json(parsed.plan).decode(),
        problems=PROBLEMS.dump_json(parsed.problems).decode(),
    )


def build_fingerprint(document: Document, corrected: Plan) -> str:
    """Returns a digest of all that is derived from a plan: the plan as corrected, and the text it was read from."""
    digest = hashlib.sha256(PLAN.dump_json(corrected))
    digest.update(_READ.dump_json((document.text, document.quality, document.restored)))
    return digest.hexdigest()


def build_citation_rows(plan_id: str, citations: Sequence[Citation], places: HeaderPlaces) -> list[CitationRow]:
    """Builds the rows of the mentions of a plan; ``places`` are those of its header."""
    bodies = name_bodies(citations, places)
    return [_build_citation_row(plan_id, *mention) for mention in zip(citations, bodies, strict=True)]


def read_places(header: Header, layer: Layer) -> HeaderPlaces:
    """Reads the places of a plan's header; a ruined text layer names none."""
    return HeaderPlaces() if layer is Layer.DAMAGED else read_header(header)


def _build_citation_row(plan_id: str, citation: Citation, body: IssuingBody) -> CitationRow:
    columns = build_asked(citation)
    return CitationRow(
        plan=plan_id,
        start=citation.source.start,
        key=citation.key,
        role=citation.role.value,
        kind=citation.kind.value,
        stem=columns.stem,
        issued=columns.issued,
        digits=columns.digits,
        words=columns.words,
        body=body.id,
        body_name=body.name,
        record=CITATION.dump_json(citation).decode(),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """The columns of a mention that questions are matched with; see :class:`corpus.store.schema.CitationRow`."""

    stem: str | None
    issued: str | None
    digits: str | None
    words: str


def build_asked(citation: Citation) -> Asked:
    """Builds the columns that questions are matched with."""
    stem, _, issued = (citation.key or "").partition("@")
    return Asked(
        stem=fold(comparable_key(stem)) or None,
        issued=issued or None,
        digits=parse_reference(citation.key).digits if citation.key else None,
        words=build_words(citation),
    )


def parse_summary(row: PlanRow, name: str, main_tasks: int, similar: str) -> PlanSummary:
    """Returns the line about a plan; ``name`` is that of its file, ``similar`` a JSON list of ids."""
    return PlanSummary(
        id=row.id,
        title=row.title,
        issuer=row.issuer,
        agency_type=AgencyType(row.agency_type),
        year=row.year,
        date=row.date,
        grade=row.grade,
        layer=row.layer,
        name=name,
        main_tasks=main_tasks,
        similar=tuple(sorted(IDS.validate_json(similar))),
    )


def parse_plan_row(row: PlanRow) -> ParsedPlan:
    """Returns what the parser read, without corrections."""
    return ParsedPlan(PLAN.validate_json(row.record), PROBLEMS.validate_json(row.problems))


def parse_stored_plan(row: PlanRow, document_row: DocumentRow, corrections: tuple[Correction, ...]) -> StoredPlan:
    """Returns the plan of a row with its document and the corrections laid over it."""
    document = parse_document_row(document_row)
    corrected = parse_plan_row(row)
    if corrections:
        from corpus.corrections import apply_corrections  # brings the parser with it

        corrected = apply_corrections(document, corrected, corrections)
    return StoredPlan(corrected.plan, document, corrected.problems, corrections)
