"""Look-ups of one question, which leave Python for tantivy and FAISS, at the same time on several processors."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

_T = TypeVar("_T")


def run_together(tasks: Sequence[Callable[[], _T]]) -> list[_T]:
    """Runs tasks, the last one in the thread that asks, and returns what each gives, in their order.

    Raises:
        Exception: what a task that failed raised, when all have ended: the last one's, else the first's in their order.
    """
    if not tasks:
        return []
    waiting = [_workers().submit(task) for task in tasks[:-1]]
    try:
        last = tasks[-1]()
    finally:
        for future in waiting:
            future.exception()
    return [*(future.result() for future in waiting), last]


@cache
def _workers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count() or 1, "look-up", _begin)


def _begin() -> None:
    """FAISS would wake a thread for each processor to answer one question, and have all but one of them wait."""
    import faiss

    faiss.omp_set_num_threads(1)


os.register_at_fork(after_in_child=_workers.cache_clear)  # a child has none of its parent's threads
