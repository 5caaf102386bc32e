"""Many plans against one framework as a page, and the same as files."""

from __future__ import annotations

import datetime

from fastapi import APIRouter, Request, Response

from api.gap_matrix import MatrixWords, ask_matrix, read_question
from api.gap_matrix_tables import build_matrix_rows, build_matrix_sheets
from api.paging import Pager, build_pager, parse_paging
from api.rendering import render_page
from api.routes.attachments import CSV, XLSX, attach
from api.routes.forms import build_form
from api.routes.opened import Matrix, Opened, Page
from api.spreadsheets import build_csv, build_xlsx
from api.workspace import Workspace
from corpus.errors import InvalidRequest
from corpus.frameworks import list_frameworks
from search.gap_matrix import GapMatrix, MatrixRow

router = APIRouter(include_in_schema=False)
_ROWS = 50
# How long a reader waits for a page; what is not judged by then is judged when the page loads itself again.
_SECONDS = 10.0


@router.get("/doi-chieu")
def show_matrix(request: Request, workspace: Opened, words: Matrix, page: Page) -> Response:
    """Which steps these plans miss: counts, the years, and the matrix of plans and steps."""
    matrix: GapMatrix | None = None
    pager: Pager | None = None
    rows: tuple[MatrixRow, ...] = ()
    complaint: str | None = None
    try:
        paging = parse_paging(page, _ROWS)
        matrix = ask_matrix(workspace, read_question(workspace, words), seconds=_SECONDS)
        rows = matrix.rows[paging.offset : paging.offset + paging.limit]
        pager = build_pager(request.url.path, request.query_params.multi_items(), len(matrix.rows), paging)
    except InvalidRequest as error:  # shown beside the form, so that it can be mended
        complaint = error.message
    values = {
        "form": build_form(workspace, "", words.plans),
        "words": words,
        "frameworks": list_frameworks(),
        "matrix": matrix,
        "rows": rows,
        "pager": pager,
        "complaint": complaint,
        "empty": workspace.is_empty,
        "asked": request.url.query,
    }
    return render_page(request, "gap_matrix.html", values, status=400 if complaint else 200)


@router.get("/doi-chieu.csv")
def export_csv(workspace: Opened, words: Matrix) -> Response:
    """A row for each step of each plan."""
    rows = build_matrix_rows(workspace.engine(), _ask(workspace, words))
    return attach(build_csv(rows), "doi-chieu.csv", CSV)


@router.get("/doi-chieu.xlsx")
def export_xlsx(workspace: Opened, words: Matrix) -> Response:
    """The workbook of ``doichieu gaps --all --xlsx``."""
    today = datetime.datetime.now().astimezone().date()
    sheets = build_matrix_sheets(workspace.engine(), _ask(workspace, words), today)
    return attach(build_xlsx(sheets), "doi-chieu.xlsx", XLSX)


def _ask(workspace: Workspace, words: MatrixWords) -> GapMatrix:
    """Answers to the end, however long it takes: a file that lacks plans would be signed as if it had them."""
    return ask_matrix(workspace, read_question(workspace, words))
