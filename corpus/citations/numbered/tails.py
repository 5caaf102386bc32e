"""What follows a number directly: date, issuer, title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.citations.numbered.dates import read_date
from corpus.citations.numbered.issuers import TYPE_OPENINGS, read_issuer
from corpus.citations.passage import Passage
from corpus.text import normalise

_TITLE_WINDOW = 700

# A title begins. Matches " ve viec ", " v/v ", ", quy dinh ", " sua doi, "; refuses " co hieu luc",
# " ban hanh kem theo".
_TITLE = re.compile(
    r"[ ,]{0,2}[“\"]?(?P<title>(?:ve|v/v|quy dinh|huong dan|ban hanh(?! kem)|sua doi|bo sung|phe duyet|cong bo"
    r"|thuc hien|dieu chinh|trien khai|thanh lap|bai bo|thay the|kien toan|tang cuong|tam ngung|uu dai"
    r"|dinh chinh|keo dai|huy bo|chap thuan|cho phep|uy quyen|phan cong|phan cap|phan loai|quan ly|xu ly|xu phat"
    r"|chuyen doi)(?=[ ,]))"
)
# A title ends. Matches ";", ". ", ")", " (sau day", ", cu the", " va quyet dinh so 1", " da duoc sua doi boi"; refuses
# "thuc hien quyet dinh so 1", " (htqlcl)", "iso 9001:2008", "duoc sua doi, bo sung linh vuc".
_TITLE_END = re.compile(
    r";|:(?! ?\d)|\.(?= |$|/)| ?\((?:sau|ban hanh|kem|duoi|viet|goi|thang|co)"
    r"|(?<!\w)(?<!quy dinh )(?<!quy che )(?<!dieu le )(?<!ban hanh )(?:ban hanh )?kem theo"
    r"|, (?:cu the|duoc (?!sua doi|bo sung)|trong do|nhu sau)|, [^,;.:]{3,60} co y kien| gui (?:ubnd|bo|so|cac)\b"
    r"|,? (?:da )?duoc (?:sua doi|bo sung|thay the|dinh chinh)[^;.]{0,40}? (?:boi|theo|tai|bang|mot so dieu)\b"
    r"| va cac van ban\b|, [^,;.:]{3,70} (?:ban hanh|xay dung|lap) (?:ke hoach|quyet dinh|thong bao)\b|(?:,|,? va) (?:"
    + "|".join(TYPE_OPENINGS)
    + r") (?:so )?\d"
    r"| can cu (?:luat|quyet|nghi|thong)"
)
# What a decision opens its own words with, in capitals. Matches ", QUYẾT ĐỊNH"; refuses "Quyết định".
_DECIDES = re.compile(r",? (?P<word>quyet dinh|nghi quyet|quyet nghi|chi thi|thong tu)\b")
_PAIRS = {")": "(", "”": "“"}
_OPENING = {opening: closing for closing, opening in _PAIRS.items()}
_BRACKETS = re.compile("[()“”]")
_TRAILING = frozenset(' ,-_."')


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a number.

    Attributes:
        end: where the mention ends (date and issuer included, title not).
        date: date of issue, ``None`` where there is none or the calendar has no such day.
        dated: range of the date in the passage, ``None`` where nothing reads as one.
        issuer: range of the issuing body, or ``None``.
        title: range of the trích yếu, or ``None``.
    """

    end: int
    date: date | None
    dated: tuple[int, int] | None
    issuer: tuple[int, int] | None
    title: tuple[int, int] | None


def read_tail(passage: Passage, end: int, *, shared: bool) -> Tail:
    """Reads date, issuer (in either order) and title after a mention that ends at ``end``.

    Args:
        passage: the paragraph.
        end: after the number.
        shared: the document is issued jointly, so further bodies may follow a comma or ``và``.
    """
    dated = read_date(passage, end)
    after = dated.end if dated else end
    issuer = read_issuer(passage, after, shared=shared)
    if issuer is not None:
        after = issuer[1]
        if dated is None and (dated := read_date(passage, after)):
            after = dated.end
    span = (dated.start, dated.end) if dated else None
    return Tail(after, dated.day if dated else None, span, issuer, _read_title(passage, after))


def _read_title(passage: Passage, position: int) -> tuple[int, int] | None:
    """Reads a title at ``position``; it ends with its clause, or with the bracket or quotation that it stands in."""
    text = passage.face.text
    match = _TITLE.match(text, position)
    if not match or (match["title"] == "ve" and "vệ" in normalise(passage.raw(*match.span("title"))).lower()):
        return None
    start = match.start("title")
    limit = min(len(text), start + _TITLE_WINDOW)
    stop = _TITLE_END.search(text, match.end(), limit)
    end = _close(text, start, stop.start() if stop else limit)
    for opening in _DECIDES.finditer(text, start, end):
        if passage.raw(*opening.span("word")).isupper() and not passage.raw(start, opening.start()).isupper():
            end = opening.start()
            break
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return start, end


def _close(text: str, start: int, end: int) -> int:
    """Returns where a bracket or quotation that was opened before ``start`` closes, or ``end``."""
    depth = dict.fromkeys(_PAIRS, 0)
    for mark in _BRACKETS.finditer(text, start, end):
        if mark[0] in _PAIRS:
            depth[mark[0]] -= 1
            if depth[mark[0]] < 0:
                return mark.start()
        else:
            depth[_OPENING[mark[0]]] += 1
    return end
