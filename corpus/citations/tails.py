"""What follows a number directly: date, issuer, title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.citations.issuers import TYPE_OPENINGS, read_issuer
from corpus.citations.passage import Passage
from corpus.text import normalise

_DATE_WINDOW = 48
_FIRST_YEAR, _LAST_YEAR = 1945, 2099  # "12/4/0025" is a misprint, not a date
_TITLE_WINDOW = 700

# A date that follows. Matches " ngay 05/3/2014", ", ngay 05 thang 3 nam 2014", " ngay10 /3/2026", " ngay 21.01.2019",
# "_ngay 30/12/2016", " ngay 12 théng 3 nam 2021"; refuses "; ngay 05/3/2014", " co hieu luc tu ngay 05/3/2014".
_DATE = re.compile(
    r"[ ,_]{0,3}(?:ky )?ng[aàd4]y ?(?P<day>\d ?\d?)"
    r"(?: ?[/.\-] ?(?P<month>\d ?\d?) ?[/.\-] ?(?P<year>\d{4})(?!\d)"
    r"| ?th[a-z4]ng ?(?P<long_month>\d ?\d?) ?,? ?n[a-z4]m ?(?P<long_year>\d{4})(?!\d))"
)
# A title begins. Matches " ve viec ", " v/v ", ", quy dinh ", " sua doi, "; refuses " co hieu luc",
# " ban hanh kem theo".
_TITLE = re.compile(
    r"[ ,]{0,2}(?P<title>(?:ve|v/v|quy dinh|huong dan|ban hanh(?! kem)|sua doi|bo sung|phe duyet|cong bo|thuc hien"
    r"|dieu chinh|trien khai|thanh lap|bai bo|thay the|kien toan|tang cuong)(?=[ ,]))"
)
# A title ends. Matches ";", ". ", ")", " (sau day", ", cu the", " va quyet dinh so 1"; refuses
# "thuc hien quyet dinh so 1", " (htqlcl)" and "iso 9001:2008".
_TITLE_END = re.compile(
    r";|:(?! ?\d)|\.(?= |$|/)| ?\((?:sau|ban hanh|kem|duoi|viet|goi|thang|co)|(?<!\w)(?:ban hanh )?kem theo"
    r"|, (?:cu the|duoc|trong do|nhu sau)|(?:,|,? va) (?:"
    + "|".join(TYPE_OPENINGS)
    + r") (?:so )?\d| can cu (?:luat|quyet|nghi|thong)"
)
_PAIRS = {")": "(", "”": "“"}


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a number.

    Attributes:
        end: where the mention ends (date and issuer included, title not).
        date: date of issue, ``None`` where there is none or the calendar has no such day.
        issuer: issuing body on one line, or ``None``.
        title: trích yếu on one line, or ``None``.
    """

    end: int
    date: date | None
    issuer: str | None
    title: str | None


def read_tail(passage: Passage, end: int, *, shared: bool) -> Tail:
    """Reads date, issuer (in either order) and title after a mention that ends at ``end``.

    Args:
        passage: the paragraph.
        end: after the number.
        shared: the document is issued jointly, so further bodies may follow a comma or ``và``.
    """
    issued, day = _read_date(passage, end)
    after = issued
    body, issuer = read_issuer(passage, after, shared=shared)
    if issuer is not None:
        after = body
        if issued == end:
            after, day = _read_date(passage, body)
    return Tail(after, day, issuer, _read_title(passage, after))


def _read_date(passage: Passage, position: int) -> tuple[int, date | None]:
    """Returns the end of a date at ``position`` with its value, or ``position`` and ``None``."""
    match = _DATE.match(passage.face.text, position, position + _DATE_WINDOW)
    if not match:
        return position, None
    day = int(match["day"].replace(" ", ""))
    month = int((match["month"] or match["long_month"]).replace(" ", ""))
    year = int(match["year"] or match["long_year"])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return match.end(), None
    try:
        return match.end(), date(year, month, day)
    except ValueError:
        return match.end(), None


def _read_title(passage: Passage, position: int) -> str | None:
    text = passage.face.text
    match = _TITLE.match(text, position)
    if not match or (match["title"] == "ve" and "vệ" in normalise(passage.raw(*match.span("title"))).lower()):
        return None
    start = match.start("title")
    limit = min(len(text), start + _TITLE_WINDOW)
    stop = _TITLE_END.search(text, match.end(), limit)
    title = normalise(passage.raw(start, stop.start() if stop else limit))
    if not any(closing in title for closing in _PAIRS):
        return title.rstrip(" ,-_")
    depth = dict.fromkeys(_PAIRS, 0)
    for index, char in enumerate(title):
        for closing, opening in _PAIRS.items():
            depth[closing] += (char == opening) - (char == closing)
        if min(depth.values()) < 0:  # the bracket or quotation that the whole mention stands in
            return title[:index].rstrip()
    return title.rstrip(" ,-_")
