"""Names of units in running text: whether a phrase opens with one, and whether it is one and nothing more."""

from __future__ import annotations

import re

from corpus.model import Field
from corpus.parsing.actors.unit_lists import parse_units
from corpus.parsing.actors.unit_names import is_initials, is_whole, opens_unit
from corpus.parsing.body.verbs import find_verb
from corpus.text import cut, field, fold, normalise, skeleton

# Words that begin as units do and name none. Matched: "Ban hành quy chế", "Tổ chức đánh giá", "Bổ sung quy trình",
# "Phòng ngừa rủi ro". Refused: "Ban Hành chính", "Tổ công tác", "Phòng Nội vụ".
_NO_UNIT = re.compile(
    r"(?:nhom (?:nhiem vu|giai phap|noi dung|cong viec|chi tieu|tieu chi|van de|thu tuc|yeu cau)|"
    r"to chuc (?!chinh tri|xa hoi|doan the|tu van|danh gia chung|chung nhan|dang|ca nhan)|"
    r"ban hanh|ban giao|ban hang (?:tuan|thang|quy)|bo sung|"
    r"bo tri|so ket|so sanh|so hoa|so luong|phong ngua|phong chong|phong tranh|truong hop|vien dan|cuc bo|vu viec|"
    r"don vi tinh|vien thong|to trinh|bo cuc|bo may|bo (?:thu tuc|tai lieu|chi so|tieu chi)|nguoi dan duoc|"
    r"thu ky ket|khoa hoc|"
    r"lanh dao(?:,|:| (?:viec|cong tac|chi dao|thuc hien|to chuc))|thanh tra(?:,| (?:viec|kiem tra|cong vu))|"
    r"mot so (?!(?:phong|don vi|co quan|so|xa|truong)\b)|to chuc lai|phong, chong|doan ket)"
)
# First words that only their accents tell from those of units, before a word in lower case. Matched: "Sổ rủi ro", "Bản
# mô tả công việc", "Tờ khai", "Khóa học". Refused: "Sở Tài chính", "Bản Nà Lay", "Tổ công tác".
_OTHER_WORDS = re.compile(r"(?:Sổ|Số|Sơ|Bản|Bàn|Bảng|Tờ|Khóa|Khoá|Khoản|Hồi|Đổi) [^\W\dA-ZĐ_][^\WA-ZĐ_]*(?= |$)")
# "Các phòng" names units, "Các nhiệm vụ" does not: what units, and people, may be spoken of in the plural.
_PLURAL = re.compile(r"(?:cac|toan the|tat ca(?: cac)?|nhung|moi) ")
_COUNTED = re.compile(
    r"(?:phong|don vi|co quan|so|ban|nganh|xa|bo|to|khoa|truong|thanh vien|dong chi|ca nhan|can bo|cong chuc|vien chuc|"
    r"cap|chi cuc|trung tam|tram|doan|hoi|dia phuong|tap the|ubnd|uy ban|pho|huyen|phuong|thon|doanh nghiep|giao vien|"
    r"giang vien|nhan vien|chuyen vien|bac si|nguoi|lanh dao|chi nhanh|co so|nha|dang|chi bo|vu|cuc|vien|quan|tinh|"
    r"thanh pho|dai bieu|hat|doi|bo phan|hoi dong|nhom|cong ty|hop tac xa|luc luong|chu tich|thu truong|giam doc|ong|"
    r"ba|bai|dv|cq)"
)
# Matched: "Khoa, phòng chuyên môn", "Sở, ban, ngành". Refused: "Phòng, chống dịch".
# Bodies outside the agency: "UBMTTQ phường", "HĐND xã", "Hội Nông dân", "Đoàn Thanh niên". Refused: "Hội nghị".
_LISTED_KINDS = re.compile(
    r"(?:khoa|phong|ban|so|to|doi|tram|xa|bo), (?!chong)|"
    r"(?:ubmttq|mttq|hdnd|kho bac|bao hiem xa hoi|toa an|ngan hang)\b|"
    r"hoi (?:nong dan|phu nu|cuu chien binh|lien hiep|chu thap do|khuyen hoc)\b"
)
# What may stand before the unit of a heading, on skeletons. Matched: "Trách nhiệm của các phòng", "Đối với xã", "Giao
# Văn phòng". Refused: "Giao ban hằng tháng" is told apart by the unit that must follow.
_BEFORE_UNIT = re.compile(
    r"(?:(?:ve )?(?:trach nhiem|nhiem vu)(?: thuc hien)? cua |doi voi |giao (?:nhiem vu )?(?:cho )?|de nghi |yeu cau |"
    r"tai )+"
)
# Posts of a commune and offices named for their field. Matched: "Tài chính - Kế toán", "Tư pháp - Hộ tịch", "Phụ trách
# chất lượng". Refused: "Tài chính", "Phụ trách".
_POST = re.compile(
    r"(?:van phong|tu phap|tai chinh|dia chinh|van hoa|ke toan|xay dung)(?: ?[-–] ?(?:thong ke|ho tich|ke toan|"
    r"nong nghiep|xay dung|do thi|moi truong|xa hoi|ngan sach))+\b|phu trach [a-z]"
)
# After a name, what it says. Matched: "Phòng Kế toán: Lo kinh phí". Refused: "Ban Chỉ đạo ISO 9001:2015".
_SAYS = re.compile(r":(?!\d)")
# Units in lower case, with their accents. Matched: "các phòng", "văn phòng". Refused: "bản giấy", "số liệu".
_LOWER = re.compile(
    r"(?:các|toàn|tất cả|mọi|văn phòng|phòng|ban|tổ|khoa|nhóm|đội|trạm|bộ phận|trưởng|thủ trưởng|lãnh đạo|công chức|"
    r"cán bộ|viên chức|nhân viên|giáo viên|thư ký|kế toán|văn thư|đơn vị|công an|trung tâm|chi bộ|hiệu trưởng|"
    r"giám đốc|chủ tịch|phó)\b"
)
# No name holds such words. Matched: "các trạm trước ngày 20/02", "Thanh tra Sở. Tháng 9". Refused: "Tổ công tác 24/7".
_DATED = re.compile(
    r"\b(?:truoc|trong|sau|den het|cham nhat) (?:ngay|thang|quy|khi|\d)|\d/\d{1,2}/\d|\b(?:thang|quy|ngay) (?:\d|"
    r"i{1,3}\b|iv\b)|\d/20\d\d|\bke tu\b|khong qua \d|"
    r"[a-z]{2}[.;] [a-z]"
)
# What a unit is named for at the end of its name; other verbs there say what it does ("Văn phòng chủ trì").
_PURPOSES = frozenset({"danh gia", "kiem tra", "tham dinh", "giam sat", "soan thao", "bien soan", "tiep nhan"})
# Words of a sentence that introduces a list. Matched: "Chi cục có 41 thủ tục, trong đó", "Các phòng làm như sau".
_INTRODUCES = re.compile(r"\b(?:trong do|nhu sau|gom|sau day|sau)$|\b(?:co|la) ")
_MOST_HEADING_WORDS = 12
MOST_UNIT_WORDS = 26
"""A longer phrase is no list of units but a clause."""


