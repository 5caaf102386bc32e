"""Where sentences, their clauses and the names of works end."""

from __future__ import annotations

import re

from corpus.model import Field
from corpus.parsing.body.unit_phrases import names_unit
from corpus.text import CAPITALS, cut, field, skeleton

# Where a sentence ends and the next begins. Matched: "ngày 10/3/2021. Các", "PTNT. Phòng". Refused: "TP. Hà".
_SENTENCE_END = re.compile(
    rf"(?:(?<=[^\W_A-Z][^\W_A-Z])|(?<=[A-ZĐ][à-ỹ])|(?<=/\d)|(?<=[A-ZĐ]{{3}}))\.\s+(?=[{CAPITALS}])"
)
# Between work and who does it. Matched: "Đánh giá nội bộ: Thanh tra chủ trì". Refused: "ISO 9001:2015".
_COLON = re.compile(r":(?!\d) ?")
# The name of a work has fewer words than a sentence; the longest of the invented plans has 19.
_LONGEST_NAME = 25


def split_name(text: Field) -> tuple[Field, Field] | None:
    """Parts the name of a work from the sentence behind its colon or full stop, ``None`` where there are not both.

    Matched: "Đánh giá nội bộ: Tổ ISO chủ trì …", "Báo cáo năm. Văn phòng gửi …". Refused: "Văn phòng Sở: theo dõi" (a
    unit), "ISO 9001:2015".
    """
    first, *others = text.quotes
    folded = skeleton(first.raw)
    stop = _SENTENCE_END.search(first.raw)
    colon = _COLON.search(folded.text)
    ends = [folded.origin(*colon.span())] if colon else []
    ends += [stop.span()] if stop else []
    if not ends or names_unit(first.raw):
        return None
    end, begin = min(ends)
    name = cut(first, 0, end)
    rest = [piece for piece in (cut(first, begin, len(first.raw)), *others) if piece.raw]
    short = 0 < len(name.raw.split()) <= _LONGEST_NAME
    return (field([name]), field(rest)) if short and rest else None


def split_sentences(text: Field) -> list[Field]:
    """Cuts a paragraph into its sentences; one field where it runs over pages."""
    if len(text.quotes) > 1:
        return [text]
    piece = text.quotes[0]
    ends = [match.span() for match in _SENTENCE_END.finditer(piece.raw)]
    bounds = zip([0, *(end for _, end in ends)], [*(start for start, _ in ends), len(piece.raw)], strict=True)
    return [field([sentence]) for start, end in bounds if (sentence := cut(piece, start, end)).raw]


def split_clauses(sentence: Field) -> list[Field]:
    """Cuts a sentence at its semicolons; one field where it runs over pages, or lists in brackets."""
    piece = sentence.quotes[0]
    if len(sentence.quotes) > 1 or "(" in piece.raw:
        return [sentence]
    at, clauses = 0, list[Field]()
    for part in piece.raw.split(";"):
        if (clause := cut(piece, at, at + len(part))).raw:
            clauses.append(field([clause]))
        at += len(part) + 1
    return clauses
