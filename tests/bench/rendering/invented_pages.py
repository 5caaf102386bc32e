"""An invented plan as pages: printed by LibreOffice, scanned, and ruined by an OCR that knows no Vietnamese."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rendering import scans
from rendering.invented import Unavailable
from rendering.office import convert, find_office

if TYPE_CHECKING:
    from PIL.Image import Image

_TESSDATA = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")
_THICK = 2.5  # points; what is thicker than this both ways is no ruling


def print_pages(documents: dict[str, bytes], folder: Path) -> dict[str, Path]:
    """Prints Word files, by name, as PDF files into ``folder``; those that are there already are kept.

    Raises:
        Unavailable: LibreOffice is not installed.
    """
    made = {name: folder / f"{name}.pdf" for name in documents}
    absent = [name for name, path in made.items() if not path.is_file()]
    if absent:
        if find_office() is None:
            raise Unavailable("LibreOffice (apt-get install libreoffice-writer-nogui)")
        sources = folder / "docx"
        sources.mkdir(parents=True, exist_ok=True)
        for name in absent:
            (sources / f"{name}.docx").write_bytes(documents[name])
        convert([sources / f"{name}.docx" for name in absent], "pdf", folder)
    return made


def lay_out(pdf: Path) -> str:
    """Returns the text of ``pdf`` as ``pdftotext -layout`` gives it.

    Raises:
        Unavailable: pdftotext is not installed.
    """
    if shutil.which("pdftotext") is None:
        raise Unavailable("pdftotext (apt-get install poppler-utils)")
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()


def find_tessdata(language: str) -> Path | None:
    """Returns the folder that holds Tesseract's data of a language, ``None`` where none does."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(folder) for folder in ((named,) if named else ()) + _TESSDATA]
    return next((folder for folder in folders if (folder / f"{language}.traineddata").is_file()), None)


@cache
def _engine(mode: int) -> Any:
    import tesserocr

    folder = find_tessdata("eng")
    if folder is None:
        raise Unavailable("English data of Tesseract (apt-get install tesseract-ocr-eng)")
    return tesserocr.PyTessBaseAPI(path=str(folder), lang="eng", psm=mode)


def ruin(pdf: bytes, mode: int) -> str:
    """Returns the text of ``pdf`` as Tesseract ``eng`` reads its pages, a form feed between them.

    Args:
        pdf: sound pages.
        mode: page segmentation: 3 finds columns, 6 reads across as one block.

    Raises:
        Unavailable: the English data is not installed.
    """
    engine = _engine(mode)
    return "\f".join(_recognised(engine, image) for image in scans.page_images(pdf, scans.CLEAN_DPI))


def _recognised(engine: Any, image: Image) -> str:
    engine.SetImage(image)
    engine.SetSourceResolution(scans.CLEAN_DPI)
    text: str = engine.GetUTF8Text()
    engine.Clear()
    return text.rstrip("\n\f") + "\n"


def ruined_layer(pdf: bytes) -> bytes:
    """Returns a PDF whose words stand where they stood, as Tesseract ``eng`` read them, with the lines of its tables.

    The words are invisible and there is no picture, as where a scan's picture cannot be decoded: nothing can be
    recognised anew.

    Raises:
        Unavailable: the English data is not installed.
    """
    import pdfplumber
    from reportlab.pdfgen.canvas import Canvas

    engine = _engine(3)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    with pdfplumber.open(io.BytesIO(pdf)) as source:
        for page, image in zip(source.pages, scans.page_images(pdf, scans.CLEAN_DPI), strict=True):
            canvas.setPageSize((page.width, page.height))
            _draw_lines(canvas, page.edges, float(page.height))
            engine.SetImage(image)
            engine.SetSourceResolution(scans.CLEAN_DPI)
            engine.Recognize()
            _lay_words(canvas, engine.GetTSVText(0), float(page.height))
            engine.Clear()
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw_lines(canvas: Any, edges: Sequence[dict[str, Any]], height: float) -> None:
    canvas.setLineWidth(0.5)
    for edge in edges:
        if min(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) < _THICK:
            canvas.line(edge["x0"], height - edge["top"], edge["x1"], height - edge["bottom"])


def _lay_words(canvas: Any, table: str, height: float) -> None:
    """Writes each word of Tesseract's table at its place; Helvetica has the letters that ``eng`` knows."""
    scale = 72 / scans.CLEAN_DPI
    for row in table.splitlines():
        level, *_, left, top, wide, high, _confidence, text = row.split("\t")
        word = text.strip().encode("latin-1", "ignore").decode("latin-1")
        if level != "5" or not word:
            continue
        layer = canvas.beginText(float(left) * scale, height - (float(top) + float(high)) * scale)
        layer.setTextRenderMode(3)
        size = max(4.0, float(high) * scale)
        layer.setFont("Helvetica", size)
        natural = canvas.stringWidth(word, "Helvetica", size)
        layer.setHorizScale(100 * float(wide) * scale / natural)
        layer.textOut(word)
        canvas.drawText(layer)
