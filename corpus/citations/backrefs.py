"""Mentions that point back at a document: "Quyết định này", "Nghị định nêu trên", "Thông tư đó"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.citations.passage import Passage, State, judge
from corpus.citations.tables import DocumentType, load_types
from corpus.model import Citation, CitationKind
from corpus.text import fold, has_accents, normalise

# How a document is pointed at, accented; "trên" alone also means "on".
_POINTERS = ("này", "nêu trên", "nói trên", "kể trên", "dẫn trên", "đã nêu", "đã dẫn")
# Types whose word means the document even in small letters; "quyết định này" may be an act of deciding.
_ALWAYS = frozenset({"Luật", "PL", "NĐ", "TT", "TTLT", "NQ"})
# Types whose word, pointed at, is as often no document: "báo cáo này", "chương trình này" go by their capital.
_NEVER = frozenset({"VB"})
# What every back reference ends with. Matches " nay", " neu tren", " da dan"; refuses "nam".
_POINTER = re.compile(r" (?:na\w?y|\w{2,4} tr\w{1,2}n|da (?:ne|da)\w{1,2})\b")
# Letters that only Vietnamese has: a text with them was not read by an engine that knows none.
_VIETNAMESE = re.compile(r"[ăắằẳẵặâấầẩẫậđêếềểễệôốồổỗộơớờởỡợưứừửữựạảẹẻẽịỉọỏụủỵỷỹ]", re.IGNORECASE)


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], dict[str, DocumentType]]:
    types = {fold(word): kind for kind in load_types() for word in kind.words if kind.prefix not in _NEVER}
    words = "|".join(sorted((_loose(word) for word in types), key=len, reverse=True))
    pointers = "|".join(_loose(fold(pointer)) for pointer in _POINTERS)
    return re.compile(rf"(?<![a-z0-9])(?P<word>{words})(?: dinh kem)? (?P<pointer>{pointers})(?![a-z0-9])"), types


def _loose(word: str) -> str:
    """Returns a pattern for a word with one more vowel, as recognition reads stacked accents: "quyet", "quyeét"."""
    return re.sub(r"[aeiou]+", lambda vowels: f"{vowels[0]}[aeiou4]?", word)


def find_backrefs(passage: Passage) -> Iterator[Citation]:
    """Yields the back references of a passage in order, each without a key: what it means is told later."""
    if not _POINTER.search(passage.face.text):
        return
    pattern, types = _pattern()
    for match in pattern.finditer(passage.face.text):
        word, pointer = passage.raw(*match.span("word")), passage.raw(*match.span("pointer"))
        kind = types.get(match["word"]) or _nearest(match["word"], types)
        if not word[:1].isupper() and not _means_document(passage, match.start(), kind):
            continue
        if has_accents(pointer) and not _is_pointer(pointer):
            continue  # "nay" (today) and "nấy" are no pointers
        state = max(judge(word, *kind.words), judge(pointer, *_POINTERS))
        if state is State.BARE and fold(pointer) == "nay" and _VIETNAMESE.search(passage.text):
            continue  # a text with its accents writes "này"
        yield Citation(
            raw=passage.raw(*match.span()),
            source=passage.source(*match.span()),
            kind=CitationKind.BACKREF,
            type=kind.name,
            number=None,
            year=None,
            key=None,
            damaged=state is State.RUINED,
        )


def _means_document(passage: Passage, start: int, kind: DocumentType) -> bool:
    """Tells whether a type word in small letters means a document: always, or as that of which a clause is named."""
    return kind.prefix in _ALWAYS or (kind.prefix == "QyĐ" and passage.face.text.endswith(" cua ", 0, start))


def _is_pointer(raw: str) -> bool:
    return normalise(raw).lower() in _POINTERS or fold(raw) not in {"nay"}


def _nearest(word: str, types: dict[str, DocumentType]) -> DocumentType:
    """Returns the type whose word a loosely matched one is."""
    return next(kind for plain, kind in types.items() if re.fullmatch(_loose(plain), word))
