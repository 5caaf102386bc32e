"""Verbs of work: what a paragraph of work opens with, and where a unit's name ends and its duty begins."""

from __future__ import annotations

import re

from corpus.text.faces import Skeleton

# Verbs and adverbs that open what a unit is to do, on skeletons; in a unit's name they stand with a capital ("Phòng
# Kiểm tra") or after its first word ("đoàn đánh giá").
_WORK = (
    r"(?:can doi|ra soat|to chuc|xay dung|thuc hien|trien khai|tham muu|theo doi|kiem tra|danh gia|huong dan|tong hop|"
    r"bao cao|don doc|lap|soan thao|ban hanh|bo tri|cap nhat|sua doi|tham dinh|trinh|de xuat|phan cong|chi dao|"
    r"pho bien|"
    r"quan triet|chuan bi|bao dam|dam bao|cu|hoan thien|cong bo|niem yet|giam sat|khac phuc|dieu phoi|phoi hop|chu tri|"
    r"chu dong|can cu|kip thoi|thuong xuyen|nghiem tuc|tiep tuc|tang cuong|cung cap|gui|luu|dang tai|van dong|"
    r"thong bao|giup|quan ly|khao sat|hop|mo|ky|phe duyet|xem xet|quyet dinh|chiu trach nhiem|co trach nhiem|"
    r"tuyen truyen|van hanh|duy tri|cai tien|ap dung|ho tro|tap huan|dao tao|phat dong|xu ly|tiep nhan|giai quyet|"
    r"nghien cuu|tao dieu kien|bien soan|thanh lap|kien toan|hoan thanh|day manh|phat huy|dang ky|cong khai|lua chon|"
    r"xac dinh|nhan dien|thu thap|phan tich|do luong|viet|cap phat|thu hoi|kiem soat|dieu chinh|bo sung|chuyen doi|"
    r"mo rong|so ket|tong ket|la dau moi|la co quan|lam dau moi|dau moi|lam|phai|can|khong|nam vung|nam|dinh ky|"
    r"tham gia|khan truong|tich cuc|dua|dinh huong|nang cao|khuyen khich|chap hanh|tuan thu|phan anh|doi chieu|"
    r"ung dung|"
    r"gan|lap ke hoach|khen|truc tiep|hang nam|hang quy|cong tac phoi hop|soat xet|thanh quyet toan|"
    r"co nhiem vu|giu vai tro|la (?:thuong truc|bo phan|don vi|to chuc|truong ban|thanh vien)|lam thuong truc|nhac|"
    r"lo|mua sam|gom|giu|chia se|sap xep|kiem diem|nop|quyet toan|thanh toan|thong nhat|nam bat|thong ke|kiem ke|soan|"
    r"lien he|dong vien|long ghep|dieu hanh|gop y|lay y kien|sua|chinh sua|cho y kien|thuc day|nhap lieu|"
    r"chay thu|tham tra|phuc tra|tu van|dat hang|ra quyet dinh|du thao|tien hanh|bat dau|"
    r"thong tin(?= (?:cho|den|kip thoi) ))"
)
# Verbs so short that without accents they open many other words: told by their accents, behind a subject only.
_SHORT = r"(?:doc|di|moi|hoi|thue|duyet)"
# Matched: "rà soát", "tự rà soát". Refused: "đầu tư xây dựng" is read from "xây dựng" on.
_VERB = re.compile(rf"(?<=[a-z\d,)] )(?P<self>tu )?(?P<verb>(?:{_WORK}|{_SHORT})(?![a-z])|de(?= ))")
# Refused: "Năm 2025, xã tập trung …".
_OPENS_WORK = re.compile(
    rf"(?!nam (?:\d|nay|hoc|truoc))"
    rf"(?:{_WORK}|in|cu|dao|hieu chuan|nhap|sap xep|bao quan|chuan hoa|lay y kien)(?![a-z])"
)
# Words that need another to name a unit: "Đoàn đánh giá nội bộ thực hiện" is not said of "Đoàn".
_INCOMPLETE = re.compile(
    r"(?:cac |(?:pho )?truong |thu ky )?(?:doan|to|ban|nhom|nguoi|hoi dong|ca nhan|to chuc)$|thuong truc$|"
    r"(?:bo phan|don vi|can bo|co quan|phong|cac)$|"
    r".* (?:(?<!mot )cua|va|cac|duoc|co|tai|trong|voi|cung|nhung|moi)$|"
    r".*(?<!truc) thuoc$"
)
# What makes the word after it part of a name. Matched: "và", "đơn vị" (đánh giá). Refused: "các cơ quan, đơn vị" (báo
# cáo).
_LISTED = re.compile(
    r"(?:[,/]|\b(?:va|cac|nhung|(?<!mot )cua|(?<!cac )(?<!, )(?:bo phan|don vi)|tu van|nguoi|duoc|de|da|dang)) $"
)
_MODAL = re.compile(
    r"(?:co|chiu) trach nhiem|la |lam dau|phai|can cu|can$|chu dong|kip thoi|nghiem tuc|thuong xuyen|tiep tuc|"
    r"khan truong|tich cuc"
)
# Short verbs with their accents: without them "cán bộ", "năm", "mô hình" and "đề án" would read as verbs.
_ACCENTED = {
    "can": "cần",
    "di": "đi",
    "doc": "đọc",
    "duyet": "duyệt",
    "hoi": "hỏi",
    "moi": "mời",
    "soan": "soạn",
    "sua": "sửa",
    "thue": "thuê",
    "cu": "cử",
    "de": "để",
    "dua": "đưa",
    "gan": "gắn",
    "giu": "giữ",
    "gom": "gom",
    "hop": "họp",
    "ky": "ký",
    "lam": "làm",
    "lap": "lập",
    "lo": "lo",
    "luu": "lưu",
    "mo": "mở",
    "nam": "nắm",
    "nhac": "nhắc",
    "nop": "nộp",
    "phai": "phải",
    "trinh": "trình",
    "viet": "viết",
}
# Verbs that stand inside a noun. Matched: "thư ký", "công lập", "quy trình", "việc làm", "trợ giúp".
_IN_NAME = re.compile(
    r"\b(?:(?:thu|chu|nhat) ky|viec lam|tro giup|(?:cong|doc|dan) lap|(?:quy|chuong|cong|lo|tien|giao) trinh|"
    r"diem khong|co so dao tao)$"
)
# Words that end the name of a room in lower case, unless an object follows them. Matched: "Phòng Kế hoạch tổng hợp",
# "Phòng Hành chính tổng hợp theo dõi". Refused: "Văn phòng tổng hợp", "Phòng Kế hoạch tổng hợp các báo cáo".
_ENDS_NAME = re.compile(r"\b(?:ke hoach|hanh chinh|nghiep vu|quan tri|noi|ngoai) tong hop$")
_NO_OBJECT = re.compile(rf" ?(?:$|[,:;.)]| (?:va|(?!bao cao|tong hop)(?:tu )?{_WORK})(?![a-z]))")
# The subject of a sentence ends before this many letters; looking further would cost time on hostile text.
_FARTHEST_VERB = 400


