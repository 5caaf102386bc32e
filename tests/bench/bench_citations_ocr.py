"""Measures citations on recognised pages: paragraphs of the labelled clean texts, printed, scanned and recognised.

Run: python tests/bench/bench_citations_ocr.py [--files FOLDER] [--part gold|dev|held-out] [--errors] [--mentions N]

Recognition moves every place, so keys are compared, each as often as it occurs on a sheet: a key is right where a label
has it, and a mention is met where any mention stands for it (the lesser of both counts, sheet by sheet). --files keeps
pages and readings for the next run.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from citation_labels import LabelledText, load_texts
from rendering import scans
from rendering.invented import Unavailable
from rendering.invented_pages import find_tessdata, print_pages

from corpus.citations import find_mentions
from corpus.citations.keys import plain_key
from corpus.model import CitationKind

if TYPE_CHECKING:
    from PIL.Image import Image

_A_PAGE = 24  # paragraphs, about a page and a half
CONDITIONS = {"OCR vie": ("vie", False), "OCR vie, bad scan": ("vie", True), "OCR without vie": ("eng", False)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paragraphs to print, with the keys of the numbered mentions in them; ``None`` for a key no reader is sure of."""

    paragraphs: tuple[str, ...]
    keys: tuple[str | None, ...]


@dataclass
class Tally:
    """Counts over sheets."""

    wanted: int = 0
    found: int = 0
    met: int = 0
    keyed: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, wanted: Sequence[str | None], found: Sequence[str | None]) -> None:
        """Adds one sheet."""
        labels, keys = Counter(map(plain_key, filter(None, wanted))), Counter(map(plain_key, filter(None, found)))
        self.wanted += len(wanted)
        self.found += len(found)
        self.met += min(len(wanted), len(found))
        self.keyed += keys.total()
        self.right += (labels & keys).total()
        self.wrong += [f"missing {key}" for key in (labels - keys).elements()]
        self.wrong += [f"invented {key}" for key in (keys - labels).elements()]


def build_sheets(texts: Sequence[LabelledText], mentions: int) -> list[Sheet]:
    """Returns sheets of paragraphs that hold numbered mentions, in a random order that is always the same."""
    paragraphs = [pair for labelled in texts if labelled.condition == "clean" for pair in _paragraphs(labelled)]
    random.Random(1).shuffle(paragraphs)  # noqa: S311 - no secret
    kept: list[tuple[str, tuple[str | None, ...]]] = []
    while paragraphs and sum(len(keys) for _, keys in kept) < mentions:
        kept.append(paragraphs.pop())
    pages = [kept[at : at + _A_PAGE] for at in range(0, len(kept), _A_PAGE)]
    return [Sheet(tuple(text for text, _ in page), tuple(key for _, keys in page for key in keys)) for page in pages]


def _paragraphs(labelled: LabelledText) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Yields the paragraphs of a text with a numbered mention and no optional one, and the keys in each."""
    start = 0
    for part in labelled.text.split("\n\n"):
        end = start + len(part)
        inside = [label for label in labelled.labels if label.start < end and start < label.end]
        numbered = [label for label in inside if label.kind is CitationKind.NUMBERED]
        if any(label.number and labelled.text[slice(*label.number)].isdecimal() for label in numbered):
            numbered = []  # a short form means a document of another paragraph
        if numbered and len(part) < 2000 and not any(label.optional for label in inside):
            yield " ".join(part.split()), tuple(label.key for label in numbered)
        start = end + 2


def _word_file(sheet: Sheet) -> bytes:
    document = docx.Document()
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", docx.shared.Pt(13)
    for paragraph in sheet.paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@cache
def _engine(language: str) -> Any:
    import tesserocr

    folder = find_tessdata(language)
    if folder is None:
        raise Unavailable(f"Tesseract data “{language}” (apt-get install tesseract-ocr-{language})")
    return tesserocr.PyTessBaseAPI(path=str(folder), lang=language, psm=3)


def _read(images: Sequence[Image], language: str) -> str:
    engine = _engine(language)
    texts = []
    for image in images:
        engine.SetImage(image)
        engine.SetSourceResolution(scans.CLEAN_DPI)
        texts.append(engine.GetUTF8Text())
        engine.Clear()
    return "\n".join(texts)


def read_sheet(sheet: Sheet, condition: str, folder: Path) -> str:
    """Returns the text of a sheet as it is recognised in a condition; a reading that is kept is not made again."""
    language, bad = CONDITIONS[condition]
    name = hashlib.sha256("\n".join(sheet.paragraphs).encode()).hexdigest()[:12]
    kept = folder / f"{name}-{condition.replace(' ', '_')}.txt"
    if not kept.is_file():
        pdf = print_pages({name: _word_file(sheet)}, folder)[name].read_bytes()
        images = scans.page_images(pdf, scans.CLEAN_DPI)
        kept.write_text(_read(scans.noisy(images) if bad else images, language), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def report(sheets: Sequence[Sheet], folder: Path, *, errors: bool) -> None:
    """Prints a line for each condition."""
    print(f"{'':20} mentions found  met    keys: P     R")
    for condition in CONDITIONS:
        tally = Tally()
        for sheet in sheets:
            found = [c for c in find_mentions(read_sheet(sheet, condition, folder)) if c.kind is CitationKind.NUMBERED]
            tally.add(sheet.keys, [citation.key for citation in found])
        keys = sum(key is not None for sheet in sheets for key in sheet.keys)
        print(
            f"{condition:20} {tally.wanted:8} {tally.found:5}  {tally.met / tally.wanted:.3f}  "
            f"     {tally.right / max(1, tally.keyed):.3f} {tally.right / keys:.3f}"
        )
        for line in tally.wrong if errors else ():
            print("    ", line)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=Path)
    parser.add_argument("--part")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--mentions", type=int, default=250)
    options = parser.parse_args()
    texts = [labelled for labelled in load_texts() if options.part in (None, labelled.part)]
    if not texts:
        print("không có bộ nhãn trích dẫn / no labelled citations beside the repository: nothing was measured")
        return
    sheets = build_sheets(texts, options.mentions)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.files or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        report(sheets, folder, errors=options.errors)


if __name__ == "__main__":
    main()
