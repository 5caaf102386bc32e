"""What a part of a plan is for, by the words of its heading."""

from __future__ import annotations

import re
from enum import StrEnum

from rapidfuzz import fuzz

# Similarity (0–100) from which a damaged heading reads as a known one: "NQI DUNG THUC HIEN" and "noi dung" score 87;
# headings of different parts stay below 70.
_DAMAGED_HEADING = 80


class Part(StrEnum):
    """What a part of a plan is for."""

    PREAMBLE = "preamble"
    PURPOSE = "purpose"
    REQUIREMENT = "requirement"
    AIMS = "aims"
    SCOPE = "scope"
    TASKS = "tasks"
    BUDGET = "budget"
    IMPLEMENTATION = "implementation"
    CLOSING = "closing"


# Words that announce a part wherever they stand in a heading, on skeletons.
_WORDS = (
    (
        Part.IMPLEMENTATION,
        (
            "to chuc thuc hien",
            "to chuc trien khai",
            "trach nhiem thuc hien",
            "trach nhiem cua",
            "trach nhiem cac",
            "phan cong thuc hien",
            "phan cong nhiem vu",
            "phan cong trach nhiem",
            "phan cong to chuc",
            "trach nhiem thi hanh",
            "dieu khoan thi hanh",
            "che do bao cao",
            "che do thong tin",
            "thong tin, bao cao",
            "khen thuong",
        ),
    ),
    (Part.BUDGET, ("kinh phi", "nguon luc")),
    (
        Part.TASKS,
        (
            "noi dung",
            "nhiem vu",
            "tien do",
            "ke hoach thuc hien",
            "ke hoach chi tiet",
            "cong viec",
            "giai phap",
            "lo trinh",
            "cac buoc",
            "bien phap",
            "viec phai lam",
            "viec can lam",
            "nhom viec",
            "dau viec",
        ),
    ),
)
# Words that announce a part only where the heading opens with them: "Mở rộng phạm vi áp dụng" is work, and so is "Xây
# dựng mục tiêu chất lượng".
_OPENING_WORDS = (
    (Part.AIMS, ("muc dich", "muc tieu")),
    (Part.REQUIREMENT, ("yeu cau",)),
    (Part.PREAMBLE, ("can cu",)),
    (
        Part.SCOPE,
        (
            "pham vi",
            "doi tuong",
            "thoi gian",
            "dia diem",
            "thanh phan",
            "su can thiet",
            "nguyen tac",
            "quan diem",
            "hinh thuc",
            "phuong phap",
        ),
    ),
)
# What was done and why, whatever words follow: a report, no work. Matched: "THỰC TRẠNG VIỆC THỰC HIỆN NHIỆM VỤ NĂM
# 2024", "KẾT QUẢ NĂM 2017", "KẾT QUẢ THỰC HIỆN NHIỆM VỤ", "NHỮNG VIỆC ĐÃ LÀM", "LÝ DO", "TỒN TẠI, HẠN CHẾ". Refused:
# "KẾT QUẢ CẦN ĐẠT", "KẾT QUẢ PHẢI ĐẠT NĂM 2024", "ĐÁNH GIÁ NỘI BỘ", "HẠN CHẾ RỦI RO", "KHẮC PHỤC TỒN TẠI",
# "NHÌN LẠI" (a stage of the work).
_DONE = r"(?:thuc hien|trien khai|cong tac|hoat dong|ap dung|duy tri|xay dung|cai tien|van hanh|dat duoc|da )"
_PERIOD = r"(?:nam|giai doan|quy|6 thang|sau thang|thang) (?:\d|truoc|qua|vua qua|[ivx]+\b)"
_LOOKS_BACK = re.compile(
    r"thuc trang|hien trang|tinh hinh|dac diem|su can thiet|"
    r"(?:nhin|diem) lai (?:mot |ket qua |viec |giai )?(?:nam|da|doan)\b|"
    rf"danh gia (?:chung|tinh hinh|ket qua|thuc trang|hien trang|{_PERIOD}|cong tac {_PERIOD}|viec da )|"
    rf"(?:mot so |nhung )?ket qua (?:cua |trong )?(?:{_DONE}|{_PERIOD})(?!.*\b(?:can|phai) dat)|"
    r"(?:cac |mot so |nhung )?(?:noi dung|nhiem vu|cong viec|viec|muc tieu|chi tieu) (?:da |lam duoc)|"
    r"(?:nhung |mot so |cac )?(?:ton tai|han che|kho khan|vuong mac|thuan loi|uu diem|khuyet diem|nguyen nhan|"
    r"bai hoc(?: kinh nghiem)?|ly do|vi sao|boi canh)"
    r"(?= ?(?:$|[,.:;&–-])| (?:va|trong|chung|ban hanh|xay dung|nam)\b| cua (?!to chuc\b))"
)
# What follows says whom the plan is for and what they are taught. Matched: "ĐỐI TƯỢNG, NỘI DUNG VÀ HÌNH THỨC ĐÀO TẠO".
_WHO_IT_IS_FOR = "doi tuong, noi dung"
# A heading of these words alone heads the duties; more words make it work ("Phân công cán bộ đầu mối").
_DUTIES_ALONE = "phan cong"
# The mark before a heading: "ii. ", "1.1 ", "a) ", "i- ", "1 - ", "1 . ", "a- ", "phan thu nhat ", "dieu 2. ", also
# badly recognised ("iil. ").
_MARK = re.compile(
    r"(?:phan (?:thu [a-z]+|[ivx]+|\d)[.:]?|dieu \d+[.:]|muc [ivx\d]+[.:]?|\(?[a-z\d.]{1,6}[.):/][-–]?|"
    r"(?:[ivxl]{1,4}|\d[\d.]{0,4}) ?[-–.)]|[a-h][-–]|"
    r"[ivxl]{1,4}(?= )|\d[\d.]*(?= ))"
    r"\s*(?:ve )?"
)
# A heading that says nothing but what its part is for. Matched: "mục đích", "mục đích, yêu cầu", "mục đích yêu cầu",
# "nội dung thực hiện", "về kinh phí", "tổ chức thực hiện". Refused: "nội dung các quy trình phải được công khai", "mục
# tiêu chất lượng".
_NAME = (
    r"(?:muc dich|muc tieu(?: chung| cu the| tong quat)?|y nghia|yeu cau(?: chung| cu the)?|pham vi(?: ap dung)?|"
    r"doi tuong(?: ap dung| tham gia)?|thoi gian(?: thuc hien)?|dia diem|thanh phan|can cu(?: phap ly)?|quan diem|"
    r"noi dung(?: thuc hien| cong viec| ke hoach| chu yeu| trien khai| cu the)?|"
    r"nhiem vu(?: trong tam| cu the| chu yeu| chung)?|giai phap(?: thuc hien)?|tien do(?: thuc hien)?|"
    r"lo trinh(?: thuc hien)?|(?:nguon )?kinh phi(?: thuc hien)?|to chuc thuc hien|to chuc trien khai|"
    r"phan cong (?:thuc hien|nhiem vu|trach nhiem)|trach nhiem thuc hien|che do (?:thong tin,? )?bao cao|"
    r"(?:thi dua,? )?khen thuong)"
)
_BARE = re.compile(rf"(?:ve )?{_NAME}(?:(?: ?(?:[,;&–-]|va)+ ?| ){_NAME}){{0,3}} ?[.:]?")
# Matched: "THỰC HIỆN", "TRIỂN KHAI THỰC HIỆN:". Refused: "THỰC HIỆN ĐÁNH GIÁ".
_CARRYING_OUT = re.compile(r"(?:trien khai|to chuc)?(?:,? ?va)? ?thuc hien(?: ke hoach)? ?[.:]?")
# A line that names its aim and goes on. Matched: "Mục đích: kiểm soát hồ sơ". Refused: "Mục đích:".
_INLINE_AIM = re.compile(r"(?P<name>muc dich|muc tieu|yeu cau)(?:,? y nghia| chung)? ?: ?(?=\S)")


