"""How fast plans are parsed, against the word segmentation of the same text in the same run; told and never judged."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence

from corpus.model import Document
from corpus.parsing import parse_plan

_ROUNDS = 3
_WORD = re.compile(r"\w+|[^\w\s]")


def tell_speed(documents: Sequence[Document]) -> str:
    """Returns one line: plans a minute in one process, reading excluded, and the ratios to two peers."""
    if not documents:
        return "speed: no native document was measured"
    parsing = _best(lambda: [parse_plan(document, "plan") for document in documents])
    pattern = _best(lambda: [_WORD.findall(document.text) for document in documents])
    slowest = max(_best(lambda document=document: parse_plan(document, "plan"), 1) for document in documents)  # type: ignore[misc]
    line = (
        f"speed: {60 * len(documents) / parsing:.0f} plans a minute ({len(documents)} native documents, one process; "
        f"slowest {slowest:.3f} s); {parsing / pattern:.0f} times a plain pattern over the words"
    )
    try:
        from underthesea import word_tokenize
    except ImportError:
        return f"{line}; underthesea is not installed"
    word_tokenize("khởi động")
    segmenting = _best(lambda: [word_tokenize(document.text) for document in documents], 1)
    return f"{line}, {parsing / segmenting:.2f} times word segmentation (underthesea)"


def _best(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Returns the least seconds of several rounds."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)
