"""Tables as files for a spreadsheet: CSV and .xlsx, in which no cell of a document is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from api.exports import check_ending, drop_controls, write_export

Row = dict[str, str | int]
# What a spreadsheet would take for a formula, also in full-width letters (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Limits of Excel: characters of a cell; how wide a column may be and still be read on a screen.
_LONGEST_CELL = 32_767
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook; ``name`` has at most 31 characters."""

    name: str
    rows: Sequence[Row]


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
    """Builds rows as UTF-8 with a byte order mark, so that Excel reads it; text that looks like a formula is quoted."""
    import pandas as pd

    frame = pd.DataFrame.from_records(rows)
    return str(frame.map(disarm).to_csv(index=False, lineterminator="\r\n")).encode("utf-8-sig")


def build_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Builds a workbook, the names of columns in a row that stays in view; text that looks like a formula is quoted."""
    import pandas as pd

    stream = io.BytesIO()
    with pd.ExcelWriter(stream, engine="openpyxl") as writer:
        for sheet in sheets:
            frame = pd.DataFrame.from_records(sheet.rows).map(_clean)
            frame.to_excel(writer, sheet_name=sheet.name, index=False, freeze_panes=(1, 0))
            page = writer.sheets[sheet.name]
            for column, cells in zip(page.columns, frame.columns, strict=False):
                longest = max((len(str(value)) for value in (cells, *frame[cells])), default=0)
                page.column_dimensions[column[0].column_letter].width = min(longest + 2, _WIDEST)
    return stream.getvalue()


def disarm(cell: str | int) -> str | int:
    """Returns a cell that no spreadsheet takes for a formula: "=1+1" becomes "'=1+1"."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _clean(cell: str | int) -> str | int:
    disarmed = disarm(drop_controls(cell) if isinstance(cell, str) else cell)
    return disarmed[:_LONGEST_CELL] if isinstance(disarmed, str) else disarmed
