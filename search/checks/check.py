"""Every check of a plan, in the order of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.frameworks import Framework
from corpus.model import Layer, Severity, Source
from corpus.store import StoredPlan
from search.checks.contrary import check_contrary
from search.checks.deadlines import check_deadlines
from search.checks.district import check_district
from search.checks.fields import check_fields
from search.checks.form import check_form
from search.checks.leftovers import check_documents
from search.checks.names import check_names
from search.checks.order import check_order
from search.checks.reading import CheckedPlan
from search.checks.years import check_years
from search.citations import CitationReport
from search.citations.reading import DAMAGED, RECOGNISED
from search.gap_report import Check, StepVerdict


def check_plan(
    stored: StoredPlan, framework: Framework, items: Sequence[StepVerdict], citations: CitationReport
) -> tuple[Check, ...]:
    """Checks number and date, numbering, who and when, the order of steps, what was left from another plan, the law.

    Args:
        stored: the plan.
        framework: names the steps and their order.
        items: the verdicts on its steps; the tasks a covered step rests on tell when it is done.
        citations: what the citation check found; its findings stand among the others.

    Returns:
        Checks in the order of the plan, what has no place first. In ruined text nothing weighs more than a hint, and
        nothing is said of single tasks, as their fields were not read.
    """
    plan = CheckedPlan(stored)
    checks = [*check_form(plan), *check_district(plan), *check_contrary(plan, framework, items)]
    if not plan.damaged:
        checks += [
            *check_fields(plan),
            *check_deadlines(plan),
            *check_order(plan, framework, items),
            *check_years(plan),
            *check_names(plan),
            *check_documents(plan),
        ]
    own = [_weigh(check, stored.document.quality.layer) for check in checks]
    found = dict.fromkeys([*own, *citations.checks])
    return tuple(sorted(found, key=lambda check: (check.source or Source(0, 0), check.code)))


def _weigh(check: Check, layer: Layer) -> Check:
    """Makes a finding in ruined text a hint, and says where words were recognised from an image."""
    if layer is Layer.DAMAGED:
        message = check.message if "bị hỏng" in check.message else f"{check.message} {DAMAGED}"
        return replace(check, severity=Severity.INFO, message=message)
    return replace(check, message=f"{check.message} {RECOGNISED}") if layer is Layer.OCR else check
