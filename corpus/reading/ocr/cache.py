"""Keeping what was recognised: one small JSON file a page, named by the hash of its picture and of the means."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.reading.ocr.page import Recognised
from corpus.reading.ocr.recogniser import recogniser_version
from corpus.reading.page.geometry import Box, Word

if TYPE_CHECKING:
    from corpus.reading.ocr.preparation import Pixels

# Part of every key: raise it when preparation, tables or the choice of words change what a picture yields.
SETTINGS = 3

_LOG = logging.getLogger(__name__)


def page_key(grey: Pixels, dpi: float) -> str:
    """Returns the name under which the reading of a picture is kept: a hex digest of pixels, resolution and means."""
    digest = hashlib.sha256(f"{SETTINGS}; {recogniser_version()}; {grey.shape}; {dpi:.3f}\n".encode())
    digest.update(grey.tobytes())
    return digest.hexdigest()


def load_page(folder: Path, key: str) -> Recognised | None:
    """Returns what is kept under ``key``; ``None`` where there is nothing, or nothing that can be used."""
    try:
        kept = json.loads((folder / f"{key}.json").read_text("utf-8"))
        return Recognised(
            tuple(Word(str(text), _box(edges)) for text, *edges in kept["words"]),
            tuple(tuple(_box(edges) for edges in cells) for cells in kept["tables"]),
            float(kept["confidence"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError):
        _LOG.warning("kept page %s is damaged; it is read anew", key[:12])
        return None


def save_page(folder: Path, key: str, page: Recognised) -> None:
    """Keeps ``page``; a reader meets the whole file or none. A folder that cannot be written to costs only time."""
    kept = {
        "words": [[word.text, *_edges(word.box)] for word in page.words],
        "tables": [[_edges(cell) for cell in cells] for cells in page.tables],
        "confidence": page.confidence,
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{key[:12]}-", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(kept, file, ensure_ascii=False, separators=(",", ":"))
            Path(name).replace(folder / f"{key}.json")
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        _LOG.warning("page %s could not be kept: %s", key[:12], error.strerror)


def _edges(box: Box) -> list[float]:
    return [box.x0, box.top, box.x1, box.bottom]


def _box(edges: list[float]) -> Box:
    x0, top, x1, bottom = (float(edge) for edge in edges)
    return Box(x0, top, x1, bottom)
