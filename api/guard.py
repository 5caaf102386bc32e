"""Guarded reading for whoever asks: the command line with one file, the server with many at a time."""

from __future__ import annotations

import atexit
import threading
from functools import cache
from typing import TypeVar

from corpus.errors import UnreadableDocument
from corpus.isolation import Call, Limits, Pool, run_one

T = TypeVar("T")


class Guard:
    """Lends guarded processes to threads, at most ``workers`` at a time; the next thread waits."""

    def __init__(self, limits: Limits, workers: int) -> None:
        self.workers = workers
        self._limits = limits
        self._room = threading.BoundedSemaphore(workers)
        self._idle: list[Pool] = []
        self._under_way = 0
        self._lock = threading.Lock()

    @property
    def share(self) -> int:
        """Threads that the next call may use, so that all together have about one for each worker."""
        return max(1, self.workers // (self._under_way + 1))

    def run(self, call: Call[T]) -> T:
        """Runs a call in a guarded process.

        Raises:
            UnreadableDocument: the call raised it, crashed, or reached a limit.
        """
        with self._room:
            with self._lock:
                pool = self._idle.pop() if self._idle else Pool(self._limits)
                self._under_way += 1
            try:
                return run_one(pool, call)
            except UnreadableDocument:
                raise
            except BaseException:  # Ctrl-C: the call is abandoned with its process
                pool.close()
                raise
            finally:
                with self._lock:
                    self._idle.append(pool)
                    self._under_way -= 1

    def close(self) -> None:
        """Ends the processes that are idle."""
        with self._lock:
            while self._idle:
                self._idle.pop().close()


@cache
def open_guard(limits: Limits, workers: int) -> Guard:
    """Returns the guard of this process with these limits; its processes end with it."""
    guard = Guard(limits, workers)
    atexit.register(guard.close)
    return guard
