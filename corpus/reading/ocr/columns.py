"""Text that stands side by side: the letterhead, the closing, a list set in columns.

Tesseract takes lines of two sizes that stand side by side for one line and reads neither, so each is cut out and read
by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.reading.ocr.preparation import INK_BELOW, MM_PER_INCH
from corpus.reading.ocr.rules import PixelBox

if TYPE_CHECKING:
    from corpus.reading.ocr.preparation import Pixels

# All in mm. The widest gap inside a justified line seen is 5; between the names of agency and state 17.
_GUTTER = 8.0
_SPECK = 1.2  # less high and less wide than this is no letter, but for full stops, which have letters beside them
_MARKS = 0.8  # the gap between a capital and the marks above it is up to 0.5; between two lines it is above 1
_LINE = 1.8  # least height of a column: capitals of 8 pt are 2 high; less is a rule or a row of marks
_RIM = 0.8
_SHRINK = 2


def find_columns(page: Pixels, dpi: float) -> list[PixelBox]:
    """Returns boxes of text that has other text beside it, at least :data:`_GUTTER` away, from top to bottom."""
    import cv2
    import numpy as np

    scale = dpi / MM_PER_INCH / _SHRINK
    ink: Pixels = cv2.inRange(np.ascontiguousarray(page[::_SHRINK, ::_SHRINK]), 0, INK_BELOW - 1)
    gutter = max(1, round(_GUTTER * scale))
    smeared = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((max(1, round(_MARKS * scale)), 1), np.uint8))
    smeared = cv2.morphologyEx(smeared, cv2.MORPH_CLOSE, np.ones((1, gutter), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(smeared, connectivity=8)
    least = _SPECK * scale
    pieces = [
        PixelBox(x, y, x + wide, y + high) for x, y, wide, high, _ in stats[1:].tolist() if wide > least or high > least
    ]
    rim = round(_RIM * scale)
    return [
        PixelBox(
            max(0, box.x0 - rim) * _SHRINK,
            max(0, box.top - rim) * _SHRINK,
            (box.x1 + rim) * _SHRINK,
            (box.bottom + rim) * _SHRINK,
        )
        for block in _blocks([_apart(band, gutter, _LINE * scale) for band in _bands(pieces)], gutter)
        for box in block
    ]


def _bands(pieces: Sequence[PixelBox]) -> list[list[PixelBox]]:
    """Groups pieces whose heights overlap, directly or through others."""
    bands: list[list[PixelBox]] = []
    bottom = 0
    for piece in sorted(pieces, key=lambda piece: (piece.top, piece.x0)):
        if not bands or piece.top >= bottom:
            bands.append([])
            bottom = 0
        bands[-1].append(piece)
        bottom = max(bottom, piece.bottom)
    return bands


def _blocks(bands: Sequence[list[PixelBox]], gutter: int) -> list[list[PixelBox]]:
    """Joins bands that follow one another in the same columns, so that lines are read with those around them."""
    blocks: list[list[PixelBox]] = []
    above: list[PixelBox] = []
    for band in bands:
        joined = [_around(one, other) for one, other in zip(above, band, strict=False)]
        apart = all(right.x0 - left.x1 >= gutter for left, right in pairwise(joined))
        beneath = all(min(one.x1, other.x1) > max(one.x0, other.x0) for one, other in zip(above, band, strict=False))
        if band and len(band) == len(above) and apart and beneath:
            blocks[-1] = joined
        else:
            blocks.append(band)
        above = blocks[-1]
    return blocks


def _around(one: PixelBox, other: PixelBox) -> PixelBox:
    edges = zip(one, other, strict=True)
    return PixelBox(*(bound(pair) for bound, pair in zip((min, min, max, max), edges, strict=True)))


def _apart(band: Sequence[PixelBox], gutter: int, least: float) -> list[PixelBox]:
    """Returns the columns of a band, none where it is but one."""
    columns: list[PixelBox] = []
    for piece in sorted(band, key=lambda piece: piece.x0):
        if columns and piece.x0 - columns[-1].x1 < gutter:
            columns[-1] = _around(columns[-1], piece)
        else:
            columns.append(piece)
    return columns if len(columns) > 1 and all(box.bottom - box.top >= least for box in columns) else []
