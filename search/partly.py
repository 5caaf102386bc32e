"""A step that a plan has only in part: which passages say what of it, and what is still lacking, in Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.frameworks import Step, StepPart
from search.judging import Opinion

_GENERAL = "Mới nêu một phần, hoặc nêu chung việc này; chưa đủ để coi là có kế hoạch thực hiện."


def tell_part(step: Step, opinion: Opinion, passages: Sequence[int]) -> str:
    """Says what a plan has of a step and what it lacks.

    Args:
        step: the step.
        opinion: what the judge thinks of the plan.
        passages: numbers of the passages that plan a part of it.
    """
    wordings = [part for part in step.parts for _ in part.examples]
    numbers = [opinion.parts[step.id][passage] for passage in passages]
    found: dict[str, StepPart] = {wordings[number].has: wordings[number] for number in numbers if number is not None}
    if not found:
        return _GENERAL
    has = " và ".join(found)
    if len(found) == 1:
        return f"Mới nêu {has}; chưa thấy {next(iter(found.values())).lacks}."
    return f"Mới nêu {has}; chưa thấy đủ việc này."
