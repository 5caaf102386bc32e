"""The office that a person signs with, and in what capacity."""

from __future__ import annotations

import re

from corpus.model import Capacity
from corpus.text import fold

# Matched: "GIÁM ĐỐC", "KT. CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN", "PHÓ CHI CỤC TRƯỞNG", "T/M BAN THƯỜNG VỤ".
# Refused: "Giám đốc Sở giao" (no capitals), "TMCP", "KTXH".
_OFFICE = re.compile(
    r"(?:(?:kt|tm|tl|tuq|q)(?:[.,:] ?| )|(?:k/t|t/m|t/l) ?[.]? ?)[a-z]|"
    r"(?:quyen |pho |tong |phu trach ){0,3}(?:giam doc|chu tich|hieu truong|hieu pho|chi cuc truong|cuc truong|"
    r"vien truong|truong (?:phong|ban|khoa|tram|doan|tieu ban|bo mon)|tram truong|hat truong|doi truong|to truong|"
    r"chanh van phong|chanh thanh tra|bi thu|vu truong|bo truong|thu tuong|thu truong|tong bien tap|chi huy truong|"
    r"kho truong)\b|"
    r"phu trach (?:truong|don vi|phong|so|co quan)\b"
)
# Matched: "TUQ. CHỦ TỊCH", "KT GIÁM ĐỐC", "T/M BAN THƯỜNG VỤ", "QUYỀN GIÁM ĐỐC". Refused: "QUẢN LÝ", "TLĐ".
_MARK = re.compile(r"(?<!\S)(?P<mark>tuq|kt|tm|tl|q|k/t|t/m|t/l|quyen)(?:[.,:] ?| )")
_CAPACITIES = {
    "tuq": Capacity.AUTHORISED,
    "kt": Capacity.DEPUTY,
    "tm": Capacity.COLLECTIVE,
    "tl": Capacity.BY_ORDER,
    "q": Capacity.ACTING,
    "quyen": Capacity.ACTING,
}


def opens_office(skeleton: str) -> bool:
    """Tells whether a line opens with the office of a signer ("KT. GIÁM ĐỐC")."""
    return _OFFICE.match(skeleton) is not None


def find_capacity(title: str) -> Capacity | None:
    """Returns the capacity of the innermost mark of a signer's title.

    A title without a mark is that of a head, unless it is a deputy's or that of one in charge for a time: what these
    sign as is not said.
    """
    folded = fold(title)
    marks = [match["mark"].replace("/", "") for match in _MARK.finditer(folded)]
    if marks:
        return _CAPACITIES[marks[-1]]
    return None if folded.startswith(("pho ", "phu trach ")) else Capacity.HEAD
