"""From colour to grey: stamps and strokes of a pen are lifted off the text, coloured text and fills stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.reading.ocr.preparation import MM_PER_INCH

if TYPE_CHECKING:
    from corpus.reading.ocr.preparation import Pixels

_COLOURED_FROM = 60  # difference of the strongest and the weakest channel; print and paper of scans stay below 30
_LEAST_STAMP = 10.0  # mm, both ways; a seal is 36, a signature 15 or more, a coloured letter of a title 6
# Share of its box that a stamp or a signature covers: .03-.3. A coloured heading cell covers all but its letters.
_FILLED = 0.45
_SHRINK = 4


def to_grey(rgb: Pixels, dpi: float) -> Pixels:
    """Turns a page ``(height, width, 3)`` into grey ``(height, width)``.

    Where large, sparse, coloured marks stand – the red seal, a signature – the strongest channel is taken, in which
    coloured ink is nearly white and black print stays black.
    """
    import cv2
    import numpy as np

    grey: Pixels = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    small = np.ascontiguousarray(rgb[::_SHRINK, ::_SHRINK])
    strongest, weakest = small.max(axis=2), small.min(axis=2)
    coloured: Pixels = cv2.inRange(strongest - weakest, _COLOURED_FROM, 255)
    if not coloured.any():
        return grey
    scale = dpi / MM_PER_INCH / _SHRINK
    joined = cv2.dilate(coloured, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for x, y, width, height, _ in stats[1:].tolist():
        if min(width, height) < _LEAST_STAMP * scale:
            continue
        if float((coloured[y : y + height, x : x + width] > 0).mean()) <= _FILLED:
            part = np.s_[y * _SHRINK : (y + height) * _SHRINK, x * _SHRINK : (x + width) * _SHRINK]
            grey[part] = rgb[part].max(axis=2)
    return grey
