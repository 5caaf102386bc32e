"""What the name of a unit or an office looks like: how it opens, and when it is whole.

Names are told by their first words, on skeletons, so that text without accents is read alike. Words that open other
things as well are named with what follows them: "Tổ" is a unit, "Tổ chức hội nghị" and "Tờ trình" are none.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from corpus.text import CAPITALS, fold, normalise

_MINISTRY = (
    r"bo (?:khoa|noi vu|tai chinh|tu phap|y te|xay dung|cong (?:an|thuong)|quoc phong|ngoai giao|giao|nong|thong tin|"
    r"van hoa|lao dong|ke hoach|dan toc|chi huy|truong\b)"
)
# An office, held by a person. Matched: "Giám đốc Sở", "PGĐ phụ trách", "Trưởng các phòng", "Phó Chủ tịch".
# Refused: "Trường hợp đặc biệt", "Phổ biến kế hoạch".
_OFFICE = (
    r"giam doc|pho (?:giam|chu|truong|hieu|chanh|cac|phong|ban|vien|cuc|chi|bi thu|tong|doi|khoa|to )|chu tich|chanh |"
    r"hieu truong|hieu pho|truong (?!hop|rung|sa\b|son\b)|thu truong|vien truong|cuc truong|vu truong|"
    r"(?:chi cuc|to|khoa|doi|cum|phong|ban|doan|bo phan) truong\b|bi thu|p?gd\b|nguoi (?:dung dau|dai dien|phu trach)|"
    r"phu trach (?!chinh\b|chung\b|viec\b|cac\b|boi\b)[a-z]"
)
# A unit whose first word tells it wherever it stands in a list.
# Matched: "Văn phòng Sở", "Các phòng", "Ban ISO", "P. TCHC", "UBND xã", "Khoa Dược", "Hội Phụ nữ", "Đội Thuế".
# Refused: "Phòng, chống tham nhũng", "Ban hành", "Tổ chức hội nghị", "Bổ sung", "Khoa học", "Hội nghị", "Đối với".
_STRONG_HEAD = re.compile(
    r"(?:cac (?!van ban|quy|noi dung|nhiem vu|cong viec|buoc)|toan the |tat ca |toan bo |mot so |nhung |lanh dao|"
    rf"{_OFFICE}|"
    r"ban (?!hanh|giao\b|luan|do\b|sao\b)|to (?!chuc|trinh|khai)|to chuc (?:danh gia|chung nhan|tu van|dao tao|dang|"
    r"cong doan|chinh tri|duoc|phap che)|doan (?!the|ket)|hoi dong|van phong(?! pham)|"
    r"phong (?!,? ?chong|ngua|thu dan|dich benh|chay|trao)|p\. ?[a-z]|don vi|co quan|"
    r"so (?!luong|lieu|lan\b|hoa\b|ket\b|thu tu|voi\b|\d)|chi cuc|trung tam|ubnd|uy ban|ubmttq|mttq|mat tran|hdnd|"
    rf"bo phan|{_MINISTRY}|cac bo|cong an|benh vien|tram (?!trong)|khoa (?!hoc)|nha truong|bcd|bch\b|bgh\b|bgd\b|bld\b|"
    r"vp\b|ttpvhcc|qmr\b|dldl\b|dai dien|cuc (?!bo)|tong cuc|vu (?!viec)|hoc vien|vien (?!chuc|phi)|dang (?:uy|bo)|"
    r"huyen uy|tinh uy|thanh uy|thuong truc|cum |chi nhanh|chi bo|toa an|kho bac|"
    r"bao hiem xa hoi|hat |co so (?:dao tao|y te|giao duc|kinh doanh)|"
    r"hoi (?:phu nu|nong dan|cuu|chu thap|lien hiep|khuyen hoc|doanh|luat gia|lien)|nhom |"
    r"doi (?:quan ly|trat tu|thue|thi hanh|canh sat|giai phong|danh gia|cong tac|kiem tra|kiem lam|xe)|nguoi duoc)"
)
# Words that open a unit, and as often the second half of a unit's name: "Thanh tra Sở", but "Phòng Pháp chế và Thanh
# tra"; "Cán bộ, công chức", but "Phòng Tổ chức - Cán bộ".
_WEAK_HEAD = re.compile(
    r"(?:thanh tra|can bo|cong chuc|vien chuc|nhan vien|giao vien|thu vien|thu ky|bao tang|chuyen gia|cong doan|"
    r"thanh vien|chuyen vien|ke toan|van thu|thu quy|nguoi lao dong|nguoi co tham quyen|nguoi thuc hien|"
    r"doan the|cbcc|cbgv|ccvc|to chuc ,|"
    r"tu phap [-–] ho tich|dia chinh [-–] (?:xay dung|nong nghiep)|van hoa [-–] xa hoi|tai chinh [-–] ke toan|"
    r"van phong [-–] thong ke|lao dong [-–] thuong binh)"
)
# After a weak word, what shows it to be a unit or a person of its own: "Thanh tra Sở", "Thư ký ISO", "công chức phụ
# trách". Refused: "Cán bộ", "Thư viện và Bảo tàng".
_WEAK_TAIL = re.compile(
    r"(?:thanh tra|thu ky|can bo|cong chuc|vien chuc|nhan vien|giao vien|chuyen gia|chuyen vien|thanh vien|cong doan|"
    r"ke toan|van thu|thu vien|bao tang)"
    r" (?:so\b|iso\b|huyen|xa\b|tinh\b|thanh pho|bo\b|co quan|phu trach|chuyen (?:trach|mon)|duoc|co lien|lien quan|"
    r"danh gia|ban chi dao|bcd|htqlcl|cac |cua |thuoc |truong\b|don vi|tai )|cbcc|cbgv|ccvc"
)
# A person by name. Matched: "Đ/c Nguyễn A", "Ông Trần B", "Lê Văn C" to its end. Refused: "Bà mẹ và trẻ em", "Lê Lợi".
# Family names that open names of places as well (Hà, Cao, Lâm) are left out.
PERSON = re.compile(
    rf"(?:[ÔO]ng|[ôo]ng|B[àa]|b[àa]|[ĐđDd]/[cC]|[ĐđDd][ồo]ng ch[íi])\.?\s+[{CAPITALS}]\w*"
    r"|(?:Nguy[ễe]n|Tr[ầa]n|L[êe]|Ph[ạa]m|Ho[àa]ng|Hu[ỳy]nh|Phan|V[ũu]|V[õo]|[ĐD][ặa]ng|B[ùu]i|[ĐD][ỗo]|H[ồo]|Ng[ôo]|D[ưu][ơo]ng|[ĐD]inh|Tr[ịi]nh|Tr[ươu]+ng)"
    rf"(?:[ \t]+[{CAPITALS}][a-zà-ỹ]*){{2,3}}(?=\s*$|\s*[\n,;(/–-])"
)
# A unit by its initials: "TCHC", "KH-TC", "CBCC", "P.TCHC". Refused: "Văn", "II" is matched but opens no list.
ACRONYM = re.compile(rf"(?:P\. ?)?[{CAPITALS}]{{2,}}(?:[&-][{CAPITALS}]{{1,}})*(?=$|[\s,;/.)])")
_OFFICE_HEAD = re.compile(rf"(?:{_OFFICE}|thu ky|to truong)")
# A name that lacks its second half. Matched: "Phòng", "Trưởng", "Ban Quản lý", "Phòng Văn hóa -". Refused: "Văn phòng".
_UNFINISHED = re.compile(
    r"(?:phong|ban|to|doan|doi|cuc|vu|khoa|hoi|uy ban|hoi dong|bo|bo phan|p|so|nhom|vien|chi cuc quan ly|"
    r"(?:pho )?truong|(?:pho )?chanh|pho|(?:ban|phong|doi|to) quan ly|nguoi dung dau|toan the|tat ca)"
    r"|.*[-–&/,]"
)
# Last words that leave a name open: "Trưởng các", "Phòng Nội vụ và". With other accents they are other words ("Bộ phận
# Một cửa", "Phòng Quản lý thuốc"); without any, "Mot cua" alone is known.
_OPEN_WORDS = frozenset({"và", "của", "các", "thuộc", "tại", "với", "cùng", "hoặc", "mọi"})
_OPEN_WORDS_BARE = frozenset(map(fold, _OPEN_WORDS))
# Nouns that lists of units run through in lower case: "các phòng, ban", "người đứng đầu cơ quan, đơn vị".
_GENERIC = (
    r"(?:phong|ban|don vi|co quan|so|nganh|to|khoa|bo phan|trung tam|chi cuc|hat|tram|xa|phuong|thi tran|truong|"
    r"doan the|to chuc|ca nhan|huyen|thi xa|thanh pho|nhom|vien|cuc|vu|benh vien|doi|chi nhanh)"
)
# What makes a particular unit of a generic noun: "bộ phận Một cửa", "đơn vị tư vấn". Refused: "đơn vị thuộc Sở".
_PARTICULAR = (
    r"(?:chi dao|mot cua|tiep nhan|thu ky|giup viec|danh gia|giam doc|giam hieu|giam sat|iso|htqlcl|tu van|dao tao|"
    r"duoc|chung nhan|dieu hanh|cong tac|phuc vu|quan ly|tn|bien tap|truong|dai dien|lanh dao|thuong)"
)
_GENERIC_HEAD = re.compile(rf"{_GENERIC}\b(?! {_PARTICULAR}\b)")
_GENERIC_END = re.compile(r"(?:^| |/)(?<!van )(?:phong|ban|don vi|co quan|nganh|to|khoa|bo phan|tram|hat|doi)$")
# A generic noun and nothing of its own: "Ban, đơn vị", "Ban chuyên môn", "đơn vị thuộc Sở". Refused: "Ban ISO".
_GENERIC_BARE = re.compile(
    rf"{_GENERIC}(?=$| ?[,;/&]| (?:va|thuoc|truc thuoc|chuyen mon|nghiep vu|lien quan|co lien quan|co\b|khac|cua|trong|"
    r"tren|cap|lam sang))"
)
_STAFF = r"(?:can bo|cong chuc|vien chuc|nguoi lao dong|nhan vien|giao vien|dang vien|hoc sinh|hoc vien|sinh vien)"
_STAFF_HEAD = re.compile(_STAFF)
_STAFF_END = re.compile(rf"(?:^| ){_STAFF}$")
_PLURAL = re.compile(r"(?:^| )(?:cac|toan the|tat ca|toan bo|moi|nhung|nguoi dung dau|thu truong)\b")
# What a person is in charge of. With a capital it names another person: "Phụ trách chất lượng, Phụ trách kỹ thuật".
_IN_CHARGE = re.compile(r"phu trach\b")
_PLURAL_HEAD = re.compile(r"(?:cac|toan the|tat ca|toan bo|moi|nhung|mot so)\b")
_COLLECTIVE = re.compile(
    rf"(?:(?:cac|toan the|tat ca) )?{_GENERIC}(?:(?:, ?| va |/){_GENERIC})*(?: (?:co )?lien quan)?"
)
# A clause said of all the kinds before it. Matched: "các phòng" + "trung tâm được đánh giá". Refused: "đơn vị được
# giao".
_PLURAL_NOUN = re.compile(rf"cac {_GENERIC}(?:, {_GENERIC})*")
_SHARED_CLAUSE = re.compile(rf"(?!don vi|to chuc|ca nhan){_GENERIC} (?:duoc|bi|co|da|chua) ")
# Words that tell a name's kind, for lists that repeat it: "Phòng A - Phòng B".
_KIND = re.compile(r"(?:phong|so|chi cuc|khoa|trung tam|ban|to|doi|truong|vu|cuc|p\.)")
# Kinds whose names are made of several fields of work: "Phòng Tổ chức - Cán bộ", "Trung tâm Văn hóa và Thư viện".
# Refused: "Tổ trưởng chuyên môn", "Trưởng phòng".
_COMPOUND = re.compile(
    r"(?:phong|ban|so|chi cuc|trung tam|cuc|vu|vien|khoa|to|hoi|bo phan|p\.|cong chuc)(?! ?truong\b)"
)
# A mark after a word is no part of it: "ban," opens a unit as "ban" does.
_MARKS_APART = str.maketrans({mark: f" {mark}" for mark in ",;/&"})


class Opening(StrEnum):
    """How surely a text opens the name of a unit."""

    STRONG = "strong"
    WEAK = "weak"
    WEAK_BARE = "weak_bare"


@lru_cache(maxsize=4096)
def opens_unit(text: str) -> bool:
    """Tells whether ``text`` starts with a word that opens a unit's name ("Ban", "Các phòng", "Văn phòng").

    A short word that opens one only with what follows ("Sở", "Ban") opens none at the end of the text.
    """
    folded = fold(text)
    return any(head.match(folded) for head in (_STRONG_HEAD, _WEAK_HEAD)) or PERSON.match(text) is not None


def find_opening(text: str) -> Opening | None:
    """Returns how ``text`` opens the name of a unit, an office or a person; ``None`` where it opens none."""
    folded = f"{fold(text)} ".translate(_MARKS_APART)
    if _STRONG_HEAD.match(folded) or PERSON.match(text):
        return Opening.STRONG
    if _WEAK_HEAD.match(folded):
        return Opening.WEAK if _WEAK_TAIL.match(folded) else Opening.WEAK_BARE
    return None


def is_whole(text: str) -> bool:
    """Tells whether ``text`` is a unit's name that can end here: "Văn phòng", not "Phòng" or "Trưởng các"."""
    folded = fold(text)
    opens = find_opening(text) is not None or ACRONYM.match(text) is not None
    return opens and _UNFINISHED.fullmatch(folded) is None and not _ends_open(text, folded)


