"""Tesseract with Vietnamese data: one engine a thread, kept for its next page; it runs without Python's lock."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.reading.ocr.glued_words import split_glued
from corpus.reading.ocr.letter_case import mend_case
from corpus.reading.ocr.tone_marks import mend_tones
from corpus.reading.tools import find_tessdata

if TYPE_CHECKING:
    import tesserocr

    from corpus.reading.ocr.preparation import Pixels

_LANGUAGE = "vie"  # "vie+eng" makes Vietnamese worse (findings: Reading documents)
_WORD_LEVEL, _LINE_LEVEL = "5", "4"
_TALLER = 2.0  # chosen: more than a capital with two marks over a word without ascenders
_ENGINES = threading.local()
# The model writes "QĐÐ" (U+0110 U+00D0) for "QĐ" and Icelandic Ð for Đ, "⁄" (U+2044) for "/" and "~" for the dash of a
# list: signs of its training text that Vietnamese offices do not type.
_SIGNS = str.maketrans({"Ð": "Đ", "ð": "đ", "⁄": "/"})


class Layout(IntEnum):
    """What Tesseract is told to expect; the value is its page segmentation mode.

    A page is one column of lines of any size (4): columns are told apart by :mod:`corpus.reading.page.lines`, and where
    Tesseract does it (3) it takes words of a noisy letterhead or closing for pictures (CER .61 → .35 %, 28 pages).
    """

    PAGE = 4
    BLOCK = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """A word in the picture.

    Attributes:
        text: without white space.
        x0: left edge in pixels.
        x1: right edge in pixels.
        top: upper edge of its *line* in pixels, so that the words of one line stand at one height; its own edge where
            it is far taller than the line.
        bottom: lower edge of its line.
        confidence: 0..100, as Tesseract gives it.
    """

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float

    def moved(self, x: int, y: int) -> Seen:
        """Returns the word ``x`` to the right and ``y`` further down."""
        return replace(self, x0=self.x0 + x, top=self.top + y, x1=self.x1 + x, bottom=self.bottom + y)


def recognise(grey: Pixels, dpi: float, layout: Layout) -> tuple[Seen, ...]:
    """Returns the words of a prepared picture in Tesseract's reading order.

    Raises:
        RuntimeError: Tesseract or its Vietnamese data is not installed; ask :func:`tools.find_tessdata` first.
    """
    engine = _engine(_LANGUAGE)
    engine.SetPageSegMode(int(layout))
    _show(engine, grey, dpi)
    engine.Recognize()
    seen = _parse(engine.GetTSVText(0))
    engine.Clear()
    return seen


def detect_turn(grey: Pixels, dpi: float) -> tuple[int, float]:
    """Returns by how many degrees clockwise the page was turned (0, 90, 180, 270) and how sure that is.

    The surety is Tesseract's orientation confidence, a log-likelihood margin; (0, 0) where too little text is seen or
    the data for orientation (``osd``) is not installed.
    """
    folder = find_tessdata()
    if folder is None or not (folder / "osd.traineddata").is_file():
        return 0, 0.0
    engine = _engine("osd")
    _show(engine, grey, dpi)
    found = engine.DetectOrientationScript()
    engine.Clear()
    return (int(found["orient_deg"]), float(found["orient_conf"])) if found else (0, 0.0)


def _show(engine: tesserocr.PyTessBaseAPI, grey: Pixels, dpi: float) -> None:
    height, width = grey.shape
    engine.SetImageBytes(grey.tobytes(), width, height, 1, width)
    engine.SetSourceResolution(round(dpi))


def _engine(language: str) -> tesserocr.PyTessBaseAPI:
    import tesserocr

    engines: dict[str, tesserocr.PyTessBaseAPI] = _ENGINES.__dict__.setdefault("engines", {})
    if language not in engines:
        folder = find_tessdata()
        if folder is None:
            raise RuntimeError("no Vietnamese data for Tesseract")
        osd = language == "osd"
        tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)  # it writes to the terminal of empty pictures
        engines[language] = tesserocr.PyTessBaseAPI(
            path=str(folder),
            lang=language,
            psm=tesserocr.PSM.OSD_ONLY if osd else tesserocr.PSM.AUTO,
            oem=tesserocr.OEM.DEFAULT if osd else tesserocr.OEM.LSTM_ONLY,
        )
    return engines[language]


def _parse(table: str) -> tuple[Seen, ...]:
    """Reads Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text."""
    lines: list[list[Seen]] = [[]]
    for row in table.splitlines():
        level, *_, left, top, width, height, confidence, text = row.split("\t")
        if level == _LINE_LEVEL:
            lines.append([])
        elif level == _WORD_LEVEL and text.strip():
            x0, y0 = int(left), int(top)
            lines[-1].append(Seen(_clean(text), x0, y0, x0 + int(width), y0 + int(height), float(confidence)))
    return tuple(word for line in lines for word in _aligned(_mended(line)))


def _mended(recognised: Sequence[Seen]) -> list[Seen]:
    line = [part for word in recognised for part in _parted(word)]
    texts = mend_tones(mend_case([word.text for word in line]), [word.confidence for word in line])
    return [replace(word, text=text) for word, text in zip(line, texts, strict=True)]


def _parted(word: Seen) -> list[Seen]:
    """Parts a word that is two, its box in proportion to their letters."""
    first, *others = split_glued(word.text)
    if not others:
        return [word]
    middle = word.x0 + (word.x1 - word.x0) * len(first) // len(word.text)
    return [replace(word, text=first, x1=middle), replace(word, text=others[0], x0=middle)]


def _aligned(line: Sequence[Seen]) -> list[Seen]:
    """Gives the words of a line one upper and one lower edge; a stroke far taller than they are keeps its own.

    Tesseract's box of a word may reach far over the next one ("ngày" over "01 tháng"), which would then seem to stand
    below it: a word ends where the next one begins.
    """
    if not line:
        return []
    line = [
        replace(word, x1=min(word.x1, after.x0)) if after.x0 > word.x0 else word for word, after in pairwise(line)
    ] + [line[-1]]
    usual = _TALLER * sorted(word.bottom - word.top for word in line)[len(line) // 2]
    even = [word for word in line if word.bottom - word.top <= usual]
    top, bottom = min(word.top for word in even), max(word.bottom for word in even)
    return [replace(word, top=top, bottom=bottom) if word in even else word for word in line]


def _clean(text: str) -> str:
    word = "".join(text.split()).replace("ĐÐ", "Đ").translate(_SIGNS)
    return "-" if word in ("~", "~-") else word


@cache
def recogniser_version() -> str:
    """Returns what the words depend on besides the picture: Tesseract's release, the digests of its data and ours."""
    import tesserocr

    from corpus.reading.restoration.restore import DATA

    folder = find_tessdata()
    data = b"" if folder is None else (folder / f"{_LANGUAGE}.traineddata").read_bytes()
    release = tesserocr.tesseract_version().split("\n")[0].strip()
    words = DATA.read_bytes() if DATA.is_file() else b""
    digests = (hashlib.sha256(part).hexdigest() for part in (data, words))
    return f"{release}; tesserocr {tesserocr.__version__}; {_LANGUAGE} {'; words '.join(digests)}"
