"""Reading in guarded processes: a file that crashes, hangs or eats memory costs that file and nothing else."""

from corpus.isolation.call import Call, InlineRunner, Limits, Report, Runner, ignore_report, run_one
from corpus.isolation.faults import Fault
from corpus.isolation.pool import Pool

__all__ = [
    "Call",
    "Fault",
    "InlineRunner",
    "Limits",
    "Pool",
    "Report",
    "Runner",
    "ignore_report",
    "run_one",
]
