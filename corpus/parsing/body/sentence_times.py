"""When the work of a sentence is to be done: words that are clearly its deadline, before it, inside it or at its end."""

from __future__ import annotations

import re

from corpus.model import Field, TimeKind
from corpus.parsing.deadlines import parse_deadline
from corpus.text import cut, field, skeleton

_DAY = r"(?:(?:ngay )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?|ngay \d{1,2} thang \d{1,2}(?: nam \d{4})?)"
_PERIOD = rf"(?:(?:het )?(?:thang \d{{1,2}}|quy (?:i{{1,3}}|iv|\d))(?:[/ ]*(?:nam )?20\d\d)?|{_DAY})"
# When the work is to be finished. Matched: "hoàn thành trước ngày 30/6/2025", "xong trong quý II", and at the end of
# the sentence "trước ngày 15/12/2025", "chậm nhất ngày 31/10", "trong quý III năm 2025". Refused: "ban hành trước ngày
# 01/01/2024", "hồ sơ nộp trước ngày 05/6 được xử lý".
_FINISHED = re.compile(rf"\b(?:hoan thanh|xong) (?P<time>(?:truoc|trong|cham nhat(?: la)?|vao|den het|den) {_PERIOD})")
_AT_END = re.compile(rf"(?P<time>(?:truoc|trong|cham nhat(?: la| den)?|den het) {_PERIOD})(?: hang nam)?\)?[ .;/]*$")
_NO_DEADLINE = re.compile(
    r"(?:nhom (?:nhiem vu|giai phap|noi dung|cong viec|chi tieu|tieu chi|van de|thu tuc|yeu cau)|"
    r"ban hanh|hieu luc|ky|nop|tiep nhan|phat sinh|thanh lap|giai quyet|cap|xay ra)\W*$"
)
_FIRST = re.compile(
    rf"(?P<time>(?:trong|truoc|cham nhat(?: la)?|vao|den het) {_PERIOD}|"
    r"dinh ky (?:hang (?:thang|quy|nam)|6 thang))[,:] "
)


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