def find_part(skeleton: str, *, damaged: bool = False) -> Part | None:
    """Returns what a heading announces, ``None`` where it is unknown.

    Where a heading names several parts ("NỘI DUNG VÀ TỔ CHỨC THỰC HIỆN"), the work or the duties win, whichever stands
    first, then the budget: headings below it tell its parts apart.

    Args:
        skeleton: the heading with or without its mark.
        damaged: read it through recognition errors.
    """
    body = strip_mark(skeleton)
    if _LOOKS_BACK.match(body):
        return Part.SCOPE
    if body.strip(" .:") == _DUTIES_ALONE:
        return Part.IMPLEMENTATION
    places = {part: at for part, words in _WORDS if (at := _first(body, words)) is not None}
    if Part.TASKS in places and Part.IMPLEMENTATION in places:
        return min((Part.IMPLEMENTATION, Part.TASKS), key=lambda part: places[part])
    if body.startswith(_WHO_IT_IS_FOR) and places.keys() == {Part.TASKS}:
        return Part.SCOPE
    for part in (Part.TASKS, Part.IMPLEMENTATION, Part.BUDGET):
        if part in places:
            return part
    return _find_opening(body, damaged=damaged) or (_find_damaged(body) if damaged else None)


def find_bare_part(skeleton: str) -> Part | None:
    """Returns the part that a heading names and says nothing else ("1. Mục đích"), ``None`` for any other text."""
    body = strip_mark(skeleton)
    return find_part(body) if _BARE.fullmatch(body) else None


def is_carrying_out(body: str) -> bool:
    """Tells whether a heading says only "THỰC HIỆN": once the work is listed, the duties stand below it."""
    return _CARRYING_OUT.fullmatch(body) is not None


def find_inline_aim(body: str) -> Part | None:
    """Returns the part of a line that says what the plan is for or asks ("Mục đích: kiểm soát hồ sơ")."""
    match = _INLINE_AIM.match(body)
    if match is None:
        return None
    return Part.REQUIREMENT if match["name"] == "yeu cau" else Part.PURPOSE


def strip_mark(skeleton: str) -> str:
    """Returns a heading without its numbering mark."""
    match = _MARK.match(skeleton)
    return skeleton[match.end() :] if match else skeleton


def _find_opening(body: str, *, damaged: bool) -> Part | None:
    for part, words in _OPENING_WORDS:
        for word in words:
            if body.startswith(word) or (damaged and fuzz.ratio(word, body[: len(word)]) >= _DAMAGED_HEADING):
                if part is not Part.AIMS:
                    return part
                both = "yeu cau" in body or (damaged and fuzz.partial_ratio("yeu cau", body) >= _DAMAGED_HEADING)
                return Part.AIMS if both else Part.PURPOSE
    return None


def _find_damaged(body: str) -> Part | None:
    """Returns the part whose words a badly recognised heading resembles most."""
    scores = [
        (fuzz.partial_ratio(word, body), part) for part, words in _WORDS for word in words if len(word) <= len(body)
    ]
    best = max(scores, default=(0.0, Part.TASKS), key=lambda score: score[0])
    return best[1] if best[0] >= _DAMAGED_HEADING else None


def _first(body: str, words: tuple[str, ...]) -> int | None:
    """Returns where the first of ``words`` stands in ``body``, ``None`` where none does."""
    return min((at for word in words if (at := body.find(word)) >= 0), default=None)
