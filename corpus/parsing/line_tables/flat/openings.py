"""How a flattened table opens its heading, groups and rows: "STT", "II. DUY TRÌ", "1 Lập kế hoạch", "1.2", "NV1"."""

from __future__ import annotations

import re

from corpus.parsing.body.markers import roman_value
from corpus.parsing.body.paragraphs import is_uppercase
from corpus.parsing.tables import Column, find_column
from corpus.text import CAPITALS, fold

# On skeletons. Matched: "STT", "TT Nội dung", "Số TT". Refused: "Nội dung", "TTg".
_HEADING_OPENS = re.compile(r"(?:so )?s?tt\b")
_LONGEST_ORDINAL = 20  # letters: "Mã nhiệm vụ"; a line of its own
MOST_HEADING_LINES = 24
"""Lines that a heading may have."""
# Matched: "1 Lập kế hoạch", "12.", "3) Rà soát", "01", "1.2 Rà soát". Refused: "2 cơ quan trở lên" (in mid
# sentence), "02/2023", "9001:2015". With a code: "NV1 Khảo sát", "B2", "CV.03", "Bước 4". Refused: "Quý 1", "T5".
ROW_START = re.compile(
    rf"\s*(?P<code>(?![TQ]\d)[{CAPITALS}]{{1,4}}[.-]?|(?:Bước|BƯỚC|Việc|VIỆC) )?"
    rf"(?P<number>\d{{1,2}})(?:\.(?P<sub>\d{{1,2}}))?[.)]?(?:\s+(?=[{CAPITALS}\d\"“(])|\s*$)"
)
# Matched: "I XÂY DỰNG", "II. DUY TRÌ", "I" (a cell of its own). Refused: "ISO", "IV/2024".
GROUP = re.compile(rf"\s*(?P<label>[IVX]{{1,5}})(?:[.)]\s*|\s+(?=[{CAPITALS}])|\s*$)")
# Matched: "A. CHUẨN BỊ", "B GIAI ĐOẠN ÁP DỤNG". Refused: "A", "B12".
LETTER_GROUP = re.compile(rf"\s*(?P<label>[A-EĐ])(?:[.)]\s*|\s+)(?=[{CAPITALS}])")
LETTERS = "ABCDĐE"
"""Of the groups, in their order."""

Number = tuple[int, int]
"""The number of a row, and what follows its point: (3, 0) for "3", (1, 2) for "1.2"."""
FIRST: tuple[Number, ...] = ((1, 0), (1, 1))
"""Numbers that the first row of a table or of a group may have."""


def opens_heading(text: str) -> bool:
    """Tells whether a line is the first of a heading."""
    if _HEADING_OPENS.match(fold(text[:20])) is not None:
        return True
    return len(text) <= _LONGEST_ORDINAL and find_column(text) is Column.ORDINAL


def opens_rows(text: str) -> bool:
    """Tells whether a line is the first below a heading: row 1, or a group I or A."""
    start = ROW_START.match(text)
    return (
        (start is not None and read_number(start) in FIRST) or opens_group(text, 1) or read_letter(text) == LETTERS[0]
    )


def read_number(match: re.Match[str]) -> Number:
    """Returns the number that opens a row."""
    return int(match["number"]), int(match["sub"] or 0)


def read_code(match: re.Match[str]) -> str:
    """Returns the letters before the number that opens a row ("NV" of "NV1"), empty where there are none."""
    return (match["code"] or "").strip()


def opens_group(text: str, value: int) -> bool:
    """Tells whether a line opens the group with the Roman number ``value``."""
    match = GROUP.match(text)
    return match is not None and roman_value(match["label"]) == value


def read_letter(text: str) -> str | None:
    """Returns the letter of a group whose title is in capitals or follows a mark."""
    match = LETTER_GROUP.match(text)
    if match is None:
        return None
    marked = text[match.end("label") :].lstrip()[:1] in {".", ")"}
    return match["label"] if marked or is_uppercase(text) else None


def read_group(text: str, pattern: re.Pattern[str]) -> str:
    """Returns the heading of a group, or the first line of it, in one spelling: "II. DUY TRÌ"."""
    match = pattern.match(text)
    title = " ".join(text[match.end() :].split()) if match else ""
    return f"{match['label'] if match else ''}. {title}"
