from .bands import Band
from .bases import BaseHits, find_bases
from .citations import CitationReport, check_citations
from .cited import CitedDocument, CitingPlan, Companion, Given
from .comparison import (
    Comparison,
    LoneTask,
    NearTask,
    StoreComparison,
    TaskInStore,
    TaskPair,
    compare_plans,
    compare_with_store,
)
from .decisions import DecisionFate, apply_decisions, build_decision, preview_decisions
from .engine import Engine
from .facets import FACETS, Facet, count_facets, count_nothing
from .filters import TaskFilter
from .full_text import TextPassage, TextPlaces
from .gap_report import Check, DecisionState, Evidence, GapReport, StepDecision, StepVerdict, Verdict
from .gaps import check_gaps
from .plan_hits import DEFAULT_PLANS, Likeness, PlanHit, PlanHits
from .plans import find_plans
from .similar_plans import find_similar_plans
from .similar_tasks import find_similar_tasks
from .slips import Slip
from .tasks import Hit, SignalScores, TaskHits, TaskOfPlan, find_tasks

__all__ = [
    "DEFAULT_PLANS",
    "FACETS",
    "Band",
    "BaseHits",
    "Check",
    "CitationReport",
    "CitedDocument",
    "CitingPlan",
    "Companion",
    "Comparison",
    "DecisionFate",
    "DecisionState",
    "Engine",
    "Evidence",
    "Facet",
    "GapReport",
    "Given",
    "Hit",
    "Likeness",
    "LoneTask",
    "NearTask",
    "PlanHit",
    "PlanHits",
    "SignalScores",
    "Slip",
    "StepDecision",
    "StepVerdict",
    "StoreComparison",
    "TaskFilter",
    "TaskHits",
    "TaskInStore",
    "TaskOfPlan",
    "TaskPair",
    "TextPassage",
    "TextPlaces",
    "Verdict",
    "apply_decisions",
    "build_decision",
    "check_citations",
    "check_gaps",
    "compare_plans",
    "compare_with_store",
    "count_facets",
    "count_nothing",
    "find_bases",
    "find_plans",
    "find_similar_plans",
    "find_similar_tasks",
    "find_tasks",
    "preview_decisions",
]
