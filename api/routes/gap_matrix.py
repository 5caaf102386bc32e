"""``/api/v1/gaps``: many plans against one framework."""

from __future__ import annotations

from fastapi import APIRouter

from api.bodies import GapMatrixBody
from api.gap_matrix import ask_matrix, read_question
from api.paging import parse_paging
from api.routes.opened import Matrix, Opened, Page

router = APIRouter(prefix="/gaps")
# Rows of a page where none is asked for; each has a cell for every step.
_ROWS = 100


@router.get("")
def gaps(workspace: Opened, words: Matrix, page: Page) -> GapMatrixBody:
    """Answers ``doichieu gaps --all``: a page of rows, and counts over all of them.

    Plans that were never judged are judged first, which takes about .1 s each.
    """
    paging = parse_paging(page, _ROWS)
    matrix = ask_matrix(workspace, read_question(workspace, words))
    return GapMatrixBody.from_matrix(matrix, paging.offset, paging.limit)
