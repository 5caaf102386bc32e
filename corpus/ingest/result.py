"""What became of a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.model import Problem


class IngestStatus(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What became of one file, or of one member of an archive.

    Attributes:
        path: the file; a member of an archive stands below it.
        name: what a person calls it: the file's name, ``goi.zip/thu-muc/ke-hoach.docx`` for a member of an archive.
        status: added, updated (read anew by a newer parser, or with a tool that was missing), unchanged or failed.
        plan_id: the plan it holds; ``None`` for a failure.
        problems: what its reading met; ``()`` where it was not read now.
        error: why it failed, ``None`` otherwise.
        similar: ids of its near-duplicates among the plans stored so far, the nearest first.
        order: its place among the files of the run, from 0; results come as files are done.
    """

    path: Path
    name: str
    status: IngestStatus
    plan_id: str | None = None
    problems: tuple[Problem, ...] = ()
    error: UnreadableDocument | None = None
    similar: tuple[str, ...] = ()
    order: int = 0
