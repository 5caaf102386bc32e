"""What a sentence of an order says by its grammar: who is to do the work, with whom, and by when.

Only words that leave no choice are read: "Văn phòng Sở chủ trì, phối hợp với các phòng rà soát …, hoàn thành trước ngày
30/6". Anything else is left unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Field, Quote, TimeKind
from corpus.parsing.actors.unit_names import opens_unit
from corpus.parsing.deadlines import parse_deadline
from corpus.text import cut, field, fold, skeleton
from corpus.text.faces import Skeleton

# Verbs and adverbs that open what a unit is to do, on skeletons; in a unit's name they stand with a capital ("Phòng
# Kiểm tra") or after its first word ("đoàn đánh giá").
_WORK = (
    r"(?:ra soat|to chuc|xay dung|thuc hien|trien khai|tham muu|theo doi|kiem tra|danh gia|huong dan|tong hop|bao cao|"
    r"don doc|lap|soan thao|ban hanh|bo tri|cap nhat|sua doi|tham dinh|trinh|de xuat|phan cong|chi dao|pho bien|"
    r"quan triet|chuan bi|bao dam|dam bao|cu|hoan thien|cong bo|niem yet|giam sat|khac phuc|dieu phoi|phoi hop|chu tri|"
    r"chu dong|can cu|kip thoi|thuong xuyen|nghiem tuc|tiep tuc|tang cuong|cung cap|gui|luu|dang tai|van dong|"
    r"thong bao|giup|quan ly|khao sat|hop|mo|ky|phe duyet|xem xet|quyet dinh|chiu trach nhiem|co trach nhiem|"
    r"tuyen truyen|van hanh|duy tri|cai tien|ap dung|ho tro|tap huan|dao tao|phat dong|xu ly|tiep nhan|giai quyet|"
    r"nghien cuu|tao dieu kien|bien soan|thanh lap|kien toan|hoan thanh|day manh|phat huy|dang ky|cong khai|lua chon|"
    r"xac dinh|nhan dien|thu thap|phan tich|do luong|viet|cap phat|thu hoi|kiem soat|dieu chinh|bo sung|chuyen doi|"
    r"mo rong|so ket|tong ket|la dau moi|la co quan|lam dau moi|lam|phai|can|khong|nam vung|nam|dinh ky|tham gia|"
    r"khan truong|tich cuc|dua|dinh huong|nang cao|khuyen khich|chap hanh|tuan thu|phan anh|doi chieu|ung dung|gan|"
    r"lap ke hoach|khen|truc tiep|hang nam|hang quy|cong tac phoi hop|soat xet|thanh quyet toan)"
)
_VERB = re.compile(rf"(?<=[a-z\d,)] )(?:{_WORK}(?![a-z])|de(?= ))")
_OPENS_WORK = re.compile(
    rf"{_WORK}(?![a-z])|(?:in|cu|dao|hieu chuan|nhap|sap xep|bao quan|chuan hoa|lay y kien)(?![a-z])"
)
# Words that need another to name a unit: "Đoàn đánh giá nội bộ thực hiện" is not said of "Đoàn".
_INCOMPLETE = re.compile(
    r"(?:cac )?(?:doan|to|ban|nhom|nguoi|hoi dong|ca nhan|to chuc)$|(?:bo phan|don vi|can bo|co quan|phong|cac)$|"
    r".* (?:cua|va|cac|duoc|co|tai|trong|voi|cung|nhung|moi)$|"
    r".*(?<!truc) thuoc$"
)
_LISTED = re.compile(r"(?:[,/]|\b(?:va|cac|nhung|cua|(?<!cac )bo phan|(?<!cac )don vi|tu van|nguoi|duoc|de|da|dang)) $")
_MODAL = re.compile(
    r"(?:co|chiu) trach nhiem|la |lam dau|phai|can cu|can$|chu dong|kip thoi|nghiem tuc|thuong xuyen|tiep tuc|"
    r"khan truong|tich cuc"
)
# Short verbs with their accents: without them "cán bộ", "năm", "mô hình" and "đề án" would read as verbs.
_ACCENTED = {
    "can": "cần",
    "cu": "cử",
    "de": "để",
    "dua": "đưa",
    "gan": "gắn",
    "hop": "họp",
    "ky": "ký",
    "lam": "làm",
    "lap": "lập",
    "luu": "lưu",
    "mo": "mở",
    "nam": "nắm",
    "phai": "phải",
    "trinh": "trình",
    "viet": "viết",
}
# Verbs that stand inside a noun. Matched: "thư ký", "công lập", "quy trình".
_IN_NAME = re.compile(r"\b(?:(?:thu|chu|nhat) ky|(?:cong|doc|dan) lap|(?:quy|chuong|cong|lo|tien|giao) trinh)$")
# Words that begin as units do and name none. Matched: "Ban hành quy chế", "Tổ chức đánh giá", "Bổ sung quy trình",
# "Phòng ngừa rủi ro". Refused: "Ban Hành chính", "Tổ công tác", "Phòng Nội vụ".
_NO_UNIT = re.compile(
    r"(?:nhom (?:nhiem vu|giai phap|noi dung|cong viec|chi tieu|tieu chi|van de|thu tuc|yeu cau)|"
    r"to chuc (?!chinh tri|xa hoi|doan the|tu van|danh gia chung|chung nhan|dang|ca nhan)|"
    r"ban hanh|ban giao|ban hang (?:tuan|thang|quy)|bo sung|"
    r"bo tri|so ket|so sanh|so hoa|so luong|phong ngua|phong chong|phong tranh|truong hop|vien dan|cuc bo|vu viec|"
    r"don vi tinh|to trinh|bo cuc|bo may|bo (?:thu tuc|tai lieu|chi so|tieu chi)|nguoi dan duoc|thu ky ket|khoa hoc|"
    r"lanh dao(?:,|:| (?:viec|cong tac|chi dao|thuc hien|to chuc))|thanh tra(?:,| (?:viec|kiem tra|cong vu))|"
    r"mot so (?!(?:phong|don vi|co quan|so|xa|truong)\b)|to chuc lai|phong, chong|doan ket)"
)
# "Các phòng" names units, "Các nhiệm vụ" does not: what units, and people, may be spoken of in the plural.
_PLURAL = re.compile(r"(?:cac|toan the|tat ca(?: cac)?|nhung|moi) ")
_COUNTED = re.compile(
    r"(?:phong|don vi|co quan|so|ban|nganh|xa|bo|to|khoa|truong|thanh vien|dong chi|ca nhan|can bo|cong chuc|vien chuc|"
    r"cap|chi cuc|trung tam|tram|doan|hoi|dia phuong|tap the|ubnd|uy ban|pho|huyen|phuong|thon|doanh nghiep|giao vien|"
    r"giang vien|nhan vien|chuyen vien|bac si|nguoi|lanh dao|chi nhanh|co so|nha|dang|chi bo|vu|cuc|vien|quan|tinh|"
    r"thanh pho|dai bieu|luc luong|chu tich|thu truong|giam doc|ong|ba|bai|dv|cq)"
)
# Matched: "Khoa, phòng chuyên môn", "Sở, ban, ngành". Refused: "Phòng, chống dịch".
# Bodies outside the agency: "UBMTTQ phường", "HĐND xã", "Hội Nông dân", "Đoàn Thanh niên". Refused: "Hội nghị".
_LISTED_KINDS = re.compile(
    r"(?:khoa|phong|ban|so|to|doi|tram|xa|bo), (?!chong)|"
    r"(?:ubmttq|mttq|hdnd|kho bac|bao hiem xa hoi|toa an|ngan hang)\b|"
    r"hoi (?:nong dan|phu nu|cuu chien binh|lien hiep|chu thap do|khuyen hoc)\b"
)
# Matched: "Văn phòng: Theo dõi". Refused: "Ban Chỉ đạo ISO 9001:2015".
_BREAK = re.compile(r"[.;]|:(?!\d)")
_LONGEST_UNIT = 160
# The subject of a sentence ends before this many letters; looking further would cost time on hostile text.
_FARTHEST_VERB = 400
_MOST_UNIT_WORDS = 26
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
_WITH = re.compile(r"(?:chu tri,? (?:va )?)phoi hop (?:chat che )?(?:voi|cung) (?=\S)")
_TOGETHER = re.compile(r"(?:,? )?phoi hop (?:chat che )?(?:voi|cung) (?=\S)")
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
    return Order(lead, _find_coordinate(first, folded, end, known=lead is not None), find_sentence_time(text))


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


def opens_work(skeleton_text: str) -> bool:
    """Tells whether a paragraph opens with a verb of work ("Rà soát …", "Tổ chức …"), on skeletons."""
    return _OPENS_WORK.match(skeleton_text) is not None


def names_unit(text: str) -> bool:
    """Tells whether ``text`` opens with the name of a unit and not with a verb that looks like one ("Ban hành …")."""
    folded = fold(text)
    if folded.startswith("ban hanh chinh"):
        return True
    if (plural := _PLURAL.match(folded)) and not _COUNTED.match(folded, plural.end()):
        return False
    return (opens_unit(text) or _LISTED_KINDS.match(folded) is not None) and not _NO_UNIT.match(folded)


def is_unit(text: str) -> bool:
    """Tells whether ``text`` is the name of units and nothing more: no verb in lower case stands in it."""
    stripped = text.strip(" :;.,")
    return (
        names_unit(stripped)
        and len(stripped.split()) <= _MOST_UNIT_WORDS
        and _find_verb(stripped, skeleton(stripped), 0) is None
    )


def _find_subject(piece: Quote, folded: Skeleton, start: int, *, plain: bool) -> tuple[Field | None, int]:
    """Returns the unit that the sentence gives work to and where it ends on the skeleton; ``(None, start)`` else."""
    assigned = _ASSIGNED.match(folded.text, start) or (_ABOUT.match(folded.text, start) if plain else None)
    begin = assigned.end() if assigned else start
    named = _NAMED.match(folded.text, begin)
    if named and named.end() < len(folded.text.rstrip()) and is_unit(_raw(piece, folded, *named.span("unit"))):
        unit, _ = _unit(piece, folded, *named.span("unit"))
        return unit, named.end()
    verb = _find_verb(piece.raw, folded, begin)
    if verb is None:
        return None, start
    explicit = (
        assigned or plain or verb[2].startswith(("chu tri", "co trach", "chiu trach", "la dau moi", "la co quan"))
    )
    if not explicit or verb[0] - begin > _LONGEST_UNIT:
        return None, start
    gives = _GIVES.match(folded.text, begin, verb[0])
    return _unit(piece, folded, gives.end() if gives else begin, verb[0])


def _unit(piece: Quote, folded: Skeleton, start: int, end: int) -> tuple[Field | None, int]:
    unit = cut(piece, *folded.origin(start, end), strip=" ,;:.\n\t")
    well = names_unit(unit.raw) and len(unit.raw.split()) <= _MOST_UNIT_WORDS and not _BREAK.search(unit.raw)
    return (field([unit]), end) if well else (None, start)


def _find_verb(raw: str, folded: Skeleton, start: int) -> tuple[int, int, str] | None:
    """Finds the first verb in lower case after a name that can stand alone: its start, its end and its words."""
    for match in _VERB.finditer(folded.text, start + 2, start + _FARTHEST_VERB):
        before = folded.text[start : match.start()]
        word = raw[folded.offsets[match.start()] : folded.offsets[match.end()]].strip()
        if not word[:1].islower() or (word != match[0] and word != _ACCENTED.get(match[0], word)):
            continue
        listed = _LISTED.search(before) and not _MODAL.match(match[0])
        if listed or _IN_NAME.search(f"{before}{match[0]}"):
            continue
        if _INCOMPLETE.fullmatch(before.strip(" ,")):
            continue
        return match.start(), match.end(), match[0]
    return None


def _find_coordinate(piece: Quote, folded: Skeleton, start: int, *, known: bool) -> Field | None:
    """Returns those whom the one who leads works with: "chủ trì, phối hợp với … <verb>"."""
    match = _WITH.match(folded.text, start + (folded.text[start : start + 1] == " "))
    if match is None and known:
        match = _TOGETHER.match(folded.text, start)
    if match is None:
        return None
    verb = _find_verb(piece.raw, folded, match.end())
    if verb is None:
        return None
    unit, _ = _unit(piece, folded, match.end(), verb[0])
    return unit


def _raw(piece: Quote, folded: Skeleton, start: int, end: int) -> str:
    begin, stop = folded.origin(start, end)
    return piece.raw[begin:stop]
