"""What a caller may set about reading, and how it hears of progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# Longer than any plan with its annexes; it bounds the time one file can take.
MAX_PAGES = 1_000
# The longest plan seen with scanned annexes is a few MB.
MAX_BYTES = 50 * 1024 * 1024

Progress = Callable[[int, int], None]
"""Called with the number of pages read and the number of pages of the document."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Limits and means of one reading.

    Attributes:
        max_bytes: a larger file is refused.
        max_pages: a document with more pages is refused.
        ocr: whether pages without usable text are recognised from their image.
        ocr_cache: folder where recognised pages are kept by the hash of their image; ``None`` keeps nothing.
        ocr_threads: pages recognised at the same time.
    """

    max_bytes: int = MAX_BYTES
    max_pages: int = MAX_PAGES
    ocr: bool = True
    ocr_cache: Path | None = None
    ocr_threads: int = 1


DEFAULT_OPTIONS = ReadingOptions()


def ignore_progress(_done: int, _pages: int) -> None:
    """The listener that does nothing."""
