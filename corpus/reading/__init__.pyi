from .options import DEFAULT_OPTIONS, MAX_BYTES, Progress, ReadingOptions
from .quality import grade_text
from .read import load_document, read_document
from .sniff import MediaType, sniff
from .tools import Tool, can_be_read_further, is_installed

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
