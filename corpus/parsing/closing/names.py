"""The name of a person below a signature, told from the names of units and places."""

from __future__ import annotations

import re

from corpus.parsing.actors.unit_names import opens_unit
from corpus.parsing.closing.offices import opens_office
from corpus.parsing.header.agencies import has_motto
from corpus.text import CAPITALS, fold, has_accents, normalise

# Two to five capitalised words and nothing else, academic titles before them. Matched: "Trần Thị Ánh Đào", "ThS.BS.
# Trần Ánh Đào", "Y Ánh Niê", "H'Ánh Niê". Refused: "(đã ký)", "Lưu: VT", "Trang số ba".
_SMALL = CAPITALS.replace("A-Z", "").lower()
_WORD = rf"[{CAPITALS}](?:['’]?[{CAPITALS}]?[a-z{_SMALL}]+)?"
_TITLES = (
    r"(?:(?:GS|PGS|TSKH|TS|ThS|Ths|Th\.S|CN|KS|BS|Bs|DS|BSCK|CK|LS|NGƯT|NGND|TTƯT|TTND|KTS|"
    r"(?:Đại|Thượng|Trung|Thiếu) (?:tá|úy|tướng))I{0,2}[. -]+){0,5}"
)
PERSON = rf"{_TITLES}{_WORD}(?: +{_WORD}){{1,4}}"
"""A person's name in small letters, as the end of a longer pattern."""
_NAME = re.compile(rf"{_TITLES}(?P<name>{_WORD}(?: +{_WORD}){{1,4}})")
_CAPITAL_NAME = re.compile(rf"{_TITLES}(?P<name>[{CAPITALS}]+(?: +[{CAPITALS}]+){{1,4}})")
# First words of lines that are no name though each word has a capital, in their own accents: "Đặng", "Trương", "Vũ" and
# "Lưu" are family names. Matched: "Xã Nam Tiến", "Sở Nội Vụ". Refused: "Đặng Ánh Đào", "Đoàn Ánh Đào".
_NO_NAME = re.compile(
    r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|thành phố|tp|thôn|ấp|khu|ubnd|ủy ban|uỷ ban|nơi nhận|"
    r"như trên|phụ lục|kế hoạch|bảng|biểu|việt nam|người|kính gửi|ban|sở|ngày|hội|đảng|phòng|bộ|cục|chi cục|trường|"
    r"trung tâm|viện|bệnh viện|văn phòng|tổ|đội|khoa|công ty|công an|công đoàn|đoàn (?:thanh niên|thể|kiểm)|thanh tra|"
    r"quỹ|trạm|đài|nhà)\s"
)
# In capitals any end of a unit's name looks like a person's: only a usual family name tells them apart. A name with a
# rarer one is not given, as nothing is better than a wrong one.
_FAMILY_NAME = re.compile(
    r"(?:nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đào|đoàn|đinh|trịnh|trương|mai|"
    r"tô|tạ|hà|lương|lưu|phùng|vương|tăng|triệu|từ|nông|hứa|bế|chu|châu|cao|quách|la|lâm|kim|thạch|danh|lò|"
    r"giàng|vàng|sùng|quàng|cầm|thái|tống|tôn|doãn|đàm|khổng|kiều|lại|lã|lục|lữ|mạc|nghiêm|ngụy|nhâm|ninh|"
    r"trầm|triều|văn|vi|hầu|cù|cát|bạch|âu|ấu|bàng|biện|giáp|hàn|khuất|khương|mẫn|nhan|nhữ|thân|tào|ung|"
    r"uông|điểu|siu|ksor|rơ|y|a)"
)
_FOLDED_FAMILY_NAME = re.compile(fold(_FAMILY_NAME.pattern))
# Ends of unit names that begin like a person's. Matched: "LÂM ĐỒNG", "Y TẾ", "NÔNG NGHIỆP VÀ MÔI TRƯỜNG".
_NO_CAPITAL_NAME = re.compile(
    r"(?:hà (?:nội|giang|nam|tĩnh|đông|tiên)|lâm (?:đồng|nghiệp)|cao (?:bằng|đẳng|su|lãnh)|thái (?:bình|nguyên)|"
    r"ninh (?:bình|thuận)|hồ chí minh|lai châu|mai sơn|y (?:tế|học|dược)|văn (?:hóa|hoá|thư|phòng)|kim (?:sơn|động)|"
    r"từ (?:sơn|liêm)|la gi|thạch (?:thất|thành|hà)|lương (?:thực|sơn|tài)|nông (?:nghiệp|thôn|dân)|đào tạo|tôn giáo|"
    r"ung bướu|danh mục|a lưới|lý (?:sơn|nhân|luận))\b"
)
_LONGEST_NAME = 80


def is_name(text: str) -> bool:
    """Tells whether a line is the name of a person."""
    words = normalise(text)
    if len(words) > _LONGEST_NAME:
        return False
    small = _NAME.fullmatch(words)
    match = small or _CAPITAL_NAME.fullmatch(words)
    if match is None:
        return False
    name = match["name"]
    if _NO_NAME.match(name.lower()) or opens_office(fold(name)) or has_motto(name):
        return False
    if name.upper() == name:
        return _is_capital_name(name.lower())
    return has_accents(name) or not opens_unit(name)


def _is_capital_name(name: str) -> bool:
    family = name.split(maxsplit=1)[0]
    if _NO_CAPITAL_NAME.match(name) or (not has_accents(name) and opens_unit(name)):
        return False
    known = _FAMILY_NAME if has_accents(name) else _FOLDED_FAMILY_NAME
    return known.fullmatch(family) is not None
