"""``gaps --all``: many plans against one framework."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from api.cli.console import build_progress, open_answers, open_notes, open_workspace, write_json

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

    from api.gap_matrix import MatrixWords
    from api.workspace import Workspace
    from search.gap_matrix import GapMatrix

# Between two plain lines: a long run leaves a log that can be read.
_PLAIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class MatrixOutputs:
    """Where the answer goes beside the screen."""

    as_json: bool
    csv: Path | None
    xlsx: Path | None


def report_many(words: MatrixWords, outputs: MatrixOutputs) -> None:
    """Judges every plan of a filter and tells which steps they miss; ``words.framework`` may be a file, too."""
    from dataclasses import replace

    from api.bodies import GapMatrixBody
    from api.cli.frameworks import open_framework
    from api.cli.show import show_empty_store
    from api.cli.show_gap_matrix import show_matrix
    from api.exports import check_ending
    from api.gap_matrix import ask_matrix, read_question

    if outputs.xlsx is not None:
        check_ending(outputs.xlsx, (".xlsx",))
    named = (words.framework or "").strip()
    framework = open_framework(named) if named else None
    with open_workspace() as workspace:
        question = read_question(workspace, replace(words, framework=None), framework)
        with MatrixProgress() as progress:
            matrix = ask_matrix(workspace, question, crew=workspace.crew(), progress=progress.advance)
        if matrix.rows:
            _write(workspace, matrix, outputs)
        if outputs.as_json:
            write_json(GapMatrixBody.from_matrix(matrix))
        elif workspace.is_empty:
            show_empty_store(open_answers())
        else:
            show_matrix(open_answers(), matrix)


def _write(workspace: Workspace, matrix: GapMatrix, outputs: MatrixOutputs) -> None:
    import datetime

    from api.gap_matrix_tables import build_matrix_rows, build_matrix_sheets
    from api.spreadsheets import write_csv, write_sheets

    if outputs.xlsx is not None:
        today = datetime.datetime.now().astimezone().date()
        write_sheets(build_matrix_sheets(workspace.engine(), matrix, today), outputs.xlsx)
        open_notes().print(f"Đã ghi {len(matrix.rows)} kế hoạch vào {outputs.xlsx.name}.")
    if outputs.csv is not None:
        rows = build_matrix_rows(workspace.engine(), matrix)
        write_csv(rows, outputs.csv)
        open_notes().print(f"Đã ghi {len(rows)} dòng vào {outputs.csv.name}.")


class MatrixProgress:
    """Shows on stderr how many plans are judged: a bar at a terminal, a plain line now and then elsewhere."""

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._said = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, done: int, total: int) -> None:
        """Hears that so many of so many plans are judged."""
        if self._bar is None or self._task is None:
            self._bar = build_progress()
            self._task = self._bar.add_task("Đối chiếu", total=total)
            self._bar.start()
        self._bar.update(self._task, completed=done)
        if self._bar.disable and time.monotonic() - self._said >= _PLAIN_SECONDS:
            self._said = time.monotonic()
            open_notes().print(f"Đã đối chiếu {done}/{total} kế hoạch.")
