"""``ingest``: files into the store, then into the index."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.console import open_answers, open_notes, open_workspace, write_json
from api.cli.questions import AsJson

if TYPE_CHECKING:
    from api.workspace import Workspace
    from corpus.ingest import IngestResult

INTERRUPTED = 130
UNREADABLE = 3
_STOPPING = "Đang dừng: chờ đọc xong các tệp đang mở; nhấn Ctrl+C lần nữa để dừng ngay.\n"


def ingest_files(
    paths: Annotated[list[Path], typer.Argument(metavar="ĐƯỜNG_DẪN...", help="Tệp hoặc thư mục cần nạp.")],
    recursive: Annotated[bool, typer.Option("--recursive", help="Nạp cả các thư mục con.")] = False,
    as_json: AsJson = False,
) -> None:
    """Nạp tệp vào kho và lập chỉ mục; chạy lần nữa không làm thay đổi gì."""
    from api.bodies import IngestBody
    from api.cli.show_ingest import find_complaints, show_results

    with open_workspace() as workspace:
        outcome = read_files(workspace, paths, recursive=recursive)
        if outcome.stopped:
            open_notes().print(f"Đã đọc {len(outcome.results)} tệp trước khi dừng; chạy lại lệnh để nạp tiếp.")
            raise typer.Exit(INTERRUPTED)
        bring_index_up_to_date(workspace)
        if as_json:
            for complaint in (complaint for result in outcome.results for complaint in find_complaints(result)):
                open_notes().print(f"{complaint.name}: {complaint.code}: {complaint.message}", soft_wrap=True)
            write_json(IngestBody.from_results(outcome.results))
        else:
            show_results(open_answers(), outcome.results)
        if any(result.error for result in outcome.results):
            raise typer.Exit(UNREADABLE)


class Outcome:
    """Results in the order of the files, and whether a person stopped the run."""

    def __init__(self) -> None:
        self.results: list[IngestResult] = []
        self.stopped = False


def read_files(workspace: Workspace, paths: list[Path], *, recursive: bool) -> Outcome:
    """Reads files into the store and shows how it goes; after Ctrl-C no further file is begun."""
    from api.cli.progress import IngestProgress
    from corpus.ingest import IngestOptions, find_files
    from corpus.ingest import ingest_files as ingest
    from corpus.isolation import Pool

    files = list(find_files(paths, recursive=recursive))
    settings, store = workspace.settings, workspace.store
    outcome = Outcome()
    with (
        _stop_on_interrupt() as stop,
        IngestProgress(len(files)) as progress,
        Pool(settings.limits, settings.workers) as pool,
    ):
        options = IngestOptions(settings.reading, progress, stop.is_set)
        for result in ingest(store, files, pool, options):
            outcome.results.append(result)
            progress.finished(result.name)
        outcome.stopped = stop.is_set()
    outcome.results.sort(key=lambda result: result.order)
    # A plan stored early does not know yet which later ones are like it.
    outcome.results = [
        replace(result, similar=store.find_similar(result.plan_id)) if result.plan_id else result
        for result in outcome.results
    ]
    return outcome


def bring_index_up_to_date(workspace: Workspace) -> None:
    """Builds the index where the store has changed; an empty store needs none."""
    if not workspace.is_empty:
        workspace.index()


@contextmanager
def _stop_on_interrupt() -> Iterator[threading.Event]:
    """Turns the first Ctrl-C into a flag, so that files under way are read and stored; the second one interrupts."""
    stop = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def note(_signal: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)  # first: who reads the message may press again at once
        os.write(2, _STOPPING.encode())  # unlike print, allowed in the middle of another print

    if threading.current_thread() is not threading.main_thread():  # only the main thread hears signals
        yield stop
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
