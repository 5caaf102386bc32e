"""Questions about plans and their answers: similar tasks, legal bases, plans, gaps."""

from search.bands import Band
from search.bases import BaseHits, CitedDocument, find_bases
from search.engine import Engine
from search.gap_report import Check, Evidence, GapReport, StepVerdict, Verdict
from search.gaps import check_gaps
from search.plans import find_plans
from search.tasks import Hit, SignalScores, TaskHits, find_tasks

__all__ = [
    "Band",
    "BaseHits",
    "Check",
    "CitedDocument",
    "Engine",
    "Evidence",
    "GapReport",
    "Hit",
    "SignalScores",
    "StepVerdict",
    "TaskHits",
    "Verdict",
    "check_gaps",
    "find_bases",
    "find_plans",
    "find_tasks",
]
