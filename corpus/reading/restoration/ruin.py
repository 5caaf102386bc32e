"""Parallel text for the channel: clean pages drawn with many fonts and recognised by an OCR without Vietnamese.

A development step, not used when documents are read; it needs Tesseract's ``eng`` data and fonts with Vietnamese. Run::

    python -m corpus.reading.restoration.ruin FOLDER -o PAIRS --fonts FONTS [--pages N] [--tessdata FOLDER]

Each page of each text becomes ``<name>.<page>.true.txt`` and ``<name>.<page>.found.txt`` in PAIRS. The same texts,
fonts and Tesseract give the same pairs: the style of a page is drawn by a generator seeded with its name.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PIL.Image import Image

LETTERS = "ạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹđơưĂÂĐÊÔƠƯẾỆỘỢỰ"
"""What a font must have to be drawn with: Liberation's fonts, for one, show boxes for most of them."""
_LINES = 42
_A4_INCHES = (8.27, 11.69)
_CAPITALISED_EVERY = 9  # headings are a tenth of a plan and few in law


@dataclass(frozen=True, slots=True)
class Style:
    """How one page is drawn and spoilt.

    Attributes:
        font: path of the font's file.
        points: size of the letters.
        dpi: resolution of the scan.
        blur: radius of a Gaussian blur, pixels.
        noise: standard deviation of additive noise, grey levels.
        turn: degrees.
        threshold: grey level of a black-and-white scan; 0 keeps the greys.
    """

    font: str
    points: float
    dpi: int
    blur: float
    noise: float
    turn: float
    threshold: int


def find_fonts(folder: Path) -> tuple[str, ...]:
    """Finds the fonts of a folder that have every letter of Vietnamese, in the order of their names.

    Raises:
        ValueError: there is none.
    """
    from PIL import ImageFont

    found = []
    for path in sorted((*folder.glob("*.ttf"), *folder.glob("*.otf"))):
        font = ImageFont.truetype(str(path), 40)
        missing = bytes(font.getmask("\uffff"))
        if all(bytes(font.getmask(letter)) != missing for letter in LETTERS):
            found.append(str(path))
    if not found:
        raise ValueError(f"no font with Vietnamese in {folder.name}")
    return tuple(found)


def draw_style(name: str, fonts: Sequence[str]) -> tuple[Style, np.random.Generator]:
    """Draws the style of the page called ``name``, and gives the generator for its noise."""
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    random = np.random.default_rng(seed)
    style = Style(
        font=fonts[int(random.integers(len(fonts)))],
        points=float(random.choice([12, 13, 13, 14])),
        dpi=int(random.choice([150, 200, 200, 300])),
        blur=float(random.uniform(0.2, 0.9)),
        noise=float(random.uniform(0, 14)),
        turn=float(random.uniform(-0.4, 0.4)),
        threshold=int(random.choice([0, 0, 150])),
    )
    return style, random


def cut_pages(text: str, pages: int) -> Iterator[tuple[str, ...]]:
    """Cuts up to ``pages`` pages of wrapped lines, evenly spread over ``text``, a ninth of them in capitals."""
    lines: list[str] = []
    for number, paragraph in enumerate(re.split(r"\n\s*\n|(?<=[.;:])\s*\n", text)):
        words = " ".join(word for word in paragraph.split() if not re.fullmatch(r"[|\-_#*=]+", word))
        if number % _CAPITALISED_EVERY == 4 and len(words) < 160:
            words = words.upper()
        lines += textwrap.wrap(words, width=78, break_long_words=True)
    for page in range(pages):
        start = page * len(lines) // pages
        taken = tuple(lines[start : min(start + _LINES, (page + 1) * len(lines) // pages)])
        if len(taken) >= 8:
            yield taken


def draw_page(lines: Sequence[str], style: Style, random: np.random.Generator) -> Image:
    """Draws lines on a grey page of A4 and spoils it as a scanner does."""
    from PIL import Image, ImageDraw, ImageFilter, ImageFont

    width, height = (round(inches * style.dpi) for inches in _A4_INCHES)
    page = Image.new("L", (width, height), 255)
    margin = round(0.75 * style.dpi)
    scale = style.dpi / 72
    font = ImageFont.truetype(style.font, round(style.points * scale))
    widest = max(font.getlength(line) for line in lines)
    if widest > width - 2 * margin:
        font = ImageFont.truetype(style.font, int(font.size * (width - 2 * margin) / widest))
    step = min(font.size * 1.45, (height - 2 * margin) / len(lines))
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((margin, margin + number * step), line, font=font, fill=int(random.integers(0, 60)))
    page = page.rotate(style.turn, fillcolor=255, resample=Image.Resampling.BICUBIC)
    page = page.filter(ImageFilter.GaussianBlur(style.blur * style.dpi / 200))
    grey = np.asarray(page, dtype=np.float32) + random.normal(0, style.noise, (height, width))
    if style.threshold:
        grey = np.where(grey < style.threshold, 0, 255)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def ruin_texts(
    texts: Sequence[tuple[str, str]], pages: int, fonts: Sequence[str], tessdata: str
) -> Iterator[tuple[str, str, str]]:
    """Yields (page name, clean page, page as recognised by Tesseract ``eng``) for (name, text) pairs."""
    import tesserocr

    with tesserocr.PyTessBaseAPI(path=tessdata, lang="eng", psm=tesserocr.PSM.SINGLE_BLOCK) as engine:
        for name, text in texts:
            for number, lines in enumerate(cut_pages(text, pages)):
                label = f"{name}.{number}"
                style, random = draw_style(label, fonts)
                engine.SetImage(draw_page(lines, style, random))
                engine.SetSourceResolution(style.dpi)
                yield label, "\n".join(lines) + "\n", engine.GetUTF8Text()


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes the pairs of every ``*.txt`` of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--pages", type=int, default=1, help="pages a text")
    parser.add_argument("--fonts", type=Path, required=True, help="folder of .ttf and .otf files")
    parser.add_argument("--tessdata", default="/usr/share/tesseract-ocr/5/tessdata")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    paths = sorted(path for path in options.folder.glob("*.txt") if "_ocr-" not in path.name)
    texts = [(path.stem, path.read_text(encoding="utf-8").split("\n", 1)[-1]) for path in paths]
    for label, true, found in ruin_texts(texts, options.pages, find_fonts(options.fonts), options.tessdata):
        (options.out / f"{label}.true.txt").write_text(true, encoding="utf-8")
        (options.out / f"{label}.found.txt").write_text(found, encoding="utf-8")


if __name__ == "__main__":
    main()
