"""When the work of a sentence is to be done: words that are clearly its deadline, before it, in it or at its end."""

from __future__ import annotations

import re

from corpus.model import Field, TimeKind
from corpus.parsing.deadlines import parse_deadline
from corpus.text import cut, field, skeleton

_DAY = r"(?:(?:ngay )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?|ngay \d{1,2} thang \d{1,2}(?: nam \d{4})?)"
_PERIOD = rf"(?:(?:het )?(?:thang \d{{1,2}}|quy (?:i{{1,3}}|iv|\d))(?:[/ ]*(?:nam )?20\d\d)?|{_DAY})"
# When the work is to be finished. Matched: "hoàn thành trước ngày 30/6/2025", "xong trong quý II", and at the end of
# the sentence "trước ngày 15/12/2025", "chậm nhất ngày 31/10", "trong quý III năm 2025", "từ 05/4 đến 28/5/2025", "ngay
# sau khi có kết quả". Refused: "ban hành trước ngày 01/01/2024", "hồ sơ nộp trước ngày 05/6 được xử lý", "quy trình sau
# khi hợp nhất".
_FINISHED = re.compile(rf"\b(?:hoan thanh|xong) (?P<time>(?:truoc|trong|cham nhat(?: la)?|vao|den het|den) {_PERIOD})")
_RANGE = rf"tu {_PERIOD} (?:den|-) (?:het )?{_PERIOD}"
_AT_END = re.compile(
    rf"(?P<time>(?:truoc|trong|cham nhat(?: la| den)?|den het) {_PERIOD}|{_RANGE}|"
    rf"(?<!\d )ngay sau (?:khi )?[^,.;:()]{{4,80}})"
    r"(?: hang nam)?\)?[ .;/]*$"
)
_NO_DEADLINE = re.compile(
    r"(?:nhom (?:nhiem vu|giai phap|noi dung|cong viec|chi tieu|tieu chi|van de|thu tuc|yeu cau)|"
    r"ban hanh|hieu luc|ky|nop|tiep nhan|phat sinh|thanh lap|giai quyet|cap|xay ra)\W*$"
)
_FIRST = re.compile(
    rf"(?P<time>(?:trong|truoc|cham nhat(?: la)?|vao|den het) {_PERIOD}|"
    r"dinh ky (?:hang (?:thang|quy|nam)|6 thang))[,:] "
)
# How a deadline opens that stands before its work and a colon, on skeletons. Matched: "Tháng 3/2025", "Từ 01/7 đến
# 15/7", "Sau khi có báo cáo", "Thường xuyên", "Quý III", "6 tháng đầu năm", "15/3/2025", "Khi có thay đổi". "12 -
# 13/9/2023".
# Refused: "Báo cáo quý II", "Thời gian", "Trong quá trình thực hiện", "Trước mắt", "Tự đánh giá quý II", "Thường
# xuyên rà soát".
_PART_OF_YEAR = r"(?:thang|quy|qui|nam|tuan|ngay)"
_LEADING = re.compile(
    r"\(?(?:(?:ngay )?(?:sau|khi)(?! (?:do|day)\b)|truoc(?! (?:day|mat|het|tien)\b)|"
    rf"(?:tu|den|vao|den het) (?:{_PART_OF_YEAR} |dau |giua |cuoi |khi |nay |\d)|(?:dau|giua|cuoi|ca) {_PART_OF_YEAR}|"
    r"trong(?! qua trinh)|cham nhat|muon nhat|khong (?:qua|muon hon) |hoan thanh (?:truoc|trong|vao)|thang \d|"
    r"qu[yi] (?:[1-4]|i{1,3}|iv)|"
    rf"q\.? ?[1-4i]|t\.?\d|ngay \d|tuan (?:\d|dau|cuoi)|nam 20|nam hoc|hoc k[yi]|(?:hang|moi) {_PART_OF_YEAR}|"
    r"(?:thuong xuyen|dot xuat|dinh ky)(?= ?(?:$|[:,;(]| (?:va|theo|khi|trong|hang|moi|\d)))|"
    r"\d{1,2} (?:thang|tuan|ngay)|\d{1,2}[/.-]\d|\d{1,2} ?(?:[-–]|va|den) ?\d{1,2}[/.]\d)"
)
# A time that stands alone, or before a colon, below a stop. Matched: "Tháng 3/2024", "12 - 13/9/2023: đánh giá", "Trước
# 12/9/2023: họp". Refused: "Tháng 3/2024 các phòng nộp", "ngày 10/3".
_TIMED = re.compile(
    r"(?:(?:truoc|sau|tu|den|trong|cham nhat|den het) (?:ngay )?)?(?:ngay |thang |quy |"
    r"tuan )?[\divx]{1,4}(?: ?[-/.] ?[\divx]{1,4}){0,4}"
    r"(?:(?: ?[-–,]| va| den) ?(?:het )?(?:ngay |thang |"
    r"quy )?[\divx]{1,4}(?: ?[-/.] ?\d{1,4}){0,2}){0,3}(?: nam \d{4})?(?:$|:(?!\d))"
)
# Words of a clause that heads a list. Matched: "Khi xây dựng phải bảo đảm", "Trong năm 2025 thực hiện như sau".
_CLAUSE = re.compile(r"\b(?:phai|can luu y|can bao dam|nhu sau|bao gom|gom)\b")
_LONGEST_LEADING = 16
_FEWEST_CHARACTERS = 3
# A colon that parts a time from its work. Refused: "9001:2015", "8:30".
_COLON = re.compile(r":(?!\d)")
# What else stands with the time. Matched: "Sau khi có báo cáo, các phòng". Refused: "Tháng 3, tháng 4", "Hằng tuần, vào
# chiều thứ Hai".
_MORE = re.compile(
    r", (?!(?:thang|quy|qui|ngay|tuan|nam|va|hang|dinh ky|khi|truoc|t?\d|i{1,3}\b|iv\b|vao|cham nhat|khong qua|"
    r"(?:sang|chieu) thu|thu (?:hai|ba|tu|nam|sau|bay)|den het|hoac|xong|moi))"
)


