"""Sentences of the implementation part that give no work to anyone: closing formulae, and words about the plan."""

from __future__ import annotations

import re

from corpus.parsing.body.items import read_body
from corpus.parsing.body.placement import Placed
from corpus.parsing.body.sentences import read_order
from corpus.parsing.body.verbs import opens_work

# Matched: "Có gì vướng mắc, các phòng phản ánh …", "Trong quá trình thực hiện, nếu có khó khăn …", "Nếu có phát sinh".
# Refused: "Tham mưu xử lý vướng mắc", "Trong quá trình thực hiện, các phòng lưu hồ sơ".
_TROUBLE = re.compile(
    r"(?:trong qua trinh|neu|co gi|co (?:kho khan|vuong mac)|khi co|moi|nhung|cac)\b[^.]{0,120}?"
    r"\b(?:vuong mac|kho khan|phat sinh|bat cap|diem chua phu hop)\b"
)
# Matched: "Kế hoạch này thay cho …", "Kế hoạch được phổ biến …". Refused: "Kế hoạch kiểm tra do Văn phòng lập".
_OF_PLAN = re.compile(r"(?:ban )?ke hoach (?:nay )?(?:thay|duoc|co hieu luc|nay (?:la|gom))\b")
# An order to all that says nothing but to carry the plan out. Matched: "Yêu cầu các phòng nghiêm túc thực hiện./.",
# "Yêu cầu các phòng, trạm thực hiện nghiêm túc Kế hoạch này", "Đề nghị các bộ phận chấp hành đúng lịch làm việc./.".
# Refused: "Các phòng phối hợp thực hiện Kế hoạch", "Các đơn vị nghiêm túc thực hiện chế độ báo cáo".
_DOING = (
    r"(?:,? ?(?:va )?(?:nghiem tuc|nghiem|khan truong|chu dong|kip thoi|to chuc|trien khai|thuc hien|chap hanh|"
    r"quan triet))"
)
_HOW = (
    r"(?:,? (?:tot|day du|dung|dung han|nghiem tuc|kip thoi|co hieu qua|hieu qua|theo|cac noi dung|noi dung|cua|"
    r"tien do|"
    r"lich lam viec|quy dinh|ke hoach|nay))"
)
_ALL = r"(?:cac|toan the|tat ca|thu truong|truong)"
_CARRY_OUT = re.compile(
    rf"(?=[^:;.]*\b(?:nghiem tuc|khan truong)\b|[^:;.]{{0,60}}?(?:yeu cau|de nghi) {_ALL}\b)"
    rf"[^:;.]{{0,60}}?\b{_ALL} [^:;.]{{2,120}}?{_DOING}{{1,6}}{_HOW}*[ ./;]*"
)


def closes(entry: Placed, led: bool, *, last: bool) -> bool:
    """Tells whether a paragraph of the implementation part gives no work to anyone.

    Args:
        entry: a paragraph that is no heading.
        led: whether a heading names the unit that the paragraph speaks of.
        last: whether it stands last, after other duties.
    """
    if entry.marker is not None:
        return False
    words = entry.paragraph.skeleton
    if _TROUBLE.match(words) or _OF_PLAN.match(words):
        return True
    if last and _CARRY_OUT.fullmatch(words):
        return True
    return not led and not opens_work(words) and read_order(read_body(entry), plain=True).lead is None
