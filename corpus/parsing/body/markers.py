"""Numbering marks at the start of a paragraph: ``Phần I``, ``A.``, ``II.``, ``1.``, ``1.1``, ``(1)``, ``a)``, ``-``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.text import CAPITALS, fold


class Style(StrEnum):
    """The way a mark is written; marks of one style at one depth make a series."""

    PART = "part"
    CAPITAL = "capital"
    ROMAN = "roman"
    ARTICLE = "article"
    DECIMAL = "decimal"
    ROUND = "round"
    BRACKET = "bracket"
    STEP = "step"
    LETTER = "letter"
    BULLET = "bullet"


# Matched: "Phần thứ hai", "PHẦN II.", "Phần 1:". Refused: "Phần mềm", "phần thứ hai" (in mid sentence).
_PART = (
    r"(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+(?P<word>nhất|hai|ba|tư|năm|sáu|bảy|NHẤT|HAI|BA|TƯ|NĂM|SÁU|BẢY)\b"
    r"|(?P<part>[IVX]{1,4}|\d)(?![^\W_]))\s?[.:]?"
)
# A dash or stroke between a number and a word. Matched: "1- Mục đích", "I - MỤC ĐÍCH", "1-Lập", "I/MỤC ĐÍCH". Refused:
# "27-KH/ĐU", "97/KH-UBND", "12/QĐ ngày", "I - III", "2 - A".
_DOCUMENT = r"(?:KH|QĐ|NQ|NĐ|CV|CT|TB|TTr|TT|BC|HD|TW)(?![^\W\d_])"
_DASH = rf"\s?[-–/](?!\s?(?:[IVX]+(?![^\W\d_])|[{CAPITALS}&]+[-/\d]|{_DOCUMENT}))(?=\s?[{CAPITALS}][^\W\d_])"
# Matched: "II. NỘI DUNG", "1. Mục đích", "1.2. Yêu cầu", "2.1 Mục đích", "1) Xây dựng", "(2) Rà soát", "A. MỤC ĐÍCH",
# "a) Chủ trì", "a. Mục tiêu", "- Theo dõi", "+ Đào tạo", "Mục II.", "Điều 3.", "Bước 1: Rà soát", "Nhiệm vụ 2: …"; as
# the Party writes "I- MỤC ĐÍCH", "1- Quán triệt", "a- Cấp ủy", "1.- Lập"; and sloppily typed "1 . Mục đích", "I.Mục
# đích", "1.Lập", "a.Mục tiêu".
# Refused: "2024 là năm", "9001:2015 ...", "9001.2015", "05/3/2014 của", "97/KH-UBND ngày", "27-KH/ĐU", "10 - 15 ngày",
# "I - III", "30.000.000 đồng", "1.5 triệu", "Điều 3 của Quy chế", "Bước đầu".
# Numbers told in words: "Thứ nhất, …", "Hoạt động thứ hai: …", "Một là, …". Refused: "Thứ Hai, ngày 10/3" (Monday).
_WORDS = "hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười"
# L, 1 and l stand for an I misread ("IIL. TIẾN ĐỘ", "I1I. TỔ CHỨC"); a plan has no fifty sections.
_MARKER = re.compile(
    r"\s*(?:"
    rf"{_PART}"
    r"|(?:Điều|ĐIỀU)\s+(?P<article>\d{1,2})\s?[.:]"
    r"|(?:(?:Mục|MỤC)\s+)?(?P<roman>[IVXL]{1,5}|(?=[1l]*I)[I1l]{2,4}(?=[.]))"
    rf"(?:\s?(?:\.[-–]|[.):]|/(?=\s)|(?=\s[{CAPITALS}]))(?!\d)|{_DASH})"
    rf"|(?P<capital>[A-HĐ])(?:\.|/|\)|[-–](?=\s))(?=\s*[{CAPITALS}])"
    r"|\((?P<bracket>\d{1,2})\)(?=\s|[^\W\d_])"
    r"|(?P<round>\d{1,2})\)(?=\s|[^\W\d_]|$)"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){0,3})"
    rf"(?:(?:(?<=\.\d)|(?<=\.\d\d))(?=\s+[{CAPITALS}])|(?:\.[-–]|[.)])(?=\s|[^\W\d_]|$)|/(?=\s)"
    rf"|\s[.)](?=\s?[{CAPITALS}])|[-–](?=\s[^\W\d_])|{_DASH})"
    r"|(?:Bước|BƯỚC|Nhiệm vụ|NHIỆM VỤ|Nội dung|NỘI DUNG|Công việc|Hoạt động|Giai đoạn|GIAI ĐOẠN)"
    r"\s+(?P<step>\d{1,2}|[IVX]{1,4})(?:\s?[:.)]|(?=\s\())"
    rf"|(?:(?:Bước|Nhiệm vụ|Nội dung|Công việc|Hoạt động|Giai đoạn)\s+)?[Tt]hứ\s+(?P<nth>nhất|"
    rf"{_WORDS})\s?[,:.](?!\s?(?:ngày|h[ằà]ng)\b)"
    rf"|(?P<count>Một|(?i:{_WORDS}))\s+là\s?[,:]"
    rf"|(?P<letter>[a-zđ])(?:\)|\.(?=\s+[^\W\d_]|[{CAPITALS}][^\W\d_])|[-–/](?=\s[^\W\d_]))"
    r"|(?P<bullet>[-–—−+*•●▪◦])(?=\s|[^\W\d_])"
    r")\s*"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 1}
_NUMBER_WORDS = ("nhat mot", "hai", "ba", "tu bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_ORDINAL_WORDS = {word: str(number) for number, words in enumerate(_NUMBER_WORDS, start=1) for word in words.split()}
_BULLETS_OF_SECOND_RANK = "+*◦"
_RANKS = {
    Style.PART: -1,
    Style.CAPITAL: 0,
    Style.ROMAN: 1,
    Style.ARTICLE: 1,
    Style.ROUND: 2,
    Style.STEP: 3,
    Style.BRACKET: 5,
    Style.LETTER: 5,
}
_GROUPS = tuple((style.value, style) for style in _RANKS)


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbering mark.

    Attributes:
        label: the mark without punctuation ("II", "1.2", "a", "-", "+"); "1" of "Phần thứ nhất".
        rank: -1 for ``Phần I``, 0 for ``A.``, 1 for Roman numerals and ``Điều 1.``, 2 for ``1.`` and ``1)``, 3 for
            ``1.1`` and ``Bước 1:``, 4 for ``1.1.1``, 5 for letters and ``(1)``, 6 for ``-``, 7 for ``+``.
        length: code points of the mark with the blanks after it.
        style: the way it is written.
        sign: the bullet as printed, empty for any other mark.
    """

    label: str
    rank: int
    length: int
    style: Style = Style.BULLET
    sign: str = ""

    @property
    def numbered(self) -> bool:
        """Whether the mark counts (a bullet does not)."""
        return self.rank < 6

    @property
    def series(self) -> str:
        """What marks that count on from one another share: the style and, for ``1.1``, the depth."""
        return f"{self.style}{self.label.count('.')}" if self.style is Style.DECIMAL else self.style.value


