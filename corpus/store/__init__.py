"""The store: SQLite (the truth) and the originals."""

from corpus.store.cited import CitedDocuments
from corpus.store.decisions import Decisions, PlanDecision
from corpus.store.documents import identify
from corpus.store.families import Families
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
    "GivenFacts",
    "KnownDocument",
    "PlanDecision",
    "PlanFilter",
    "PlanSummary",
    "Store",
    "StoredCitation",
    "StoredPlan",
    "digest",
    "identify",
    "list_given",
    "migrate",
    "open_store",
]
