"""The default model loaded beside other work: of the first answer of a process it is a third of the wait.

Reading the weights and compiling the graph leave the interpreter to other threads for most of their time, which a
command spends on importing what it asks the store and the index with.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.embedding.embedder import Embedder

_guard = threading.Lock()
_begun: list[Future[Embedder]] = []


def begin(load: Callable[[], Embedder]) -> None:
    """Begins to load the model in another thread; the next that asks for it waits for that one.

    A process that ends without having asked waits for it, too: the model cannot be left half loaded.
    """
    with _guard:
        if not _begun:
            pool = ThreadPoolExecutor(1, "model")
            _begun.append(pool.submit(load))
            pool.shutdown(wait=False)


def take_ahead() -> Future[Embedder] | None:
    """Returns the loading that was begun, once; ``None`` where there is none."""
    with _guard:
        return _begun.pop() if _begun else None
