"""The domain model: frozen values with the place in the document they were read from."""

from corpus.model.citation import STANDARD, Citation, CitationKind, CitationRole
from corpus.model.document import (
    Block,
    BlockKind,
    Cell,
    Document,
    Grade,
    Layer,
    PageReading,
    Problem,
    Quality,
    RestoredWord,
    Severity,
)
from corpus.model.plan import AgencyType, Deadline, Header, Plan, Role, Section, Signer, Task, TimeKind
from corpus.model.source import Field, Quote, Source, hull

__all__ = [
    "STANDARD",
    "AgencyType",
    "Block",
    "BlockKind",
    "Cell",
    "Citation",
    "CitationKind",
    "CitationRole",
    "Deadline",
    "Document",
    "Field",
    "Grade",
    "Header",
    "Layer",
    "PageReading",
    "Plan",
    "Problem",
    "Quality",
    "Quote",
    "RestoredWord",
    "Role",
    "Section",
    "Severity",
    "Signer",
    "Source",
    "Task",
    "TimeKind",
    "hull",
]
