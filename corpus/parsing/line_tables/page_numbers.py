"""The numbers printed on the pages of a table that came as plain lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Block, Document

_PAGE_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*")


def is_page_number(document: Document, blocks: Sequence[Block], place: int) -> bool:
    """Tells whether a line holds a bare number and is the first or last of its page."""
    source = blocks[place].source
    if not _PAGE_NUMBER.fullmatch(document.slice(source)):
        return False
    before = document.text[blocks[place - 1].source.end : source.start] if place else "\f"
    after = document.text[source.end : blocks[place + 1].source.start] if place + 1 < len(blocks) else "\f"
    return "\f" in before + after
