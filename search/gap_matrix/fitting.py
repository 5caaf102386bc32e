"""Which plans are of a framework: told by the words of their title; the others are set aside and named."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import NotFound
from corpus.frameworks import Framework, match_cues, name_frameworks
from corpus.model import Layer
from corpus.store import PlanSummary, Store
from corpus.text import fold


class AsideCode(StrEnum):
    """Why a plan is not in the matrix, beside the codes of errors."""

    OTHER_FRAMEWORK = "OTHER_FRAMEWORK"
    NO_FRAMEWORK = "NO_FRAMEWORK"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A plan that is of no or of another framework, by its title; ``framework`` is the id of that one."""

    code: AsideCode
    framework: str | None = None


def find_misfit(store: Store, plan: PlanSummary, framework: Framework, *, named: bool) -> Misfit | None:
    """Tells whether a plan is of another framework; ``None`` where it may be judged by this one.

    A title that names this framework's subject makes a plan one of it, whatever else it names. A plan without a title
    that could be read is judged: nothing says that it is another's.

    Args:
        store: where the plan lies.
        plan: the plan.
        framework: what is to be judged by.
        named: a person named the framework, so plans whose title names none at all are meant, too.
    """
    title = _read_title(store, plan)
    if not title or match_cues(framework.subject, fold(title)):
        return None
    others = [name for name in name_frameworks(title) if name != framework.id]
    if others:
        return Misfit(AsideCode.OTHER_FRAMEWORK, others[0])
    return None if named or not framework.subject else Misfit(AsideCode.NO_FRAMEWORK)


def _read_title(store: Store, plan: PlanSummary) -> str | None:
    """Returns the title of a plan, in ruined text as it was probably meant, as where one plan is checked."""
    if plan.layer != Layer.DAMAGED.value:
        return plan.title
    try:
        title = store.load_plan(plan.id).plan.header.title
    except NotFound:
        return plan.title
    return (title.guess or title.value) if title else None
