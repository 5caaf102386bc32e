"""The table of abbreviations: its rows, how a file of them is read, and what is wrong with it.

Columns: ``short`` as agencies write it, ``full`` what it stands for (several parted by ``|``, the usual one first),
``strength`` (``sure``: it means this wherever it stands; ``ambiguous``: only where the words around it agree), ``use``
(``unit``: it also stands inside names of units; ``question``: people type it, plans do not write it), ``note`` (a
source, or a doubt). A file of the user's own may name them in Vietnamese and leave out the last three.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.issues import Issue, Place
from corpus.text import fold, normalise

# A short form: letters and digits, joined by "&", "-" or ".". Matched: "TN&TKQ", "LĐ-TBXH", "TTg". Refused: "Ban ISO",
# "19/2014", "-".
_SHORT = re.compile(r"[^\W\d_](?:[&.-]?[^\W_])*")
_LONGEST_SHORT = 20
_COLUMNS = {
    "short": ("short", "viet tat", "tu viet tat"),
    "full": ("full", "viet du", "nghia", "day du"),
    "strength": ("strength", "muc", "do chac"),
    "use": ("use", "dung"),
    "note": ("note", "ghi chu"),
}
_FIELDS = {name: field for field, names in _COLUMNS.items() for name in names}
_STRENGTHS = {"": "sure", "sure": "sure", "chac": "sure", "ambiguous": "ambiguous", "co the": "ambiguous"}


class Strength(StrEnum):
    """How far a short form means what it is said to."""

    SURE = "sure"
    AMBIGUOUS = "ambiguous"


class Use(StrEnum):
    """Where a short form stands, if not in any text."""

    UNIT = "unit"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A row of the table.

    Attributes:
        short: as agencies write it ("TN&TKQ").
        full: what it may stand for, the usual one first; exactly one where it is sure.
        strength: whether it always means that.
        use: ``None`` where it stands in any text.
    """

    short: str
    full: tuple[str, ...]
    strength: Strength
    use: Use | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """The rows of a file that can be used, and what is wrong with the others."""

    rows: tuple[Abbreviation, ...]
    issues: tuple[Issue, ...]


def parse_abbreviations(data: bytes, name: str) -> Parsed:
    """Parses the bytes of a table: tab-, comma- or semicolon-separated UTF-8 whose first line names the columns.

    Nothing is skipped silently: a row with an error is left out, and an issue names its file, line and column.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _refused(name, None, "Tệp không phải UTF-8; trong bảng tính hãy lưu dạng “CSV UTF-8”.")
    head = text.partition("\n")[0]
    separator = max("\t,;", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        records = [(reader.line_num, record) for record in reader if any(cell.strip() for cell in record)]
    except csv.Error:
        return _refused(name, reader.line_num, "Không đúng cách viết CSV (dấu ngoặc kép chưa đóng?).")
    columns = [_FIELDS.get(fold(cell)) for cell in records[0][1]] if records else []
    if "short" not in columns or "full" not in columns:
        return _refused(name, 1, "Dòng đầu phải nêu tên cột, ít nhất có “viết tắt” và “viết đủ”.")
    for cell, field in zip(records[0][1], columns, strict=True):
        if field is None and cell.strip():
            return _refused(name, 1, f"Không có cột “{cell.strip()}”.", column=cell.strip())
    titles = {field: cell.strip() for cell, field in zip(records[0][1], columns, strict=True) if field}
    return _parse_rows(records[1:], columns, titles, name)


def _refused(name: str, line: int | None, message: str, column: str | None = None) -> Parsed:
    return Parsed((), (Issue("ABBREVIATIONS_UNREADABLE", Place(name, line, column), message),))


def _parse_rows(
    records: Sequence[tuple[int, list[str]]], columns: Sequence[str | None], titles: dict[str, str], name: str
) -> Parsed:
    rows: list[Abbreviation] = []
    issues: list[Issue] = []
    lines: dict[str, int] = {}
    for line, record in records:
        cells = {field: normalise(cell) for field, cell in zip(columns, record, strict=False) if field}
        found = [
            Issue(code, Place(name, line, titles.get(field, field)), message)
            for code, field, message in _complaints(cells)
        ]
        if len(record) > len(columns) and any(cell.strip() for cell in record[len(columns) :]):
            message = f"Dòng có {len(record)} ô, bảng chỉ có {len(columns)} cột."
            found.append(Issue("ABBREVIATIONS_ROW_INVALID", Place(name, line), message))
        first = lines.setdefault(cells.get("short", ""), line)
        if first != line:
            message = f"“{cells['short']}” đã có ở dòng {first}; viết các nghĩa trên một dòng, cách nhau bằng “|”."
            found.append(Issue("ABBREVIATIONS_DUPLICATE", Place(name, line, titles["short"]), message))
        issues += found
        if not found:
            strength = Strength(_STRENGTHS[fold(cells.get("strength", ""))])
            use = Use(cells["use"]) if cells.get("use") else None
            rows.append(Abbreviation(cells["short"], _expansions(cells), strength, use))
    return Parsed(tuple(rows), tuple(issues))


def _expansions(cells: dict[str, str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in cells.get("full", "").split("|") if part.strip())


def _complaints(cells: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yields code, field and message of each value that cannot be used."""
    short, full = cells.get("short", ""), _expansions(cells)
    if not _SHORT.fullmatch(short) or not 2 <= len(short) <= _LONGEST_SHORT:
        message = f"“{short}” không phải chữ viết tắt: 2 đến {_LONGEST_SHORT} chữ, số, nối bằng “&”, “-” hoặc “.”."
        yield "ABBREVIATIONS_VALUE_INVALID", "short", message
    if not full:
        yield "ABBREVIATIONS_VALUE_MISSING", "full", "Thiếu cách viết đủ."
    strength = _STRENGTHS.get(fold(cells.get("strength", "")))
    if strength is None:
        message = f"“{cells['strength']}” không phải một trong: chắc (sure), có thể (ambiguous)."
        yield "ABBREVIATIONS_VALUE_INVALID", "strength", message
    elif strength == "sure" and len(full) > 1:
        yield "ABBREVIATIONS_VALUE_INVALID", "strength", "Nhiều nghĩa thì không thể là “chắc” (sure)."
    if any(len(fold(words)) <= len(fold(short)) for words in full):
        yield "ABBREVIATIONS_VALUE_INVALID", "full", "Cách viết đủ phải dài hơn chữ viết tắt."
    if cells.get("use") and cells["use"] not in tuple(Use):
        yield "ABBREVIATIONS_VALUE_INVALID", "use", f"“{cells['use']}” không phải một trong: {', '.join(Use)}."
