"""A few guarded processes, kept from call to call and replaced when they fail."""

from __future__ import annotations

import logging
import pickle
import selectors
import time
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar, cast

from corpus.errors import UnreadableDocument
from corpus.isolation.call import Call, Limits, Report, ignore_report
from corpus.isolation.faults import Fault, explain
from corpus.isolation.frames import Frame, Kind, parse_pages
from corpus.isolation.process import Process

_log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(slots=True)
class _Running:
    """A call under way."""

    process: Process
    call: Call[object]
    report: Report
    future: Future[object]


class Pool:
    """Runs calls in up to ``workers`` guarded processes, started when first needed. See :class:`Runner`.

    A process that dies, hangs, speaks nonsense or runs out of memory is replaced, and its call answered with the error
    of that :class:`Fault`. A process that had answered other calls before gets no say in that: the call is run once
    more in a fresh one, so that the fate of a file never depends on the files before it.
    """

    def __init__(self, limits: Limits, workers: int = 1) -> None:
        self._limits = limits
        self._workers = workers
        self._idle: list[Process] = []
        self._running: list[_Running] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def workers(self) -> int:
        """How many calls are run at the same time."""
        return self._workers

    @property
    def pids(self) -> tuple[int, ...]:
        """Ids of the processes that run a call, in the order the calls were submitted."""
        return tuple(running.process.pid for running in self._running)

    def submit(self, call: Call[T], report: Report = ignore_report) -> Future[T]:
        """Begins a call; where all workers are busy, waits for one first."""
        while len(self._running) >= self._workers:
            self.wait()
        future: Future[T] = Future()
        running = _Running(self._take_process(), call, report, cast("Future[object]", future))
        running.process.ask(running.call)
        self._running.append(running)
        return future

    def wait(self) -> None:
        """Returns when one more call has been answered; at once where none is under way."""
        under_way = len(self._running)
        while self._running and len(self._running) == under_way:
            for running in self._select():
                self._hear(running)
            now = time.monotonic()
            for running in [running for running in self._running if running.process.deadline <= now]:
                self._fail(running, Fault.TIMED_OUT)

    def close(self) -> None:
        """Kills every process; calls under way are cancelled."""
        for running in self._running:
            running.future.cancel()
        for process in [*self._idle, *(running.process for running in self._running)]:
            process.end()
        self._idle, self._running = [], []

    def _take_process(self) -> Process:
        while self._idle:
            process = self._idle.pop()
            if process.is_alive:
                return process
            process.end()
        return Process(self._limits)

    def _select(self) -> list[_Running]:
        """Waits until a process can be written to or has said something, or the next deadline."""
        with selectors.DefaultSelector() as selector:
            for running in self._running:
                selector.register(running.process.channel, running.process.interest, running)
            deadline = min(running.process.deadline for running in self._running)
            ready = selector.select(max(0.0, deadline - time.monotonic()))
        return [key.data for key, _ in ready]

    def _hear(self, running: _Running) -> None:
        try:
            frames = running.process.exchange()
        except EOFError:
            self._fail(running, None)
            return
        for frame in frames:
            match frame.kind:
                case Kind.PAGES:
                    running.report(*parse_pages(frame))
                case Kind.VALUE | Kind.REFUSED:
                    self._finish(running, frame)
                    break
                case Kind.FAULT:
                    self._fail(running, _read_fault(frame))
                    break

    def _finish(self, running: _Running, frame: Frame) -> None:
        try:
            value = pickle.loads(frame.payload)  # noqa: S301 - the process is ours and runs as the same user
            if frame.kind is Kind.REFUSED and not isinstance(value, UnreadableDocument):
                raise TypeError(type(value))
        except Exception as error:  # noqa: BLE001 - unpickling nonsense may raise anything
            _log.warning("the answer of a reader could not be understood: %s", type(error).__name__)
            self._fail(running, Fault.CRASHED)
            return
        self._running.remove(running)
        running.process.answered += 1
        self._idle.append(running.process)
        if frame.kind is Kind.REFUSED:
            running.future.set_exception(value)
        else:
            running.future.set_result(value)

    def _fail(self, running: _Running, fault: Fault | None) -> None:
        """Replaces the process; ``None`` stands for a fault that its remains tell."""
        fresh = running.process.answered == 0
        if fault is None:
            fault = running.process.tell_fault()
        running.process.end()
        if fresh or fault is Fault.TIMED_OUT:
            self._running.remove(running)
            running.future.set_exception(explain(fault, self._limits))
            return
        running.process = Process(self._limits)
        running.process.ask(running.call)


def _read_fault(frame: Frame) -> Fault:
    """Returns the fault that a process tells of itself; what it says of a bug goes to the log."""
    code, _, bug = frame.payload.decode("ascii", "replace").partition(" ")
    if bug:
        _log.warning("a reader failed: %s", bug)
    return Fault.OUT_OF_MEMORY if code == Fault.OUT_OF_MEMORY else Fault.CRASHED
