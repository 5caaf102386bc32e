"""What a sentence of an order says by its grammar: who is to do the work, with whom, and by when.

Only words that leave no choice are read: "Văn phòng Sở chủ trì, phối hợp với các phòng rà soát …, hoàn thành trước ngày
30/6". Anything else is left unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Field, Quote
from corpus.parsing.actors.unit_names import Opening, find_opening, is_plural
from corpus.parsing.body.sentence_times import find_sentence_time
from corpus.parsing.body.unit_phrases import MOST_UNIT_WORDS, is_unit, names_unit
from corpus.parsing.body.verbs import find_verb
from corpus.text import CAPITALS, cut, field, skeleton
from corpus.text.faces import Skeleton

# Matched: "Văn phòng: Theo dõi". Refused: "Ban Chỉ đạo ISO 9001:2015".
_BREAK = re.compile(r"[.;]|:(?!\d)")
_LONGEST_UNIT = 160
_ASSIGNED = re.compile(
    r"(?:giao(?: nhiem vu)?(?: cho)?|de nghi|yeu cau|phan cong|uy quyen(?: cho)?|kinh de nghi) (?=\S)"
)
# In a list of duties also "Đối với các phòng: …"; elsewhere such words say what the work is about.
_ABOUT = re.compile(r"(?:trach nhiem cua|nhiem vu cua|doi voi) (?=\S)")
# Who gives the work stands before who does it: "Lãnh đạo Sở yêu cầu các đơn vị nghiêm túc thực hiện".
_GIVES = re.compile(r".* (?:yeu cau|de nghi|giao) (?=\S)")
# What may stand before the subject. Matched: "Định kỳ hằng quý, các phòng", "Trong quý II, Văn phòng".
_BEFORE_SUBJECT = re.compile(
    r"(?P<time>(?:dinh ky|hang (?:thang|quy|nam)|trong|truoc|cham nhat|vao|tu|den) [^,.;:]{2,50}|"
    r"hang (?:thang|quy|nam)), "
)
_NAMED = re.compile(r"(?P<unit>(?:[^:;.]|:(?=\d)){3,120}?) ?:(?!\d)")
_WITH = re.compile(r"(?:chu tri ?,? ?(?:va )?)phoi hop (?:chat che )?(?:voi|cung) (?=\S)")
_TOGETHER = re.compile(r"(?:,? )?phoi hop (?:chat che )?(?:voi|cung) (?=\S)")
# Matched: "chủ trì, các phòng phối hợp thực hiện". Refused: "chủ trì, phối hợp với các phòng".
_JOINED = re.compile(
    r"chu tri ?[,;] ?(?:cung )?(?P<unit>[^;.:]{3,160}?) (?:cung )?phoi hop\b(?! (?:chat che )?(?:voi|cung))"
)
# Where a sentence ends and the next begins. Matched: "ngày 10/3/2021. Các". Refused: "TP. Hà", "ISO 9001. ".
_SENTENCE_END = re.compile(rf"(?<=[^\W_A-Z][^\W_A-Z])\.\s+(?=[{CAPITALS}])")
# Matched: "Hoàn thành trước ngày 10/3", "Thực hiện trong quý II".
_DONE = re.compile(r"(?:hoan thanh|thuc hien|xong)(?: xong)? (?:truoc|trong|cham nhat|tu|vao|den)\b")
# Between work and who does it. Matched: "Đánh giá nội bộ: Thanh tra chủ trì". Refused: "ISO 9001:2015".
_COLON = re.compile(r":(?!\d) ?")
# Matched: "Việc này do Văn phòng thực hiện", "do các phòng chủ trì". Refused: "do thay đổi quy định".
_BY = re.compile(
    r"(?:(?:viec|noi dung|nhiem vu|cong viec)(?: nay)? )?do (?P<unit>[^.;:]{3,120}?) "
    r"(?:chu tri|thuc hien|dam nhiem|dam nhan|phu trach|tien hanh)\b"
)
# The name of a work has fewer words than a sentence; the longest of the invented plans has 19.
_LONGEST_NAME = 25
# Words that give work to the unit before them.
_EXPLICIT = (
    "chu tri",
    "co trach",
    "chiu trach",
    "co nhiem vu",
    "giu vai tro",
    "la dau moi",
    "lam dau moi",
    "la co quan",
    "la thuong truc",
    "lam thuong truc",
    "la bo phan",
    "la don vi",
)


@dataclass(frozen=True, slots=True)
class Order:
    """What a sentence says of the doing of its work; ``None`` where its grammar does not say it."""

    lead: Field | None = None
    coordinate: Field | None = None
    time: Field | None = None


def read_order(text: Field, *, plain: bool) -> Order:
    """Reads who does the work of a sentence, with whom and by when.

    Args:
        text: the sentence without its mark.
        plain: read the subject of any verb as the one who does it ("Các phòng báo cáo …"), as in lists of duties; else
            only of words that give work ("chủ trì", "có trách nhiệm", "giao").
    """
    first = text.quotes[0]
    folded = skeleton(first.raw)
    before = _BEFORE_SUBJECT.match(folded.text)
    start = before.end() if before else 0
    lead, end = _find_subject(first, folded, start, plain=plain)
    if lead is None and before:
        lead, end = _find_subject(first, folded, 0, plain=plain)
    if lead is None and not plain and (colon := _COLON.search(folded.text)):
        lead, end = _find_subject(first, folded, colon.end(), plain=False)
    return Order(lead, _find_coordinate(first, folded, end, known=lead is not None), find_sentence_time(text))


def read_described(text: Field) -> Order:
    """Reads who and when from the first sentence below a heading of work that says neither itself.

    Words that give work are read as in any sentence. A plain subject ("Văn phòng Sở chuẩn bị …, trước ngày 15/3") is
    read only where it is one unit by name and the sentence says when as well; a deadline alone only where it opens the
    sentence ("Hoàn thành trước ngày 10/3").
    """
    sentence = _first_sentence(text)
    order = read_order(sentence, plain=False)
    if order.lead is not None:
        return order
    if order.time is not None and _DONE.match(skeleton(sentence.quotes[0].raw).text):
        return Order(time=order.time)
    subject = read_order(sentence, plain=True)
    named = subject.lead is not None and find_opening(subject.lead.value) is Opening.STRONG
    if subject.lead is not None and subject.time is not None and named and not is_plural(subject.lead.value):
        return subject
    return Order()


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


def _first_sentence(text: Field) -> Field:
    if len(text.quotes) > 1:
        return text
    piece = text.quotes[0]
    end = _SENTENCE_END.search(piece.raw)
    return field([cut(piece, 0, end.start())]) if end else text


def _find_subject(piece: Quote, folded: Skeleton, start: int, *, plain: bool) -> tuple[Field | None, int]:
    """Returns the unit that the sentence gives work to and where it ends on the skeleton; ``(None, start)`` else."""
    assigned = _ASSIGNED.match(folded.text, start) or (_ABOUT.match(folded.text, start) if plain else None)
    begin = assigned.end() if assigned else start
    named = _NAMED.match(folded.text, begin)
    if named and named.end() < len(folded.text.rstrip()) and is_unit(_raw(piece, folded, *named.span("unit"))):
        unit, _ = _unit(piece, folded, *named.span("unit"))
        return unit, named.end()
    if by := _BY.match(folded.text, begin):
        unit, _ = _unit(piece, folded, *by.span("unit"))
        return (unit, by.end()) if unit is not None and is_unit(unit.value) else (None, start)
    verb = find_verb(piece.raw, folded, begin)
    if verb is None:
        return None, start
    explicit = assigned or plain or verb[2].startswith(_EXPLICIT)
    if not explicit or verb[0] - begin > _LONGEST_UNIT:
        return None, start
    gives = _GIVES.match(folded.text, begin, verb[0])
    return _unit(piece, folded, gives.end() if gives else begin, verb[0])


def _unit(piece: Quote, folded: Skeleton, start: int, end: int) -> tuple[Field | None, int]:
    unit = cut(piece, *folded.origin(start, end), strip=" ,;:.\n\t")
    well = names_unit(unit.raw) and len(unit.raw.split()) <= MOST_UNIT_WORDS and not _BREAK.search(unit.raw)
    return (field([unit]), end) if well else (None, start)


def _find_coordinate(piece: Quote, folded: Skeleton, start: int, *, known: bool) -> Field | None:
    """Returns those whom the one who leads works with: "chủ trì, phối hợp với … <verb>", "chủ trì, … phối hợp"."""
    at = start + (folded.text[start : start + 1] == " ")
    if known and (joined := _JOINED.match(folded.text, at)):
        unit, _ = _unit(piece, folded, *joined.span("unit"))
        return unit if unit is not None and is_unit(unit.value) else None
    match = _WITH.match(folded.text, at)
    if match is None and known:
        match = _TOGETHER.match(folded.text, start)
    if match is None:
        return None
    verb = find_verb(piece.raw, folded, match.end())
    if verb is None:
        return None
    unit, _ = _unit(piece, folded, match.end(), verb[0])
    return unit


def _raw(piece: Quote, folded: Skeleton, start: int, end: int) -> str:
    begin, stop = folded.origin(start, end)
    return piece.raw[begin:stop]
