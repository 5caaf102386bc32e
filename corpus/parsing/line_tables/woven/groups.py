"""The headings of groups between the rows of a woven table: they stand alone on their lines and belong to no cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.parsing.body.markers import roman_value
from corpus.parsing.body.paragraphs import is_uppercase
from corpus.parsing.body.parts import find_part
from corpus.parsing.line_tables.flat.openings import LETTERS, read_letter
from corpus.text import CAPITALS, fold

# Matched: "I XÂY DỰNG", "II. DUY TRÌ", "I | UBND HUYỆN", "1 XÂY DỰNG" and "I_ |UBND" as it may be misread. Refused:
# "ISO", "I" alone.
_GROUP = re.compile(rf"[\s|]*(?P<label>[IVX1l]{{1,4}})_?\s*[.)|]?\s+(?P<title>[|\s]*[{CAPITALS}].*)")
_MISREAD = str.maketrans("1l", "II")
# A title in small letters stands on a line without a capital but the first: no unit, no month stands beside it.
# Matched: "Duy trì, mở rộng hệ thống", "Chuẩn bị". Refused: "Rà soát quy trình Văn phòng Tháng 3", "Rà soát | Các".
_ALONE = re.compile(rf"[{CAPITALS}][^{CAPITALS}\d|¦]*")
_LONGEST_TITLE = 12  # words
# Matched: "1 Lập", "01.", "7 | Họp", "1.1 Rà soát". Refused: "Lập", "10/2024".
_NUMBERED = re.compile(r"[\s|]*\d{1,2}(?:\.\d{1,2})?[.)]?(?:\s|$)")
# A row that only heads others. Matched: "1 Chuẩn bị", "2. Triển khai". Refused: "1.1 Lập danh mục".
_TOPIC = re.compile(rf"[\s|]*(?P<label>\d{{1,2}})[.)]?\s+(?P<title>[{CAPITALS}].*)")


class Groups:
    """The groups of one table, in their order."""

    def __init__(self) -> None:
        self._romans = self._letters = 0
        self.title: str | None = None

    def open(self, texts: Sequence[str], place: int, *, first: bool) -> bool:
        """Tells whether the line ``texts[place]`` is the heading of the next group, which is then the open one.

        Args:
            texts: the lines of the document.
            place: number of the line.
            first: whether no row stands above it.
        """
        text, below = texts[place], texts[place + 1] if place + 1 < len(texts) else ""
        numbered = _NUMBERED.match(below) is not None
        if (first or self._romans) and (title := _read_roman(text, self._romans + 1, numbered=numbered)):
            self.title, self._romans = title, self._romans + 1
        elif (first or self._letters) and (title := _read_letter(text, self._letters)):
            self.title, self._letters = title, self._letters + 1
        elif title := _read_topic(text, below):
            self.title = title
        else:
            return False
        return True

    def go_on(self, text: str) -> None:
        """Adds a line to the heading of the open group."""
        self.title = f"{self.title} {' '.join(text.split())}"


def _read_roman(text: str, value: int, *, numbered: bool) -> str | None:
    """Reads the heading of group ``value``; its number may be misread where all of the title is in capitals."""
    match = _GROUP.match(text)
    if match is None or find_part(fold(text)) is not None:
        return None
    title = " ".join(match["title"].strip(" |").split())
    found = roman_value(match["label"].translate(_MISREAD))
    as_expected = found == value and match["label"].isupper()
    if found is None or not (is_uppercase(title) or (as_expected and numbered and _stands_alone(title))):
        return None
    capitals = title == title.upper() and " " in title and not any(char.isdigit() for char in title)
    return f"{match['label']}. {title}" if as_expected or (capitals and found <= value + 1) else None


def _stands_alone(title: str) -> bool:
    return _ALONE.fullmatch(title) is not None and len(title.split()) <= _LONGEST_TITLE


def _read_letter(text: str, letters: int) -> str | None:
    if read_letter(text) != LETTERS[letters : letters + 1] or find_part(fold(text)) is not None:
        return None
    label, title = text.split(maxsplit=1)[0].strip(".)|"), " ".join(text.split()[1:])
    return f"{label[:1]}. {title}" if is_uppercase(title) or _stands_alone(title) else None


def _read_topic(text: str, below: str) -> str | None:
    """Reads a row that only heads those below it, which count on from its number: "1 Chuẩn bị" above "1.1 …"."""
    match = _TOPIC.match(text)
    if match is None or not _stands_alone(match["title"]):
        return None
    number = int(match["label"])
    counts_on = re.match(rf"[\s|]*{number}\.1\b", below) is not None
    return f"{number}. {' '.join(match['title'].split())}" if counts_on else None
