from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from corpus.reading.ocr.preparation import find_skew, turn
from corpus.reading.ocr.rules import PixelBox, clear_rules, find_grids

if TYPE_CHECKING:
    from corpus.reading.ocr.preparation import Pixels

DPI = 200.0
ROWS, COLUMNS = (200, 300, 400, 500), (100, 200, 600, 900)


def _blank() -> Pixels:
    return np.full((1000, 1100), 255, np.uint8)


def _line(page: Pixels, start: tuple[int, int], stop: tuple[int, int], thick: int = 2) -> None:
    cv2.line(page, start, stop, 0, thick)


def _full(page: Pixels) -> None:
    for y in ROWS:
        _line(page, (COLUMNS[0], y), (COLUMNS[-1], y))
    for x in COLUMNS:
        _line(page, (x, ROWS[0]), (x, ROWS[-1]))


def _letters(page: Pixels) -> None:
    for row in (250, 350, 450):
        cv2.putText(page, "12 Phong", (215, row + 15), cv2.FONT_HERSHEY_TRIPLEX, 1.3, 0, 3)


def _erase(x0: int, top: int, x1: int, bottom: int) -> Callable[[Pixels], None]:
    def draw(page: Pixels) -> None:
        page[top:bottom, x0:x1] = 255

    return draw


def _double(page: Pixels) -> None:
    for y in ROWS:
        _line(page, (COLUMNS[0], y + 6), (COLUMNS[-1], y + 6), 1)


def _dotted(page: Pixels) -> None:
    page[:, 130:1000:60] = 255
    page[240:480:50] = 255


@pytest.mark.parametrize(
    ("changes", "cells"),
    [
        ([], 9),
        ([_letters], 9),
        ([_double], 9),
        ([_dotted], 9),  # specks across every rule
        ([_erase(203, 295, 597, 305)], 8),  # two cells of a column merged
        ([_erase(203, 295, 597, 305), _erase(203, 395, 597, 405)], 7),
        ([_erase(595, 203, 605, 297)], 8),  # two cells of a row merged
        ([_erase(90, 190, 110, 510), _erase(890, 190, 910, 510)], 9),  # open at both sides
        ([_erase(203, 295, 260, 305)], 9),  # a gap of 7 mm in a rule of 50
    ],
)
def test_cells_of_a_ruled_table_are_found(changes: list[Callable[[Pixels], None]], cells: int) -> None:
    page = _blank()
    _full(page)
    for change in changes:
        change(page)
    (grid,), _ = find_grids(page, DPI)
    assert len(grid.cells) == cells
    assert [grid.box.top, grid.box.bottom] == pytest.approx([ROWS[0], ROWS[-1]], abs=7)


def test_a_cell_over_two_rows_has_one_box_from_rule_to_rule() -> None:
    page = _blank()
    _full(page)
    _erase(603, 295, 897, 305)(page)
    (grid,), _ = find_grids(page, DPI)
    merged = max(grid.cells, key=lambda cell: cell.bottom - cell.top)
    assert merged == pytest.approx((600, 200, 900, 400), abs=3)


def test_cells_that_form_no_rectangle_stay_single() -> None:
    page = _blank()
    _full(page)
    _erase(203, 295, 597, 305)(page)  # an L of three cells: below and beside the one in the middle of the first row
    _erase(595, 203, 605, 297)(page)
    (grid,), _ = find_grids(page, DPI)
    assert len(grid.cells) == 9


@pytest.mark.parametrize("angle", [-3.0, -0.4, 0.6, 2.2])
def test_a_skewed_table_is_found_once_the_page_is_straight(angle: float) -> None:
    page = _blank()
    _full(page)
    _letters(page)
    leant = turn(page, angle)
    (grid,), _ = find_grids(turn(leant, find_skew(leant, DPI)[0]), DPI)
    assert len(grid.cells) == 9


def _frame(page: Pixels) -> None:
    cv2.rectangle(page, (60, 60), (1000, 900), 0, 3)


def _nothing(_page: Pixels) -> None:
    """An empty page."""


def _underline(page: Pixels) -> None:
    _line(page, (300, 150), (700, 150))


@pytest.mark.parametrize("draw", [_frame, _underline, _letters, _nothing])
def test_a_frame_an_underline_and_plain_text_are_no_tables(draw: Callable[[Pixels], None]) -> None:
    page = _blank()
    draw(page)
    assert find_grids(page, DPI)[0] == []


def test_two_tables_come_from_top_to_bottom() -> None:
    page = _blank()
    _full(page)
    page[550:900] = page[180:530]
    grids, _ = find_grids(page, DPI)
    assert [len(grid.cells) for grid in grids] == [9, 9]
    assert grids[0].box.bottom < grids[1].box.top


def test_rules_are_cleared_from_a_cell_and_its_letters_are_not() -> None:
    page = _blank()
    _full(page)
    _letters(page)
    (grid,), rules = find_grids(page, DPI)
    cell = PixelBox(200, 200, 600, 300)
    assert cell in [PixelBox(*(round(edge / 10) * 10 for edge in found)) for found in grid.cells]
    cleared = clear_rules(page, rules, cell, DPI)
    assert cleared[:4].min() == 255
    assert cleared[:, :4].min() == 255
    assert (cleared[20:80, 10:390] < 100).sum() == (page[220:280, 210:590] < 100).sum()
