"""Times the reading of scanned pages against bare Tesseract on the same pages: python reading_speed.py PDF…

One thread (set OMP_THREAD_LIMIT=1), runs of both taken in turn, medians a page. Prints one JSON object.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rendering import scans

from corpus.reading import ReadingOptions, read_document
from corpus.reading.tools import find_tessdata

if TYPE_CHECKING:
    from PIL.Image import Image

ROUNDS = 3
_PAGES = 4
_OPTIONS = ReadingOptions(ocr_cache=None, ocr_threads=1)


def bare() -> Callable[[Image], str]:
    """Returns Tesseract with Vietnamese, page segmentation 3, made once."""
    import tesserocr

    engine = tesserocr.PyTessBaseAPI(path=str(find_tessdata()), lang="vie", psm=tesserocr.PSM.AUTO)

    def recognise(image: Image) -> str:
        engine.SetImage(image)
        engine.SetSourceResolution(scans.CLEAN_DPI)
        return str(engine.GetUTF8Text())

    return recognise


def measure(images: list[Image]) -> dict[str, float]:
    """Returns seconds a page of reading and of bare Tesseract, and the median of their ratios."""
    recognise = bare()
    pages = [(scans.to_pdf([image], scans.CLEAN_DPI), image) for image in images]
    ours: list[float] = []
    theirs: list[float] = []
    recognise(images[0])
    read_document(pages[0][0], "warm.pdf", _OPTIONS)
    for _ in range(ROUNDS):
        for pdf, image in pages:
            started = time.perf_counter()
            recognise(image)
            middle = time.perf_counter()
            read_document(pdf, "page.pdf", _OPTIONS)
            theirs.append(middle - started)
            ours.append(time.perf_counter() - middle)
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    return {
        "reading": statistics.median(ours),
        "bare": statistics.median(theirs),
        "ratio": statistics.median(ratios),
        "total_ratio": sum(ours) / sum(theirs),
    }


def main() -> None:
    """Measures the pages of the PDF files named on the command line: those of text, and those with a table."""
    images = [image for name in sys.argv[1:] for image in scans.page_images(Path(name).read_bytes(), scans.CLEAN_DPI)]
    print(json.dumps(measure(images[:_PAGES])))


if __name__ == "__main__":
    main()
