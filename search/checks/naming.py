"""The words around the name of an agency that tell whose name must stand there."""

from __future__ import annotations

import re

from search.checks.agencies import DEPARTMENTS, KINDS

# What leads up to the agency itself, folded. Matches "cac phong thuoc ", "ban chi dao iso cua ", "giam doc "; refuses
# "bao cao ", "phoi hop voi ", "theo huong dan cua ".
OWN_PLACE = re.compile(
    r"\b(?:(?:phong|don vi|khoa|(?<!bien )ban|bo phan|cong chuc|vien chuc|can bo|nguoi lao dong|lanh dao|to chuc)"
    r"[^.;:,]{0,50} "
    r"(?:thuoc|cua|tai|trong)"
    r"|(?:phong|don vi|hat|doi|tram|cum)[^.;:,]{0,30} (?:truc )?thuoc(?: va truc thuoc)?"
    r"|ban chi dao(?: iso)?(?: cua)?|to (?:thu ky|iso|cong tac)(?: iso)?(?: cua)?"
    r"|(?:he thong (?:quan ly chat luong|tai lieu|van ban)|htqlcl|quy trinh|danh muc)[^.;:,]{0,30} (?:cua|tai)"
    r"|(?:hoat dong|cong viec|ap dung|noi bo|uy tin|hinh anh|hieu luc|hieu qua) (?:cua|tai)"
    r"|(?:trung tam phuc vu hanh chinh cong|bo phan (?:mot cua|tiep nhan[^.;:,]{0,30}))(?: cua)?"
    r"|(?:ke hoach(?: nay)?|muc tieu chat luong|chinh sach chat luong) cua|toan|dia ban"
    r"|giam doc|chu tich (?:ubnd|uy ban nhan dan)|hieu truong|chi cuc truong|lanh dao|van phong"
    r"|(?:tru so(?: lam viec)?|trang thong tin dien tu|cong thong tin dien tu)(?: cua)?"
    r"|cong chuc|vien chuc|can bo|ubnd|uy ban nhan dan|hdnd|dang uy) ?$"
)
# What follows the agency that enacts the plan, folded. Matches "ban hanh ke hoach", "xay dung ke hoach duy tri".
ENACTS = re.compile(r"(?:ban hanh|xay dung|lap|trien khai) ke hoach\b")
# The sentence that enacts the plan, folded, by an agency of any kind. Matches "chi cuc kiem lam ban hanh ke hoach".
ENACTED = re.compile(rf"\b(?P<kind>{'|'.join(KINDS)}) (?P<rest>(?:\w+ ){{1,8}}?)(?:ban hanh|xay dung|lap) ke hoach\b")
# What leads up to the agency where one of another kind, too, stands for it: closer than ``OWN_PLACE``, folded. Matches
# "cac phong thuoc ", "tren day la ke hoach ... cua "; refuses "cong chuc ", "van phong ".
CLOSE_PLACE = re.compile(
    r"\b(?:(?:phong|khoa|hat|to)[^.;:,]{0,30} (?:truc )?thuoc"
    r"|ban chi dao(?: iso)?(?: cua)?|(?:chinh sach|muc tieu|so tay) chat luong(?: nam \d+)?(?: cua| tai)"
    r"|(?:he thong quan ly chat luong|htqlcl)(?: cua| tai)|tren day la ke hoach[^.;:]{0,90} cua"
    r"|(?:cong chuc|vien chuc|nguoi lao dong)[^.;:,]{0,20} (?:cua|tai|thuoc)|cac (?:khoa|phong),? (?:phong|khoa) cua"
    r"|cong viec cua) ?$"
)
# What an agency has one of, and a unit of it none, folded. Matches "ban chi dao iso ", "chinh sach chat luong cua ".
ONLY_ONE = re.compile(
    r"\b(?:ban chi dao(?: iso)?|to (?:iso|thu ky iso)|chinh sach chat luong|tren day la ke hoach[^.;:]{0,90}(?= cua))"
    r"(?: cua)? ?$"
)
# Kinds of agency that have no agencies below them which keep a system of their own.
SINGLE = frozenset({"truong", "benh vien", "trung tam", "chi cuc"})
# Agencies of no kind with a name behind it, folded. Matches "thanh tra tinh", "van phong"; refuses "ubnd tinh".
NAMELESS = re.compile(r"(?:thanh tra|van phong|ban dan toc|ban ton giao)\b")
# Whoever a plan's units report to or help is the head of its own agency, folded. Matches "trinh giam doc ".
OWN_HEAD = re.compile(
    r"\b(?:trinh|bao cao|tham muu(?: cho| giup)?|giup) (?:giam doc|chi cuc truong|hieu truong|lanh dao"
    r"|chu tich (?:ubnd|uy ban nhan dan)) ?$"
)
# Who comes to the plan's own agency, folded. Matches "khach hang gui mau den "; refuses "chuyen nguoi benh den ".
COMES = re.compile(
    r"(?<!chuyen )(?:khach hang|nguoi benh|benh nhan|nguoi dan|phu huynh)[^.;:,]{0,30} (?:den|tai|cua) ?$"
)
# Whoever a unit of another kind of agency advises, folded. Matches "tham muu giam doc "; refuses "bao cao giam doc ".
ADVISES = re.compile(r"\b(?:tham muu(?: cho| giup)?|giup) (?:giam doc|chi cuc truong|hieu truong) ?$")
# Words of a clause in which another agency is rightly named.
RIGHTLY = re.compile(
    r"phoi hop|hoc tap|kinh nghiem|tham quan|sap xep|sap nhap|hop nhat|truoc day|\bnguyen\b|ban giao|tiep nhan"
    r"|chuyen giao|bao cao|huong dan|theo (?:ke hoach|quyet dinh|de nghi|cong van|yeu cau|van ban)|xin y kien|\bgui\b"
    r"|(?<!quy )(?<!qua )(?<!chuong )(?<!lo )(?<!tien )\btrinh\b|tham khao|bien ban|ket luan|kien nghi|can cu"
    r"|hop tac|ky ket|lien (?:ket|doanh)|lay y kien|\b(?:voi|cung) ?$|\bdo (?:(?:cong|vien) chuc|can bo|lanh dao) ?$"
    r"|(?:dao tao|boi duong|thuc tap|\bhoc)[^.;]{0,40} tai ?$"
    r"|chu tri|de nghi(?! (?:cac|truong) (?:phong|don vi|khoa|to))"
    r"|\bmoi (?:giang vien|chuyen gia|cong chuc|can bo|dai dien|lanh dao)|thong bao|kiem tra cua"
    r"|trao doi|lien he|giang vien|dang ky|chuyen (?:nguoi benh|tuyen)|lien thong"
    r"|cac (?:so|xa|phuong|huyen|truong|trung tam|chi cuc)\b"
)
IN_CHARGE = re.compile(r"^so (?:khoa hoc va cong nghe|kh&cn)")
# What leads up to the superior or its place, folded. Matches "ubnd ", "tren dia ban "; refuses "giap ranh ".
PARENT_PLACE = re.compile(r"\b(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|dia ban|thanh tra) ?$")
DEPARTMENT_PLACE = re.compile(rf"\bso (?:{'|'.join(DEPARTMENTS)})[a-z ]{{0,20}} ?$")
# A place that is no more, as found behind the kind. Matches "Hòa Khê (cũ)"; refuses "Hòa Khê".
OLD_NAME = re.compile(r"\s*(?:[^\W\d_]+ ){1,4}\(?cũ\b", re.IGNORECASE)
# Words of a clause on agencies that became the plan's own, folded.
MERGED = re.compile(r"sap xep|sap nhap|hop nhat|truoc day|\bnguyen\b")
ELSEWHERE = re.compile(
    r"phoi hop|hoc tap|kinh nghiem|tham quan|sap xep|sap nhap|hop nhat|truoc day|\bnguyen\b|giap ranh"
)
