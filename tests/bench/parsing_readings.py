"""Documents read once and kept: a change of the parser alone reads nothing anew."""

from __future__ import annotations

import hashlib
import os
import pickle
from functools import cache
from pathlib import Path

import corpus
from corpus.model import Document
from corpus.reading import ReadingOptions, load_document

_ROOT = Path(corpus.__file__).parent
# What decides over a reading: the readers, the text they share, the form of a document.
_READERS = ("reading", "text", "model")


class Readings:
    """Reads files; with a folder, keeps the documents under the digest of file and readers."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        cache_folder = folder / "pages" if folder else None
        self._options = ReadingOptions(ocr_cache=cache_folder, ocr_threads=os.cpu_count() or 1)

    def read(self, path: Path) -> Document:
        """Reads the file at ``path``.

        Raises:
            UnreadableDocument: as :func:`corpus.reading.load_document`.
        """
        if self._folder is None:
            return load_document(path, self._options)
        digest = hashlib.sha256(path.read_bytes() + _readers()).hexdigest()[:24]
        kept = self._folder / "documents" / digest
        if kept.is_file():
            return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]  # noqa: S301 - our own files
        document = load_document(path, self._options)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(document))
        return document


@cache
def _readers() -> bytes:
    digest = hashlib.sha256()
    for name in _READERS:
        for path in sorted((_ROOT / name).rglob("*")):
            if path.suffix in {".py", ".tsv", ".bin"}:
                digest.update(path.read_bytes())
    return digest.digest()
