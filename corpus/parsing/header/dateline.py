"""Number, symbol, place and day of a document, wherever they stand: in a letterhead or in the note above an annex."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.model import Field, Quote
from corpus.parsing.body.paragraphs import Paragraph, is_uppercase
from corpus.text import CAPITALS, cut, cut_skeleton, field, fold, skeleton

# All patterns run on skeletons. A blank is left as spaces, dots or underscores.
_BLANK = r"[ .…_]*"
_PART = r"[a-z][a-z\d&.'’ʼ]*"
BARE_SYMBOL = rf"(?:kh|qd|nq|ctr|pa|da)(?: ?[-–] ?{_PART})+"
"""A symbol that opens with the kind of what is issued, on skeletons: "KH-SYT". Refused: "khoa-noi"."""
# Matched: "Số: 118/KH-SGDĐT", "Số:      /KH-SKHCN", "Số 12/KH-UBND", "Số: 05/2024/KH-UBND", "KH-SGD&ĐT", "KH-THCS.NT",
# "Sé: 41 /KH-UBND", "S6:09 /KH-SKHCN"; of the Party "Số 12-KH/ĐU", "Số      -KH/TU"; its slash lost in a scan
# "Số: 77KH-BV", "Số: KH-SYT". Refused: "số 19/2014 ngày", "số 30.000/đồng", "Số: 12 Lam Kỳ", "Số: 12 Nam-Tiến".
_NUMBER = re.compile(
    rf"\bs[oe06] ?[:;]?{_BLANK}(?:(?P<number>\d{{1,5}}[a-z]?){_BLANK})?"
    rf"(?:/ ?(?P<symbol>(?:20\d\d ?/ ?)?(?:{_PART}(?: ?[-–] ?{_PART})+|(?:kh|qd|nq|ctr|pa|da)\b))"
    rf"|- ?(?P<party>{_PART} ?/ ?{_PART})"
    rf"|(?<![a-z])(?P<bare>{BARE_SYMBOL}))"
)
# Without a slash the last figure may be the slash itself: "Số: 181KH-UBND" is 181 or 18. A letter that looks like a
# figure is no letter of a number: "Số: 4L/KH-UBND" is 41, "Số: 12a/KH-UBND" is 12a.
_SLASH_LIKE = "1"
_FIGURE_LIKE = ("i", "l", "o")
# Matched: "ngày 05 tháng 9 năm 2023", "ngày     tháng    năm 2023", "ngày…tháng…năm 2025", "ngày .../.../2025",
# "ngày 5/2/2025", "ngay 4 thang 01 nim 2024". Refused: "ngày 01/6", "Ngày ký: 2026".
_DAY = re.compile(
    rf"\bng[a-z]y{_BLANK}(?:(?P<day>\d{{1,2}}){_BLANK})?(?:th[a-z]ng|/|-){_BLANK}(?:(?P<month>\d{{1,2}}){_BLANK})?"
    rf"(?:n[a-z]m|/|-){_BLANK}(?:(?P<year>20\d\d)|20\d?\b)?"
)
# Columns of a letterhead in pasted text are two blanks, a tab or a bar apart.
_COLUMN_GAP = re.compile(r"\s{2,}|\t|\|")
# The end of an issuer set in capitals, on the line of the place: "VÀ MÔI TRƯỜNG Lam Kỳ, ngày". Refused: "TP. Lam Kỳ".
_CAPITALS_BEFORE = re.compile(
    rf"(?:(?!TP\b|TX\b|TT\b)[{CAPITALS}&-]{{2,}}\s+)+(?=TP\b|TX\b|TT\b|[{CAPITALS}][^{CAPITALS}\s])"
)
# Matched: "Lam Kỳ", "TP. Lam Kỳ", "Thành phố Lam Kỳ", "Phường 5", "Lam Kỳ - Nam Tiến".
# Refused: "Dự thảo", "có hiệu lực từ", "Quyết định số 5".
_PLACE = re.compile(
    rf"(?:(?:Thành phố|Tỉnh|Huyện|Quận|Phường|Xã|Thị trấn|Thị xã|Đặc khu|TP\.?|TX\.?|TT\.?|Q\.|P\.)\s*)?"
    rf"(?:\d{{1,2}}|[{CAPITALS}][^\s\d,;:.()]*(?:[ ’'-]+(?:[{CAPITALS}][^\s\d,;:.()]*|-|–)){{0,6}})"
)
_LONGEST_PLACE = 45
# Specks before a place come out as such signs: ". Lam Kỳ, ngày", "„ Lam Kỳ, ngày", "__ Lam Kỳ, ngày".
_PLACE_EDGES = " \t\r\n,*|-–_.„“”\"'‘’`:;~"


@dataclass(frozen=True, slots=True)
class OfficeNumber:
    """The number of a document.

    Attributes:
        number: its digits, ``None`` where they are blank.
        symbol: what stands behind them, the year of a number with one included ("2024/KH-UBND").
        start: where it begins in the quote it was found in.
        end: where it ends.
    """

    number: Field | None
    symbol: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class IssueDay:
    """The day of issue.

    Attributes:
        words: as printed, blanks included.
        date: ``None`` where a part is blank or there is no such day.
        place: where the document was issued, ``None`` where the line names no place.
        start: where place or words begin in the quote they were found in.
        end: where they end.
    """

    words: Field
    date: date | None
    place: Field | None
    start: int
    end: int


def split_lines(paragraph: Paragraph) -> Iterator[Quote]:
    """Yields the lines that a paragraph was joined from."""
    for piece in paragraph.field.quotes:
        for line in re.finditer(r"[^\n]*\S[^\n]*", piece.raw):
            yield cut(piece, *line.span())


def find_number(piece: Quote, *, anywhere: bool = False) -> OfficeNumber | None:
    """Finds the number of a document in a line.

    Args:
        piece: the line.
        anywhere: also in mid sentence, as in "(Kèm theo Kế hoạch số 41/KH-UBND …)"; else only where a column begins or
            behind words in capitals.
    """
    folded = skeleton(piece.raw)
    for match in _NUMBER.finditer(folded.text):
        start, end = folded.origin(*match.span())
        before = piece.raw[:start]
        if not (anywhere or _opens_column(before)):
            continue
        symbol = match.span(next(name for name in ("symbol", "party", "bare") if match[name]))
        number = cut_skeleton(piece, *match.span("number")) if _is_sure(match) else None
        return OfficeNumber(
            field([number]) if number else None, field([cut_skeleton(piece, *symbol, strip=" .'’")]), start, end
        )
    return None


def _is_sure(match: re.Match[str]) -> bool:
    """Tells whether a number was read, and none of its figures may be something else."""
    number: str = match["number"] or ""
    return number != "" and not number.endswith((*_FIGURE_LIKE, *((_SLASH_LIKE,) if match["bare"] else ())))


def _opens_column(before: str) -> bool:
    words = before.strip(" \t\r\n*|-–_")
    return not words or _COLUMN_GAP.search(before[len(before.rstrip()) - 1 :]) is not None or is_uppercase(words)


def find_day(piece: Quote, *, anywhere: bool = False) -> IssueDay | None:
    """Finds the day of issue in a line, with the place before it; ``anywhere`` as for :func:`find_number`."""
    folded = skeleton(piece.raw)
    for match in _DAY.finditer(folded.text):
        start, end = folded.origin(*match.span())
        words = field([cut(piece, start, end)])
        if anywhere:
            return IssueDay(words, _date(match), None, start, end)
        begin = _place_start(piece, start)
        place = cut(piece, begin, start, strip=_PLACE_EDGES)
        if not place.raw:
            return IssueDay(words, _date(match), None, start, end)
        if _is_place(place.raw, piece.raw[begin:start]):
            return IssueDay(words, _date(match), field([place]), begin, end)
    return None


def _place_start(piece: Quote, day: int) -> int:
    """Returns where the place may begin: behind the number, another column or the capitals of the issuer."""
    before = piece.raw[:day]
    number = find_number(piece)
    begin = number.end if number and number.end <= day else 0
    kept = len(before.rstrip())
    for gap in _COLUMN_GAP.finditer(before, begin, kept):
        begin = gap.end()
    capitals = _CAPITALS_BEFORE.match(before, begin)
    return capitals.end() if capitals else begin


def _is_place(place: str, with_comma: str) -> bool:
    if len(place) > _LONGEST_PLACE:
        return False
    # Behind a comma even a badly recognised word is a place; without one each word has to look like a name.
    loose = with_comma.rstrip().endswith(",") and not re.search(r"[;:!?()]|\d", place) and len(place.split()) <= 8
    return loose or _PLACE.fullmatch(" ".join(place.split())) is not None


def _date(match: re.Match[str]) -> date | None:
    if not (match["day"] and match["month"] and match["year"]):
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def same_number(one: Field | None, other: Field | None) -> bool:
    """Tells whether two numbers or symbols are the same or one is blank: "09" and "9", "KH - UBND" and "KH-UBND"."""
    if one is None or other is None:
        return True
    return _plain(one.value) == _plain(other.value)


def _plain(text: str) -> str:
    return re.sub(r"[\s–-]+", "-", re.sub(r"\s*[–-]\s*", "-", fold(text))).lstrip("0")
