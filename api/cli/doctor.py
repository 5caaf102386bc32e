"""``doctor``: is the index sound, and does it hold what the store holds?"""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import open_answers, open_workspace, write_json
from api.cli.questions import AsJson

_FAILED = 1


def check_home(
    fix: Annotated[bool, typer.Option("--fix", help="Sửa những gì tìm thấy; cần thì lập lại chỉ mục.")] = False,
    as_json: AsJson = False,
) -> None:
    """Kiểm tra chỉ mục tìm kiếm: có, nguyên vẹn, khớp với kho và mô hình (mã thoát 1 nếu còn lỗi)."""
    from api.bodies import DoctorBody

    with open_workspace() as workspace:
        found = workspace.check_index()
        left = workspace.mend_index() if fix and found else found
    if as_json:
        write_json(DoctorBody.from_findings(found, left))
    else:
        console = open_answers()
        for finding in found:
            console.print(f"{finding.code}: {finding.message}")
        if not found:
            console.print("Chỉ mục nguyên vẹn và khớp với kho.")
        elif not fix:
            console.print("Chạy “doichieu doctor --fix” để sửa.")
        elif left:
            console.print("Chưa sửa được: " + "; ".join(f"{finding.code}: {finding.message}" for finding in left))
        else:
            console.print("Đã sửa: chỉ mục nguyên vẹn và khớp với kho.")
    if left:
        raise typer.Exit(_FAILED)
