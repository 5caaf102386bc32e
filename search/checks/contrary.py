"""What a plan must not hold, such as an outside body hired to certify the system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.model import Severity
from search.gap_report import Check, StepVerdict, Verdict


def check_contrary(items: Sequence[StepVerdict]) -> Iterator[Check]:
    """Passes on the verdicts that something is contrary to the rule, one finding a rule."""
    for item in items:
        if item.verdict is not Verdict.CONTRARY:
            continue
        grounds = "; ".join(f"{source.document}, {source.clause}" for source in item.step.legal_sources) or None
        first, *others = item.evidence
        often = f" (và ở {len(others)} đoạn khác)" if others else ""
        message = f"Kế hoạch có việc trái quy định: “{first.text}”{often}. {item.step.asks}"
        yield Check("CONTRARY_RULE", Severity.ERROR, message, min(first.sources, default=None), grounds=grounds)
