"""How near a reading comes to the truth: characters, accented letters, cells.

**Characters.** Both sides are composed (NFC), white space is folded to single spaces and dropped beside hyphens,
dashes and slashes (where a line may break inside "18/KH-SNV"). The units of the truth (paragraphs, lines of the
letterhead, table rows) are put in the order of their places in the found text: an exact occurrence nearest after the
unit before, else the best partial match; a row that is nowhere whole is placed cell by cell. Then one Levenshtein
distance over both concatenations, divided by the length of the truth, is the character error rate. So the order of
columns, rows and pages costs nothing; missing, foreign, doubled and changed characters do. Page numbers and repeated
heads are no blocks of a document and count only where they were taken for text.

**Accented letters.** The share of the letters of the truth that carry a mark (or are đ) and were changed or lost.

**Cells.** Rows of the truth and of the found tables are aligned in order so that most cells agree; a cell is right
when column and text agree exactly after the same folding. F1 over the cells that are not empty. Halves of a row cut by
a page break, which come as two rows by contract, are joined first, for the characters as well. Of a found table only
what stands between its first and its last row that has a partner is counted (a letterhead is a table too, and a sheet
is one table with it); a row of the truth without a partner misses all of its cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from rendering.truth import Truth

_BREAK = re.compile(r"\s*([-–—/])\s*")
_TAKEN = "\ue000"  # a private character: it never occurs in a plan
# Similarity (0..100) below which a row was not found whole and is placed cell by cell.
_WHOLE = 80.0


@dataclass(frozen=True, slots=True)
class Row:
    """A found table row; ``page`` is ``None`` where the format has no pages."""

    cells: tuple[str, ...]
    table: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was read: texts of paragraphs and cells in reading order, and the table rows among them."""

    texts: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Errors:
    """Counts over characters and over accented letters."""

    characters: int = 0
    wrong: int = 0
    accented: int = 0
    accented_wrong: int = 0

    def __add__(self, other: Errors) -> Errors:
        return Errors(
            self.characters + other.characters,
            self.wrong + other.wrong,
            self.accented + other.accented,
            self.accented_wrong + other.accented_wrong,
        )

    @property
    def rate(self) -> float:
        """Character error rate; may pass 1 where much was added."""
        return self.wrong / max(1, self.characters)

    @property
    def accent_rate(self) -> float:
        """Share of accented letters changed or lost."""
        return self.accented_wrong / max(1, self.accented)


