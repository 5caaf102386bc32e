"""Labels of rows: "1", "1.1", "II", "B", "a)", "-"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.parsing.body.markers import roman_value
from corpus.text import CAPITALS

# Matched: "1", "01.", "1.1", "1.2.3)", "II.3", "(2)". Refused: "2024", "15/3".
_NUMBER = re.compile(r"[(]?(?P<label>(?:[IVX]{1,4}\.)?\d{1,3}(?:\.\d{1,2}){0,3})\s*[.)/:]?")
# Matched: "I", "XIV.", "A", "Đ)". Refused: "VP".
_ROMAN = re.compile(r"[(]?(?P<label>[IVXL]{1,6})\s*[.)/:]?")
_CAPITAL = re.compile(r"(?:Phần\s+)?(?P<label>[A-ZĐ])\s*[.)/:]?")
_SMALL = re.compile(r"(?P<label>[a-zđ])\s*[.)/:]?")
_BULLET = re.compile(r"(?P<label>[-–—+*•●▪])")
# A label that opens a cell of words. Matched: "I. XÂY DỰNG", "1. Lập kế hoạch", "a) Họp". Refused: "ISO", "12 lớp".
_OPENING = re.compile(
    r"\s*(?P<label>(?:[IVXL]{1,6}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ](?=\)))[.)/:])"
    rf"\s*(?=[{CAPITALS}\w\"“(])"
)
_OPENING_BULLET = re.compile(r"\s*[-–—+*•●▪]\s*\S")


class Rank(StrEnum):
    """Kinds of labels, each a level of its own."""

    CAPITAL = "capital"
    ROMAN = "roman"
    NUMBER = "number"
    DOTTED = "dotted"
    DEEPER = "deeper"
    SMALL = "small"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A label of a row.

    Attributes:
        label: as printed, without marks around it ("1.1").
        rank: its kind. "I" and "V" are Roman here; beside "A" and "B" they may be letters, see :func:`as_capital`.
        value: position in its series for a number or a Roman one, else 0.
    """

    label: str
    rank: Rank
    value: int = 0


def parse_ordinal(text: str) -> Ordinal | None:
    """Reads a whole cell as a label, ``None`` where it holds anything else."""
    text = text.strip()
    if match := _NUMBER.fullmatch(text):
        label = match["label"]
        rank = (Rank.NUMBER, Rank.DOTTED, Rank.DEEPER, Rank.DEEPER, Rank.DEEPER)[label.count(".")]
        return Ordinal(label, rank, int(label.rsplit(".", 1)[-1]))
    if (match := _ROMAN.fullmatch(text)) and (value := roman_value(match["label"])):
        return Ordinal(match["label"], Rank.ROMAN, value)
    for rank, pattern in ((Rank.CAPITAL, _CAPITAL), (Rank.SMALL, _SMALL), (Rank.BULLET, _BULLET)):
        if match := pattern.fullmatch(text):
            return Ordinal(match["label"], rank)
    return None


def split_label(text: str) -> tuple[Ordinal, int] | None:
    """Reads the label that opens a cell of words ("I. XÂY DỰNG") and how many characters it takes, else ``None``."""
    match = _OPENING.match(text)
    ordinal = parse_ordinal(match["label"]) if match else None
    return (ordinal, match.end()) if match and ordinal else None


def opens_bullet(text: str) -> bool:
    """Tells whether a cell starts with a dash or bullet."""
    return _OPENING_BULLET.match(text) is not None


def as_capital(ordinal: Ordinal, last: str | None) -> Ordinal:
    """Reads a Roman "C", "D", "I" as the letter where it follows the letter before it among groups."""
    follows = last is not None and len(ordinal.label) == 1 and ord(ordinal.label) == ord(last) + 1
    return Ordinal(ordinal.label, Rank.CAPITAL) if follows and ordinal.rank is Rank.ROMAN else ordinal
