"""What a plan must not hold, such as an outside body hired to certify the system."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.frameworks import Framework, Requirement, Step, match_step
from corpus.model import Severity, Source
from corpus.text import skeleton
from search.checks.reading import CheckedPlan
from search.gap_report import Check, StepVerdict, Verdict

# What ends a sentence; a line does not, unless the next one opens an item or there is a blank one.
_END = re.compile(r"[.;](?=\s|$)|\t|\n(?=\s*(?:\n|[-+*•]|[\dIVX]+(?:[.)]|\t)))|\Z")
# What is over. Matches "đã hết hiệu lực", "trước đây"; refuses "đa dạng".
_PAST = re.compile(r"\b(?:đã|trước đây|năm trước)\b", re.IGNORECASE)
# Purposes are no plan of a step, but tell what is meant to be done against the rule.
_PURPOSE = "purpose"


def check_contrary(plan: CheckedPlan, framework: Framework, items: Sequence[StepVerdict]) -> Iterator[Check]:
    """Passes on the verdicts that something is contrary to the rule, one finding a rule.

    Where no row does it, a sentence elsewhere in the plan (its aims, its budget) that speaks of it is a hint.
    """
    for item in items:
        grounds = "; ".join(f"{source.document}, {source.clause}" for source in item.step.legal_sources) or None
        if item.verdict is Verdict.CONTRARY:
            first, *others = item.evidence
            often = f" (và ở {len(others)} đoạn khác)" if others else ""
            message = f"Kế hoạch có việc trái quy định: “{first.text}”{often}. {item.step.asks}"
            yield Check("CONTRARY_RULE", Severity.ERROR, message, min(first.sources, default=None), grounds=grounds)
        elif item.step.requirement is Requirement.CONTRARY and (place := _mentioned(plan, framework, item.step)):
            words = " ".join(plan.text[place.start : place.end].split())
            message = f"Kế hoạch nêu việc có thể trái quy định: “{words}”. {item.step.asks}"
            yield Check("CONTRARY_RULE", Severity.INFO, message, place, grounds=grounds)


def _mentioned(plan: CheckedPlan, framework: Framework, step: Step) -> Source | None:
    mentions = [one for one in framework.mentions if one.id != _PURPOSE]
    start = 0
    for end in _END.finditer(plan.text):
        raw = plan.text[start : end.start()]
        place = Source(start + len(raw) - len(raw.lstrip()), end.start())
        start = end.end()
        if raw.lstrip()[:1].islower() or plan.in_title(place) or plan.quotes_document(place) or _PAST.search(raw):
            continue  # the rest of a sentence may lack the word that takes it back
        if match_step(step, skeleton(raw).text, mentions=mentions):
            return place
    return None
