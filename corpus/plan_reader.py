"""From the bytes of a document to its plan: what a guarded process is asked to do.

It imports neither the store nor anything of the language models, so that such a process starts fast.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from corpus.citations import find_citations
from corpus.errors import UnreadableDocument
from corpus.model import Citation, Document
from corpus.parsing import ParsedPlan, parse_plan
from corpus.reading import DEFAULT_OPTIONS, Progress, ReadingOptions, read_document
from corpus.text import fold

_LONGEST_STEM = 60


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A document and the plan read from it."""

    document: Document
    parsed: ParsedPlan


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What to read.

    Attributes:
        data: the bytes of a file.
        name: its name.
        plan_id: id of the plan that is read from it; ``None`` builds one.
        options: limits and means of the reading.
    """

    data: bytes
    name: str
    plan_id: str | None = None
    options: ReadingOptions = DEFAULT_OPTIONS


def read_plan(request: PlanRequest, progress: Progress) -> PlanReading:
    """Reads a plan.

    Raises:
        UnreadableDocument: as :func:`corpus.reading.read_document`.
    """
    document = read_document(request.data, request.name, request.options, progress)
    plan_id = request.plan_id or build_plan_id(document.name, document.sha256)
    return PlanReading(document, parse_plan(document, plan_id))


def build_plan_id(name: str, sha256: str) -> str:
    """Builds the id of a plan from its first file name and its content: ``ke-hoach-iso-2024-1a2b3c4d``."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(Path(name).stem)).strip("-")[:_LONGEST_STEM].strip("-")
    return f"{stem or 'ke-hoach'}-{sha256[:8]}"


def read_citations(text: str, progress: Progress) -> tuple[Citation, ...]:
    """Finds the citations of a text, with their roles where it reads as a plan; spans count its code points."""
    try:
        reading = read_plan(PlanRequest(text.encode(), "van-ban.txt"), progress)
    except (UnreadableDocument, UnicodeEncodeError):  # no letters at all, or lone surrogates: no roles to tell
        return find_citations(text)
    return reading.parsed.plan.citations if reading.document.text == text else find_citations(text)
