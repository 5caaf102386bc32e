"""The store: SQLite (the truth) and the originals."""

from corpus.store.cited import CitedDocuments, identify
from corpus.store.given import list_given
from corpus.store.migrate import migrate
from corpus.store.store import DATABASE, Store, digest, open_store
from corpus.store.values import (
    CitedMention,
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
    "Fit",
    "GivenFacts",
    "KnownDocument",
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
