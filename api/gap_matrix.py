"""Many plans against one framework with an opened workspace."""

from __future__ import annotations

from dataclasses import dataclass

from api.requests import FilterWords, build_filter
from api.workspace import Workspace
from corpus.frameworks import DEFAULT_FRAMEWORK, Framework, load_framework
from search.gap_matrix import Crew, GapMatrix, MatrixQuestion, Progress, build_matrix, empty_matrix


@dataclass(frozen=True, slots=True)
class MatrixWords:
    """A question about many plans as a person writes it; ``None`` and blank leave a field open.

    Attributes:
        plans: which plans.
        place: part of the name of the place of issue, or ``=`` and the whole of it.
        framework: id of a shipped framework.
    """

    plans: FilterWords
    place: str | None = None
    framework: str | None = None


def read_question(workspace: Workspace, words: MatrixWords, framework: Framework | None = None) -> MatrixQuestion:
    """Reads a question about many plans.

    Args:
        workspace: the opened home.
        words: as asked.
        framework: the framework that a person named, where it is no shipped one.

    Raises:
        InvalidRequest: the year or the kind of agency cannot be one, or the plan's name fits several.
        NotFound: there is no such plan or framework.
    """
    name = (words.framework or "").strip()
    return MatrixQuestion(
        framework=framework or load_framework(name or DEFAULT_FRAMEWORK),
        named=framework is not None or bool(name),
        plans=build_filter(workspace.store, words.plans),
        place=(words.place or "").strip() or None,
    )


def ask_matrix(
    workspace: Workspace,
    question: MatrixQuestion,
    *,
    crew: Crew | None = None,
    progress: Progress | None = None,
    seconds: float | None = None,
) -> GapMatrix:
    """Judges the plans of a question; where there is none, it answers without index and language model.

    One question of a workspace is answered at a time, so that no plan is judged twice at once. See
    :func:`search.gap_matrix.build_matrix`.

    Raises:
        InvalidRequest: the place holds no letter or digit (``FILTER_EMPTY``).
    """
    if not workspace.store.count_plans(question.plans):
        return empty_matrix(question)
    with workspace.judging:
        return build_matrix(workspace.engine(), question, crew=crew, progress=progress, seconds=seconds)