def _ends_open(text: str, folded: str) -> bool:
    last = normalise(text).rsplit(" ", 1)[-1].lower()
    return last in _OPEN_WORDS or (last in _OPEN_WORDS_BARE and not folded.endswith("mot cua"))


def is_initials(text: str) -> bool:
    """Tells whether the whole of ``text`` is initials ("TCHC", "P. KHTC")."""
    return ACRONYM.fullmatch(text) is not None


def is_office(text: str) -> bool:
    """Tells whether ``text`` opens with the office of a person ("Phó Giám đốc", "Thư ký ISO")."""
    return _OFFICE_HEAD.match(f"{fold(text)} ") is not None


def is_compound(text: str) -> bool:
    """Tells whether ``text`` is a unit of a kind that is named for several fields ("Phòng Tổ chức - Cán bộ")."""
    return _COMPOUND.match(fold(text)) is not None


def is_collective(text: str) -> bool:
    """Tells whether ``text`` names units by their kind alone ("Các đơn vị", "cơ quan, đơn vị có liên quan")."""
    return _COLLECTIVE.fullmatch(fold(text)) is not None


def repeats(before: str, after: str) -> bool:
    """Tells whether both open with the same common noun: "Công chức Văn hóa", "công chức Địa chính"."""
    left, right = _WEAK_HEAD.match(fold(before)), _WEAK_HEAD.match(fold(after))
    return left is not None and right is not None and left[0] == right[0]


