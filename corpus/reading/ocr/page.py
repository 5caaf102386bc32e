"""One scanned page to words and cell boxes: straighten, find tables, read the text around them and cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.reading.ocr.columns import find_columns
from corpus.reading.ocr.missed import find_missed
from corpus.reading.ocr.preparation import INK_BELOW, MM_PER_INCH, clear_grain, find_skew, flatten, turn
from corpus.reading.ocr.recogniser import Layout, Seen, detect_turn, recognise
from corpus.reading.ocr.rules import PixelBox, clear_rules, find_grids
from corpus.reading.page.geometry import Box, Word
from corpus.reading.quality import score_text

if TYPE_CHECKING:
    from corpus.reading.ocr.preparation import Pixels

POINTS_PER_INCH = 72.0
# Tesseract's mean confidence: 84-96 on 56 pages the right way up, 42-53 on the same pages turned by 90° or 180°.
POOR_BELOW = 70.0
# Sharpness of rows over columns: .77-13 the right way up, .07-1.3 lying on its side.
_SIDEWAYS_BELOW = 0.75
# A cell or page with less ink than a full stop of 10 pt (0.5 mm square) holds no letter.
_LEAST_INK = 0.25
_RIM = 0.4  # mm; letters have a grey rim outside their ink
_MARGIN = (1.0, 7.5)  # mm of white above and beside a cell; with 1 beside, more single digits were misread (201 cells)
_NARROWER = 4
_TINY = (8.0, 6.0)  # mm; a number of two or three figures
_UNSURE_BELOW = 75.0  # confidence; wrong single figures had 0-71, right ones 81-97, but for three
_REPEATS = 3
# A line whose words are all below this is the stroke of a signature or the rim of a stamp (0-2 seen);
# beside sure words even 1 can be right: "19/2014/QĐ-TTg" in a noisy line.
_STROKES_BELOW = 30.0
_SIGNS_BELOW = 50.0  # a sign without letter or figure, such as "\\", is a stroke; list dashes have 90 and more
_TALLEST = 12.0  # mm; a line of 24 pt with its marks is 11
_BELIEVED_FROM = 60.0  # confidence of a word read on second sight; specks and strokes of a signature have less


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read on a picture of a page, in points from its upper left corner, upright.

    Attributes:
        words: every word.
        tables: the cells of each ruled table, tables from top to bottom.
        confidence: mean confidence of the words, 0..100; 0 without words.
    """

    words: tuple[Word, ...]
    tables: tuple[tuple[Box, ...], ...]
    confidence: float

    @property
    def text(self) -> str:
        """The words one after another, for grading only."""
        return " ".join(word.text for word in self.words)


def recognise_page(grey: Pixels, dpi: float) -> Recognised:
    """Reads a page of any orientation, up to 5° askew.

    A page is taken to be upright until its lines run down or its words come out poor; only then is Tesseract's
    orientation detection asked, for it costs a third as much as reading the page.

    Args:
        grey: the page as scanned.
        dpi: pixels per inch.
    """
    flat = flatten(grey, dpi)
    skew, likeness = find_skew(flat, dpi)
    asked = likeness < _SIDEWAYS_BELOW
    first = detect_turn(flat, dpi)[0] if asked else 0
    read = _read_turned(flat, first, dpi) if first else _read_straight(turn(flat, skew), dpi)
    if read.confidence >= POOR_BELOW:
        return read
    second = 0 if asked else detect_turn(flat, dpi)[0]
    if second == first:
        return read
    return max((read, _read_turned(flat, second, dpi)), key=_worth)


def _worth(read: Recognised) -> tuple[float, float]:
    score, tokens = score_text(read.text)
    return score * tokens, read.confidence


