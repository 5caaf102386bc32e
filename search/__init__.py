"""Questions about plans and their answers: similar tasks, legal bases, plans, gaps."""

from search.bands import Band
from search.bases import BaseHits, find_bases
from search.citations import CitationReport, check_citations
from search.cited import CitedDocument, CitingPlan, Companion, Given
from search.comparison import (
    Comparison,
    LoneTask,
    NearTask,
    StoreComparison,
    TaskInStore,
    TaskPair,
    compare_plans,
    compare_with_store,
)
from search.decisions import DecisionFate, apply_decisions, build_decision, preview_decisions
from search.engine import Engine
from search.facets import FACETS, Facet, count_facets, count_nothing
from search.filters import TaskFilter
from search.full_text import TextPassage, TextPlaces
from search.gap_report import Check, DecisionState, Evidence, GapReport, StepDecision, StepVerdict, Verdict
from search.gaps import check_gaps
from search.plan_hits import DEFAULT_PLANS, Likeness, PlanHit, PlanHits
from search.plans import find_plans
from search.similar_plans import find_similar_plans
from search.similar_tasks import find_similar_tasks
from search.slips import Slip
from search.tasks import Hit, SignalScores, TaskHits, TaskOfPlan, find_tasks

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
