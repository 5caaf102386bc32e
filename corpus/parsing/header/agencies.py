"""The agencies of a letterhead, and what kind of agency issues a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import AgencyType, Field, Quote
from corpus.parsing.body.paragraphs import Paragraph, is_uppercase
from corpus.parsing.header.dateline import BARE_SYMBOL, find_day, find_number, split_lines
from corpus.text import cut, cut_skeleton, field, fold, skeleton

# The national name and motto, or the Party's name, stand beside the issuer and share its line in pasted text. On
# skeletons; recognition errors as met in English OCR ("CQNG HOA XA HOQI", "Déc 1ap - Tw do").
_MOTTO = re.compile(
    r"c[oq0]ng h[oq]a x[ai] h[oq]+[iq]? ch[ui]|d[oe]c [l1i]ap ?[-–—.]? ?t[uw] ?do|hanh ph[iu]+c|"
    r"dang c[oq0]ng san viet nam"
)
# First words of the name of an agency, on skeletons: a line that opens with none continues the line above.
# Matched: "SỞ NÔNG NGHIỆP". Refused: "VÀ PHÁT TRIỂN NÔNG THÔN", "THÀNH PHỐ …" below "ỦY BAN NHÂN DÂN", "BỆNH TẬT".
AGENCY_OPENS = (
    r"(?:ubnd|uy ban|so |chi cuc|truong |trung tam|benh vien|bo |phong |van phong|ban (?!nhan dan|hanh\b)|cuc |"
    r"tong cuc|hoc vien|dai hoc|vien |hdnd|hoi dong|hoi |tinh uy|thanh uy|huyen uy|quan uy|thi uy|dang |chi bo|"
    r"bao tang|bao |thu vien|nha (?:hat|van hoa|thieu nhi|khach)|dai |tram |thanh tra|chinh phu|"
    r"thu tuong|quoc hoi|cong an|cong ty|tong cong ty|kho bac|bao hiem|toa an|vien kiem sat|lien |mat tran|"
    r"doan |quy |hat kiem lam|vuon quoc gia|khu bao ton|doi |to (?!quoc)|thue |chi nhanh|ngan hang)"
)
_AGENCY = re.compile(AGENCY_OPENS)
# A name that cannot end here; the next line belongs to it whatever it opens with. Matched: "VĂN PHÒNG" above "ỦY BAN
# NHÂN DÂN TỈNH", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ". Refused: "SỞ NỘI VỤ".
_UNFINISHED = re.compile(
    r"van phong(?: hdnd)?(?: va)?|truong|trung tam|ban|so|hoi dong|.*(?: va| cua| thuoc| ve| cho|[-–,&])"
)
# What goes on below a name in small letters. Matched: "xã Nam Tiến". Refused: "Xây dựng".
_GOES_ON = re.compile(r"(?:xa|phuong|thi tran|dac khu|huyen|quan|thi xa|tinh|thanh pho|tp\.?|va|khu vuc) ")
# Lines of capitals that name no agency. Matched: "DỰ THẢO LẦN 2", "HỎA TỐC", "VIỆT NAM" (of the national name),
# "/KH-UBND" and "KH-UBND" (below "Số:").
_NO_AGENCY = re.compile(
    rf"[/-] ?[a-z]+ ?[-/]|{BARE_SYMBOL}$|"
    r"\(? ?(?:du thao|hoa toc|khan|thuong khan|mat|tuyet mat|toi mat|sao y|ban sao|ban chinh|"
    r"luu hanh|cong bao|tai lieu|viet nam|v/v|ve viec|ban hanh|phe duyet|kinh gui|phu luc|ky boi|source)\b"
)
_SAYS_SOMETHING = re.compile(r"ban hanh|ke hoach|quyet dinh|xay dung ke|thuc hien|theo ")
# Two agencies in one line, from a table cell whose lines were run together: "UBND TỈNH LAM SƠN SỞ NỘI VỤ".
# Refused: "UBND HUYỆN XUÂN TRƯỜNG", "TRUNG TÂM Y TẾ".
_ABOVE = re.compile(r"(?:ubnd|uy ban nhan dan) |so (?:y te|giao duc|gd)|phong (?:gd|giao duc)")
_BELOW = re.compile(
    r" (?=(?:so (?:noi vu|tu phap|tai chinh|ke hoach|xay dung|cong thuong|nong nghiep|giao thong|y te|giao duc|"
    r"khoa hoc|van hoa|lao dong|tai nguyen|thong tin|du lich|ngoai vu|dan toc)|chi cuc |trung tam |benh vien |"
    r"ban quan ly |truong (?:thcs|thpt|tieu hoc|mam non|mau giao|th |ptdt|pho thong|cao dang|dai hoc|trung cap)|"
    r"phong (?:gd|giao duc)|thanh tra |van phong)\b)"
)
_EDGES = " \t\r\n|*-_–—=~#.:;,"
# A speck before a name comes out as such a mark: "'VĂN PHÒNG UBND TỈNH". One behind it may close what it opens.
_SPECKS = re.compile(r"['‘’`\"“”„ ]*")
_LONGEST_NAME = 14

# Cities under the central government: their committees are of provincial rank, those of other cities of a district's.
_CITIES = r"(?:ha noi|hai phong|da nang|can tho|hue|ho chi minh|hcm)\b"
_CITY = r"(?:thanh pho|tp\.?) ?"
_COMMITTEE = r"^(?:ubnd|uy ban nhan dan) (?:cac )?"
_PROVINCE = re.compile(rf"{_COMMITTEE}(?:tinh\b|{_CITY}{_CITIES})")
# The first pattern that matches decides.
_AGENCY_TYPES = (
    (
        AgencyType.VP_UBND_TINH,
        re.compile(rf"^van phong (?:ubnd|uy ban nhan dan|hdnd|hoi dong).*\b(?:tinh\b|{_CITY}{_CITIES})"),
    ),
    (AgencyType.UBND_XA, re.compile(rf"{_COMMITTEE}(?:xa|phuong|thi tran|dac khu)\b")),
    (AgencyType.UBND_HUYEN, re.compile(rf"{_COMMITTEE}(?:(?:huyen|quan|thi xa)\b|{_CITY}(?!{_CITIES})\w)")),
    (AgencyType.CHI_CUC, re.compile(r"^chi cuc\b")),
    # A school's council is a part of it (Luật Giáo dục 2019, Điều 55).
    (AgencyType.TRUONG, re.compile(r"^(?:(?:hoi dong )?truong|hoc vien|dai hoc)\b")),
    # Of a department's rank: the province's inspectorate and ethnic affairs board are among its professional agencies
    # (NĐ 24/2014/NĐ-CP); the boards that manage economic and industrial zones are its own administrative agencies (NĐ
    # 35/2022/NĐ-CP). A district's inspectorate is "khac".
    (
        AgencyType.SO,
        re.compile(
            rf"^(?:so(?! ?\d)|thanh tra (?:tinh|{_CITY}{_CITIES})|ban dan toc|"
            r"ban quan ly (?:cac )?khu (?:kinh te|cong nghiep|cong nghe|che xuat))\b"
        ),
    ),
    # Administrative bodies of the province's office (NĐ 61/2018/NĐ-CP) or a commune's committee (NĐ 118/2025/NĐ-CP), no
    # public service units.
    (AgencyType.KHAC, re.compile(r"^trung tam phuc vu hanh chinh cong\b")),
    (
        AgencyType.DON_VI_SU_NGHIEP,
        re.compile(
            r"^(?:trung tam|benh vien|vien(?! kiem sat)|bao tang|thu vien|nha (?:hat|van hoa|thieu nhi|khach)|"
            r"dai (?:phat thanh|truyen hinh)|van phong dang ky dat dai|ban quan ly|quy|"
            r"tram|vuon quoc gia|khu bao ton)\b"
        ),
    ),
)


def find_agency_type(issuer: str | None, parent: str | None = None) -> AgencyType:
    """Returns the type of an agency by the first words of its name, and its superior; ``khac`` where they tell none."""
    folded, above = fold(issuer or ""), fold(parent or "")
    if folded == "van phong" and _PROVINCE.match(above):
        return AgencyType.VP_UBND_TINH
    return next((kind for kind, words in _AGENCY_TYPES if words.search(folded)), AgencyType.KHAC)


def has_motto(text: str) -> bool:
    """Tells whether a line holds the national name, the motto or the Party's name."""
    return _MOTTO.search(fold(text)) is not None