def names_unit(text: str) -> bool:
    """Tells whether ``text`` opens with the name of a unit and not with a verb that looks like one ("Ban hành …")."""
    folded = fold(text)
    if _OTHER_WORDS.match(normalise(text)):
        return False
    if folded.startswith("ban hanh chinh"):
        return True
    if (plural := _PLURAL.match(folded)) and not _COUNTED.match(folded, plural.end()):
        return False
    known = opens_unit(text) or _LISTED_KINDS.match(folded) is not None or _POST.match(folded) is not None
    return known and not _NO_UNIT.match(folded)


def is_unit(text: str) -> bool:
    """Tells whether ``text`` is the name of units and nothing more: no verb in lower case stands in it.

    A verb that ends the name may say what the unit is for: "Trưởng Đoàn đánh giá", "Bộ phận được đánh giá".
    """
    stripped = text.strip(" :;.,")
    if not names_unit(stripped) or _SAYS.search(stripped) or len(stripped.split()) > MOST_UNIT_WORDS:
        return False
    folded = skeleton(stripped)
    verb = find_verb(stripped, folded, 0)
    return verb is None or (verb[2] in _PURPOSES and verb[1] == len(folded.text))


def names_units(text: Field, *, initials: bool = False) -> bool:
    """Tells whether a phrase is a list of units and nothing more, each named whole.

    Args:
        text: the phrase.
        initials: whether initials are enough ("TCHC"), as behind "phối hợp với".
    """
    units = parse_units(text)
    return bool(units) and all(
        (initials and is_initials(unit.value))
        or (
            is_whole(unit.value)
            and is_unit(unit.value)
            and _DATED.search(fold(unit.value)) is None
            and (unit.value[0].isupper() or _LOWER.match(normalise(unit.value)) is not None)
        )
        for unit in units
    )


def names_list(text: str) -> bool:
    """Tells whether a line without a mark is the name of a unit that heads a list ("Văn phòng Sở"), and no sentence."""
    name = text.rstrip(" :")
    short = name[-1:].isalnum() and len(name.split()) <= _MOST_HEADING_WORDS
    return short and is_unit(name) and _INTRODUCES.search(fold(name)) is None


def strip_before_unit(text: Field) -> Field:
    """Drops the words that lead to a unit in a heading: "Trách nhiệm của các phòng", "Đối với Văn phòng Sở"."""
    first, *others = text.quotes
    folded = skeleton(first.raw)
    before = _BEFORE_UNIT.match(folded.text)
    rest = cut(first, folded.offsets[before.end()], len(first.raw)) if before else first
    return field([rest, *others]) if before and rest.raw else text
