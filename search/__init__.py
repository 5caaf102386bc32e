"""Questions about plans and their answers: similar tasks, legal bases, plans, gaps."""

from search.bands import Band
from search.bases import BaseHits, find_bases
from search.cited import CitedDocument, CitingPlan, Companion, Given
from search.engine import Engine
from search.gap_report import Check, Evidence, GapReport, StepVerdict, Verdict
from search.gaps import check_gaps
from search.plans import find_plans
from search.slips import Slip
from search.tasks import Hit, SignalScores, TaskHits, find_tasks

__all__ = [
    "Band",
    "BaseHits",
    "Check",
    "CitedDocument",
    "CitingPlan",
    "Companion",
    "Engine",
    "Evidence",
    "GapReport",
    "Given",
    "Hit",
    "SignalScores",
    "Slip",
    "StepVerdict",
    "TaskHits",
    "Verdict",
    "check_gaps",
    "find_bases",
    "find_plans",
    "find_tasks",
]
