"""What a person hands over, a file or a text, read in a guarded process and not stored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from api.guard import open_guard
from api.settings import Settings, load_settings
from corpus import plan_reader
from corpus.errors import UnreadableDocument
from corpus.ingest import load_bytes
from corpus.isolation import Call
from corpus.model import Citation
from corpus.plan_reader import PlanRequest
from corpus.store import StoredPlan


def load_file(path: Path) -> bytes:
    """Loads a file that a person named, no larger than the settings of the environment allow.

    Raises:
        UnreadableDocument: it is absent (``FILE_NOT_FOUND``), no regular file, too large or unreadable.
    """
    return load_bytes(path, load_settings().reading.max_bytes)


def read_plan(data: bytes, name: str, settings: Settings | None = None) -> StoredPlan:
    """Reads a plan from the bytes of a file, in a guarded process; nothing is stored but recognised pages.

    Args:
        data: the whole file.
        name: its name.
        settings: how to read; those of the environment by default.

    Raises:
        UnreadableDocument: the bytes are no document that can be read, or reading them crashed or reached a limit
            (``READER_CRASHED``, ``READER_OUT_OF_MEMORY``, ``READER_TIMED_OUT``).
    """
    chosen = settings or load_settings()
    guard = open_guard(chosen.limits, chosen.workers)
    options = replace(chosen.reading, ocr_threads=min(chosen.reading.ocr_threads, guard.share))
    request = PlanRequest(data, name, options=options)
    reading = guard.run(Call(plan_reader.read_plan, (request,)))
    return StoredPlan(reading.parsed.plan, reading.document, reading.parsed.problems)


def read_citations(text: str, settings: Settings | None = None) -> tuple[Citation, ...]:
    """Finds the citations of a text, with their roles where it reads as a plan; spans count its code points.

    Raises:
        UnreadableDocument: the text is empty, or reading it crashed or reached a limit.
    """
    if not text.strip():
        raise UnreadableDocument("Văn bản trống, không có gì để đọc.", code="NO_TEXT")
    chosen = settings or load_settings()
    return open_guard(chosen.limits, chosen.workers).run(Call(plan_reader.read_citations, (text,)))
