from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from corpus.reading.ocr.colour import to_grey
from corpus.reading.ocr.columns import find_columns
from corpus.reading.ocr.missed import find_missed
from corpus.reading.ocr.preparation import clear_grain, find_skew, flatten, turn
from corpus.reading.ocr.recogniser import Seen

if TYPE_CHECKING:
    from corpus.reading.ocr.preparation import Pixels

DPI = 200.0


def _sheet(*lines: tuple[int, int, int], size: tuple[int, int] = (1000, 1400)) -> Pixels:
    """A white page with rows of small black boxes like letters: (left, top, right) of each row, 24 pixels high."""
    page = np.full(size, 255, np.uint8)
    for left, top, right in lines:
        for x in range(left, right, 22):
            page[top : top + 24, x : x + 14] = 0
            page[top + 6 : top + 18, x + 4 : x + 10] = 255
    return page


TEXT = _sheet(*((150 + top * 7 % 19, top, 1250 - top * 13 % 300) for top in range(100, 900, 50)))
# Letters of a typeset page do not stand below one another, as the boxes of _sheet do.
for top in range(100, 900, 50):
    TEXT[top : top + 24] = np.roll(TEXT[top : top + 24], top * 31 % 37, axis=1)


@pytest.mark.parametrize("askew", [-4.6, -1.5, -0.2, 0.0, 0.35, 2.0, 4.9])
def test_the_angle_of_a_skewed_page_is_found(askew: float) -> None:
    leant = turn(TEXT, askew)
    angle, likeness = find_skew(leant, DPI)
    assert angle == pytest.approx(-askew, abs=0.1)
    assert likeness > 1


def test_a_page_on_its_side_looks_like_lines_down() -> None:
    assert find_skew(np.ascontiguousarray(np.rot90(TEXT)), DPI)[1] < 0.75


def test_a_page_that_stands_straight_is_not_touched_and_an_empty_page_has_no_angle() -> None:
    assert turn(TEXT, 0.02) is TEXT
    assert find_skew(np.full((400, 300), 255, np.uint8), DPI) == (0.0, 1.0)


def test_a_shadow_becomes_white_paper_and_print_stays_dark() -> None:
    shadow = np.linspace(1.0, 0.45, TEXT.shape[1])
    flat = flatten((TEXT * shadow).astype(np.uint8), DPI)
    assert flat[TEXT == 255].mean() > 250
    assert flat[TEXT == 0].mean() < 20


def test_specks_are_taken_off_the_paper_and_letters_keep_every_pixel() -> None:
    page = TEXT.copy()
    specks = np.random.default_rng(1).random(page.shape) < 0.002
    page[specks] = 0
    cleared = clear_grain(page)
    far = cv2.erode(TEXT, np.ones((11, 11), np.uint8)) == 255
    assert (cleared[far & specks] == 255).mean() > 0.99
    assert (cleared[TEXT == 0] == 0).all()


def test_coarse_grain_is_smoothed_throughout() -> None:
    grain = cv2.resize(np.random.default_rng(1).normal(0, 13, (667, 933)), (1400, 1000))
    page = np.clip(np.clip(TEXT, 20, 245) + grain, 0, 255).astype(np.uint8)
    assert (clear_grain(page) == cv2.medianBlur(page, 3)).all()


def test_a_red_seal_is_lifted_off_the_print_and_coloured_text_and_fills_stay() -> None:
    page = np.full((800, 800, 3), 255, np.uint8)
    cv2.circle(page, (300, 300), 140, (215, 40, 40), 6)
    cv2.putText(page, "CHU KY", (200, 310), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 5)
    cv2.putText(page, "hop@coquan", (100, 560), cv2.FONT_HERSHEY_SIMPLEX, 1, (20, 20, 220), 3)
    page[620:740, 100:700] = (20, 60, 130)
    grey = to_grey(page, DPI)
    assert grey[164:440, 160:440][page[164:440, 160:440, 0] == 215].min() >= 200  # the ring is nearly paper
    assert grey[page.max(axis=2) == 0].max() == 0  # the name under it is black
    assert grey[540:570, 100:330].min() < 80  # the address in blue stays
    assert grey[680, 400] < 80  # the dark heading cell stays dark


@pytest.mark.parametrize(
    ("lines", "boxes"),
    [
        ([(100, 100, 1200), (100, 150, 1200)], 0),  # running text
        ([(100, 100, 500), (700, 100, 1200)], 2),  # letterhead
        ([(100, 100, 500), (700, 118, 1200), (100, 140, 480)], 2),  # columns whose lines do not stand at one height
        ([(100, 100, 1200), (600, 200, 640)], 0),  # a page number below
        ([(100, 100, 130), (150, 100, 1200)], 0),  # "1." and its text
    ],
)
def test_text_side_by_side_is_cut_apart(lines: list[tuple[int, int, int]], boxes: int) -> None:
    found = find_columns(_sheet(*lines), DPI)
    assert len(found) == boxes
    for line in lines if boxes else []:
        assert any(box.x0 <= line[0] and line[2] <= box.x1 + 22 and box.top <= line[1] for box in found)


def test_a_line_under_no_word_is_found_and_specks_are_not() -> None:
    page = _sheet((100, 100, 600), (100, 200, 600))
    page[700:703, 300:303] = 0
    seen = [Seen("word", 100, 100, 600, 124, 95.0)]
    (missed,) = find_missed(page, seen, DPI)
    assert (missed.x0, missed.top, missed.x1, missed.bottom) == pytest.approx((94, 194, 600, 230), abs=8)
    assert find_missed(page, [*seen, Seen("other", 100, 200, 600, 224, 95.0)], DPI) == []


def test_specks_go_and_thin_rules_and_dots_of_a_black_and_white_page_stay() -> None:
    page = np.full((400, 600), 255, np.uint8)
    page[200, 50:550] = 0  # a rule one pixel wide
    page[300:302, 300:302] = 0  # the dot under a letter
    page[100, 100] = page[120, 400] = 0  # specks
    cleared = clear_grain(page)
    assert (cleared[200, 50:550] == 0).all()
    assert (cleared[300:302, 300:302] == 0).all()
    assert cleared[100, 100] == cleared[120, 400] == 255
