"""What parsing gives; imported without the parser itself, which takes a third of a second."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Plan, Problem

PARSER_VERSION = 5
"""Raised whenever the same document would give another plan; the store re-parses plans of an older parser."""


@dataclass(frozen=True, slots=True)
class ParsedPlan:
    """A plan and what a person should know about its reading."""

    plan: Plan
    problems: tuple[Problem, ...]
