"""Reading: bytes of any supported format to one common form, :class:`corpus.model.Document`."""

from corpus.reading.options import DEFAULT_OPTIONS, MAX_BYTES, Progress, ReadingOptions
from corpus.reading.quality import grade_text
from corpus.reading.read import load_document, read_document
from corpus.reading.sniff import MediaType, sniff
from corpus.reading.tools import Tool, can_be_read_further, is_installed

__all__ = [
    "DEFAULT_OPTIONS",
    "MAX_BYTES",
    "MediaType",
    "Progress",
    "ReadingOptions",
    "Tool",
    "can_be_read_further",
    "grade_text",
    "is_installed",
    "load_document",
    "read_document",
    "sniff",
]
