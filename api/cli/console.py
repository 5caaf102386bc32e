"""Where the command line writes: answers on stdout, everything else on stderr."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from api.watcher import Watcher

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console
    from rich.progress import Progress, TaskID

    from api.bodies import Body
    from api.workspace import Workspace

# Columns of a table that goes into a file or a pipe, where no terminal says how wide it is.
_PIPED_WIDTH = 100


def open_answers() -> Console:
    """Opens stdout for answers to people; no colour codes unless it is a terminal."""
    return _open(sys.stdout)


def open_notes() -> Console:
    """Opens stderr for progress and messages."""
    return _open(sys.stderr)


def write_json(body: Body) -> None:
    """Writes one JSON document to stdout."""
    sys.stdout.write(body.model_dump_json(indent=2) + "\n")


class TerminalWatcher(Watcher):
    """Shows the building of an index as a progress bar on stderr."""

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def announce(self, message: str) -> None:
        """Shows one sentence."""
        open_notes().print(message, markup=False)

    def progress(self, done: int, total: int) -> None:
        """Moves the bar, which appears with the first text and goes with the last."""
        if self._bar is None or self._task is None:
            self._bar = build_progress()
            self._task = self._bar.add_task("Lập chỉ mục", total=total)
            self._bar.start()
        self._bar.update(self._task, completed=done, total=total)
        if done >= total:
            self.close()

    def close(self) -> None:
        """Takes the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = self._task = None


def build_progress() -> Progress:
    """Builds a progress bar on stderr: what, how many of how many, how long; none unless it is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    notes = open_notes()
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=notes,
        transient=True,
        disable=not notes.is_terminal,
    )


def open_workspace(default_home: Path | None = None) -> Workspace:
    """Opens the home that the environment names, or else ``default_home``; slow parts wait until they are needed."""
    from api.settings import load_settings
    from api.workspace import Workspace

    settings = load_settings()
    if default_home is not None and "home" not in settings.model_fields_set:
        settings = settings.model_copy(update={"home": default_home})
    return Workspace(settings, watcher=TerminalWatcher())


def load_model_ahead() -> None:
    """Begins to load the built-in language model, where the settings name no other, while the command is imported.

    Raises:
        InvalidRequest: a setting has a value that cannot be used.
    """
    from api.settings import load_settings
    from indexer import load_ahead

    if load_settings().model is None:
        load_ahead()


def _open(stream: object) -> Console:
    from typing import TextIO, cast

    from rich.console import Console

    file = cast(TextIO, stream)
    width = None if file.isatty() or os.environ.get("COLUMNS") else _PIPED_WIDTH
    return Console(file=file, width=width, highlight=False, emoji=False, markup=False)
