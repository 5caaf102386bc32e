"""Reads files in a process of its own, so that the memory of one format can be measured: python reading_child.py FILE…

Prints one JSON object: what was read of each file, the seconds it took, and the peak memory of the process.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.model import BlockKind, Document
from corpus.reading import load_document


def flatten(document: Document) -> list[dict[str, object]]:
    """Returns the blocks: paragraphs with their text, rows with the texts of their cells."""
    blocks: list[dict[str, object]] = []
    for block in document.blocks:
        found: dict[str, object] = {"page": block.source.page}
        if block.kind is BlockKind.ROW:
            found["table"] = block.table
            found["cells"] = [document.slice(cell.source) if cell.source else "" for cell in block.cells]
        else:
            found["text"] = document.slice(block.source)
        blocks.append(found)
    return blocks


def read(path: Path) -> dict[str, object]:
    """Reads one file; an error is told by its code."""
    started = time.perf_counter()
    try:
        document = load_document(path)
    except UnreadableDocument as error:
        return {"error": error.code}
    quality = document.quality
    return {
        "seconds": time.perf_counter() - started,
        "blocks": flatten(document),
        "wrapped": document.wrapped,
        "pages": quality.pages,
        "ocr_pages": quality.ocr_pages,
        "layer": quality.layer.value,
        "score": quality.score,
        "problems": [problem.code for problem in document.problems],
    }


def main() -> None:
    """Reads the files named on the command line."""
    files = {name: read(Path(name)) for name in sys.argv[1:]}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps({"files": files, "peak_mb": max(peak, children) / 1024}))


if __name__ == "__main__":
    main()
