"""The store: SQLite (the truth) and the originals."""

from corpus.store.cited import CitedDocuments
from corpus.store.decisions import Decisions, PlanDecision
from corpus.store.documents import identify
from corpus.store.families import Families
from corpus.store.full_text import FoundPlan, PlanTexts, Sought, find_numbers
from corpus.store.given import list_given
from corpus.store.migrate import migrate
from corpus.store.store import DATABASE, Store, digest, open_store
from corpus.store.values import (
    CitedMention,
    DocumentId,
    Fit,
    GivenFacts,
    KnownDocument,
    PlanFilter,
    PlanSummary,
    StoredCitation,
    StoredPlan,
)

__all__ = [
    "DATABASE",
    "CitedDocuments",
    "CitedMention",
    "Decisions",
    "DocumentId",
    "Families",
    "Fit",
    "FoundPlan",
    "GivenFacts",
    "KnownDocument",
    "PlanDecision",
    "PlanFilter",
    "PlanSummary",
    "PlanTexts",
    "Sought",
    "Store",
    "StoredCitation",
    "StoredPlan",
    "digest",
    "find_numbers",
    "identify",
    "list_given",
    "migrate",
    "open_store",
]
