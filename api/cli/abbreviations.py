"""``abbreviations``: the short forms that are known, and the check of a user's own files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import open_answers, write_json
from api.cli.questions import AsJson

_FAILED = 1


def show_abbreviations(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[TỆP…]", show_default=False, help="Tệp TSV hoặc CSV cần kiểm tra; không nêu thì liệt kê."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Liệt kê các chữ viết tắt mà câu hỏi được hiểu, hoặc kiểm tra tệp của bạn (mã thoát 1 nếu có lỗi)."""
    from api.bodies import AbbreviationsBody
    from api.cli.show import build_table
    from api.labels import SEVERITIES
    from api.settings import load_settings
    from corpus.abbreviations import Strength, lint_file, load_abbreviations

    linted = [lint_file(path) for path in files or ()]
    issues = [issue for parsed in linted for issue in parsed.issues]
    rows = (
        tuple(row for parsed in linted for row in parsed.rows)
        if files
        else load_abbreviations(load_settings().abbreviation_files)
    )
    console = open_answers()
    if as_json:
        write_json(AbbreviationsBody.from_rows(rows, issues))
    elif files:
        for issue in issues:
            console.print(f"{SEVERITIES[issue.severity]} {issue.code}: {issue.place}: {issue.message}")
        console.print(f"{len(rows)} chữ viết tắt dùng được; {len(issues)} lỗi.")
    else:
        table = build_table("Viết tắt", "Viết đủ", "Mức")
        for row in rows:
            table.add_row(row.short, " | ".join(row.full), "chắc" if row.strength is Strength.SURE else "có thể")
        console.print(table)
        console.print(f"{len(rows)} chữ viết tắt.")
    if issues:
        raise typer.Exit(_FAILED)
