"""From bytes to a document: sniff, read, grade."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.model import Document
from corpus.reading.builder import Reading
from corpus.reading.plain_text import read_text
from corpus.reading.quality import grade_text
from corpus.reading.sniff import MAX_BYTES, MediaType, sniff


def _docx(data: bytes) -> Reading:
    from corpus.reading.word.docx import read_docx

    return read_docx(data)


def _pdf(data: bytes) -> Reading:
    from corpus.reading.pdf.reader import read_pdf

    return read_pdf(data)


# One row a format; a new reader is one module and one row here (and its bytes in sniff).
_READERS: dict[MediaType, Callable[[bytes], Reading]] = {
    MediaType.TEXT: read_text,
    MediaType.DOCX: _docx,
    MediaType.PDF: _pdf,
}


def read_document(data: bytes, name: str) -> Document:
    """Reads a document of any supported format.

    The format is told from the bytes; ``name`` is only kept (without its folder). The same bytes and name always give
    an equal document.

    Args:
        data: the whole file, at most :data:`corpus.reading.sniff.MAX_BYTES`.
        name: the file name, with or without a folder.

    Raises:
        UnreadableDocument: the only error; ``code`` tells the cause: ``EMPTY_FILE``, ``FILE_TOO_LARGE``,
            ``UNKNOWN_FORMAT``, ``FORMAT_NOT_SUPPORTED``, ``OLD_OFFICE_FORMAT``, ``IMAGE_ONLY``, ``ZIP_NOT_DOCX``,
            ``DOCX_DAMAGED``, ``DOCX_ENCRYPTED``, ``PDF_DAMAGED``, ``PDF_ENCRYPTED``, ``ARCHIVE_SUSPICIOUS``,
            ``UNKNOWN_ENCODING``, ``NO_TEXT_LAYER`` or ``NO_TEXT``.
    """
    media_type = sniff(data)
    reading = _READERS[media_type](data)
    if not any(char.isalnum() for char in reading.text):
        raise UnreadableDocument("Tài liệu không có chữ nào; hãy kiểm tra lại tệp.", code="NO_TEXT")
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        name=re.split(r"[\\/]", name)[-1],
        media_type=media_type.value,
        text=reading.text,
        blocks=reading.blocks,
        quality=grade_text(reading.text, pages=reading.pages),
        wrapped=reading.wrapped,
        problems=reading.problems,
    )


def load_document(path: Path) -> Document:
    """Reads the file at ``path``; see :func:`read_document`.

    Raises:
        UnreadableDocument: as :func:`read_document`, and ``FILE_NOT_READABLE`` where the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableDocument(
            f"Không mở được tệp {path.name}; hãy kiểm tra tên tệp và quyền đọc.", code="FILE_NOT_READABLE"
        ) from error
    return read_document(data, path.name)