@dataclass(frozen=True, slots=True)
class Cells:
    """Counts over cells that are not empty."""

    expected: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Cells) -> Cells:
        return Cells(self.expected + other.expected, self.found + other.found, self.right + other.right)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; ``None`` without a table."""
        return 2 * self.right / (self.expected + self.found) if self.expected else None


def canonical(text: str, *, caseless: bool = False) -> str:
    """Returns ``text`` composed, on one line, without space beside hyphens and slashes."""
    composed = unicodedata.normalize("NFC", text).replace("\u200b", "").replace("\ufeff", "")
    folded = _BREAK.sub(r"\1", " ".join(composed.split())).strip()
    return folded.casefold() if caseless else folded


def compare_text(truth: Truth, found: Found, *, caseless: bool = False) -> Errors:
    """Counts wrong characters; ``caseless`` for encodings that have no capital letters with a tone."""
    stream = canonical(" ".join(found.texts), caseless=caseless)
    units = [tuple(canonical(text, caseless=caseless) for text in unit) for unit in truth.units]
    wanted = canonical(" ".join(_placed(units, stream)), caseless=caseless)
    edits = Levenshtein.editops(wanted, stream)
    hurt = {edit.src_pos for edit in edits if edit.tag in ("replace", "delete")}
    accented = [place for place, char in enumerate(wanted) if _is_accented(char)]
    return Errors(len(wanted), len(edits), len(accented), sum(place in hurt for place in accented))


def _is_accented(char: str) -> bool:
    return char in "đĐ" or len(unicodedata.normalize("NFD", char)) > 1


def _placed(units: Iterable[tuple[str, ...]], stream: str) -> list[str]:
    """Returns the texts of the units in the order of their places in ``stream``."""
    places: list[tuple[int, int, str]] = []
    last = 0
    for unit in units:
        whole = " ".join(text for text in unit if text)
        parts = [whole]
        place, score = _find(whole, stream, last)
        if score < _WHOLE and len(unit) > 1:
            parts = [text for text in unit if text]
        for part in parts:
            start, score = _find(part, stream, last)
            if score >= _WHOLE:
                end = min(len(stream), start + len(part))
                stream = stream[:start] + _TAKEN * (end - start) + stream[end:]
                last = end
                place = start
            else:
                place = last  # nowhere: it stays behind the unit before it
            places.append((place, len(places), part))
    return [text for _, _, text in sorted(places)]


def _find(text: str, stream: str, last: int) -> tuple[int, float]:
    """Returns where ``text`` stands best and how similar it is there, 0..100."""
    if not text:
        return last, 0.0
    for start in (stream.find(text, last), stream.find(text)):
        if start >= 0:
            return start, 100.0
    match = fuzz.partial_ratio_alignment(text, stream)
    return (match.dest_start, match.score) if match and len(stream) >= len(text) else (last, 0.0)


def compare_cells(truth: Truth, found: Found, *, caseless: bool = False) -> Cells:
    """Counts right cells of the task table."""
    wanted = [[canonical(cell, caseless=caseless) for cell in row] for row in truth.rows]
    rows = found.rows
    if not wanted:
        return Cells()
    cells = [[canonical(cell, caseless=caseless) for cell in row.cells] for row in rows]
    partners = _align(wanted, cells)
    reach: dict[int, list[int]] = defaultdict(list)
    for _, index in partners:
        reach[rows[index].table].append(index)
    right = sum(_agreement(wanted[i], cells[j]) for i, j in partners)
    listed = sum(
        bool(cell)
        for index, row in enumerate(rows)
        if row.table in reach and min(reach[row.table]) <= index <= max(reach[row.table])
        for cell in cells[index]
    )
    return Cells(sum(bool(cell) for row in wanted for cell in row), listed, right)


def found_in(blocks: Sequence[dict[str, object]]) -> Found:
    """Returns the texts and rows of blocks as ``reading_child`` prints them, halves of rows joined."""
    items: list[str | Row] = []
    for block in blocks:
        cells = block.get("cells")
        if not isinstance(cells, list):
            items.append(str(block["text"]))
            continue
        page = block["page"]
        row = Row(tuple(cells), int(str(block["table"])), int(str(page)) if page is not None else None)
        above = items[-1] if items else None
        if isinstance(above, Row) and _is_cut(above, row):
            items[-1] = Row(tuple(f"{a} {b}" for a, b in zip(above.cells, row.cells, strict=True)), row.table, row.page)
        else:
            items.append(row)
    texts = [text for item in items for text in (item.cells if isinstance(item, Row) else (item,))]
    return Found(tuple(texts), tuple(item for item in items if isinstance(item, Row)))


def _is_cut(above: Row, row: Row) -> bool:
    """Tells whether ``row`` is the second half of ``above``: it begins a page and has an empty first cell."""
    same = above.table == row.table and len(above.cells) == len(row.cells)
    return same and above.page != row.page and not row.cells[0].strip()


def _agreement(wanted: Sequence[str], found: Sequence[str]) -> int:
    return sum(a == b != "" for a, b in zip(wanted, found, strict=False))


def _align(wanted: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Pairs rows in order so that most cells agree (Needleman-Wunsch, gaps free); every pair agrees somewhere."""
    best: dict[tuple[int, int], int] = defaultdict(int)
    gains = {(i, j): _agreement(a, b) for i, a in enumerate(wanted) for j, b in enumerate(found)}
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(found) - 1, -1, -1):
            best[i, j] = max(best[i + 1, j], best[i, j + 1], gains[i, j] + best[i + 1, j + 1])
    pairs, i, j = [], 0, 0
    while i < len(wanted) and j < len(found):
        if gains[i, j] and best[i, j] == gains[i, j] + best[i + 1, j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i, j] == best[i + 1, j]:
            i += 1
        else:
            j += 1
    return pairs


def check_ruler() -> None:
    """Measures readings whose faults are known, so that a figure of this module means what it says."""
    rows = (("TT", "Nội dung", "Thời gian"), ("1", "Đánh giá nội bộ", "Quý II"), ("2", "Họp xem xét", "Quý IV"))
    truth = Truth((("Căn cứ Quyết định số 19/2014/QĐ-TTg;",), *rows, ("Nơi nhận:",)), rows)
    lines = ("Nơi nhận:", "Căn cứ Quyết định số", "19/2014/QĐ-", "TTg;")

    def measured(lines: tuple[str, ...], cells: Sequence[tuple[str, ...]]) -> tuple[int, int, int, float | None]:
        texts = (*lines, *(text for row in cells for text in row))
        found = Found(texts, tuple(Row(row, 0) for row in cells))
        errors, right = compare_text(truth, found), compare_cells(truth, found)
        return errors.wrong, errors.accented_wrong, right.right, right.f1

    changed = (*rows[:2], ("2", "Hợp xem xét", "Quý IV"))
    moved = (*rows[:2], ("2", "Quý IV", "Họp xem xét"))
    told = (
        (measured(lines, rows), (0, 0, 9, 1.0)),  # another order, wrapped
        (measured(lines, changed), (1, 1, 8, 16 / 18)),
        (measured(lines, moved), (0, 0, 7, 14 / 18)),  # the columns changed places: no character is wrong
        (measured(lines, rows[:2]), (21, 3, 6, 12 / 15)),  # a row lost, with the blanks between
        (measured((*lines, "thừa"), rows), (5, 0, 9, 1.0)),
        (measured((*lines, *(" ".join(row) for row in rows)), ()), (0, 0, 0, 0.0)),
    )
    for got, expected in told:
        if got != expected:
            raise AssertionError(f"the ruler is bent: {got} instead of {expected}")
