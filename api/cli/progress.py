"""How a run of reading goes, while it goes: a live line at a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self

from api.cli.console import open_notes
from corpus.ingest import IngestListener

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# Between two plain lines: a night's run leaves a log that can be read.
_PLAIN_SECONDS = 10.0
_LONGEST_NAME = 30
_MINUTE = 60.0


class Tally:
    """What has been done so far, and how fast.

    Args:
        files: files to be read; archives may turn out to hold more.
        clock: seconds from some moment on.
    """

    def __init__(self, files: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.done = 0
        self._files = files
        self._clock = clock
        self._begun = clock()
        self._open: dict[str, tuple[int, int]] = {}
        self._pages = 0

    @property
    def total(self) -> int:
        """Files of the run as far as is known."""
        return max(self._files, self.done + len(self._open))

    def begin(self, name: str) -> None:
        """Counts a file as being read."""
        self._open[name] = (0, 0)

    def turn(self, name: str, done: int, pages: int) -> None:
        """Counts pages of a file."""
        self._pages += max(0, done - self._open.get(name, (0, 0))[0])
        self._open[name] = (done, pages)

    def finish(self, name: str) -> None:
        """Counts a file as done."""
        self._open.pop(name, None)
        self.done += 1

    def show(self) -> str:
        """Returns pages, speed, time left and the file at hand in one line."""
        pages = f"{self._pages} trang" if self._pages else ""
        return "; ".join(part for part in (pages, self._show_rate(), self._show_left(), self._show_current()) if part)

    def _show_rate(self) -> str:
        count, unit = (self._pages, "trang") if self._pages else (self.done, "tệp")
        return f"{count / max(self._clock() - self._begun, 0.001):.1f} {unit}/giây".replace(".", ",")

    def _show_left(self) -> str:
        """Returns the time left if the rest goes like what is done; nothing before the first file is done."""
        if not self.done:
            return ""
        seconds = (self._clock() - self._begun) / self.done * (self.total - self.done)
        if seconds < _MINUTE:
            return f"còn khoảng {seconds:.0f} giây"
        if seconds < 90 * _MINUTE:
            return f"còn khoảng {seconds / _MINUTE:.0f} phút"
        return f"còn khoảng {seconds / (60 * _MINUTE):.0f} giờ"

    def _show_current(self) -> str:
        """Returns the file that was begun first of those being read, with its page."""
        if not self._open:
            return ""
        name, (done, pages) = next(iter(self._open.items()))
        short = name if len(name) <= _LONGEST_NAME else f"…{name[1 - _LONGEST_NAME :]}"
        return f"đang đọc {short} (trang {done}/{pages})" if pages else f"đang đọc {short}"


class IngestProgress(IngestListener):
    """Shows a run on stderr."""

    def __init__(self, files: int) -> None:
        self.tally = Tally(files)
        self._notes = open_notes()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._said = time.monotonic()

    def __enter__(self) -> Self:
        if self._notes.is_terminal:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            self._bar = Progress(
                BarColumn(bar_width=20),
                MofNCompleteColumn(),
                TextColumn("{task.description}", markup=False),
                console=self._notes,
                transient=True,
            )
            self._task = self._bar.add_task("", total=self.tally.total)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def began(self, name: str) -> None:
        """Shows the file."""
        self.tally.begin(_printable(name))
        self._show()

    def read_page(self, name: str, done: int, pages: int) -> None:
        """Shows the page."""
        self.tally.turn(_printable(name), done, pages)
        self._show()

    def finished(self, name: str) -> None:
        """Counts the file."""
        self.tally.finish(_printable(name))
        self._show()

    def _show(self) -> None:
        tally = self.tally
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=tally.done, total=tally.total, description=tally.show())
        elif time.monotonic() - self._said >= _PLAIN_SECONDS:
            self._said = time.monotonic()
            self._notes.print(f"Đã đọc {tally.done}/{tally.total} tệp; {tally.show()}.")


def _printable(text: str) -> str:
    """Returns a text whose lone surrogates (of file names in no encoding) are question marks."""
    return text.encode("utf-8", "replace").decode()
