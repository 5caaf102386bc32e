"""Numbering marks at the start of a paragraph: ``II.``, ``1.``, ``1.1``, ``a)``, ``-``, ``+``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.text import CAPITALS

# Matched: "II. NỘI DUNG", "1. Mục đích", "1.2. Yêu cầu", "2.1 Mục đích", "a) Chủ trì", "- Theo dõi", "+ Đào tạo",
# "Phần II.", "Bước 1: Rà soát".
# Refused: "2024 là năm", "9001:2015 ...", "05/3/2014 của", "97/KH-UBND ngày", "30.000.000 đồng", "1.5 triệu".
# L, 1 and l stand for an I misread ("IIL. TIẾN ĐỘ", "I1I. TỔ CHỨC"); a plan has no fifty sections.
_MARKER = re.compile(
    r"\s*(?:"
    r"(?:(?:Phần|PHẦN|Mục|MỤC)\s+)?(?P<roman>[IVXL]{1,5}|(?=[1l]*I)[I1l]{2,4}(?=[.]))"
    rf"\s?(?:[.):]|/(?=\s)|(?=\s[{CAPITALS}]))(?!\d)"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){0,3})"
    rf"(?:(?:(?<=\.\d)|(?<=\.\d\d))(?=\s+[{CAPITALS}])|[.)](?=\s|[^\W\d_]|$)|/(?=\s))"
    r"|(?:Bước|BƯỚC)\s+(?P<step>\d{1,2})\s?[:.)]"
    r"|(?P<letter>[a-zđ])\)"
    r"|(?P<bullet>[-–—−+*•●▪◦])(?=\s|[^\W\d_])"
    r")\s*"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 1}
_BULLETS_OF_SECOND_RANK = "+*◦"


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbering mark.

    Attributes:
        label: the mark without punctuation ("II", "1.2", "a", "-", "+").
        rank: 1 for Roman numerals, 2 for ``1.``, 3 for ``1.1`` and ``Bước 1:``, 4 for ``1.1.1``, 5 for letters,
            6 for ``-``, 7 for ``+``.
        length: code points of the mark with the blanks after it.
    """

    label: str
    rank: int
    length: int

    @property
    def numbered(self) -> bool:
        """Whether the mark counts (a bullet does not)."""
        return self.rank < 6


def parse_marker(text: str) -> Marker | None:
    """Reads the numbering mark that ``text`` starts with, ``None`` where there is none."""
    match = _MARKER.match(text)
    if match is None:
        return None
    if label := match["roman"]:
        return Marker(label.replace("1", "I").replace("l", "I"), 1, match.end())
    if label := match["decimal"]:
        return Marker(label, 2 + label.count("."), match.end())
    if label := match["step"]:
        return Marker(label, 3, match.end())
    if label := match["letter"]:
        return Marker(label, 5, match.end())
    bullet = match["bullet"]
    second = bullet in _BULLETS_OF_SECOND_RANK
    return Marker("+" if second else "-", 7 if second else 6, match.end())


def roman_value(label: str) -> int:
    """Returns the value of a Roman numeral, reading L as a misread I."""
    total = 0
    for char, following in zip(label, (*label[1:], ""), strict=True):
        value = _ROMAN_VALUES[char]
        total += -value if following and _ROMAN_VALUES[following] > value else value
    return total
