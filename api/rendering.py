"""The templates of the pages, with every value escaped and every label at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api import base_labels, explanations, gap_matrix_labels, labels, passages

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def load_templates() -> Environment:
    """Loads the templates; values are escaped and a name that is not given is an error."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shown: tuple[Callable[..., object], ...] = (
        labels.show_text,
        labels.show_field,
        labels.show_joined,
        labels.show_annex,
        labels.show_units,
        labels.show_date,
        labels.show_place,
        labels.show_time,
        labels.show_score,
        labels.show_band,
        labels.show_share,
        labels.show_likeness,
        labels.show_places,
        labels.show_unread,
        labels.show_shown,
        labels.show_task_count,
        labels.show_role,
        labels.show_human,
        labels.show_decision,
        base_labels.show_document,
        base_labels.show_issuer,
        base_labels.show_other,
        base_labels.show_untold,
        base_labels.show_ambiguous,
        base_labels.show_none,
        base_labels.show_given,
        base_labels.show_since,
        base_labels.show_citing,
        base_labels.show_companion,
        base_labels.show_slips,
        gap_matrix_labels.show_cell,
        gap_matrix_labels.show_rate,
        gap_matrix_labels.show_missed,
        gap_matrix_labels.show_year,
        gap_matrix_labels.show_aside,
        gap_matrix_labels.show_filter,
        gap_matrix_labels.show_scope,
        labels.is_damaged,
        explanations.explain_hit,
        explanations.explain_scores,
        passages.mark_task,
        passages.mark_passage,
        passages.places_of,
    )
    environment.globals.update({function.__name__: function for function in shown})
    for module in (labels, base_labels, gap_matrix_labels):
        environment.globals.update({name: getattr(module, name) for name in dir(module) if name.isupper()})
    return environment


def render_page(
    request: Request,
    template: str,
    values: Mapping[str, object],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Renders a page."""
    html = load_templates().get_template(template).render(path=request.url.path, **values)
    return HTMLResponse(html, status_code=status, headers=dict(headers or {}))
