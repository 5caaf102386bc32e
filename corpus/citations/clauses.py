"""Places inside a document that a mention names: "điểm a khoản 2 Điều 4 Nghị định số …", "Điều 5 của Luật này"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.citations.passage import Passage
from corpus.model import Citation, Clause

_NUMBER = r"\d{1,3}[a-zđ]?(?![\w/])"
_LETTER = r"[a-zđ](?![\w/])"
_NEXT = r" ?(?:,|va|hoac|,? ?den) ?"
# One level with its members. Matches "diem a, b va c", "khoan 2", "cac dieu 5, 6", "dieu 4a"; refuses "dieu hanh",
# "khoan 2/2014".
_LEVEL = (
    rf"(?:(?P<point>diem {_LETTER}(?:{_NEXT}{_LETTER})*)"
    rf"|(?P<paragraph>khoan {_NUMBER}(?:{_NEXT}{_NUMBER})*)"
    rf"|(?P<article>dieu {_NUMBER}(?:{_NEXT}{_NUMBER})*))"
)
_ONE = re.compile(_LEVEL)
_ANY = re.sub(r"\(\?P<\w+>", "(?:", _LEVEL)
# Levels that belong together. Matches "diem a khoan 2 dieu 4", "khoan 1, khoan 3 dieu 5 va dieu 6"; refuses "khoan".
_CHAIN = re.compile(rf"(?=[dk])(?<![a-z0-9]){_ANY}(?:,? (?:(?:va|hoac|cac|tu|den|tai|cua|,) ?){{0,3}}{_ANY})*")
# Between the clauses and the document. Matches " ", " cua ", " thuoc ", " ban hanh kem theo "; refuses ", ".
_TO_DOCUMENT = re.compile(r" (?:(?:cua|thuoc|tai|trong) )?(?:(?:quy che|quy dinh|dieu le)? ?ban hanh kem theo )?")
_MEMBER = re.compile(rf"(?<![a-z0-9]){_NUMBER}|(?<![a-z0-9]){_LETTER}")


def attach_clauses(passage: Passage, citations: Sequence[Citation]) -> Iterator[Citation]:
    """Yields the citations of a passage, in order, with the clauses that stand directly before them."""
    chains = _chains_by_end(passage, citations)
    for index, citation in enumerate(citations):
        clauses = chains.get(index)
        yield replace(citation, clauses=tuple(clauses)) if clauses else citation


def _chains_by_end(passage: Passage, citations: Sequence[Citation]) -> dict[int, list[Clause]]:
    """Returns the clauses of each citation that has some, by its index."""
    if not citations:
        return {}
    starts = [citation.source.start for citation in citations]
    found: dict[int, list[Clause]] = defaultdict(list)
    for chain in _CHAIN.finditer(passage.face.text):
        gap = _TO_DOCUMENT.match(passage.face.text, chain.end())
        if gap is None:
            continue
        place = passage.source(gap.end(), min(gap.end() + 1, len(passage.face.text))).start
        index = bisect_left(starts, place)
        if index < len(starts) and starts[index] == place:
            found[index].extend(_clauses(passage, chain))
    return found


def _clauses(passage: Passage, chain: re.Match[str]) -> Iterable[Clause]:
    """Reads a chain from its end: a point belongs to the paragraph behind it, a paragraph to the article behind it."""
    raw, source = passage.raw(*chain.span()), passage.source(*chain.span())
    article: str | None = None
    paragraph: str | None = None
    built: list[Clause] = []
    last = None
    for level in reversed(list(_ONE.finditer(chain[0]))):
        kind = next(name for name, words in level.groupdict().items() if words)
        offset = chain.start() + level.start()
        members = [
            passage.raw(offset + member.start(), offset + member.end()).lower()
            for member in _MEMBER.finditer(level[0], level[0].index(" "))
        ]
        if kind == "article":
            built += [Clause(raw, source, article=member) for member in reversed(members)]
            article, paragraph = members[0], None
        elif kind == "paragraph":
            if last == "article":
                built.pop()  # the article is told by its paragraphs
            built += [Clause(raw, source, article=article, paragraph=member) for member in reversed(members)]
            paragraph = members[0]
        else:
            if last in {"article", "paragraph"}:
                built.pop()
            built += [
                Clause(raw, source, article=article, paragraph=paragraph, point=member) for member in reversed(members)
            ]
        last = kind
    return reversed(built)
