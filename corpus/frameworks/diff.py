"""Two versions of a framework compared step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import singledispatch
from typing import Any

from corpus.frameworks.kinds import StepState
from corpus.frameworks.model import (
    Applicability,
    CounterExample,
    Cue,
    ExpectedBasis,
    Framework,
    Group,
    LegalSource,
    Mention,
    SourceDocument,
    Step,
    StepPart,
)
from corpus.model import AskedStep

_STEP_FIELDS = tuple(field.name for field in fields(Step) if field.name != "id")
_OWN_FIELDS = tuple(field.name for field in fields(Framework) if field.name != "steps")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a field lost and gained, in words; a single value is one of each, a list its entries."""

    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepChange:
    """What became of one step.

    Attributes:
        step: its id.
        title: its title, the newer one where it has two.
        state: what became of it.
        changes: by field, where it changed.
        asks_otherwise: whether what it asks of a plan changed, so that a person's verdict on it needs review.
    """

    step: str
    title: str
    state: StepState
    changes: tuple[FieldChange, ...] = ()
    asks_otherwise: bool = False


@dataclass(frozen=True, slots=True)
class FrameworkDiff:
    """Two versions compared; steps in the order of the new one, dropped ones last.

    Attributes:
        old: the one before.
        new: the one after.
        changes: fields of the whole framework that changed.
        steps: every step of either.
    """

    old: Framework
    new: Framework
    changes: tuple[FieldChange, ...]
    steps: tuple[StepChange, ...]

    @property
    def summary(self) -> dict[StepState, int]:
        """Number of steps by what became of them, every state included."""
        states = [change.state for change in self.steps]
        return {state: states.count(state) for state in StepState}


def build_asked(step: Step) -> AskedStep:
    """Returns what a step asks, spaces made even."""
    condition = " ".join(step.condition.split()) if step.condition is not None else None
    return AskedStep(" ".join(step.title.split()), " ".join(step.asks.split()), step.requirement.value, condition)


def diff_frameworks(old: Framework, new: Framework) -> FrameworkDiff:
    """Compares two frameworks by the ids of their steps."""
    steps = []
    for step in new.steps:
        before = old.step(step.id)
        if before is None:
            steps.append(StepChange(step.id, step.title, StepState.NEW))
            continue
        changes = _compare(before, step, _STEP_FIELDS)
        state = StepState.CHANGED if changes else StepState.KEPT
        otherwise = build_asked(before) != build_asked(step)
        steps.append(StepChange(step.id, step.title, state, changes, otherwise))
    dropped = (step for step in old.steps if new.step(step.id) is None)
    steps += [StepChange(step.id, step.title, StepState.DROPPED, (), asks_otherwise=True) for step in dropped]
    return FrameworkDiff(old, new, _compare(old, new, _OWN_FIELDS), tuple(steps))


def _compare(old: object, new: object, names: Sequence[str]) -> tuple[FieldChange, ...]:
    found = []
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        was, now = _told(before), _told(after)
        removed = tuple(text for text in was if text not in now)
        added = tuple(text for text in now if text not in was)
        if not (removed or added):  # the same entries in another order
            removed, added = tuple(was), tuple(now)
        found.append(FieldChange(_NAMES.get(name, name), removed, added))
    return tuple(found)


# Fields of the model that the file calls otherwise.
_NAMES = {"counters": "counter_examples"}


def _told(value: Any) -> list[str]:
    """Returns a value as lines for people: one for a single value, one for each entry of a list."""
    if value is None or value == ():
        return []
    return [_tell(entry) for entry in value] if isinstance(value, tuple) else [_tell(value)]


@singledispatch
def _tell(value: object) -> str:
    """Returns one value in words."""
    return str(value)


@_tell.register
def _(value: Cue) -> str:
    return " + ".join(value.written)


@_tell.register
def _(value: LegalSource) -> str:
    quote = f": “{value.quote}”" if value.quote else ""
    return f"{value.document}, {value.clause} ({value.strength}){quote}"


@_tell.register
def _(value: CounterExample) -> str:
    return f"{value.kind}{f' {value.step}' if value.step else ''}: {value.text}"


@_tell.register
def _(value: StepPart) -> str:
    return f"{value.has} (thiếu {value.lacks}): {' / '.join(value.examples)}"


@_tell.register
def _(value: Applicability) -> str:
    return f"{value.agency} ({value.obligation}){_span(value)}"


@_tell.register
def _(value: ExpectedBasis) -> str:
    return f"{value.document} ({', '.join(value.required_for)}){_span(value)}: {value.reason}"


@_tell.register
def _(value: Group) -> str:
    return "; ".join([f"{value.id}: {value.title}", *(_tell(source) for source in value.legal_sources)])


@_tell.register
def _(value: Mention) -> str:
    cues, unless = (" / ".join(_tell(cue) for cue in side) for side in (value.cues, value.unless))
    return f"{value.id} ({value.reach}): {cues}" + (f"; trừ: {unless}" if unless else "")


@_tell.register
def _(value: SourceDocument) -> str:
    note = f". {value.note}" if value.note else ""
    return f"{value.document} ({'đã đọc' if value.read else 'chưa đọc'}): {value.title}{note}"


def _span(value: Applicability | ExpectedBasis) -> str:
    start = f", từ {value.valid_from}" if value.valid_from else ""
    end = f", đến {value.valid_until}" if value.valid_until else ""
    return start + end
