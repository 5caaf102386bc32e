"""Short forms without "số" ("Nghị quyết 57", "QĐ 19"): mentions only where a full form before them says of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.citations.numbered.leads import find_lead
from corpus.citations.passage import Passage, State
from corpus.citations.tables import load_types
from corpus.model import Citation, CitationKind
from corpus.text import fold

# A number of digits only behind a word. Matches the 57 of "quyet 57", "qd 05"; refuses those of "57-nq", "57/2024",
# "5.000", "57,5", "57 %".
_NUMBER = re.compile(r"(?<=[a-z] )\d{1,4}(?!\w|[.,‐‑–-]\d| ?[-–/⁄∕%] ?\w| ?%)")
# What makes the number a count or a point in time. Matches " nam", " noi dung"; refuses " cua", " ve".
_COUNTED = re.compile(
    r" (?:nam|thang|ngay|quy|tuan|lan|noi dung|nhiem vu|muc tieu|chi tieu|giai phap|buoc|nhom|linh vuc|co quan|don vi"
    r"|nguoi|dong chi|ho|xa|phuong|tinh|huyen|dieu|khoan|diem|muc|chuong|phan|trang|ban|loai|hinh thuc|thu tuc"
    r"|quy trinh|cong trinh|du an|de an|ty|trieu|nghin|dong|ket qua|van ban|bo|so|cap)(?![a-z])"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_WORD = 12  # no type word ends in a longer one


def find_short_forms(passage: Passage) -> Iterator[Citation]:
    """Yields what may be the short form of a document named in full, in order and without a key.

    ``Quyết định 19`` may also decide on 19 matters, so :func:`corpus.citations.resolve.resolve` keeps only those whose
    document was named before.
    """
    text = passage.face.text
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        word = text[max(0, start - _LONGEST_WORD) : start - 1].rsplit(" ", 1)[-1]
        if word not in _last_words() or _COUNTED.match(text, end) or _YEAR.fullmatch(match[0]):
            continue
        lead = find_lead(passage, start)
        if lead.type is None or lead.number != start or not lead.capital or lead.state is State.RUINED:
            continue
        yield Citation(
            raw=passage.raw(lead.start, end),
            source=passage.source(lead.start, end),
            kind=CitationKind.NUMBERED,
            type=lead.type.name,
            number=match[0],
            year=None,
            key=None,
            damaged=False,
        )


def is_short_form(citation: Citation) -> bool:
    """Tells whether a mention has neither "số" nor a year nor a symbol: a document only if it was named before."""
    number = citation.number or ""
    words = citation.raw.removesuffix(number).split()
    return number.isdigit() and citation.raw.endswith(number) and words[-1:] != [] and fold(words[-1]) in _last_words()


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    """Returns the last words of all type words and abbreviations, folded."""
    return frozenset(fold(word).split()[-1] for kind in load_types() for word in (*kind.words, *kind.abbreviations))