def opens_work(skeleton_text: str) -> bool:
    """Tells whether a paragraph opens with a verb of work ("Rà soát …", "Tổ chức …"), on skeletons."""
    return _OPENS_WORK.match(skeleton_text) is not None


def find_verb(raw: str, folded: Skeleton, start: int) -> tuple[int, int, str] | None:
    """Finds the first verb in lower case after a name that can stand alone: its start, its end and its words."""
    for match in _VERB.finditer(folded.text, start + 2, start + _FARTHEST_VERB):
        at = folded.offsets[match.start()]
        alone = match["self"] is not None and raw[at : at + len("tự")] in {"tự", "tu"}
        begin = match.start() if alone else match.start("verb")
        before, verb = folded.text[start:begin], match["verb"]
        word = raw[folded.offsets[match.start("verb")] : folded.offsets[match.end()]].strip()
        if not word[:1].islower() or (word != verb and word != _ACCENTED.get(verb, word)):
            continue
        listed = _LISTED.search(before) and not _MODAL.match(verb)
        name = f"{before}{verb}"
        if listed or _IN_NAME.search(name) or (_ENDS_NAME.search(name) and _NO_OBJECT.match(folded.text, match.end())):
            continue
        if _INCOMPLETE.fullmatch(before.strip(" ,")):
            continue
        return begin, match.end(), verb
    return None
