"""The store: SQLite (the truth) and the originals."""

from corpus.store.migrate import migrate
from corpus.store.store import DATABASE, Store, digest, open_store
from corpus.store.values import KnownDocument, PlanFilter, PlanSummary, StoredCitation, StoredPlan

__all__ = [
    "DATABASE",
    "KnownDocument",
    "PlanFilter",
    "PlanSummary",
    "Store",
    "StoredCitation",
    "StoredPlan",
    "digest",
    "migrate",
    "open_store",
]
