"""Tables as files for a spreadsheet: CSV and .xlsx, in which no cell of a document is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.exports import check_ending, drop_controls, write_export

Cell = str | int | float
Row = dict[str, Cell]
# What a spreadsheet would take for a formula, also in full-width letters (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Limits of Excel: characters of a cell; how wide a column may be and still be read on a screen.
_LONGEST_CELL = 32_767
_WIDEST = 60
# Columns of a grid: as wide as the longest verdict, so that thirty are seen on two screens.
_NARROW = 13


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet is laid out beyond a row of names that stays in view.

    Attributes:
        frozen: how many columns stay in view, too.
        filters: whether every column can be filtered.
        fills: colour (RRGGBB) of a cell by the words it begins with; what it says stands in it, too.
        shares: columns of numbers 0 to 1, shown as percents.
        narrow: columns of a grid, whose names are wrapped.
        wrapped: columns of sentences, broken over several lines.
    """

    frozen: int = 0
    filters: bool = False
    fills: Mapping[str, str] = field(default_factory=dict)
    shares: frozenset[str] = frozenset()
    narrow: frozenset[str] = frozenset()
    wrapped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook; ``name`` has at most 31 characters."""

    name: str
    rows: Sequence[Row]
    look: Look = field(default_factory=Look)


def write_csv(rows: Sequence[Row], path: Path) -> None:
    """Writes rows as :func:`build_csv` builds them.

    Raises:
        InvalidRequest: the file cannot be written (``CSV_NOT_WRITABLE``).
    """
    write_export(build_csv(rows), path, "CSV_NOT_WRITABLE")


def write_sheets(sheets: Sequence[Sheet], path: Path) -> None:
    """Writes sheets as the end of the file's name asks for; a .csv file holds the first sheet alone.

    Raises:
        InvalidRequest: the name ends otherwise (``EXPORT_FORMAT_INVALID``) or the file cannot be written
            (``CSV_NOT_WRITABLE``, ``XLSX_NOT_WRITABLE``).
    """
    if check_format(path) == ".csv":
        write_csv(sheets[0].rows, path)
    else:
        write_export(build_xlsx(sheets), path, "XLSX_NOT_WRITABLE")


def check_format(path: Path) -> str:
    """Returns the end of a file's name, ``.csv`` or ``.xlsx``.

    Raises:
        InvalidRequest: it is neither (``EXPORT_FORMAT_INVALID``).
    """
    return check_ending(path, (".csv", ".xlsx"))


def build_csv(rows: Sequence[Row]) -> bytes:
    """Builds rows as UTF-8 with a byte order mark, so that Excel reads it; text that looks like a formula is quoted.

    A lone surrogate, which a damaged PDF or the name of a file yields, becomes ``?``.
    """
    import pandas as pd

    frame = pd.DataFrame.from_records(rows)
    return str(frame.map(disarm).to_csv(index=False, lineterminator="\r\n")).encode("utf-8-sig", "replace")


def build_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Builds a workbook, the names of columns in a row that stays in view; text that looks like a formula is quoted."""
    import pandas as pd

    stream = io.BytesIO()
    with pd.ExcelWriter(stream, engine="openpyxl") as writer:
        for sheet in sheets:
            frame = pd.DataFrame.from_records(sheet.rows).map(_clean)
            frame.to_excel(writer, sheet_name=sheet.name, index=False, freeze_panes=(1, sheet.look.frozen))
            page = writer.sheets[sheet.name]
            for number, name in enumerate(frame.columns, start=1):
                longest = max((len(str(value)) for value in (name, *frame[name])), default=0)
                width = _NARROW if name in sheet.look.narrow else min(longest + 2, _WIDEST)
                page.column_dimensions[page.cell(1, number).column_letter].width = width
            if len(frame):
                _lay_out(page, list(frame.columns), sheet.look)
    return stream.getvalue()


def _lay_out(page: Any, names: Sequence[str], look: Look) -> None:
    """Lays a sheet of openpyxl out; the colours are rules, so that they follow what a person changes."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    if look.filters:
        page.auto_filter.ref = page.dimensions
    whole = f"A2:{page.cell(page.max_row, page.max_column).coordinate}"
    for words, colour in look.fills.items():
        style = DifferentialStyle(fill=PatternFill("solid", bgColor=colour))
        holds = f'LEFT(A2,{len(words)})="{words}"'
        page.conditional_formatting.add(
            whole, Rule("beginsWith", operator="beginsWith", text=words, formula=[holds], dxf=style)
        )
    for number, name in enumerate(names, start=1):
        if name in look.narrow:
            page.cell(1, number).alignment = Alignment(wrap_text=True, vertical="top")
        for row in range(2, page.max_row + 1) if name in look.shares | look.wrapped else ():
            cell = page.cell(row, number)
            if name in look.shares:
                cell.number_format = "0%"
            else:
                cell.alignment = Alignment(wrap_text=True, vertical="top")


def disarm(cell: Cell) -> Cell:
    """Returns a cell that no spreadsheet takes for a formula: "=1+1" becomes "'=1+1"."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _clean(cell: Cell) -> Cell:
    disarmed = disarm(drop_controls(cell) if isinstance(cell, str) else cell)
    return disarmed[:_LONGEST_CELL] if isinstance(disarmed, str) else disarmed
