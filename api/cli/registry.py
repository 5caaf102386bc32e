"""``registry``: the legal documents that are known, and the check of a user's own files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import open_answers, write_json
from api.cli.questions import AsJson

_FAILED = 1


def show_registry(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[TỆP…]", show_default=False, help="Tệp YAML hoặc CSV cần kiểm tra; không nêu thì liệt kê."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Liệt kê danh mục văn bản pháp lý, hoặc kiểm tra tệp danh mục của bạn (mã thoát 1 nếu có lỗi)."""
    from api.bodies import RegistryBody
    from api.cli.show_checks import show_issues, show_known
    from api.settings import load_settings
    from corpus.citations.registry import lint_files

    linted = lint_files(files or load_settings().registry_files)
    if as_json:
        write_json(RegistryBody.from_linted(linted))
    elif files:
        show_issues(open_answers(), linted, [file.name for file in files])
    else:
        show_known(open_answers(), linted)
    if linted.errors:
        raise typer.Exit(_FAILED)
