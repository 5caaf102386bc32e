from .cited import CitedDocuments
from .decisions import Decisions, PlanDecision
from .documents import identify
from .families import Families
from .full_text import FoundPlan, PlanTexts, Sought, find_numbers
from .given import list_given
from .migrate import migrate
from .store import DATABASE, Store, digest, open_store
from .values import (
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
