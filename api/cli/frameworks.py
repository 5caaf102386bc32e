"""``frameworks list|show|lint|diff``: the models that plans are checked against, shipped ones and a user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.console import open_answers, open_workspace, write_json
from api.cli.questions import AsJson
from api.cli.usage import Command, build_group

if TYPE_CHECKING:
    from corpus.frameworks import Framework, FrameworkDiff
    from corpus.store import StoredPlan
    from search import DecisionFate

_FAILED = 1
_SUFFIXES = frozenset({".yaml", ".yml"})

app = build_group("Mô hình khung: liệt kê, xem, kiểm tra tệp khung của bạn, so hai bản.")

FrameworkOrFile = Annotated[str, typer.Argument(metavar="KHUNG|TỆP", help="Mã khung đi kèm, hoặc tệp khung (.yaml).")]


@app.command("list", cls=Command)
def list_all(as_json: AsJson = False) -> None:
    """Liệt kê các mô hình khung đi kèm."""
    from api.bodies import FrameworksBody
    from api.cli.show_frameworks import show_list
    from corpus.frameworks import list_frameworks

    listed = list_frameworks()
    if as_json:
        write_json(FrameworksBody.from_list(listed))
    else:
        show_list(open_answers(), listed)


@app.command("show", cls=Command)
def show(
    framework: FrameworkOrFile,
    step: Annotated[
        str | None, typer.Option("--step", metavar="BƯỚC", help="Chỉ xem một bước, kèm ví dụ và câu dễ nhầm.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Xem một mô hình khung: từng bước với căn cứ pháp lý và mức chắc của căn cứ."""
    from api.bodies import FrameworkDetailBody
    from api.cli.show_frameworks import show_framework, show_step
    from corpus.errors import NotFound

    chosen = open_framework(framework)
    found = chosen.step(step) if step else None
    if step and found is None:
        raise NotFound(f"Khung {chosen.id} không có bước “{step[:40]}”.", code="STEP_NOT_FOUND")
    if as_json:
        write_json(FrameworkDetailBody.from_framework(chosen, found))
    elif found is not None:
        show_step(open_answers(), chosen, found)
    else:
        show_framework(open_answers(), chosen)


@app.command("lint", cls=Command)
def lint(
    files: Annotated[list[Path], typer.Argument(metavar="TỆP…", help="Tệp khung cần kiểm tra.")],
    as_json: AsJson = False,
) -> None:
    """Kiểm tra tệp khung: mọi lỗi, kèm dòng, bước và trường (mã thoát 1 nếu có lỗi)."""
    from api.bodies import FrameworkLintsBody
    from api.cli.show_frameworks import show_issues
    from corpus.frameworks import lint_framework, read_framework_file

    linted = {path.name: lint_framework(read_framework_file(path), path.name) for path in files}
    if as_json:
        write_json(FrameworkLintsBody.from_linted(linted))
    else:
        show_issues(open_answers(), linted)
    if any(one.errors for one in linted.values()):
        raise typer.Exit(_FAILED)


@app.command("diff", cls=Command)
def diff(
    old: Annotated[str, typer.Argument(metavar="BẢN_CŨ", help="Mã khung đi kèm, hoặc tệp khung.")],
    new: Annotated[str, typer.Argument(metavar="BẢN_MỚI", help="Mã khung đi kèm, hoặc tệp khung.")],
    decisions: Annotated[
        bool,
        typer.Option("--decisions", help="Kết luận nào của người trong kho còn dùng, kết luận nào cần xem lại."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """So hai bản của một mô hình khung: bước giữ nguyên, thay đổi, mới, bị bỏ."""
    from api.bodies import FrameworkDiffBody, UpgradeBody
    from api.cli.show_frameworks import show_diff, show_fates
    from corpus.frameworks import diff_frameworks

    compared = diff_frameworks(open_framework(old), open_framework(new))
    fates = preview(compared) if decisions else None
    if as_json:
        plain = fates is None
        write_json(FrameworkDiffBody.from_diff(compared) if plain else UpgradeBody.from_preview(compared, fates or ()))
        return
    show_diff(open_answers(), compared)
    if fates is not None:
        show_fates(open_answers(), fates)


def preview(diff: FrameworkDiff) -> tuple[DecisionFate, ...]:
    """Tells what an upgrade makes of the verdicts by people in the store.

    Raises:
        InvalidRequest: the two are no versions of one framework (``FRAMEWORKS_DIFFER``).
    """
    from corpus.errors import InvalidRequest
    from search import preview_decisions

    if diff.old.id != diff.new.id:
        names = f"“{diff.old.id}” và “{diff.new.id}”"
        message = f"{names} là hai khung khác nhau; kết luận của người không chuyển sang khung khác."
        raise InvalidRequest(message, code="FRAMEWORKS_DIFFER")
    with open_workspace() as workspace:
        return preview_decisions(diff.new, workspace.store.decisions.list_standing(diff.old.id))


def open_framework(name: str) -> Framework:
    """Loads the shipped framework of that id, or else the file of that path.

    Raises:
        NotFound: there is neither.
        InvalidFramework: the file cannot be used.
    """
    from corpus.errors import NotFound
    from corpus.frameworks import load_framework

    path = Path(name)
    try:
        return load_framework(name)
    except NotFound:
        if path.suffix.lower() not in _SUFFIXES and not path.exists():
            raise
    return load_framework(path)


def pick_framework(name: str | None, stored: StoredPlan) -> Framework:
    """Opens the framework a person named, by id or as a file; without one, that which the plan's title names.

    Raises:
        NotFound: there is no such framework or file.
        InvalidFramework: the file cannot be used.
    """
    from api.requests import choose_framework

    return open_framework(name.strip()) if name and name.strip() else choose_framework(None, stored)
