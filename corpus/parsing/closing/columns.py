"""The columns of a closing: recipients at the left, the signature beside or below them."""

from __future__ import annotations

import re

from corpus.parsing.closing.offices import opens_office
from corpus.text import CAPITALS, fold

# "Nơi nhận:" as printed and as English OCR reads it.
# Matched: "noi nhan:", "noi nhdn", "**noi nhan", "_noi nhan:_". Refused: "noi nhu tren".
RECIPIENTS = re.compile(r"[*_]{0,3}noi (?:nh[a-z]n|gui)\b ?[:.]?")
# The two columns of a closing in pasted text are three blanks, a tab or a bar apart.
COLUMN_GAP = re.compile(r"\s{3,}|\t|\|")
# An office that shares the line with a recipient or with "Nơi nhận" in pasted text. Matched: "- Sở Y tế; KT. CHỦ TỊCH".
# Refused: "- Lưu: VT, KT.".
OFFICE_BESIDE = re.compile(
    rf"\s(?:(?:KT|TM|TL|TUQ|Q|T/M|K/T)(?:\.\s*|\s+)[{CAPITALS}]{{2,}}|"
    rf"(?:QUYỀN |PHÓ )?(?:GIÁM ĐỐC|CHỦ TỊCH|HIỆU TRƯỞNG|TRƯỞNG BAN|CHI CỤC TRƯỞNG|BÍ THƯ)\b)[{CAPITALS} .]*$"
)
_LONGEST_OFFICE = 90


def opens_recipients(skeleton: str) -> bool:
    """Tells whether a line opens the list of recipients."""
    return RECIPIENTS.match(skeleton) is not None


def is_office_line(text: str) -> bool:
    """Tells whether a line in capitals is an office ("KT. GIÁM ĐỐC")."""
    words = " ".join(text.strip(" \t\r\n*|_").split())
    return len(words) < _LONGEST_OFFICE and words.upper() == words and opens_office(fold(words))
