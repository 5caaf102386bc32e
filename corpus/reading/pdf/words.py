"""Words of a PDF page with their boxes, from either of two engines, and the boxes of table cells.

pdfplumber (pdfminer) maps fonts without full Vietnamese coverage better; pdfium survives files that pdfminer does not.
Both give the same form, so that the rest of the reader does not know which one spoke.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.reading.page.geometry import SNAP, Box, Word

if TYPE_CHECKING:
    import pdfplumber.page
    import pypdfium2

# Crossings of rules on a page. A task table of ten rows has 72, a full page of twelve columns about 800 (0.6 s); rules
# drawn as thin boxes count double. The search for cells is quadratic in them: 3,000 take 5 s.
MAX_CROSSINGS = 6_000
MAX_EDGES = 20_000
# Points; a letter drawn again within twice this distance is one bold letter, as two letters never stand so close.
_TWICE = 0.5


def words_by_pdfplumber(page: pdfplumber.page.Page) -> tuple[Word, ...]:
    """Returns the words of ``page``; letters drawn twice to look bold are read once."""
    from pdfplumber.utils.text import extract_words

    degrees = text_turn(page)
    seen: set[tuple[str, int, int]] = set()
    chars = []
    for char in page.chars:  # not page.dedupe_chars(), which is quadratic: 20 s for a page of 23,000 letters
        text, x, y = char["text"], round(char["x0"] / _TWICE), round(char["top"] / _TWICE)
        if not any((text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            chars.append(_upright(char, degrees, page) if degrees else char)
        seen.add((text, x, y))
    return tuple(
        Word(word["text"], Box(word["x0"], word["top"], word["x1"], word["bottom"]))
        for word in extract_words(chars, expand_ligatures=True)
        if word["text"]
    )


def text_turn(page: pdfplumber.page.Page) -> int:
    """Returns by how many degrees clockwise the page, as shown, must be turned for most of its letters to stand up."""
    turns: Counter[int] = Counter()
    for char in page.chars:
        across, up = char["matrix"][:2]
        turns[round(math.degrees(math.atan2(up, across)) / 90) * 90 % 360] += 1
    return max(turns, key=lambda turn: (turns[turn], -turn), default=0)


def _upright(char: dict[str, object], degrees: int, page: pdfplumber.page.Page) -> dict[str, object]:
    box = Box(*(float(str(char[edge])) for edge in ("x0", "top", "x1", "bottom")))
    box = box.turned(degrees, float(page.width), float(page.height))
    placed = {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom, "doctop": box.top}
    return char | placed | {"upright": True, "width": box.x1 - box.x0, "height": box.height}


def words_by_pdfium(page: pypdfium2.PdfPage) -> tuple[Word, ...]:
    """Returns the words of ``page`` in the same coordinates (for a page that is not turned)."""
    left, _, _, top = page.get_mediabox()
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        words: list[Word] = []
        if len(text) != textpage.count_chars():  # characters beyond the BMP: ranges no longer match boxes
            return ()
        for start, end in _spans(text):
            boxes = [textpage.get_charbox(index, loose=True) for index in range(start, end)]
            words.append(
                Word(
                    text[start:end],
                    Box(
                        min(box[0] for box in boxes) - left,
                        top - max(box[3] for box in boxes),
                        max(box[2] for box in boxes) - left,
                        top - min(box[1] for box in boxes),
                    ),
                )
            )
        return tuple(words)
    finally:
        textpage.close()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = None
    for index, char in enumerate(text + " "):
        if char.isspace() or char < " ":
            if start is not None:
                yield start, index
            start = None
        elif start is None:
            start = index


def ruled_cells(page: pdfplumber.page.Page) -> tuple[tuple[Box, ...], ...] | None:
    """Returns the cells of each ruled table on ``page``; ``None`` where the page holds too many lines to look."""
    edges = page.edges
    levels = {round(edge["top"] / SNAP) for edge in edges if edge["orientation"] == "h"}
    columns = {round(edge["x0"] / SNAP) for edge in edges if edge["orientation"] == "v"}
    if len(edges) > MAX_EDGES or len(levels) * len(columns) > MAX_CROSSINGS:
        return None
    tables = page.find_tables({"snap_tolerance": SNAP, "join_tolerance": SNAP, "intersection_tolerance": SNAP})
    degrees, width, height = text_turn(page), float(page.width), float(page.height)
    return tuple(tuple(Box(*cell).turned(degrees, width, height) for cell in table.cells) for table in tables)
