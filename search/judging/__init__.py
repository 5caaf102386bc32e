"""The learned judge of the gap check: what a passage plans, by likeness, cues and what takes a plan back."""

from search.judging.judge import Opinion, judge_passages

__all__ = ["Opinion", "judge_passages"]
