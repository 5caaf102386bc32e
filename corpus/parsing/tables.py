"""Task tables: which column is what, and one task for each row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.model import Block, Document, Field, Quote, Source
from corpus.parsing.paragraphs import is_uppercase
from corpus.text import field, fold, quote

_MAX_HEADING = 60


class Column(StrEnum):
    """What a column of a task table holds."""

    ORDINAL = "ordinal"
    CONTENT = "content"
    LEAD = "lead"
    COORDINATE = "coordinate"
    ADVISE = "advise"
    APPROVE = "approve"
    TIME = "time"
    RESULT = "result"
    OTHER = "other"


# Words of column headings, on skeletons; the first pattern that matches decides, so "Thời gian thực hiện" is a time and
# "Kết quả thực hiện" a result before "thực hiện" makes a lead of them. "phối họp" is a common misprint of "phối hợp".
_COLUMN_WORDS = (
    (Column.ORDINAL, re.compile(r"^(?:tt|stt|s tt|so tt|so thu tu|thu tu|#)\.?$")),
    (Column.OTHER, re.compile(r"ghi chu|kinh phi|du toan|can cu")),
    (
        Column.TIME,
        re.compile(r"thoi gian|tien do|thoi han|thoi diem|han hoan thanh|hoan thanh truoc|^hoan thanh$|^han$"),
    ),
    (Column.COORDINATE, re.compile(r"ph[oe]i h[oe]p")),
    (Column.ADVISE, re.compile(r"tham muu")),
    (Column.APPROVE, re.compile(r"phe duyet")),
    (Column.RESULT, re.compile(r"ket qua|san pham|dau ra|minh chung|bang chung|^ho so")),
    (
        Column.LEAD,
        re.compile(
            r"chu tri|trach nhiem|phu trach|phan cong|dau moi|don vi$|^thuc hien$|"
            r"(?:don vi|co quan|bo phan|phong|ca nhan|to chuc|nguoi)[a-z/, ]* thuc hien"
        ),
    ),
    (
        Column.CONTENT,
        re.compile(r"noi dung|nhiem vu|cong viec|hoat dong|hang muc|dau viec|cac buoc|buoc thuc hien|buoc tien hanh"),
    ),
)
# Matched: "T1", "Thang 12", "Quy IV". Refused: "Tháng thực hiện", "TT".
_MONTH_COLUMN = re.compile(r"(?:t|th|thang|quy) ?\.? ?(?:\d{1,2}|[ivx]+)")
# Row label of a group ("I", "A", "II."), on the ordinal cell. Refused: "1", "10", "1.2".
_GROUP_LABEL = re.compile(r"\s*(?:[IVXL]{1,5}|[A-ZĐ])\s*[.)]?\s*")


@dataclass(frozen=True, slots=True)
class RawTask:
    """One row of work before its fields are read: cells by column, each as quoted from the document."""

    cells: dict[Column, Field]
    ordinal: str | None
    group: str | None
    source: Source


def find_columns(headings: Sequence[str]) -> tuple[Column, ...] | None:
    """Reads the headings of a table; ``None`` unless it lists tasks (a content column and one about the work)."""
    columns = tuple(_find_column(heading) for heading in headings)
    work = {Column.LEAD, Column.COORDINATE, Column.TIME, Column.RESULT} & set(columns)
    return columns if Column.CONTENT in columns and work else None


def has_month_columns(headings: Sequence[str]) -> bool:
    """Tells whether three headings or more are single months or quarters ("T1", "Tháng 2", "Quý III")."""
    return sum(_MONTH_COLUMN.fullmatch(fold(heading)) is not None for heading in headings) >= 3


def _find_column(heading: str) -> Column:
    folded = fold(heading)
    if len(folded) > _MAX_HEADING:
        return Column.OTHER
    return next((column for column, words in _COLUMN_WORDS if words.search(folded)), Column.OTHER)


def read_table(document: Document, rows: Sequence[Block]) -> list[RawTask]:
    """Reads the tasks of one table, ``[]`` where it is no task table.

    A cell merged downwards counts for every row it covers. A row cut by a page break (wrapped formats: first row on a
    new page, without an ordinal, under a table that numbers its rows) continues the row before.
    """
    header = next(
        (
            (index, columns)
            for index, row in enumerate(rows[:4])
            if (columns := find_columns(cell_texts(document, row)))
        ),
        None,
    )
    if header is None:
        return []
    index, columns = header
    columns, first = _refine(document, rows, index, columns)
    numbered = Column.ORDINAL in columns
    tasks: list[RawTask] = []
    group: str | None = None
    previous: Block | None = None
    above: dict[Column, Field] = {}
    for row in rows[first:]:
        cells = _cells(document, row, columns)
        if find_columns(cell_texts(document, row)) is not None:
            continue  # the heading row again, on a new page
        if heading := _group_heading(document, row, columns, cells):
            group, above = heading, {}
        elif _continues(previous, row, numbered=numbered, ordinal=Column.ORDINAL in cells) and tasks:
            tasks[-1] = _joined(tasks[-1], cells, row)
        elif Column.CONTENT in cells:
            filled = _fill_merged(row, columns, cells, above)
            ordinal = filled[Column.ORDINAL].value.strip(" .)") if Column.ORDINAL in filled else None
            tasks.append(RawTask(filled, ordinal or None, group, row.source))
            above = filled
        previous = row
    return tasks


def cell_texts(document: Document, row: Block) -> list[str]:
    """Returns the text of each cell of a row, empty for a cell that a merge covers."""
    return [document.slice(cell.source) if cell.source else "" for cell in row.cells]


def _refine(
    document: Document, rows: Sequence[Block], index: int, columns: tuple[Column, ...]
) -> tuple[tuple[Column, ...], int]:
    """Reads a second heading row ("Chủ trì" and "Phối hợp" below one "Đơn vị"); returns columns and first data row."""
    if index + 1 >= len(rows):
        return columns, index + 1
    texts = cell_texts(document, rows[index + 1])
    second = [_find_column(text) if text.strip() else None for text in texts]
    known = [column for column in second if column not in {None, Column.OTHER, Column.CONTENT, Column.ORDINAL}]
    words = max((len(text.split()) for text in texts), default=0)
    if len(known) < 2 or len(texts) != len(columns) or words > 5 or second[columns.index(Column.CONTENT)]:
        return columns, index + 1
    merged = tuple(lower or upper for lower, upper in zip(second, columns, strict=True))
    return merged, index + 2


def _cells(document: Document, row: Block, columns: Sequence[Column]) -> dict[Column, Field]:
    found: dict[Column, Field] = {}
    for column, cell in zip(columns, row.cells, strict=False):
        if column is Column.OTHER or cell.source is None:
            continue
        piece = quote(document.text, cell.source.start, cell.source.end, page=cell.source.page)
        if piece.raw:
            quotes: tuple[Quote, ...] = (*found[column].quotes, piece) if column in found else (piece,)
            found[column] = field(quotes)
    return found


def _group_heading(document: Document, row: Block, columns: Sequence[Column], cells: dict[Column, Field]) -> str | None:
    """Returns the heading where the row is one: a Roman or lettered label, or one filled cell that spans the row."""
    filled = [text.strip() for text in cell_texts(document, row) if text.strip()]
    if not filled:
        return None
    ordinal = cells.get(Column.ORDINAL)
    others = set(cells) - {Column.ORDINAL, Column.CONTENT}
    if ordinal and _GROUP_LABEL.fullmatch(ordinal.value) and not others:
        content = cells.get(Column.CONTENT)
        return f"{ordinal.value.strip(' .)')}. {content.value}" if content else ordinal.value
    spans = len(filled) == 1 and (any(cell.merged == "left" for cell in row.cells) or len(row.cells) < len(columns))
    if spans or (len(filled) == 1 and not ordinal and is_uppercase(filled[0])):
        return " ".join(filled[0].split())
    return None


def _continues(previous: Block | None, row: Block, *, numbered: bool, ordinal: bool) -> bool:
    if previous is None or not numbered or ordinal or row.source.page is None or previous.source.page is None:
        return False
    return row.source.page > previous.source.page and not any(cell.merged for cell in row.cells)


def _joined(task: RawTask, cells: dict[Column, Field], row: Block) -> RawTask:
    merged = dict(task.cells)
    for column, text in cells.items():
        merged[column] = field([*merged[column].quotes, *text.quotes]) if column in merged else text
    return RawTask(merged, task.ordinal, task.group, Source(task.source.start, row.source.end, task.source.page))


def _fill_merged(
    row: Block, columns: Sequence[Column], cells: dict[Column, Field], above: dict[Column, Field]
) -> dict[Column, Field]:
    filled = dict(cells)
    for column, cell in zip(columns, row.cells, strict=False):
        if cell.merged == "above" and column not in filled and column in above:
            filled[column] = above[column]
    return filled
