"""Symbols and numbers as the lexical index knows them: whole and in canonical form, beside their parts.

Word segmentation tears "30/2020/NĐ-CP" into "30_2020" and "nđ_cp", another text's "116/2015/TT-BTC" into three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text import fold

# A document's number. Matched: "30/2020/NĐ-CP", "101/QĐ-BKHCN", "05/KH-UBND", "66-NQ/TW", "19/2014/qd-ttg".
# Refused: "và/hoặc", "15/3/2024", "24/7".
_DOCUMENT = (
    r"(?P<number>\d{1,5}[a-z]?(?:\.\d{1,3}(?=/))?)(?: ?/ ?(?P<year>(?:19|20)\d\d))?"
    r"(?P<codes>(?: ?[/\-–] ?[^\W\d_][^\W\d_&]*(?:&[^\W\d_]+)*\d{0,2}(?![^\W_])){1,5})(?!\w)"
)
# A number with its year only. Matched: "19/2014". Refused: "15/3/2024", "3/2024" (a month).
_SHORT = r"(?P<short>\d{1,5})/(?P<short_year>(?:19|20)\d\d)(?![\d/])"
# A standard. Matched: "9001:2015", "9001 : 2015", "9001-2015", "14040-1:2009".
_STANDARD = r"(?P<standard>\d{2,5}(?:-\d{1,2})?) ?[:\-] ?(?P<edition>(?:19|20)\d\d)(?!\d)"
# A day. Matched: "15/3/2024", "05-01-2026", "ngày 15 tháng 3 năm 2024".
_DAY = (
    r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<day_year>(?:19|20)\d\d)(?!\d)"
    r"|ng[àa]y (?P<said_day>\d{1,2}) th[áa]ng (?P<said_month>\d{1,2}) n[ăa]m (?P<said_year>(?:19|20)\d\d)(?!\d)"
)
# Years from one to the next. Matched: "2024-2025", "2021 – 2025".
_YEARS = r"(?P<from>(?:19|20)\d\d) ?[\-–] ?(?P<to>(?:19|20)\d\d)(?!\d)"
_SYMBOL = re.compile(rf"(?<![\w/.:-])(?:{_YEARS}|{_DAY}|{_STANDARD}|{_DOCUMENT}|{_SHORT})", re.IGNORECASE)
_CODE = re.compile(r"[^\W_&]+(?:&[^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol in a text.

    Attributes:
        start: first code point.
        end: one past the last.
        tokens: the canonical whole, then its parts, each folded.
    """

    start: int
    end: int
    tokens: tuple[str, ...]


def find_symbols(text: str) -> Iterator[Symbol]:
    """Yields the numbers of documents, standards, days and spans of years of a normalised text, in order."""
    if not any(char.isdigit() for char in text):
        return
    for match in _SYMBOL.finditer(text):
        yield Symbol(match.start(), match.end(), tuple(dict.fromkeys(_tokens(match.groupdict("")))))


def _tokens(part: dict[str, str]) -> list[str]:
    if part["from"]:
        return [f"{part['from']}-{part['to']}", part["from"], part["to"]]
    if part["standard"]:
        return [f"{part['standard']}:{part['edition']}", part["standard"], part["edition"]]
    if part["day"] or part["said_day"]:
        day, month = (int(part["day"] or part["said_day"]), int(part["month"] or part["said_month"]))
        year = part["day_year"] or part["said_year"]
        return [f"{day}/{month}/{year}", f"{month}/{year}", year]
    if part["short"]:
        number, year = part["short"].lstrip("0"), part["short_year"]
        return [f"{number}/{year}", number, year]
    number = fold(part["number"]).lstrip("0")
    codes = [fold(code) for code in _CODE.findall(part["codes"])]
    numbered = f"{number}/{part['year']}" if part["year"] else number
    return [t for t in (f"{numbered}/{'-'.join(codes)}", numbered, number, part["year"], *codes) if t]
