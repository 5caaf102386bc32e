"""Lists of plans as SQL: the line about each, and the conditions of a filter."""

from __future__ import annotations

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import defer

from corpus.store.links import similar_ids
from corpus.store.schema import CitationRow, DocumentRow, PlanRow, TaskRow
from corpus.store.values import PlanFilter
from corpus.text import fold

# A list of plans needs the columns only; the records of a thousand plans are 100 MB.
_WITHOUT_RECORDS = (defer(PlanRow.record, raiseload=True), defer(PlanRow.problems, raiseload=True))


def select_summaries() -> Select[PlanRow, str, int, str]:
    """Builds the selection of what :func:`corpus.store.records.parse_summary` takes, in its order."""
    return (
        select(PlanRow, DocumentRow.name, _main_tasks(), similar_ids())
        .join(DocumentRow, DocumentRow.sha256 == PlanRow.document)
        .options(*_WITHOUT_RECORDS)
    )


def build_conditions(chosen: PlanFilter) -> tuple[ColumnElement[bool], ...]:
    """Builds what a plan must fulfil to be one of a filter."""
    conditions: list[ColumnElement[bool]] = []
    if chosen.year is not None:
        conditions.append(PlanRow.year == chosen.year)
    if chosen.agency_type is not None:
        conditions.append(PlanRow.agency_type == chosen.agency_type.value)
    if chosen.agency:
        conditions.append(PlanRow.issuer_skeleton.contains(fold(chosen.agency), autoescape=True))
    if chosen.plan is not None:
        conditions.append(PlanRow.id == chosen.plan)
    return tuple(conditions)


def has_words(words: str, *, whole: bool = False, leading: bool = False) -> ColumnElement[bool]:
    """Builds the condition that a mention has some words one behind the other.

    Args:
        words: the words as :func:`corpus.citations.wording.split_words` gives them, between blanks.
        whole: the last word may not go on; digits never do.
        leading: they are the first of the mention, as its type and name or title are.
    """
    run = f" {words}{' ' if whole or words[-1:].isdigit() else ''}"
    column = CitationRow.words
    return column.startswith(run, autoescape=True) if leading else column.contains(run, autoescape=True)


def _main_tasks() -> ScalarSelect[int]:
    return select(func.count()).select_from(TaskRow).where(TaskRow.plan == PlanRow.id, TaskRow.main).scalar_subquery()
