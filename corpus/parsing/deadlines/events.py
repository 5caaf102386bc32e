"""The event that a task waits for: "Sau khi đánh giá nội bộ", "Trong vòng 15 ngày kể từ ngày kết thúc đánh giá"."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Matched: "trong vong 15 ngay ", "sau 05 ngay lam viec ", "cham nhat 10 ngay, ". Refused: "ngay 15".
_COUNT = (
    r"(?:(?:trong|vong|thoi gian|thoi han|cham nhat|muon nhat|khong qua|toi da|it nhat|sau|truoc|la) ){0,4}"
    r"\(?\d{1,3}\)? (?:ngay|tuan|thang|gio)(?: lam viec)?,? (?:tinh |ke )?"
)
# What may stand before "sau …", "trước …" that begins an event.
_HEAD = r"(?:^|[,;(.] ?|\b(?:va|hoac|xong|hoan thanh|thuc hien|to chuc|bao cao|nop|gui|chi|ngay|tien hanh) )"
# Words after "sau" or "trước" that are no event. Refused: "sau thang 6", "truoc ngay 15/9", "sau do", "truoc mat",
# "truoc l5/9", "sau moi quy". Matched: "sau danh gia", "truoc ngay hop", "truoc ky hop".
_NO_EVENT = (
    r"(?!(?:thang|quy|qui|nam|tuan|hoc ky|het|han|do|day|nay|cung|mat|va|hoac|khi|thoi han|nua|\d|\W)(?:\b|\W)|"
    r"\d|[a-z]\.?\d|(?:dau|cuoi|giua|khoang) (?:thang|quy|nam|ngay)|ngay(?: [^a-z]|$| [a-z]?\d| m[uo]ng \d)|"
    r"moi (?:thang|quy|nam|tuan)|q\.|\W)"
)
_TRIGGERS = tuple(
    re.compile(pattern)
    for pattern in (
        # "Ngay sau khi …", "Sau 05 ngày làm việc khi …", "Trước khi …", "Khi có …"; "trước khi hết tháng 6" is a date.
        rf"(?:{_COUNT})?(?:dot xuat,? )?\b(?:ngay )?(?:(?:sau|truoc|den|tu|moi) )?khi (?!het (?:thang|quy|nam) )(?=\S)",
        # "Chậm nhất 05 ngày sau khi …", "10 ngày sau đánh giá".
        rf"{_COUNT}(?:sau|truoc) (?:khi )?(?=\S)",
        # "Sau đánh giá nội bộ", "Ngay sau đánh giá".
        rf"{_HEAD}(?:ngay )?sau {_NO_EVENT}(?=\S)",
        rf"{_HEAD}truoc {_NO_EVENT}(?=\S)",
        # "Kể từ ngày ký ban hành", "Trong 10 ngày từ ngày nhận"; "kể từ ngày 01/7" is a date.
        rf"(?:{_COUNT})?\b(?:(?:ke|tinh) tu|tu(?= ngay)) (?:khi |luc )?"
        r"(?=(?!ngay m[uo]ng)ngay [a-z]{2}|(?!ngay|thang|quy|nam|nay|dau|cuoi)[a-z]{2})",
        r"\bneu (?=\S)",
        # "Trong quá trình đánh giá", "Cùng với đánh giá"; "trong thời gian quy định" is as regulated.
        r"^(?:trong (?:qua trinh|dot|cuoc)|cung (?:voi|thoi diem)|dong thoi voi|tai (?:cuoc hop|hoi nghi)|"
        r"den (?:ky|dot)) (?=\S)",
    )
)
# Where the next statement begins. Matched: ", truoc 30/6", " va quy iii", " truoc ngay 15", " (thang 9". Refused:
# ", bo sung", " va bao cao".
_NEXT = re.compile(
    r"(?:[,;(.]+ ?(?:va |hoac )?| (?:va|hoac) )(?=(?:(?:hoan thanh|xong|phai|thuc hien|du kien|khoang) )*"
    r"(?:truoc (?!khi)|cham nhat|khong qua|muon nhat|toi da|trong (?:vong|thoi|thang|quy|nam|ngay)|"
    r"(?:dau |cuoi |giua )?thang \d|quy [1-4i]|ngay \d|"
    r"(?:ca )?nam 20|\d{1,2}[/.]\d|hang |moi (?:thang|quy|nam)|thuong xuyen|dinh ky|theo (?:quy|ke hoach|yeu cau|lich)|"
    r"den (?:het|ngay|thang|\d)|\d{1,3} ngay))| (?=(?:truoc|cham nhat|den(?: het)?)(?: la)?(?: ngay)? \d{1,2}[/. ])|"
    r" (?=den (?:het )?(?:thang|quy|nam) [\di])"
)
# How long after or before, said last. Matched: " it nhat 10 ngay", " 15 ngay lam viec". Refused: " trong 2 ngay nghi".
_TRAILING_COUNT = re.compile(
    r",? (?:it nhat |toi da |khong qua |cham nhat |trong vong )?\d{1,3} (?:ngay|tuan|thang)(?: lam viec)?$"
)
_SUDDEN = re.compile(r"\bdot xuat\b")


@dataclass(frozen=True, slots=True)
class Event:
    """Where an event stands in a skeleton.

    Attributes:
        start: where the words that lead to it begin ("sau khi").
        name: where its name begins.
        name_end: where its name ends.
        end: where the next statement may begin.
    """

    start: int
    name: int
    name_end: int
    end: int


def find_event(skeleton: str) -> Event | None:
    """Finds the first event that a skeleton names, ``None`` where it names none."""
    found = [match for trigger in _TRIGGERS if (match := trigger.search(skeleton))]
    if not found:
        return None
    match = min(found, key=lambda one: (one.start(), -one.end()))
    following = _NEXT.search(skeleton, match.end())
    end = following.start() if following else len(skeleton)
    name = skeleton[match.end() : end].rstrip(" .,;:()")
    trailing = _TRAILING_COUNT.search(name)
    name_end = match.end() + (trailing.start() if trailing else len(name))
    if name_end <= match.end():
        return None
    return Event(match.start(), match.end(), name_end, end)


def is_sudden(words: str) -> bool:
    """Tells whether work comes when it comes ("Đột xuất")."""
    return _SUDDEN.search(words) is not None
