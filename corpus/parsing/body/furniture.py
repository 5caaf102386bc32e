"""What a page carries beside its text: page numbers, and heads and feet that run through the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.model import Block, Document
from corpus.text import fold

# Matched: "3", "- 12 -", "Trang 4/5". Refused: "3 Tổ chức", "12/2023".
_PAGE_NUMBER = re.compile(r"\s*(?:[-–]\s*\d{1,3}\s*[-–]|\d{1,3}|Trang\s+\d+(?:\s*/\s*\d+)?)\s*")
# A running head that counts its pages. Matched: "KẾ HOẠCH ISO 2025 - Trang 2", "… trang 3/7". Refused: "xem trang 3
# của sổ tay".
_COUNTED = re.compile(r"\b[Tt]rang\s+\d+(?:\s*/\s*\d+)?\s*$")
_NO_LETTERS = re.compile(r"[\d\W_]+")
# What begins a page of its own, however many do. Matched: "PHỤ LỤC 01".
_OWN_PAGE = re.compile(r"phu luc\b|bieu (?:so )?\d|mau (?:so )?\d")
_LONGEST = 110
_SHORTEST = 6
# A line that stands so often at the end or the beginning of a page is no text; with a page count twice is enough.
_REPEATED = 3
_REPEATED_COUNTED = 2


def drop_furniture(document: Document, lines: Sequence[Block]) -> list[Block]:
    """Returns the lines of a document without bare page numbers and running heads.

    A head is a short line whose letters recur beside page ends: at a change of page, at a form feed, or next to a page
    number. Elsewhere the same words stay, as the title does that a head repeats.
    """
    texts = [document.slice(line.source) for line in lines]
    numbers = [_PAGE_NUMBER.fullmatch(text) is not None for text in texts]
    keys = ["" if number else _key(text) for text, number in zip(texts, numbers, strict=True)]
    beside = [_beside_page_end(document, lines, numbers, index) for index in range(len(lines))]
    counts = Counter(key for key, end in zip(keys, beside, strict=True) if key and end)
    counted = Counter(key for key, text in zip(keys, texts, strict=True) if key and _COUNTED.search(text))
    return [
        line
        for line, key, text, number, end in zip(lines, keys, texts, numbers, beside, strict=True)
        if not number
        and not (end and counts[key] >= _REPEATED)
        and not (counted[key] >= _REPEATED_COUNTED and _COUNTED.search(text))
    ]


def _key(text: str) -> str:
    """Returns the letters of a line that could be a head, empty for any other."""
    folded = fold(text)
    if len(text) > _LONGEST or _OWN_PAGE.match(folded):
        return ""
    key = _NO_LETTERS.sub(" ", folded).strip()
    return key if len(key) >= _SHORTEST else ""


def _beside_page_end(document: Document, lines: Sequence[Block], numbers: Sequence[bool], index: int) -> bool:
    source = lines[index].source
    for other in (index - 1, index + 1):
        if not 0 <= other < len(lines):
            continue
        near = lines[other].source
        first, second = sorted((source, near))
        if numbers[other] or near.page != source.page or "\f" in document.text[first.end : second.start]:
            return True
    return False