def find_leading_time(text: Field) -> tuple[Field, Field | None] | None:
    """Parts a deadline that stands before its work ("Tháng 3/2025: Họp Ban Chỉ đạo") from it.

    Returns:
        The time and the rest, which is ``None`` where nothing follows ("Tháng 3/2025:"); ``None`` for other text.
    """
    first, *others = text.quotes
    folded = skeleton(first.raw)
    opening = _LEADING.match(folded.text)
    if opening is None:
        return None
    colon = _COLON.search(folded.text)
    end = colon.start() if colon else len(folded.text)
    words = folded.text[:end].strip()
    if len(words) < _FEWEST_CHARACTERS or len(words.split()) > _LONGEST_LEADING:
        return None
    if _MORE.search(words) or _CLAUSE.search(words):
        return None
    time = field([cut(first, *folded.origin(0, end), strip=" .,;()\n\t")])
    if not time.value or parse_deadline(time, 2000).kind is TimeKind.NONE:
        return None
    rest = cut(first, folded.offsets[end], len(first.raw), strip=" :\n\t")
    left = [quote for quote in (rest, *others) if quote.raw]
    return time, field(left) if left else None


def find_sentence_time(text: Field) -> Field | None:
    """Returns the words of a sentence that are clearly the deadline of its work, ``None`` where none or several are."""
    for piece in (text.quotes[-1], text.quotes[0]) if len(text.quotes) > 1 else text.quotes:
        folded = skeleton(piece.raw)
        found = {match.span("time") for match in _FINISHED.finditer(folded.text)}
        if match := _FIRST.match(folded.text):
            found.add(match.span("time"))
        if (match := _AT_END.search(folded.text)) and not _NO_DEADLINE.search(folded.text[: match.start()]):
            found.add(match.span("time"))
        if len(found) == 1:
            words = field([cut(piece, *folded.origin(*found.pop()))])
            return words if parse_deadline(words, 2000).kind is not TimeKind.NONE else None
        if found:
            return None
    return None


def opens_timed(folded: str) -> bool:
    """Tells whether a line is a day or period alone, or one before a colon ("12 - 13/9/2023: …"), on skeletons."""
    return _TIMED.match(folded) is not None