def _read_turned(flat: Pixels, degrees: int, dpi: float) -> Recognised:
    """Reads a page that was turned clockwise by a multiple of 90 degrees."""
    import numpy as np

    upright = np.ascontiguousarray(np.rot90(flat, degrees // 90))
    return _read_straight(turn(upright, find_skew(upright, dpi)[0]), dpi)


def _read_straight(page: Pixels, dpi: float) -> Recognised:
    straight = clear_grain(page)
    grids, rules = find_grids(straight, dpi)
    seen: list[Seen] = []
    for grid in grids:
        for cell in grid.cells:
            read = _read_part(clear_rules(straight, rules, cell, dpi), cell.x0, cell.top, dpi)
            seen.extend(word for word in read if _is_print(word, read, dpi))
    around = _without(straight, [grid.box for grid in grids], round(dpi / MM_PER_INCH))
    if _has_ink(around, dpi):
        seen.extend(_read_around(around, dpi))
    scale = POINTS_PER_INCH / dpi
    return Recognised(
        tuple(Word(word.text, _box(PixelBox(word.x0, word.top, word.x1, word.bottom), scale)) for word in seen),
        tuple(tuple(_box(cell, scale) for cell in grid.cells) for grid in grids),
        sum(word.confidence for word in seen) / len(seen) if seen else 0.0,
    )


def _box(box: PixelBox, scale: float) -> Box:
    return Box(*(round(edge * scale, 2) for edge in box))


def _cut(page: Pixels, box: PixelBox) -> Pixels:
    return page[box.top : box.bottom, box.x0 : box.x1]


def _without(page: Pixels, boxes: Sequence[PixelBox], rim: int = 0) -> Pixels:
    """Returns the page with ``boxes`` and ``rim`` pixels around them white, so that nothing is read twice."""
    if not boxes:
        return page
    import numpy as np

    around: Pixels = np.array(page)
    for box in boxes:
        around[max(0, box.top - rim) : box.bottom + rim, max(0, box.x0 - rim) : box.x1 + rim] = 255
    return around


def _has_ink(picture: Pixels, dpi: float) -> bool:
    return int((picture < INK_BELOW).sum()) >= _LEAST_INK * (dpi / MM_PER_INCH) ** 2


def _read_around(page: Pixels, dpi: float) -> list[Seen]:
    """Reads the text outside tables: columns one by one, the rest at once, then lines that were passed over."""
    columns = find_columns(page, dpi)
    rest = _without(page, columns)
    seen = [word for box in columns for word in _read_part(_cut(page, box), box.x0, box.top, dpi)]
    if _has_ink(rest, dpi):
        seen.extend(recognise(rest, dpi, Layout.PAGE))
    for line in find_missed(page, seen, dpi):
        read = _read_part(_cut(page, line), line.x0, line.top, dpi)
        seen.extend(word for word in read if word.confidence >= _BELIEVED_FROM and any(map(str.isalnum, word.text)))
    return [word for word in seen if _is_print(word, seen, dpi)]


def _is_print(word: Seen, seen: Sequence[Seen], dpi: float) -> bool:
    """Tells print from strokes that were read as words."""
    if word.bottom - word.top > _TALLEST * dpi / MM_PER_INCH:
        return False
    sign = not any(map(str.isalnum, word.text))
    if word.confidence >= (_SIGNS_BELOW if sign else _STROKES_BELOW):
        return True
    line = (word.top, word.bottom)
    return any(other.confidence >= _BELIEVED_FROM for other in seen if (other.top, other.bottom) == line)


def _read_part(picture: Pixels, x0: int, top: int, dpi: float) -> list[Seen]:
    """Reads a cell or a line whose upper left corner stands at ``(x0, top)``; its words are placed on the page."""
    import cv2
    import numpy as np

    if not _has_ink(picture, dpi):
        return []
    scale = dpi / MM_PER_INCH
    ink = picture < INK_BELOW
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    rim = round(_RIM * scale)
    upper, left = max(0, int(rows[0]) - rim), max(0, int(columns[0]) - rim)
    trimmed = picture[upper : int(rows[-1]) + rim + 1, left : int(columns[-1]) + rim + 1]
    above, beside = (round(mm * scale) for mm in _MARGIN)
    upper, left = upper - above, left - beside

    def read(part: Pixels, narrower: int = 1) -> list[Seen]:
        rows, columns = above // narrower, beside // narrower
        framed: Pixels = cv2.copyMakeBorder(part, rows, rows, columns, columns, cv2.BORDER_CONSTANT, value=255)
        return [word.moved(beside - columns, above - rows) for word in recognise(framed, dpi, Layout.BLOCK)]

    # Tesseract finds no line at all in some lines of print, and finds it in a frame of another width.
    seen = read(trimmed) or read(trimmed, _NARROWER)
    tiny = trimmed.shape[1] < _TINY[0] * scale and trimmed.shape[0] < _TINY[1] * scale
    if tiny and (not seen or min(word.confidence for word in seen) < _UNSURE_BELOW):
        seen = _third(read(np.tile(trimmed, (1, _REPEATS)))) or seen
    return [word.moved(x0 + left, top + upper) for word in seen]


def _third(seen: Sequence[Seen]) -> list[Seen]:
    """Returns the word that was read three times side by side: "777" tells a 7 that alone is read as "V4".

    A lone figure gives the line recogniser too little to go by.
    """
    text = "".join(word.text for word in seen)
    once = text[: len(text) // _REPEATS]
    if not once or once * _REPEATS != text:
        return []
    first, last = seen[0], seen[-1]
    width = (last.x1 - first.x0) // _REPEATS
    confidence = sum(word.confidence for word in seen) / len(seen)
    return [Seen(once, first.x0, first.top, first.x0 + width, first.bottom, confidence)]
