"""Lines of print that a layout analysis passed over: ink that lies under no word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.reading.ocr.preparation import INK_BELOW, MM_PER_INCH
from corpus.reading.ocr.recogniser import Seen
from corpus.reading.ocr.rules import PixelBox

if TYPE_CHECKING:
    from corpus.reading.ocr.preparation import Pixels

# All in mm. Letters closer than this are of one line, and lines further apart than that are two.
_JOIN = (3.0, 0.6)
# A line of print: capitals of 8 pt are 2 high, those of 20 pt with their accents 8; "1." is 3 wide.
_HEIGHT = (1.8, 9.0)
_LEAST_WIDTH = 3.0
_AROUND = 0.8  # accents and rims of letters that reach out of the box of their word
# Share of its box that a line of print covers with ink: .08-.35. A speckled ground covers less, a picture more.
_INKED = (0.05, 0.5)
_SHRINK = 2


def find_missed(page: Pixels, seen: Iterable[Seen], dpi: float) -> list[PixelBox]:
    """Returns boxes of what looks like print and lies under no word of ``seen``, from top to bottom."""
    import cv2
    import numpy as np

    scale = dpi / MM_PER_INCH / _SHRINK
    ink: Pixels = cv2.inRange(np.ascontiguousarray(page[::_SHRINK, ::_SHRINK]), 0, INK_BELOW - 1)
    around = round(_AROUND * scale)
    for word in seen:
        x0, top, x1, bottom = (edge // _SHRINK for edge in (word.x0, word.top, word.x1, word.bottom))
        ink[max(0, top - around) : bottom + around + 1, max(0, x0 - around) : x1 + around + 1] = 0
    width, height = (max(1, round(mm * scale)) for mm in _JOIN)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((height, width), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = []
    for x, y, wide, high, _area in stats[1:].tolist():
        if wide < _LEAST_WIDTH * scale or not _HEIGHT[0] * scale <= high <= _HEIGHT[1] * scale:
            continue
        inked = float((ink[y : y + high, x : x + wide] > 0).mean())
        if _INKED[0] <= inked <= _INKED[1]:
            rim = around
            left, top = max(0, x - rim) * _SHRINK, max(0, y - rim) * _SHRINK
            boxes.append(PixelBox(left, top, (x + wide + rim) * _SHRINK, (y + high + rim) * _SHRINK))
    return sorted(boxes, key=lambda box: (box.top, box.x0))
