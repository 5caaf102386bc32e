"""Names of units in running text: whether a phrase opens with one, and whether it is one and nothing more."""

from __future__ import annotations

import re

from corpus.parsing.actors.unit_names import opens_unit
from corpus.parsing.body.verbs import find_verb
from corpus.text import fold, skeleton

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
# Posts of a commune and offices named for their field. Matched: "Tài chính - Kế toán", "Tư pháp - Hộ tịch", "Phụ trách
# chất lượng". Refused: "Tài chính", "Phụ trách".
_POST = re.compile(
    r"(?:van phong|tu phap|tai chinh|dia chinh|van hoa|ke toan|xay dung)(?: ?[-–] ?(?:thong ke|ho tich|ke toan|"
    r"nong nghiep|xay dung|do thi|moi truong|xa hoi|ngan sach))+\b|phu trach [a-z]"
)
# After a name, what it says. Matched: "Phòng Kế toán: Lo kinh phí". Refused: "Ban Chỉ đạo ISO 9001:2015".
_SAYS = re.compile(r":(?!\d)")
_MOST_HEADING_WORDS = 12
MOST_UNIT_WORDS = 26
"""A longer phrase is no list of units but a clause."""


def names_unit(text: str) -> bool:
    """Tells whether ``text`` opens with the name of a unit and not with a verb that looks like one ("Ban hành …")."""
    folded = fold(text)
    if folded.startswith("ban hanh chinh"):
        return True
    if (plural := _PLURAL.match(folded)) and not _COUNTED.match(folded, plural.end()):
        return False
    known = opens_unit(text) or _LISTED_KINDS.match(folded) is not None or _POST.match(folded) is not None
    return known and not _NO_UNIT.match(folded)


def is_unit(text: str) -> bool:
    """Tells whether ``text`` is the name of units and nothing more: no verb in lower case stands in it."""
    stripped = text.strip(" :;.,")
    return (
        names_unit(stripped)
        and _SAYS.search(stripped) is None
        and len(stripped.split()) <= MOST_UNIT_WORDS
        and find_verb(stripped, skeleton(stripped), 0) is None
    )


def heads_list(text: str) -> bool:
    """Tells whether a line without a mark is the name of a unit that heads a list ("Văn phòng Sở"), and no sentence."""
    return text[-1:].isalnum() and len(text.split()) <= _MOST_HEADING_WORDS and is_unit(text)
