from .call import Call, InlineRunner, Limits, Report, Runner, ignore_report, run_one
from .faults import Fault
from .pool import Pool

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
