"""What a sentence of an order says by its grammar: who is to do the work, with whom, and by when.

Only words that leave no choice are read: "Văn phòng Sở chủ trì, phối hợp với các phòng rà soát …, hoàn thành trước ngày
30/6". Anything else is left unknown.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from corpus.model import Field, Quote
from corpus.parsing.actors.unit_names import Opening, find_opening, is_plural
from corpus.parsing.body.sentence_ends import split_sentences
from corpus.parsing.body.sentence_times import find_sentence_time
from corpus.parsing.body.unit_phrases import MOST_UNIT_WORDS, is_unit, names_unit
from corpus.parsing.body.verbs import find_verb
from corpus.text import cut, field, skeleton
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
    r"hang (?:thang|quy|nam)|(?P<basis>tren co so|can cu|theo) [^,.;:]{2,120}), "
)
_NAMED = re.compile(r"(?P<unit>(?:[^:;.]|:(?=\d)){3,120}?) ?:(?!\d)")
_WITH = re.compile(r"(?:chu tri ?,? ?(?:va )?)phoi hop (?:chat che )?(?:voi|cung) (?=\S)")
_TOGETHER = re.compile(r"(?:,? )?phoi hop (?:chat che )?(?:voi|cung) (?=\S)")
# Matched: "chủ trì, các phòng phối hợp thực hiện". Refused: "chủ trì, phối hợp với các phòng".
_JOINED = re.compile(
    r"chu tri ?[,;] ?(?:cung )?(?P<unit>[^;.:]{3,160}?) (?:cung )?phoi hop\b(?! (?:chat che )?(?:voi|cung))"
)
# Matched: "Hoàn thành trước ngày 10/3", "Thực hiện trong quý II".
_DONE = re.compile(r"(?:hoan thanh|thuc hien|xong)(?: xong)? (?:truoc|trong|cham nhat|tu|vao|den)\b")
# Between work and who does it. Matched: "Đánh giá nội bộ: Thanh tra chủ trì". Refused: "ISO 9001:2015".
_COLON = re.compile(r":(?!\d) ?")
# Matched: "Việc này do Văn phòng thực hiện", "do các phòng chủ trì". Refused: "do thay đổi quy định".
_BY = re.compile(
    r"(?:(?:viec|noi dung|nhiem vu|cong viec)(?: nay)? )?do (?P<unit>[^.;:]{3,120}?) "
    r"(?:chu tri|thuc hien|dam nhiem|dam nhan|phu trach|tien hanh)\b"
)
# Words that only give the work, before it. Matched: "có trách nhiệm theo dõi", "chủ trì thực hiện việc", "phải".
# Refused:
# "chủ trì, phối hợp với các phòng" is read apart.
_GIVEN = re.compile(
    r"[ ,]*(?:(?:(?:(?:co|chiu) trach nhiem|co nhiem vu|chu tri(?: thuc hien| to chuc)?|phai|se)"
    r"(?: (?:va )?|, ?))+|thuc hien,? )?"
)
# A name that goes on behind the known part. Matched: "Tổ ISO của trường", "Văn phòng và các phòng".
_NAME_GOES_ON = re.compile(r" (?:cua|va|hoac|cung|voi|thuoc|truc thuoc|cap|tai|trong|khac|lien quan|co lien quan)\b")
# Behind "Căn cứ nhiệm vụ được giao, " more words are no subject but a clause whose verb was not known.
_LONGEST_SUBJECT = 10
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
    """What a sentence says of the doing of its work; ``None`` where its grammar does not say it.

    Attributes:
        lead: who does it.
        coordinate: with whom.
        time: by when.
        work: what is left behind who does it, where the sentence opens with that.
    """

    lead: Field | None = None
    coordinate: Field | None = None
    time: Field | None = None
    work: Field | None = None


def read_order(text: Field, *, plain: bool, units: Collection[str] = ()) -> Order:
    """Reads who does the work of a sentence, with whom and by when.

    Args:
        text: the sentence without its mark.
        plain: read the subject of any verb as the one who does it ("Các phòng báo cáo …"), as in lists of duties; else
            only of words that give work ("chủ trì", "có trách nhiệm", "giao").
        units: skeletons of units that the plan names elsewhere; with ``plain`` they are subjects before any word.
    """
    first = text.quotes[0]
    folded = skeleton(first.raw)
    before = _BEFORE_SUBJECT.match(folded.text)
    start = before.end() if before else 0
    lead, end = _find_subject(first, folded, start, plain=plain, units=units)
    if lead is not None and before and before["basis"] and len(lead.value.split()) > _LONGEST_SUBJECT:
        lead, end = None, start
    if lead is None and before:
        lead, end = _find_subject(first, folded, 0, plain=plain, units=units)
    opens = lead is not None
    if lead is None and not plain and (colon := _COLON.search(folded.text)):
        lead, end = _find_subject(first, folded, colon.end(), plain=False)
    coordinate, end = _find_coordinate(first, folded, end, known=lead is not None)
    work = _find_work(text, folded, end) if opens else None
    return Order(lead, coordinate, find_sentence_time(text), work)


def read_described(text: Field) -> Order:
    """Reads who and when from the first sentence below a heading of work that says neither itself.

    Words that give work are read as in any sentence. A plain subject ("Văn phòng Sở chuẩn bị …, trước ngày 15/3") is
    read only where it is one unit by name and the sentence says when as well; a deadline alone only where it opens the
    sentence ("Hoàn thành trước ngày 10/3").
    """
    sentence = split_sentences(text)[0]
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


def _find_work(text: Field, folded: Skeleton, end: int) -> Field | None:
    """Returns what stands behind who does the work, without the words that only give it ("có trách nhiệm")."""
    first, *others = text.quotes
    given = _GIVEN.match(folded.text, end)
    rest = cut(first, folded.offsets[given.end() if given else end], len(first.raw), strip=" ,;:\n\t")
    return field([quote for quote in (rest, *others) if quote.raw]) if rest.raw else None


def _find_subject(
    piece: Quote, folded: Skeleton, start: int, *, plain: bool, units: Collection[str] = ()
) -> tuple[Field | None, int]:
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
    if plain and (known := _find_known(piece, folded, begin, units)):
        return _unit(piece, folded, begin, known)
    verb = find_verb(piece.raw, folded, begin)
    if verb is None:
        return None, start
    with_others = _TOGETHER.match(folded.text, verb[0]) is not None  # "Phòng A phối hợp với Phòng B rà soát"
    explicit = assigned or plain or with_others or verb[2].startswith(_EXPLICIT)
    if not explicit or verb[0] - begin > _LONGEST_UNIT:
        return None, start
    gives = _GIVES.match(folded.text, begin, verb[0])
    return _unit(piece, folded, gives.end() if gives else begin, verb[0])


def _find_known(piece: Quote, folded: Skeleton, begin: int, units: Collection[str]) -> int | None:
    """Returns where the longest of the known units ends that a sentence opens with, before a word in lower case."""
    ends = [begin + len(unit) for unit in units if folded.text.startswith(f"{unit} ", begin)]
    end = max(ends, default=None)
    if end is None or not piece.raw[folded.offsets[end + 1] :][:1].islower():
        return None
    return None if _NAME_GOES_ON.match(folded.text, end) else end


def _unit(piece: Quote, folded: Skeleton, start: int, end: int) -> tuple[Field | None, int]:
    unit = cut(piece, *folded.origin(start, end), strip=" ,;:.\n\t")
    well = names_unit(unit.raw) and len(unit.raw.split()) <= MOST_UNIT_WORDS and not _BREAK.search(unit.raw)
    return (field([unit]), end) if well else (None, start)


def _find_coordinate(piece: Quote, folded: Skeleton, start: int, *, known: bool) -> tuple[Field | None, int]:
    """Finds those whom the one who leads works with: "chủ trì, phối hợp với … <verb>", "chủ trì, … phối hợp".

    Returns:
        Who they are and where that ends on the skeleton; ``(None, start)`` where nobody is named.
    """
    at = start + (folded.text[start : start + 1] == " ")
    if known and (joined := _JOINED.match(folded.text, at)):
        unit, _ = _unit(piece, folded, *joined.span("unit"))
        return (unit, joined.end()) if unit is not None and is_unit(unit.value) else (None, start)
    match = _WITH.match(folded.text, at)
    if match is None and known:
        match = _TOGETHER.match(folded.text, start)
    if match is None:
        return None, start
    verb = find_verb(piece.raw, folded, match.end())
    if verb is None:
        return None, start
    unit, end = _unit(piece, folded, match.end(), verb[0])
    return (unit, end) if unit is not None else (None, start)


def _raw(piece: Quote, folded: Skeleton, start: int, end: int) -> str:
    begin, stop = folded.origin(start, end)
    return piece.raw[begin:stop]
