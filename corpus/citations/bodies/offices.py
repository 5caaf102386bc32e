"""Who signs for a body: its number is the body's, whoever signs."""

from __future__ import annotations

import re

from corpus.text import fold

# Who signs for a body, before it, beside those of the registry. Matches "hieu truong truong thcs a", "pho truong phong
# noi vu", "chanh van phong uy ban"; refuses "truong phong" alone, "truong ban cong a" (a school).
_OFFICE = re.compile(
    r"(?:pho )?(?:hieu truong (?=truong )|chi cuc truong (?=chi cuc )|hat truong (?=hat )|vien truong (?=vien )"
    r"|truong (?=(?:phong|ban(?! cong)|cong an|tram) )|chanh (?=(?:van phong|thanh tra) ))"
)
# Who signs, at the beginning of a name. Matches "chu tich ubnd tinh", "pho giam doc so"; refuses "ubnd tinh", "truong
# thcs".
_SIGNER = re.compile(
    r"(?:pho )?(?:bo truong|thu truong|chu tich|giam doc|hieu truong|bi thu|chanh|truong (?:phong|ban)|\w+ cuc truong"
    r"|cuc truong|vien truong) "
)


def strip_office(organ: str) -> str:
    """Returns an organ, folded, without who signs for it."""
    return _OFFICE.sub("", f"{organ} ", count=1).strip()


def names_office(name: str) -> bool:
    """Tells whether the name of a body begins with the office of who signs for it: "Chủ tịch UBND tỉnh"."""
    return _SIGNER.match(fold(name)) is not None