def opens_agency(skeleton: str) -> bool:
    """Tells whether a line opens with the name of an agency."""
    return _AGENCY.match(skeleton) is not None


def find_agencies(head: Sequence[Paragraph]) -> list[Field]:
    """Returns the agencies of a letterhead, superior first, without what stands beside them."""
    names: list[Field] = []
    small = False
    for paragraph in head:
        for line in split_lines(paragraph):
            for part in _columns(_without_right(line)):
                if not _is_name(part.raw, goes_on=small):
                    continue
                small = not is_uppercase(part.raw)
                for name in _apart(part):
                    if names and _continues(fold(names[-1].value), fold(name.raw)):
                        names[-1] = field([*names[-1].quotes, name])
                    else:
                        names.append(field([name]))
    return _without_leading(names)


def _without_leading(names: list[Field]) -> list[Field]:
    """Drops a headline above the letterhead: capitals that open no agency, where an agency follows."""
    opens = [index for index, name in enumerate(names) if opens_agency(fold(name.value))]
    return names[opens[0] :] if opens else names


def _without_right(line: Quote) -> Quote:
    """Cuts a line before the motto, the number or the place and day that share it."""
    folded = skeleton(line.raw)
    motto, number, day = _MOTTO.search(folded.text), find_number(line), find_day(line)
    stops = [folded.offsets[motto.start()]] if motto else []
    stops += [found.start for found in (number, day) if found]
    return cut(line, 0, min(stops, default=len(line.raw)))


def _columns(line: Quote) -> list[Quote]:
    parts = [cut(line, *match.span(), strip=_EDGES) for match in re.finditer(r"[^|\t]+", line.raw)]
    bare = [cut(part, specks.end(), len(part.raw)) for part in parts if (specks := _SPECKS.match(part.raw))]
    return [part for part in bare if part.raw]


def _is_name(text: str, *, goes_on: bool) -> bool:
    folded = fold(text)
    if sum(char.isalpha() for char in text) < 3 or _NO_AGENCY.match(folded):
        return False
    if is_uppercase(text):
        return True
    if len(folded.split()) > _LONGEST_NAME or re.search(r"[.;:!?()]", text) or _SAYS_SOMETHING.search(folded):
        return False
    return (text[0].isupper() and opens_agency(folded)) or (goes_on and _GOES_ON.match(folded) is not None)


def _continues(above: str, name: str) -> bool:
    return _AGENCY.match(name) is None or _UNFINISHED.fullmatch(above) is not None


def _apart(name: Quote) -> list[Quote]:
    """Splits two agencies that were run together into one line."""
    folded = skeleton(name.raw)
    below = _BELOW.search(folded.text) if _ABOVE.match(folded.text) else None
    if below is None:
        return [name]
    return [cut_skeleton(name, 0, below.start()), cut_skeleton(name, below.end(), len(folded.text))]
