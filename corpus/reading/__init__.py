"""Reading: bytes of any supported format to one common form, :class:`corpus.model.Document`."""

from corpus.reading.quality import grade_text
from corpus.reading.read import load_document, read_document
from corpus.reading.sniff import MAX_BYTES, MediaType, sniff

__all__ = ["MAX_BYTES", "MediaType", "grade_text", "load_document", "read_document", "sniff"]
