"""The note below the title of an annex: "(Kèm theo Kế hoạch số 41/KH-UBND ngày 24/01/2024 của …)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.model import Field, Quote
from corpus.parsing.header.dateline import find_day, find_number
from corpus.text import cut, field, fold

# The note below the title. Matched: "(Kèm theo Kế hoạch số 41/KH-UBND …", "(Ban hành kèm theo Quyết định …",
# "Kèm theo Kế hoạch số". Refused: "có Phụ lục kèm theo".
_NOTE = re.compile(
    r"\((?:duoc )?(?:ban hanh )?(?:dinh )?kem theo\b|"
    r"^(?:ban hanh )?kem theo (?:ke hoach|quyet dinh|nghi quyet|cong van|van ban)"
)
# Whose document the note names: "… của UBND tỉnh Lam Sơn)". Refused: "của" before the number or the day.
# "ciia" as English OCR reads it.
_ISSUER = re.compile(r"(?<!\w)(?:của|cua|ciia|cia)\s+(?P<issuer>[^)]{2,120})", re.IGNORECASE)
_AFTER_ISSUER = re.compile(r"\s+(?:về việc|về|v/v|ban hành)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AnnexNote:
    """What a note says of the document that an annex belongs to; what is blank or not said is ``None``.

    Attributes:
        number: digits of its number.
        symbol: the rest of that number.
        date: its day of issue.
        issuer: who issued it.
    """

    number: Field | None = None
    symbol: Field | None = None
    date: date | None = None
    issuer: Field | None = None


def read_note(note: Quote) -> AnnexNote:
    """Reads a note."""
    number, day = find_number(note, anywhere=True), find_day(note, anywhere=True)
    behind = max((found.end for found in (number, day) if found), default=0)
    return AnnexNote(
        number=number.number if number else None,
        symbol=number.symbol if number else None,
        date=day.date if day else None,
        issuer=_issuer(note, behind),
    )


def find_note(text: str) -> int | None:
    """Returns where a note begins in a line, ``None`` where none does."""
    match = _NOTE.search(fold(text))
    if match is None:
        return None
    at = text.find("(") if match[0].startswith("(") else 0
    while at > 0 and not _NOTE.match(fold(text[at:])):
        at = text.find("(", at + 1)
    return max(at, 0)


def _issuer(note: Quote, behind: int) -> Field | None:
    match = _ISSUER.search(note.raw, behind)
    if match is None:
        return None
    start, end = match.span("issuer")
    if stop := _AFTER_ISSUER.search(note.raw, start, end):
        end = stop.start()
    piece = cut(note, start, end, strip=" \t\r\n.,;")
    return field([piece]) if any(char.isalpha() for char in piece.raw) else None
