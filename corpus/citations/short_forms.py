"""Short forms without "số" ("Nghị quyết 57", "QĐ 19"): mentions only where a full form before them says of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.citations.issuer_codes import issuers_in
from corpus.citations.numbered.issuers import read_issuer
from corpus.citations.numbered.leads import find_lead
from corpus.citations.passage import Passage, State
from corpus.citations.tables import load_types
from corpus.model import Citation, CitationKind
from corpus.text import fold

# A number of digits only behind a word. Matches the 57 of "quyet 57", "qd 05"; refuses those of "57-nq", "57/2024",
# "5.000", "57,5", "57 %".
_NUMBER = re.compile(r"(?<=[a-z] )\d{1,4}(?!\w|[.,‐‑–-]\d| ?[-–/⁄∕%] ?\w| ?%)")
# What may follow a document that is named; anything else is counted ("19 trường hợp", "20 đảng viên"). Matches ",",
# ")", " cua", " ve", " quy dinh", "" at the end; refuses " truong hop", " giao vien", " nam", " khoa xii", " tai lieu".
_FOLLOWS = re.compile(
    r" ?[,;:)\]”\"’]|\.(?!\d)| ?\Z| (?:va|cua|ve|neu tren|noi tren|tren day|tren dia ban|nay|da|quy dinh|xac dinh"
    r"|yeu cau|co(?! (?:so|quan|cau|phan))|thi(?! (?:sinh|xa|tran))|de(?! (?:an|xuat|nghi))|tai(?! (?:lieu|khoan|san))"
    r"|van(?! (?:ban|phong))|dang(?! (?:vien|bo|uy))|giao(?! (?:vien|duc|an))|nhung(?! nguoi)|chi dao|chi ro|neu ro"
    r"|ban hanh|la|duoc|cung|trong|theo|khong|voi|cho|den|khi|hoac|hay|phai|se|bao gom|hien|doi voi|nham|vao"
    r"|het hieu luc|con hieu luc)(?![a-z])"
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
        if word not in _last_words() or not _FOLLOWS.match(text, end) or _YEAR.fullmatch(match[0]):
            continue
        lead = find_lead(passage, start)
        if lead.type is None or lead.number != start or not lead.capital or lead.state is State.RUINED:
            continue
        issuer = read_issuer(passage, end, shared=False)
        yield Citation(
            raw=passage.raw(lead.start, issuer[1] if issuer else end),
            source=passage.source(lead.start, issuer[1] if issuer else end),
            kind=CitationKind.NUMBERED,
            type=lead.type.name,
            number=match[0],
            year=None,
            key=None,
            issuer=passage.words(issuer),
            issuer_source=passage.place(issuer),
            damaged=False,
        )


def agrees(short: Citation, full: Citation) -> bool:
    """Tells whether a short form may mean a document by the issuer behind it: "Nghị quyết 19 của Trung ương"."""
    if short.issuer is None:
        return True
    names = [full.issuer] if full.issuer else list(issuers_in(full.number or ""))
    words = set(fold(short.issuer).split())
    return any(words <= (other := set(fold(name).split())) or other <= words for name in names)


def is_short_form(citation: Citation) -> bool:
    """Tells whether a mention has neither "số" nor a year nor a symbol: a document only if it was named before."""
    number = citation.number or ""
    words = citation.raw.partition(number)[0].split() if number.isdigit() else []
    return bool(words) and fold(words[-1]) in _last_words()


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    """Returns the last words of all type words and abbreviations, folded."""
    return frozenset(fold(word).split()[-1] for kind in load_types() for word in (*kind.words, *kind.abbreviations))
