"""Renders the sample plans from their sources: ``python -m corpus.samples.build OUT``.

The built files are committed under ``plans/``, so that neither users nor tests need this module. The bytes depend on
the sources only (fixed dates, no random ids), given the same zlib and the releases of python-docx and reportlab in use.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from corpus.samples.render_docx import render_docx
from corpus.samples.render_pdf import render_pdf
from corpus.samples.render_text import render_text
from corpus.samples.source import Format, SampleSource, read_sources

_RENDERERS: dict[Format, Callable[[SampleSource], bytes]] = {
    "docx": render_docx,
    "txt": render_text,
    "pdf": render_pdf,
}


def build_samples(out: Path) -> tuple[Path, ...]:
    """Writes every sample plan into the folder ``out``, which is made if absent.

    Returns:
        The written files, sorted by id.

    Raises:
        FileNotFoundError: the DejaVu fonts (Debian: fonts-dejavu-core) are absent, which the PDF files need.
    """
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for source in read_sources():
        path = out / source.file_name
        path.write_bytes(_RENDERERS[source.format](source))
        written.append(path)
    return tuple(written)


if __name__ == "__main__":
    build_samples(Path(sys.argv[1]))