def parse_marker(text: str) -> Marker | None:
    """Reads the numbering mark that ``text`` starts with, ``None`` where there is none."""
    match = _MARKER.match(text)
    if match is None:
        return None
    if word := match["word"]:
        return Marker(_ORDINAL_WORDS[fold(word)], _RANKS[Style.PART], match.end(), Style.PART)
    if word := match["nth"] or match["count"]:
        return Marker(_ORDINAL_WORDS[fold(word)], _RANKS[Style.STEP], match.end(), Style.STEP)
    if label := match["decimal"]:
        return Marker(label, 2 + label.count("."), match.end(), Style.DECIMAL)
    for name, style in _GROUPS:
        if label := match[name]:
            read = label.replace("1", "I").replace("l", "I") if style is Style.ROMAN else label
            return Marker(read, _RANKS[style], match.end(), style)
    bullet = match["bullet"]
    second = bullet in _BULLETS_OF_SECOND_RANK
    return Marker("+" if second else "-", 7 if second else 6, match.end(), Style.BULLET, bullet)


def roman_value(label: str) -> int:
    """Returns the value of a Roman numeral, reading L as a misread I."""
    total = 0
    for char, following in zip(label, (*label[1:], ""), strict=True):
        value = _ROMAN_VALUES[char]
        total += -value if following and _ROMAN_VALUES[following] > value else value
    return total
