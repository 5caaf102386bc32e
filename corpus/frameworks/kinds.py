"""The codes that a framework file uses."""

from __future__ import annotations

from enum import StrEnum


class Requirement(StrEnum):
    """How binding a step is; ``CONTRARY`` is a step that a plan must *not* hold."""

    REQUIRED = "required"
    CONDITIONAL = "conditional"
    OPTIONAL = "optional"
    CONTRARY = "contrary"


class Strength(StrEnum):
    """How a legal source supports a step: its own words, its sense, or an inference from documents that apply it."""

    QUOTED = "quoted"
    PARAPHRASED = "paraphrased"
    INFERRED = "inferred"


class Obligation(StrEnum):
    """Whether a kind of agency must run the system or is encouraged to (QĐ 19/2014/QĐ-TTg, Điều 2)."""

    MUST = "must"
    ENCOURAGED = "encouraged"


class Reach(StrEnum):
    """How far a mention marker reaches: to the end of its sentence, to the next comma, or a few words before that."""

    SENTENCE = "sentence"
    CLAUSE = "clause"
    NEAR = "near"


class CounterKind(StrEnum):
    """Why a sentence that looks like a step is not one: what it is instead."""

    PAST = "past"
    PURPOSE = "purpose"
    TITLE = "title"
    NEGATED = "negated"
    OTHER_STEP = "other_step"
    UNRELATED = "unrelated"


class PlanPart(StrEnum):
    """A part of the plan that itself realises a step, wholly (the budget) or partly (the issued document)."""

    BUDGET = "budget"
    DOCUMENT = "document"


class StepState(StrEnum):
    """What became of a step from one version of its framework to another."""

    KEPT = "kept"
    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"
