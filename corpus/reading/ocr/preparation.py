"""From a scanned page to even, straight, dark-on-white grey that Tesseract reads best; nothing is ever enlarged."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Pixels = npt.NDArray[np.uint8]
    """Grey ``(height, width)``, 0 black to 255 white, C-contiguous."""

MM_PER_INCH = 25.4
INK_BELOW = 140  # grey level of print on a flattened page; the grain of paper stays above
# The paper's tone is measured on a picture this many times smaller: 11 times faster, the same text (28 pages).
_PAPER_SHRINK = 4
# Widest stroke, in mm, that is taken for ink and not for paper: a 24 pt bold stem is 1.5.
_STROKE_MM = 3.5
_SKEW_DPI = 66
_STRIP = 16  # columns of that picture; over them a page that is 5° askew falls by 1.4 rows
_MAX_SKEW = 5.0  # degrees; a page more askew than that is not laid on a scanner
_PAPER_FROM = 225  # grey level of a flattened page above which its smoothed picture is paper
# Standard deviation of smoothed paper, in grey levels: up to 4.3 on 52 pages that smoothing throughout would harm, 5.6
# and more on pages that need it.
_COARSE = 5.0
# Ink pixels among the nine around one of a rule one pixel wide; a speck has one or two.
_LEAST_DRAWN = 3
_STRAIGHT = 0.05  # degrees; 0.7 mm over the width of A4, less than a quarter of a line


def flatten(grey: Pixels, dpi: float) -> Pixels:
    """Divides a page by the tone of its paper, so that shadows and tinted backgrounds become white."""
    import cv2
    import numpy as np

    height, width = grey.shape
    size = (max(1, width // _PAPER_SHRINK), max(1, height // _PAPER_SHRINK))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    reach = max(3, round(_STROKE_MM / MM_PER_INCH * dpi / _PAPER_SHRINK) | 1)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((reach, reach), np.uint8)), min(3 * reach | 1, 255))
    flat: Pixels = cv2.divide(grey, cv2.resize(paper, (width, height)), scale=255)
    return flat


def find_skew(grey: Pixels, dpi: float) -> tuple[float, float]:
    """Measures how askew the lines stand, and how much more they look like lines across than like lines down.

    The angle is that at which rows of pixels differ most from their neighbours (W. Postl, US 4 723 297), searched from
    coarse to fine up to :data:`_MAX_SKEW` either way.

    Returns:
        The angle, in degrees counter-clockwise, by which the page must be turned to stand straight; and the sharpness
        of its rows over that of its columns: above 1 for lines across, below 1 for a page that lies on its side.
    """
    import cv2
    import numpy as np

    shrink = min(1.0, _SKEW_DPI / dpi)
    ink = 255 - cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA).astype(np.float32)
    across, down = _strips(ink), _strips(ink.T)
    best, rows = _sharpest(across)
    columns = _sharpest(down)[1]
    return best, rows / columns if columns else 1.0


def _sharpest(strips: npt.NDArray[np.float32]) -> tuple[float, float]:
    best, sharpness = 0.0, 0.0
    for reach, step in ((_MAX_SKEW, 0.1), (0.075, 0.025)):
        angles = [best + step * place for place in range(-round(reach / step), round(reach / step) + 1)]
        sharpness, _, best = max((_sharpness(strips, angle), -abs(angle), angle) for angle in angles)
    return best, sharpness


def _strips(ink: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Sums ink, row by row, over upright strips: ``(height, strips)``. To lean a page is then to shift its strips."""
    height, width = ink.shape
    whole = width // _STRIP * _STRIP
    sums: npt.NDArray[np.float32] = ink[:, :whole].reshape(height, -1, _STRIP).sum(axis=2)
    return sums


def _sharpness(strips: npt.NDArray[np.float32], angle: float) -> float:
    """Returns how much rows of ink differ from their neighbours once the page is leant by ``angle`` degrees."""
    import numpy as np

    height, count = strips.shape
    middles = (np.arange(count) - (count - 1) / 2) * _STRIP
    shifts = np.rint(np.tan(np.radians(angle)) * middles).astype(np.intp)
    first = int(np.abs(shifts).max(initial=0))
    rows = np.zeros(height + 2 * first, np.float32)
    for strip, shift in enumerate(shifts.tolist()):
        rows[first - shift : first - shift + height] += strips[:, strip]
    return float(np.square(np.diff(rows)).sum())


def turn(grey: Pixels, angle: float) -> Pixels:
    """Turns a page by ``angle`` degrees counter-clockwise about its middle; its size stays, corners become white."""
    import cv2

    if abs(angle) < _STRAIGHT:
        return grey
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    turned: Pixels = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return turned


def clear_grain(grey: Pixels) -> Pixels:
    """Takes specks off a flattened page: off its paper, and where the grain is coarse off its print too.

    Specks of single pixels are taken from the paper only, as the same median of 3 × 3 would eat accents (CER of a page
    with two specks in a thousand pixels: 1.15 % as it is, .86 % smoothed throughout, .24 % on paper only). Grain that
    outlasts the median is coarse and has changed the letters as well; there smoothing throughout is best (7.7 to .2 %).
    """
    import cv2
    import numpy as np

    smooth: Pixels = cv2.medianBlur(grey, 3)
    paper: Pixels = cv2.erode(cv2.inRange(smooth, _PAPER_FROM, 255), np.ones((5, 5), np.uint8))  # away from print
    grain = cv2.meanStdDev(smooth, mask=paper)[1]
    if float(grain[0, 0]) > _COARSE:
        return smooth
    cleared: Pixels = cv2.copyTo(smooth, cv2.bitwise_and(paper, cv2.bitwise_not(_drawn(grey))), grey.copy())
    return cleared


def _drawn(grey: Pixels) -> Pixels:
    """Marks ink that is no speck: rules one pixel wide and the dots of letters on a black-and-white page."""
    import cv2
    import numpy as np

    ink: Pixels = cv2.inRange(grey, 0, INK_BELOW)
    around = cv2.boxFilter(ink // 255, -1, (3, 3), normalize=False)
    drawn: Pixels = cv2.dilate(cv2.bitwise_and(ink, cv2.inRange(around, _LEAST_DRAWN, 9)), np.ones((3, 3), np.uint8))
    return drawn
