"""Verbs of work: what a paragraph of work opens with, and where a unit's name ends and its duty begins."""

from __future__ import annotations

import re

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
# The subject of a sentence ends before this many letters; looking further would cost time on hostile text.
_FARTHEST_VERB = 400


def opens_work(skeleton_text: str) -> bool:
    """Tells whether a paragraph opens with a verb of work ("Rà soát …", "Tổ chức …"), on skeletons."""
    return _OPENS_WORK.match(skeleton_text) is not None


def find_verb(raw: str, folded: Skeleton, start: int) -> tuple[int, int, str] | None:
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
