"""What a page's search form was filled in with, and what it offers."""

from __future__ import annotations

from dataclasses import dataclass

from api.requests import FilterWords
from api.workspace import Workspace
from corpus.store import PlanFilter


@dataclass(frozen=True, slots=True)
class Form:
    """A search form as it was filled in, and the years that have plans."""

    query: str
    words: FilterWords
    years: tuple[int, ...]


def build_form(workspace: Workspace, query: str, words: FilterWords) -> Form:
    """Builds a form; the years are those of every plan of the store, latest first."""
    years = {plan.year for plan in workspace.store.list_plans(PlanFilter()) if plan.year is not None}
    return Form(query, words, tuple(sorted(years, reverse=True)))
