"""What routes are given: the opened home; a filter and a page read from the address."""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Query, Request

from api.gap_matrix import MatrixWords
from api.paging import PagingWords
from api.requests import FilterWords
from api.task_filters import TaskWords
from api.workspace import Workspace

# A heading may be a whole sentence, and the link of its count has all of it.
_LONGEST_NAME = 2_000


def find_workspace(request: Request) -> Workspace:
    """Returns the home that the app serves."""
    return cast(Workspace, request.app.state.workspace)


def read_filter(
    year: Annotated[str | None, Query(max_length=20)] = None,
    agency_type: Annotated[str | None, Query(max_length=40)] = None,
    agency: Annotated[str | None, Query(max_length=200)] = None,
    plan: Annotated[str | None, Query(max_length=200)] = None,
) -> FilterWords:
    """Reads the filter of a question; a field left blank in a form is open."""
    return FilterWords(year or None, agency_type or None, agency or None, plan or None)


def read_task_filter(  # noqa: PLR0913, PLR0917 - one parameter for each field of the form
    place: Annotated[str | None, Query(max_length=_LONGEST_NAME)] = None,
    section: Annotated[str | None, Query(max_length=_LONGEST_NAME)] = None,
    lead: Annotated[str | None, Query(max_length=_LONGEST_NAME)] = None,
    grade: Annotated[str | None, Query(max_length=20)] = None,
    due_from: Annotated[str | None, Query(max_length=20)] = None,
    due_to: Annotated[str | None, Query(max_length=20)] = None,
) -> TaskWords:
    """Reads what tasks are narrowed by; a field left blank in a form is open."""
    return TaskWords(place, section, lead, grade, due_from, due_to)


def read_matrix_words(
    plans: Annotated[FilterWords, Depends(read_filter)],
    place: Annotated[str | None, Query(max_length=_LONGEST_NAME)] = None,
    framework: Annotated[str | None, Query(max_length=80)] = None,
) -> MatrixWords:
    """Reads a question about many plans; a field left blank in a form is open."""
    return MatrixWords(plans, place, framework)


def refuse_foreign(request: Request) -> None:
    """Refuses a change that a page of another site sends through the reader's browser.

    Raises:
        HTTPException: the browser says that the request comes from another site (403).
    """
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign or request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        raise HTTPException(403)


def read_paging(
    limit: Annotated[str | None, Query(max_length=20)] = None,
    offset: Annotated[str | None, Query(max_length=20)] = None,
    page: Annotated[str | None, Query(max_length=20)] = None,
) -> PagingWords:
    """Reads which page of an answer is asked for."""
    return PagingWords(limit, offset, page)


Opened = Annotated[Workspace, Depends(find_workspace)]
Filter = Annotated[FilterWords, Depends(read_filter)]
TaskNarrowing = Annotated[TaskWords, Depends(read_task_filter)]
Matrix = Annotated[MatrixWords, Depends(read_matrix_words)]
Page = Annotated[PagingWords, Depends(read_paging)]
# Id of a task or a plan; a plan has at most the name of a file.
Like = Annotated[str | None, Query(max_length=400)]
Other = Annotated[str | None, Query(max_length=400)]
Role = Annotated[str | None, Query(max_length=20)]
