"""What a plan does about a step, and what a person decided about it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a plan does about a step (on screen: Đạt, Một phần, Thiếu, Không áp dụng, Chưa rõ, Trái quy định)."""

    COVERED = "covered"
    PARTIAL = "partial"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    UNCLEAR = "unclear"
    CONTRARY = "contrary"


@dataclass(frozen=True, slots=True)
class AskedStep:
    """What a step asks of a plan: all that a person's verdict on it rests on beside the plan.

    Wording that only the machine reads (cues, examples) is left out: a framework may find a step better without a
    person having to look again.

    Attributes:
        title: short name.
        asks: what it asks.
        requirement: how binding it is, by its code.
        condition: when a conditional step applies; ``None`` otherwise.
    """

    title: str
    asks: str
    requirement: str
    condition: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict on a step of a plan, in place of the machine's.

    Attributes:
        id: given by the store in the order of making; 0 before.
        framework: id of the framework.
        version: its version then.
        step: id of the step.
        asked: what the step asked then.
        verdict: the person's verdict.
        machine: the machine's verdict then.
        reason: why, in the person's words.
        who: name or account of the person.
        when: with its time zone.
    """

    id: int
    framework: str
    version: str
    step: str
    asked: AskedStep
    verdict: Verdict
    machine: Verdict
    reason: str
    who: str
    when: datetime.datetime