def is_plural(text: str) -> bool:
    """Tells whether ``text`` opens with a plural ("các phòng")."""
    return _PLURAL_HEAD.match(fold(text)) is not None


def is_same_kind(one: str, other: str) -> bool:
    """Tells whether two names open with the same noun ("Phòng A", "Phòng B")."""
    first, second = _KIND.match(fold(one)), _KIND.match(fold(other))
    return first is not None and second is not None and first[0] == second[0]


def continues(before: str, after: str) -> bool:
    """Tells whether ``after`` goes on with the list of nouns that ``before`` ends with, and so names no other unit.

    "các phòng" + "đơn vị thuộc Sở", "các phòng" + "trung tâm được đánh giá", "Trưởng phòng" + "ban", "cán bộ" + "công
    chức có liên quan", "Phó Giám đốc" +
    "phụ trách nội chính".
    """
    left, right = fold(before), fold(after)
    if _STAFF_HEAD.match(right) and _STAFF_END.search(left):
        return True
    if _IN_CHARGE.match(right) and after[:1].islower():
        return True
    if after[:1].islower() and _PLURAL_NOUN.fullmatch(left) and _SHARED_CLAUSE.match(right):
        return True
    if _PLURAL_HEAD.match(right) or not _GENERIC_HEAD.match(right):
        return False
    if not (after[:1].islower() or _GENERIC_BARE.match(right)):
        return False
    return _PLURAL.search(left) is not None or _GENERIC_END.search(left) is not None
