"""What is run elsewhere, what runs it, and the runner that is no elsewhere at all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from corpus.errors import UnreadableDocument

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Report = Callable[[int, int], None]
"""Called with the number of pages read and the number of pages of the document."""


def ignore_report(_done: int, _pages: int) -> None:
    """The listener that does nothing."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost.

    Attributes:
        seconds: wall-clock time without a further page being read; a document without pages has this time in all.
        memory_mb: private memory of the process (and of each program it starts), in MiB. Linux enforces it; elsewhere
            it is a wish.
    """

    seconds: float = 120
    memory_mb: int = 2048


@dataclass(frozen=True, slots=True)
class Call(Generic[T_co]):
    """One call: ``function(*arguments, report)``.

    Attributes:
        function: a function of a module; another process imports it by its name.
        arguments: what it is given before the report; they and the result must be picklable.
    """

    function: Callable[..., T_co]
    arguments: tuple[object, ...] = ()


class Runner(Protocol):
    """Runs calls about documents. One thread at a time uses a runner."""

    @property
    def workers(self) -> int:
        """How many calls are run at the same time."""

    def submit(self, call: Call[T], report: Report = ignore_report) -> Future[T]:
        """Begins a call; where all workers are busy, waits for one first.

        The future is answered while :meth:`wait` (or another ``submit``) runs, with the value or with an
        :class:`UnreadableDocument`. ``report`` is called then, too.
        """

    def wait(self) -> None:
        """Returns when one more call has been answered; at once where none is under way."""

    def close(self) -> None:
        """Ends every call under way and frees what the runner holds."""


def run_one(runner: Runner, call: Call[T], report: Report = ignore_report) -> T:
    """Runs one call and returns its value.

    Raises:
        UnreadableDocument: the call raised it, or could not be finished (see :class:`corpus.isolation.faults.Fault`).
    """
    future = runner.submit(call, report)
    while not future.done():
        runner.wait()
    return future.result()


class InlineRunner:
    """Runs calls at once in this process, without limits: for tests, and for callers that trust their files.

    An error other than :class:`UnreadableDocument` is a bug and is raised by ``submit``.
    """

    workers = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, call: Call[T], report: Report = ignore_report) -> Future[T]:
        """Runs the call; the future is answered."""
        future: Future[T] = Future()
        try:
            future.set_result(call.function(*call.arguments, report))
        except UnreadableDocument as error:
            future.set_exception(error)
        return future

    def wait(self) -> None:
        """Returns at once."""

    def close(self) -> None:
        """Does nothing."""
