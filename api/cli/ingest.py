"""``ingest``: files into the store, then into the index."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.console import build_progress, open_answers, open_notes, open_workspace, write_json
from api.cli.questions import AsJson

if TYPE_CHECKING:
    from api.workspace import Workspace
    from corpus.ingest import IngestResult

INTERRUPTED = 130
UNREADABLE = 3


def ingest_files(
    paths: Annotated[list[Path], typer.Argument(metavar="ĐƯỜNG_DẪN...", help="Tệp hoặc thư mục cần nạp.")],
    recursive: Annotated[bool, typer.Option("--recursive", help="Nạp cả các thư mục con.")] = False,
    as_json: AsJson = False,
) -> None:
    """Nạp tệp vào kho và lập chỉ mục; chạy lần nữa không làm thay đổi gì."""
    from api.bodies import IngestBody

    with open_workspace() as workspace:
        outcome = read_files(workspace, paths, recursive=recursive)
        if outcome.stopped:
            open_notes().print(f"Đã đọc {len(outcome.results)} tệp trước khi dừng; chạy lại lệnh để nạp tiếp.")
            raise typer.Exit(INTERRUPTED)
        bring_index_up_to_date(workspace)
        if as_json:
            write_json(IngestBody.from_results(outcome.results))
        else:
            show_counts(outcome.results)
        if any(result.error for result in outcome.results):
            raise typer.Exit(UNREADABLE)


class Outcome:
    """Results so far, and whether a person stopped the run."""

    def __init__(self) -> None:
        self.results: list[IngestResult] = []
        self.stopped = False


def read_files(workspace: Workspace, paths: list[Path], *, recursive: bool) -> Outcome:
    """Reads files into the store with a progress bar; Ctrl-C stops between two files."""
    from corpus.ingest import find_files, ingest_file

    files = list(find_files(paths, recursive=recursive))
    outcome = Outcome()
    store = workspace.store
    progress = build_progress()
    with _stop_on_interrupt() as stop, progress:
        bar = progress.add_task("Đọc tệp", total=len(files))
        for path in files:
            if stop.is_set():
                outcome.stopped = True
                break
            result = ingest_file(store, path)
            outcome.results.append(result)
            for line in _complaints(result):
                progress.console.print(line)
            progress.advance(bar)
    return outcome


def bring_index_up_to_date(workspace: Workspace) -> None:
    """Builds the index where the store has changed; an empty store needs none."""
    if not workspace.is_empty:
        workspace.index()


def show_counts(results: list[IngestResult]) -> None:
    """Shows how many files had each outcome."""
    from collections import Counter

    from api.cli.show import build_table
    from corpus.ingest import IngestStatus

    names = {
        IngestStatus.ADDED: "Nạp mới",
        IngestStatus.UPDATED: "Đọc lại",
        IngestStatus.UNCHANGED: "Không đổi",
        IngestStatus.FAILED: "Không đọc được",
    }
    counts = Counter(result.status for result in results)
    console = open_answers()
    if not results:
        console.print("Không có tệp nào để nạp.")
        return
    table = build_table("Kết quả", ("Số tệp", {"justify": "right"}))
    for status, name in names.items():
        table.add_row(name, str(counts[status]))
    table.add_row("Cộng", str(len(results)))
    console.print(table)
    if counts[IngestStatus.UNCHANGED] == len(results):
        console.print("Mọi tệp đã có trong kho; không có gì thay đổi.")


def _complaints(result: IngestResult) -> Iterator[str]:
    name = result.path.name.encode("utf-8", "replace").decode()
    if result.error:
        yield f"{name}: {result.error.code}: {result.error.message}"
    for problem in result.problems:
        yield f"{name}: {problem.code}: {problem.message}"


@contextmanager
def _stop_on_interrupt() -> Iterator[threading.Event]:
    """Turns the first Ctrl-C into a flag, so that a file being stored is stored whole; the second one interrupts."""
    stop = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def note(_signal: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    if threading.current_thread() is not threading.main_thread():  # only the main thread hears signals
        yield stop
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
